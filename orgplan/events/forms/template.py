"""The form of a template of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField, TimeField
from orgplan.directory.models import Unit
from orgplan.events.actions import TemplateFacts, UsualRole
from orgplan.events.models import EventTemplate
from orgplan.events.models.template import LONGEST
from orgplan.events.rules import EventKind, Level, ParticipationKind
from orgplan.events.rules.templates import SizeClass
from orgplan.events.rules.yearly import DateRule, DateRuleKind, OffDayShift, YearRule, day_in

_LEAP_YEARS = range(2020, 2029)
_MONTHS = (
    *((0, "—"), (1, "январь"), (2, "февраль"), (3, "март"), (4, "апрель"), (5, "май"), (6, "июнь"), (7, "июль")),
    *((8, "август"), (9, "сентябрь"), (10, "октябрь"), (11, "ноябрь"), (12, "декабрь")),
)
_WEEKDAYS = tuple(enumerate(("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")))


class TemplateForm(EditedForm):
    """A template: what the event usually is, how long it takes, who takes part, by which rule it comes back."""

    name = forms.CharField(label=_("Name of the template"), max_length=300)
    owner = forms.ModelChoiceField(
        label=_("Unit that keeps it"),
        queryset=Unit.objects.none(),
        help_text=_("This unit and the department change the template; the others use it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices)
    title = TextField(
        label=_("Usual title"), max_length=1000, required=False, help_text=_("{год} becomes the year of the event.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.CITY)
    size = forms.ChoiceField(label=_("How many people come"), choices=SizeClass.choices, initial=SizeClass.SMALL)
    begins_at = TimeField(label=_("Usually begins at"), required=False)
    minutes = forms.IntegerField(label=_("Lasts, minutes"), min_value=1, max_value=LONGEST, initial=60)
    setup_minutes = forms.IntegerField(label=_("Set-up before, minutes"), min_value=0, max_value=LONGEST, initial=0)
    clearing_minutes = forms.IntegerField(label=_("Clearing after, minutes"), min_value=0, max_value=LONGEST, initial=0)
    rule_kind = forms.ChoiceField(
        label=_("Comes back every year on"), choices=[("", _("any day")), *DateRuleKind.choices], required=False
    )
    month = forms.TypedChoiceField(label=_("Month"), choices=_MONTHS, coerce=int, required=False, empty_value="0")
    day = forms.IntegerField(label=_("Day of the month"), min_value=0, max_value=31, required=False)
    number = forms.IntegerField(
        label=_("Number"),
        min_value=-366,
        max_value=366,
        required=False,
        help_text=_("Which such weekday of the month (-1 the last), which day of the year, or days from Easter."),
    )
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=_WEEKDAYS, coerce=int, required=False, empty_value="0")
    off_day = forms.ChoiceField(label=_("On a day off"), choices=OffDayShift.choices, initial=OffDayShift.AS_IS)
    roles = TextField(
        label=_("Who usually takes part"),
        required=False,
        help_text=_("One a line, as “speaks: the chair of the council”; without a word and a colon: attends."),
    )
    note = TextField(label=_("What it is for"), required=False)
    is_active = forms.BooleanField(label=_("Offered for new events"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: EventTemplate | None = None, units: QuerySet[Unit]) -> None:
        initial = {"roles": self.present(record, "roles")} if record else {}
        super().__init__(data, record=record, initial=initial)
        self.units = {each.name.casefold(): each for each in units} | {str(each).casefold(): each for each in units}
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def present(self, record: Any, name: str) -> Any:
        """Return what the template holds; its roles as lines."""
        if name != "roles":
            return super().present(record, name)
        rows = record.roles.select_related("unit")
        return "\n".join(f"{ParticipationKind(each.kind).label}: {each}" for each in rows)

    def clean_roles(self) -> str:
        """Say which line is too long."""
        lines = self.cleaned_data["roles"].splitlines()
        for number, line in enumerate(lines, start=1):
            if len(line) > 300:  # noqa: PLR2004 -- as the column
                raise ValidationError(_("Line %(number)d is longer than 300 characters."), params={"number": number})
        return str(self.cleaned_data["roles"])

    def clean(self) -> dict[str, Any]:
        """Say where the rule of the day gives no day in any year."""
        data = super().clean() or {}
        for name in ("month", "day", "number", "weekday"):
            data[name] = int(data.get(name) or 0)
        if not self.errors and (rule := self._rule(data)) and not any(day_in(rule.rule, year) for year in _LEAP_YEARS):
            self.add_error("rule_kind", _("Such a day does not occur in any year: check month, day and number."))
        return data

    def _rule(self, data: dict[str, Any]) -> YearRule | None:
        if not data.get("rule_kind"):
            return None
        rule = DateRule(DateRuleKind(data["rule_kind"]), data["month"], data["day"], data["number"], data["weekday"])
        return YearRule(rule, OffDayShift(data["off_day"]))

    def to_write(self) -> TemplateFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.cleaned_data
        same = ("name", "owner", "title", "begins_at", "minutes", "setup_minutes", "clearing_minutes", "note")
        return TemplateFacts(
            **{name: data[name] for name in same},
            kind=EventKind(data["kind"]),
            level=Level(data["level"]),
            size=SizeClass(data["size"]),
            year_rule=self._rule(data),
            is_active=data["is_active"],
            roles=tuple(self._role(line) for line in map(str.strip, data["roles"].splitlines()) if line),
        )

    def _role(self, line: str) -> UsualRole:
        head, colon, rest = line.partition(":")
        kinds = {str(each.label).casefold(): each for each in ParticipationKind}
        kind = kinds.get(head.strip().casefold()) if colon else None
        words = rest.strip() if kind else line
        unit = self.units.get(words.casefold())
        return UsualRole(kind or ParticipationKind.ATTENDS, unit, "" if unit else words)
