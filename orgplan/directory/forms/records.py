"""What people type about units, people, organisations, venues."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, GrowingTextarea, SuggestInput, TextField
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.directory.queries import districts
from orgplan.directory.rules import Gender, Tenure, UnitKind, case_words
from orgplan.language.declension import decline_name, decline_position, guess_gender
from orgplan.language.grammar import OBLIQUE
from orgplan.language.grammar import Gender as NameGender

_PHONE_HINT = _("For example 78-12-34 or +7 3812 78-12-34.")


class _PhoneField(forms.CharField):
    """A telephone as people write it: digits, brackets, hyphens, an extension."""

    def __init__(self) -> None:
        super().__init__(label=_("Telephone"), max_length=60, required=False, help_text=_PHONE_HINT)

    def clean(self, value: Any) -> str:
        """Refuse what holds no digit: a name typed into the wrong field."""
        text: str = super().clean(value)
        if text and not re.search(r"\d", text):
            raise forms.ValidationError(_("There is not one digit in this telephone number."))
        return text


def _email() -> forms.EmailField:
    return forms.EmailField(label=_("E-mail"), max_length=254, required=False)


def choice_of(rows: models.QuerySet[Any], record: models.Model | None, name: str) -> models.QuerySet[Any]:
    """Return the rows in force, and the one that the record already has."""
    present = getattr(record, f"{name}_id", None)
    return rows.filter(models.Q(is_active=True) | models.Q(pk=present))


def _places(label: Any, most: int = 1_000_000) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


class _EquipmentField(TextField):
    """Equipment, one thing a line with its number: «микрофон — 4»; kept as pairs."""

    _LINE = re.compile(r"(?P<title>.+?)(?:\s*[-–—:xх]\s*(?P<count>\d{1,5})(?:\s*шт\.?)?)?", re.IGNORECASE)

    def __init__(self) -> None:
        hint = _("One thing a line, with its number: “microphone — 4”.")
        super().__init__(label=_("Equipment"), required=False, help_text=hint, widget=GrowingTextarea(rows=4))

    def prepare_value(self, value: Any) -> Any:
        """Return the lines of the pairs; what was typed stays."""
        return value if isinstance(value, str) else "\n".join(f"{title} — {count}" for title, count in value or [])

    def clean(self, value: Any) -> list[list[Any]]:
        """Return pairs of words and number, 1 where none is given; the same thing twice is added up."""
        found: dict[str, int] = {}
        for line in (super().clean(value) or "").splitlines():
            if match := self._LINE.fullmatch(line.strip()):
                title = match["title"].strip()[:120]
                found[title] = found.get(title, 0) + int(match["count"] or 1)
        return [[title, count] for title, count in found.items()]


class _NamedForm(EditedForm):
    """A record whose full name is unique; the same name in other letters is refused with its card named."""

    model: ClassVar[type[Unit | Organisation | Venue]]

    name = forms.CharField(label=_("Full name"), max_length=300)

    def clean_name(self) -> str:
        """Collapse white space; refuse a name that another record bears."""
        name = " ".join(self.cleaned_data["name"].split())
        same = self.model.objects.filter(name__iregex=f"^{re.escape(name)}$")
        if self.record is not None:
            same = same.exclude(pk=self.record.pk)
        if same.exists():
            raise forms.ValidationError(_("A record with this name exists already."))
        return name


class UnitForm(_NamedForm):
    """A structural unit."""

    model = Unit

    short_name = forms.CharField(label=_("Short name"), max_length=120, help_text=_("As lists show it."))
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.DEPARTMENT)
    parent = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Part of"), required=False, empty_label=_("nothing above")
    )
    phone = _PhoneField()
    email = _email()
    position = forms.IntegerField(
        label=_("Order in lists"), min_value=0, max_value=30_000, initial=100, help_text=_("Smaller stands higher.")
    )
    submits_plans = forms.BooleanField(label=_("Sends plans"), required=False, initial=True)
    starts_on = DateField(label=_("Exists since"), required=False)

    def __init__(self, data: Any = None, *, record: Unit | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, record=record, initial=initial or {})
        others = Unit.objects.exclude(pk=record.pk) if record else Unit.objects.all()
        set_queryset(self, "parent", choice_of(others, record, "parent"))


class OrganisationForm(_NamedForm):
    """A body outside the administration."""

    model = Organisation

    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = _PhoneField()
    email = _email()
    founded_on = DateField(label=_("Founded on"), required=False, help_text=_("Jubilees are counted from it."))


class VenueForm(_NamedForm):
    """A place of events."""

    model = Venue

    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    district = forms.CharField(label=_("District"), max_length=120, required=False, widget=SuggestInput())
    latitude = forms.DecimalField(
        label=_("Latitude"), min_value=-90, max_value=90, max_digits=8, decimal_places=5, required=False
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        max_digits=8,
        decimal_places=5,
        required=False,
        localize=False,
    )
    capacity = forms.IntegerField(label=_("Capacity, persons"), min_value=1, max_value=1_000_000, required=False)
    aliases = TextField(
        label=_("Also written as"),
        required=False,
        help_text=_("One name a line: as units write it in their plans."),
        widget=GrowingTextarea(rows=3),
    )
    contact = forms.CharField(
        label=_("Contact"), max_length=200, required=False, help_text=_("Who opens the hall: name and work telephone.")
    )
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Kept by"), required=False, empty_label=_("not chosen"))
    seats_theatre = _places(_("Seats in rows"))
    seats_banquet = _places(_("Seats at tables"))
    places_standing = _places(_("Standing places"))
    set_up_minutes = _places(_("Set-up, minutes"), 10_000)
    leaving_minutes = _places(_("Leaving, minutes"), 10_000)
    has_ramp = forms.BooleanField(label=_("Ramp or level entrance"), required=False)
    has_hearing_loop = forms.BooleanField(label=_("Hearing loop"), required=False)
    has_accessible_toilet = forms.BooleanField(label=_("Accessible toilet"), required=False)
    access_note = forms.CharField(label=_("About access"), max_length=300, required=False)
    equipment = _EquipmentField()

    def __init__(self, data: Any = None, *, record: Venue | None = None) -> None:
        super().__init__(data, record=record)
        set_queryset(self, "owner", choice_of(Unit.objects.all(), record, "owner"))
        self.fields["district"].widget.suggestions = districts(Venue.objects.all())

    def clean_aliases(self) -> str:
        """Keep one name a line, without empty lines."""
        return "\n".join(line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip())

    def clean(self) -> dict[str, Any]:
        """Ask for both coordinates or none."""
        cleaned = super().clean() or {}
        given = [cleaned.get(name) is not None for name in ("latitude", "longitude")]
        if not self.errors and any(given) and not all(given):
            self.add_error("longitude", _("Give both coordinates or none."))
        return cleaned


class PersonForm(EditedForm):
    """A person: the name in parts and the work contacts."""

    surname = forms.CharField(label=_("Surname"), max_length=100)
    first_name = forms.CharField(label=_("First name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=Gender.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("For the grammar of documents; without a mark it is understood from the name."),
    )
    phone = _PhoneField()
    email = _email()
    is_invented = forms.BooleanField(
        label=_("Invented person"), required=False, help_text=_("For examples and training: no such person exists.")
    )

    def clean(self) -> dict[str, Any]:
        """Understand the gender from the name where it was not given; ask where the name does not tell."""
        cleaned = super().clean() or {}
        names = [cleaned.get(part, "") for part in ("surname", "first_name", "patronymic")]
        if not cleaned.get("gender") and not self.errors:
            guessed = guess_gender(*names)
            if guessed is None:
                self.add_error("gender", _("The name does not tell the gender: please mark it."))
            else:
                cleaned["gender"] = Gender(guessed.value)
        return cleaned


class PositionForm(EditedForm):
    """A post with its days, in a unit or in an organisation."""

    title = forms.CharField(
        label=_("Post"), max_length=300, help_text=_("In full, in the nominative: “director of the department”.")
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("not chosen"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("or organisation"),
        required=False,
        empty_label=_("not chosen"),
        help_text=_("One of the two."),
    )
    starts_on = DateField(label=_("From the day"), required=False)
    ends_on = DateField(
        label=_("Until the day"), required=False, help_text=_("The last day in the post; empty: holds it now.")
    )
    tenure = forms.ChoiceField(label=_("Holds the post"), choices=Tenure.choices, initial=Tenure.HOLDER, required=False)
    leader_order = forms.IntegerField(
        label=_("Place among leaders"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("1 is the Mayor; empty: not a leader."),
    )

    def __init__(
        self, data: Any = None, *, record: models.Model | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, record=record, initial=initial or {})
        set_queryset(self, "unit", choice_of(Unit.objects.all(), record, "unit"))
        set_queryset(self, "organisation", choice_of(Organisation.objects.all(), record, "organisation"))

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one body, and for an end after the start."""
        cleaned = super().clean() or {}
        if "unit" in cleaned and "organisation" in cleaned and bool(cleaned["unit"]) == bool(cleaned["organisation"]):
            self.add_error("organisation", _("Choose either a unit or an organisation."))
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("A post cannot end before it began."))
        cleaned["tenure"] = cleaned.get("tenure") or Tenure.HOLDER
        return cleaned


