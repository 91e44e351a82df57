"""The trail on a card, and the notice to the second of two editors."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models

from orgplan.audit.queries import history_of, trail_of
from orgplan.audit.queries import verb_words as in_words

register = template.Library()

SHOWN = 30


@register.inclusion_tag("audit/trail.html")
def trail(*, obj: models.Model) -> dict[str, Any]:
    """Who changed the object, when and what: its newest entries; one query."""
    return {"lines": trail_of(obj, limit=SHOWN), "shown": SHOWN}


@register.inclusion_tag("audit/changed_meanwhile.html")
def changed_meanwhile(*, form: Any) -> dict[str, Any]:
    """Who changed the record while this form was open and what stands there now; nothing in the usual case."""
    current = getattr(form, "current", None)
    last = history_of(current).first() if current is not None else None
    return {
        "current": current,
        "last": last,
        "differences": getattr(form, "differences", []),
        "taken_over": getattr(form, "taken_over", []),
    }


@register.filter
def verb_words(verb: str) -> str:
    """Return a verb of the history in words: «accounts.sign_in» to «Вход»."""
    return in_words(verb)
