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
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.declension import decline_position
from orgplan.language.grammar import Case


def scheme_paper(data: dict[str, Any], ending: str) -> Paper:
    """Return the циклограмма for the register: one series, open to all."""
    code = SCHEME_FORM.code
    return Paper(
        kind=code,
        subject=scheme_subject(ending),
        title=data["title"],
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(code, data),
        data=data,
        template=active_template(code) if ending == "docx" else None,
        is_open=True,
    )


def scheme_subject(ending: str) -> str:
    """Return the name of the циклограмма's series in the register."""
    return f"cycle scheme {ending}"


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
