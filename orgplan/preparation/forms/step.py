"""The form of a step, its mark as done, the reason why it is skipped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, FileField
from orgplan.directory.models import Person, Unit
from orgplan.events.models import EventTemplate
from orgplan.preparation.actions import Proof, StepFacts
from orgplan.preparation.actions.steps import LARGEST_PROOF
from orgplan.preparation.models import Step
from orgplan.preparation.models.step import MOST_DAYS
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit

_SIDES = [("before", _("before it")), ("after", _("after it"))]


class StepForm(EditedForm):
    """A step: what, who, by when counted from what."""

    title = forms.CharField(label=_("What is to be done"), max_length=500)
    paper = forms.CharField(
        label=_("Document that comes of it"), max_length=300, required=False, help_text=_("An order, a scheme, a list.")
    )
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"), queryset=Unit.objects.none(), required=False, empty_label=_("nobody chosen")
    )
    person = forms.ModelChoiceField(
        label=_("Responsible person"), queryset=Person.objects.none(), required=False, empty_label=_("nobody chosen")
    )
    days = forms.IntegerField(label=_("How many days"), min_value=0, max_value=MOST_DAYS, initial=10)
    offset_unit = forms.ChoiceField(label=_("Of which days"), choices=OffsetUnit.choices, initial=OffsetUnit.WORKING)
    side = forms.ChoiceField(label=_("Before or after"), choices=_SIDES, initial="before")
    anchor = forms.ChoiceField(label=_("Counted from what"), choices=Anchor.choices, initial=Anchor.START)
    after = forms.ModelChoiceField(
        label=_("From which step"), queryset=Step.objects.none(), required=False, empty_label=_("not from a step")
    )
    on_working_day = forms.BooleanField(
        label=_("Leaves days off for the nearest working day"), required=False, initial=True
    )
    is_essential = forms.BooleanField(label=_("Stays when little time is left"), required=False, initial=True)
    pinned_on = DateField(
        label=_("Pinned to the date"), required=False, help_text=_("A pinned step does not move with the event.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        record: Step | None = None,
        units: QuerySet[Unit],
        people: QuerySet[Person],
        steps: QuerySet[Any],
        of_template: bool,
    ) -> None:
        super().__init__(data, record=record)
        for name, queryset in (("unit", units), ("person", people), ("after", steps)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        if of_template:
            del self.fields["pinned_on"]

    def clean(self) -> dict[str, Any]:
        """Say which step is missing."""
        data = super().clean() or {}
        if data.get("anchor") == Anchor.STEP and not data.get("after"):
            self.add_error("after", _("Choose the step from which the days are counted."))
        return data

    def to_write(self) -> StepFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.cleaned_data
        same = ("title", "paper", "unit", "person", "after", "on_working_day", "is_essential")
        return StepFacts(
            **{name: data[name] for name in same},
            anchor=Anchor(data["anchor"]),
            offset=data["days"] if data["side"] == "after" else -data["days"],
            offset_unit=OffsetUnit(data["offset_unit"]),
            pinned_on=data.get("pinned_on"),
        )


class FinishForm(forms.Form):
    """When a step was done, and what shows it."""

    done_on = DateField(label=_("Done on"))
    words = forms.CharField(
        label=_("What shows it"),
        max_length=500,
        required=False,
        help_text=_("Number and date of the document, a link."),
    )
    file = FileField(label=_("File"), required=False)

    def clean_file(self) -> Any:
        """Refuse what is too large before it is stored."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_PROOF:
            raise ValidationError(_("The file is larger than 20 MB."))
        return file

    @property
    def done(self) -> date:
        """Return the day; call after `is_valid`."""
        found: date = self.cleaned_data["done_on"]
        return found

    @property
    def proof(self) -> Proof:
        """Return what shows it; call after `is_valid`."""
        file = self.cleaned_data["file"]
        return Proof(self.cleaned_data["words"], file.name if file else "", file.read() if file else b"")


class ReasonForm(forms.Form):
    """Why a step is skipped."""

    reason = forms.CharField(
        label=_("Why it is skipped"), max_length=500, help_text=_("Those who read the plan later will see it.")
    )


class TakeForm(forms.Form):
    """Which template's steps an event takes."""

    template = forms.ModelChoiceField(label=_("Template"), queryset=EventTemplate.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, *, templates: QuerySet[EventTemplate]) -> None:
        super().__init__(data)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = templates
