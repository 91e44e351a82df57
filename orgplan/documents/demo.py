"""The demonstration city's own forms: one in use, and one that waits for its corrections."""

from __future__ import annotations

import io
from typing import Any

from orgplan.audit.actions import Actor
from orgplan.documents.actions import upload_template, use_template
from orgplan.documents.word import shipped_form

_OWN, _FAULTY = "plan_programme", "plan_calendar"


def build_documents(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of every room's part
    """Upload the office's own forms: the programme's is in use, the calendar's has a mistyped field."""
    own = upload_template(
        kind=_OWN,
        file_name="Программа мероприятий.docx",
        content=_with_letterhead(shipped_form(_OWN), "Организационный отдел"),
        remark="Добавлено название отдела",
        by=by,
    )
    use_template(own, instead_of=None, by=by)
    upload_template(
        kind=_FAULTY,
        file_name="Календарь.docx",
        content=_with_letterhead(shipped_form(_FAULTY), "{{ подписал_должнасть }}"),
        remark="Подпись наверху",
        by=by,
    )


def _with_letterhead(form: bytes, text: str) -> bytes:
    """Return the form with a line above everything, as somebody adds it in Word."""
    from docx import Document  # noqa: PLC0415 -- python-docx loads slowly, only the demonstration needs it

    word: Any = Document(io.BytesIO(form))
    first = word.add_paragraph(text)
    word.element.body.insert(0, first._p)  # noqa: SLF001 -- python-docx's own way to place an element
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()
