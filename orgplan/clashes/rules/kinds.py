"""What clashes are about and how much they matter."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    """What a clash is about; the first three are `finding.ClashKind`."""

    PERSON = "person", _("person in two places")
    VENUE = "venue", _("venue taken twice")
    TRAVEL = "travel", _("no time for the road")
    OBSTACLE = "obstacle", _("time is not free")


class ClashLevel(TextChoices):
    """What a clash stops (design §3)."""

    BLOCK = "block", _("blocks the event")
    BLOCK_APPROVAL = "block_approval", _("blocks approval of the plan")
    WARN = "warn", _("warns")
    IGNORE = "ignore", _("is not shown")


SEVERITY = {level: number for number, level in enumerate(reversed(ClashLevel))}
"""The higher, the more it stops."""


class Together(TextChoices):
    """Whether a rule is about events of one programme."""

    ANY = "", _("any events")
    SAME = "same", _("events of one programme")
    APART = "apart", _("events of different programmes")


class PairSource(TextChoices):
    """Who said how long the road of a pair is."""

    PERSON = "person", _("entered by hand")
    ROUTER = "router", _("from the routing server")
