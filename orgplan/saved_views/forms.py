"""Forms of saved views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedForm
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.policy import audiences_of
from orgplan.saved_views.rules import LONGEST_QUERY


class ViewForm(EditedForm):
    """A view: its name and with whom it is shared; the filter travels along."""

    name = forms.CharField(
        label=_("Name of the view"), max_length=80, help_text=_("As the tab above the list shows it.")
    )
    audience = forms.ChoiceField(label=_("Who sees it"), required=False)
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput, label=_("Filter"))

    def __init__(self, data: Any = None, *, user: User, record: SavedView | None = None, **options: Any) -> None:
        super().__init__(data, record=record, **options)
        field = self.fields["audience"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("only I")), *audiences_of(user)]
