"""The form that puts events chosen in the list into a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField
from orgplan.events.rules import Basis
from orgplan.planning.models import Plan, PlanSection


class TakeInForm(forms.Form):
    """Which plan and section, and why where the plan is approved; the action says where the ground is needed."""

    place = forms.ChoiceField(label=_("Plan and section"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    basis = forms.CharField(
        label=_("Basis"), max_length=300, required=False, help_text=_("Asked for where the plan is approved.")
    )
    basis_number = forms.CharField(label=_("Its number"), max_length=60, required=False)
    basis_date = DateField(label=_("Its date"), required=False)

    def __init__(self, data: Any = None, *, plans: Iterable[Plan]) -> None:
        super().__init__(data)
        self.places: dict[str, tuple[Plan, PlanSection | None]] = {}
        groups = []
        for plan in plans:
            places: dict[str, tuple[Plan, PlanSection | None]] = {f"{plan.pk}:0": (plan, None)}
            places |= {f"{plan.pk}:{section.pk}": (plan, section) for section in plan.sections.all()}
            self.places |= places
            rows = [(key, row.title if row else _("no section of its own")) for key, (_plan, row) in places.items()]
            groups.append((plan.short_title, rows))
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups

    @property
    def chosen(self) -> tuple[Plan, PlanSection | None]:
        """Return the plan and its section; call after `is_valid`."""
        return self.places[self.cleaned_data["place"]]

    @property
    def ground(self) -> Basis:
        """Return the basis; call after `is_valid`."""
        data = self.cleaned_data
        return Basis(data["basis"], data["basis_number"], data["basis_date"])
