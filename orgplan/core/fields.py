"""Form fields of the product: one renderer, native date and time inputs, suggestions, growing text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import DateTimeBaseInput
from django.utils.functional import Promise


class FormRenderer(TemplatesSetting):
    """Draws every form and field of the product by the templates of `core`."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"


@dataclass(frozen=True)
class FormError:
    """One line of the summary at the top of a form."""

    label: str
    message: str
    target: str  # id of the field to go to, empty for an error of the whole form


def form_errors(form: forms.BaseForm) -> list[FormError]:
    """Return the errors of a bound form in the order of its fields, those of the whole form first."""
    if not form.is_bound:
        return []
    found = [FormError("", str(message), "") for message in form.non_field_errors()]
    for field in form.hidden_fields():
        found += [FormError(str(field.label), str(message), "") for message in field.errors]
    for field in form.visible_fields():
        found += [FormError(str(field.label), str(message), _target(field)) for message in field.errors]
    return found


def _target(field: forms.BoundField) -> str:
    """Return the id that a link can go to; a group of boxes has it on its first box."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


class NativeInput(DateTimeBaseInput):
    """A native input that falls back to plain text for what it could not show: what was typed is never lost."""

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Choose the plain type when the value has not the form that the native input understands."""
        context = super().get_context(name, value, dict(attrs) if attrs else None)
        shown = context["widget"]["value"]
        if shown and not _has_format(shown, str(self.format)):
            context["widget"]["type"] = "text"
        return context


def _has_format(text: str, pattern: str) -> bool:
    try:
        dt.datetime.strptime(text, pattern)  # noqa: DTZ007 -- only the form of the text matters
    except ValueError:
        return False
    return True


class DateInput(NativeInput):
    """The browser's own calendar; ISO on the wire, the reader's order on the screen."""

    format_key = "DATE_INPUT_FORMATS"
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(NativeInput):
    """The browser's own clock, to the minute."""

    format_key = "TIME_INPUT_FORMATS"
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": 60, **(attrs or {})}, format="%H:%M")


class GrowingTextarea(forms.Textarea):
    """A text area that grows with its text (the style sheet does it); `rows` is its least height."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 3) -> None:
        super().__init__({"rows": rows, "cols": 60, **(attrs or {})})


class SuggestInput(forms.TextInput):
    """Free text with suggestions (`<datalist>`): places, posts, organisations already known.

    `suggestions` is any iterable of texts; a form sets it in `__init__` when it depends on the reader:
    `self.fields["place"].widget.suggestions = […]`.
    """

    template_name = "core/parts/suggest_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, suggestions: Iterable[str | Promise] = ()) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Add the suggestions and tie the list to the input by its id."""
        context = super().get_context(name, value, dict(attrs) if attrs else None)
        widget = context["widget"]
        widget["attrs"]["list"] = f"{widget['attrs'].get('id', name)}-list"
        widget["suggestions"] = list(self.suggestions)
        return context


class DateField(forms.DateField):
    """A day; understands the browser's ISO and, typed by hand, «30.07.2026»."""

    widget = DateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **options)


class TimeField(forms.TimeField):
    """A clock time; understands «14:30», «14.30» and «14-30»."""

    widget = TimeInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H-%M"], **options)


class TextField(forms.CharField):
    """Running text in a growing area."""

    widget = GrowingTextarea


class FileField(forms.FileField):
    """A file taken by `{% file_drop %}`: the page draws it, the form only validates."""