class EndForm(EditedForm):
    """The last day in a post."""

    ends_on = DateField(label=_("Last day in the post"))

    def __init__(self, data: Any = None, *, record: models.Model, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, record=record, initial=initial or {})

    def clean_ends_on(self) -> Any:
        """Refuse a day before the beginning."""
        day, start = self.cleaned_data["ends_on"], getattr(self.record, "starts_on", None)
        if start and day < start:
            raise forms.ValidationError(_("A post cannot end before it began."))
        return day


class CasesForm(EditedForm):
    """Forms of a name that win over the rules; an empty field leaves the case to the rules."""

    parts: ClassVar = {"surname": _("Surname"), "first_name": _("First name"), "patronymic": _("Patronymic")}

    def __init__(self, data: Any = None, *, record: Person) -> None:
        super().__init__(data, record=record)
        self.person = record
        self.names = {part: name for part in self.parts if (name := getattr(record, part))}
        for part, name in self.names.items():
            stored = record.case_overrides.get(name, {})
            for case in OBLIQUE:
                ruled = getattr(decline_name(record.full_name, case, NameGender(record.gender)), part)
                self.fields[f"{part}_{case}"] = forms.CharField(
                    label=f"{name}, {case_words(case)}",
                    required=False,
                    max_length=100,
                    initial=stored.get(case, ""),
                    widget=forms.TextInput({"placeholder": ruled}),
                )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by case, a column for each part of the name."""
        return [(case_words(case), [self[f"{part}_{case}"] for part in self.names]) for case in OBLIQUE]

    def present(self, record: Any, name: str) -> Any:
        """Return the stored form of the part and case that the field is named after."""
        part, _sign, case = name.rpartition("_")
        return record.case_overrides.get(getattr(record, part), {}).get(case, "")

    @property
    def overrides(self) -> dict[str, dict[str, str]]:
        """Return what was filled in, as `Person.case_overrides` keeps it."""
        found: dict[str, dict[str, str]] = {}
        for part, name in self.names.items():
            forms_given = {str(case): form for case in OBLIQUE if (form := self.cleaned_data[f"{part}_{case}"].strip())}
            if forms_given:
                found[name] = forms_given
        return found


class PostCasesForm(forms.Form):
    """Forms of a post that win over the rules; an empty field leaves the case to the rules."""

    def __init__(self, data: Any = None, *, title: str, stored: dict[str, str]) -> None:
        super().__init__(data)
        for case in OBLIQUE:
            self.fields[str(case)] = forms.CharField(
                label=case_words(case),
                required=False,
                max_length=400,
                initial=stored.get(case, ""),
                widget=forms.TextInput({"placeholder": decline_position(title, case), "size": 70}),
            )

    @property
    def forms_given(self) -> dict[str, str]:
        """Return what was filled in, as `PostCases.forms` keeps it."""
        return {str(case): form for case in OBLIQUE if (form := self.cleaned_data[str(case)].strip())}


class MemberForm(forms.Form):
    """The unit a user works for, and the person the user is."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("no unit"))
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Card in the directory"), required=False, empty_label=_("no card")
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        set_queryset(self, "unit", Unit.objects.filter(is_active=True))
        set_queryset(self, "person", Person.objects.filter(is_active=True))


def set_queryset(form: forms.Form, name: str, rows: models.QuerySet[Any]) -> None:
    """Give a field of choice its rows."""
    chosen = form.fields[name]
    assert isinstance(chosen, forms.ModelChoiceField)
    chosen.queryset = rows
