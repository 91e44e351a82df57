"""Forms of layers: the layer itself, a stretch by hand, a pasted table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.availability.actions import LayerFacts
from orgplan.availability.models import Layer
from orgplan.availability.rules.kinds import LayerKind, LayerScope, LayerTone
from orgplan.availability.rules.pasting import LONGEST_WORDS, Pasted, read_pasted
from orgplan.availability.rules.spans import Span, span_of_days, why_wrong
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField, TimeField
from orgplan.directory.models import Person, Venue
from orgplan.events.rules import EventKind

_SEVERAL = ("districts", "kinds", "venues", "people")
_LONGEST_TABLE = 100_000


class LayerForm(EditedForm):
    """A layer: its name, why, how much it matters, whom it concerns."""

    name = forms.CharField(label=_("Name of the layer"), max_length=120, help_text=_("For example “State exams 2027”."))
    kind = forms.ChoiceField(label=_("Why the days are closed"), choices=LayerKind.choices, initial=LayerKind.EXAMS)
    words = forms.CharField(
        label=_("Reason in words"),
        max_length=500,
        help_text=_("Who is refused reads this: what may not be held on these days, and why."),
    )
    level = forms.ChoiceField(label=_("What it stops"), choices=ClashLevel.choices, initial=ClashLevel.BLOCK_APPROVAL)
    tone = forms.ChoiceField(label=_("Colour in the calendar"), choices=LayerTone.choices, initial=LayerTone.WARN)
    kinds = forms.MultipleChoiceField(
        label=_("Only events of the kinds"),
        choices=EventKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: every event."),
    )
    scope = forms.ChoiceField(label=_("Whom it concerns"), choices=LayerScope.choices, initial=LayerScope.CITY)
    districts = forms.MultipleChoiceField(
        label=_("Districts concerned"), required=False, widget=forms.CheckboxSelectMultiple
    )
    venues = forms.ModelMultipleChoiceField(
        label=_("Venues concerned"), queryset=Venue.objects.none(), required=False,
        help_text=_("Several are chosen with Ctrl."),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        label=_("Leaders concerned"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def __init__(
        self,
        data: Any = None,
        *,
        record: Layer | None = None,
        districts: list[str],
        venues: QuerySet[Venue],
        people: QuerySet[Person],
    ) -> None:
        initial = {name: self.present(record, name) for name in _SEVERAL} if record else {}
        super().__init__(data, record=record, initial=initial)
        known = dict.fromkeys([*districts, *(record.districts if record else ())])
        self._choose("districts", [(each, each) for each in known])
        for name, rows in (("venues", venues), ("people", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows
            field.widget.attrs.setdefault("size", 8) if name == "venues" else None

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def present(self, record: Any, name: str) -> Any:
        """Return what the layer holds; several values come as a list."""
        value = getattr(record, name)
        return [each.pk for each in value.all()] if name in {"venues", "people"} else value

    def _wire(self, name: str, value: Any) -> str:
        """Return several values as one text, whatever they come as."""
        if name in _SEVERAL:
            return "|".join(sorted(str(each.pk) if isinstance(each, Model) else str(each) for each in value or ()))
        return super()._wire(name, value)

    def meet(self, current: Model) -> None:
        """Open the form anew on the present state; of several values those stay that were typed here."""
        typed: Any = self.data
        kept = {name: typed.getlist(name) for name in _SEVERAL}
        super().meet(current)
        again: Any = self.data
        for name, values in kept.items():
            again.setlist(name, values)

    def to_write(self) -> LayerFacts:
        """Return what the action takes."""
        facts = self.facts
        return LayerFacts(**{**facts, "venues": list(facts["venues"]), "people": list(facts["people"])})


class TimeForm(forms.Form):
    """A stretch by hand: days, or hours of each of these days."""

    first = DateField(label=_("First closed day"))
    last = DateField(label=_("Last closed day"), required=False, help_text=_("Empty: one day."))
    begins = TimeField(label=_("Closed from"), required=False, help_text=_("Empty: the whole day."))
    ends = TimeField(label=_("Closed until"), required=False)
    what = forms.CharField(label=_("What is on"), max_length=LONGEST_WORDS, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse hours without their other end, and a time that ends before it begins."""
        data = super().clean() or {}
        if self.errors:
            return data
        if (data.get("begins") is None) != (data.get("ends") is None):
            self.add_error("ends" if data.get("ends") is None else "begins", _("Name both hours, or neither."))
            return data
        spans = self._spans(data)
        why = why_wrong(Span(spans[0].start, spans[-1].end)) if spans else why_wrong(Span(datetime.min, datetime.min))  # noqa: DTZ901 -- no moment
        if why:
            self.add_error("last", why)
        return data

    def _spans(self, data: dict[str, Any]) -> list[Span]:
        first: date = data["first"]
        last: date = data.get("last") or first
        begins, ends, what = data.get("begins"), data.get("ends"), data.get("what", "")
        if begins is None or ends is None:
            return [span_of_days(first, last, what)]
        over = timedelta(days=0 if ends > begins else 1)
        days = [first + timedelta(days=shift) for shift in range(min((last - first).days + 1, 400))]
        return [Span(datetime.combine(day, begins), datetime.combine(day + over, ends), what) for day in days]

    def to_write(self) -> list[Span]:
        """Return the stretches."""
        return self._spans(self.cleaned_data)


class PasteForm(forms.Form):
    """A table pasted from Word or Excel."""

    year = forms.IntegerField(label=_("Year of dates without a year"), min_value=1900, max_value=2199)
    table = TextField(
        label=_("Table"),
        max_length=_LONGEST_TABLE,
        help_text=_("One line each: date and hours, then what is on. “28.05.2026 09:00–14:00; exam in Russian”."),
    )
    read: Pasted

    def clean_table(self) -> str:
        """Read the table; the lines that cannot be read are named, and the table stays to be corrected."""
        text: str = self.cleaned_data["table"]
        year = self.cleaned_data.get("year")
        if year is None:
            return text
        self.read = read_pasted(text, year)
        if self.read.unread:
            raise forms.ValidationError([each.sentence for each in self.read.unread[:20]])
        return text
