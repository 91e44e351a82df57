"""Parts that go along by a job: clashes are judged over all of them, so that the outcome is that of one write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import audited
from orgplan.clashes import following
from orgplan.clashes.actions import RuleFacts, write_rule
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.queries.finding import brought_by
from orgplan.clashes.tests.factories import BY, DAY, event, mayor
from orgplan.events.actions import create_events, facts_of
from orgplan.events.actions.along import carry_piece, changes_along
from orgplan.events.actions.changes import Ground, carried_out, change_along, to_become
from orgplan.events.actions.pieces import Pieces
from orgplan.events.actions.taking_back import changes_back, take_back_piece
from orgplan.events.following.parts import becomes_along
from orgplan.events.models import Change, Event
from orgplan.events.rules import Basis
from orgplan.language.timing.model import Timing

pytestmark = pytest.mark.django_db

COUNT = 6
GROUND = Ground("Дождь", Basis("записка"))


@audited
def move_whole(whole, facts, *, by):
    (done,) = carried_out([to_become(whole, facts_of(whole), facts, GROUND)], GROUND, by).changes
    return done


class Festival:
    """A feast of days one after another, each at two o'clock with the Mayor; a stranger stands after the last of them.

    Moved by a day, every part comes where the next one stood; only the last one meets the stranger.
    """

    def __init__(self) -> None:
        write_rule(facts=RuleFacts("block", "Нельзя быть в двух местах"), by=BY)
        leader = mayor()
        self.office = accounts.user(Role.DEPARTMENT)
        self.whole = event("Фестиваль", "10:00–11:00")
        days = [DAY + timedelta(n) for n in range(COUNT)]
        first = event("День 0", "14:00–15:00", leader)
        facts = [replace(facts_of(first), title=f"День {n}", timing=at_day(n, first)) for n in range(1, COUNT)]
        parts = [first, *create_events(facts=facts, by=BY)]
        self.stranger = event("Приём", "14:30–15:30", leader, day=days[-1] + timedelta(1))
        Event.objects.filter(pk__in=[each.pk for each in parts]).update(part_of=self.whole)
        self.keys = [each.pk for each in parts]
        shifted = replace(facts_of(self.whole), timing=at_day(1, self.whole))
        self.made = move_whole(self.whole, shifted, by=self.office)
        self.becomes = partial(becomes_along, self.made)

    def carry(self, size: int) -> int:
        pieces = Pieces(partial(changes_along, self.made.recorded, self.keys, self.becomes))
        return sum(
            carry_piece(self.made.recorded, parts=part, becomes=self.becomes, pieces=pieces, by=self.office)
            for part in cut(self.keys, size)
        )

    def put_back(self, size: int) -> int:
        keys = list(self.made.recorded.along.order_by("-pk").values_list("pk", flat=True))
        pieces = Pieces(partial(changes_back, self.made.recorded, keys, self.office))
        return sum(
            take_back_piece(self.made.recorded, along=part, pieces=pieces, by=self.office) for part in cut(keys, size)
        )


def cut(keys, size):
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def at_day(number, like) -> Timing:
    timing = facts_of(like).timing
    days = timedelta(number)
    return replace(
        timing,
        occurrences=tuple(
            replace(each, start=each.start and each.start + days, end=each.end and each.end + days)
            for each in timing.occurrences
        ),
    )


def outcome():
    """What stands and what was accepted, without keys that grow."""
    accepted = sorted(AcceptedClash.objects.values_list("first__title", "second__title", "sentence", "reason"))
    changes = Change.objects.exclude(cause=None).values_list("event_label", "kinds", "reason", "basis", "made_by")
    return list(Event.objects.order_by("title").values_list("title", "first_day", "edition")), accepted, sorted(changes)


def in_one_write():
    """Let the parts go along in one transaction, look, and undo it."""
    feast = Festival()
    with transaction.atomic():
        ground = replace(GROUND, cause=feast.made.recorded)
        change_along(keys=feast.keys, becomes=feast.becomes, ground=ground, by=feast.office)
        found = outcome()
        transaction.set_rollback(True)
    return feast, found


@pytest.mark.parametrize("size", [1, 2, 4, COUNT])
def test_pieces_bring_what_one_write_brings(size):
    feast, wanted = in_one_write()
    assert feast.carry(size) == COUNT
    assert outcome() == wanted
    assert [(row[0], row[1]) for row in wanted[1]] == [("День 5", "Приём")]


def test_clashes_are_judged_once_for_all_pieces(monkeypatch):
    feast, judged = Festival(), list[int]()

    def counted(changes):
        judged.append(len(changes))
        return brought_by(changes)

    monkeypatch.setattr(following, "brought_by", counted)
    feast.carry(2)
    assert judged == [COUNT]


def test_pieces_are_judged_anew_when_another_changed_something_meanwhile():
    feast = Festival()
    record = feast.made.recorded
    pieces = Pieces(partial(changes_along, record, feast.keys, feast.becomes))
    first, rest = feast.keys[:3], feast.keys[3:]
    carry_piece(record, parts=first, becomes=feast.becomes, pieces=pieces, by=feast.office)
    leader = Event.objects.get(title="Приём").participations.get(kind="hosts").person
    event("Срочное", "14:15–14:45", leader, day=DAY + timedelta(4))
    carry_piece(record, parts=rest, becomes=feast.becomes, pieces=pieces, by=feast.office)
    assert sorted(AcceptedClash.objects.values_list("first__title", "second__title")) == [
        ("День 3", "Срочное"),
        ("День 5", "Приём"),
    ]


def test_pieces_put_back_meet_nothing_that_leaves_too():
    feast = Festival()
    feast.carry(2)
    AcceptedClash.objects.all().delete()
    event("Занято", "14:30–15:00", feast.stranger.participations.get(kind="hosts").person, day=DAY)
    assert feast.put_back(2) == COUNT
    assert list(AcceptedClash.objects.values_list("first__title", "second__title")) == [("День 0", "Занято")]
    assert Event.objects.get(title="День 0").first_day == DAY == date(2026, 8, 12)
