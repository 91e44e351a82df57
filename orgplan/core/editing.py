"""How two people edit one record without losing each other's words, and how a refused write reaches the form.

A model with an `edition` is changed by an action that takes the edition its form was opened with:

    current = take_edition(unit, edition)      # locks the row, raises ChangedMeanwhileError

The form inherits `EditedForm`; the view runs the action through `submitted`, and shows the form again when the answer
is None. What the second person typed stays in the form, beside what the first one saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_CARRIED = frozenset(("edition", "opened"))

M = TypeVar("M", bound="EditedModel")
T = TypeVar("T")


class EditedModel(models.Model):
    """A record that people change; `edition` grows with every change."""

    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class RefusedError(Exception):
    """A write that the records do not allow; the text is a sentence for the person who tried."""


class ChangedMeanwhileError(Exception):
    """Somebody changed the record after the form was opened; `current` is its present state."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(str(current))
        self.current = current


def take_edition(record: M, edition: int) -> M:
    """Lock the record and return its present state with the next edition set, or raise ChangedMeanwhileError."""
    rows = type(record)._default_manager  # noqa: SLF001 -- Django's documented name for it
    current: M = rows.select_for_update().get(pk=record.pk)
    if current.edition != edition:
        raise ChangedMeanwhileError(current)
    current.edition += 1
    return current


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that stands otherwise in the records than in the form."""

    label: str
    theirs: str
    yours: str


class EditedForm(forms.Form):
    """A form over one record (None: a new one); carries the edition and the values with which it was opened.

    Fields are filled from the record's attributes of the same names.
    """

    edition = forms.IntegerField(label=gettext_lazy("edition"), widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, record: models.Model | None = None, **options: Any) -> None:
        self.record = record
        self.current: models.Model | None = None
        self.differences: list[Difference] = []
        self.taken_over: list[Difference] = []
        initial = {name: getattr(record, name) for name in self.base_fields if name != "opened"} if record else {}
        super().__init__(data, initial={"opened": self._opened} | initial | options.pop("initial", {}), **options)
        if record is None:
            del self.fields["edition"], self.fields["opened"]

    @property
    def status(self) -> int:
        """HTTP status of the page that shows the form: 409 after a lost race, 422 with errors, else 200."""
        if self.current is not None:
            return 409
        return 422 if self.is_bound and self.errors else 200

    @property
    def facts(self) -> dict[str, Any]:
        """Return the cleaned values of the record's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _CARRIED}

    def meet(self, current: models.Model) -> None:
        """Open the form anew on the present state of the record.

        What was typed stays, beside what stands in the records now; a field that was not touched here takes the other
        person's value.
        """
        self.current = current
        opened = _read_opened(self.data.get(self.add_prefix("opened"), ""))
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dict in tests
        for name, value in self.facts.items():
            theirs = self.present(current, name)
            if theirs == value or self._wire(name, theirs) == self._wire(name, value):
                continue
            difference = Difference(str(self[name].label), self._shown(name, theirs), self._shown(name, value))
            if opened.get(name) == self._wire(name, theirs):
                continue  # changed only here
            if opened.get(name) == self._wire(name, value):
                data[self.add_prefix(name)] = self._wire(name, theirs)
                self.taken_over.append(difference)
            else:
                self.differences.append(difference)
        data[self.add_prefix("edition")] = str(getattr(current, "edition", ""))
        data[self.add_prefix("opened")] = json.dumps(
            {name: self._wire(name, self.present(current, name)) for name in self.facts}
        )
        self.data = data

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds in the field; a form whose fields are not attributes says it otherwise."""
        return getattr(record, name)

    def _opened(self) -> str:
        """Return the values with which the form is opened, as the hidden field carries them."""
        own = {name: field for name, field in self.fields.items() if name not in _CARRIED}
        return json.dumps(
            {name: self._wire(name, self.get_initial_for_field(each, name)) for name, each in own.items()}
        )

    def _wire(self, name: str, value: Any) -> str:
        """Return a value as the browser sends it back; empty for nothing and for a box without its mark."""
        plain = self.fields[name].prepare_value(value)
        if isinstance(plain, bool):
            return "on" if plain else ""
        return "" if plain is None else str(plain).replace("\r\n", "\n")

    def _shown(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return "—"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple | models.QuerySet):
            return "; ".join(self._shown(name, each) for each in value) or "—"
        choices = getattr(self.fields[name], "choices", None)
        if choices is not None and not isinstance(value, models.Model):
            value = dict(choices).get(value, value)
        return str(value)


def _read_opened(text: str) -> dict[str, Any]:
    """Return what the hidden field carried; nothing where it was tampered with."""
    try:
        opened = json.loads(text)
    except ValueError:
        return {}
    return opened if isinstance(opened, dict) else {}


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, for a form's first argument; None at a GET."""
    return request.POST if request.method == "POST" else None


def submitted(form: forms.Form, save: Callable[[], T]) -> T | None:
    """Run the action when the form is valid and return its result; None: show the form again, it says why."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return save()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhileError as race:
        if not isinstance(form, EditedForm):
            raise
        form.meet(race.current)
    return None
