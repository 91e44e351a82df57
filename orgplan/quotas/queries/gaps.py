"""What quotas say to be missing of an event: bodies that were asked for people and have not answered."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.programmes.queries.gaps import EventGap, GapScope
from orgplan.quotas.models import QuotaShare


def _unanswered(_scope: GapScope) -> Q:
    return Q(Exists(QuotaShare.objects.filter(quota__event=OuterRef("pk"), asked__gt=0, answered_at__isnull=True)))


QUOTA_UNANSWERED = EventGap("quota_unanswered", _("a quota of people is unanswered"), _unanswered, days=14)
