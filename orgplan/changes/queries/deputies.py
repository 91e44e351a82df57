"""Events that somebody cannot attend, and who has time to go instead, the best first with words why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.changes.rules import Standing, best_first
from orgplan.clashes.queries import ShownClash, brought_by, open_clashes
from orgplan.clashes.queries.obstacles import KnownObstacles, absences_of_people, obstacles_of_absences
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.directory.models import Absence, Person, Position
from orgplan.directory.queries import ActingIndex, own_unit_key
from orgplan.directory.rules import ActingScope
from orgplan.events.actions import WITH_FACTS, EventFacts, facts_of
from orgplan.events.models import Event, Participation
from orgplan.events.policy import can_edit
from orgplan.events.rules import EventState, ParticipationKind

PRESENT = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)
_OPEN = (EventState.DRAFT, EventState.PLANNED)
_ON_DAYS = ("timed", "days")
_MOST = 60
"""So many events are looked at on one page: a month of the busiest leader."""
_YEAR = timedelta(days=365)
_NOBODY = 0
"""Stands for the owner in the rows that count how often somebody acted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could go: the person, the post, what is known, and that in words."""

    person: Person
    post: str
    standing: Standing

    @property
    def reasons(self) -> list[str]:
        """Return why this one stands where they stand."""
        each = self.standing
        said = []
        if each.replaced:
            said.append(ngettext("%d replacement", "%d replacements", each.replaced) % each.replaced)
        if each.same_body:
            said.append(_("of the same unit"))
        if each.knows:
            words = ngettext("%d event of this unit in a year", "%d events of this unit in a year", each.knows)
            said.append(words % each.knows)
        return said


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that the person cannot attend, and who could go: free ones first, busy ones behind."""

    event: Event
    facts: EventFacts
    candidates: list[Candidate]

    @property
    def free(self) -> list[Candidate]:
        """Return who has time."""
        return [each for each in self.candidates if each.standing.is_free]

    @property
    def busy(self) -> list[Candidate]:
        """Return who has none, or is there already."""
        return [each for each in self.candidates if not each.standing.is_free]

    @property
    def best(self) -> Candidate | None:
        """Return whom one would ask first."""
        return next(iter(self.free), None)


@dataclass(frozen=True, slots=True)
class Away:
    """What somebody misses on some days, and the recorded absence on one of them."""

    rows: list[Missed]
    absence: Absence | None


def missed_by(user: User, person: Person, since: date, until: date, *, event: int | None = None) -> Away:
    """Return the standing events of the days, both inclusive, where the person takes part and that the reader changes.

    With `event` only that one. Eleven queries at most, whatever their number, and one for the absences.
    """
    events = _events(user, person, since, until, event)
    first, last = _span(events) if events else (since, until)
    index = ActingIndex(min(first, since), max(last, until))
    absence = next((each for each in index.rows.values() if _is_away(each, person, since, until)), None)
    return Away(_missed(user, person, events, index) if events else [], absence)


def _is_away(absence: Absence, person: Person, since: date, until: date) -> bool:
    return (
        absence.person_id == person.pk
        and absence.starts_on <= until
        and (absence.ends_on is None or absence.ends_on >= since)
    )


def _missed(user: User, person: Person, events: Sequence[Event], index: ActingIndex) -> list[Missed]:
    facts = {each.pk: facts_of(each) for each in events}
    leaders, colleagues = _posts(person, events)
    posts = [*leaders, *colleagues]
    days = _span(events)
    acting = {
        each.acting.pk: each.acting for each in index.rows.values() if each.acting and _is_away(each, person, *days)
    }
    people = {post.person_id: post.person for post in reversed(posts)} | acting
    people.pop(person.pk, None)
    known = _Known.read(person, events, posts, people, index)
    busy = _not_free(user, person, events, facts, people.values(), (leaders, _absences(index)))
    return [Missed(each, facts[each.pk], _candidates(each, facts[each.pk], people, known, busy)) for each in events]


def _events(user: User, person: Person, since: date, until: date, event: int | None) -> list[Event]:
    unit = own_unit_key(user)
    rows = Event.objects.visible_to(user).filter(state__in=_OPEN, timing_kind__in=_ON_DAYS)
    rows = rows.filter(first_day__lte=until, last_day__gte=since)
    rows = rows.filter(participations__person=person, participations__kind__in=PRESENT).distinct()
    if event is not None:
        rows = rows.filter(pk=event)
    rows = rows.select_related("owner", "venue", "part_of").prefetch_related(*WITH_FACTS)
    found = rows.order_by("first_day", "start_time", "pk")[:_MOST]
    return [each for each in found if can_edit(user, unit_id=unit, owner_id=each.owner_id)]


def _span(events: Sequence[Event]) -> tuple[date, date]:
    days = [day for each in events for day in (each.first_day, each.last_day) if day]
    return min(days), max(days)


def _posts(person: Person, events: Sequence[Event]) -> tuple[list[Position], list[Position]]:
    """Return the leaders' posts of the days, the head first, and those of the person's own units; one query."""
    first, last = _span(events)
    own = Position.objects.filter(_held(first, first), person=person, unit__isnull=False).values("unit")
    rows = Position.objects.filter(_held(first, last)).filter(Q(leader_order__isnull=False) | Q(unit__in=own))
    posts = list(rows.select_related("person", "unit", "organisation"))
    of_day = [each for each in posts if _is_held(each, first)]
    units = {each.unit_id for each in of_day if each.person_id == person.pk and each.unit_id}
    leaders = [each for each in posts if each.leader_order is not None]
    return sorted(leaders, key=lambda each: each.leader_order or 0), [each for each in of_day if each.unit_id in units]


