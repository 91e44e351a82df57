"""Reads of tokens."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from orgplan.accounts.models import Token, TokenQuerySet, User
from orgplan.accounts.rules.tokens import digest_of, has_form


def token_in_force(text: str) -> Token | None:
    """Return the token that the text is, with its holder, or None where it opens nothing; one query."""
    if not has_form(text):
        return None
    return Token.objects.in_force(timezone.now()).select_related("user").filter(digest=digest_of(text)).first()


SHOWN = 20


def tokens_of(user: User) -> TokenQuerySet:
    """Return the latest tokens of a sign-in for its card, those that were not revoked first; one query."""
    rows: TokenQuerySet = Token.objects.filter(user=user)
    return rows.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")[:SHOWN]


def working_tokens_of(user: User) -> TokenQuerySet:
    """Return the tokens that a closing sign-in takes along; one query."""
    rows: TokenQuerySet = Token.objects.filter(user=user).in_force(timezone.now())
    return rows
