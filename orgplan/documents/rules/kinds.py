"""Kinds of papers as data: which fields a form of the kind gets, under their English and Russian names.

A room above declares its kinds as `FormKind`; `config/forms.py` lists them. A Word template names a field either way:
`{{ row.title }}` and `{{ строка.мероприятие }}` print the same (ADR 0015).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its name in the data, its Russian name (an identifier), what it prints, for lists what rows hold.

    `required`: a form of the kind that never prints it is told so by the check.
    """

    name: str
    russian: str
    about: str
    fields: tuple[FormField, ...] = ()
    required: bool = False

    @property
    def is_list(self) -> bool:
        """Tell whether the field is a list of rows."""
        return bool(self.fields)


@dataclass(frozen=True, slots=True)
class FormKind:
    """A kind of paper. `form` names the shipped `<form>.docx` and `<form>.typ`; the code where it is empty.

    `sample` is data as the kind's real papers have it: the check prints it, the example shows it. Kinds of one `group`
    print the same data in another shape (a list, a calendar, a week).
    """

    code: str
    label: str | Promise
    fields: tuple[FormField, ...]
    sample: Mapping[str, Any] = field(hash=False)
    form: str = ""
    group: str = ""

    @property
    def shipped(self) -> str:
        """Return the name of the shipped form."""
        return self.form or self.code


def with_russian_names(fields: Iterable[FormField], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with every field under both names, lists row by row."""
    named = dict(data)
    for each in fields:
        if each.name not in data:
            continue
        value = data[each.name]
        if each.is_list:
            value = [with_russian_names(each.fields, row) for row in value]
        named[each.name] = named[each.russian] = value
    return named


def shape_of(fields: Iterable[FormField]) -> dict[str, Any]:
    """Return the names that data of these fields have: a dict of names, with a dict in place of each list's rows."""
    return {each.name: shape_of(each.fields) if each.is_list else None for each in fields}


def shape_of_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names that the data have, to be compared with `shape_of`; an empty list has no names to show."""
    return {
        name: shape_of_data(value[0]) if isinstance(value, list | tuple) and value else None
        for name, value in data.items()
    }
