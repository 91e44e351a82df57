"""Document sets as the search finds them, by their event and their papers (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from orgplan.document_sets.models import DocumentSet
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    rows = DocumentSet.objects.filter(pk__in=keys, event__deleted_at=None).select_related("event", "size")
    for each in rows.prefetch_related("papers").order_by():
        yield Text(
            each.pk,
            str(each),
            "\n".join((str(each.size), *(paper.title for paper in each.papers.all()))),
            day=each.event.first_day,
        )


def _row(found: DocumentSet) -> Shown:
    return Shown(str(found), f"{found.size} · {found.event.when}", found.get_absolute_url())


SETS_FOUND = Source(
    name="document_set",
    label=_("Document sets"),
    model=DocumentSet,
    texts=_texts,
    shown=_row,
    together=lambda rows: rows.select_related("event", "size").prefetch_related("event__occurrences"),
)
