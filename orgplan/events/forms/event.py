"""The form of an event: its date is written in words, as in a plan, and read back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, SuggestInput, TextField
from orgplan.directory.models import Person, Unit, Venue
from orgplan.events.actions import EventFacts, OutcomeFacts, Participant, facts_of
from orgplan.events.models import Event, Programme
from orgplan.events.queries.programmes import programme_choices
from orgplan.events.rules import (
    Consent,
    EventKind,
    EventState,
    Level,
    OutcomeKind,
    ParticipationKind,
    TurnoutSource,
    reading_period,
    wrong_outcome,
)
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.reading import TimingReading, read_timing

BY_AGREEMENT = "(по согласованию)"
_NOT_SHOWN = (ParticipationKind.SPEAKS, ParticipationKind.DESIRED)


# Events stand on any day; what is not a date at all is answered with an example.
_SAID_OTHERWISE = {"date_outside_period", "date_not_understood"}


def read_wording(wording: str, *, same: bool) -> TimingReading:
    """Read a date in words; ValidationError explains what cannot be read, unless the words stayed the `same`."""
    reading = read_timing(wording, reading_period(timezone.localdate()))
    if same:
        return reading
    unread = reading.timing.kind == TimingKind.UNSCHEDULED and bool(reading.rest)
    problems = [each.text for each in reading.problems if each.code not in _SAID_OTHERWISE]
    if problems and not unread:
        raise ValidationError(problems)
    if unread:
        raise ValidationError(
            _("No date could be read in “%(text)s”. Example: 12 августа, 14:00–16:00."), params={"text": wording}
        )
    return reading


class EventForm(EditedForm):
    """All facts of an event. A new one needs a title, a date and an owner."""

    title = TextField(label=_("Title"), max_length=1000)
    wording = forms.CharField(
        label=_("When"),
        max_length=500,
        help_text=_("In any words: “12 August, 14:00–16:00”, “5, 6 January”, “during May”, “every Tuesday, 9:00”."),
    )
    owner = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices, initial=EventKind.OTHER)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.CITY)
    venue = forms.ModelChoiceField(
        label=_("Venue of the directory"), queryset=Venue.objects.none(), required=False, empty_label=_("not chosen")
    )
    place = forms.CharField(
        label=_("Place in words"),
        max_length=500,
        required=False,
        widget=SuggestInput(),
        help_text=_("As the plan prints it; the venue's name if empty."),
    )
    host = forms.ModelChoiceField(
        label=_("Hosts"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )
    leaders = forms.ModelMultipleChoiceField(
        label=_("Leaders attend"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    responsible = TextField(
        label=_("Responsible"),
        required=False,
        help_text=_("One name or body a line; “(по согласованию)” after an outside one."),
    )
    expected_turnout = forms.IntegerField(
        label=_("Expected turnout"), required=False, min_value=0, max_value=10_000_000
    )
    note = TextField(label=_("Note"), required=False)
    programmes = forms.ModelMultipleChoiceField(
        label=_("Programmes"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        programmes: QuerySet[Programme],
        record: Event | None = None,
        units: QuerySet[Unit],
        leaders: QuerySet[Person],
        venues: QuerySet[Venue],
        **options: Any,
    ) -> None:
        if record is not None:
            options["initial"] = {"programmes": list(record.programmes.all())} | options.get("initial", {})
        super().__init__(data, record=record, **options)
        for name, queryset in (
            ("owner", units),
            ("host", leaders),
            ("leaders", leaders),
            ("venue", venues),
            ("programmes", programmes),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        of_programmes = self.fields["programmes"]
        assert isinstance(of_programmes, forms.ModelMultipleChoiceField)
        of_programmes.choices = programme_choices(programmes)
        place = self.fields["place"].widget
        assert isinstance(place, SuggestInput)
        place.suggestions = [venue.name for venue in venues]
        self.reading: TimingReading | None = None

    @property
    def chosen_programmes(self) -> list[Programme]:
        """Return the programmes chosen; call after `is_valid`."""
        return list(self.cleaned_data["programmes"])

    @property
    def has_other_programmes(self) -> bool:
        """Tell whether the event belongs to others now."""
        assert isinstance(self.record, Event)
        return {each.pk for each in self.chosen_programmes} != {each.pk for each in self.record.programmes.all()}

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds; its programmes are rows of their own."""
        return list(record.programmes.all()) if name == "programmes" else super().present(record, name)

    def clean_wording(self) -> str:
        """Read the date; what cannot be read is explained, not guessed."""
        wording: str = self.cleaned_data["wording"]
        same = isinstance(self.record, Event) and wording == self.record.wording
        self.reading = read_wording(wording, same=same)
        return wording

    def to_write(self) -> EventFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.cleaned_data
        assert self.reading is not None, "validated"
        record = self.record
        same = isinstance(record, Event) and data["wording"] == record.wording
        return EventFacts(
            title=data["title"],
            owner=data["owner"],
            timing=self._timing(record if isinstance(record, Event) else None, same=same),
            wording=data["wording"],
            kind=EventKind(data["kind"]),
            level=Level(data["level"]),
            state=EventState(record.state) if isinstance(record, Event) else EventState.PLANNED,
            venue=data["venue"],
            place=data["place"],
            note=data["note"],
            expected_turnout=data["expected_turnout"],
            part_of=record.part_of if isinstance(record, Event) else None,
            co_owners=tuple(record.co_owners.all()) if isinstance(record, Event) else (),
            participants=self._participants(),
        )

    def _timing(self, record: Event | None, *, same: bool) -> Timing:
        """Return the time that was read; the same words leave it as it is."""
        assert self.reading is not None, "validated"
        if record is None:
            return self.reading.timing
        return record.timing if same else facts_of(record).worded(self.reading.timing, "").timing

    def _participants(self) -> tuple[Participant, ...]:
        data = self.cleaned_data
        host = [Participant(ParticipationKind.HOSTS, person=data["host"])] if data["host"] else []
        attending = [Participant(ParticipationKind.ATTENDS, person=each) for each in data["leaders"]]
        return (*host, *attending, *responsible_from(data["responsible"]), *self._kept())

    def _kept(self) -> list[Participant]:
        """Return those who take part in ways that this form does not show: speakers, guests who are no leaders."""
        if not isinstance(self.record, Event):
            return []
        field = self.fields["leaders"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert field.queryset is not None, "given by the view"
        shown = {person.pk for person in field.queryset}
        return [
            each
            for each in facts_of(self.record).participants
            if each.kind in _NOT_SHOWN or (each.kind == ParticipationKind.ATTENDS and not _is_of(each, shown))
        ]


def _is_of(each: Participant, shown: set[int]) -> bool:
    return each.person is not None and each.person.pk in shown


def responsible_from(text: str) -> list[Participant]:
    """Return who answers for an event, out of one name or body a line."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        pending = BY_AGREEMENT in line
        wording = line.replace(BY_AGREEMENT, "").strip(" ,;")
        consent = Consent.PENDING if pending else Consent.NOT_NEEDED
        found.append(Participant(ParticipationKind.RESPONSIBLE, wording=wording[:300], consent=consent))
    return found


class OutcomeForm(EditedForm):
    """What became of an event. A held one needs a day, one that was not held a reason."""

    kind = forms.ChoiceField(
        label=_("Outcome"),
        choices=OutcomeKind.choices,
        initial=OutcomeKind.HELD,
        widget=forms.Select(attrs={"autofocus": True}),
    )
    first_day = DateField(label=_("Held on"), required=False)
    last_day = DateField(label=_("until, if several days"), required=False)
    times = forms.IntegerField(
        label=_("How many times"),
        required=False,
        min_value=0,
        max_value=1_000,
        help_text=_("For what is held regularly."),
    )
    turnout = forms.IntegerField(label=_("Turnout, persons"), required=False, min_value=0, max_value=10_000_000)
    turnout_source = forms.ChoiceField(
        label=_("Counted by"), required=False, choices=[("", _("not said")), *TurnoutSource.choices]
    )
    reason = TextField(label=_("Why it did not take place"), required=False)
    note = TextField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, event: Event, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(data, **options)
        if event.timing_kind != TimingKind.RECURRING:
            del self.fields["times"]

    def clean(self) -> dict[str, Any]:
        """Say what cannot be true beside the field that it is about."""
        data = super().clean() or {}
        data["last_day"] = data.get("last_day") or data.get("first_day")
        if not self.errors:
            days = (data["first_day"], data["last_day"])
            wrong = wrong_outcome(OutcomeKind(data["kind"]), days, data["reason"], self.today)
            if wrong:
                self.add_error(_PLACES.get(wrong.value, "first_day"), wrong.label)
        return data

    def to_write(self) -> OutcomeFacts:
        """Return the report to write; call after `is_valid`."""
        data = self.facts
        return OutcomeFacts(**data | {"kind": OutcomeKind(data["kind"])})


_PLACES = {"no_reason": "reason", "backwards": "last_day"}


class SubstitutionForm(forms.Form):
    """What to do about a participant who is away, and why."""

    verb = forms.ChoiceField(choices=[("replace", ""), ("leave", "")], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=500)
