"""People, units, organisations and venues as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models import Organisation, Person, Position, Unit, Venue
from orgplan.directory.queries import positions_on
from orgplan.directory.queries.cases import surnames_in_cases
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts_of_people(keys: Collection[int]) -> Iterator[Text]:
    held, today = Position.objects.select_related("unit", "organisation"), timezone.localdate()
    for person in Person.objects.filter(pk__in=keys).prefetch_related(Prefetch("positions", queryset=held)).order_by():
        posts = person.positions.all()
        body = "\n".join((*(f"{post.post_words}, {post.body}" for post in posts), person.email, person.phone))
        yield Text(
            person.pk,
            str(person),
            f"{body}\n{person.full_name.surname_first()}",
            numbers=_telephones(person.phone),
            names=[post.post_words for post in posts if post.is_held_on(today)],
            forms=surnames_in_cases(person),
        )


def _texts_of_units(keys: Collection[int]) -> Iterator[Text]:
    for unit in Unit.objects.filter(pk__in=keys).prefetch_related("former_names").order_by():
        former = [f"{each.title}\n{each.short_title}" for each in unit.former_names.all()]
        body = "\n".join((*former, unit.email, unit.phone))
        yield Text(unit.pk, str(unit), body, numbers=_telephones(unit.phone), names=(unit.name,))


def _texts_of_organisations(keys: Collection[int]) -> Iterator[Text]:
    for each in Organisation.objects.filter(pk__in=keys).order_by():
        body = f"{each.city}\n{each.address}\n{each.email}\n{each.phone}"
        names = (each.short_name,) if each.short_name else ()
        yield Text(each.pk, each.name, body, numbers=_telephones(each.phone), names=names)


def _texts_of_venues(keys: Collection[int]) -> Iterator[Text]:
    for each in Venue.objects.filter(pk__in=keys).order_by():
        yield Text(each.pk, each.name, f"{each.address}\n{each.district}", names=each.alias_list)


def _telephones(phone: str) -> tuple[str, ...]:
    """Return the telephone as one number: «70-00-01» and «700001» are the same."""
    return (phone,) if phone else ()


def _with_posts(rows: QuerySet[Person]) -> QuerySet[Any]:
    held = Prefetch("positions", queryset=positions_on(timezone.localdate()), to_attr="present_posts")
    return rows.prefetch_related(held)


def _person(person: Any) -> Shown:
    """With the posts of today; a person without one is told by the telephone."""
    posts = "; ".join(f"{post.post_words}, {post.body}" for post in person.present_posts)
    return Shown(str(person), posts or person.phone, person.get_absolute_url())


def _unit(unit: Unit) -> Shown:
    return Shown(str(unit), unit.fuller_name or unit.phone, unit.get_absolute_url())


def _organisation(each: Organisation) -> Shown:
    return Shown(each.name, ", ".join(filter(None, (each.city, each.address))), each.get_absolute_url())


def _venue(venue: Venue) -> Shown:
    return Shown(venue.name, ", ".join(filter(None, (venue.address, venue.district))), venue.get_absolute_url())


PEOPLE_FOUND = Source(
    name="person",
    label=_("People"),
    model=Person,
    texts=_texts_of_people,
    shown=_person,
    together=_with_posts,
)
UNITS_FOUND = Source(name="unit", label=_("Units"), model=Unit, texts=_texts_of_units, shown=_unit, contracted=True)
ORGANISATIONS_FOUND = Source(
    name="organisation",
    label=_("Organisations"),
    model=Organisation,
    texts=_texts_of_organisations,
    shown=_organisation,
    contracted=True,
)
VENUES_FOUND = Source(name="venue", label=_("Venues"), model=Venue, texts=_texts_of_venues, shown=_venue)
