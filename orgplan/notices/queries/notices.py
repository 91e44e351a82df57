"""Reads of what one user is told, and the count that stands in the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from orgplan.accounts.models import User
from orgplan.accounts.queries.standing import CountOfUser, count_of
from orgplan.core.lookups import has_words
from orgplan.notices.models import Notice, NoticeQuerySet, NoticeRules, NoticeSettings
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.sources import kind_words, seen_subjects
from orgplan.notices.rules.telling import bundled


def notice_rules() -> NoticeRules:
    """Return the rules in force; the defaults where nobody has changed them yet."""
    rules: NoticeRules | None = NoticeRules.objects.filter(pk=1).first()
    return rules or NoticeRules(pk=1)


def settings_of(user: User) -> NoticeSettings:
    """Return how the user is told; the defaults where the user has decided nothing."""
    found: NoticeSettings | None = NoticeSettings.objects.filter(user=user.pk).first()
    return found or NoticeSettings(user=user)


def unread_notices(user: User) -> int:
    """Return of how many things the user has unread notices; it came with the user (`config/counts.py`)."""
    return count_of(user, UNREAD)


def _unread() -> Combinable:
    rows = Notice.objects.filter(user=OuterRef("pk"), read_at__isnull=True, muted_by__isnull=True)
    counted = rows.order_by().values("user").annotate(found=Count("subject", distinct=True)).values("found")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


UNREAD = CountOfUser("unread_notices", _unread)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notices of one thing, the latest first: one line of the page."""

    notices: Sequence[Notice]

    @property
    def latest(self) -> Notice:
        """Return the last one: its title and address name the thing."""
        return self.notices[0]

    @property
    def unread(self) -> int:
        """Return how many were not read yet."""
        return sum(each.read_at is None for each in self.notices)

    @property
    def reasons(self) -> list[str]:
        """Return why the user is told, each reason once."""
        return list(dict.fromkeys(each.reason for each in self.notices))

    @property
    def urgent_why(self) -> str:
        """Return why one of the unread is urgent."""
        return next((each.urgent_why for each in self.notices if each.urgent_why and each.read_at is None), "")

    @property
    def last_key(self) -> int:
        """Return the greatest key: what is written later is not marked with it."""
        return max(each.pk for each in self.notices)


def bundles_of(notices: Sequence[Notice]) -> list[Bundle]:
    """Return the notices by what they are about, in the order of the latest of each."""
    words = kind_words()
    for each in notices:
        each.kind_words = words.get(each.kind, each.kind)
    return [Bundle(each) for each in bundled(notices, lambda notice: notice.subject)]


def without_hidden(user: User, notices: Sequence[Notice], day: date) -> list[Notice]:
    """Leave out what the user may see no more; a fixed number of queries."""
    readers = Crowd(day, [user.pk]).readers.values()
    seen = seen_subjects(readers, {each.subject for each in notices})
    return [each for each in notices if (user.pk, each.subject) in seen]


def history(rows: NoticeQuerySet, *, text: str = "", kind: str = "", user: int | None = None) -> QuerySet[Any]:
    """Return who was told what, the latest first, narrowed by words, kind and user."""
    found = rows.filter(has_words(text, "title", "words", "user__name")) if text else rows
    if kind:
        found = found.filter(kind=kind)
    if user is not None:
        found = found.filter(user=user)
    return found.select_related("user", "message", "muted_by").order_by("-happened_at", "-pk")


def changed_since(users: Sequence[int], since: datetime, until: datetime) -> QuerySet[Any]:
    """Return what these users were told in the span, without what is muted or left in a letter already."""
    rows = Notice.objects.told().filter(user__in=users, written_at__gt=since, written_at__lte=until)
    return rows.filter(message__isnull=True).order_by(F("happened_at").desc(), "-pk")


def people_told() -> QuerySet[User]:
    """Return those who were told of anything, by name."""
    told: QuerySet[User] = User.objects.filter(pk__in=Notice.objects.order_by().values("user"))
    return told.order_by("name", "pk")
