"""Acting on behalf of a leader: how far a grant reaches and what nobody can do for another."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.language.declension import Case, decline_name
from orgplan.language.names import parse_name


class Scope(TextChoices):
    """How far the right to act on behalf reaches; each includes the one before."""

    DAY = "day", _("see the day and the papers")
    DECIDE = "decide", _("decide and approve")
    ALL = "all", _("everything the leader does here")


SCOPE_WORDS: Final[dict[Scope, str | Promise]] = {
    Scope.DAY: _("sees what the leader sees, changes nothing"),
    Scope.DECIDE: _("also approves, returns and decides on plans and events"),
    Scope.ALL: _("also changes the registers and lists, as far as the leader may"),
}
"""What each scope means, in one line for the form."""


def reaches(given: Scope, needed: Scope) -> bool:
    """Tell whether the given scope includes the needed one."""
    order = list(Scope)
    return order.index(given) >= order.index(needed)


def is_in_force(*, starts_on: date, ends_on: date, today: date) -> bool:
    """Tell whether the day lies within the grant, both ends included."""
    return starts_on <= today <= ends_on


def refusal(scope: Scope, *, personal: bool, writes: bool, decides: bool) -> str | Promise:
    """Return why a request may not be made on behalf, or an empty text.

    Args:
        scope: how far the grant reaches.
        personal: the page belongs to the sign-in itself: password, codes, sessions, rights, users.
        writes: the request may change something.
        decides: the room is one in which leaders decide.
    """
    if personal:
        return _(
            "Passwords, one-time codes, sessions, users and the right to act on behalf belong to the person alone: "
            "nobody does this for another."
        )
    if writes and not reaches(scope, Scope.DECIDE):
        return _("You were given the right to see, not to change. Ask the leader for a wider right.")
    if writes and not decides and not reaches(scope, Scope.ALL):
        return _("You were given the right to decide on plans and events only. Ask the leader for a wider right.")
    return ""


_LONGEST_SIGNATURE: Final = 200  # what the columns of «who» hold


def signature(assistant: str, whose: str) -> str:
    """Return «Петрова И. И. за Мэра города»: who acted, for whom (in the genitive), as every line of history says."""
    return f"{parse_name(assistant).surname_first() or assistant} за {whose}"[:_LONGEST_SIGNATURE]


def genitive_of(leader: str) -> str:
    """Propose the leader's name in the genitive: «Образцова И. И.»; a person corrects it or writes the post."""
    return decline_name(parse_name(leader), Case.GENITIVE).surname_first()
