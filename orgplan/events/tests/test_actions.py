"""Writes of events: many at once say the same as one by one."""

from __future__ import annotations

import random

import pytest

from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, Participant, create_event, create_events, facts_of, make_part_of
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import BY, event
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing

pytestmark = pytest.mark.django_db


def facts(title: str) -> EventFacts:
    timing = read_timing("5, 6 августа 2026 года, 14:00", Period.parse("2026")).timing
    who = Participant(ParticipationKind.RESPONSIBLE, wording="Примеров П.П.")
    owner, other = directory.unit(), directory.unit()
    return EventFacts(title=title, owner=owner, timing=timing, co_owners=(owner, other), participants=(who,))


def test_many_events_are_written_as_one_by_one():
    given = [facts("Первое"), facts("Второе")]
    many, single = create_events(facts=given, by=BY), [create_event(facts=each, by=BY) for each in given]
    assert [facts_of(each) for each in many] == [facts_of(each) for each in single]
    assert Entry.objects.filter(verb="events.create_events").count() == 2
    shown = [
        list(Entry.objects.filter(verb=f"events.{verb}").values_list("after", flat=True))
        for verb in ("create_events", "create_event")
    ]
    assert sorted(map(str, shown[0])) == sorted(map(str, shown[1]))


def test_part_of_its_own_part_is_refused():
    whole, part = event(), event()
    make_part_of(part, whole=whole, by=BY)
    with pytest.raises(RefusedError, match="собственной части"):
        make_part_of(whole, whole=part, by=BY)


def test_longest_title_of_wide_letters_is_kept_and_sorted_by_its_beginning():
    chance = random.Random(1716)  # noqa: S311 -- letters that cannot be packed, the same each time
    letters = "".join(chr(chance.randrange(0x410, 0x450)) for _number in range(1000))
    found = event("12.08.2026, 10:00", title=letters, place=letters[:500])
    found.refresh_from_db()
    assert (found.title, found.title_start) == (letters, letters[:100])
    assert list(Event.objects.order_by("title_start", "pk")) == [found]
