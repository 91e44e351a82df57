"""Forms of a resource, of its stock, of the terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField
from orgplan.directory.models import Unit
from orgplan.resources.actions import ResourceFacts
from orgplan.resources.models import Resource
from orgplan.resources.rules.kinds import Use

_MOST = 1_000_000


class ResourceForm(EditedForm):
    """A resource of the list."""

    name = forms.CharField(
        label=_("Resource"), max_length=200, help_text=_("As people ask for it: “Crowd barriers”, “Stage 8 × 6 m”.")
    )
    measure = forms.CharField(label=_("Unit of measure"), max_length=40, help_text=_("Briefly: pcs., sections, crews."))
    use = forms.ChoiceField(
        label=_("After the event"),
        choices=Use.choices,
        initial=Use.KEPT,
        help_text=_("What comes back is compared with the stock; what is ordered has a day by which to order."),
    )
    keeper = forms.ModelChoiceField(
        label=_("Who gives it"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("nobody in particular: the department answers"),
    )
    lead_days = forms.IntegerField(label=_("Asked for ahead, working days"), min_value=0, max_value=250, initial=10)
    note = forms.CharField(label=_("What to know of it"), max_length=500, required=False)
    is_active = forms.BooleanField(label=_("Is offered to events"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: Resource | None = None, units: QuerySet[Unit]) -> None:
        super().__init__(data, record=record)
        keeper = self.fields["keeper"]
        assert isinstance(keeper, forms.ModelChoiceField)
        keeper.queryset = units

    def to_write(self) -> ResourceFacts:
        """Return what the action takes."""
        return ResourceFacts(**self.facts)


class StockForm(forms.Form):
    """So much more or less from a day on."""

    amount = forms.IntegerField(
        label=_("How much more"), min_value=-_MOST, max_value=_MOST, help_text=_("With a minus: how much less.")
    )
    since = DateField(label=_("From the day"))
    until = DateField(label=_("Until the day"), required=False, help_text=_("Empty: for good."))
    words = forms.CharField(label=_("Ground"), max_length=300, help_text=_("A purchase, a repair, a loan."))


class TermsForm(EditedForm):
    """How far ahead one looks."""

    days_ahead = forms.IntegerField(label=_("Look for shortages ahead, days"), min_value=1, max_value=400)
