"""The directory as a reader of plans needs it: loaded once, asked for every cell."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.conf import settings

from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries.posts import leaders_on
from orgplan.directory.rules import (
    KnownPerson,
    KnownPlace,
    Named,
    NameIndex,
    PeopleIndex,
    PlaceIndex,
    SaidNames,
    TitleIndex,
)
from orgplan.language.grammar import Gender
from orgplan.language.lemmas import lemmas


class DirectoryIndex:
    """A snapshot of what is in force; each kind costs one query, when it is first asked for."""

    def find_units(self, text: str) -> list[Unit]:
        """Return the units that a «ответственный» cell names, in its order."""
        rows, index = self._units
        return [rows[key] for key in index.find(text)]

    def find_venue(self, text: str) -> Venue | None:
        """Return the venue that a place cell names, None where it names none or several."""
        rows, index = self._venues
        return rows.get(index.find(text))

    def find_person(self, text: str) -> Person | None:
        """Return the person that a text names, None where it names none or several."""
        rows, index = self._people
        return rows.get(index.find(text))

    def said_names(self, day: date) -> SaidNames:
        """Return who knows the names of one line: leaders by their posts of the day, people, venues; three queries."""
        titles = TitleIndex(((post.person_id, post.title) for post in leaders_on(day)), own_words=lemmas(settings.CITY))
        venues = [(row.pk, row.name) for row in self._venues[0].values()]
        return SaidNames(titles, self._people[1], self._venues[1], venues=venues)

    def person(self, key: int) -> Person | None:
        """Return the person of a key that `said_names` gave."""
        return self._people[0].get(key)

    def venue(self, key: int | None) -> Venue | None:
        """Return the venue of a key that `said_names` gave."""
        return self._venues[0].get(key)

    @cached_property
    def _units(self) -> tuple[dict[int, Unit], NameIndex]:
        rows = {row.pk: row for row in Unit.objects.filter(is_active=True)}
        named = (Named(key, (row.name, row.short_name)) for key, row in rows.items())
        return rows, NameIndex(named, own_words=lemmas(settings.ADMINISTRATION))

    @cached_property
    def _venues(self) -> tuple[dict[int | None, Venue], PlaceIndex]:
        rows: dict[int | None, Venue] = {row.pk: row for row in Venue.objects.filter(is_active=True)}
        known = (KnownPlace(row.pk, (row.name, *row.alias_list), row.address) for row in rows.values())
        return rows, PlaceIndex(known, city=lemmas(settings.CITY))

    @cached_property
    def _people(self) -> tuple[dict[int | None, Person], PeopleIndex]:
        rows: dict[int | None, Person] = {row.pk: row for row in Person.objects.filter(is_active=True)}
        known = (KnownPerson(row.pk, row.full_name, Gender(row.gender)) for row in rows.values())
        return rows, PeopleIndex(known)
