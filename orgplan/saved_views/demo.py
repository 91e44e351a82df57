"""The demonstration city's saved views: the department's own, and one that everybody sees."""

from __future__ import annotations

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.saved_views.actions import keep_view
from orgplan.saved_views.rules import ALL

_VIEWS = (
    ("otdel", "events", "Черновики", "state=draft&since=", ""),
    ("otdel", "events", "Культура на неделе", "kind=culture", "role:department"),
    ("protokol", "events", "Городского уровня", "level=city", ALL),
    ("otdel", "calendar", "Выше городского уровня", "level=regional", ALL),
    ("otdel", "calendar", "Культура", "kind=culture", ""),
    ("otdel", "consolidation", "К проверке", "state=all&doubtful=1", ""),
    ("otdel", "consolidation", "Совещания", "state=all&q=совещание", "role:department"),
)


def build_views(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Keep some filters as the people who sign in would."""
    users = {user.login: user for user in User.objects.filter(login__in=[row[0] for row in _VIEWS])}
    for login, list_name, name, query, audience in _VIEWS:
        keep_view(list_name=list_name, name=name, query=query, audience=audience, by=users[login])
