"""Programmes as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from orgplan.events.models import Programme
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for each in Programme.objects.filter(pk__in=keys).select_related("parent", "curator").order_by():
        yield Text(each.pk, each.name, f"{each.code}\n{each.years}\n{each.aim}\n{each.parent or ''}")


PROGRAMMES_FOUND = Source(
    name="programme",
    label=_("Programmes"),
    model=Programme,
    texts=_texts,
    shown=lambda each: Shown(each.whole_name, each.years, each.get_absolute_url()),
    together=lambda rows: rows.select_related("parent"),
)
