"""What people do with feeds: subscribe, change, give a new address, revoke."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, System, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person
from orgplan.feeds.models import Feed
from orgplan.feeds.policy import can_subscribe
from orgplan.feeds.queries.feeds import working_feeds_of
from orgplan.feeds.rules.addresses import MOST_OF_ONE, PREFIX, SHOWN, FeedKind, digest_of
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.rules import filter_part

VERBS = (
    gettext_noop("subscribe to calendar"),
    gettext_noop("change feed"),
    gettext_noop("renew address"),
    gettext_noop("revoke feed"),
    gettext_noop("revoke feeds"),
)
"""How the history names these actions."""

_SHOWN = ("name", "with_desired", "with_drafts", "with_vague", "with_people", "days_back")
CLOSING = System("Закрытие входа")


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed shows: a leader's day, a kept filter, or a filter as it stands in an address."""

    list_name: str = "events"
    query: str = ""
    view: SavedView | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What of it is told, and for how many days back."""

    with_desired: bool = True
    with_drafts: bool = False
    with_vague: bool = False
    with_people: bool = False
    days_back: int = 30


@dataclass(frozen=True, slots=True)
class Made:
    """A feed with its secret, which is shown once and kept nowhere."""

    feed: Feed
    secret: str


def _put(feed: Feed, options: Options) -> None:
    for name in Options.__dataclass_fields__:
        setattr(feed, name, getattr(options, name))


def _new_secret(feed: Feed) -> str:
    secret = PREFIX + secrets.token_urlsafe(32)
    feed.digest, feed.beginning = digest_of(secret), secret[:SHOWN]
    return secret


@audited
def subscribe_to_calendar(*, user: User, name: str, source: Source, options: Options, by: Actor) -> Made:
    """Open an address at which the user's calendar program reads; RefusedError on somebody's behalf or for too many."""
    if not can_subscribe(user) or (isinstance(by, User) and not can_subscribe(by)):
        raise RefusedError(_("One subscribes to calendars in the own name only."))
    if working_feeds_of(user).count() >= MOST_OF_ONE:
        raise RefusedError(_("You have %d subscriptions already: revoke those that nobody reads.") % MOST_OF_ONE)
    source = replace(source, query=filter_part(source.query))
    feed = Feed(
        user=user,
        name=name,
        kind=FeedKind.PERSON if source.person else FeedKind.LIST,
        list_name=source.view.list_name if source.view else source.list_name,
        query=source.view.query if source.view else source.query,
        view=source.view,
        person=source.person,
    )
    _put(feed, options)
    secret = _new_secret(feed)
    feed.save()
    record(feed, after=state_of(feed, "user", "kind", "query", "person", *_SHOWN))
    return Made(feed, secret)


@audited
def change_feed(feed: Feed, *, name: str, options: Options, edition: int, by: Actor) -> Feed:
    """Give the calendar another name, tell more or less in it; the address stays."""
    current = take_edition(feed, edition)
    before = state_of(current, *_SHOWN)
    current.name = name
    _put(current, options)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def renew_address(feed: Feed, *, by: Actor) -> Made:
    """Give the feed a new address; the former one answers no more. RefusedError for a revoked feed."""
    current = Feed.objects.select_for_update().get(pk=feed.pk)
    if current.is_revoked:
        raise RefusedError(_("The subscription is revoked: make a new one."))
    secret = _new_secret(current)
    current.read_at, current.client = None, ""
    current.save(update_fields=["digest", "beginning", "read_at", "client"])
    record(current, after={"address of the calendar": "•••"})
    return Made(current, secret)


WORDS = (gettext_noop("address of the calendar"),)
"""What the history says was recorded, where it is no field."""


@audited
def revoke_feed(feed: Feed, *, by: Actor) -> Feed:
    """Let the address answer no more, for good."""
    current = Feed.objects.select_for_update().get(pk=feed.pk)
    if current.is_revoked:
        nothing_changed()
        return current
    current.revoked_at, current.revoked_by = timezone.now(), str(by)[:200]
    current.save(update_fields=["revoked_at", "revoked_by"])
    record(current, after={"revoked_at": current.revoked_at})
    return current


@audited
def revoke_feeds(feeds: list[Feed], *, by: Actor) -> int:
    """Let these addresses answer no more, for good; return how many did."""
    now = timezone.now()
    rows = Feed.objects.select_for_update().filter(pk__in=[each.pk for each in feeds], revoked_at__isnull=True)
    current = list(rows)
    Feed.objects.filter(pk__in=[each.pk for each in current]).update(revoked_at=now, revoked_by=str(by)[:200])
    record_many([(each, {"revoked_at": None}, {"revoked_at": now}) for each in current])
    return len(current)


def revoke_feeds_of_closed(keys: set[str]) -> None:
    """Revoke what closed sign-ins among these keys still have: reopened, they begin anew, as with tokens."""
    closed = User.objects.get_queryset().filter(pk__in=keys, is_active=False)
    left = list(Feed.objects.filter(user__in=closed, revoked_at__isnull=True))
    if left:
        revoke_feeds(left, by=CLOSING)
