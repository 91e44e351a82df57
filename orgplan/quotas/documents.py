"""Quotas on paper: the letter to one body, the table of all in Word, PDF and Excel."""

from __future__ import annotations

import io
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from orgplan.audit.actions import Actor
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import Document, DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.documents.word import plain_data
from orgplan.events.rules import EventState
from orgplan.quotas.actions import record_letter
from orgplan.quotas.models import Quota, QuotaLetter, QuotaShare
from orgplan.quotas.queries.page import shares_with_bodies
from orgplan.quotas.rules.filling import fill_of, names_in, people_words

_BLANK = "_" * 20
_WIDTHS = (6, 50, 14, 14, 14, 40)
_HEAD = ("№", "Подразделение, организация", "Направить", "Обещано", "Прибыло", "Ответ")


def letter_data(quota: Quota, share: QuotaShare) -> dict[str, Any]:
    """Return what the letter to the body prints."""
    return {
        "title": f"Письмо: {quota.purpose}, {share.body}",
        **_event_data(quota),
        "body": str(share.body.name),
        "count": people_words(share.asked),
    }


def table_data(quota: Quota) -> dict[str, Any]:
    """Return what the table prints: those from whom somebody is asked, in the order of the directory."""
    shares = [each for each in quota.shares.all() if each.asked or each.promised]
    fill = fill_of(each.fact for each in shares)
    return {
        "title": f"Разнарядка: {quota.purpose}",
        **_event_data(quota),
        "rows": [
            {
                "number": number,
                "body": str(each.body),
                "asked": each.asked,
                "promised": _number(each.promised),
                "came": _number(each.came),
                "note": each.answer,
            }
            for number, each in enumerate(shares, start=1)
        ],
        "asked": fill.asked,
        "promised": sum(each.promised or 0 for each in shares),
        "came": _number(fill.came),
    }


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _event_data(quota: Quota) -> dict[str, Any]:
    event = quota.event
    return {
        "subject": event.title,
        "when": event.when_on_paper or "дата уточняется",
        "place": event.where or "место уточняется",
        "purpose": quota.purpose,
        "due": f"{date_format(quota.due_on, 'j E Y')} года",
        "answer_to": quota.answer_to,
        "gathering": quota.gathering,
        "note": quota.note,
        "signer_post": _BLANK,
        "signer_name": _BLANK,
        "footer": f"Напечатано {timezone.localtime():%d.%m.%Y %H:%M}",
    }


def quota_subject(quota: Quota, share: QuotaShare | None, ending: str) -> str:
    """Return the name of the paper's series in the register."""
    return f"quota {quota.pk} {share.pk if share else 'table'} {ending}"


def quota_paper(quota: Quota, share: QuotaShare | None, ending: str) -> Paper:
    """Return the paper for the register; FormRefusedError where the office's own form refuses."""
    code = "quota_letter" if share else "quota_table"
    data = letter_data(quota, share) if share else table_data(quota)
    return Paper(
        kind=code,
        subject=quota_subject(quota, share, ending),
        title=data["title"][:300],
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(code, data),
        data=data,
        template=active_template(code) if ending == "docx" else None,
        is_draft=quota.event.state == EventState.DRAFT,
    )


def quota_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a printed letter or table as the quota stands now; None for another document."""
    joined = QuotaLetter.objects.select_related("quota__event", "share").filter(document=document).first()
    if joined is None:
        return None
    share = shares_with_bodies().get(pk=joined.share_id) if joined.share_id else None
    return record_letter(joined.quota, share=share, paper=quota_paper(joined.quota, share, document.format), by=by)


def quota_workbook(quota: Quota) -> bytes:
    """Return the .xlsx: the table with its sums, and on a second sheet the names that bodies gave."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads slowly, only exports need it

    book = Workbook()
    data = table_data(quota)
    rows = [[row[name] for name in ("number", "body", "asked", "promised", "came", "note")] for row in data["rows"]]
    sums = ["", "Всего", data["asked"], data["promised"], data["came"], ""]
    _sheet(book.active, "Разнарядка", _HEAD, [*rows, sums], _WIDTHS)
    named = [(str(each.body), name) for each in quota.shares.all() for name in names_in(each.names)]
    lines = [[number, *each] for number, each in enumerate(named, start=1)]
    _sheet(book.create_sheet(), "Списки", ("№", "Подразделение, организация", "Фамилия, имя, отчество"), lines, _WIDTHS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Any, title: str, head: tuple[str, ...], rows: list[list[Any]], widths: tuple[int, ...]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- loads slowly, only exports need it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- the same

    sheet.title, sheet.freeze_panes = title, "A2"
    for at, name in enumerate(head, start=1):
        sheet.cell(row=1, column=at, value=name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = (
            40 if head[at - 1].startswith("Фамилия") else widths[at - 1]
        )
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            shown = int(value) if isinstance(value, str) and value.isdigit() else value
            cell = sheet.cell(row=number, column=at, value=plain_data(shown) if isinstance(shown, str) else shown)
            if isinstance(shown, str):
                cell.data_type, cell.number_format = "s", "@"  # a text that begins with «=» is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
