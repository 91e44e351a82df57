"""Operations on the directory: what a program needs to name units, venues and people by key."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from ninja import Router

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, Named, Page
from orgplan.api.paging import PageQuery, page_of
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.directory.queries import leaders_on

router = Router(tags=["directory"])
_READ = TokenFor(TokenScope.READ_EVENTS)


@router.get("/units", response={200: Page[Named], **REFUSALS}, auth=_READ, summary="Units in force")
def list_units(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Units of the administration."""
    return _page(Unit.objects.visible_to(request.auth.user).filter(is_active=True), paging)


@router.get("/organisations", response={200: Page[Named], **REFUSALS}, auth=_READ, summary="Organisations in force")
def list_organisations(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Bodies outside the administration."""
    return _page(Organisation.objects.visible_to(request.auth.user).filter(is_active=True), paging)


@router.get("/venues", response={200: Page[Named], **REFUSALS}, auth=_READ, summary="Venues in force")
def list_venues(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Places where events happen."""
    return _page(Venue.objects.visible_to(request.auth.user).filter(is_active=True), paging)


@router.get("/leaders", response={200: Page[Named], **REFUSALS}, auth=_READ, summary="People who hold a leader's post")
def list_leaders(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """People with a place among the leaders today; other people are not given out in bulk."""
    posts = [each.pk for each in leaders_on(timezone.localdate())]
    held = Person.objects.visible_to(request.auth.user).filter(positions__in=posts, is_active=True)
    return _page(held.distinct(), paging)


def _page(rows: QuerySet[Any], paging: Any) -> dict[str, Any]:
    as_of = timezone.now()
    items, following = page_of(rows, paging)
    return {"items": [{"id": each.pk, "name": _name(each)} for each in items], "next": following, "as_of": as_of}


def _name(row: Model) -> str:
    return str(getattr(row, "name", row))
