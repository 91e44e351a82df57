"""The form of an instruction, and that of its registration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Person, Unit
from orgplan.instructions.actions import InstructionFacts, Performer, SourceFacts, TermFacts
from orgplan.instructions.models import ControlLevel, TermRule
from orgplan.instructions.queries.rules import in_force_for
from orgplan.instructions.rules.states import SourceKind
from orgplan.instructions.rules.terms import CountedFrom, missing_registration

UNCHOSEN = _("no choice made")


def choose(form: forms.Form, **querysets: QuerySet[Any]) -> None:
    """Give the fields their choices, as far as the form has them."""
    for name, queryset in querysets.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset


class InstructionForm(EditedForm):
    """An instruction: what, who, by when, from what. Without a day the term is counted by its urgency."""

    text = TextField(label=_("What is to be done"))
    unit = forms.ModelChoiceField(
        label=_("Responsible unit"), queryset=Unit.objects.none(), empty_label=UNCHOSEN, required=False
    )
    person = forms.ModelChoiceField(
        label=_("Responsible person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("the head of the unit"),
    )
    others = forms.ModelMultipleChoiceField(
        label=_("Co-performers"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the order of the list; they give their material earlier, by the level of control."),
    )
    due_on = DateField(label=_("Due on"), required=False, help_text=_("Empty: the term is counted by the urgency."))
    term_rule = forms.ModelChoiceField(
        label=_("Urgency"), queryset=TermRule.objects.none(), required=False, empty_label=_("not named")
    )
    series_until = DateField(
        label=_("Comes back until"), required=False, help_text=_("Only for terms of every month, quarter or year.")
    )
    signed_on = DateField(label=_("Signed on"))
    level = forms.ModelChoiceField(
        label=_("Level of control"),
        queryset=ControlLevel.objects.none(),
        required=False,
        empty_label=UNCHOSEN,
    )
    giver = forms.ModelChoiceField(
        label=_("Given by"), queryset=Person.objects.none(), required=False, empty_label=UNCHOSEN
    )
    curator = forms.ModelChoiceField(
        label=_("Curator"), queryset=Person.objects.none(), required=False, empty_label=UNCHOSEN
    )
    source_kind = forms.ChoiceField(label=_("Source"), choices=SourceKind.choices, initial=SourceKind.RESOLUTION)
    source_label = forms.CharField(
        label=_("Source in words"),
        max_length=300,
        required=False,
        help_text=_("“Minutes of the staff meeting No. 12”, “resolution on letter No. 345”."),
    )
    source_point = forms.CharField(label=_("Point"), max_length=40, required=False)
    source_date = DateField(label=_("Dated"), required=False)
    registered_number = forms.CharField(label=_("Number in the document system"), max_length=100, required=False)
    registered_on = DateField(label=_("Registered on"), required=False)
    registered_link = forms.URLField(
        label=_("Address in the document system"), max_length=500, required=False, assume_scheme="https"
    )

    _TERM = ("due_on", "term_rule", "series_until")

    def __init__(self, data: Any = None, *, record: Any = None, **options: Any) -> None:
        choices = options.pop("choices")
        initial = {"signed_on": timezone.localdate()} if record is None else {}
        super().__init__(data, record=record, initial=initial | options.pop("initial", {}), **options)
        if record is not None:
            for name in self._TERM:
                del self.fields[name]
        choose(self, **choices)

    def clean(self) -> dict[str, Any]:
        """Say what is missing before the action does: who answers, by when, the number beside its date."""
        data = super().clean() or {}
        if not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Nobody answers for the instruction: choose the unit."))
        if data.get("registered_on") and not data.get("registered_number"):
            self.add_error("registered_number", _("A registration date stands with a number: write the number, too."))
        _came(self, data)
        self._ask_registration(data)
        if data.get("due_on") and data.get("signed_on") and data["due_on"] < data["signed_on"]:
            self.add_error("due_on", _("The term ends before the instruction was signed."))
        return data

    def _ask_registration(self, data: dict[str, Any]) -> None:
        """Say it at the field where it is mended: an urgency that counts from registration needs the day of it."""
        chosen, signed_on = data.get("term_rule"), data.get("signed_on")
        if not chosen or not signed_on or data.get("due_on") or data.get("registered_on") or self.errors:
            return
        rule = in_force_for(chosen, data.get("level"), signed_on)
        if rule.spec.counted_from == CountedFrom.REGISTRATION:
            self.add_error("registered_on", missing_registration(rule.spec))

    def to_write(self) -> InstructionFacts:
        """Return what the action takes."""
        data = self.cleaned_data
        lead = Performer(data["unit"], data["person"])
        known: Any = self.record
        kept: dict[str, str] = {
            name: getattr(known, f"source_{name}") if known is not None else "" for name in ("url", "key")
        }
        source = SourceFacts(
            data["source_kind"],
            data["source_label"],
            data["source_point"],
            data["source_date"],
            parties=known.parties if known is not None else "",
            **kept,
        )
        same = known is not None and data["giver"] == known.giver
        return InstructionFacts(
            text=data["text"],
            performers=[lead, *(self._co(unit) for unit in data["others"] if unit != data["unit"])],
            signed_on=data["signed_on"],
            term=TermFacts(data.get("due_on"), data.get("term_rule"), data.get("series_until")),
            source=source,
            giver=data["giver"],
            giver_name=known.giver_name if same else "",
            giver_post=known.giver_post if same else "",
            level=data["level"],
            curator=data["curator"],
            registered_number=data["registered_number"],
            registered_on=data["registered_on"],
            registered_link=data["registered_link"],
        )

    def _co(self, unit: Unit) -> Performer:
        """Return a co-performer; the person whom the records name stays."""
        known: Any = self.record
        rows = {each.unit_id: each.person for each in known.co_performers.all()} if known is not None else {}
        return Performer(unit, rows.get(unit.pk))


class RegisterForm(EditedForm):
    """Number, date and address of the document system."""

    registered_number = forms.CharField(label=_("Number in the document system"), max_length=100, required=False)
    registered_on = DateField(label=_("Registered on"), required=False)
    registered_link = forms.URLField(
        label=_("Address in the document system"), max_length=500, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """Say that a registration of tomorrow cannot be written today."""
        data = super().clean() or {}
        _came(self, data)
        return data


def _came(form: forms.Form, data: dict[str, Any]) -> None:
    day = data.get("registered_on")
    if day and day > timezone.localdate():
        form.add_error("registered_on", _("This day has not come yet: a registration date is no later than today."))
