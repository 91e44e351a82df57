"""Forms of the work on the list: many events at once, one field in place, the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import DirectoryIndex
from orgplan.events.actions import EventFacts, facts_of
from orgplan.events.actions.bulk import BulkChange
from orgplan.events.forms.event import read_wording, responsible_from
from orgplan.events.models import Event
from orgplan.events.rules import (
    LONGEST_BASKET,
    Basis,
    EventKind,
    EventState,
    Level,
    ParticipationKind,
)
from orgplan.language.timing.reading import TimingReading

_STAYS = [("", _("leave as it is"))]
_MOST_DAYS = 366
_NOT_ANY_MORE = "none"
_TAKES_PART = [
    *((kind.value, kind.label) for kind in ParticipationKind if kind != ParticipationKind.RESPONSIBLE),
    (_NOT_ANY_MORE, _("takes no part any more")),
]


class GroundForm(forms.Form):
    """Why: a reason and its basis. Both may be empty; the action says where they are needed."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    basis = forms.CharField(
        label=_("Basis"), max_length=300, required=False, help_text=_("The act or memo on which the change rests.")
    )
    basis_number = forms.CharField(label=_("Number"), max_length=60, required=False)
    basis_date = DateField(label=_("Of the day"), required=False)

    @property
    def reason_words(self) -> str:
        """Return the reason as typed; call after `is_valid`."""
        return str(self.cleaned_data["reason"])

    @property
    def ground(self) -> Basis:
        """Return the basis; call after `is_valid`."""
        data = self.cleaned_data
        return Basis(data["basis"], data["basis_number"], data["basis_date"])


class BulkForm(GroundForm):
    """What to change in all chosen events; what stays empty is left as it is."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("leave as it is")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[*_STAYS, *EventKind.choices], required=False)
    level = forms.ChoiceField(label=_("Level"), choices=[*_STAYS, *Level.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            *_STAYS,
            *((each.value, each.label) for each in (EventState.DRAFT, EventState.PLANNED, EventState.CANCELLED)),
        ],
        required=False,
    )
    venue = forms.ModelChoiceField(
        label=_("Venue of the directory"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=_("leave as it is"),
    )
    leader = forms.ModelChoiceField(
        label=_("Leader"), queryset=Person.objects.none(), required=False, empty_label=_("leave as it is")
    )
    leader_as = forms.ChoiceField(
        label=_("How the leader takes part"), choices=_TAKES_PART, required=False, initial=ParticipationKind.ATTENDS
    )
    days = forms.IntegerField(
        label=_("Move by days"),
        required=False,
        min_value=-_MOST_DAYS,
        max_value=_MOST_DAYS,
        help_text=_("7 is a week later, -1 a day earlier."),
    )
    find = forms.CharField(label=_("Replace in titles"), max_length=200, required=False)
    put = forms.CharField(label=_("by the words"), max_length=200, required=False)

    def __init__(
        self, data: Any = None, *, units: QuerySet[Unit], leaders: QuerySet[Person], venues: QuerySet[Venue]
    ) -> None:
        super().__init__(data)
        for name, queryset in (("unit", units), ("leader", leaders), ("venue", venues)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset

    def clean(self) -> dict[str, Any]:
        """Refuse a form that changes nothing."""
        data = super().clean() or {}
        if not self.errors and self._change(data) == BulkChange():
            raise ValidationError(_("Nothing to change is chosen yet: fill in at least one field."))
        return data

    @property
    def change(self) -> BulkChange:
        """Return what to change; call after `is_valid`."""
        return self._change(self.cleaned_data)

    @staticmethod
    def _change(data: dict[str, Any]) -> BulkChange:
        how = data["leader_as"] or ParticipationKind.ATTENDS
        takes_part = data["leader"] and how != _NOT_ANY_MORE
        return BulkChange(
            unit=data["unit"],
            kind=EventKind(data["kind"]) if data["kind"] else None,
            level=Level(data["level"]) if data["level"] else None,
            state=EventState(data["state"]) if data["state"] else None,
            venue=data["venue"],
            leader=data["leader"],
            leader_as=ParticipationKind(how) if takes_part else None,
            days=data["days"] or 0,
            find=data["find"],
            put=data["put"] if data["find"] else "",
        )


LINE_FIELDS = ("title", "wording", "place", "responsible", "state")
"""What can be changed in place."""
_SHOWN = {"wording": "when", "place": "where"}


class LineForm(EditedForm):
    """One field of an event, changed where it stands."""

    title = forms.CharField(label=_("Title"), max_length=1000)
    wording = forms.CharField(label=_("When"), max_length=500)
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    responsible = TextField(
        label=_("Responsible"),
        required=False,
        help_text=_("One name or body a line; “(по согласованию)” after an outside one."),
    )
    state = forms.ChoiceField(label=_("State"), choices=EventState.choices)

    def __init__(self, data: Any = None, *, record: Event, only: str) -> None:
        super().__init__(data, record=record, initial={name: self.present(record, name) for name in _SHOWN})
        for name in set(LINE_FIELDS) - {only}:
            del self.fields[name]
        self.only = only
        self.fields[only].widget.attrs["autofocus"] = True
        self.reading: TimingReading | None = None

    @property
    def field(self) -> forms.BoundField:
        """Return the one field."""
        return self[self.only]

    def present(self, record: Any, name: str) -> Any:
        """Return what the list shows in the field: the time in words, the venue's name where nobody worded them."""
        return getattr(record, name) or getattr(record, _SHOWN.get(name, name))

    def clean_wording(self) -> str:
        """Read the date; what cannot be read is explained, not guessed."""
        wording: str = self.cleaned_data["wording"]
        self.reading = read_wording(wording, same=wording == self.present(self.record, "wording"))
        return wording

    def over(self, event: Event) -> EventFacts:
        """Return the facts of the event with this field changed; call after `is_valid`."""
        facts = facts_of(event)
        value = self.cleaned_data[self.only]
        if self.only == "wording":
            assert self.reading is not None, "validated"
            same = value == self.present(event, "wording")
            return replace(facts, wording=value) if same else facts.worded(self.reading.timing, value)
        if self.only == "responsible":
            others = tuple(each for each in facts.participants if each.kind != ParticipationKind.RESPONSIBLE)
            return replace(facts, participants=(*others, *responsible_from(value)))
        if self.only == "state":
            return replace(facts, state=EventState(value))
        return replace(facts, title=value) if self.only == "title" else _placed(facts, value)


def _placed(facts: EventFacts, words: str) -> EventFacts:
    """Return the facts in the place that the words name: a venue on record, else the words alone.

    Words that said where within the venue («у сцены») may be reworded; the venue stays.
    """
    if words == facts.where:
        return facts
    index = DirectoryIndex()
    venue = index.find_venue(words)
    if venue is None and words and facts.venue and facts.place and index.find_venue(facts.place) != facts.venue:
        venue = facts.venue
    return facts.placed(venue, "" if venue and venue.name == words else words)


class TermForm(EditedForm):
    """For how many days the basket keeps."""

    days = forms.IntegerField(label=_("Keep deleted events for, days"), min_value=1, max_value=LONGEST_BASKET)
