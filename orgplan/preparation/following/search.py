"""Templates of events as the search finds them, by their words and those of their steps (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from orgplan.events.models import EventTemplate
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    rows = EventTemplate.objects.filter(pk__in=keys).select_related("owner").prefetch_related("steps").order_by()
    for each in rows:
        steps = [words for step in each.steps.all() for words in (step.title, step.paper) if words]
        yield Text(each.pk, each.name, "\n".join((each.get_kind_display(), each.title, str(each.owner), *steps)))


def _row(template: EventTemplate) -> Shown:
    return Shown(template.name, template.get_kind_display(), template.get_absolute_url())


TEMPLATES_FOUND = Source(
    name="event_template", label=_("Templates of events"), model=EventTemplate, texts=_texts, shown=_row
)
