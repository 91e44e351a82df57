"""What people type about letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField, TimeField


class MessageForm(EditedForm):
    """The address and the words of a letter that has not left."""

    recipient_email = forms.EmailField(label=_("Recipient's e-mail"), max_length=254, required=False)
    subject = forms.CharField(label=_("Letter's subject"), max_length=200)
    text = TextField(label=_("Letter's text"))


class OutboxRulesForm(EditedForm):
    """When letters leave and what stands under them."""

    quiet_since = TimeField(label=_("No letter leaves from"))
    quiet_until = TimeField(
        label=_("No letter leaves until"),
        help_text=_("The same time twice: letters leave at any hour. Urgent ones always do."),
    )
    quiet_days_off = forms.BooleanField(
        label=_("Nothing leaves on days off"),
        required=False,
        help_text=_("Saturdays, Sundays and holidays; the letters wait for the next working day."),
    )
    resend_uncertain = forms.BooleanField(
        label=_("Send again by itself what may have left"),
        required=False,
        help_text=_("Without the mark a person decides; with it the recipient may get the same letter twice."),
    )
    signature = TextField(
        label=_("Signature under every letter"),
        required=False,
        help_text=_("Empty: the name of the administration."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["signature"].widget.attrs["rows"] = 3
