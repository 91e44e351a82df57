"""Letters about a change: who is named by several groups gets one, and only the new ones are counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orgplan.directory.tests import factories as directory
from orgplan.events.actions import facts_of
from orgplan.events.actions.facts import shifts_between
from orgplan.events.actions.following import EventChange
from orgplan.events.following import letter_about, put_letters, unit_letter
from orgplan.events.models import Change
from orgplan.events.tests.factories import BY, event
from orgplan.notices.actions import Recipient
from orgplan.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def change():
    mine = event(title="Концерт", place="каб. 210")
    before = facts_of(mine)
    after = replace(before, place="каб. 401")
    recorded = Change.objects.create(event=mine, event_label=mine.title, made_by="проба")
    return EventChange(mine, before, after, tuple(shifts_between(before, after)), "Занят зал", recorded=recorded)


def to_unit(change, unit):
    return unit_letter(change, unit, "Вы отвечаете за мероприятие.")


def test_unit_named_twice_gets_one_letter_counted_once(change):
    unit = directory.unit("Отдел", email="o@example.org")
    assert put_letters([to_unit(change, unit), to_unit(change, unit)], by=BY) == 1
    assert Message.objects.count() == 1


def test_letter_that_stands_in_the_outbox_is_not_counted_again(change):
    one, two = (directory.unit(f"Отдел {n}", email=f"o{n}@example.org") for n in (1, 2))
    assert put_letters([to_unit(change, one)], by=BY) == 1
    assert put_letters([to_unit(change, one), to_unit(change, two)], by=BY) == 1
    assert put_letters([to_unit(change, one), to_unit(change, two)], by=BY) == 0
    assert Message.objects.count() == 2


def test_unit_and_person_with_the_same_key_are_two_recipients(change):
    unit = directory.unit("Отдел", email="o@example.org")
    person = directory.person("Докладчиков", email="d@example.org")
    about = letter_about(change, Recipient(str(person), person.email), who=f"person-{unit.pk}", why="Вы участвуете.")
    assert put_letters([to_unit(change, unit), about], by=BY) == 2


def test_nothing_to_tell_writes_nothing(change, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert put_letters([], by=BY) == 0


def test_letter_says_what_changes_why_and_of_which_event(change):
    put_letters([to_unit(change, directory.unit("Отдел", email="o@example.org"))], by=BY)
    letter = Message.objects.get()
    for words in ("Концерт", "каб. 210 → каб. 401", "Причина: Занят зал"):
        assert words in letter.text, words
    assert letter.subject == "Изменение: Концерт"
