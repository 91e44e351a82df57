"""Forms of the almanac: rules are typed in words, and mistakes are said beside the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.almanac.actions.moving import Going, Why
from orgplan.almanac.actions.registers import CycleFacts, DateFacts, ExceptionFacts, JubileeFacts, JubileeRuleFacts
from orgplan.almanac.rules.cycles import ExceptionKind, OffDayChoice, UnreadableRuleError, read_rule
from orgplan.almanac.rules.dates import DateLevel
from orgplan.almanac.rules.jubilees import JubileeKind, read_ages
from orgplan.almanac.rules.shifting import Scope
from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField, TimeField
from orgplan.directory.models import Person, Unit, Venue
from orgplan.events.rules import EventKind
from orgplan.events.rules.yearly import DateRule, DateRuleKind, day_in

_LEAP_YEAR = 2024
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_MONTHS = (
    *((0, "—"), (1, _("January")), (2, _("February")), (3, _("March")), (4, _("April")), (5, _("May"))),
    *((6, _("June")), (7, _("July")), (8, _("August")), (9, _("September")), (10, _("October"))),
    *((11, _("November")), (12, _("December"))),
)
_WEEKDAYS = (
    *((0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday"))),
    *((4, _("Friday")), (5, _("Saturday")), (6, _("Sunday"))),
)


def _choose(form: forms.Form, **querysets: QuerySet[Any]) -> None:
    for name, queryset in querysets.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset


class CycleForm(EditedForm):
    """A meeting that comes back; its rule is typed in words."""

    title = forms.CharField(label=_("Meeting"), max_length=500)
    rule_text = forms.CharField(
        label=_("When, in words"),
        max_length=300,
        help_text=_("“еженедельно по понедельникам в 8.30”, “1, 3, 4-й вторник, 2-й четверг в 14.00”."),
    )
    starts_on = DateField(label=_("Holds from"))
    ends_on = DateField(label=_("Holds until"), required=False)
    off_day = forms.ChoiceField(label=_("On a day off"), choices=OffDayChoice.choices, initial=OffDayChoice.NEXT)
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices, initial=EventKind.STAFF_MEETING)
    owner = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    chair = forms.ModelChoiceField(
        label=_("Chaired by"), queryset=Person.objects.none(), required=False, empty_label=_("not chosen")
    )
    venue = forms.ModelChoiceField(
        label=_("Venue of the directory"), queryset=Venue.objects.none(), required=False, empty_label=_("not chosen")
    )
    place = forms.CharField(label=_("Place in words"), max_length=500, required=False)
    participants = TextField(label=_("Who is invited"), required=False)
    in_week = forms.BooleanField(label=_("A row for each meeting in plans of weeks"), required=False, initial=True)
    in_month = forms.BooleanField(label=_("One row in plans of months"), required=False, initial=True)
    days_ahead = forms.IntegerField(label=_("Laid ahead, days"), min_value=1, max_value=400, initial=45)
    position = forms.IntegerField(label=_("Order in the list"), min_value=0, max_value=32_000, initial=100)
    note = TextField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, record: Model | None = None, **options: Any) -> None:
        choices = {name: options.pop(name) for name in ("units", "people", "venues")}
        super().__init__(data, record=record, **options)
        _choose(self, owner=choices["units"], chair=choices["people"], venue=choices["venues"])

    def clean_rule_text(self) -> str:
        """Read the rule; what is missing is said."""
        text: str = self.cleaned_data["rule_text"]
        try:
            read_rule(text)
        except UnreadableRuleError as error:
            raise ValidationError(str(error)) from error
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The end is before the beginning."))
        return data

    def to_write(self) -> CycleFacts:
        """Return what the action takes."""
        return CycleFacts(**self.facts)


class ExceptionForm(forms.Form):
    """How one meeting differs from the rule."""

    kind = forms.ChoiceField(label=_("Exception"), choices=ExceptionKind.choices)
    day = DateField(label=_("Meeting of the day"), help_text=_("An additional one: its own day."))
    new_day = DateField(label=_("Moved to the day"), required=False)
    start_time = TimeField(label=_("Begins at"), required=False)
    end_time = TimeField(label=_("Ends at"), required=False)
    place = forms.CharField(label=_("Another place"), max_length=500, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500)
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("A memo or an order, if there is one.")
    )

    def to_write(self) -> ExceptionFacts:
        """Return what the action takes."""
        return ExceptionFacts(**self.cleaned_data | {"kind": ExceptionKind(self.cleaned_data["kind"])})


class CancelMeetingForm(forms.Form):
    """How many of the meetings, why, and the page to return to."""

    scope = forms.ChoiceField(
        label=_("Which meetings"), choices=Scope.choices, initial=Scope.ONE, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("A memo or an order, if there is one.")
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    @property
    def why(self) -> Why:
        """Return why it is done; call after `is_valid`."""
        return Why(self.cleaned_data["reason"], self.cleaned_data["basis"])

    @property
    def meant(self) -> Scope:
        """Return how many are meant; call after `is_valid`."""
        return Scope(self.cleaned_data["scope"])


class MoveMeetingForm(CancelMeetingForm):
    """Also where the meeting goes."""

    day = DateField(label=_("The meeting goes to the day"))
    start = TimeField(label=_("Begins at"), required=False)
    end = TimeField(label=_("Ends at"), required=False)

    field_order = ("day", "start", "end", "scope", "reason", "basis", "next")

    def clean_day(self) -> date:
        """A day that calendars show."""
        day: date = self.cleaned_data["day"]
        if not _EARLIEST <= day <= _LATEST:
            raise ValidationError(_("Choose a day of the years 1900 to 2199."))
        return day

    @property
    def going(self) -> Going:
        """Return where it goes; call after `is_valid`."""
        return Going(*(self.cleaned_data[name] for name in ("day", "start", "end")))


class DateForm(EditedForm):
    """A memorial date with its rule; only the fields of the chosen rule count."""

    title = forms.CharField(label=_("Date"), max_length=300)
    level = forms.ChoiceField(label=_("Level"), choices=DateLevel.choices, initial=DateLevel.FEDERAL)
    rule_kind = forms.ChoiceField(label=_("How the day is found"), choices=DateRuleKind.choices)
    month = forms.TypedChoiceField(label=_("Month"), choices=_MONTHS, coerce=int, required=False, empty_value="0")
    day = forms.IntegerField(label=_("Day"), min_value=0, max_value=31, required=False)
    number = forms.IntegerField(
        label=_("Number"),
        min_value=-366,
        max_value=366,
        required=False,
        help_text=_("Which weekday (-1: the last), which day of the year, or days from Easter."),
    )
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=_WEEKDAYS, coerce=int, required=False, empty_value="0")
    since_year = forms.IntegerField(label=_("Since the year"), min_value=1, max_value=9999, required=False)
    until_year = forms.IntegerField(label=_("Until the year"), min_value=1, max_value=9999, required=False)
    is_mourning = forms.BooleanField(label=_("Day of mourning: no entertainment"), required=False)
    event_title = forms.CharField(
        label=_("Event to lay into plans"),
        max_length=500,
        required=False,
        help_text=_("With a unit it stands in the city's plans by itself."),
    )
    event_unit = forms.ModelChoiceField(
        label=_("Unit that prepares it"), queryset=Unit.objects.none(), required=False, empty_label=_("not chosen")
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    note = TextField(label=_("Note"), required=False)

    def __init__(self, data: Any = None, *, record: Model | None = None, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(data, record=record, **options)
        _choose(self, event_unit=units)

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that names no day in any year, and an event without a unit or the other way round."""
        data = super().clean() or {}
        if self.errors:
            return data
        if day_in(self.rule, _LEAP_YEAR) is None and day_in(self.rule, _LEAP_YEAR - 1) is None:
            self.add_error("rule_kind", _("There is no such day: check month, day and number."))
        if bool(data["event_title"]) != bool(data["event_unit"]):
            self.add_error("event_unit", _("An event needs both its words and a unit."))
        return data

    @property
    def rule(self) -> DateRule:
        """Return the rule as typed."""
        data = self.cleaned_data
        return DateRule(
            DateRuleKind(data["rule_kind"]),
            int(data["month"] or 0),
            data["day"] or 0,
            data["number"] or 0,
            int(data["weekday"] or 0),
        )

    def to_write(self) -> DateFacts:
        """Return what the action takes."""
        of_rule = ("rule_kind", "month", "day", "number", "weekday")
        values = {name: value for name, value in self.facts.items() if name not in of_rule}
        return DateFacts(rule=self.rule, **values)


