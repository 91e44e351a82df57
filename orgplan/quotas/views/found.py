"""Finding quotas for a reader."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from orgplan.accounts.http import UserRequest
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.policy import can_ask_people
from orgplan.quotas.queries import quota_of


def quota_found(request: UserRequest, pk: int) -> Quota:
    """Return the quota with its shares as far as the reader sees them; 404 otherwise."""
    found: Quota = get_object_or_404(quota_of(request.user), pk=pk)
    return found


def share_found(request: UserRequest, pk: int) -> QuotaShare:
    """Return a share that the reader sees; 404 otherwise."""
    rows = QuotaShare.objects.visible_to(request.user)
    found: QuotaShare = get_object_or_404(
        rows.select_related("unit", "organisation", "quota__event__owner", "quota__event__venue"), pk=pk
    )
    return found


def may_ask(request: UserRequest, event: Event) -> bool:
    """Tell whether the reader says how many people are asked for."""
    return can_ask_people(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)


def asking(request: UserRequest, event: Event) -> None:
    """Turn away with a sentence whoever may not."""
    if not may_ask(request, event):
        raise PermissionDenied(_("People are asked for by the unit that holds the event."))
