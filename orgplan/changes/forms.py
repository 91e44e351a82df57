"""Forms of changes: what is changed, and on which ground."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, SuggestInput, TextField
from orgplan.directory.models import Venue
from orgplan.events.actions import EventFacts, Ground
from orgplan.events.rules import Basis
from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import TimingReading, read_timing

USUAL_BASES = (
    "служебная записка",
    "поручение Мэра города Омска",
    "распоряжение Администрации города Омска",
    "постановление Администрации города Омска",
    "письмо организатора",
    "решение оперативного штаба",
)


class GroundForm(forms.Form):
    """Reason and basis of a change."""

    reason = TextField(label=_("Reason of the change"), required=False, help_text=_("Who reads the plan will read it."))
    basis = forms.CharField(
        label=_("Basis"),
        max_length=500,
        required=False,
        widget=SuggestInput(suggestions=USUAL_BASES),
        help_text=_("The act or the memo on which the change rests."),
    )
    basis_number = forms.CharField(label=_("Number"), max_length=60, required=False)
    basis_date = DateField(label=_("Dated"), required=False)

    @property
    def ground(self) -> Ground:
        """Return the ground; call after `is_valid`."""
        data = self.cleaned_data
        return Ground(data["reason"], Basis(data["basis"], data["basis_number"], data["basis_date"]))


class MoveForm(GroundForm):
    """To another time, in words as in a plan."""

    wording = forms.CharField(
        label=_("New time"), max_length=500, help_text=_("In any words: “12 August, 14:00–16:00”, “5, 6 January”.")
    )
    field_order = ("wording",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reading: TimingReading | None = None

    def clean_wording(self) -> str:
        """Read the time; what cannot be read is explained."""
        text: str = self.cleaned_data["wording"]
        today = timezone.localdate()
        self.reading = read_timing(text, Period.year(today.year))
        if self.reading.timing.kind == TimingKind.UNSCHEDULED:
            raise ValidationError(
                _("No time could be read in “%(text)s”. Example: 12 августа, 14:00–16:00."), params={"text": text}
            )
        return text

    def facts_from(self, facts: EventFacts) -> EventFacts:
        """Return the facts at the new time."""
        assert self.reading is not None, "validated"
        return facts.worded(self.reading.timing, self.cleaned_data["wording"])


class VenueForm(GroundForm):
    """To another place."""

    venue = forms.ModelChoiceField(
        label=_("New venue"), queryset=Venue.objects.none(), required=False, empty_label=_("not of the directory")
    )
    place = forms.CharField(
        label=_("New place in words"),
        max_length=500,
        required=False,
        help_text=_("As the plan prints it; the venue's name if empty."),
    )
    field_order = ("venue", "place")

    def __init__(self, *args: Any, venues: QuerySet[Venue], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["venue"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = venues

    def clean(self) -> dict[str, Any]:
        """Ask for a place."""
        data = super().clean() or {}
        if not self.errors and not data.get("venue") and not data.get("place", "").strip():
            raise ValidationError(_("Choose a venue or write the place."))
        return data

    def facts_from(self, facts: EventFacts) -> EventFacts:
        """Return the facts in the new place."""
        return facts.placed(self.cleaned_data["venue"], self.cleaned_data["place"].strip())


class CancelForm(GroundForm):
    """Not held at all."""

    def facts_from(self, facts: EventFacts) -> EventFacts:
        """Return the facts of a cancelled event."""
        return facts.cancelled()


class ReinstateForm(GroundForm):
    """Held after all."""

    def facts_from(self, facts: EventFacts) -> EventFacts:
        """Return the facts of a planned event."""
        return facts.reinstated()


ChangeForm = MoveForm | VenueForm | CancelForm | ReinstateForm
"""The ways to change one event: each has the ground and knows what becomes of the facts."""


class AnswerForm(forms.Form):
    """Why a proposed change is declined."""

    answer = TextField(label=_("Why it is declined"), help_text=_("The unit will read it."))
