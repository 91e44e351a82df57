"""Reads of the outbox and of what users are told."""

from orgplan.notices.queries.outbox import (
    Occasion,
    by_occasion,
    counts_by_state,
    expected,
    is_day_off,
    known_keys,
    leaving_time,
    letters_in,
    letters_of_cause,
    open_letters,
    outbox_rules,
    troubled,
    with_times,
)

__all__ = [
    "Occasion",
    "by_occasion",
    "counts_by_state",
    "expected",
    "is_day_off",
    "known_keys",
    "leaving_time",
    "letters_in",
    "letters_of_cause",
    "open_letters",
    "outbox_rules",
    "troubled",
    "with_times",
]
