"""The ground that approved plans ask for when moves are accepted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, TextField
from orgplan.events.rules import Basis


class AcceptForm(forms.Form):
    """Reason and basis of the accepted moves."""

    reason = TextField(label=_("Reason of the moves"), required=False)
    basis = forms.CharField(label=_("Basis of the moves"), max_length=500, required=False)
    basis_number = forms.CharField(label=_("Number of the basis"), max_length=60, required=False)
    basis_date = DateField(label=_("Date of the basis"), required=False)

    @property
    def ground(self) -> Basis:
        """Return the basis; call after `is_valid`."""
        data = self.cleaned_data
        return Basis(data["basis"], data["basis_number"], data["basis_date"])
