"""What a prepared change touches, in groups by follower, and how the event has changed meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.changes.policy import can_decide
from orgplan.events.actions import cause_of, correction_of, facts_of, from_plain, to_plain
from orgplan.events.actions.along import ALONG_KIND, UNDER_WAY
from orgplan.events.actions.facts import many_from_plain, shifts_between
from orgplan.events.actions.proposals import decisions_of
from orgplan.events.actions.taking_back import BACK_KIND
from orgplan.events.following import Decision, Decisions, Effect, EventChange, followers
from orgplan.events.models import Change, Event, ProposedChange, ToLook
from orgplan.events.rules import ChangeKind, EventState, ProposalState
from orgplan.jobs.models import Job
from orgplan.jobs.queries import job_by_key, live_workers
from orgplan.notices.models import Message
from orgplan.notices.queries import letters_of_cause
from orgplan.notices.rules import GONE, UNSENT, MessageState

HAND_KEY = "by-hand"
"""The group of what nothing can be done with of itself."""
FEW = 100
"""So many touched things stand on one page together; of more, one group at a time is shown in windows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A touched thing with what is decided for it."""

    effect: Effect
    decision: Decision

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return what may be decided, as a choice field has it."""
        return [(each.value, str(each.label)) for each in self.effect.may]


@dataclass(frozen=True, slots=True)
class Group:
    """The things of one follower: `decision` is the one for the whole group, `lines` all of its things.

    `choices`: what may be decided for the group as a whole, as a choice field has it.
    """

    key: str
    heading: str
    decision: Decision
    lines: list[Line]
    choices: list[tuple[str, str]]

    @property
    def total(self) -> int:
        """Return how many things there are."""
        return len(self.lines)

    @property
    def is_open(self) -> bool:
        """Tell whether there is anything to decide."""
        return len(self.choices) > 1


def change_of(proposed: ProposedChange) -> EventChange:
    """Return the prepared change over the facts on which it was written; five queries at most for both."""
    base, facts = many_from_plain([proposed.base, proposed.facts])
    is_draft = proposed.opened == proposed.event.edition and base.state == EventState.DRAFT
    shifts = () if is_draft else tuple(shifts_between(base, facts))
    return EventChange(proposed.event, base, facts, shifts, proposed.reason, proposed.ground)


def groups_of(proposed: ProposedChange, change: EventChange, user: User) -> list[Group]:
    """Return what the change touches; each follower costs a fixed number of queries."""
    decided = decisions_of(proposed)
    found = []
    looked: list[Effect] = []
    for follower in followers():
        effects = follower.preview(change, user)
        looked += [replace(each, key=f"{follower.key}-{each.key}") for each in effects if each.by_hand]
        if effects := [each for each in effects if not each.by_hand]:
            whole = decided.groups.get(follower.key) or _usual(effects)
            lines = [Line(effect, _decision(decided, follower.key, effect, whole)) for effect in effects]
            may = {each for allowed in {effect.may for effect in effects} for each in allowed}
            choices = [(each.value, str(each.label)) for each in Decision if each in may]
            found.append(Group(follower.key, follower.heading, whole, lines, choices))
    return [*found, *([_to_look_at(looked)] if looked else [])]


def _to_look_at(effects: Sequence[Effect]) -> Group:
    """Return the last group of the list: words that people wrote and only people can change."""
    lines = [Line(each, Decision.LEAVE) for each in effects]
    return Group(HAND_KEY, _("Look at these yourself"), Decision.LEAVE, lines, [])


def texts_to_look_at(groups: Sequence[Group]) -> list[ToLook]:
    """Return the texts of the last group, as they stay on the page of the change once it is made."""
    return [
        ToLook(str(line.effect.heading), str(line.effect.sentence), str(line.effect.address))
        for group in groups
        if group.key == HAND_KEY
        for line in group.lines
    ]


def _usual(effects: Sequence[Effect]) -> Decision:
    return Counter(effect.default for effect in effects).most_common(1)[0][0]


def _decision(decided: Decisions, key: str, effect: Effect, whole: Decision) -> Decision:
    single = decided.single.get((key, effect.key))
    if single is None and key not in decided.groups:
        single = effect.default
    wanted = single or whole
    return wanted if wanted in effect.may else Decision.LEAVE


def all_decisions(groups: Sequence[Group]) -> tuple[dict[str, Decision], dict[tuple[str, str], Decision]]:
    """Return the decisions as the page shows them: by group, and those of single things that differ."""
    whole = {group.key: group.decision for group in groups}
    single = {
        (group.key, line.effect.key): line.decision
        for group in groups
        for line in group.lines
        if line.decision != group.decision
    }
    return whole, single