class JubileeForm(EditedForm):
    """A beginning whose anniversaries are kept."""

    title = forms.CharField(label=_("Whose or what"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=JubileeKind.choices, initial=JubileeKind.EVENT)
    began_on = DateField(label=_("Born or founded on"))
    named_in_plans = forms.BooleanField(
        label=_("A person's name stands in plans"),
        required=False,
        help_text=_("Units read plans too. Without the mark the plan says only the words of the rule, nobody's name."),
    )
    note = TextField(label=_("Note"), required=False)

    def to_write(self) -> JubileeFacts:
        """Return what the action takes."""
        invented = bool(getattr(self.record, "is_invented", False))
        return JubileeFacts(**self.facts | {"kind": JubileeKind(self.facts["kind"]), "is_invented": invented})


class JubileeRuleForm(EditedForm):
    """Which ages of a kind are jubilees, from which year, and what of them stands in plans."""

    from_year = forms.IntegerField(
        label=_("Holds from the year"),
        min_value=0,
        max_value=2199,
        required=False,
        help_text=_("Empty or 0: always. With another year a new rule begins; earlier years stay by the former one."),
    )
    ages = forms.CharField(label=_("Ages"), max_length=300, help_text=_("Numbers by comma: 50, 60, 70."))
    then_every = forms.IntegerField(label=_("Then every, years"), min_value=0, max_value=1000, initial=0)
    days_ahead = forms.IntegerField(label=_("Shown ahead, days"), min_value=0, max_value=400, initial=60)
    basis = forms.CharField(label=_("Basis"), max_length=300, required=False)
    event_title = forms.CharField(
        label=_("Event to lay into plans"),
        max_length=200,
        required=False,
        help_text=_("The first words: “Чествование”. Whose jubilee and how many years, the program adds."),
    )
    event_unit = forms.ModelChoiceField(
        label=_("Unit that prepares it"), queryset=Unit.objects.none(), required=False, empty_label=_("not chosen")
    )

    def __init__(self, data: Any = None, *, record: Model | None = None, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(data, record=record, **options)
        _choose(self, event_unit=units)

    def clean(self) -> dict[str, Any]:
        """Refuse an event without a unit or the other way round."""
        data = super().clean() or {}
        if not self.errors and bool(data["event_title"]) != bool(data["event_unit"]):
            self.add_error("event_unit", _("An event needs both its words and a unit."))
        return data

    def clean_ages(self) -> str:
        """Read the ages."""
        try:
            return ", ".join(map(str, read_ages(self.cleaned_data["ages"])))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def to_write(self) -> JubileeRuleFacts:
        """Return what the action takes."""
        return JubileeRuleFacts(**self.facts | {"from_year": self.facts["from_year"] or 0})


class TermsForm(EditedForm):
    """How far the almanac looks."""

    dates_ahead = forms.IntegerField(
        label=_("Dates on the first page of the almanac, days ahead"),
        min_value=1,
        max_value=366,
        help_text=_("Usually 45: the plan of the next month is collected about six weeks before that month ends."),
    )
    moved_within = forms.IntegerField(
        label=_("A single meeting is moved at most by, days"),
        min_value=7,
        max_value=400,
        help_text=_(
            "Usually 120: moved meetings are looked for so far around a plan; what is put off for longer is cancelled."
        ),
    )
