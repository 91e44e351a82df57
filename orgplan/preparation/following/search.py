"""Templates of events and steps of coming ones as the search finds them (seam «search_sources»).

A template is found by the words of its steps, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from orgplan.events.models import EventTemplate
from orgplan.preparation.models import Step
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


def _texts_of_steps(keys: Collection[int]) -> Iterator[Text]:
    rows = Step.objects.kept().filter(pk__in=keys).select_related("event", "unit", "person").order_by()
    for each in rows:
        body = "\n".join((each.paper, str(each.event), str(each.unit or ""), str(each.person or ""), each.proof_words))
        spans = [(each.due_on, each.due_on)] if each.due_on else []
        yield Text(each.pk, each.title, body, spans=spans, day=each.due_on)


def _row_of_step(step: Step) -> Shown:
    said = (step.event.title if step.event else "", step.due_words, step.get_state_display())
    return Shown(step.title, " · ".join(filter(None, said)), step.get_absolute_url())


STEPS_FOUND = Source(
    name="step",
    label=_("Steps of preparation"),
    model=Step,
    texts=_texts_of_steps,
    shown=_row_of_step,
    together=lambda rows: rows.select_related("event"),
)
