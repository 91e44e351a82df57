"""Writes to the right to act on behalf of a leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import Grant, User
from orgplan.accounts.policy import is_oneself
from orgplan.accounts.rules import Role, Scope
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError

VERBS = (
    gettext_noop("give behalf"),
    gettext_noop("revoke behalf"),
    gettext_noop("begin behalf"),
    gettext_noop("end behalf"),
)
"""How the history names these actions: `audit.queries.verb_words` translates them."""

_TOLD = ("leader", "assistant", "scope", "whose", "starts_on", "ends_on", "basis")


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """Who may act for whom, how far, from a day to a day, on what basis."""

    leader: User
    assistant: User
    scope: Scope
    whose: str
    starts_on: date
    ends_on: date
    basis: str = ""


@audited
def give_behalf(*, facts: GrantFacts, by: Actor) -> Grant:
    """Give somebody the right to act in a leader's name.

    Raises RefusedError where nobody may give it on: an assistant, somebody who is no leader, and an overlap in time.
    """
    if isinstance(by, User) and not is_oneself(by):
        raise RefusedError(_("Only the leader or the administrator gives the right to act on behalf."))
    if facts.leader.role != Role.LEADER:
        said = _("Nobody acts on behalf of %(name)s: the role is not a leader's.")
        raise RefusedError(said % {"name": facts.leader.name})
    if facts.assistant.role == Role.ADMINISTRATOR:
        raise RefusedError(_("An administrator acts on nobody's behalf: the one who gives rights must not use them."))
    same = Grant.objects.filter(leader=facts.leader, assistant=facts.assistant, revoked_at__isnull=True)
    if same.filter(starts_on__lte=facts.ends_on, ends_on__gte=facts.starts_on).exists():
        raise RefusedError(
            _("%(name)s already has this right in these days: revoke it first.") % {"name": facts.assistant.name}
        )
    grant = Grant(
        leader=facts.leader,
        assistant=facts.assistant,
        scope=facts.scope,
        whose=facts.whose,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        basis=facts.basis,
        given_by=str(by),
    )
    grant.save()
    record(grant, after=_told(grant))
    return grant


def _told(grant: Grant) -> dict[str, object]:
    return state_of(grant, *_TOLD)


@audited
def revoke_behalf(grant: Grant, *, by: Actor, reason: str = "") -> Grant:
    """End the right at once; the assistant's next request is in the own name again."""
    current = Grant.objects.select_for_update().get(pk=grant.pk)
    if current.revoked_at is not None:
        raise RefusedError(_("This right is already revoked."))
    current.revoked_at, current.revoked_by = timezone.now(), str(by)
    current.save(update_fields=["revoked_at", "revoked_by"])
    record(current, before={"revoked_by": ""}, after={"revoked_by": current.revoked_by}, reason=reason)
    return current


@audited
def begin_behalf(grant: Grant, *, by: Actor) -> None:
    """Note that the assistant begins to work in the leader's name."""
    if not grant.is_in_force:
        raise RefusedError(_("This right is not in force today."))
    record(grant, after={"scope": grant.scope})


@audited
def end_behalf(grant: Grant, *, by: Actor) -> None:
    """Note that the assistant works in the own name again."""
    record(grant, before={"scope": grant.scope})
