"""A month sorted out: asked for, computed, accepted line by line and together, pinned, stale, stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, EventState, ParticipationKind
from orgplan.events.tests.factories import BY, event
from orgplan.jobs.actions.leases import claim_job
from orgplan.jobs.jobs import JobContext, run_job
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.scheduling.jobs import handler
from orgplan.scheduling.models import MonthSearch, Move, Pin, Proposal
from orgplan.scheduling.queries import coming_month

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def at(title, day, start, end, person):
    timing = Timing(TimingKind.TIMED, (Occurrence(day, day, time(start), time(end)),))
    made = event(title=title)
    taking = (Participant(ParticipationKind.HOSTS, person, consent=Consent.NOT_NEEDED),)
    facts = replace(facts_of(made), timing=timing, participants=taking)
    return change_event(made, facts=facts, edition=made.edition, by=BY)


@pytest.fixture
def month():
    """Two events of one person at once, on a working day of the coming month."""
    first = coming_month(timezone.localdate())
    day = next(first.replace(day=number) for number in range(10, 17) if first.replace(day=number).weekday() == 1)
    person = directory.person()
    return first, at("Совещание", day, 10, 12, person), at("Приём", day, 11, 12, person)


def computed(office, first, **chosen) -> str:
    address = office.post("/months/ask/", {"month": f"{first:%Y-%m}", **chosen})["Location"]
    job = claim_job(token="тест", now=timezone.now())
    assert job is not None
    assert run_job(JobContext(job), handler(3.0, asks=False)) == "done"
    return str(address)


def accept(office, address, **more):
    rows = Move.objects.filter(proposal__aim="fewest_moves").values_list("pk", flat=True)
    return office.post(f"{address}accept/", {"aim": "fewest_moves", "row": list(rows), **more})


def test_month_is_shown_with_its_clashes_before_anything_is_computed(office, month):
    page = office.get(f"/months/?month={month[0]:%Y-%m}").content.decode()
    assert ("2\xa0мероприятия" in page, "Рассчитать предложения" in page) == (True, True)


def test_proposal_moves_one_of_two_and_leaves_no_clash(office, month):
    page = office.get(computed(office, month[0])).content.decode()
    proposal = Proposal.objects.get(aim="fewest_moves")
    assert (proposal.before["clashes"], proposal.clashes, proposal.moves.count()) == (1, 0, 1)
    assert "Снимает накладку" in page
    assert MonthSearch.objects.get().clashes == 1


def test_accepted_move_stands_and_is_told_so(office, month):
    address = computed(office, month[0])
    assert accept(office, address).status_code == 200, "a preview first"
    assert accept(office, address, apply="1").status_code == 303
    move = Move.objects.get(proposal__aim="fewest_moves")
    moved = Event.objects.get(pk=move.event_id)
    starts = timezone.localtime(move.starts_at)
    assert (moved.first_day, moved.start_time) == (starts.date(), starts.time())
    assert "принято" in office.get(address).content.decode()


def test_stale_move_says_so_and_is_not_applied(office, month):
    address = computed(office, month[0])
    changed = Event.objects.get(pk=Move.objects.get(proposal__aim="fewest_moves").event_id)
    change_event(changed, facts=replace(facts_of(changed), title="Иначе"), edition=changed.edition, by=BY)
    assert "мероприятие изменили после расчёта" in office.get(address).content.decode()
    assert accept(office, address, apply="1").status_code == 303
    assert Event.objects.get(pk=changed.pk).start_time == changed.start_time


def test_pinned_event_is_never_moved(office, month):
    for each in month[1:]:
        office.post(f"/months/pin/{each.pk}/")
    assert Pin.objects.count() == 2
    page = office.get(computed(office, month[0])).content.decode()
    assert Move.objects.count() == 0
    assert "Мероприятие закреплено." in page, "what cannot be kept says why"
    office.post(f"/months/pin/{month[1].pk}/", {"verb": "unpin"})
    assert Pin.objects.count() == 1


def test_waiting_computing_is_stopped(office, month):
    address = office.post("/months/ask/", {"month": f"{month[0]:%Y-%m}"})["Location"]
    assert "Остановить расчёт" in office.get(address).content.decode()
    office.post(f"{address}stop/")
    assert "Расчёт остановлен" in office.get(address).content.decode()


def test_result_asks_the_same_number_of_queries_whatever_the_number_of_moves(
    office, month, django_assert_max_num_queries
):
    address = computed(office, month[0])
    with django_assert_max_num_queries(25):
        office.get(address)


def test_draft_is_sorted_out_with_what_stands(office, month):
    draft = month[2]
    change_event(draft, facts=replace(facts_of(draft), state=EventState.DRAFT), edition=draft.edition, by=BY)
    office.post(f"/months/pin/{month[1].pk}/")
    computed(office, month[0])
    assert list(Move.objects.filter(proposal__aim="fewest_moves").values_list("event", flat=True)) == [draft.pk]
    assert MonthSearch.objects.get().drafts == 1
    assert "из них 1\xa0черновик" in office.get(f"/months/?month={month[0]:%Y-%m}").content.decode()


def test_only_chosen_events_move(office, month):
    chosen, kept = month[1:]
    change_event(chosen, facts=replace(facts_of(chosen), kind=EventKind.SPORT), edition=chosen.edition, by=BY)
    page = office.get(computed(office, month[0], kind="sport")).content.decode()
    assert set(Move.objects.values_list("event", flat=True)) == {chosen.pk} != {kept.pk}
    assert "переносить можно только: Вид: Спортивное мероприятие" in page


def test_filter_that_finds_nothing_is_told_and_nothing_is_computed(office, month):
    answer = office.post("/months/ask/", {"month": f"{month[0]:%Y-%m}", "kind": "visit"}, follow=True)
    assert "Фильтр не находит мероприятий этого месяца" in answer.content.decode()
    assert MonthSearch.objects.count() == 0


def test_other_hall_is_offered_where_the_own_one_is_taken_and_can_be_accepted(office, month):
    first, one, other = month
    own = directory.venue("Зал", district="Кировский", capacity=50, equipment=[["Микрофон", 2]])
    fits = directory.venue("Соседний", district="Кировский", capacity=60, equipment=[["микрофон", 1]])
    directory.venue("Мал", district="Кировский", capacity=10, equipment=[["микрофон", 1]])
    directory.venue("Без микрофона", district="Кировский", capacity=90)
    directory.venue("Далеко", district="Советский", capacity=90, equipment=[["микрофон", 1]])
    for each in (one, other):
        facts = replace(facts_of(each), venue=own, participants=())
        change_event(each, facts=facts, edition=each.edition, by=BY)
    address = computed(office, first, other_venues="1")
    assert {move.venue_id for move in Move.objects.filter(proposal__aim="fewest_moves")} == {fits.pk}
    assert "площадка: Соседний" in office.get(address).content.decode()
    assert accept(office, address, apply="1").status_code == 303
    moved = Event.objects.get(pk=Move.objects.get(proposal__aim="fewest_moves").event_id)
    assert (moved.venue, moved.start_time) == (fits, one.start_time if moved.pk == one.pk else other.start_time)
    assert "принято" in office.get(address).content.decode()


def test_preview_says_which_clash_a_line_alone_brings(office, month):
    address = computed(office, month[0])
    move = Move.objects.get(proposal__aim="fewest_moves")
    at_hour = timezone.localtime(move.starts_at)
    person = next(each.person for each in month[1].participations.all() if each.person)
    at("Занятое время", at_hour.date(), at_hour.hour, at_hour.hour + 1, person)
    page = accept(office, address).content.decode()
    assert ("Отмеченные переносы сами по себе дают накладки" in page, "Занятое время" in page) == (True, True)


def test_a_month_without_events_says_what_to_do(office):
    assert "Выберите другой месяц" in office.get("/months/?month=2031-01").content.decode()
