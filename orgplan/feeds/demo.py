"""The demonstration city's calendar subscriptions: read by several programs, one not read yet, one revoked.

Nobody knows their addresses: a visitor makes one of his own.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.queries import leaders_on
from orgplan.feeds.actions.feeds import Options, Source, revoke_feed, subscribe_to_calendar
from orgplan.feeds.models import Feed
from orgplan.saved_views.models import SavedView


def build_feeds(by: Actor, password: str) -> None:
    """Subscribe as the people who sign in would."""
    del by, password
    users = {user.login: user for user in User.objects.filter(is_demo=True)}
    mayor = leaders_on(timezone.localdate())[0]
    office = users["otdel"]
    view = SavedView.objects.filter(user=office, list_name="events").earliest("pk")
    day, options = Source(person=mayor.person), Options(with_vague=True)
    _subscribe(office, "День Мэра", day, options, client="Outlook", minutes=18)
    _subscribe(office, "Все мероприятия города", Source(), Options(), client="Яндекс Календарь", minutes=47)
    _subscribe(office, view.name, Source(view=view), Options(with_drafts=True), client="", minutes=0)
    old = _subscribe(office, "Телефон, сданный в ремонт", day, options, client="ICSx⁵ (Android)", minutes=9_000)
    revoke_feed(old, by=office)
    _subscribe(users["mer"], "Мой день", day, Options(with_people=True), client="Календарь iPhone", minutes=25)
    _subscribe(users["kultura"], "Мероприятия управления", Source(), options, client="Thunderbird", minutes=12)


def _subscribe(user: User, name: str, source: Source, options: Options, *, client: str, minutes: int) -> Feed:
    feed = subscribe_to_calendar(user=user, name=name, source=source, options=options, by=user).feed
    if client:
        read_at = timezone.now() - timedelta(minutes=minutes)
        Feed.objects.filter(pk=feed.pk).update(client=client, read_at=read_at)
    return feed
