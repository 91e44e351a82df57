"""Forms of the office: its hours from a year on, the terms of collecting plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TimeField


class OfficeForm(EditedForm):
    """When the office works."""

    opens = TimeField(label=_("The day begins"))
    closes = TimeField(label=_("The day ends"))
    friday = TimeField(label=_("The day ends on Friday"), required=False, help_text=_("Empty: as on other days."))
    lunch_from = TimeField(label=_("Lunch from"), required=False)
    lunch_until = TimeField(label=_("Lunch until"), required=False, help_text=_("Empty: lunch is not counted off."))
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("The internal regulations with their clause.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that ends before it begins, and a lunch outside it."""
        data = super().clean() or {}
        opens, closes, friday = data.get("opens"), data.get("closes"), data.get("friday")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The day ends after it begins."))
        if opens and friday and friday <= opens:
            self.add_error("friday", _("Friday ends after it begins."))
        away, back = data.get("lunch_from"), data.get("lunch_until")
        if bool(away) != bool(back):
            self.add_error("lunch_until", _("Name both when lunch begins and when it ends."))
        elif opens and closes and away and back and not opens < away < back < closes:
            self.add_error("lunch_from", _("Lunch lies within the working day and ends after it begins."))
        return data


class TermsForm(EditedForm):
    """How plans are collected."""

    contact = forms.CharField(
        label=_("Whom units call about plans"),
        max_length=300,
        required=False,
        help_text=_("Stands in every reminder. Empty: the department with its telephone from the directory."),
    )
    stale_days = forms.IntegerField(
        label=_("A missed reminder is still sent for, days"),
        min_value=0,
        max_value=60,
        help_text=_("If letters did not leave in time, older reminders are not sent: their words would be wrong."),
    )
    ahead_days = forms.IntegerField(label=_("Plans on “Today”, days ahead"), min_value=7, max_value=400)
