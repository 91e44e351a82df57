"""Pure rules of events: kinds, levels, states and who takes part how."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

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
