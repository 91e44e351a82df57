"""Forms of minutes: their head with the text, and one point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, GrowingTextarea, TextField
from orgplan.directory.models import Person, Unit
from orgplan.events.models import Event
from orgplan.instructions.actions import Performer
from orgplan.instructions.models import ControlLevel, TermRule
from orgplan.minutes.actions import LineFacts, MinutesFacts

_UNCHOSEN = _("no choice made")


def _choose(form: forms.Form, **querysets: QuerySet[Any]) -> None:
    for name, queryset in querysets.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset


class MinutesForm(EditedForm):
    """The head of minutes; new ones take the text with them."""

    title = forms.CharField(label=_("What was held"), max_length=300, help_text=_("“Staff meeting”."))
    number = forms.CharField(label=_("Minutes’ number"), max_length=60, required=False)
    held_on = DateField(label=_("Held on the day"))
    signed_on = DateField(label=_("Minutes signed on"), help_text=_("Terms are counted from this day."))
    registered_on = DateField(label=_("Minutes registered on"), required=False)
    registered_link = forms.URLField(
        label=_("Address in the document system"), max_length=500, required=False, assume_scheme="https"
    )
    chair = forms.ModelChoiceField(
        label=_("In the chair"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_UNCHOSEN,
        help_text=_("On whose word the instructions are given."),
    )
    level = forms.ModelChoiceField(
        label=_("Level of control"), queryset=ControlLevel.objects.none(), required=False, empty_label=_UNCHOSEN
    )
    event = forms.ModelChoiceField(queryset=Event.objects.none(), required=False, widget=forms.HiddenInput)
    attendees = TextField(label=_("Attendees"), required=False)
    text = TextField(
        label=_("Text of the minutes"),
        required=False,
        widget=GrowingTextarea(rows=12),
        help_text=_("Paste or type: numbered points, rows of a table, or each line one. The text is kept whole."),
    )

    def __init__(self, data: Any = None, *, record: Any = None, **options: Any) -> None:
        choices = options.pop("choices")
        today = timezone.localdate()
        initial = {"held_on": today, "signed_on": today} if record is None else {}
        super().__init__(data, record=record, initial=initial | options.pop("initial", {}), **options)
        if record is not None:
            del self.fields["text"]
        _choose(self, **choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a signing before the meeting."""
        data = super().clean() or {}
        if data.get("held_on") and data.get("signed_on") and data["signed_on"] < data["held_on"]:
            self.add_error("signed_on", _("Minutes cannot be signed before the meeting was held."))
        return data

    def to_write(self) -> MinutesFacts:
        """Return what the action takes."""
        return MinutesFacts(**{name: value for name, value in self.facts.items() if name != "text"})


class PointForm(EditedForm):
    """One point: what, who leads, who helps, by when."""

    number = forms.CharField(label=_("Point"), max_length=40, required=False)
    text = TextField(label=_("What is to be done"))
    unit = forms.ModelChoiceField(label=_("Responsible unit"), queryset=Unit.objects.none(), empty_label=_UNCHOSEN)
    person = forms.ModelChoiceField(
        label=_("Responsible person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("the head of the unit"),
    )
    others = forms.ModelMultipleChoiceField(label=_("Co-performers"), queryset=Unit.objects.none(), required=False)
    due_on = DateField(label=_("Due on"), required=False)
    term_rule = forms.ModelChoiceField(
        label=_("Urgency"), queryset=TermRule.objects.none(), required=False, empty_label=_("not named")
    )

    def __init__(self, data: Any = None, *, record: Any, **options: Any) -> None:
        choices = options.pop("choices")
        told: Any = _Told(record)
        super().__init__(data, record=told, **options)
        _choose(self, **choices)

    def present(self, record: Any, name: str) -> Any:
        """Return what the point holds in the field: the first performer leads."""
        return getattr(_Told(record), name)

    def to_write(self) -> LineFacts:
        """Return what the action takes."""
        data = self.cleaned_data
        known: Any = self.record
        people = {each.unit_id: each.person for each in known.rows}
        others = [Performer(unit, people.get(unit.pk)) for unit in data["others"] if unit != data["unit"]]
        performers = [Performer(data["unit"], data["person"]), *others]
        return LineFacts(data["text"], performers, data["due_on"], data["term_rule"], data["number"])


class _Told:
    """A point as the form reads it: attributes of the point, its performers as fields."""

    def __init__(self, line: Any) -> None:
        self.line = line
        self.rows = list(line.performers.select_related("unit", "person"))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)

    @property
    def unit(self) -> Unit | None:
        return self.rows[0].unit if self.rows else None

    @property
    def person(self) -> Person | None:
        return self.rows[0].person if self.rows else None

    @property
    def others(self) -> list[Unit]:
        return [each.unit for each in self.rows[1:]]


class AddForm(forms.Form):
    """More text behind the points that are there."""

    text = TextField(label=_("More points"), widget=GrowingTextarea(rows=4))

    @property
    def status(self) -> int:
        """HTTP status of the page that shows the form."""
        return 422 if self.is_bound and self.errors else 200
