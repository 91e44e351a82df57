"""Two people edit one record: the form of the second, without a database."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms

from orgplan.core.editing import ChangedMeanwhileError, EditedForm, RefusedError, submitted
from orgplan.core.fields import DateField, TextField

RECORD: Any = SimpleNamespace(name="Зал", note="а\nб", day=date(2026, 8, 1), open=True, kind="hall", edition=3)


class _Form(EditedForm):
    name = forms.CharField(label="Название")
    note = TextField(label="Заметка", required=False)
    day = DateField(label="День", required=False)
    open = forms.BooleanField(label="Открыт", required=False)
    kind = forms.ChoiceField(label="Вид", choices=[("hall", "зал"), ("park", "парк")])


def _as_sent(form: EditedForm, **changes: str) -> dict[str, str]:
    """Return what a browser sends back for the form with a few fields changed; lines end as in a browser."""
    sent = {"name": "Зал", "note": "а\r\nб", "day": "2026-08-01", "open": "on", "kind": "hall"}
    return sent | {"edition": str(form["edition"].value()), "opened": form["opened"].value()} | changes


def _lose(current: Any) -> Any:
    raise ChangedMeanwhileError(current)


def test_form_carries_the_edition_and_the_values_it_was_opened_with() -> None:
    form = _Form(record=RECORD)
    assert form["edition"].value() == 3
    assert json.loads(form["opened"].value()) == {
        "name": "Зал",
        "note": "а\nб",
        "day": "2026-08-01",
        "open": "on",
        "kind": "hall",
    }
    assert "edition" not in _Form().fields


def test_second_editor_keeps_own_words_and_takes_over_what_was_not_touched() -> None:
    current: Any = SimpleNamespace(
        **vars(RECORD) | {"name": "Большой зал", "kind": "park", "open": False, "edition": 4}
    )
    form = _Form(_as_sent(_Form(record=RECORD), name="Малый зал", day="2026-08-02"), record=RECORD)
    assert submitted(form, lambda: _lose(current)) is None
    assert form.status == 409
    assert [(each.label, each.theirs, each.yours) for each in form.differences] == [
        ("Название", "Большой зал", "Малый зал")
    ]
    assert [(each.label, each.theirs) for each in form.taken_over] == [("Открыт", "нет"), ("Вид", "парк")]
    assert [form[name].value() for name in ("name", "kind", "open", "day", "edition")] == [
        "Малый зал",
        "park",
        False,
        "2026-08-02",
        "4",
    ]


def test_tampered_opening_values_only_ask_more() -> None:
    current: Any = SimpleNamespace(**vars(RECORD) | {"name": "Большой зал", "edition": 4})
    for opened in ("", "{", "[1]"):
        form = _Form(_as_sent(_Form(record=RECORD), opened=opened), record=RECORD)
        submitted(form, lambda: _lose(current))
        assert [each.label for each in form.differences] == ["Название"]


def test_refusal_is_an_error_of_the_form() -> None:
    form = _Form(_as_sent(_Form(record=RECORD)), record=RECORD)

    def refuse() -> None:
        raise RefusedError("так нельзя")

    assert submitted(form, refuse) is None
    assert form.status == 422
    assert list(form.non_field_errors()) == ["так нельзя"]


def test_valid_form_gives_what_the_action_returned() -> None:
    form = _Form(_as_sent(_Form(record=RECORD)), record=RECORD)
    assert submitted(form, lambda: sorted(form.facts)) == ["day", "kind", "name", "note", "open"]
    assert (submitted(_Form(record=RECORD), lambda: 1), _Form(record=RECORD).status) == (None, 200)
