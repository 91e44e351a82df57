"""Forms of claims on halls and of closed halls."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.availability.rules.spans import Span, why_wrong
from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TimeField

_LONGEST_TERM = 24 * 60


class RefuseForm(forms.Form):
    """Why a hall is refused."""

    reason = forms.CharField(label=_("Why the hall is refused"), max_length=500)
    edition = forms.IntegerField(widget=forms.HiddenInput)


class TermsForm(EditedForm):
    """For how long a pre-booking keeps a hall."""

    hours = forms.IntegerField(
        label=_("A pre-booking holds for, hours"), min_value=1, max_value=_LONGEST_TERM, initial=72,
        help_text=_("The owner decides within this time; then the claim runs out and the hall is free."),
    )  # fmt: skip


class BlockingForm(forms.Form):
    """When and why a hall is closed."""

    words = forms.CharField(
        label=_("Why the venue is closed"),
        max_length=300,
        help_text=_("For example: repair of the stage, a sanitary day."),
    )
    first = DateField(label=_("Closed from the day"))
    begins = TimeField(label=_("from the hour"), required=False, help_text=_("Empty: from the morning."))
    last = DateField(label=_("Closed until the day"), help_text=_("The last closed day."))
    ends = TimeField(label=_("until the hour"), required=False, help_text=_("Empty: to the end of the day."))

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        data = super().clean() or {}
        if not self.errors and (why := why_wrong(self._span(data))):
            self.add_error("last", why)
        return data

    def _span(self, data: dict[str, Any]) -> Span:
        start = datetime.combine(data["first"], data.get("begins") or time())
        ends = data.get("ends")
        end = (
            datetime.combine(data["last"], ends) if ends else datetime.combine(data["last"] + timedelta(days=1), time())
        )
        return Span(start, end)

    def to_write(self) -> Span:
        """Return the stretch."""
        return self._span(self.cleaned_data)
