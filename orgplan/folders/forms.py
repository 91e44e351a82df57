"""Forms of the room: briefing, texts, escort, rules of the archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField, TimeField
from orgplan.directory.models import Person, Venue
from orgplan.folders.actions import BriefingFacts, EscortFacts, NoteFacts, RulesFacts
from orgplan.folders.models import LeaderNote
from orgplan.folders.rules.kinds import NoteKind


class BriefingForm(EditedForm):
    """What a leader should know of the event beside its facts."""

    greeter = forms.CharField(
        label=_("Who meets the leader"), max_length=200, required=False, help_text=_("Post and name.")
    )
    greeter_phone = forms.CharField(label=_("Telephone of who meets"), max_length=60, required=False)
    entrance = forms.CharField(
        label=_("Entrance and meeting point"),
        max_length=200,
        required=False,
        help_text=_("Service entrance, gate, where the car stops."),
    )
    dress = forms.CharField(label=_("What to wear"), max_length=200, required=False)
    plan_b = TextField(
        label=_("Plan B: rain, delay, refusal"), required=False, help_text=_("What is done instead, where, for whom.")
    )
    plan_b_decides = forms.CharField(label=_("Who decides on plan B and until when"), max_length=200, required=False)

    def to_write(self) -> BriefingFacts:
        """Return what the action takes."""
        return BriefingFacts(**self.facts)


class NoteForm(EditedForm):
    """A text for one leader."""

    person = forms.ModelChoiceField(
        label=_("For whom"), queryset=Person.objects.none(), empty_label=_("choose a leader")
    )
    kind = forms.ChoiceField(label=_("What kind of text"), choices=NoteKind.choices, initial=NoteKind.SPEECH)
    text = TextField(label=_("The text"), max_length=20_000)

    def __init__(self, data: Any = None, *, record: LeaderNote | None = None, people: QuerySet[Person]) -> None:
        super().__init__(data, record=record)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = people

    def to_write(self) -> NoteFacts:
        """Return what the action takes."""
        data = self.cleaned_data
        return NoteFacts(data["person"], NoteKind(data["kind"]), data["text"])


class EscortForm(EditedForm):
    """Who goes along with the leader."""

    driver = forms.CharField(label=_("Driver's name"), max_length=200, required=False)
    driver_phone = forms.CharField(label=_("Telephone of the driver"), max_length=60, required=False)
    car = forms.CharField(label=_("Car and its number"), max_length=100, required=False)
    aide = forms.CharField(label=_("Assistant on the road"), max_length=200, required=False)
    aide_phone = forms.CharField(label=_("Telephone of the assistant"), max_length=60, required=False)
    starts_from = forms.ModelChoiceField(
        label=_("Where the leader's day begins"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("not named: no road to the first event"),
    )

    def __init__(self, data: Any = None, *, record: Any = None, places: QuerySet[Venue]) -> None:
        super().__init__(data, record=record)
        place = self.fields["starts_from"]
        assert isinstance(place, forms.ModelChoiceField)
        place.queryset = places

    def to_write(self) -> EscortFacts:
        """Return what the action takes."""
        return EscortFacts(**self.facts)


class RulesForm(EditedForm):
    """When the archive is made and how long it is kept."""

    is_on = forms.BooleanField(label=_("Make the archive every evening"), required=False, initial=True)
    begins_at = TimeField(label=_("At what hour"), help_text=_("To a quarter of an hour; the worker must run then."))
    keep_days = forms.IntegerField(label=_("Keep the files, days"), min_value=1, max_value=365)
    tells = forms.BooleanField(
        label=_("Tell the department by letter"),
        required=False,
        help_text=_("The letter says where the file is; personal data are not mailed."),
    )

    def to_write(self) -> RulesFacts:
        """Return what the action takes."""
        return RulesFacts(**self.facts)
