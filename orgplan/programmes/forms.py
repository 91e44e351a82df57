"""Forms of programmes, of their aims, of what counts as missing, of events that are put in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField
from orgplan.directory.models import Person, Unit
from orgplan.events.actions.programmes import ProgrammeFacts, taken_names
from orgplan.events.models import Programme
from orgplan.events.models.programme import FIRST_YEAR, LAST_YEAR
from orgplan.events.queries.programmes import programme_choices
from orgplan.events.rules import EventKind
from orgplan.programmes.actions import AimFacts
from orgplan.programmes.models import MOST_DAYS, Aim, GapSetting
from orgplan.programmes.rules.kinds import Measure

_MOST = 10_000_000


class ProgrammeForm(EditedForm):
    """A programme: name, code, years, what it is for, who answers; it may lie within another one."""

    name = forms.CharField(label=_("Name of the programme"), max_length=300)
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("A few letters, as files name it."))
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("To the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    aim = TextField(label=_("What the programme is for"), required=False)
    parent = forms.ModelChoiceField(
        label=_("Lies within the programme"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("stands by itself"),
    )
    curator = forms.ModelChoiceField(
        label=_("Curator"), queryset=Person.objects.none(), required=False, empty_label=_("nobody is named")
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Responsible units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        record: Programme | None = None,
        programmes: QuerySet[Programme],
        people: QuerySet[Person],
        units: QuerySet[Unit],
    ) -> None:
        options = {"initial": {"units": list(record.units.all())}} if record else {}
        super().__init__(data, record=record, **options)
        rows = [each for each in programmes if not each.is_section and not _lies_in(each, record)]
        for name, queryset in (("parent", programmes), ("curator", people), ("units", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.choices = [("", parent.empty_label), *programme_choices(rows)]

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds; its units are rows of their own."""
        return list(record.units.all()) if name == "units" else super().present(record, name)

    def clean(self) -> dict[str, Any]:
        """Say what is taken already, and years in the wrong order."""
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year comes before the first one."))
        own = self.record if isinstance(self.record, Programme) else None
        for name in taken_names(data.get("name", ""), data.get("code", ""), None, own):
            self.add_error(name, _("Another programme has this already."))
        return data

    def to_write(self) -> ProgrammeFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.cleaned_data
        names = ("name", "code", "first_year", "last_year", "aim", "parent", "curator")
        return ProgrammeFacts(**{name: data[name] for name in names}, units=tuple(data["units"]))


def _lies_in(programme: Programme, whole: Programme | None) -> bool:
    return whole is not None and programme.path.startswith(whole.path)


class SectionForm(EditedForm):
    """A section of a programme: its name, its place among the others, who answers."""

    name = forms.CharField(label=_("Name of the section"), max_length=300)
    position = forms.IntegerField(
        label=_("Number of the section"),
        min_value=1,
        max_value=1000,
        help_text=_("Sections stand in the order of these numbers, on the page and in the printed plan."),
    )
    aim = TextField(label=_("What the section is for"), required=False)
    curator = forms.ModelChoiceField(
        label=_("Curator of the section"), queryset=Person.objects.none(), required=False, empty_label=_("as above")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        record: Programme | None = None,
        parent: Programme,
        people: QuerySet[Person],
        **options: Any,
    ) -> None:
        super().__init__(data, record=record, **options)
        self.parent = parent
        field = self.fields["curator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people

    def clean(self) -> dict[str, Any]:
        """Say that the name is taken."""
        data = super().clean() or {}
        own = self.record if isinstance(self.record, Programme) else None
        if taken_names(data.get("name", ""), "", self.parent, own):
            self.add_error("name", _("The programme has a section of this name already."))
        return data

    def to_write(self) -> ProgrammeFacts:
        """Return the facts to write; call after `is_valid`."""
        data, parent = self.cleaned_data, self.parent
        return ProgrammeFacts(
            name=data["name"],
            code="",
            first_year=parent.first_year,
            last_year=parent.last_year,
            parent=parent,
            is_section=True,
            position=data["position"],
            aim=data["aim"],
            curator=data["curator"],
        )


class AimForm(EditedForm):
    """What is counted and how many are to be reached."""

    measure = forms.ChoiceField(label=_("What is counted"), choices=Measure.choices)
    target = forms.IntegerField(label=_("How many are to be reached"), min_value=1, max_value=_MOST)
    note = forms.CharField(
        label=_("Where the number comes from"),
        max_length=300,
        required=False,
        help_text=_("An act, a decision of the organising committee."),
    )

    def __init__(self, data: Any = None, *, record: Aim | None = None) -> None:
        super().__init__(data, record=record)

    def to_write(self) -> AimFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.cleaned_data
        return AimFacts(Measure(data["measure"]), data["target"], data["note"])


class GapForm(EditedForm):
    """Whether a thing counts as missing, from when on and of which kinds of events."""

    is_on = forms.BooleanField(label=_("Counts as missing"), required=False)
    days = forms.IntegerField(
        label=_("From how many days on"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("Empty: always."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Of which kinds of events"),
        choices=EventKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: of all kinds."),
    )

    def __init__(self, data: Any = None, *, record: GapSetting | None = None, **options: Any) -> None:
        super().__init__(data, record=record, **options)


class IntoProgrammeForm(forms.Form):
    """Into which programme or section events are put."""

    programme = forms.ModelChoiceField(
        label=_("Programme or section"), queryset=Programme.objects.none(), empty_label=_("choose")
    )

    def __init__(self, data: Any = None, *, programmes: QuerySet[Programme]) -> None:
        super().__init__(data)
        field = self.fields["programme"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = programmes
        field.choices = [("", field.empty_label), *programme_choices(programmes)]
