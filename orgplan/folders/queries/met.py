"""Whom the leader meets: names in the cases in which they are needed, posts, how they are addressed, telephones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.directory.models import Person, Position
from orgplan.directory.queries import positions_on
from orgplan.events.models import Event, Participation
from orgplan.events.rules import Consent, ParticipationKind
from orgplan.folders.rules.folder import Met
from orgplan.language.declension import decline_name
from orgplan.language.grammar import Case
from orgplan.language.grammar import Gender as NameGender


@dataclass(frozen=True, slots=True)
class People:
    """By key of event: whom the leader meets, and who answers for it with a telephone."""

    met: Mapping[int, tuple[Met, ...]]
    responsible: Mapping[int, list[tuple[str, str]]]


def people_of(events: Sequence[Event], day: date, leader: int) -> People:
    """Return the people of the events (participations with their people are there); one query."""
    keys = {each.person_id for event in events for each in event.participations.all() if each.person_id}
    posts: dict[int, Position] = {}
    for post in positions_on(day).filter(person__in=keys):
        posts.setdefault(post.person_id, post)
    return People(
        {event.pk: tuple(_met(event.participations.all(), posts, leader)) for event in events},
        {event.pk: _responsible(event.participations.all(), posts) for event in events},
    )


def _met(rows: Iterable[Participation], posts: Mapping[int, Position], leader: int) -> list[Met]:
    found: dict[int, Met] = {}
    for each in sorted(rows, key=lambda row: (_PLACES.get(str(row.kind), 9), row.position, row.pk)):
        if each.kind not in _PLACES or each.consent == Consent.REFUSED or each.person_id == leader:
            continue
        if each.person is not None:
            found.setdefault(each.person.pk, _person(each, each.person, posts))
        else:  # words, a unit or an organisation: no name to decline
            found.setdefault(-each.pk, _others(each))
    return list(found.values())


_PLACES: dict[str, int] = {
    ParticipationKind.HOSTS: 0,
    ParticipationKind.SPEAKS: 1,
    ParticipationKind.ATTENDS: 2,
    ParticipationKind.DESIRED: 3,
}


def _person(each: Participation, person: Person, posts: Mapping[int, Position]) -> Met:
    post = posts.get(person.pk)
    name, gender = person.full_name, NameGender(person.gender)
    stored = {part: {Case(case): form for case, form in forms.items()} for part, forms in person.case_overrides.items()}
    return Met(
        key=person.pk,
        name=name.full(),
        post=post.post_words if post else "",
        part=str(each.get_kind_display()),
        address=name.salutation(gender).rstrip("!"),
        to_whom=decline_name(name, Case.DATIVE, gender, stored).full(),
        with_whom=decline_name(name, Case.INSTRUMENTAL, gender, stored).full(),
        phone=(post.phone if post else "") or person.phone,
        consent=_consent(each),
    )


def _others(each: Participation) -> Met:
    phone = each.unit.phone if each.unit else each.organisation.phone if each.organisation else ""
    part = str(each.get_kind_display())
    return Met(-each.pk, str(each), "", part, "", "", "", phone, _consent(each))


def _consent(each: Participation) -> str:
    return str(each.get_consent_display()) if each.consent == Consent.PENDING else ""


def _responsible(rows: Iterable[Participation], posts: Mapping[int, Position]) -> list[tuple[str, str]]:
    found = []
    for each in rows:
        if each.kind != ParticipationKind.RESPONSIBLE:
            continue
        if each.person is not None:
            post = posts.get(each.person.pk)
            found.append((str(each.person), (post.phone if post else "") or each.person.phone))
        elif each.unit is not None:
            found.append((each.unit.short_name or each.unit.name, each.unit.phone))
        elif each.wording:
            found.append((each.wording, ""))
    return found
