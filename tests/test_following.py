"""Every room that holds something of an event follows its changes, or says here why it need not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from orgplan.config.following import CHANGE_NOTES, FOLLOWERS

EXPLAINED = {
    "almanac.LaidDate": "a link to what a rule laid; the rule's day is the almanac's own",
    "almanac.LaidJubilee": "a link to what a rule laid",
    "almanac.LaidMeeting": "a link to what a rule laid; the meeting that was moved keeps its own event",
    "almanac.LaidPlace": "which venue a series took, computed anew with the next laying",
    "almanac.LaidSeries": "a link to what a rule laid",
    "almanac.PartedMeeting": "the day by the rule that the event stands for, whenever it is held",
    "scheduling.Move": "is stale once the event has changed: its page says so and refuses",
    "scheduling.Pin": "holds no day: it says only that no proposal moves the event",
    "scheduling.Unkept": "belongs to a search, which is stale once the event has changed",
}
"""Rows that name an event and need not follow it, each with the reason."""

HOPS = {
    "instructions.Instruction": "keeps its source in words with the day of signature, which stays",
    "notices.Message": "letters: `events.unsent` puts waiting ones into the new words",
    "documents.Document": "papers: marked outdated and made anew by the room that printed them",
    "search.IndexedRecord": "computed anew after each write of an event",
    "webhooks.Delivery": "sends what the history says, when it said it",
    "feeds.Feed": "computed when it is asked for",
}
"""What names an event without a key, and how it follows."""


def _room(one: object) -> str:
    return (one.__module__ if callable(one) and not isinstance(one, type) else type(one).__module__).split(".")[1]


def _following() -> set[str]:
    return {type(each).__module__.split(".")[1] for each in FOLLOWERS} | {_room(each) for each in CHANGE_NOTES}


def _of_events() -> list[str]:
    """Return the models with a key of an event."""
    return sorted(
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label == "events.Event"
    )


@pytest.mark.parametrize("label", sorted(set(_of_events())))
def test_whoever_holds_an_event_follows_it_or_says_why_not(label):
    room = label.partition(".")[0]
    assert room in _following() or label in EXPLAINED, (
        f"{label} names an event: write a follower (config/following.py) or the reason into EXPLAINED"
    )


@pytest.mark.parametrize("label", sorted(EXPLAINED))
def test_no_reason_is_given_for_what_follows_or_is_gone(label):
    assert label in _of_events()
    assert label.partition(".")[0] not in _following()


def test_rooms_that_follow_without_a_key_exist():
    known = {model._meta.label for model in apps.get_models()}
    assert {label for label in HOPS if label not in known} == set()
