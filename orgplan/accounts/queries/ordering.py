"""Who ordered work that is done later: kept with the order, and read again by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.accounts.models import Behalf, User
from orgplan.accounts.rules.behalf import Scope
from orgplan.core.editing import RefusedError


def order_of(user: User) -> dict[str, Any]:
    """Return who orders as JSON holds it: the user, who acts on the user's behalf, and by which program."""
    behalf = user.behalf
    acting = behalf and {
        "assistant": behalf.assistant.pk,
        "scope": behalf.scope.value,
        "whose": behalf.whose,
        "until": behalf.until.isoformat(),
        "signature": behalf.signature,
    }
    return {"user": user.pk, "program": user.program, "behalf": acting}


def who_ordered(stored: Mapping[str, Any]) -> User:
    """Return the one who ordered, acting as then; RefusedError where one of the sign-ins is closed since."""
    acting = stored["behalf"]
    user: User | None = User.objects.filter(pk=stored["user"]).first()
    assistant: User | None = User.objects.filter(pk=acting["assistant"]).first() if acting else user
    if user is None or assistant is None or not (user.is_open and assistant.is_open):
        raise RefusedError(_("The sign-in of the one who ordered this is closed; the rest stays as it is."))
    user.program = stored["program"]
    if acting:
        until = date.fromisoformat(acting["until"])
        user.behalf = Behalf(assistant, Scope(acting["scope"]), acting["whose"], until, acting["signature"])
    return user
