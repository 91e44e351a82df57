"""Where an event goes: the same fields for who drags it and for who writes the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.calendar.queries.moving import Shift
from orgplan.calendar.rules.moving import Seen, Wanted, shifted_end
from orgplan.core.fields import DateField, TimeField
from orgplan.directory.models import Person, Venue


class MoveForm(forms.Form):
    """The new day and hours; hidden, where the event stood when it was taken, and the page to return to."""

    day = DateField(label=_("New day"))
    start = TimeField(label=_("Begins at"), required=False)
    end = TimeField(label=_("Ends at"), required=False, help_text=_("Empty: as long as before."))
    seen_day = forms.DateField(widget=forms.HiddenInput)
    seen_start = forms.TimeField(widget=forms.HiddenInput, required=False)
    seen_end = forms.TimeField(widget=forms.HiddenInput, required=False)
    venue = forms.ModelChoiceField(
        label=_("Another venue"),
        required=False,
        empty_label=_("the same place"),
        queryset=Venue.objects.none(),
        help_text=_("For all days of the event; words about the former place go with it."),
    )
    seen_venue = forms.IntegerField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    joins = forms.ModelChoiceField(
        label=_("Another leader"), required=False, empty_label=_("nobody else"), queryset=Person.objects.none()
    )
    leaves = forms.ModelChoiceField(
        label=_("Instead of"),
        required=False,
        empty_label=_("nobody: together with those who are there"),
        queryset=Person.objects.none(),
        help_text=_("Who joins takes the other's part; if consent was asked for, it is asked for anew."),
        error_messages={
            "invalid_choice": _("Meanwhile somebody changed who takes part: look at the event and choose again.")
        },
    )

    def __init__(
        self,
        *args: Any,
        leaders: QuerySet[Person],
        present: QuerySet[Person],
        venues: QuerySet[Venue] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if venues is not None:
            self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        self.fields["joins"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["leaves"].queryset = present  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An end needs a beginning, and comes after it."""
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if end and not start:
            self.add_error("start", _("Say also when it begins."))
        elif start and end and start == end:
            self.add_error("end", _("It ends when it begins: give it some time."))
        if data.get("leaves") and not data.get("joins"):
            self.add_error("joins", _("Say also who comes instead."))
        return data

    @property
    def shift(self) -> Shift:
        """Return who leaves and who joins, and the other venue; call after `is_valid`."""
        data = self.cleaned_data
        return Shift(data["joins"], data["leaves"], data["venue"])

    def see(self, seen: Seen) -> None:
        """Take what stands now for what was seen: whoever was told of it and sends again means it."""
        self._take({"seen_day": seen.day, "seen_start": seen.start, "seen_end": seen.end})

    def see_venue(self, venue: int | None) -> None:
        """Take the venue where it is now for the one that was seen, likewise."""
        self._take({"seen_venue": venue})

    def _take(self, now: Mapping[str, object]) -> None:
        self.data = {name: self.data.get(name) for name in self.data} | {
            name: str(value or "") for name, value in now.items()
        }

    @property
    def seen(self) -> Seen:
        """Return where the event stood; call after `is_valid`."""
        return Seen(*(self.cleaned_data[name] for name in ("seen_day", "seen_start", "seen_end")))

    @property
    def wanted(self) -> Wanted:
        """Return where it goes; call after `is_valid`."""
        data = self.cleaned_data
        start, end = data["start"], data["end"]
        if start and not end and data["seen_start"]:
            end = shifted_end(data["seen_start"], data["seen_end"], start)
        return Wanted(data["day"], start, end)
