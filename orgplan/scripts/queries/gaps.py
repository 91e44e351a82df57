"""What scripts say to be missing of an event."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.events.rules import EventKind
from orgplan.programmes.queries.gaps import EventGap, GapScope
from orgplan.scripts.models import Script

_SCRIPTED = frozenset({EventKind.MASS_EVENT, EventKind.CEREMONY, EventKind.OFFICIAL_RECEPTION, EventKind.SIGNING})


def _no_script(_scope: GapScope) -> Q:
    return Q(~Exists(Script.objects.filter(event=OuterRef("pk"))))


WITHOUT_SCRIPT = EventGap("no_script", _("without a script"), _no_script, days=21, kinds=_SCRIPTED)