def counts_of(groups: Sequence[Group]) -> dict[str, int]:
    """Return how many things are to be updated and how many letters will leave or wait as drafts, for the button."""
    lines = [line for group in groups for line in group.lines]
    told = {
        name: line.effect.reachable
        for line in lines
        if line.decision == Decision.NOTIFY
        for name in line.effect.tells.split() or [str(id(line))]
    }
    letters = sum(told.values())
    updated = sum(line.decision == Decision.UPDATE for line in lines)
    return {"update": updated, "notify": letters, "drafts": len(told) - letters}


@dataclass(frozen=True, slots=True)
class Letters:
    """What became of the letters about a change; `corrections`: how many recipients were sent a correction."""

    waiting: int
    taken_back: int
    gone: list[Message]
    corrections: int

    @property
    def uncorrected(self) -> int:
        """Return how many of those whose letters have left could still be sent a correction."""
        return max(len(self.gone) - self.corrections, 0)


def letters_of(change: Change) -> Letters | None:
    """Return the letters about the change and their corrections, None where nobody was told; two queries."""
    rows = letters_of_cause(cause_of(change))
    if not rows:
        return None
    states = Counter(each.state for each in rows)
    return Letters(
        waiting=sum(states[state] for state in UNSENT),
        taken_back=states[MessageState.CANCELLED],
        gone=[each for each in rows if each.state in GONE],
        corrections=len(letters_of_cause(correction_of(change))),
    )


@dataclass(frozen=True, slots=True)
class Work:
    """The job by which many parts go along with a change, or back with it: how far it is, and what it left.

    `stayed`: up to FEW of the parts that it did not change, once it has ended.
    """

    job: Job
    goes_back: bool
    total: int
    done: int
    stayed: list[Event]
    no_worker: bool

    @property
    def under_way(self) -> bool:
        """Tell whether the job waits or runs."""
        return self.job.state in UNDER_WAY

    @property
    def left(self) -> int:
        """Return how many parts the job has not changed."""
        return self.total - self.done


def work_of(change: Change) -> Work | None:
    """Return the job of the change's parts, None where they went with it at once; six queries at most."""
    back = job_by_key(BACK_KIND, str(change.pk))
    job = back or job_by_key(ALONG_KIND, str(change.pk))
    if job is None:
        return None
    along = change.along.exclude(event=None)
    if back:
        total, done = along.count(), along.filter(taken_back_by__isnull=False).count()
        rest = Event.objects.kept().filter(changes__in=along.filter(taken_back_by__isnull=True))
    else:
        parts = job.payload["parts"]
        total, done = len(parts), along.count()
        rest = Event.objects.kept().filter(pk__in=parts).exclude(pk__in=along.values("event"))
    is_open = job.state in UNDER_WAY
    stayed = list(rest[:FEW]) if not is_open and total > done else []
    return Work(job, back is not None, total, done, stayed, is_open and not live_workers(timezone.now()))


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact that was changed here and by somebody else: in words before, there and here."""

    label: str
    before: str
    theirs: str
    yours: str
    is_contested: bool


def clashes_of(proposed: ProposedChange) -> list[Clash]:
    """Return what somebody else changed in the event since the change was prepared; nothing where nobody did."""
    if proposed.opened == proposed.event.edition or to_plain(facts_of(proposed.event)) == proposed.base:
        return []
    base, mine, theirs = from_plain(proposed.base), from_plain(proposed.facts), facts_of(proposed.event)
    own = {kind: after for kind, _before, after in shifts_between(base, mine)}
    return [
        Clash(str(ChangeKind(kind).label), before, after, own.get(kind, after), kind in own and own[kind] != after)
        for kind, before, after in shifts_between(base, theirs)
    ]


def recent_changes(user: User) -> list[Change]:
    """Return the latest recorded changes of events that the user may see."""
    return list(Change.objects.visible_to(user).select_related("event")[:FEW])


def proposals_counted() -> Combinable:
    """Return the number of proposed changes that wait, as a column of another query: see `note_waiting_proposals`."""
    rows = ProposedChange.objects.filter(state=ProposalState.PROPOSED).order_by()
    counted = rows.values("state").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def note_waiting_proposals(user: User, count: int) -> None:
    """Let `waiting_proposals` know what another query has counted for the reader already."""
    if can_decide(user):
        vars(user)["waiting_proposals"] = count


def waiting_proposals(user: User) -> int:
    """Return how many proposed changes wait for this reader's decision; asked once per user object, none for others."""
    if not can_decide(user):
        return 0
    known = vars(user)
    if "waiting_proposals" not in known:
        known["waiting_proposals"] = ProposedChange.objects.filter(state=ProposalState.PROPOSED).count()
    count: int = known["waiting_proposals"]
    return count
