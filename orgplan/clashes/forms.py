"""Forms of clashes: rules, minutes, hours, roads; a reason to accept; another time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.clashes.actions import HoursFacts, LoadFacts, PairFacts, RoadFacts, RuleFacts, TimesFacts
from orgplan.clashes.models.norms import LONGEST_MINUTES
from orgplan.clashes.rules.hours import UnreadableHoursError, hours_text, read_hours
from orgplan.clashes.rules.kinds import ClashLevel, Subject, Together
from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField, TimeField
from orgplan.directory.models import Unit, Venue
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.webhooks.rules import is_address

_ANY = ("", _("any"))
_TAKING = tuple(each for each in ParticipationKind.choices if each[0] != ParticipationKind.RESPONSIBLE)


class RuleForm(EditedForm):
    """A rule: the level, why in words, and the conditions; an empty condition holds always."""

    position = forms.IntegerField(
        label=_("Order of the rule"), min_value=0, max_value=32_000, initial=100,
        help_text=_("The first rule that fits counts."),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("What it stops"), choices=ClashLevel.choices, initial=ClashLevel.WARN)
    words = forms.CharField(
        label=_("Why, in words"), max_length=500, help_text=_("Who is refused reads this beside the clash.")
    )
    subject = forms.ChoiceField(label=_("What clashes"), choices=(_ANY, *Subject.choices), required=False)
    kind = forms.ChoiceField(label=_("Kind of event"), choices=(_ANY, *EventKind.choices), required=False)
    taking = forms.ChoiceField(label=_("Takes part as"), choices=(_ANY, *_TAKING), required=False)
    consent = forms.ChoiceField(label=_("Consent is"), choices=(_ANY, *Consent.choices), required=False)
    rank_up_to = forms.IntegerField(
        label=_("Leaders up to the number"), min_value=1, max_value=999, required=False,
        help_text=_("Order of leaders in the directory: 1 is the Mayor; empty: everybody."),
    )  # fmt: skip
    minutes_up_to = forms.IntegerField(
        label=_("Not more than, minutes"), min_value=1, max_value=LONGEST_MINUTES, required=False
    )
    together = forms.ChoiceField(label=_("Programme of events"), choices=Together.choices, required=False)
    unit = forms.ModelChoiceField(
        label=_("Events of the unit"), queryset=Unit.objects.none(), required=False, empty_label=_("any")
    )
    since_year = forms.IntegerField(label=_("Since the year"), min_value=1900, max_value=2199, required=False)
    until_year = forms.IntegerField(label=_("Until the year"), min_value=1900, max_value=2199, required=False)

    def __init__(self, data: Any = None, *, record: Model | None = None, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(data, record=record, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def clean(self) -> dict[str, Any]:
        """Refuse years that run backwards."""
        data = super().clean() or {}
        if data.get("since_year") and data.get("until_year") and data["until_year"] < data["since_year"]:
            self.add_error("until_year", _("The last year is before the first."))
        return data

    def to_write(self) -> RuleFacts:
        """Return what the action takes."""
        return RuleFacts(**self.facts)


def _minutes(label: Any, initial: int = 0, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=LONGEST_MINUTES, initial=initial)


class TimesForm(EditedForm):
    """Minutes around events of a kind."""

    usual = _minutes(_("Lasts where no end is given, minutes"), 60, 1)
    set_up = _minutes(_("Setting up the hall, minutes"))
    leaving = _minutes(_("Clearing the hall, minutes"))
    arrival = _minutes(_("People come before, minutes"))
    exit = _minutes(_("People leave after, minutes"))

    def to_write(self) -> TimesFacts:
        """Return what the action takes."""
        return TimesFacts(**self.facts)


class LoadForm(EditedForm):
    """What a leader's month should not exceed; `year` stands only where the norm is new."""

    year = forms.IntegerField(label=_("From the year on"), min_value=2000, max_value=2199)
    evening_from = TimeField(
        label=_("Evening begins at"), required=False, help_text=_("Empty: when the office has closed.")
    )
    evenings = forms.IntegerField(
        label=_("Evenings a month, not more than"),
        required=False,
        min_value=0,
        max_value=31,
        help_text=_("Empty: no norm."),
    )
    days_off = forms.IntegerField(
        label=_("Days off a month, not more than"),
        required=False,
        min_value=0,
        max_value=31,
        help_text=_("Empty: no norm."),
    )
    words = forms.CharField(
        label=_("Why such a norm, in words"), max_length=500, help_text=_("Who plans one event more reads this.")
    )

    def __init__(self, data: Any = None, *, record: Model | None = None, **options: Any) -> None:
        super().__init__(data, record=record, **options)
        if record is not None:
            del self.fields["year"]

    def to_write(self) -> LoadFacts:
        """Return what the action takes."""
        return LoadFacts(**{name: value for name, value in self.facts.items() if name != "year"})


