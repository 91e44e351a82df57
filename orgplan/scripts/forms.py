"""Forms of scripts: an item, the script's beginning, pasted lines, kinds of items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, SuggestInput, TextField, TimeField
from orgplan.directory.models import Person, Unit
from orgplan.scripts.actions import ItemFacts, ScriptFacts
from orgplan.scripts.actions.kinds import KindFacts
from orgplan.scripts.models import ItemKind, ScriptItem
from orgplan.scripts.models.script import LONGEST_ITEM
from orgplan.scripts.rules.kinds import Hold

_LONGEST_PASTE = 60_000


class ItemForm(EditedForm):
    """One item of a script."""

    title = forms.CharField(label=_("What goes on"), max_length=500)
    minutes = forms.IntegerField(label=_("Length, minutes"), min_value=0, max_value=LONGEST_ITEM, initial=5)
    kind = forms.ModelChoiceField(
        label=_("Kind of item"), queryset=ItemKind.objects.none(), required=False, empty_label="—"
    )
    hold = forms.ChoiceField(label=_("Tie to the clock"), choices=Hold.choices, required=False)
    hold_at = TimeField(label=_("Time of the tie"), required=False)
    person = forms.ModelChoiceField(
        label=_("Who acts: a person"), queryset=Person.objects.none(), required=False, empty_label="—"
    )
    unit = forms.ModelChoiceField(
        label=_("Who acts: a unit"), queryset=Unit.objects.none(), required=False, empty_label="—"
    )
    who = forms.CharField(
        label=_("Who acts, in words"), max_length=300, required=False, help_text=_("A host, a choir, schoolchildren.")
    )
    place = forms.CharField(label=_("Where"), max_length=200, required=False, widget=SuggestInput())
    cue = forms.CharField(
        label=_("Cue"), max_length=300, required=False, help_text=_("The words or the sign after which it begins.")
    )
    text = TextField(label=_("Text of the host"), required=False)
    note = TextField(label=_("Note for the crew"), required=False)
    leaders = forms.ModelMultipleChoiceField(
        label=_("Leaders the item concerns"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The item stands in the block of each of them."),
    )

    def __init__(self, data: Any = None, *, record: Model | None = None, **options: Any) -> None:
        choices = {name: options.pop(name) for name in ("kinds", "people", "units", "places")}
        chosen = list(record.leaders.all()) if isinstance(record, ScriptItem) else []
        super().__init__(data, record=record, initial={"leaders": chosen}, **options)
        for name, rows in {"kind": choices["kinds"], "person": choices["people"], "unit": choices["units"]}.items():
            self._choose(name, rows)
        self._choose("leaders", choices["people"])
        widget = self.fields["place"].widget
        assert isinstance(widget, SuggestInput)
        widget.suggestions = choices["places"]

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds; its leaders are rows of their own."""
        return list(record.leaders.all()) if name == "leaders" else super().present(record, name)

    def clean(self) -> dict[str, Any]:
        """Refuse a tie without its time."""
        data = super().clean() or {}
        if data.get("hold") and not data.get("hold_at") and "hold_at" not in self.errors:
            self.add_error("hold_at", _("Say at what time: the item is tied to the clock."))
        if data.get("hold_at") and not data.get("hold"):
            self.add_error("hold", _("A time is given: say “not before” or “exactly at”."))
        return data

    def to_write(self) -> ItemFacts:
        """Return what the action takes."""
        return ItemFacts(**self.facts | {"leaders": tuple(self.cleaned_data["leaders"])})


class ScriptForm(EditedForm):
    """When the script begins."""

    day = DateField(label=_("Day of the script"), required=False)
    begins_at = TimeField(label=_("Begins at"))
    note = TextField(label=_("Note of the script"), required=False)

    def __init__(self, data: Any = None, *, record: Model | None = None, of_template: bool = False) -> None:
        super().__init__(data, record=record)
        if of_template:
            del self.fields["day"]

    def to_write(self) -> ScriptFacts:
        """Return what the action takes."""
        return ScriptFacts(**self.facts)


class PasteForm(forms.Form):
    """Lines copied from a table or a letter."""

    lines = TextField(
        label=_("Lines of the script"),
        max_length=_LONGEST_PASTE,
        help_text=_("“10:00 – 10:15 Встреча гостей – Иванов И. И.”; cells of a Word or Excel table are taken, too."),
    )


class KindForm(EditedForm):
    """A kind of item, and how much of it a delay may take away."""

    name = forms.CharField(label=_("Kind of item"), max_length=60)
    spare_percent = forms.IntegerField(
        label=_("A delay may take away, per cent"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("100: the whole pause may be given up; 0: a speech is never shortened by itself."),
    )
    position = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=32_000, initial=100)
    is_active = forms.BooleanField(label=_("Offered"), required=False, initial=True)

    def clean_name(self) -> str:
        """Refuse a name that stands already."""
        name: str = self.cleaned_data["name"]
        others = ItemKind.objects.exclude(pk=self.record.pk if self.record else 0).values_list("name", flat=True)
        if name.casefold() in {each.casefold() for each in others}:
            self.add_error("name", _("There is such a kind already."))
        return name

    def to_write(self) -> KindFacts:
        """Return what the action takes."""
        return KindFacts(**self.facts)
