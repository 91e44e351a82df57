"""Kinds of papers: their samples have their fields, their shipped forms print them, the office's own form comes first."""

from __future__ import annotations

import io

import pytest
from docx import Document as Word

from orgplan.documents.documents import print_word
from orgplan.documents.queries import form_for, form_kinds, kind_of
from orgplan.documents.rules.kinds import FormField, shape_of, shape_of_data, with_russian_names
from orgplan.documents.word import fill_form, shipped_form

KINDS = form_kinds()


def words_of(paper: bytes) -> str:
    document = Word(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def texts_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts_in(each)]
    return [value] if isinstance(value, str) and value else []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_sample_has_the_fields_of_its_kind(kind):
    assert shape_of_data(kind.sample) == shape_of(kind.fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_names_of_fields_are_identifiers_and_differ(kind):
    def check(fields: tuple[FormField, ...]) -> None:
        names = [name for each in fields for name in {each.name, each.russian}]
        assert [name for name in names if not name.isidentifier()] == []
        assert len(names) == len(set(names))
        for each in fields:
            assert each.about
            check(each.fields)

    check(kind.fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_shipped_form_prints_the_sample_and_opens_again(kind):
    printed = words_of(fill_form(shipped_form(kind.shipped), kind.sample))
    assert "{{" not in printed
    lists = [each for each in kind.fields if each.is_list]
    main = next((each for each in lists if each.required), next(iter(lists), None))
    first = (
        kind.sample[main.name][0]
        if main
        else {each.name: kind.sample[each.name] for each in kind.fields[1:] if each.name != "footer"}
    )
    assert [text for text in texts_in(first) if text.split("\n")[0] not in printed] == []


def test_kinds_have_codes_of_their_own():
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert kind_of("plan").shipped == "plan"


def test_data_get_russian_names_row_by_row():
    fields = (FormField("rows", "строки", "Строки", (FormField("title", "мероприятие", "Наименование"),)),)
    named = with_russian_names(fields, {"rows": [{"title": "Концерт"}]})
    assert named["строки"] == named["rows"] == [{"title": "Концерт", "мероприятие": "Концерт"}]


@pytest.mark.django_db
def test_kind_is_printed_by_the_shipped_form_where_the_office_has_none():
    assert form_for("plan").template is None
    assert "Фестиваль духовых оркестров" in words_of(print_word("plan", kind_of("plan").sample))
