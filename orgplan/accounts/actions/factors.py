"""Writes to what proves a person besides the password: one-time codes, recovery codes, the city's own sign-in."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import ProviderLink, SecondFactor, User
from orgplan.accounts.queries.standing import policy_of
from orgplan.accounts.rules.codes import matching_step, new_recovery_codes, plain_code
from orgplan.accounts.rules.sessions import Way
from orgplan.accounts.sealing import BrokenSealError, fingerprint, seal, unseal
from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError

VERBS = (
    gettext_noop("set up codes"),
    gettext_noop("renew recovery codes"),
    gettext_noop("use recovery code"),
    gettext_noop("remove codes"),
    gettext_noop("reset codes"),
    gettext_noop("link provider"),
    gettext_noop("unlink provider"),
)
FIELDS = (gettext_noop("one time codes"), gettext_noop("recovery codes left"), gettext_noop("own sign in"))
"""How the history names these actions and fields: `audit.queries` translates them."""


@audited
def set_up_codes(user: User, *, key: str, typed: str, by: Actor) -> list[str]:
    """Keep the key once its first code was typed; return the recovery codes, which nobody sees again.

    Raises RefusedError where the code is not the key's, or the user already has one.
    """
    step = matching_step(key, typed, now=timezone.now(), used=0)
    if step is None:
        raise RefusedError(
            _("The code does not fit. Check that the telephone's clock is right, and type the code that it shows now.")
        )
    codes = new_recovery_codes()
    factor = SecondFactor(user=user, sealed_key=seal(key), used_step=step, recovery_codes=_kept(codes))
    try:
        with transaction.atomic():
            factor.save()
    except IntegrityError as error:
        raise RefusedError(_("One-time codes are already set up for this sign-in.")) from error
    record(user, before={"one_time_codes": False}, after={"one_time_codes": True})
    return codes


def _kept(codes: list[str]) -> list[str]:
    return [fingerprint(plain_code(code)) for code in codes]


def prove(user: User, *, typed: str) -> Way | None:
    """Take a one-time code, or a recovery code, once; return by what the user proved the sign-in, None if by nothing.

    Raises RefusedError where the key cannot be read any more.
    """
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is None:
        return None
    try:
        step = matching_step(unseal(factor.sealed_key), typed, now=timezone.now(), used=factor.used_step)
    except BrokenSealError as error:
        raise RefusedError(
            _("The key of the one-time codes cannot be read: the signing key of the installation was changed. ")
            + _("Ask the administrator to reset the one-time codes.")
        ) from error
    # A code works once, whichever of several processes reads it first: the condition stands in the update.
    if step and SecondFactor.objects.filter(pk=factor.pk, used_step__lt=step).update(used_step=step):
        return Way.CODE
    if fingerprint(plain_code(typed)) in factor.recovery_codes:
        return Way.RECOVERY if use_recovery_code(user, typed=typed, by=user) else None
    return None


@audited
def use_recovery_code(user: User, *, typed: str, by: Actor) -> bool:
    """Strike a recovery code off; False where another process was first."""
    factor = SecondFactor.objects.select_for_update().get(user=user)
    left = [kept for kept in factor.recovery_codes if kept != fingerprint(plain_code(typed))]
    was = len(factor.recovery_codes)
    factor.recovery_codes = left
    factor.save(update_fields=["recovery_codes"])
    record(user, before={"recovery_codes_left": was}, after={"recovery_codes_left": len(left)})
    return len(left) < was


@audited
def renew_recovery_codes(user: User, *, by: Actor) -> list[str]:
    """Make new recovery codes; the old ones end."""
    codes = new_recovery_codes()
    factor = SecondFactor.objects.select_for_update().get(user=user)
    was = len(factor.recovery_codes)
    factor.recovery_codes = _kept(codes)
    factor.save(update_fields=["recovery_codes"])
    record(user, before={"recovery_codes_left": was}, after={"recovery_codes_left": len(codes)}, reason=_("made anew"))
    return codes


@audited
def remove_codes(user: User, *, by: Actor) -> None:
    """Take one's own one-time codes away; RefusedError where the role is asked for them."""
    if policy_of(user.role).asks_second_factor:
        raise RefusedError(
            _("Your role is asked for one-time codes. For a new telephone ask the administrator to reset them.")
        )
    _take_away(user, "")


@audited
def reset_codes(user: User, *, reason: str, by: Actor) -> None:
    """Take somebody's one-time codes away by the administrator: the telephone is lost, the person came in person."""
    _take_away(user, reason)


def _take_away(user: User, reason: str) -> None:
    deleted, _by_table = SecondFactor.objects.filter(user=user).delete()
    if not deleted:
        raise RefusedError(_("No one-time codes are set up for this sign-in."))
    record(user, before={"one_time_codes": True}, after={"one_time_codes": False}, reason=reason)


@audited
def link_provider(user: User, *, issuer: str, subject: str, by: Actor) -> ProviderLink:
    """Say that a person of the city's own sign-in is this user.

    Raises RefusedError where one of the two is already linked with somebody else.
    """
    link = ProviderLink(user=user, issuer=issuer, subject=subject)
    try:
        with transaction.atomic():
            link.save()
    except IntegrityError as error:
        raise RefusedError(
            _("This sign-in is already linked with another person of the city's own sign-in: ask the administrator.")
        ) from error
    record(user, before={"own_sign_in": False}, after={"own_sign_in": True})
    return link


@audited
def unlink_provider(user: User, *, reason: str, by: Actor) -> None:
    """Forget which person of the city's own sign-in the user is: the next sign-in asks to confirm it anew."""
    deleted, _by_table = ProviderLink.objects.filter(user=user).delete()
    if not deleted:
        raise RefusedError(_("This sign-in is not linked with the city's own one."))
    record(user, before={"own_sign_in": True}, after={"own_sign_in": False}, reason=reason)
