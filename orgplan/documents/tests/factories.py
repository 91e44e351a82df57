"""Boring records for tests of every room."""

from __future__ import annotations

import io
from typing import Any

from docx import Document as Word

from orgplan.audit.actions import System
from orgplan.documents.actions import Paper, record_document, upload_template
from orgplan.documents.models import Document, DocumentFormat, FormTemplate

BY = System("проверка")
GOOD = ("{{ заголовок }}", "{% for строка in строки %}{{ строка.когда }} {{ строка.мероприятие }}{% endfor %}")


def word(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Return a .docx with the paragraphs and a table after them."""
    document = Word()
    for each in paragraphs:
        document.add_paragraph(each)
    if table:
        rows = document.add_table(rows=len(table), cols=max(map(len, table))).rows
        for row, texts in zip(rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template(content: bytes | None = None, kind: str = "plan", name: str = "бланк.docx") -> FormTemplate:
    """Return an uploaded version that is not in use."""
    return upload_template(kind=kind, file_name=name, content=content or word(*GOOD), by=BY)


def document(title: str = "План на август", *, content: bytes = b"PK", **more: Any) -> Document:
    """Return a document of the register."""
    facts = {"kind": "plan", "subject": "версия 1", "format": DocumentFormat.WORD} | more
    return record_document(paper=Paper(title=title, content=content, **facts), by=BY)
