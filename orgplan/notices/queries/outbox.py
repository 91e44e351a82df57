"""Reads of the outbox: letters by state and occasion, the rules in force, when a letter really leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.utils import timezone

from orgplan.core.lookups import has_words
from orgplan.notices.models import Message, MessageQuerySet, OutboxRules
from orgplan.notices.rules import MessageState, QuietHours, leaves_when
from orgplan.worktime import UnknownYearError, WorkingCalendar

if TYPE_CHECKING:
    from orgplan.accounts.models import User

SATURDAY = 5
OPEN_STATES = (MessageState.SENDING, MessageState.WAITING, MessageState.HELD)
"""Letters that are to leave, at their time or when a person lets them."""


def outbox_rules() -> OutboxRules:
    """Return the rules in force; the defaults where nobody has changed them yet."""
    rules: OutboxRules | None = OutboxRules.objects.filter(pk=1).first()
    return rules or OutboxRules(pk=1)


def known_keys(keys: Iterable[str]) -> set[str]:
    """Return those of the send keys under which a letter was written already."""
    return set(Message.objects.filter(send_key__in=list(keys)).values_list("send_key", flat=True))


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


def with_times(messages: Sequence[Message], quiet: QuietHours, now: datetime) -> Sequence[Message]:
    """Give each waiting letter its `goes_at`, the moment at which it really leaves; return the same letters."""
    for message in messages:
        if message.state == MessageState.WAITING:
            message.goes_at = leaving_time(message, quiet, now)
    return messages


@dataclass(slots=True)
class Occasion:
    """Letters of one occasion, as the outbox shows them; the counts take in those beyond this window too."""

    mark: str
    label: str
    url: str
    messages: list[Message] = field(default_factory=list)
    waiting: int = 0
    held: int = 0
    without_address: int = 0
    last: int = 0

    @property
    def ready(self) -> int:
        """How many drafts can be let go."""
        return self.held - self.without_address

    @property
    def goes_at(self) -> datetime | None:
        """When the first of those shown leaves."""
        return min((each.goes_at for each in self.messages if each.goes_at), default=None)


def open_letters(rows: MessageQuerySet, text: str = "") -> MessageQuerySet:
    """Return the drafts and the letters that will leave, by occasion and recipient."""
    found: MessageQuerySet = rows.filter(_words(text), state__in=OPEN_STATES)
    return found.order_by("about_label", "occasion", "recipient_name", "pk")


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
    counted = rows.filter(occasion__in=occasions, state__in=OPEN_STATES).order_by().values("occasion")
    for row in counted.annotate(
        last=Max("pk"),
        waiting=Count("pk", filter=Q(state=MessageState.WAITING)),
        held=Count("pk", filter=Q(state=MessageState.HELD)),
        without_address=Count("pk", filter=Q(state=MessageState.HELD, recipient_email="")),
    ):
        occasion = occasions[row.pop("occasion")]
        for name, value in row.items():
            setattr(occasion, name, value)
    return list(occasions.values())


def counts_by_state(rows: MessageQuerySet) -> dict[str, int]:
    """Return how many letters stand in each state; one query."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def expected(counts: dict[str, int]) -> dict[str, int]:
    """Return the counts of the outbox's parts: open, sent, cancelled, troubled."""
    return {
        "open": sum(counts.get(state, 0) for state in OPEN_STATES),
        "waiting": counts.get(MessageState.WAITING, 0),
        "sent": counts.get(MessageState.SENT, 0),
        "cancelled": counts.get(MessageState.CANCELLED, 0),
        "troubled": counts.get(MessageState.FAILED, 0) + counts.get(MessageState.UNCERTAIN, 0),
    }


def letters_of_cause(cause: str) -> list[Message]:
    """Return the letters that were written for one decision, by recipient; one query."""
    return list(Message.objects.filter(cause=cause).order_by("recipient_name", "pk"))


def troubled(user: User) -> MessageQuerySet:
    """Return the letters that did not leave or may have left, as far as the reader may see them; the latest first."""
    rows: MessageQuerySet = Message.objects.visible_to(user)
    return rows.filter(state__in=(MessageState.FAILED, MessageState.UNCERTAIN)).order_by("-leaves_at", "-pk")
