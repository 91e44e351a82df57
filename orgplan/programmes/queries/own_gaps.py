"""What the facts of an event themselves say to be missing."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.events.models import Outcome, Participation
from orgplan.events.rules import Consent, ParticipationKind, TimingKindChoice
from orgplan.programmes.queries.gaps import EventGap, GapScope

_OF_EVENT = Participation.objects.filter(event=OuterRef("pk"))
_SEARCHED = timedelta(days=92)
_LOOSE = (TimingKindChoice.UNSCHEDULED, TimingKindChoice.PERIOD)


def _no_date(scope: GapScope) -> Q:
    """A period that began long ago is what the event takes, not days in which its own is still to be found."""
    running = Q(first_day__lt=scope.today - _SEARCHED)
    return Q(first_day__isnull=True) | (Q(timing_kind__in=_LOOSE) & ~running)


def _no_venue(_scope: GapScope) -> Q:
    return Q(venue__isnull=True, place="")


def _no_responsible(_scope: GapScope) -> Q:
    return Q(~Exists(_OF_EVENT.filter(kind=ParticipationKind.RESPONSIBLE)))


def _no_consent(_scope: GapScope) -> Q:
    return Q(Exists(_OF_EVENT.filter(consent=Consent.PENDING)))


def _no_report(_scope: GapScope) -> Q:
    return Q(~Exists(Outcome.objects.filter(event=OuterRef("pk"))))


WITHOUT_DATE = EventGap("no_date", _("without a settled date"), _no_date, days=90, is_undated=True)
WITHOUT_VENUE = EventGap("no_venue", _("without a venue"), _no_venue, days=60)
WITHOUT_RESPONSIBLE = EventGap("no_responsible", _("without anyone responsible"), _no_responsible, days=60)
WITHOUT_CONSENT = EventGap("no_consent", _("a participant has not agreed"), _no_consent, days=7)
WITHOUT_REPORT = EventGap("no_report", _("no report after the day"), _no_report, days=3, is_after=True)
