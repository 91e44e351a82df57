"""Printing a kind of paper: by the office's own form that is in use, else by the shipped one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from orgplan.documents.pdf import compile_form
from orgplan.documents.queries import Blank, form_for, kind_of
from orgplan.documents.rules.kinds import FormField, FormKind, with_russian_names
from orgplan.documents.word import fill_form
from orgplan.documents.word.bounded import fill_bounded


def print_word(code: str, data: Mapping[str, Any]) -> bytes:
    """Return the .docx of the kind `code` (config/forms.py) with the data; FormRefusedError where a form refuses."""
    return fill_blank(form_for(code), data)


def fill_blank(blank: Blank, data: Mapping[str, Any]) -> bytes:
    """Return the .docx of a form. The office's own runs in a bounded process, the shipped one here: it is ours."""
    if blank.template is None:
        return fill_form(blank.content, data)
    return fill_bounded(blank.content, with_russian_names(blank.kind.fields, data))


def print_pdf(code: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of the kind, always in the shipped layout: a Word form is not turned into PDF here."""
    return compile_form(kind_of(code).shipped, data)


def example_of(kind: FormKind) -> bytes:
    """Return an annotated .docx that names every field of the kind: a beginning for the office's own form."""
    from docx import Document  # noqa: PLC0415 -- python-docx loads slowly, pages do not need it

    word = Document()
    word.add_heading(str(kind.label), level=1)
    word.add_paragraph(_("Everything in double braces is replaced by data; the rest is printed as it stands."))
    for each in kind.fields:
        if each.is_list:
            _example_of_list(word, each)
        else:
            word.add_paragraph(f"{each.about}: {{{{ {each.russian} }}}}")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _example_of_list(word: Any, rows: FormField) -> None:
    """Add a table that repeats a row; lists inside the row stand inside its last cell."""
    word.add_paragraph(rows.about)
    plain = [each for each in rows.fields if not each.is_list]
    table = word.add_table(rows=4, cols=max(len(plain), 1), style="Table Grid")
    head, begin, cells, end = table.rows
    for cell, each in zip(head.cells, plain, strict=False):
        cell.text = each.about
    for cell, each in zip(cells.cells, plain, strict=False):
        cell.text = f"{{{{ строка.{each.russian} }}}}"
    begin.cells[0].text, end.cells[0].text = f"{{%tr for строка in {rows.russian} %}}", "{%tr endfor %}"
    for inner in (each for each in rows.fields if each.is_list):
        last = cells.cells[-1]
        for line in (
            f"{{%p for часть in строка.{inner.russian} %}}",
            ", ".join(f"{{{{ часть.{each.russian} }}}}" for each in inner.fields if not each.is_list),
            "{%p endfor %}",
        ):
            last.add_paragraph(line)
