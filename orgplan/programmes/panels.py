"""What programmes offer over the list of events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.events.panels import ListOffer
from orgplan.programmes.policy import can_fill_programmes

INTO_PROGRAMME = ListOffer("programmes:put_in", _("Into a programme…"), can_fill_programmes)
