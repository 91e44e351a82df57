"""What document sets say to be missing of an event: papers whose day is gone and that nobody has signed."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.rules.kinds import OPEN_STATES
from orgplan.programmes.queries.gaps import EventGap, GapScope


def _not_ready(scope: GapScope) -> Q:
    late = SetPaper.objects.filter(document_set__event=OuterRef("pk"), state__in=OPEN_STATES, due_on__lt=scope.today)
    return Q(Exists(late))


PAPERS_NOT_READY = EventGap("papers_late", _("papers of the event are not ready in time"), _not_ready)
