"""What people type about letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField, TimeField
from orgplan.notices.models.choices import FURTHEST, LONGEST_KEPT


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


class NoticeSettingsForm(EditedForm):
    """How one user is told."""

    has_digest = forms.BooleanField(
        label=_("Send me a morning digest"),
        required=False,
        help_text=_("One letter: today and the next working day, overdue, what waits for you, what changed."),
    )
    digest_at = TimeField(
        label=_("Hour of my digest"), required=False, help_text=_("Empty: the usual hour of the city.")
    )
    has_urgent = forms.BooleanField(label=_("Send me urgent notices at once"), required=False)
    urgent_in_quiet = forms.BooleanField(
        label=_("Urgent ones in quiet hours too"),
        required=False,
        help_text=_("Without the mark they wait for the end of your quiet hours."),
    )
    quiet_since = TimeField(label=_("My quiet hours from"), required=False)
    quiet_until = TimeField(
        label=_("My quiet hours until"), required=False, help_text=_("Both empty: the quiet hours of the city.")
    )
    on_days_off = forms.BooleanField(
        label=_("Letters on days off too"),
        required=False,
        help_text=_("Without the mark what is not urgent waits for the morning of the next working day."),
    )


class NoticeRulesForm(EditedForm):
    """What holds for the whole city."""

    digest_at = TimeField(label=_("Usual hour of digests"))
    urgent_days = forms.IntegerField(
        label=_("An event moved or cancelled is urgent, days ahead"),
        min_value=-1,
        max_value=FURTHEST,
        help_text=_("3: today and three days ahead. −1: never."),
    )
    leader_days = forms.IntegerField(
        label=_("Any change of a leader's event is urgent, days ahead"),
        min_value=-1,
        max_value=FURTHEST,
        help_text=_("1: today and tomorrow. −1: never."),
    )
    keep_days = forms.IntegerField(label=_("Notices are kept for, days"), min_value=30, max_value=LONGEST_KEPT)
