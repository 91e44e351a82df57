"""What feeds do when something else changes: a sign-in that closes ends its feeds, for good."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.queries.open_work import OpenItem, OpenWork
from orgplan.feeds.actions.feeds import revoke_feeds_of_closed
from orgplan.feeds.queries.feeds import working_feeds_of

_USER = "accounts.user"


def end_feeds_of_closed(touched: Collection[tuple[str, str]]) -> None:
    """Watch the history for sign-ins that were closed (`config/search.py`); no query where none was touched."""
    keys = {key for kind, key in touched if kind == _USER}
    if keys:
        revoke_feeds_of_closed(keys)


def feeds_of_user(user: User) -> OpenWork | None:
    """Tell, before a sign-in is closed, which calendars will be read no more."""
    names = list(working_feeds_of(user).values_list("name", flat=True))
    if not names:
        return None
    stays = _("The addresses of these calendars stop answering at once and for good.")
    return OpenWork(_("Calendar subscriptions"), [OpenItem(name) for name in names], stays)
