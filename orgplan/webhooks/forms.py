"""HTTP input of messages to programs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.webhooks.queries.sources import topics
from orgplan.webhooks.rules import is_address


class SubscriptionForm(forms.Form):
    """A program, its address, what to tell it."""

    name = forms.CharField(
        label=_("Receiving program"), max_length=100, help_text=_("As people call it: “City site”, “Map of events”.")
    )
    address = forms.CharField(
        label=_("Address of the program"),
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        help_text=_("Each message is a POST request there; the people of the receiving program name it."),
    )
    topics = forms.MultipleChoiceField(label=_("What to tell"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["topics"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.name, f"{str(each.words).capitalize()} ({each.name})") for each in topics().values()]

    def clean_address(self) -> str:
        """Refuse what messages cannot be sent to."""
        address: str = self.cleaned_data["address"]
        if not is_address(address):
            raise forms.ValidationError(_("An address begins with http:// or https:// and holds no name and password."))
        return address
