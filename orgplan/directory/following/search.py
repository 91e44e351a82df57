"""People, units, organisations and venues as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.directory.models import Organisation, Person, Position, Unit, Venue
from orgplan.directory.queries import positions_on
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text

R = TypeVar("R", Person, Unit, Organisation, Venue)


def _texts_of_people(keys: Collection[int]) -> Iterator[Text]:
    held = Position.objects.select_related("unit", "organisation")
    for person in Person.objects.filter(pk__in=keys).prefetch_related(Prefetch("positions", queryset=held)).order_by():
        posts = [f"{post.post_words}, {post.body}" for post in person.positions.all()]
        body = "\n".join((*posts, person.email, person.phone))
        yield Text(person.pk, str(person), body, numbers=_telephones(person.phone))


def _texts_of_units(keys: Collection[int]) -> Iterator[Text]:
    for unit in Unit.objects.filter(pk__in=keys).prefetch_related("former_names").order_by():
        former = [f"{each.title}\n{each.short_title}" for each in unit.former_names.all()]
        body = "\n".join((unit.name, *former, unit.email, unit.phone))
        yield Text(unit.pk, str(unit), body, numbers=_telephones(unit.phone))


def _texts_of_organisations(keys: Collection[int]) -> Iterator[Text]:
    for each in Organisation.objects.filter(pk__in=keys).order_by():
        body = f"{each.short_name}\n{each.city}\n{each.address}\n{each.email}\n{each.phone}"
        yield Text(each.pk, each.name, body, numbers=_telephones(each.phone))


def _texts_of_venues(keys: Collection[int]) -> Iterator[Text]:
    for each in Venue.objects.filter(pk__in=keys).order_by():
        yield Text(each.pk, each.name, f"{each.aliases}\n{each.address}\n{each.district}")


def _telephones(phone: str) -> tuple[str, ...]:
    """Return the telephone as one number: «70-00-01» and «700001» are the same."""
    return (phone,) if phone else ()


def _people(user: User, keys: Collection[int]) -> Mapping[int, Shown]:
    """With the posts of today; a person without one is told by the telephone."""
    held = Prefetch("positions", queryset=positions_on(timezone.localdate()), to_attr="present_posts")
    rows: Any = Person.objects.visible_to(user).filter(pk__in=keys).prefetch_related(held).order_by()
    return {
        each.pk: Shown(
            str(each),
            "; ".join(f"{post.post_words}, {post.body}" for post in each.present_posts) or each.phone,
            each.get_absolute_url(),
        )
        for each in rows
    }


def _units(user: User, keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        each.pk: Shown(str(each), each.fuller_name or each.phone, each.get_absolute_url())
        for each in _rows(Unit.objects.visible_to(user), keys)
    }


def _organisations(user: User, keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        each.pk: Shown(each.name, ", ".join(filter(None, (each.city, each.address))), each.get_absolute_url())
        for each in _rows(Organisation.objects.visible_to(user), keys)
    }


def _venues(user: User, keys: Collection[int]) -> Mapping[int, Shown]:
    return {
        each.pk: Shown(each.name, ", ".join(filter(None, (each.address, each.district))), each.get_absolute_url())
        for each in _rows(Venue.objects.visible_to(user), keys)
    }


def _rows(rows: QuerySet[R], keys: Collection[int]) -> Iterable[R]:
    return rows.filter(pk__in=keys).order_by()


PEOPLE_FOUND = Source(
    name="person",
    label=_("People"),
    object_kind="directory.person",
    texts=_texts_of_people,
    all_keys=lambda: Person.objects.order_by("pk").values_list("pk", flat=True),
    visible=Person.objects.visible_to,
    show=_people,
)
UNITS_FOUND = Source(
    name="unit",
    label=_("Units"),
    object_kind="directory.unit",
    texts=_texts_of_units,
    all_keys=lambda: Unit.objects.order_by("pk").values_list("pk", flat=True),
    visible=Unit.objects.visible_to,
    show=_units,
)
ORGANISATIONS_FOUND = Source(
    name="organisation",
    label=_("Organisations"),
    object_kind="directory.organisation",
    texts=_texts_of_organisations,
    all_keys=lambda: Organisation.objects.order_by("pk").values_list("pk", flat=True),
    visible=Organisation.objects.visible_to,
    show=_organisations,
)
VENUES_FOUND = Source(
    name="venue",
    label=_("Venues"),
    object_kind="directory.venue",
    texts=_texts_of_venues,
    all_keys=lambda: Venue.objects.order_by("pk").values_list("pk", flat=True),
    visible=Venue.objects.visible_to,
    show=_venues,
)
