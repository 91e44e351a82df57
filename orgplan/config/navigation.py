"""The sections of the product: one visible list, and what every page's frame shows.

A section appears when its address exists (the room is installed) and its predicate allows it. To add one, add a line
to `GROUPS`; a count is a function of the reader that costs one cheap query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.policy import can_manage_users, is_performer, reaches_page
from orgplan.accounts.queries.standing import standing_of
from orgplan.availability.queries.waiting import claims_to_decide
from orgplan.changes.queries import waiting_proposals
from orgplan.events.policy import can_create
from orgplan.folders.policy import sees_folders
from orgplan.jobs.policy import can_manage_jobs
from orgplan.notices.policy import can_manage_outbox
from orgplan.notices.queries.notices import unread_notices
from orgplan.quotas.queries.listing import quotas_to_answer
from orgplan.scheduling.policy import can_schedule

if TYPE_CHECKING:
    from orgplan.accounts.models import User


def everyone(user: User) -> bool:
    """Allow whoever is signed in."""
    return bool(user.is_authenticated)


@dataclass(frozen=True)
class Section:
    """One line of the navigation. `url_name` also tells the room: pages of the same namespace keep it marked."""

    label: str | Promise
    url_name: str
    may: Callable[[User], bool] = everyone
    count: Callable[[User], int] | None = None


@dataclass(frozen=True)
class Group:
    """Sections under one caption; the first group has none."""

    caption: str | Promise
    sections: tuple[Section, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "",
        (
            Section(_("My work"), "home:own", may=is_performer),
            Section(_("Today"), "home:today"),
            Section(_("My notices"), "bell:list", count=unread_notices),
            Section(_("Calendar"), "calendar:index"),
            Section(_("Plans"), "planning:list"),
            Section(_("Events"), "events:list"),
            Section(_("Programmes"), "programmes:list"),
            Section(_("Instructions"), "instructions:list"),
            Section(_("Preparation"), "preparation:mine"),
            Section(_("Clashes"), "clashes:list"),
            Section(_("Bans and busy times"), "availability:index", count=claims_to_decide),
            Section(_("Document sets"), "document_sets:index"),
            Section(_("Resources"), "resources:index"),
            Section(_("Attendance quotas"), "quotas:index", count=quotas_to_answer),
            Section(_("Sort out a month"), "scheduling:months", may=can_schedule),
            Section(_("Leaders’ folders"), "folders:index", may=sees_folders),
            Section(_("Scripts of events"), "scripts:list"),
            Section(_("Almanac"), "almanac:index"),
            Section(_("Changes"), "changes:list", count=waiting_proposals),
        ),
    ),
    Group(
        _("Registers"),
        (
            Section(_("Documents"), "documents:list"),
            Section(_("Directories"), "directory:index"),
            Section(_("Outgoing letters"), "notices:outbox", may=can_manage_outbox),
            Section(_("Users"), "accounts:users", may=can_manage_users),
            Section(_("Messages to programs"), "webhooks:list", may=can_manage_users),
            Section(_("Background jobs"), "jobs:list", may=can_manage_jobs),
        ),
    ),
)
CREATE_EVENT = "events:create"


@dataclass(frozen=True)
class ShownSection:
    """A section as the template draws it."""

    label: str
    url: str
    count: int
    is_current: bool
    is_here: bool


@dataclass(frozen=True)
class ShownGroup:
    """A group as the template draws it."""

    caption: str
    sections: list[ShownSection]


def find_url(name: str) -> str:
    """Return the address of a url name, empty where the room is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Frame:
    """What stands around every page. Everything is computed when the template asks: a fragment pays nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        """The signed-in user, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def administration(self) -> str:
        """Name of the administration, as documents print it."""
        return str(settings.ADMINISTRATION)

    @cached_property
    def groups(self) -> list[ShownGroup]:
        """The sections open to the reader; none for those who are not signed in."""
        if self.user is None:
            return []
        shown = [ShownGroup(str(group.caption), self._sections(group)) for group in GROUPS]
        return [group for group in shown if group.sections]

    def _sections(self, group: Group) -> list[ShownSection]:
        match = self.request.resolver_match
        room = match.namespace if match else ""
        result = []
        for section in group.sections:
            url = find_url(section.url_name)
            if url and reaches_page(self.user, section.url_name) and section.may(self.user):
                result.append(
                    ShownSection(
                        label=str(section.label),
                        url=url,
                        count=section.count(self.user) if section.count else 0,
                        is_current=room == section.url_name.partition(":")[0],
                        is_here=self.request.path == url,
                    )
                )
        return result

    def _reaches(self, page: str) -> bool:
        return self.user is not None and reaches_page(self.user, page)

    @cached_property
    def create_url(self) -> str:
        """Where a new event begins; empty for those who may not create one, or before the room exists."""
        return find_url(CREATE_EVENT) if self.user is not None and can_create(self.user) else ""

    @cached_property
    def search_url(self) -> str:
        """Where everything is searched; empty for those who are not signed in and for performers."""
        return find_url("search:search") if self._reaches("search:search") else ""

    @cached_property
    def palette_url(self) -> str:
        """Where the rows of the palette come from; empty for those who are not signed in."""
        return find_url("search:palette") if self._reaches("search:palette") else ""

    @cached_property
    def sign_out_url(self) -> str:
        """Where the sign-out form goes."""
        return find_url("accounts:sign_out")

    @cached_property
    def own_card_url(self) -> str:
        """Where the reader's own sign-in stands, with the change of password; nothing while working for another."""
        own = self.user is not None and self.behalf is None
        return reverse("accounts:user", args=[self.user.pk]) if own else ""

    @cached_property
    def notices_url(self) -> str:
        """Where the reader's notices stand; empty for those who are not signed in."""
        return find_url("bell:list") if self.user is not None else ""

    @cached_property
    def notices_count(self) -> int:
        """Of how many things the reader has unread notices."""
        return unread_notices(self.user) if self.user is not None else 0

    @cached_property
    def behalf(self) -> Any:
        """For whom the reader works, or None (`accounts.models.Behalf`)."""
        return getattr(self.request, "behalf", None)

    @cached_property
    def behalf_end_url(self) -> str:
        """Where the reader goes back to the own name."""
        return find_url("accounts:behalf_end")

    @cached_property
    def behalf_url(self) -> str:
        """Where the reader begins to work for another; empty for those whom nobody asked to."""
        may = self.user is not None and self.behalf is None and standing_of(self.user).may_act_for_others
        return find_url("accounts:behalf") if may else ""

    @cached_property
    def factor_due(self) -> datetime | None:
        """When one-time codes become a condition; None where they are set up or not asked for."""
        if self.user is None or self.behalf is not None or self.request.path == self.codes_url:
            return None
        return standing_of(self.user).factor_due

    @cached_property
    def closes_at(self) -> datetime | None:
        """When the emergency sign-in closes by itself; None of every other sign-in."""
        closes: datetime | None = getattr(self.user, "closes_at", None)
        return closes

    @cached_property
    def codes_url(self) -> str:
        """Where one-time codes are set up."""
        return find_url("accounts:codes")

    @cached_property
    def user_label(self) -> str:
        """Name and role of the reader."""
        role = getattr(self.user, "get_role_display", None)
        return f"{self.user} · {role()}" if role else str(self.user or "")

    @cached_property
    def now_label(self) -> str:
        """Return «чт, 30 июля 2026, 08:42 · Омск»: the city's own time, named."""
        now = timezone.localtime()
        return f"{date_format(now, 'D').lower()}, {date_format(now, gettext('j E Y'))}, {now:%H:%M} · {settings.CITY}"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame of the page."""
    return {"frame": Frame(request)}
