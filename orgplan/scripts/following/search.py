"""Scripts as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from orgplan.events.rules import EventState
from orgplan.scripts.models import Script
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    rows = Script.objects.filter(pk__in=keys, event__deleted_at__isnull=True).select_related("event", "template")
    for script in rows.prefetch_related("items__person").order_by():
        named = [(each.title, each.who, str(each.person or ""), each.cue) for each in script.items.all()]
        said = [words for one in named for words in one]
        spans = [(script.day, script.day)] if script.day else []
        yield Text(script.pk, f"Сценарий: {script.title}", "\n".join(filter(None, said)), spans=spans, day=script.day)


def _row(script: Script) -> Shown:
    day = f"{script.day:%d.%m.%Y}" if script.day else ""
    event = script.event
    state = event.get_state_display() if event and event.state == EventState.CANCELLED else ""
    words = " · ".join(filter(None, [day, f"{script.begins_at:%H:%M}", state]))
    return Shown(script.title, words, script.get_absolute_url())


SCRIPTS_FOUND = Source(
    name="script",
    label=_("Scripts of events"),
    model=Script,
    texts=_texts,
    shown=_row,
    together=lambda rows: rows.select_related("event", "template"),
)
