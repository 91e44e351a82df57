"""What claims on halls tell people: asked, given, refused, run out; those that wait, in the morning digest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.availability.models import VenueBooking
from orgplan.availability.policy import sees_all_bookings
from orgplan.availability.rules.kinds import BookingState
from orgplan.events.queries.told import seen_by as seen_events
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection

_ASKED = NoticeKind("hall_asked", _("Claims on halls that wait for you"))
_ANSWERED = NoticeKind("hall_answered", _("Answers to your claims on halls"))
KEEPS = "вы решаете об этой площадке"
ASKED = "площадку просили вы"
_SAID = {
    BookingState.APPROVED: "площадка предоставлена",
    BookingState.REFUSED: "в площадке отказано",
    BookingState.EXPIRED: "срок предварительной брони истёк",
}


def subject_of(booking: int) -> str:
    """Return how notices name the claim."""
    return f"booking:{booking}"


def seen_by(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the claims; three queries. Agrees with `visible_to`."""
    rows = list(VenueBooking.objects.filter(pk__in=keys).order_by().values_list("pk", "event", "venue__owner"))
    events = seen_events(readers, {event for _key, event, _owner in rows})
    return {
        (each.key, key)
        for each in readers
        for key, event, owner in rows
        if sees_all_bookings(each.user)
        or (each.user.role == Role.COORDINATOR and each.unit is not None and (each.unit == owner))
        or (each.user.role == Role.COORDINATOR and (each.key, event) in events)
    }


def _keepers(row: VenueBooking, crowd: Crowd) -> dict[int, str]:
    owner = row.venue.owner_id
    return crowd.unit(owner, KEEPS) if owner else crowd.role(Role.DEPARTMENT, KEEPS)


def tell_bookings(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return claims that were made or answered; the room's own letters carry them, so they stand in the page."""
    rows = VenueBooking.objects.filter(pk__in={int(each.object_key) for each in entries})
    known = {row.pk: row for row in rows.select_related("event", "venue")}
    found = []
    for entry in entries:
        row, state = known.get(int(entry.object_key)), entry.after.get("state")
        if row is None or state not in BookingState.values:
            continue
        is_asked = state == BookingState.PREBOOKED
        if not is_asked and BookingState(state) not in _SAID:
            continue
        asker = {row.asker_id: ASKED} if row.asker_id in crowd.readers else {}
        reason = f": {entry.reason.strip()}" if entry.reason.strip() else ""
        found.append(
            Told(
                key=f"booking:{entry.pk}",
                kind=(_ASKED if is_asked else _ANSWERED).code,
                subject=subject_of(row.pk),
                title=f"{row.venue}: {row.event.title}",
                url=reverse("availability:booking", args=[row.pk]),
                words="просят площадку, ждёт вашего решения" if is_asked else f"{_SAID[BookingState(state)]}{reason}",
                happened_at=entry.at,
                audience=_keepers(row, crowd) if is_asked else {key: why for key, why in asker.items() if key},
                actors={entry.actor_key, entry.behalf_key} - {""},
                who=entry.actor,
                day=row.event.first_day,
                unit=row.event.owner_id,
                is_mailed=True,
            )
        )
    return found


def claims_of_digest(crowd: Crowd, _today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return the claims that wait for those who decide about the halls; one query."""
    rows = VenueBooking.objects.filter(state=BookingState.PREBOOKED, event__deleted_at__isnull=True)
    told = []
    for row in rows.select_related("event", "venue").order_by("expires_at")[:200]:
        until = f"бронь держится до {timezone.localtime(row.expires_at):%d.%m %H:%M}"
        url = reverse("availability:booking", args=[row.pk])
        line = DigestLine(f"Просят площадку: {row.venue} — {row.event.title}", url, until, subject_of(row.pk))
        told.append((_keepers(row, crowd), line))
    return lines_for(told, most=200, rest=reverse("availability:bookings"))


def named(key: int) -> tuple[str, str]:
    """Return the hall with the event, and the address of the claim."""
    row = VenueBooking.objects.select_related("event", "venue").get(pk=key)
    return f"{row.venue}: {row.event.title}", reverse("availability:booking", args=[key])


BOOKING = NoticeSubject("booking", seen_by, named)
BOOKINGS = NoticeSource(frozenset(("availability.venuebooking",)), (_ASKED, _ANSWERED), tell_bookings)
CLAIMS_IN_DIGEST = DigestPart(DigestSection.WAITING, claims_of_digest)
HALLS_TOLD = TellingRoom((BOOKINGS,), (BOOKING,), (CLAIMS_IN_DIGEST,))
