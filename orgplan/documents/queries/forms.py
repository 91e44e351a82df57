"""Which form a kind of paper is printed by: the office's own, else the shipped one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orgplan.core.seams import bound
from orgplan.documents.models import FormTemplate
from orgplan.documents.rules.kinds import FormKind
from orgplan.documents.word import shipped_form


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to be filled: its bytes, and the office's template they come from (None: shipped with the product)."""

    kind: FormKind
    content: bytes
    template: FormTemplate | None = None


def form_kinds() -> tuple[FormKind, ...]:
    """Return the kinds of papers that `config/forms.py` lists, in its order."""
    kinds: tuple[Any, ...] = bound("form_kinds")
    return kinds


def kind_of(code: str) -> FormKind:
    """Return the kind with the code; KeyError where no room declares it."""
    return {kind.code: kind for kind in form_kinds()}[code]


def kind_label(code: str) -> str:
    """Return the kind in words; the code itself where no room declares it any more."""
    return next((str(kind.label) for kind in form_kinds() if kind.code == code), code)


def active_template(code: str) -> FormTemplate | None:
    """Return the office's own form in use for the kind, or None; one query."""
    return FormTemplate.objects.filter(kind=code, is_active=True).first()


def form_for(code: str) -> Blank:
    """Return the form by which the kind is printed: the office's own that is in use, else the shipped one."""
    kind, template = kind_of(code), active_template(code)
    if template is None:
        return Blank(kind, shipped_form(kind.shipped))
    with template.file.open("rb") as file:
        return Blank(kind, file.read(), template)
