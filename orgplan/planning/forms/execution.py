"""Forms of execution: which plans to add up, by when they are reported."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField
from orgplan.planning.rules.states import PlanKind


class PeriodOfPlansForm(forms.Form):
    """Approved plans of a kind that begin within a time; this year's months unless asked otherwise."""

    kind = forms.ChoiceField(label=_("Plans"), choices=PlanKind.choices, required=False)
    since = DateField(label=_("Begin from"), required=False)
    until = DateField(label=_("Begin until"), required=False)

    def __init__(self, data: Any = None, *, today: date, **options: Any) -> None:
        self.today = today
        initial = {"kind": PlanKind.MONTH.value, "since": date(today.year, 1, 1), "until": today}
        super().__init__(data, initial=initial, **options)

    def condition(self) -> dict[str, Any]:
        """Return the condition on plans; what makes no sense is left out."""
        if self.is_bound:
            self.is_valid()
            wanted = getattr(self, "cleaned_data", {})
        else:
            wanted = self.initial
        return {
            "kind": wanted.get("kind") or PlanKind.MONTH.value,
            "starts_on__gte": wanted.get("since") or date(self.today.year, 1, 1),
            "starts_on__lte": wanted.get("until") or self.today,
        }


class ReportTermForm(EditedForm):
    """So many days after the end of the period."""

    days = forms.IntegerField(label=_("Days after the end of the period"), min_value=0, max_value=366)
    working = forms.BooleanField(label=_("Working days"), required=False)
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("An order or regulation, if any.")
    )

    def cleaned(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {**self.facts, "edition": self.cleaned_data["edition"]}
