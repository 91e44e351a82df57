"""The plan on paper: the Word file opens again with its table whole, the PDF holds its words."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError

from orgplan.documents.pdf import compile_form
from orgplan.documents.word import fill_form, shipped_form

COLUMNS = ["№\nп/п", "Дата, время", "Мероприятие", "Место проведения", "Ответственный"]


def row(number: int, title: str = "Заседание комиссии", section: str = "") -> dict[str, Any]:
    return {
        "number": number,
        "section": section,
        "when": "12 августа, 14:00",
        "title": title,
        "place": "каб. 210",
        "responsible": "Примеров П.П.\nТеатр «Пример» (по согласованию)",
    }


def plan(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "title": "План основных мероприятий на август 2026 года",
        "heading": "План",
        "subject": "основных мероприятий на август 2026 года",
        "draft": True,
        "approver_post": "Мэр города",
        "approver_line": "____________ О. О. Образцов",
        "approved_line": "«25» июля 2026 г.",
        "rows": list(rows),
        "signer_post": "Начальник отдела",
        "signer_name": "П. П. Примеров",
        "footer": "Проект",
    } | more


def printed(data: dict[str, Any]) -> Any:
    return Document(io.BytesIO(fill_form(shipped_form("plan"), data)))


def cells(document: Any) -> list[list[str]]:
    return [[cell.text for cell in each.cells] for each in document.tables[1].rows]


def test_table_is_whole_when_the_file_is_opened_again():
    document = printed(plan(*(row(number) for number in range(1, 51))))
    table = cells(document)
    assert table[0] == COLUMNS
    assert [each[0] for each in table[1:]] == [str(number) for number in range(1, 51)]
    assert table[50] == ["50", "12 августа, 14:00", "Заседание комиссии", "каб. 210", row(1)["responsible"]]


def test_head_of_the_table_repeats_on_every_page():
    first = printed(plan(row(1))).tables[1].rows[0]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None


def test_rows_do_not_break_between_pages():
    rows = printed(plan(row(1))).tables[1].rows
    assert rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_section_stands_in_a_row_of_its_own_before_its_events():
    document = printed(plan(row(1, section="Первый"), row(2), row(3, section="Второй")))
    assert [each[0] for each in cells(document)[1:]] == ["Первый", "1", "2", "Второй", "3"]
    assert len(document.tables[1].rows[1]._tr.tc_lst) == 1


def test_plan_without_rows_keeps_its_head():
    assert cells(printed(plan())) == [COLUMNS]


@pytest.mark.parametrize("draft", [True, False])
def test_draft_is_marked_until_approved(draft):
    stamp = printed(plan(row(1), draft=draft)).tables[0].rows[0].cells[1].text
    assert ("ПРОЕКТ" in stamp) == draft
    assert stamp.endswith("УТВЕРЖДАЮ\nМэр города\n____________ О. О. Образцов\n«25» июля 2026 г.")


def test_signature_stands_below():
    last = printed(plan(row(1))).tables[2].rows[0].cells
    assert [cell.text for cell in last] == ["Начальник отдела", "П. П. Примеров"]


HOSTILE = {
    "<w:p/></w:t>&amp;": "<w:p/></w:t>&amp;",
    "{{ 7 * 7 }}{% for a in b %}{%tr if x %}": "{{ 7 * 7 }}{% for a in b %}{%tr if x %}",
    "а\x00б\x07в\x0bг\x1fд": "абвгд",
    "а\ufffeб\uffffв": "абв",
    "«ёлка» — №\u00a05 ½ 🎄": "«ёлка» — №\u00a05 ½ 🎄",
}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_printed_as_words(title):
    assert cells(printed(plan(row(1, title))))[1][2] == HOSTILE[title]
    assert compile_form("plan", plan(row(1, title))).startswith(b"%PDF")


def test_very_long_title_is_printed_whole():
    assert cells(printed(plan(row(1, "длинное " * 625))))[1][2] == "длинное " * 625


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_a_file_that_opens(title, section):
    document = printed(plan(row(1, title, section=section)))
    assert cells(document)[-1][0] == "1"


def test_form_gets_plain_data_only():
    with pytest.raises(TypeError, match="plain data"):
        fill_form(shipped_form("plan"), plan(row(1), footer=object()))


def form_of(text: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def test_form_that_asks_for_what_is_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        fill_form(form_of("{{ nobody_gave_this }}"), {})


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ title.__init__.__globals__ }}"])
def test_form_cannot_reach_into_the_program(text):
    with pytest.raises((SecurityError, UndefinedError)):
        fill_form(form_of(text), {"title": "План"})


def words_of_pdf(data: bytes) -> str:
    if shutil.which("pdftotext") is None:
        assert os.environ.get("CI") != "true", "pdftotext belongs to the full check"
        pytest.skip("pdftotext is not installed (apt install poppler-utils)")
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_pdf_holds_the_words_of_the_plan():
    words = words_of_pdf(compile_form("plan", plan(row(1, section="Первый раздел"), row(2, title="Концерт хора"))))
    for part in (
        "УТВЕРЖДАЮ",
        "ПРОЕКТ",
        "ПЛАН",
        "август 2026 года",
        "Первый раздел",
        "Концерт хора",
        "Начальник отдела",
    ):
        assert part.casefold() in words.casefold(), part


def test_pdf_of_an_approved_plan_is_no_draft():
    assert "ПРОЕКТ" not in words_of_pdf(compile_form("plan", plan(row(1), draft=False, footer="Версия 1")))


def test_pdf_of_a_plan_without_rows_is_made():
    assert compile_form("plan", plan()).startswith(b"%PDF")