def _held(first: date, last: date) -> Q:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))


def _is_held(post: Position, day: date) -> bool:
    return (post.starts_on is None or post.starts_on <= day) and (post.ends_on is None or post.ends_on >= day)


@dataclass(frozen=True, slots=True)
class _Known:
    """What does not depend on the hour: who acts, who replaced whom how often, who knows which unit's events."""

    person: int
    index: ActingIndex
    posts: dict[int, Position]
    same_body: set[int]
    replaced: dict[int, int]
    knows: dict[tuple[int, int], int]

    @classmethod
    def read(
        cls,
        person: Person,
        events: Sequence[Event],
        posts: Sequence[Position],
        people: Collection[int],
        index: ActingIndex,
    ) -> _Known:
        """Read it; one query beside that of the index."""
        first, _last = _span(events)
        own = {each.unit_id for each in posts if each.person_id == person.pk and each.unit_id}
        times = Absence.objects.filter(person=person, acting__in=people).order_by()
        acted = times.annotate(owner=Value(_NOBODY, output_field=BigIntegerField())).values_list("owner", "acting")
        taken = Participation.objects.filter(
            person__in=people,
            kind__in=PRESENT,
            event__owner__in={each.owner_id for each in events},
            event__first_day__range=(first - _YEAR, first),
            event__deleted_at=None,
        )
        went = taken.order_by().values_list("event__owner", "person").annotate(found=Count("event", distinct=True))
        counted = list(went.union(acted.annotate(found=Count("pk")), all=True))
        return cls(
            person.pk,
            index,
            {each.person_id: each for each in reversed(posts)},
            {each.person_id for each in posts if each.unit_id in own},
            {who: found for owner, who, found in counted if owner == _NOBODY},
            {(owner, who): found for owner, who, found in counted if owner != _NOBODY},
        )


Why = dict[tuple[int, int], tuple[list[str], list[str]]]
"""By event and person: why the time is not free, and what is short but possible."""


def _absences(index: ActingIndex) -> KnownObstacles:
    rows = ((row.pk, row.person_id, row.starts_on, row.ends_on) for row in index.rows.values())
    return KnownObstacles(index.first, index.last, {absences_of_people: obstacles_of_absences(rows)})


def _not_free(
    user: User,
    person: Person,
    events: Sequence[Event],
    facts: dict[int, EventFacts],
    people: Iterable[Person],
    read: tuple[Sequence[Position], KnownObstacles],
) -> Why:
    """Judge by the rules of clashes what would come of it if each of these went, the road included.

    What the events would do to each other is left out: nobody says that one person goes to all of them. `read`: the
    leaders' posts of the days and the absences.
    """
    joining, (posts, known) = list(people), read
    changes = [(each, facts[each.pk], _joined(facts[each.pk], person, joining)) for each in events]
    brought = brought_by(changes, posts=posts, known=known)
    own = {each.pk for each in events}
    new = [each for each in brought.after if each.identity not in brought.before and each.level != ClashLevel.IGNORE]
    found: Why = defaultdict(lambda: ([], []))
    met = [each for each in new if each.obstacle or not own.issuperset(each.events)]
    for shown in open_clashes(brought, met, user):
        who = _whose(shown)
        for key in own.intersection(shown.clash.events) if who else ():
            stops = shown.clash.level == ClashLevel.BLOCK or shown.clash.subject != Subject.TRAVEL
            found[key, who][0 if stops else 1].append(shown.clash.sentence)
    return found


def _joined(facts: EventFacts, person: Person, people: Sequence[Person]) -> EventFacts:
    there = {each.person.pk for each in facts.participants if each.person}
    kept = tuple(each for each in facts.participants if each.person != person)
    found = replace(facts, participants=kept)
    for each in people:
        if each.pk not in there:
            found = found.joined_by(each)
    return found


def _whose(shown: ShownClash) -> int:
    """Return the key of the person over whom it clashes; nought for a hall and for the whole city."""
    clash = shown.clash
    if clash.subject == Subject.OBSTACLE:
        return clash.obstacle.resource if clash.obstacle and clash.obstacle.subject == Subject.PERSON else 0
    return clash.resource if clash.subject in {Subject.PERSON, Subject.TRAVEL} else 0


def _candidates(
    event: Event, facts: EventFacts, people: dict[int, Person], known: _Known, busy: Why
) -> list[Candidate]:
    there = {each.person.pk for each in facts.participants if each.person}
    found = best_first(_standing(event, each, there, known, busy) for each in people.values())
    return [Candidate(people[each.person], _post(known, each.person), each) for each in found]


def _post(known: _Known, person: int) -> str:
    return known.posts[person].post_words if person in known.posts else ""


def _standing(event: Event, person: Person, there: set[int], known: _Known, busy: Why) -> Standing:
    day = event.first_day
    assert day is not None, "asked for by its days"
    acting = known.index.substitution(known.person, day, ActingScope.MEETINGS)
    stops, short = busy.get((event.pk, person.pk), ([], []))
    away = known.index.absence_of(person.pk, day)
    if away is not None and not stops:
        stops = [_("is absent: %(days)s") % {"days": away.days}]
    post = known.posts.get(person.pk)
    return Standing(
        person=person.pk,
        name=str(person),
        acts=acting is not None and acting.acting == person.pk,
        replaced=known.replaced.get(person.pk, 0),
        same_body=person.pk in known.same_body,
        knows=known.knows.get((event.owner_id, person.pk), 0),
        rank=post.leader_order if post else None,
        busy=tuple(dict.fromkeys(stops)),
        tight=tuple(dict.fromkeys(short)),
        takes_part=person.pk in there,
    )
