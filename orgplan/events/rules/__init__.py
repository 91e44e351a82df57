"""Pure rules of events: kinds, levels, states and who takes part how."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing.model import Timing

BASKET_DAYS = 30
"""How long a deleted event can be restored, unless the department says otherwise."""
LONGEST_BASKET = 3650


class EventKind(TextChoices):
    """Kinds of event (domain §2.1, glossary)."""

    MEETING = "meeting", _("Meeting")
    STAFF_MEETING = "staff_meeting", _("Staff meeting")
    SESSION = "session", _("Session")
    OFFICIAL_RECEPTION = "official_reception", _("Official reception")
    RECEPTION_HOURS = "public_reception_hours", _("Reception of citizens")
    CEREMONY = "ceremony", _("Ceremony")
    SIGNING = "signing", _("Signing")
    WREATH_LAYING = "wreath_laying", _("Wreath-laying")
    CONFERENCE = "conference", _("Conference, forum, round table")
    MASS_EVENT = "mass_event", _("Mass event")
    CULTURE = "culture", _("Concert, exhibition, show")
    SPORT = "sport", _("Sports event")
    SITE_VISIT = "site_visit", _("Site visit")
    VISIT = "visit", _("Visit, delegation")
    OTHER = "other", _("Other")


class Level(TextChoices):
    """How far the event reaches (mission: local, regional, intercity, international)."""

    DISTRICT = "district", _("district level")
    CITY = "city", _("city level")
    REGIONAL = "regional", _("regional level")
    INTERCITY = "intercity", _("intercity level")
    INTERNATIONAL = "international", _("international level")


class EventState(TextChoices):
    """Where the event stands."""

    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    NOT_HELD = "not_held", _("did not take place")
    CANCELLED = "cancelled", _("cancelled")


class TimingKindChoice(TextChoices):
    """How exactly the time is known; the names of `language.timing.TimingKind`."""

    TIMED = "timed", _("at a clock time")
    DAYS = "days", _("whole days")
    PERIOD = "period", _("within a period")
    DUE = "due", _("until a day")
    RECURRING = "recurring", _("recurring")
    UNSCHEDULED = "unscheduled", _("no date yet")


class ParticipationKind(TextChoices):
    """How somebody takes part."""

    RESPONSIBLE = "responsible", _("responsible")
    HOSTS = "hosts", _("hosts")
    SPEAKS = "speaks", _("speaks")
    ATTENDS = "attends", _("attends")
    DESIRED = "desired", _("presence desired")


class Consent(TextChoices):
    """Whether an outside participant has agreed («по согласованию»)."""

    NOT_NEEDED = "not_needed", _("not needed")
    PENDING = "pending", _("by agreement")
    GIVEN = "given", _("agreed")
    REFUSED = "refused", _("refused")


class OutcomeKind(TextChoices):
    """What became of an event whose day has come: called off ahead it is cancelled, not reported."""

    HELD = "held", _("took place")
    NOT_HELD = "not_held", _("did not take place")


class TurnoutSource(TextChoices):
    """What the turnout was measured by: figures of different kinds are not compared silently."""

    REGISTRATION = "registration", _("registration of participants")
    TICKETS = "tickets", _("tickets or invitations")
    HEADS = "heads", _("count on the spot")
    ESTIMATE = "estimate", _("the organiser's estimate")


class WrongOutcome(TextChoices):
    """Why a report about an event cannot be true."""

    NO_DAYS = "no_days", _("Say on which day it took place.")
    BACKWARDS = "backwards", _("The last day is before the first.")
    AHEAD = "ahead", _("The day has not come yet: what has not been cannot be reported.")
    NO_REASON = "no_reason", _("Say why it did not take place.")


def wrong_outcome(
    kind: OutcomeKind, days: tuple[date | None, date | None], reason: str, today: date
) -> WrongOutcome | None:
    """Return why the report cannot be true, or None. `days` are the first and the last day, both inclusive."""
    first, last = days
    if kind == OutcomeKind.NOT_HELD:
        return None if reason.strip() else WrongOutcome.NO_REASON
    if first is None or last is None:
        return WrongOutcome.NO_DAYS
    if last < first:
        return WrongOutcome.BACKWARDS
    return WrongOutcome.AHEAD if last > today else None


class ChangeKind(TextChoices):
    """What of a standing event was changed. Kind, level and note are no such change: only history keeps them."""

    MOVED = "moved", _("event moved")
    RE_VENUED = "re_venued", _("place changed")
    CANCELLED = "cancelled", _("event cancelled")
    REINSTATED = "reinstated", _("event reinstated")
    RENAMED = "renamed", _("title changed")
    LEADERS = "leaders", _("leaders' participation changed")
    RESPONSIBLE = "responsible", _("responsible changed")
    OWNER = "owner", _("unit changed")
    TO_DRAFT = "to_draft", _("returned to draft")
    HELD = "held", _("marked as held")
    NOT_HELD = "not_held", _("marked as not held")

    @property
    def says_all(self) -> bool:
        """Tell whether the name alone says what was changed: «отменено» needs no states before and after."""
        states = {"CANCELLED", "REINSTATED", "TO_DRAFT", "HELD", "NOT_HELD"}
        return self.name in states


class ProposalState(TextChoices):
    """Where a proposed change stands."""

    PREPARED = "prepared", _("being prepared")
    PROPOSED = "proposed", _("change awaits the department")
    APPLIED = "applied", _("change applied")
    DECLINED = "declined", _("change declined")
    DROPPED = "dropped", _("change dropped")


PROPOSAL_TRANSITIONS: dict[tuple[ProposalState, str], ProposalState] = {
    (ProposalState.PREPARED, "propose"): ProposalState.PROPOSED,
    (ProposalState.PREPARED, "apply"): ProposalState.APPLIED,
    (ProposalState.PREPARED, "drop"): ProposalState.DROPPED,
    (ProposalState.PROPOSED, "apply"): ProposalState.APPLIED,
    (ProposalState.PROPOSED, "decline"): ProposalState.DECLINED,
    (ProposalState.PROPOSED, "drop"): ProposalState.DROPPED,
}


class Decision(TextChoices):
    """What becomes of a thing that a change touches."""

    UPDATE = "update", _("update with the change")
    NOTIFY = "notify", _("notify of the change")
    LEAVE = "leave", _("leave as it is")


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a change rests: an act or a memo in words, its number and date where it has them."""

    text: str = ""
    number: str = ""
    on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @property
    def words(self) -> str:
        """Return «распоряжение Администрации города Омска от 05.08.2026 № 112-р»."""
        day = f" от {self.on:%d.%m.%Y}" if self.on else ""
        number = f" № {self.number}" if self.number else ""
        return f"{self.text.strip()}{day}{number}"


NO_BASIS = Basis()
"""Nothing said."""


def shift_days(timing: Timing, days: int) -> Timing | None:
    """Return the time moved by whole days; None where nothing can be moved: no day known, or a rule without days."""
    if not timing.occurrences or timing.rrule:
        return None
    by = timedelta(days=days)
    try:
        moved = tuple(
            replace(each, start=each.start and each.start + by, end=each.end and each.end + by)
            for each in timing.occurrences
        )
    except OverflowError:
        return None
    return replace(timing, occurrences=moved)


def replaced_words(title: str, find: str, put: str) -> str:
    """Return the title with every place of the words replaced, whatever the case of their letters.

    Small words that replace some with a capital («Совещание …» at the beginning of a title) take it over.
    """
    if not find:
        return title
    capital = find[:1].islower() and put[:1].islower()

    def new(found: re.Match[str]) -> str:
        return put[:1].upper() + put[1:] if capital and found[0][:1].isupper() else put

    return re.sub(re.escape(find), new, title, flags=re.IGNORECASE).strip()


def reading_period(today: date) -> Period:
    """Return the year ahead: a date without a year is the next such day."""
    return Period(today - timedelta(days=30), today + timedelta(days=335), PeriodKind.RANGE)
