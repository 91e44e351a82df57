"""Forms of deadlines: a rule, a deadline of one plan."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TimeField
from orgplan.directory.models import Unit
from orgplan.planning.models import DeadlineRule
from orgplan.planning.rules.deadlines import DeadlineKind, Measure, OffDayRule, days_text, read_days
from orgplan.planning.rules.states import PlanKind

_WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
_MOST = 366
_NOT_PREVIEWED = {"unit", "valid_from", "edition", "basis"}
"""What a preview of coming periods does without."""


class DeadlineForm(EditedForm):
    """A rule of a deadline; which fields count depends on from what it is counted."""

    plan_kind = forms.ChoiceField(label=_("Plan"), choices=PlanKind.choices, initial=PlanKind.MONTH)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Only for the unit"), required=False, empty_label=_("for all units")
    )
    valid_from = DateField(label=_("For plans of periods from"))
    kind = forms.ChoiceField(label=_("Counted from"), choices=DeadlineKind.choices, initial=DeadlineKind.BEFORE_START)
    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=_MOST,
        initial=15,
        help_text=_("For a weekday: how many weeks before, 1 is the week right before the plan."),
    )
    measure = forms.ChoiceField(label=_("Of what"), choices=Measure.choices, initial=Measure.CALENDAR)
    days = forms.CharField(
        label=_("Days of the year"),
        max_length=300,
        required=False,
        help_text=_("Only for a date in the year, with commas: “20 February, 20 May”."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=_WEEKDAYS, coerce=int, initial=2, help_text=_("Only for a weekday.")
    )
    at = TimeField(label=_("Not later than, hour"), initial=time(18, 0))
    off_day = forms.ChoiceField(
        label=_("If it falls on a day off"), choices=OffDayRule.choices, initial=OffDayRule.EARLIER
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("The order or regulation with its clause.")
    )

    def __init__(
        self, data: Any = None, *, record: DeadlineRule | None = None, hours: str = "", **options: Any
    ) -> None:
        super().__init__(data, record=record, **options)
        self.fields["at"].help_text = _("The office works %(hours)s.") % {"hours": hours} if hours else ""
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(submits_plans=True)

    def clean_days(self) -> str:
        """Read the days; they are kept as the months' names."""
        text: str = self.cleaned_data["days"].strip()
        if not text:
            return ""
        try:
            return days_text(read_days(text))
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Ask for the days of a date in the year; refuse a second rule from the same day."""
        data = super().clean() or {}
        if data.get("kind") == DeadlineKind.DATE and not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("Name the days of the year."))
        if {"plan_kind", "valid_from"} <= data.keys() and self._repeats(data):
            self.add_error("valid_from", _("There is a rule for these plans from this day already: change it."))
        return data

    def _repeats(self, data: dict[str, Any]) -> bool:
        same = DeadlineRule.objects.filter(
            plan_kind=data["plan_kind"], unit=data.get("unit"), valid_from=data["valid_from"]
        )
        return same.exclude(pk=self.record.pk if self.record else 0).exists()

    def draft(self) -> DeadlineRule | None:
        """Return the rule that the form describes, not saved, for a preview; None while it makes no sense."""
        if set(self.errors) - _NOT_PREVIEWED:
            return None
        return DeadlineRule(**{name: value for name, value in self.facts.items() if name not in _NOT_PREVIEWED})


class PlanDeadlineForm(forms.Form):
    """The deadline of one plan: a day, an hour and why."""

    day = DateField(label=_("Send by"))
    at = TimeField(label=_("Hour"), initial=time(18, 0))
    basis = forms.CharField(label=_("Basis or reason"), max_length=500)

    @property
    def due_at(self) -> datetime:
        """Return the moment in the city's time."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"]))
