"""Forms of needs: asking and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.resources.actions import NeedFacts
from orgplan.resources.models import Need, Resource

_MOST, _FARTHEST = 1_000_000, 60


class NeedForm(EditedForm):
    """What is needed, how much, for how many days beside the event's own."""

    resource = forms.ModelChoiceField(
        label=_("Resource"), queryset=Resource.objects.none(), empty_label=_("choose a resource")
    )
    amount = forms.IntegerField(label=_("How much is needed"), min_value=1, max_value=_MOST)
    days_before = forms.IntegerField(
        label=_("Taken before the event, days"), min_value=0, max_value=_FARTHEST, initial=0
    )
    days_after = forms.IntegerField(
        label=_("Given back after the event, days"), min_value=0, max_value=_FARTHEST, initial=0
    )
    note = forms.CharField(label=_("Where to and what for"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, record: Need | None = None, resources: QuerySet[Resource]) -> None:
        super().__init__(data, record=record)
        resource = self.fields["resource"]
        assert isinstance(resource, forms.ModelChoiceField)
        resource.queryset = resources
        resource.disabled = record is not None

    def to_write(self) -> NeedFacts:
        """Return what the action takes."""
        return NeedFacts(**self.facts)


class AnswerForm(forms.Form):
    """How much is given, or why nothing."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    promised = forms.IntegerField(label=_("How much is given"), min_value=1, max_value=_MOST, required=False)
    answer = forms.CharField(
        label=_("Words to the answer"),
        max_length=300,
        required=False,
        help_text=_("Needed for less and for a refusal."),
    )
