"""Writes to the tokens of programs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import Token, User
from orgplan.accounts.policy import is_oneself
from orgplan.accounts.rules.tokens import LONGEST, PREFIX, SHOWN, USED_EVERY, TokenScope, digest_of
from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many
from orgplan.core.editing import RefusedError

VERBS = (gettext_noop("issue token"), gettext_noop("revoke token"), gettext_noop("revoke tokens"))
"""How the history names these actions: `audit.queries.verb_words` translates them."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token; `text` is shown once and kept nowhere."""

    token: Token
    text: str


@audited
def issue_token(*, user: User, name: str, scopes: Iterable[TokenScope], expires_at: datetime, by: Actor) -> Issued:
    """Give a program a way in as the user; RefusedError for a term too long or past, and on somebody's behalf."""
    if isinstance(by, User) and not is_oneself(by):
        raise RefusedError(_("A token is issued in the own name only."))
    now = timezone.now()
    if expires_at <= now:
        raise RefusedError(_("The term of the token is over already: choose a later day."))
    if expires_at > now + LONGEST:
        raise RefusedError(_("A token holds for a year at most; then a new one is issued."))
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        scopes=[each.value for each in scopes],
        beginning=text[:SHOWN],
        digest=digest_of(text),
        expires_at=expires_at,
    )
    record(token, after={"user": str(user), "scopes": token.scopes, "expires_at": expires_at})
    return Issued(token, text)


@audited
def revoke_token(token: Token, *, by: Actor) -> Token:
    """Close a program's way in at once."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        nothing_changed()
        return token
    token.revoked_at, token.revoked_by = timezone.now(), str(by)
    token.save(update_fields=["revoked_at", "revoked_by"])
    record(token, after={"revoked_at": token.revoked_at})
    return token


@audited
def revoke_tokens(user: User, *, by: Actor) -> int:
    """Close the ways in of all programs that work as the user, for good; return how many were open."""
    now = timezone.now()
    rows = Token.objects.select_for_update().filter(user=user, revoked_at__isnull=True, expires_at__gt=now)
    tokens = list(rows)
    if not tokens:
        nothing_changed()
        return 0
    Token.objects.filter(pk__in=[each.pk for each in tokens]).update(revoked_at=now, revoked_by=str(by))
    record_many([(each, {"revoked_at": None}, {"revoked_at": now}) for each in tokens])
    return len(tokens)


def note_use(token: Token) -> None:
    """Write down, at most once in some minutes, that the token was used; it tells people which one to revoke."""
    now = timezone.now()
    if token.used_at is None or now - token.used_at >= USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
