"""Marks as a page or a program sends them: read whole, or refused with the place of the mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.marks import MOST_MARKS, NewMark


class UnreadableMarksError(ValueError):
    """What was sent is no list of marks; the text is a sentence that names the place."""


def read_marks(sent: Any) -> list[NewMark]:
    """Read `{"entries": [{"id", "item", "verb", "at", "undoes"}]}`; UnreadableMarksError names the wrong one."""
    entries = sent.get("entries") if isinstance(sent, dict) else None
    if not isinstance(entries, list) or len(entries) > MOST_MARKS:
        raise UnreadableMarksError(_("Send at most %(most)d marks as a list “entries”.") % {"most": MOST_MARKS})
    return [_mark(number, entry) for number, entry in enumerate(entries, 1)]


def _mark(number: int, entry: Any) -> NewMark:
    try:
        verb, undoes = MarkVerb(entry["verb"]), entry.get("undoes")
        mark = NewMark(
            UUID(entry["id"]), int(entry["item"]), verb, _moment(entry["at"]), UUID(undoes) if undoes else None
        )
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UnreadableMarksError(_("Mark %(number)d cannot be read.") % {"number": number}) from error
    if (mark.verb == MarkVerb.BACK) != (mark.undoes is not None):
        raise UnreadableMarksError(_("Mark %(number)d: a mark taken back names which one.") % {"number": number})
    return mark


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
