"""Forms of calendars from outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.availability.actions import CalendarFacts
from orgplan.availability.models import IncomingCalendar, Layer
from orgplan.availability.rules.incoming import LARGEST
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import EditedForm
from orgplan.core.fields import FileField
from orgplan.directory.models import Person

ICS = ".ics,text/calendar"


class CalendarForm(EditedForm):
    """Whose calendar it is, and its secret address; the known address is never shown again."""

    name = forms.CharField(label=_("Name of the calendar from outside"), max_length=120)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Leader whose calendar it is"), required=False, empty_label=_("nobody’s")
    )
    layer = forms.ModelChoiceField(
        Layer.objects.none(), label=_("Layer whose days it holds"), required=False, empty_label=_("no layer")
    )
    level = forms.ChoiceField(
        label=_("What busy time stops"), choices=ClashLevel.choices, initial=ClashLevel.WARN,
        help_text=_("For a leader; a layer has a level of its own."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Secret address of the calendar"), max_length=2000, required=False,
        help_text=_("It begins with https:// or webcal:// and often ends with .ics. Empty: a file, or as before."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        record: IncomingCalendar | None = None,
        people: QuerySet[Person],
        layers: QuerySet[Layer],
        initial: dict[str, Any] | None = None,
    ) -> None:
        known = {"address": "", "person": record.person_id, "layer": record.layer_id} if record else {}
        if record is not None:
            record.address = ""  # type: ignore[attr-defined]  # the form asks for it; what is sealed stays sealed
        super().__init__(data, record=record, initial=known | (initial or {}))
        for name, rows in (("person", people), ("layer", layers)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds; its address is not shown."""
        return "" if name == "address" else getattr(record, name)

    def to_write(self) -> CalendarFacts:
        """Return what the action takes."""
        return CalendarFacts(**self.facts)


class CalendarFileForm(forms.Form):
    """A calendar as a file."""

    file = FileField(label=_("File of the calendar"))

    def clean_file(self) -> Any:
        """Refuse what is too large to be a calendar."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB: this is no calendar of busy times."),
                params={"most": LARGEST // 1_000_000},
            )
        return found
