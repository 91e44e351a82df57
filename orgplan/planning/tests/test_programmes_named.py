"""Programmes that a line names by a column or a heading, and the event that is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.models import Event, Programme
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.rules.programmes import Named, programmes_named
from orgplan.planning.tests.factories import BY, city_plan, line

KNOWN = (Named(1, "80 лет Победы", "П80"), Named(2, "Год семьи", "ГС"), Named(3, "Спорт", "С"))


@pytest.mark.parametrize(
    ("section", "cells", "keys"),
    [
        ("", [["Программа", "80 лет Победы"]], [1]),
        ("", [["В рамках чего", "«80 ЛЕТ ПОБЕДЫ», год семьи"]], [1, 2]),
        ("", [["Национальный проект / программа", "ГС"]], [2]),
        ("", [["Программа", "С"]], []),
        ("", [["Мероприятие", "Концерт «80 лет Победы»"]], []),
        ("", [["Программа", "80 лет Победы района"]], [1]),
        ("", [["Программа", "180 лет Победы"]], []),
        ("80 лет Победы", [], [1]),
        ("Раздел II / Год Семьи", [], [2]),
        ("Мероприятия программы «Год семьи»", [], [2]),
        ("В рамках празднования: 80 лет Победы", [], [1]),
        ("Спорт и молодёжь", [], []),
        ("", [["Программа"]], []),
        ("", [], []),
    ],
)
def test_line_names_programmes(section, cells, keys):
    assert programmes_named(section, cells, KNOWN) == keys


@given(st.text(max_size=40), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=4))
def test_any_words_name_only_known_programmes(section, cells):
    assert set(programmes_named(section, cells, KNOWN)) <= {1, 2, 3}
    assert programmes_named(section, cells, [Named(9, " ", " ")]) == []


@pytest.mark.django_db
def test_accepted_line_puts_its_event_into_the_programme_that_its_column_names():
    victory = Programme.objects.create(name="80 лет Победы", code="П80", first_year=2025, last_year=2026)
    other = Programme.objects.create(name="Год семьи", code="ГС", first_year=2026, last_year=2026)
    plan = city_plan()
    named = line(cells=[["Мероприятие", "Концерт"], ["Программа", "80 лет победы"]])
    plain = line(cells=[["Мероприятие", "Совещание"]])
    accept_lines(plan=plan, lines=[named, plain], by=BY)
    made, second = (Event.objects.get(plan_lines=each) for each in (named, plain))
    assert (list(made.programmes.all()), list(second.programmes.all())) == ([victory], [])
    put_into_programmes(made, programmes=[other], by=BY)
    accept_lines(plan=plan, lines=[line(section_text="80 лет Победы", event=made)], by=BY)
    assert set(made.programmes.all()) == {victory, other}, "what people said stays"
