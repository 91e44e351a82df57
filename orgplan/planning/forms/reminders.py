"""The form of a rule of reminders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField
from orgplan.planning.rules.deadlines import Measure
from orgplan.planning.rules.reminders import FIELDS, USUAL_SUBJECT, USUAL_TEXT, ReminderMoment, unknown_fields
from orgplan.planning.rules.states import PlanKind

_MEASURES = [(measure.value, measure.label) for measure in (Measure.WORKING, Measure.CALENDAR)]


class ReminderForm(EditedForm):
    """When to remind and in which words."""

    plan_kind = forms.ChoiceField(label=_("Plan"), choices=[("", _("every plan")), *PlanKind.choices], required=False)
    moment = forms.ChoiceField(label=_("When to remind"), choices=ReminderMoment.choices)
    count = forms.IntegerField(label=_("How many days"), min_value=0, max_value=60, initial=1)
    measure = forms.ChoiceField(label=_("Which days"), choices=_MEASURES)
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200, initial=USUAL_SUBJECT)
    text = TextField(
        label=_("Text of the letter"),
        initial=USUAL_TEXT,
        help_text=format_lazy("{}: {}.", _("In braces stand the facts"), ", ".join(f"{{{name}}}" for name in FIELDS)),
    )
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def clean_subject(self) -> str:
        """Refuse a fact that no letter knows."""
        return self._known("subject")

    def clean_text(self) -> str:
        """Refuse a fact that no letter knows."""
        return self._known("text")

    def _known(self, name: str) -> str:
        text: Any = self.cleaned_data[name]
        if unknown := unknown_fields(text):
            raise ValidationError(
                _("No letter knows: %(unknown)s. Possible are %(fields)s."),
                params={"unknown": ", ".join(unknown), "fields": ", ".join(FIELDS)},
            )
        return str(text)
