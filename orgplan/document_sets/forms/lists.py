"""Forms of the lists that people keep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Unit
from orgplan.document_sets.actions import DutyFacts, KindFacts, RuleFacts, SizeFacts
from orgplan.document_sets.models import EventSize, PaperKind
from orgplan.document_sets.rules.kinds import Content, Part
from orgplan.document_sets.rules.terms import MOST_DAYS
from orgplan.events.rules import EventKind
from orgplan.preparation.rules.kinds import OffsetUnit

_MOST_PEOPLE = 10_000_000


class SizeForm(EditedForm):
    """A size of events."""

    name = forms.CharField(label=_("Name of the size"), max_length=100)
    rank = forms.IntegerField(
        label=_("Order of sizes"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("Of several sizes whose conditions hold the highest is proposed."),
    )
    is_mass = forms.BooleanField(label=_("The law on mass events applies"), required=False)
    note = forms.CharField(label=_("What to know of this size"), max_length=500, required=False)
    is_active = forms.BooleanField(label=_("Is proposed for events"), required=False, initial=True)

    def to_write(self) -> SizeFacts:
        """Return what the action takes."""
        return SizeFacts(**self.facts)


class RuleForm(forms.Form):
    """One condition of a size; an empty row says nothing unless it is marked as «always»."""

    kind = forms.ChoiceField(
        label=_("Kind of event"), choices=[("", _("any kind")), *EventKind.choices], required=False
    )
    least_people = forms.IntegerField(label=_("People, at least"), min_value=1, max_value=_MOST_PEOPLE, required=False)
    with_head = forms.BooleanField(label=_("The Mayor takes part"), required=False)
    outdoors = forms.BooleanField(label=_("In the open air"), required=False)
    always = forms.BooleanField(label=_("Always"), required=False)

    def to_write(self) -> RuleFacts | None:
        """Return what the action takes; None for an empty row."""
        facts = {name: value for name, value in self.cleaned_data.items() if name in {"kind", "least_people"}}
        flags = {name: bool(self.cleaned_data.get(name)) for name in ("with_head", "outdoors")}
        if not any((*facts.values(), *flags.values(), self.cleaned_data.get("always"))):
            return None
        return RuleFacts(facts.get("kind") or "", facts.get("least_people"), **flags)


RuleFormSet = forms.formset_factory(RuleForm, extra=2, max_num=20, validate_max=True)


class KindForm(EditedForm):
    """A kind of paper."""

    name = forms.CharField(label=_("Name of the paper"), max_length=200)
    part = forms.ChoiceField(label=_("Part of the set it belongs to"), choices=Part.choices, initial=Part.OTHER)
    content = forms.ChoiceField(
        label=_("What it is drafted of"),
        choices=Content.choices,
        initial=Content.NONE,
        help_text=_("By this Оргплан drafts it; “made elsewhere” keeps only its course."),
    )
    sizes = forms.ModelMultipleChoiceField(
        label=_("For events of the sizes"),
        queryset=EventSize.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_with_head = forms.BooleanField(label=_("Only where the Mayor takes part"), required=False)
    only_outdoors = forms.BooleanField(label=_("Only in the open air"), required=False)
    days = forms.IntegerField(
        label=_("Due before the event, days"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("Empty in the leader’s package: its common term."),
    )
    offset_unit = forms.ChoiceField(label=_("In which days"), choices=OffsetUnit.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit that makes the paper"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("whoever holds the event"),
    )
    addressee = TextField(
        label=_("Addressee of the letter"),
        required=False,
        max_length=1000,
        help_text=_("As it stands on the letter, in the dative, a line each."),
    )
    body = TextField(label=_("What the letter asks for"), required=False, max_length=3000, help_text=_("A line each."))
    ground = forms.CharField(label=_("After which rule or example"), max_length=500, required=False)
    position = forms.IntegerField(label=_("Place in the set"), min_value=0, max_value=10_000, initial=100)
    is_active = forms.BooleanField(label=_("Is proposed for events"), required=False, initial=True)

    def __init__(
        self, data: Any = None, *, record: PaperKind | None = None, sizes: QuerySet[EventSize], units: QuerySet[Unit]
    ) -> None:
        super().__init__(data, record=record)
        for name, rows in (("sizes", sizes), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        if record is not None:
            self.initial["sizes"] = [each.pk for each in record.sizes.all()]

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds; its sizes as rows."""
        return record.sizes.all() if name == "sizes" else super().present(record, name)

    def to_write(self) -> KindFacts:
        """Return what the action takes."""
        return KindFacts(**{name: value for name, value in self.facts.items() if name != "sizes"})


class LawForm(EditedForm):
    """A duty by law."""

    title = forms.CharField(label=_("Name of the duty"), max_length=300)
    act = forms.CharField(label=_("Act of law"), max_length=500)
    article = forms.CharField(label=_("Article, point"), max_length=200, required=False)
    words = TextField(label=_("What it asks for, in words"), required=False, max_length=3000)
    who = forms.CharField(label=_("Whose duty it is"), max_length=200, required=False)
    since = DateField(label=_("In force since"), required=False)
    until = DateField(label=_("In force until"), required=False)
    least_people = forms.IntegerField(
        label=_("From so many people on"), min_value=1, max_value=_MOST_PEOPLE, required=False
    )
    days = forms.IntegerField(label=_("Due before the event, days"), min_value=0, max_value=MOST_DAYS, initial=10)
    offset_unit = forms.ChoiceField(label=_("In which days"), choices=OffsetUnit.choices, initial=OffsetUnit.CALENDAR)
    is_checked = forms.BooleanField(label=_("Number and article are compared with the text of the act"), required=False)
    position = forms.IntegerField(label=_("Place in the checklist"), min_value=0, max_value=10_000, initial=100)

    def to_write(self) -> DutyFacts:
        """Return what the action takes."""
        return DutyFacts(**self.facts)


class SetTermsForm(EditedForm):
    """By when the leader's package is due."""

    leader_days = forms.IntegerField(
        label=_("The leader’s package is due before the event, days"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Murmansk region: 3 days at least; Saratov region: 5."),
    )
    leader_unit = forms.ChoiceField(label=_("In which days"), choices=OffsetUnit.choices)
