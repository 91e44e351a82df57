"""The quiet hint who else has the same thing open."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models
from django.template import Context

from orgplan.accounts.models import User
from orgplan.accounts.queries.presence import mark_of
from orgplan.accounts.rules.presence import EVERY

register = template.Library()


@register.inclusion_tag("accounts/presence_asks.html", takes_context=True)
def presence(context: Context, *, obj: models.Model) -> dict[str, Any]:
    """«Открыто также: …» for the object, asked by the open page itself; costs the page no query."""
    user = context["request"].user
    return {"mark": mark_of(obj, user) if isinstance(user, User) else "", "every": EVERY}
