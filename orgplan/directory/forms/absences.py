"""What people type about an absence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField
from orgplan.directory.forms.records import choice_of, set_queryset
from orgplan.directory.models import Absence, Person
from orgplan.directory.rules import AbsenceKind, ActingScope


class AbsenceForm(EditedForm):
    """Who is away, from when to when, who acts meanwhile and in what."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who is absent"), empty_label=_("not chosen"))
    kind = forms.ChoiceField(label=_("Why"), choices=AbsenceKind.choices, initial=AbsenceKind.LEAVE)
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(
        label=_("Last day"), required=False, help_text=_("The last day away; empty: the return is not known yet.")
    )
    acting = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who acts"), required=False, empty_label=_("nobody is named yet")
    )
    scope = forms.ChoiceField(
        label=_("Acts in"),
        choices=ActingScope.choices,
        initial=ActingScope.ALL,
        help_text=_("When signature and meetings go to two persons, record the absence twice: once for each."),
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=300, required=False, help_text=_("The order with its number and date.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, data: Any = None, *, record: Absence | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, record=record, initial=initial or {})
        for name in ("person", "acting"):
            rows: models.QuerySet[Any] = choice_of(Person.objects.all(), record, name)
            set_queryset(self, name, rows)

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the start, and for a substitute who is another person."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day of an absence stands before its first."))
        if cleaned.get("acting") and cleaned.get("acting") == cleaned.get("person"):
            self.add_error("acting", _("Nobody acts for himself: choose another person."))
        return cleaned
