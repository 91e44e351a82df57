"""One cell of a line, changed where it stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField
from orgplan.language.timing.reading import read_timing
from orgplan.planning.models import PlanLine
from orgplan.planning.rules.changing import LINE_FIELDS, is_unread
from orgplan.planning.rules.people import responsible_as_text


class CellForm(EditedForm):
    """One field of a line; the date is read as in a unit's file, by the period of its plan."""

    date_text = forms.CharField(label=_("When"), max_length=500, required=False)
    title = forms.CharField(label=_("Event"), max_length=1000)
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    responsible = TextField(
        label=_("Responsible"),
        required=False,
        help_text=_("One name or body a line; “(по согласованию)” after an outside one."),
    )

    def __init__(self, data: Any = None, *, record: PlanLine, only: str) -> None:
        words = {"responsible": responsible_as_text(record.responsible)}
        super().__init__(data, record=record, initial=words, auto_id=f"line-{record.pk}-%s")  # many stand on one page
        for name in set(LINE_FIELDS) - {only}:
            del self.fields[name]
        self.line, self.only = record, only
        self.fields[only].widget.attrs["autofocus"] = True

    @property
    def field(self) -> forms.BoundField:
        """Return the one field."""
        return self[self.only]

    def present(self, record: Any, name: str) -> Any:
        """Return what the line holds in the field; the responsible as one text."""
        return responsible_as_text(record.responsible) if name == "responsible" else getattr(record, name)

    def clean_date_text(self) -> str:
        """Read the date; what cannot be read is explained, not kept without a word."""
        words: str = self.cleaned_data["date_text"]
        if words != self.line.date_text and is_unread(read_timing(words, self.line.reading_period)):
            raise ValidationError(
                _("No date could be read in “%(text)s”. Example: 12 августа, 14:00–16:00."), params={"text": words}
            )
        return words
