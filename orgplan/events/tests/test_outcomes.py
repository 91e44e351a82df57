"""Reports about events: what became of them, with how many people; what cannot be true is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import OutcomeFacts, report_held, report_outcome, take_back_outcomes
from orgplan.events.models import Event, Outcome
from orgplan.events.rules import EventState, OutcomeKind, WrongOutcome, wrong_outcome
from orgplan.events.tests.factories import BY, event

TODAY = date(2026, 9, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def held(first: date = date(2026, 8, 12), last: date | None = None, **facts) -> OutcomeFacts:
    return OutcomeFacts(OutcomeKind.HELD, first, last or first, **facts)


@given(DAYS, DAYS, DAYS)
def test_held_report_is_true_exactly_when_its_days_are_over(first, last, today):
    wrong = wrong_outcome(OutcomeKind.HELD, (first, last), "", today)
    assert (wrong is None) == (first <= last <= today)


@given(st.text())
def test_report_of_what_was_not_held_needs_a_reason(reason):
    wrong = wrong_outcome(OutcomeKind.NOT_HELD, (None, None), reason, TODAY)
    assert wrong == (None if reason.strip() else WrongOutcome.NO_REASON)


@pytest.mark.django_db
def test_report_writes_turnout_state_and_history():
    one = event()
    report_outcome(one, facts=held(turnout=340, turnout_source="heads"), edition=0, today=TODAY, by=BY)
    one.refresh_from_db()
    assert (one.state, one.outcome.turnout, one.outcome.edition) == (EventState.HELD, 340, 1)
    assert Entry.objects.get(verb="events.report_outcome").after["turnout"] == 340


@pytest.mark.django_db
def test_not_held_drops_days_and_turnout_and_keeps_the_reason():
    one = event()
    facts = OutcomeFacts(OutcomeKind.NOT_HELD, date(2026, 8, 12), date(2026, 8, 12), turnout=5, reason="Ливень")
    outcome = report_outcome(one, facts=facts, edition=0, today=TODAY, by=BY)
    one.refresh_from_db()
    assert (outcome.first_day, outcome.turnout, outcome.reason) == (None, None, "Ливень")
    assert one.state == EventState.NOT_HELD


@pytest.mark.django_db
def test_impossible_report_is_refused_in_words():
    with pytest.raises(RefusedError, match="День ещё не наступил"):
        report_outcome(event(), facts=held(date(2026, 9, 2)), edition=0, today=TODAY, by=BY)
    assert not Outcome.objects.exists()


@pytest.mark.django_db
def test_second_reporter_meets_the_first():
    one = event()
    report_outcome(one, facts=held(turnout=10), edition=0, today=TODAY, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        report_outcome(one, facts=held(turnout=20), edition=0, today=TODAY, by=BY)
    assert Outcome.objects.get().turnout == 10


@pytest.mark.django_db
def test_several_are_reported_at_once_and_taken_back():
    past, ahead, cancelled = event(), event("5 октября 2026 года"), event(state=EventState.CANCELLED)
    done = report_held(events=[past, ahead, cancelled], today=TODAY, by=BY)
    assert done == [past]
    assert (Outcome.objects.get().first_day, Event.objects.get(pk=past.pk).state) == (date(2026, 8, 12), "held")
    assert report_held(events=[past], today=TODAY, by=BY) == []
    take_back_outcomes(events=[past], by=BY)
    assert (Outcome.objects.count(), Event.objects.get(pk=past.pk).state) == (0, "planned")


@pytest.mark.django_db
def test_page_takes_a_report_shows_it_and_takes_it_back(client_of):
    office = client_of(Role.DEPARTMENT)
    one = event("12 августа 2025 года", expected_turnout=400)
    page = office.get(f"/events/{one.pk}/outcome/").content.decode()
    assert 'value="2025-08-12"' in page
    form = {"kind": "held", "first_day": "2025-08-12", "turnout": "340", "turnout_source": "estimate", "edition": "0"}
    answer = office.post(f"/events/{one.pk}/outcome/", form, follow=True)
    words = answer.content.decode()
    for each in ("Отчёт сохранён", "340", "оценка организатора", "400", "Исправить отчёт"):
        assert each in words, each
    assert office.post(f"/events/{one.pk}/outcome/take-back/").status_code == 303
    assert not Outcome.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "held"}, "Укажите, в какой день"),
        ({"kind": "held", "first_day": "2999-01-01"}, "День ещё не наступил"),
        ({"kind": "held", "first_day": "2025-08-12", "last_day": "2025-08-11"}, "Последний день раньше первого"),
        ({"kind": "not_held"}, "Укажите, почему"),
        ({"kind": "held", "first_day": "2025-08-12", "turnout": "-4"}, "больше либо равно 0"),
    ],
)
def test_mistake_in_a_report_is_said_and_saves_nothing(form, words, client_of):
    one = event("12 августа 2025 года")
    answer = client_of(Role.DEPARTMENT).post(f"/events/{one.pk}/outcome/", form | {"edition": "0"})
    assert (answer.status_code, Outcome.objects.count()) == (422, 0)
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_second_reporter_sees_both_figures_and_may_save_his(client_of):
    office, one = client_of(Role.DEPARTMENT), event("12 августа 2025 года")
    form = {"kind": "held", "first_day": "2025-08-12", "edition": "0", "opened": "{}"}
    assert office.post(f"/events/{one.pk}/outcome/", form | {"turnout": "10"}).status_code == 303
    answer = office.post(f"/events/{one.pk}/outcome/", form | {"turnout": "20"})
    assert (answer.status_code, Outcome.objects.get().turnout) == (409, 10)
    again = form | {"turnout": "20", "edition": answer.context["form"].data["edition"]}
    assert office.post(f"/events/{one.pk}/outcome/", again).status_code == 303
    assert Outcome.objects.get().turnout == 20


@pytest.mark.django_db
def test_co_owner_reports_and_a_stranger_does_not(signed_in):
    owner, helper, stranger = directory.unit(), directory.unit(), directory.unit()
    one = event("12 августа 2025 года", owner=owner, co_owners=(helper,))
    form = {"kind": "held", "first_day": "2025-08-12", "edition": "0"}
    assert signed_in(directory.coordinator(stranger)).post(f"/events/{one.pk}/outcome/", form).status_code == 404
    assert signed_in(directory.coordinator(helper)).post(f"/events/{one.pk}/outcome/", form).status_code == 303


@pytest.mark.django_db
def test_report_goes_back_only_inside_the_product(client_of):
    office, one = client_of(Role.DEPARTMENT), event("12 августа 2025 года")
    form = {"kind": "held", "first_day": "2025-08-12", "edition": "0"}
    inside = office.post(f"/events/{one.pk}/outcome/?next=/plans/", form)
    outside = office.post(f"/events/{one.pk}/outcome/?next=//evil.example/", form | {"edition": "1"})
    assert (inside["Location"], outside["Location"]) == ("/plans/", f"/events/{one.pk}/")


@pytest.mark.django_db
def test_editing_the_card_keeps_the_reported_state(client_of):
    office, one = client_of(Role.DEPARTMENT), event("12 августа 2025 года")
    report_outcome(one, facts=held(date(2025, 8, 12)), edition=0, today=timezone.localdate(), by=BY)
    one.refresh_from_db()
    form = {"title": "Иначе", "wording": one.wording, "owner": one.owner_id, "kind": "meeting", "level": "city"}
    answer = office.post(f"/events/{one.pk}/edit/", form | {"edition": one.edition})
    one.refresh_from_db()
    assert (answer.status_code, one.title, one.state) == (303, "Иначе", EventState.HELD)
