"""Documents of the register as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.documents.models import Document
from orgplan.documents.queries import kind_label
from orgplan.language.wording import in_figures
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for each in Document.objects.filter(pk__in=keys).defer("data").order_by():
        made = timezone.localdate(each.made_at)
        days = [day for day in (made, each.registered_on) if day]
        yield Text(
            each.pk,
            each.title,
            kind_label(each.kind),
            spans=[(day, day) for day in days],
            numbers=[each.registered_number] if each.registered_number else (),
            day=made,
        )


def _words(document: Document) -> str:
    number = f"№ {document.registered_number}" if document.registered_number else ""
    if number and document.registered_on:
        number = f"{number} от {in_figures(document.registered_on)}"
    made = in_figures(timezone.localdate(document.made_at))
    return " · ".join(filter(None, (kind_label(document.kind), number or made)))


DOCUMENTS_FOUND = Source(
    name="document",
    label=_("Documents"),
    model=Document,
    texts=_texts,
    shown=lambda document: Shown(document.title, _words(document), document.get_absolute_url()),
    together=lambda rows: rows.defer("data"),
)
