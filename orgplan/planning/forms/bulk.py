"""What to change in many lines at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import TextField
from orgplan.directory.models import Unit
from orgplan.planning.actions.line_bulk import LineChange
from orgplan.planning.models import PlanSection


class BulkLinesForm(forms.Form):
    """What stays empty is left as it is; sections and units that there are none of are not asked for."""

    section = forms.ModelChoiceField(
        label=_("Section"), queryset=PlanSection.objects.none(), required=False, empty_label=_("leave as it is")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("leave as it is")
    )
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    responsible = TextField(label=_("Responsible"), required=False, help_text=_("One name or body a line."))
    find = forms.CharField(label=_("Replace in titles"), max_length=200, required=False)
    put = forms.CharField(label=_("by the words"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, sections: QuerySet[PlanSection], units: QuerySet[Unit]) -> None:
        super().__init__(data)
        for name, queryset in (("section", sections), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
            if not queryset.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse a form that changes nothing."""
        data = super().clean() or {}
        if not self.errors and LineChange(**data) == LineChange(put=data["put"]):
            raise ValidationError(_("Nothing to change is chosen yet: fill in at least one field."))
        return data

    @property
    def change(self) -> LineChange:
        """Return what to change; call after `is_valid`."""
        return LineChange(**self.cleaned_data)
