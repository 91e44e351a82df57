"""Words that people choose from."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoteKind(TextChoices):
    """What a leader is given to read or to say."""

    SPEECH = "speech", _("words to say")
    THESES = "theses", _("points to make")
    REFERENCE = "reference", _("background")
