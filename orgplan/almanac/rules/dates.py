"""Whose a memorial or professional date is; how its day is found stands in `events.rules.yearly`."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DateLevel(TextChoices):
    """Whose date it is."""

    FEDERAL = "federal", _("date of Russia")
    REGIONAL = "regional", _("date of the region")
    CITY = "city", _("date of the city")
    PROFESSIONAL = "professional", _("professional holiday")
    CHURCH = "church", _("church holiday")
