"""Instructions as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.instructions.models import Instruction
from orgplan.language.wording import in_figures
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    rows = Instruction.objects.filter(pk__in=keys).select_related("unit", "person").order_by()
    for each in rows:
        person = str(each.person) if each.person else ""
        body = "\n".join((each.source_label, str(each.unit), person, each.giver_name))
        numbers = [each.registered_number] if each.registered_number else ()
        yield Text(each.pk, each.text, body, spans=[(each.due_on, each.due_on)], numbers=numbers, day=each.due_on)


def _shown(instruction: Instruction) -> Shown:
    status = instruction.status_on(timezone.localdate())
    note = f"{instruction.heading} · до {in_figures(instruction.due_on)} · {status.label} · {instruction.unit}"
    return Shown(instruction.text[:200], note, instruction.get_absolute_url())


INSTRUCTIONS_FOUND = Source(
    name="instruction",
    label=_("Instructions"),
    model=Instruction,
    texts=_texts,
    shown=_shown,
    together=lambda rows: rows.select_related("unit"),
)
