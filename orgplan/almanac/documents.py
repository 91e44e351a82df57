"""The циклограмма on paper: what comes back, by which rule, who chairs it, under the first leader's stamp."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from orgplan.almanac.models import MeetingCycle
from orgplan.almanac.queries import CycleRow
from orgplan.almanac.rules.papers import SCHEME_FORM
from orgplan.directory.queries import leaders_on, signatory_on
from orgplan.documents.documents import print_pdf, print_word
from orgplan.language.declension import decline_position
from orgplan.language.grammar import Case


def scheme_word(rows: Sequence[CycleRow], today: date) -> bytes:
    """Return the .docx of the циклограмма."""
    return print_word(SCHEME_FORM.code, scheme_data(rows, today))


def scheme_pdf(rows: Sequence[CycleRow], today: date) -> bytes:
    """Return the PDF of the циклограмма."""
    return print_pdf(SCHEME_FORM.code, scheme_data(rows, today))


def scheme_data(rows: Sequence[CycleRow], today: date) -> dict[str, Any]:
    """Return what the form of the циклограмма prints; posts of who chairs are those of today."""
    leaders = leaders_on(today)
    posts = {each.person_id: each.title for each in leaders}
    signs = signatory_on(today, leaders[0]) if leaders else None
    subject = f"регулярных мероприятий {decline_position(settings.ADMINISTRATION, Case.GENITIVE)}"
    return {
        "title": f"Циклограмма {subject}",
        "subject": subject,
        "approver_post": signs.post if signs else "",
        "approver_line": f"____________ {signs.name}" if signs else "____________________",
        "approved_line": f"«___» ______________ {today.year} г.",
        "rows": [_row(number, each.cycle, posts) for number, each in enumerate(rows, start=1)],
        "footer": f"Напечатано {timezone.localtime():%d.%m.%Y %H:%M}",
    }


def _row(number: int, cycle: MeetingCycle, posts: dict[int, str]) -> dict[str, Any]:
    chair = cycle.chair
    name = chair.full_name.surname_first() if chair else "—"
    return {
        "number": number,
        "title": cycle.title,
        "when": cycle.when,
        "chair": f"{posts[chair.pk]}\n{name}" if chair and chair.pk in posts else name,
        "place": cycle.where or "—",
        "responsible": str(cycle.owner),
    }
