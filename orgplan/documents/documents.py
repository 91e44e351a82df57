"""Printing a kind of paper: by the office's own form that is in use, else by the shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgplan.documents.pdf import compile_form
from orgplan.documents.queries import Blank, form_for, kind_of
from orgplan.documents.rules.kinds import with_russian_names
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
