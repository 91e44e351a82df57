"""The filter of the plan «с участием Мэра», kept in the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField
from orgplan.core.lookups import row_key
from orgplan.language.periods import Period, PeriodKind
from orgplan.planning.queries.executive_calendar import APART, TOGETHER
from orgplan.planning.rules.executive_calendar import Seat

LONGEST = timedelta(days=366)
"""How long a calendar may be; longer ones are two papers."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
KINDS = [("week", _("a week")), ("month", _("a month")), ("range", _("from day to day"))]


class ExecutiveFilterForm(forms.Form):
    """Whose calendar and of which time: the week or month that holds the day, or any range of days.

    Always bound: what the address leaves out is this week and the first leader.
    """

    leader = forms.CharField(label=_("Whose participation"), required=False, widget=forms.Select)
    kind = forms.ChoiceField(label=_("Length of the calendar"), choices=KINDS)
    day = DateField(label=_("A day of it, of a range the first"))
    until = DateField(label=_("Last day of a range"), required=False)

    def __init__(self, asked: QueryDict, *, today: date, **options: Any) -> None:
        self.today = today
        usual = {"kind": "week", "day": today.isoformat()}
        super().__init__(usual | {name: value for name, value in asked.items() if value}, **options)
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """Ask for a range that begins before it ends and is a year at most."""
        data = super().clean() or {}
        day, until = data.get("day"), data.get("until")
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.add_error(
                "day", _("Choose a year between %(first)d and %(last)d.") % {"first": _FIRST_YEAR, "last": _LAST_YEAR}
            )
        if data.get("kind") == PeriodKind.RANGE and day and until:
            if until < day:
                self.add_error("until", _("The last day is before the first one."))
            elif until - day > LONGEST:
                self.add_error("until", _("A calendar holds a year at most: choose a shorter range."))
        return data

    @property
    def period(self) -> Period:
        """Return the period asked for; this week where the address makes no sense."""
        if self.errors:
            return Period.around(self.today, PeriodKind.WEEK)
        kind, day = self.cleaned_data["kind"], self.cleaned_data["day"]
        if kind != PeriodKind.RANGE:
            return Period.around(day, kind)
        last = self.cleaned_data["until"] or day
        return Period(day, last, PeriodKind.DAY if day == last else PeriodKind.RANGE)

    @property
    def chosen(self) -> str:
        """Return TOGETHER, APART, a post's key, or nothing where the first leader is meant."""
        leader = str(self.data.get("leader", ""))
        return leader if leader in {TOGETHER, APART} or row_key(leader) else ""

    def offer(self, seats: Sequence[Seat], chosen: str) -> None:
        """Offer the posts of the period, with the chosen one marked."""
        widget = self.fields["leader"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [
            *((str(seat.key), f"{seat.title} — {', '.join(each.name for each in seat.tenures)}") for seat in seats),
            (TOGETHER, _("All leaders in one table")),
            (APART, _("All leaders, a table for each")),
        ]
        self.data = {**self.data, "leader": chosen}

    def address(self, period: Period, chosen: str) -> str:
        """Return the address of the same calendar for another period of the kind."""
        words = {"leader": chosen, "kind": self.data["kind"], "day": period.start.isoformat()}
        if period.kind in {PeriodKind.RANGE, PeriodKind.DAY}:
            words |= {"kind": PeriodKind.RANGE.value, "until": period.end.isoformat()}
        return urlencode(words)
