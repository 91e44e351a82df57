"""Claims on halls: asked from an event, decided by the owner, run out, queued; halls that are closed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.availability import actions
from orgplan.availability.models import BookingTerms, ClosedTime, VenueBlocking, VenueBooking
from orgplan.availability.queries import closed_times
from orgplan.availability.queries.bookings import booking_of
from orgplan.availability.rules.kinds import BookingState
from orgplan.availability.rules.queue import Claim, place_of
from orgplan.availability.rules.spans import any_overlap
from orgplan.availability.tests.factories import BY, days, hours
from orgplan.clashes.queries import clashes_of
from orgplan.clashes.tests.factories import DAY, at, event
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.rules import EventState
from orgplan.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return directory.unit("Управление делами")


@pytest.fixture
def hall(keeper):
    return directory.venue("Большой зал", owner=keeper)


@pytest.fixture
def concert(hall):
    return event("Концерт", "14:00–15:00", venue=hall)


def fresh(booking):
    return VenueBooking.objects.get(pk=booking.pk)


def letters():
    return list(Message.objects.order_by("pk").values_list("recipient_name", "subject"))


def test_claim_waits_for_the_owner_and_tells_him(concert, keeper):
    user = accounts.user(Role.COORDINATOR, name="Ключникова")
    directory.membership(user, unit=keeper)
    booking = actions.book_venue(concert, by=BY)
    assert (booking.state, booking.asked_by) == ("prebooked", "тест")
    assert [each.span.start.hour for each in ClosedTime.objects.filter(booking=booking)] == [14]
    assert letters() == [("Ключникова", "Заявка на площадку: Большой зал")]


def test_term_of_a_claim_is_a_setting(concert):
    actions.write_terms(hours=5, by=BY)
    booking = actions.book_venue(concert, by=BY)
    assert booking.expires_at - booking.asked_at == timedelta(hours=5)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"venue": None}, "нет площадки из справочника"),
        ({"state": EventState.CANCELLED}, "только предстоящее мероприятие"),
    ],
)
def test_event_that_cannot_book_is_refused_in_words(facts, why, concert):
    change_event(concert, facts=replace(facts_of(concert), **facts), edition=concert.edition, by=BY)
    concert.refresh_from_db()
    with pytest.raises(RefusedError, match=f"(?i){why}"):
        actions.book_venue(concert, by=BY)


def test_closed_hall_is_not_booked(concert, hall):
    actions.block_venue(hall, span=days(DAY), words="ремонт сцены", by=BY)
    with pytest.raises(RefusedError, match=r"закрыта: ремонт сцены \(12.08.2026\)"):
        actions.book_venue(concert, by=BY)


def test_same_claim_is_not_made_twice(concert):
    actions.book_venue(concert, by=BY)
    with pytest.raises(RefusedError, match="уже есть: ждёт решения"):
        actions.book_venue(concert, by=BY)
    assert VenueBooking.objects.count() == 1


def test_owner_gives_the_hall_and_the_asker_is_told(concert):
    asker = accounts.user(Role.DEPARTMENT, name="Афишина")
    booking = actions.book_venue(concert, by=asker)
    actions.approve_booking(booking, edition=booking.edition, by=BY)
    assert (fresh(booking).state, fresh(booking).decided_by) == ("approved", "тест")
    assert ("Афишина", "Площадка подтверждена: Большой зал: Концерт.") in letters()


def test_refusal_needs_a_reason_and_the_asker_reads_it(concert):
    booking = actions.book_venue(concert, by=accounts.user(Role.DEPARTMENT, name="Афишина"))
    with pytest.raises(RefusedError, match="причину отказа"):
        actions.refuse_booking(booking, reason=" ", edition=booking.edition, by=BY)
    actions.refuse_booking(fresh(booking), reason="Нет отопления", edition=booking.edition, by=BY)
    assert fresh(booking).state == "refused"
    assert "Причина: Нет отопления" in Message.objects.latest("pk").text


def test_hall_is_given_to_one_of_two_and_the_other_reads_why(concert, hall):
    first = actions.book_venue(concert, by=BY)
    second = actions.book_venue(event("Собрание", "14:30–16:00", venue=hall), by=BY)
    actions.approve_booking(first, edition=first.edition, by=BY)
    with pytest.raises(RefusedError, match="обещана мероприятию «Концерт»"):
        actions.approve_booking(second, edition=second.edition, by=BY)
    assert fresh(second).state == "prebooked"


def test_two_people_do_not_decide_over_each_other(concert):
    booking = actions.book_venue(concert, by=BY)
    actions.approve_booking(booking, edition=booking.edition, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        actions.refuse_booking(booking, reason="Ремонт", edition=booking.edition, by=BY)


def test_claim_runs_out_and_may_be_made_anew(concert):
    booking = actions.book_venue(concert, by=accounts.user(Role.DEPARTMENT, name="Афишина"))
    now = booking.expires_at
    assert actions.expire_bookings(now=now - timedelta(seconds=1), by=BY) == 0
    assert actions.expire_bookings(now=now, by=BY) == 1
    assert actions.expire_bookings(now=now, by=BY) == 0
    assert fresh(booking).state == "expired"
    assert ("Афишина", "Бронь истекла: Большой зал: Концерт.") in letters()
    assert actions.book_venue(concert, by=BY).state == "prebooked"


def test_moved_event_asks_anew(concert):
    booking = actions.book_venue(concert, by=BY)
    actions.approve_booking(booking, edition=booking.edition, by=BY)
    assert not booking_of(concert).is_moved
    change_event(concert, facts=replace(facts_of(concert), timing=at("17:00–18:00")), edition=concert.edition, by=BY)
    concert.refresh_from_db()
    assert booking_of(concert).is_moved
    assert actions.book_venue(concert, by=BY).state == "prebooked"
    assert [each.span.start.hour for each in ClosedTime.objects.filter(booking=booking)] == [17]


def test_draft_keeps_the_hall_by_its_claim_and_not_against_itself(hall):
    user = accounts.user(Role.DEPARTMENT)
    draft = event("Черновик", "14:00–15:00", venue=hall, state=EventState.DRAFT)
    booking = actions.book_venue(draft, by=BY)
    other = event("Собрание", "14:30–16:00", venue=hall)
    assert [each.clash.sentence for each in clashes_of(user, other)] == [
        "«Собрание» 14:30–16:00 — предварительно занята под другое мероприятие (12.08.2026 14:00–15:00)"
    ]
    assert [str(each.clash.subject) for each in clashes_of(user, draft)] == ["venue"]
    actions.withdraw_booking(booking, edition=booking.edition, by=BY)
    assert clashes_of(user, other) == []


def test_standing_event_is_not_told_twice(concert, hall):
    actions.book_venue(concert, by=BY)
    assert closed_times(DAY, DAY, people=(), venues=[hall.pk]) == []


def test_closed_hall_blocks_its_events(concert, hall):
    blocking = actions.block_venue(hall, span=hours(DAY, "10:00", "20:00"), words="ремонт сцены", by=BY)
    found = clashes_of(accounts.user(Role.DEPARTMENT), concert)
    assert [(str(each.clash.level), each.clash.sentence) for each in found] == [
        ("block", "«Концерт» 14:00–15:00 — площадка закрыта: ремонт сцены (12.08.2026 10:00–20:00)")
    ]
    actions.remove_blocking(blocking, by=BY)
    assert clashes_of(accounts.user(Role.DEPARTMENT), concert) == []


def test_hall_is_not_closed_without_a_reason(hall):
    with pytest.raises(RefusedError, match="почему площадка закрыта"):
        actions.block_venue(hall, span=days(DAY), words=" ", by=BY)


moments = st.integers(0, 40).map(lambda minutes: datetime(2026, 8, 12) + timedelta(minutes=minutes))  # noqa: DTZ001 -- the city's clock
claims = st.lists(
    st.tuples(st.integers(8, 18), st.integers(1, 4), moments, st.booleans(), st.integers(1, 2)), max_size=6
).map(
    lambda rows: [
        Claim(key, venue, asked, [hours(date(2026, 8, 12), f"{start:02}:00", f"{start + long:02}:00")], approved)
        for key, (start, long, asked, approved, venue) in enumerate(rows)
    ]
)


def order(claim):
    return (0 if claim.is_approved else 1, claim.asked_at, str(claim.key))


@settings(max_examples=50)
@given(claims)
def test_queue_counts_exactly_those_who_stand_before(rows):
    for claim in rows:
        place = place_of(claim, rows)
        beside = [
            each
            for each in rows
            if each.key != claim.key and each.venue == claim.venue and any_overlap(each.spans, claim.spans)
        ]
        before = [each for each in beside if order(each) < order(claim)]
        assert {each.key for each in place.rivals} == {each.key for each in beside}
        assert (place.number, place.of) == (len(before) + 1, len(beside) + 1)


# Pages


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_claims_costs_the_same(count, client_of, hall, django_assert_num_queries):
    for number in range(count):
        actions.book_venue(event(f"Концерт {number}", "14:00–15:00", venue=hall), by=BY)
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(8):
        page = client.get("/availability/bookings/")
    assert [(row.number, row.of) for row in page.context["rows"]] == [(n + 1, count) for n in range(count)]


def test_owner_decides_on_the_page(client_of, concert, keeper):
    booking = actions.book_venue(concert, by=BY)
    owner = client_of(Role.COORDINATOR, unit=keeper)
    page = f"/availability/bookings/{booking.pk}/"
    assert "Подтвердить" in owner.get(page).content.decode()
    refusal = owner.post(f"{page}refuse/", {"reason": "", "edition": booking.edition})
    assert (refusal.status_code, fresh(booking).state) == (422, "prebooked")
    assert owner.post(f"{page}approve/", {"edition": booking.edition}).status_code == 303
    assert fresh(booking).state == BookingState.APPROVED


def test_unit_that_asks_does_not_decide_and_reads_no_foreign_titles(client_of, hall):
    mine, unit = None, directory.unit("Департамент культуры")
    actions.book_venue(event("Тайное собрание", "14:00–16:00", venue=hall, owner=directory.unit("Иной")), by=BY)
    mine = actions.book_venue(event("Концерт", "14:30–15:30", venue=hall, owner=unit), by=BY)
    client = client_of(Role.COORDINATOR, unit=unit)
    text = client.get(f"/availability/bookings/{mine.pk}/").content.decode()
    assert ("Тайное собрание" in text, "мероприятие другого подразделения" in text) == (False, True)
    assert "2 из 2" in text
    assert client.post(f"/availability/bookings/{mine.pk}/approve/", {"edition": 1}).status_code == 403
    other = VenueBooking.objects.exclude(pk=mine.pk).get()
    assert client.get(f"/availability/bookings/{other.pk}/").status_code == 404


def test_hall_is_booked_from_the_card(client_of, concert):
    office = client_of(Role.DEPARTMENT)
    assert "Забронировать площадку" in office.get(f"/events/{concert.pk}/").content.decode()
    assert office.post(f"/availability/events/{concert.pk}/book/").status_code == 303
    text = office.get(f"/events/{concert.pk}/").content.decode()
    assert ("ждёт решения" in text, "Отозвать заявку" in text) == (True, True)


def test_hall_is_closed_and_opened_on_its_card(client_of, hall, keeper):
    owner = client_of(Role.COORDINATOR, unit=keeper)
    day = timezone.localdate() + timedelta(days=5)
    page = f"/availability/venues/{hall.pk}/close/"
    wrong = owner.post(
        page, {"words": "ремонт", "first": day.isoformat(), "last": (day - timedelta(days=2)).isoformat()}
    )
    assert (wrong.status_code, "Конец должен быть позже начала" in wrong.content.decode()) == (422, True)
    owner.post(page, {"words": "ремонт", "first": day.isoformat(), "last": day.isoformat()})
    assert "ремонт" in owner.get(f"/directory/venues/{hall.pk}/").content.decode()
    assert "ремонт" in owner.get("/availability/closed/").content.decode()
    owner.post(f"/availability/closed/{VenueBlocking.objects.get().pk}/open/")
    assert not ClosedTime.objects.exists()


def test_term_is_set_by_the_department(client_of):
    assert client_of(Role.DEPARTMENT).post("/availability/bookings/terms/", {"hours": "24"}).status_code == 303
    assert BookingTerms.objects.get().hours == 24
