"""Words that a script's records choose from."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Hold(TextChoices):
    """How an item is tied to the clock."""

    NONE = "", _("follows the item before it")
    NOT_BEFORE = "not_before", _("not before")
    EXACTLY = "exactly", _("exactly at")


class MarkVerb(TextChoices):
    """What a press of a button on the day says of an item."""

    START = "start", _("began")
    FINISH = "finish", _("ended")
    EXTEND = "extend", _("one minute more")
    SKIP = "skip", _("item left out")
    BACK = "back", _("mark taken back")
