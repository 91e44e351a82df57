"""The seam of changes: what upper rooms are asked when a standing event changes, and what they answer.

`config/following.py` lists the followers; they are called in the transaction of the change. Upper rooms import these
names from `events.following`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.seams import bound
from orgplan.events.actions.facts import EventFacts, Shift
from orgplan.events.models import Change, Event
from orgplan.events.rules import NO_BASIS, Basis, ChangeKind, Decision

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EventChange:
    """One standing event before and after, with its ground; `recorded` is set when followers are to act.

    `read` keeps what one follower has read of the change, for another that needs the same. `among` holds all changes of
    a decision that is written piece by piece: how they stand to each other is judged by all of them.
    """

    event: Event
    before: EventFacts
    after: EventFacts
    shifts: tuple[Shift, ...]
    reason: str = ""
    basis: Basis = NO_BASIS
    recorded: Change | None = None
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    among: Together | None = field(default=None, compare=False, repr=False)

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        """Return what is changed."""
        return frozenset(kind for kind, _before, _after in self.shifts)


@dataclass(frozen=True, slots=True)
class Together:
    """Changes of one decision that are written in several transactions; `read` keeps what was judged of all of them."""

    changes: tuple[EventChange, ...]
    read: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a follower asks before the change may be made; `because` is a sentence that names plan and date."""

    because: str
    reason: bool = True
    basis: bool = True
    may_alone: bool = True
    """False: the one who acts may propose the change only, the department decides."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that the change touches, as a line of the list.

    `key` is unique within its follower; `sentence` says the old and the new fact; an empty `address` gives no link.
    `tells` names who gets a letter where that is decided («unit-7 person-3»): one named by several lines gets one.
    `reachable` False: there is no e-mail, the letter waits as a draft.
    Both may be lazy: of thousands of things, one window is shown.
    """

    key: str
    heading: str
    sentence: str | Promise
    address: str | Promise = ""
    may: tuple[Decision, ...] = (Decision.LEAVE,)
    default: Decision = Decision.LEAVE
    tells: str = ""
    reachable: bool = True
    by_hand: bool = False
    """Nothing can be done of itself: the list names it apart, for a person to look at."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: for single things by (follower, key), else for a follower's whole group.

    What nobody decided is left as it is: a program that changes an event sends no mail by itself.
    """

    groups: Mapping[str, Decision] = field(default_factory=dict)
    single: Mapping[tuple[str, str], Decision] = field(default_factory=dict)

    def of(self, follower: str, effect: Effect) -> Decision:
        """Return what becomes of the thing; a decision that it does not allow is its default."""
        wanted = self.of_key(follower, effect.key)
        return wanted if wanted in effect.may else Decision.LEAVE

    def of_key(self, follower: str, key: str) -> Decision:
        """Return what was decided for the thing with this key, whether it allows that or not."""
        return self.single.get((follower, key)) or self.groups.get(follower) or Decision.LEAVE

    def may_concern(self, follower: str) -> bool:
        """Tell whether anything but leaving was decided for the follower's things."""
        chosen = [each for (key, _name), each in self.single.items() if key == follower]
        return any(each != Decision.LEAVE for each in (self.groups.get(follower, Decision.LEAVE), *chosen))

    def chosen(self, follower: str, effects: Iterable[Effect], decision: Decision) -> list[Effect]:
        """Return the things for which this was decided."""
        return [each for each in effects if self.of(follower, each) == decision]


NOTHING_DECIDED = Decisions()


class Follower(Protocol):
    """A room's answer to changes of events. Each call costs a fixed number of queries whatever it touches."""

    @property
    def key(self) -> str:
        """Return the follower's stable name, such as «planning.plans»."""

    @property
    def heading(self) -> str:
        """Return what the list calls this group of things."""

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:
        """Return what is asked before these changes may be made."""

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return what the change touches, as far as the user may see it."""

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Do what was decided and return sentences of what was done; RefusedError takes the whole change back."""


class ChangeNote(Protocol):
    """What a room writes down of every change, whatever was decided: called once for all changes of one write."""

    def __call__(self, changes: Sequence[EventChange], by: Actor, /) -> list[str]:
        """Write it down, in a fixed number of queries; return sentences of what people should know was done."""


class GroundNeededError(RefusedError):
    """A reason or a basis is missing; `demands` say which and why."""

    def __init__(self, demands: Sequence[Demand], missing: str) -> None:
        super().__init__(f"{missing} {_because(demands)}")
        self.demands = demands


class ProposalOnlyError(RefusedError):
    """The one who acts may only propose this change; `demands` say why."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        super().__init__(_("The department decides on this change; propose it. %(why)s") % {"why": _because(demands)})
        self.demands = demands


def _because(demands: Sequence[Demand]) -> str:
    return " ".join(dict.fromkeys(each.because for each in demands))


def followers() -> tuple[Follower, ...]:
    """Return the followers that `config/following.py` lists."""
    found: tuple[Any, ...] = bound("followers")
    return found


def demands_of(changes: Sequence[EventChange], actor: Actor) -> list[Demand]:
    """Return everything that is asked before the changes may be made."""
    changes = [each for each in changes if each.shifts]
    return [demand for follower in followers() for demand in follower.demands(changes, actor)] if changes else []


def refuse_without_ground(changes: Sequence[EventChange], actor: Actor) -> None:
    """Raise ProposalOnlyError or GroundNeededError where a follower asks for more than is given."""
    found = demands_of(changes, actor)
    if found and not all(each.may_alone for each in found):
        raise ProposalOnlyError(found)
    if found:
        refuse_unmet(found, changes[0].reason, changes[0].basis)


def refuse_unmet(demands: Sequence[Demand], reason: str, basis: Basis) -> None:
    """Raise GroundNeededError where a demand asks for a reason or a basis that is not given."""
    given = bool(reason.strip())
    unmet = [each for each in demands if (each.reason and not given) or (each.basis and not basis)]
    if unmet:
        raise GroundNeededError(unmet, _missing(unmet, reason=given, basis=bool(basis)))


def _missing(unmet: Sequence[Demand], *, reason: bool, basis: bool) -> str:
    no_reason = not reason and any(each.reason for each in unmet)
    no_basis = not basis and any(each.basis for each in unmet)
    if no_reason and no_basis:
        return _("Give the reason and the basis of the change.")
    return _("Give the reason of the change.") if no_reason else _("Give the basis of the change.")


def note_changes(changes: Sequence[EventChange], actor: Actor) -> list[str]:
    """Let the rooms of `config/following.py` write down what was changed, before any follower acts."""
    return [sentence for note in bound("change_notes") for sentence in note(changes, actor)] if changes else []


def let_follow(change: EventChange, decisions: Decisions, actor: Actor) -> list[str]:
    """Let every follower act and return what was done; one that fails takes the whole change back with a sentence."""
    done: list[str] = []
    for follower in followers():
        try:
            done += follower.apply(change, decisions, actor)
        except (RefusedError, ChangedMeanwhileError):
            raise
        except Exception as error:
            _log.exception("follower %s failed", follower.key)
            raise RefusedError(
                _("Nothing was changed: “%(what)s” could not follow. Try again, or leave this group as it is.")
                % {"what": follower.heading}
            ) from error
    return done
