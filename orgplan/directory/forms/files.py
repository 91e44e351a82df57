"""Files that people bring: tables of the directory, precedence, photos."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, FileField
from orgplan.directory.rules import IntakeKind

ACCEPTED_TABLES = ".xlsx,.xls,.ods,.csv,.docx"
ACCEPTED_PHOTOS = ".jpg,.jpeg,.png,.webp"


class IntakeForm(forms.Form):
    """A table of the directory."""

    kind = forms.ChoiceField(label=_("What the file lists"), choices=IntakeKind.choices)
    file = FileField(label=_("File"))


class PhotoForm(forms.Form):
    """A picture of a venue."""

    file = FileField(label=_("Photo"))


class PrecedenceForm(forms.Form):
    """A table of the order of precedence; a table that is there may keep its rows."""

    title = forms.CharField(label=_("Title of the table"), max_length=300)
    valid_from = DateField(label=_("In force from"))
    basis = forms.CharField(label=_("Basis"), max_length=300, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = FileField(label=_("File"))

    def __init__(self, data: Any = None, files: Any = None, *, keeps_rows: bool, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["file"].required = not keeps_rows