class HoursForm(EditedForm):
    """How widely another time is looked for."""

    earliest = TimeField(label=_("Another time not earlier than"), initial="08:00")
    latest = TimeField(label=_("Another time until"), initial="21:00")
    days_ahead = forms.IntegerField(label=_("Looked for within, days"), min_value=1, max_value=60, initial=14)

    def to_write(self) -> HoursFacts:
        """Return what the action takes."""
        return HoursFacts(**self.facts)


class RoadForm(EditedForm):
    """How the road is reckoned where nobody knows it better."""

    speed_kmh = forms.IntegerField(label=_("Speed, km/h"), min_value=1, max_value=200, initial=30)
    detour = forms.DecimalField(
        label=_("Detour, times"), min_value=Decimal(1), max_value=Decimal(10), max_digits=4, decimal_places=2,
        initial=Decimal("1.4"), help_text=_("How much longer streets are than the straight line."),
    )  # fmt: skip
    overhead_min = _minutes(_("Getting in and out, minutes"), 10)
    on_foot_m = forms.IntegerField(
        label=_("On foot up to, metres"), min_value=0, max_value=5_000, initial=300,
        help_text=_("Nearer venues are walked to; 0: always by car."),
    )  # fmt: skip
    by_hour = forms.CharField(
        label=_("By hour of day"), max_length=300, required=False,
        help_text=_("“7–9: 1,5; 17–19: 1,6”: in these hours the road takes so many times longer."),
    )  # fmt: skip

    router = forms.CharField(
        label=_("Routing server of the city"), max_length=200, required=False,
        help_text=_("“http://10.0.0.5:5000”, a server of the OSRM kind; empty: the road is reckoned by the formula."),
    )  # fmt: skip

    def clean_router(self) -> str:
        """Return the address without its last stroke; what is no address is said."""
        address = str(self.cleaned_data["router"]).strip().rstrip("/")
        if address and not is_address(address):
            raise ValidationError(_("The address of the routing server is no address: “http://host:5000” is one."))
        return address

    def clean_by_hour(self) -> dict[int, float]:
        """Read the hours; what cannot be read is said."""
        try:
            return read_hours(self.cleaned_data["by_hour"])
        except UnreadableHoursError as error:
            raise ValidationError(str(error)) from error

    def present(self, record: Any, name: str) -> Any:
        """Return the hours as they are typed."""
        value = super().present(record, name)
        return hours_text(value) if name == "by_hour" else value

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return the hours as they are typed."""
        value = super().get_initial_for_field(field, field_name)
        return hours_text(value) if field_name == "by_hour" and isinstance(value, dict) else value

    def to_write(self) -> RoadFacts:
        """Return what the action takes."""
        return RoadFacts(**self.facts)


class PairForm(EditedForm):
    """How long the road between two venues is."""

    start = forms.ModelChoiceField(label=_("From the venue"), queryset=Venue.objects.none())
    end = forms.ModelChoiceField(label=_("To the venue"), queryset=Venue.objects.none())
    minutes = forms.IntegerField(label=_("Road, minutes"), min_value=1, max_value=LONGEST_MINUTES)
    note = forms.CharField(label=_("Remark on the road"), max_length=300, required=False)

    def __init__(
        self, data: Any = None, *, record: Model | None = None, venues: QuerySet[Venue], **options: Any
    ) -> None:
        super().__init__(data, record=record, **options)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = venues

    def to_write(self) -> PairFacts:
        """Return what the action takes."""
        return PairFacts(**self.facts)


class AcceptForm(forms.Form):
    """Why a clash stays."""

    identity = forms.CharField(widget=forms.HiddenInput, max_length=200)
    reason = TextField(label=_("Why the clash stays"), max_length=500)
