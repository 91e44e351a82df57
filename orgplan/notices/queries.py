"""Reads of the outbox: letters by state and occasion, the rules in force, when a letter really leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone

from orgplan.core.lookups import has_words
from orgplan.notices.models import Message, MessageQuerySet, OutboxRules
from orgplan.notices.rules import MessageState, QuietHours, leaves_when
from orgplan.worktime import UnknownYearError, WorkingCalendar

if TYPE_CHECKING:
    from orgplan.accounts.models import User

SATURDAY = 5
OPEN_STATES = (
    MessageState.FAILED,
    MessageState.UNCERTAIN,
    MessageState.SENDING,
    MessageState.WAITING,
    MessageState.HELD,
)
"""Letters that something is still to happen with, those that need a person first."""


def outbox_rules() -> OutboxRules:
    """Return the rules in force; the defaults where nobody has changed them yet."""
    rules: OutboxRules | None = OutboxRules.objects.filter(pk=1).first()
    return rules or OutboxRules(pk=1)


def is_day_off(day: date) -> bool:
    """Tell whether the city rests on this day; a year without a decree rests on Saturdays and Sundays."""
    try:
        return not WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return day.weekday() >= SATURDAY


def leaving_time(message: Message, quiet: QuietHours, now: datetime) -> datetime:
    """Return when a waiting letter really leaves: not in the past, not in quiet hours unless it is urgent."""
    moment = timezone.localtime(max(message.leaves_at, now))
    return moment if message.is_urgent else leaves_when(moment, quiet, is_day_off)


@dataclass(slots=True)
class Occasion:
    """Letters of one occasion, as the outbox shows them; `total` counts those beyond this window too."""

    mark: str
    label: str
    url: str
    messages: list[Message] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many letters of the occasion are open."""
        return sum(self.counts.values())


def open_letters(rows: MessageQuerySet, text: str = "") -> MessageQuerySet:
    """Return the letters that something is still to happen with: those that need a person first, then by occasion."""
    place = Case(
        When(state__in=(MessageState.FAILED, MessageState.UNCERTAIN), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found: MessageQuerySet = (
        rows.filter(_words(text), state__in=OPEN_STATES)
        .annotate(place=place)
        .order_by("place", "about_label", "occasion", "recipient_name", "pk")
    )
    return found


def letters_in(rows: MessageQuerySet, state: str, text: str = "") -> MessageQuerySet:
    """Return the letters of one state, the latest first."""
    found: MessageQuerySet = rows.filter(_words(text), state=state).order_by("-sent_at", "-written_at", "-pk")
    return found


def _words(text: str) -> Q:
    return has_words(text, "recipient_name", "recipient_email", "subject", "about_label")


def by_occasion(messages: Iterable[Message], rows: MessageQuerySet) -> list[Occasion]:
    """Group a window of letters by what they are about; one query counts what stands outside the window."""
    occasions: dict[str, Occasion] = {}
    for message in messages:
        occasion = Occasion(message.occasion, message.about_label, message.about_url)
        occasions.setdefault(message.occasion, occasion).messages.append(message)
    counted = rows.filter(occasion__in=occasions, state__in=OPEN_STATES).order_by()
    for mark, state, count in counted.values_list("occasion", "state").annotate(Count("pk")):
        occasions[mark].counts[state] = count
    return list(occasions.values())


def counts_by_state(rows: MessageQuerySet) -> dict[str, int]:
    """Return how many letters stand in each state; one query."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def troubled(user: User) -> MessageQuerySet:
    """Return the letters that did not leave or may have left, as far as the reader may see them; the latest first."""
    rows: MessageQuerySet = Message.objects.visible_to(user)
    return rows.filter(state__in=(MessageState.FAILED, MessageState.UNCERTAIN)).order_by("-leaves_at", "-pk")
