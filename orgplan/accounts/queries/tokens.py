"""Reads of tokens."""

from __future__ import annotations

from django.utils import timezone

from orgplan.accounts.models import Token
from orgplan.accounts.rules.tokens import digest_of, has_form


def token_in_force(text: str) -> Token | None:
    """Return the token that the text is, with its holder, or None where it opens nothing; one query."""
    if not has_form(text):
        return None
    return Token.objects.in_force(timezone.now()).select_related("user").filter(digest=digest_of(text)).first()
