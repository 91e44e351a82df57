"""The plan «с участием Мэра» on paper: of one leader, or of all in one table or one after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from orgplan.directory.queries import stored_posts
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.declension import decline_position
from orgplan.language.grammar import Case
from orgplan.planning.models import Plan
from orgplan.planning.queries.executive_calendar import ExecutiveCalendar
from orgplan.planning.queries.plans import signer_on
from orgplan.planning.rules.executive_calendar import CalendarDay, CalendarSection
from orgplan.planning.rules.executive_papers import EXECUTIVE_FORM
from orgplan.planning.rules.naming import period_words

_EMPTY = "Мероприятия не запланированы"


def calendar_subject(calendar: ExecutiveCalendar, ending: str) -> str:
    """Return the name of the calendar's series in the register: whose, of which period, Word or PDF."""
    return f"leaders {calendar.chosen or 'nobody'} {calendar.period.code} {ending}"


def calendar_paper(calendar: ExecutiveCalendar, data: dict[str, Any], ending: str) -> Paper:
    """Return the calendar for the register."""
    code = EXECUTIVE_FORM.code
    return Paper(
        kind=code,
        subject=calendar_subject(calendar, ending),
        title=data["title"],
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(code, data),
        data=data,
        template=active_template(code) if ending == "docx" else None,
    )


def executive_title(calendar: ExecutiveCalendar) -> str:
    """Return «План мероприятий с участием Мэра города Омска на 23–29 ноября 2026 года»; one query for one leader."""
    if calendar.is_of_one:
        whose = decline_position(calendar.shown[0].title, Case.GENITIVE, stored_posts())
    else:
        whose = f"руководителей {decline_position(settings.ADMINISTRATION, Case.GENITIVE)}"
    return f"План мероприятий с участием {whose} на {period_words(calendar.period)}"


def executive_data(calendar: ExecutiveCalendar) -> dict[str, Any]:
    """Return what the form of the calendar prints."""
    title = executive_title(calendar)
    heading, _, subject = title.partition(" ")
    signer = _signer()
    return {
        "title": title,
        "heading": heading,
        "subject": subject,
        "rows": [row for section in calendar.sections for row in _rows(section, named=not calendar.is_of_one)],
        "signer_post": signer[0],
        "signer_name": signer[1],
        "footer": f"Напечатано {timezone.localtime():%d.%m.%Y %H:%M}",
    }


def _signer() -> tuple[str, str]:
    """Return post and name under the latest city plan that has them, or those of whoever acts today."""
    last = Plan.objects.filter(unit__isnull=True).exclude(signer_name="").first()
    return signer_on(last, timezone.localdate()) if last else ("", "")


def _rows(section: CalendarSection, *, named: bool) -> Iterator[dict[str, Any]]:
    heading = section.seat.title if section.seat and named else ""
    if not section.days:
        yield _row(section=heading, title=_EMPTY)
    for day in section.days:
        yield from _rows_of_day(day, heading)
        heading = ""


def _rows_of_day(day: CalendarDay, section: str) -> Iterator[dict[str, Any]]:
    """Give the rows of a day; what heads them stands with the first one only."""
    head = {"section": section, "day": day.heading, "note": "; ".join(day.notes)}
    if not day.rows:
        yield _row(**head)
    for row in day.rows:
        yield _row(
            **head,
            time=row.time,
            title=row.title,
            place=row.place or "—",
            role="\n".join(row.role),
            company="\n".join(row.company),
        )
        head = {}


def _row(**given: str) -> dict[str, Any]:
    names = ("section", "day", "note", "time", "title", "place", "role", "company")
    return {name: given.get(name, "") for name in names}
