"""Form fields: what they accept, how errors are tied to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django import forms

from orgplan.core.fields import DateField, SuggestInput, TimeField, form_errors


class MeetingForm(forms.Form):
    title = forms.CharField(label="Название", help_text="Как в плане.")
    date = DateField(label="Дата")
    time = TimeField(label="Время", required=False)
    place = forms.CharField(label="Место", required=False, widget=SuggestInput(suggestions=["зал <1>", "сад"]))
    level = forms.ChoiceField(label="Уровень", choices=[("a", "город"), ("b", "округ")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Показать")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("title") == "нет":
            raise forms.ValidationError("Такое уже есть.")
        return self.cleaned_data


@pytest.mark.parametrize("text", ["2026-07-30", "30.07.2026", "30.07.26", "30.7.2026"])
def test_date_field_takes_iso_and_the_russian_form(text: str) -> None:
    assert DateField().clean(text) == dt.date(2026, 7, 30)


@pytest.mark.parametrize("text", ["14:30", "14.30", "14-30", "14:30:00"])
def test_time_field_takes_the_usual_marks(text: str) -> None:
    assert TimeField().clean(text) == dt.time(14, 30)


@pytest.mark.parametrize("text", ["31.02.2026", "сегодня", "2026-13-01"])
def test_date_field_refuses_a_date_that_does_not_exist(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        DateField().clean(text)


def test_native_input_shows_a_wrong_text_instead_of_losing_it() -> None:
    form = MeetingForm({"date": "31.02.2026", "time": "14:30"})
    assert 'type="text" name="date" value="31.02.2026"' in str(form["date"])
    assert 'type="time" name="time" value="14:30"' in str(form["time"])


def test_field_ties_label_help_and_error_to_its_input() -> None:
    drawn = str(MeetingForm({"title": ""})["title"].as_field_group())
    assert '<label for="id_title">Название' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_title_helptext">Как в плане.' in drawn
    assert 'id="id_title_error"' in drawn


def test_group_of_boxes_is_a_fieldset_with_a_legend() -> None:
    drawn = str(MeetingForm({})["level"].as_field_group())
    assert drawn.startswith('<fieldset class="field"')
    assert "<legend>Уровень" in drawn
    assert 'id="id_level_error"' in drawn


def test_summary_goes_to_the_fields_in_their_order() -> None:
    errors = form_errors(MeetingForm({"title": "нет", "date": "x"}))
    assert [(error.label, error.target) for error in errors] == [
        ("", ""),
        ("Дата", "id_date"),
        ("Уровень", "id_level_0"),
        ("Показать", "id_agree"),
    ]
    assert errors[0].message == "Такое уже есть."


def test_form_that_was_not_sent_has_no_summary() -> None:
    assert form_errors(MeetingForm()) == []
    assert "alert" not in str(MeetingForm())


def test_form_draws_summary_and_every_field() -> None:
    drawn = str(MeetingForm({}))
    assert drawn.count('class="field') == 6
    assert '<a href="#id_level_0">Уровень</a>' in drawn


def test_suggestions_are_a_list_tied_to_the_input_and_escaped() -> None:
    drawn = str(MeetingForm()["place"])
    assert 'list="id_place-list"' in drawn
    assert '<datalist id="id_place-list"><option value="зал &lt;1&gt;"></option><option value="сад"></option>' in drawn
