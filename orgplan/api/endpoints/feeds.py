"""Operations on calendar subscriptions: the holder's own, by secret addresses that are shown once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Key, Page, Strict, Text, Title
from orgplan.api.paging import PageQuery, page_of
from orgplan.api.problems import ProblemError
from orgplan.directory.queries import leaders_on
from orgplan.feeds.actions.feeds import Made, Options, Source, renew_address, revoke_feed, subscribe_to_calendar
from orgplan.feeds.models import FURTHEST_BACK, Feed, FeedQuerySet
from orgplan.feeds.queries.feeds import address_of, working_feeds_of
from orgplan.feeds.rules.addresses import FeedKind
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.rules import LONGEST_QUERY

router = Router(tags=["feeds"])
_FEEDS = TokenFor(TokenScope.FEEDS)
_LISTS = ("events", "calendar")


class FeedIn(Strict):
    """A new subscription: a leader's day (`person`), a kept filter (`view`), or a filter as in an address (`query`).

    Without any of them it shows everything that the holder may see.
    """

    name: Title = Field(min_length=1, max_length=120)
    person: Key | None = None
    view: Key | None = None
    query: Text = Field("", max_length=LONGEST_QUERY, description="unit=7&kind=meeting")
    with_desired: bool = True
    with_drafts: bool = False
    with_vague: bool = False
    with_people: bool = Field(default=False, description="Names of participants: personal data.")
    days_back: int = Field(30, ge=0, le=FURTHEST_BACK)


class FeedOut(Schema):
    """A subscription without its address: that was shown once, when it was made or renewed."""

    id: int
    name: str
    kind: FeedKind
    person: int | None
    view: int | None
    query: str
    with_desired: bool
    with_drafts: bool
    with_vague: bool
    with_people: bool
    days_back: int
    created_at: datetime
    read_at: datetime | None
    client: str = Field(description="Which program read it last, in words.")


class FeedMade(FeedOut):
    """A subscription with its secret address, which is never shown again."""

    address: str


@router.get("/feeds", response={200: Page[FeedOut], **REFUSALS}, auth=_FEEDS, summary="List calendar subscriptions")
def list_feeds(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Subscriptions of the token's holder that still answer."""
    as_of = timezone.now()
    items, following = page_of(_own(request), paging)
    return {"items": [feed_shape(each) for each in items], "next": following, "as_of": as_of}


@router.post(
    "/feeds",
    response={201: FeedMade, **WRITE_REFUSALS},
    auth=_FEEDS,
    summary="Open a calendar subscription",
    openapi_extra={"x-once-only": True},
)
def open_feed(request: ApiRequest, response: HttpResponse, feed: FeedIn) -> Status[Any]:
    """Open an address at which calendar programs read. The answer is not kept for repeated requests: it is secret."""
    user = request.auth.user
    names = ("with_desired", "with_drafts", "with_vague", "with_people", "days_back")
    options = Options(**{name: getattr(feed, name) for name in names})
    made = subscribe_to_calendar(user=user, name=feed.name, source=_source(feed, user), options=options, by=user)
    response["Location"] = f"{request.path}/{made.feed.pk}"
    return Status(201, _shown_once(made, response))


@router.get("/feeds/{int:feed_id}", response={200: FeedOut, **REFUSALS}, auth=_FEEDS, summary="One subscription")
def show_feed(request: ApiRequest, feed_id: Key) -> dict[str, Any]:
    """One subscription: what it shows, when and by what it was read last."""
    return feed_shape(_found(request, feed_id))


@router.post(
    "/feeds/{int:feed_id}/address",
    response={200: FeedMade, **WRITE_REFUSALS},
    auth=_FEEDS,
    summary="Change the address",
    openapi_extra={"x-once-only": True},
)
def change_address(request: ApiRequest, response: HttpResponse, feed_id: Key) -> dict[str, Any]:
    """Give a new address, shown this once; the former one answers no more."""
    return _shown_once(renew_address(_found(request, feed_id), by=request.auth.user), response)


@router.delete(
    "/feeds/{int:feed_id}", response={204: None, **WRITE_REFUSALS}, auth=_FEEDS, summary="Revoke the address"
)
def end_feed(request: ApiRequest, feed_id: Key) -> Status[Any]:
    """Let the address answer no more, for good."""
    revoke_feed(_found(request, feed_id), by=request.auth.user)
    return Status(204, None)


def _own(request: ApiRequest) -> FeedQuerySet:
    """Return the holder's own, for the administrator too: a program needs no other."""
    return working_feeds_of(request.auth.user)


def _found(request: ApiRequest, feed_id: int) -> Feed:
    return get_object_or_404(_own(request), pk=feed_id)


def _source(sent: FeedIn, user: User) -> Source:
    """Return what the feed shows; ProblemError 409 for a key of nothing and for two sources at once."""
    if sum(bool(each) for each in (sent.person, sent.view, sent.query)) > 1:
        raise ProblemError(409, "contradiction", _("Name at most one of person, view, query."))
    if sent.person:
        posts = {each.person_id: each for each in leaders_on(timezone.localdate())}
        if sent.person not in posts:
            raise ProblemError(409, "no-such-record", _("body.person: nobody of this key holds a leader's post."))
        return Source(person=posts[sent.person].person)
    if sent.view:
        view = SavedView.objects.visible_to(user).filter(pk=sent.view, list_name__in=_LISTS).first()
        if view is None:
            said = _("%(place)s: there is no row %(key)s.") % {"place": "body.view", "key": sent.view}
            raise ProblemError(409, "no-such-record", said)
        return Source(view=view)
    return Source(query=sent.query)


def _shown_once(made: Made, response: HttpResponse) -> dict[str, Any]:
    response["Cache-Control"] = "no-store"
    return feed_shape(made.feed) | {"address": address_of(made.secret)}


def feed_shape(feed: Feed) -> dict[str, Any]:
    """Return the subscription as `FeedOut` has it."""
    plain = ("name", "kind", "with_desired", "with_drafts", "with_vague", "with_people", "days_back")
    rest = ("created_at", "read_at", "client", "query")
    own = {name: getattr(feed, name) for name in (*plain, *rest)}
    return own | {"id": feed.pk, "person": feed.person_id, "view": feed.view_id}
