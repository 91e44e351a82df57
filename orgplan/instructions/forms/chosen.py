"""Forms of one deed for many instructions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgplan.core.fields import DateField, TextField
from orgplan.instructions.rules.chosen import LONGEST, Deed, Shift
from orgplan.instructions.rules.terms import DayMeasure


class ManyTermsForm(forms.Form):
    """Another term for many: one day for all, or so many days more for each."""

    due_on = DateField(label=gettext_lazy("New term for all"), required=False)
    days = forms.IntegerField(
        label=gettext_lazy("or so many days after the term of each"), required=False, min_value=1, max_value=LONGEST
    )
    measure = forms.ChoiceField(label=gettext_lazy("Which days"), choices=DayMeasure.choices, required=False)
    reason = TextField(label=gettext_lazy("On whose word and why"))

    def clean(self) -> dict[str, Any]:
        """Take exactly one of the two ways."""
        said: dict[str, Any] = super().clean() or {}
        if {"due_on", "days"} & set(self.errors):
            return said
        if bool(said.get("due_on")) == bool(said.get("days")):
            raise forms.ValidationError(_("Name either one day for all, or for how many days each term is extended."))
        return said

    @property
    def shift(self) -> Shift:
        """Return how terms are moved; call after `is_valid`."""
        said = self.cleaned_data
        return Shift(said["due_on"], said["days"] or 0, DayMeasure(said["measure"] or DayMeasure.WORKING))


class ManyRemindersForm(forms.Form):
    """What a reminder says besides the instructions themselves."""

    words = TextField(label=gettext_lazy("Words of the reminder"), required=False, max_length=2_000)


class ManyRemovalsForm(forms.Form):
    """The decision that stands beside every accepted report."""

    decision = TextField(label=gettext_lazy("Decision in words"), required=False, max_length=2_000)


FORMS: dict[Deed, type[forms.Form]] = {
    Deed.EXTEND: ManyTermsForm,
    Deed.REMIND: ManyRemindersForm,
    Deed.REMOVE: ManyRemovalsForm,
}
