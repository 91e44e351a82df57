"""A changed event and its claim on a hall: the claim goes along, the owner is told, or it stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.availability import actions
from orgplan.availability.following import BookingsFollower
from orgplan.availability.models import ClosedTime, VenueBooking
from orgplan.availability.tests.factories import BY, hours
from orgplan.clashes.tests.factories import DAY, at, event
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_to, facts_of, prepare_change, take_back_change
from orgplan.events.actions.proposals import apply_change
from orgplan.events.models import Change
from orgplan.events.rules import Decision, EventState
from orgplan.notices.models import Message

pytestmark = pytest.mark.django_db
KEY = "availability.bookings"


@pytest.fixture
def keeper():
    unit = directory.unit("Управление делами")
    user = accounts.user(Role.COORDINATOR, name="Ключникова", email="k@example.org")
    directory.membership(user, unit=unit)
    return unit


@pytest.fixture
def hall(keeper):
    return directory.venue("Большой зал", owner=keeper)


@pytest.fixture
def concert(hall):
    made = event("Концерт", "14:00–15:00", venue=hall)
    booking = actions.book_venue(made, note="Нужен рояль", by=BY)
    actions.approve_booking(booking, edition=booking.edition, by=BY)
    Message.objects.all().delete()
    return made


def decided(one, facts, decision):
    """Change the event as the page of the change does; return what was done, in sentences."""
    proposed = prepare_change(one, facts=facts, edition=one.edition, reason="Гости задержались", by=BY)
    proposed.decisions = {"groups": {KEY: decision}, "single": []}
    proposed.save()
    return [each for each in apply_change(proposed, by=BY).done if "лощадк" in each or "аявка" in each]


def claims():
    return sorted(VenueBooking.objects.order_by("venue__name").values_list("venue__name", "state"))


def begins():
    return [each.span.start.strftime("%H:%M") for each in ClosedTime.objects.exclude(booking=None).order_by("start")]


def told():
    return [name for name, why in Message.objects.values_list("recipient_name", "why") if "площадк" in why]


def test_list_of_the_change_says_what_becomes_of_the_claim(concert, office, django_assert_num_queries):
    change = change_to(concert, replace(facts_of(concert), timing=at("16:00–17:30")))
    with django_assert_num_queries(3):  # claims, their hours, the stamp of the norms
        (effect,) = BookingsFollower().preview(change, office)
    assert effect.heading == "Большой зал"
    assert effect.sentence == ("подтверждена: 12.08.2026 14:00–15:00 → запросить заново: 12.08.2026 16:00–17:30")
    assert effect.may == (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE)


@pytest.fixture
def office():
    return accounts.user(Role.DEPARTMENT)


def test_claim_goes_along_and_waits_for_the_owner_again(concert):
    done = decided(concert, replace(facts_of(concert), timing=at("16:00–17:30")), Decision.UPDATE)
    assert done == ["Площадка запрошена заново: Большой зал."]
    assert (claims(), begins(), told()) == ([("Большой зал", "prebooked")], ["16:00"], ["Ключникова"])
    assert VenueBooking.objects.get().note == "Нужен рояль"


@pytest.mark.parametrize(("decision", "letters"), [(Decision.NOTIFY, ["Ключникова"]), (Decision.LEAVE, [])])
def test_claim_stays_as_it_is_where_that_is_decided(concert, decision, letters):
    decided(concert, replace(facts_of(concert), timing=at("16:00–17:30")), decision)
    assert (claims(), begins(), told()) == ([("Большой зал", "approved")], ["14:00"], letters)


def test_other_hall_is_asked_for_instead_and_both_owners_know(concert):
    other = directory.unit("Дворец")
    directory.membership(accounts.user(Role.COORDINATOR, name="Дворцов", email="d@example.org"), unit=other)
    small = directory.venue("Малый зал", owner=other)
    done = decided(concert, replace(facts_of(concert), venue=small), Decision.UPDATE)
    assert done == ["Заявка снята: Большой зал; запрошена: Малый зал."]
    assert claims() == [("Большой зал", "withdrawn"), ("Малый зал", "prebooked")]
    assert sorted(told()) == ["Дворцов", "Ключникова"]


@pytest.mark.parametrize("more", [{"state": EventState.CANCELLED}, {"venue": None, "place": "на улице"}])
def test_claim_is_taken_back_where_the_hall_is_needed_no_more(concert, more):
    done = decided(concert, replace(facts_of(concert), **more), Decision.UPDATE)
    assert (done, claims(), told()) == (["Заявка снята: Большой зал."], [("Большой зал", "withdrawn")], ["Ключникова"])


def test_closed_hall_takes_the_whole_change_back_with_its_reason(concert, hall):
    actions.block_venue(hall, span=hours(DAY, "16:00", "20:00"), words="ремонт", by=BY)
    with pytest.raises(RefusedError, match="ремонт"):
        decided(concert, replace(facts_of(concert), timing=at("16:00–17:30")), Decision.UPDATE)
    concert.refresh_from_db()
    assert (concert.start_time.hour, claims(), begins()) == (14, [("Большой зал", "approved")], ["14:00"])


def test_change_that_leaves_the_hours_leaves_the_claim(concert, office):
    renamed = change_to(concert, replace(facts_of(concert), title="Концерт хора"))
    assert BookingsFollower().preview(renamed, office) == []
    refused = VenueBooking.objects.get()
    actions.refuse_booking(refused, reason="Занято", edition=refused.edition, by=BY)
    moved = change_to(concert, replace(facts_of(concert), timing=at("16:00–17:30")))
    assert BookingsFollower().preview(moved, office) == []


def taken_back():
    """Undo the last change; return what became of claims, in sentences."""
    return [
        each
        for each in take_back_change(Change.objects.latest("pk"), by=BY)
        if each.startswith(("Площадка", "Заявка на"))
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"timing": at("16:00–17:30")},
        {"state": EventState.CANCELLED},
        {"venue": None, "place": "на улице"},
        {"timing": at("16:00–17:30"), "venue": "other"},
    ],
)
def test_claim_comes_back_with_its_approval_when_the_change_is_taken_back(concert, keeper, more):
    if more.get("venue") == "other":
        more = more | {"venue": directory.venue("Малый зал", owner=keeper)}
    before = VenueBooking.objects.values("state", "decided_by", "decided_at").get()
    decided(concert, replace(facts_of(concert), **more), Decision.UPDATE)
    assert ("Большой зал", "approved") not in claims()
    assert taken_back() == [f"Площадка снова закреплена, как было утверждено: Большой зал, {DAY:%d.%m.%Y} 14:00–15:00."]
    after = VenueBooking.objects.filter(venue__name="Большой зал")
    assert after.values("state", "decided_by", "decided_at").get() == before
    assert begins()[0] == "14:00"
    assert [state for name, state in claims() if name == "Малый зал"] in ([], ["withdrawn"])
    assert "Ключникова" in told()


def test_hall_given_to_another_event_meanwhile_is_not_taken_from_it(concert, hall):
    decided(concert, replace(facts_of(concert), timing=at("18:00–19:00")), Decision.UPDATE)
    other = event("Бал", "14:30–16:00", venue=hall)
    booking = actions.book_venue(other, by=BY)
    actions.approve_booking(booking, edition=booking.edition, by=BY)
    (said,) = taken_back()
    assert "отдана другому мероприятию: Большой зал, «Бал»" in said
    states = dict(VenueBooking.objects.values_list("event__title", "state"))
    assert states == {"Концерт": "prebooked", "Бал": "approved"}


def test_hall_closed_meanwhile_is_told_and_the_event_still_goes_back(concert, hall):
    decided(concert, facts_of(concert).cancelled(), Decision.UPDATE)
    actions.block_venue(hall, span=hours(DAY, "12:00", "20:00"), words="ремонт", by=BY)
    (said,) = taken_back()
    assert "ремонт" in said
    concert.refresh_from_db()
    assert (concert.state, claims()) == (EventState.PLANNED, [("Большой зал", "withdrawn")])


def test_a_prebooking_comes_back_with_what_is_left_of_its_term(hall):
    made = event("Концерт", "14:00–15:00", venue=hall)
    expires = actions.book_venue(made, by=BY).expires_at
    decided(made, replace(facts_of(made), timing=at("16:00–17:30")), Decision.UPDATE)
    taken_back()
    again = VenueBooking.objects.get()
    assert (again.state, again.expires_at, begins()) == ("prebooked", expires, ["14:00"])
