"""A new event by the example of another one or of a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Unit
from orgplan.events.actions import EventFacts, facts_on
from orgplan.events.parts import Source

OWN_DATE = "own"


class CloneForm(forms.Form):
    """Title, unit, day by a rule or by hand, and which parts come along."""

    title = TextField(label=_("Title of the new event"), max_length=1000)
    owner = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    day = forms.ChoiceField(label=_("Day of the new event"), widget=forms.RadioSelect)
    own_day = DateField(label=_("Another date"), required=False)
    parts = forms.MultipleChoiceField(
        label=_("What to take along"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        units: QuerySet[Unit],
        days: Sequence[tuple[str, str]],
        parts: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        choices: dict[str, Sequence[tuple[Any, Any]]] = {"day": [*days, (OWN_DATE, _("another date"))], "parts": parts}
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = units

    def clean(self) -> dict[str, Any]:
        """Ask for the date where none of the rules is meant."""
        data = super().clean() or {}
        if data.get("day") == OWN_DATE and not data.get("own_day") and "own_day" not in self.errors:
            self.add_error("own_day", ValidationError(_("Say the date of the new event.")))
        return data

    @property
    def chosen_day(self) -> date:
        """Return the day of the new event; call after `is_valid`."""
        data = self.cleaned_data
        found: date = data["own_day"] if data["day"] == OWN_DATE else date.fromisoformat(data["day"])
        return found

    def over(self, source: Source) -> EventFacts:
        """Return the facts of the new event; call after `is_valid`."""
        facts = facts_on(source, self.chosen_day)
        return replace(facts, title=self.cleaned_data["title"], owner=self.cleaned_data["owner"])
