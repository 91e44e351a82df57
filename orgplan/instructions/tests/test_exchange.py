"""Exchange with the document system: what goes out comes back by its key, bad rows are named, nothing half-written."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from orgplan.accounts.rules import Role
from orgplan.instructions.rules.answers import KEY, LINK, NUMBER, REGISTERED, read_answer
from orgplan.instructions.tests.factories import instruction

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def brought(office, content: bytes, name: str):
    return office.post("/instructions/exchange/", {"file": SimpleUploadedFile(name, content)})


def sealed(answer) -> dict[str, str]:
    return {"sealed": answer.context["sealed"]}


def test_workbook_comes_back_with_numbers(office):
    row = instruction()
    book = load_workbook(io.BytesIO(office.get("/instructions/exchange/out.xlsx").content))
    sheet = book.active
    assert sheet is not None
    heads = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    assert sheet.cell(2, heads[KEY]).value == str(row.uid)
    assert sheet.column_dimensions["K"].hidden
    for name, text in ((NUMBER, "17-пр"), (REGISTERED, f"{TODAY:%d.%m.%Y}"), (LINK, "https://sed.omsk.example/17")):
        sheet.cell(2, heads[name]).value = text
    out = io.BytesIO()
    book.save(out)
    preview = brought(office, out.getvalue(), "ответ.xlsx")
    row.refresh_from_db()
    assert (preview.context["new"], row.registered_number) == (1, "")
    office.post("/instructions/exchange/take-in/", sealed(preview))
    row.refresh_from_db()
    assert (row.registered_number, row.registered_on) == ("17-пр", TODAY)
    assert row.registered_link == "https://sed.omsk.example/17"


def test_json_comes_back_and_bad_rows_are_named(office):
    row = instruction()
    told = json.loads(office.get("/instructions/exchange/out.json").content)
    told["instructions"][0] |= {"number": "5", "registered_on": TODAY.isoformat(), "status": "исполнено"}
    told["instructions"] += [dict(told["instructions"][0]), {"uid": "нет", "number": "7"}]
    preview = brought(office, json.dumps(told).encode(), "ответ.json")
    words = preview.content.decode()
    assert (preview.context["new"], preview.context["bad"]) == (1, 2)
    assert "стоит в файле дважды" in words
    assert "нет ключа поручения" in words
    assert "в СЭД — «исполнено»" in words
    office.post("/instructions/exchange/take-in/", sealed(preview))
    row.refresh_from_db()
    assert (row.registered_number, row.state) == ("5", "on_execution")


def test_instruction_changed_after_the_preview_stops_everything(office):
    rows = [instruction(), instruction()]
    told = json.loads(office.get("/instructions/exchange/out.json").content)
    for number, each in enumerate(told["instructions"], start=1):
        each["number"] = str(number)
    preview = brought(office, json.dumps(told).encode(), "ответ.json")
    rows[1].edition = 9
    rows[1].save()
    answer = office.post("/instructions/exchange/take-in/", sealed(preview), follow=True)
    assert "ничего не записано" in answer.content.decode()
    for row in rows:
        row.refresh_from_db()
    assert [row.registered_number for row in rows] == ["", ""]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"{", "a.json", "Файл «a.json» не прочитан: он повреждён"),
        (b"[" * 100_000, "a.json", "Файл «a.json» не прочитан: он повреждён"),
        (b"\x89PNG\r\n", "a.png", "«a.png» — не Excel и не JSON"),
        (b"[]", "a.json", "нет строк"),
        (b'{"a": 1}', "a.json", "«a.json» — не наш файл: в нём нет списка поручений"),
        ("Дата;Дело\n1;2\n".encode(), "a.csv", "не наш файл"),
        (b"PK\x03\x04broken", "a.xlsx", "."),
    ],
)
def test_file_of_another_kind_is_refused_in_words(office, content, name, said):
    answer = brought(office, content, name)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({REGISTERED: "31.02.2026", NUMBER: "1"}, "такого дня нет"),
        ({REGISTERED: "вчера", NUMBER: "1"}, "дата не понята"),
        ({REGISTERED: f"{TODAY:%d.%m.%Y}"}, "дата регистрации стоит без номера"),
        ({NUMBER: "1" * 101}, "номер длиннее"),
        ({NUMBER: "1", LINK: "javascript:alert(1)"}, "ссылка не начинается"),
    ],
)
def test_value_that_cannot_be_is_named(cells, problem):
    key = "00000000-0000-4000-8000-000000000000"
    assert problem in read_answer("строка 2", {KEY: key} | cells).problem


def test_rows_that_contradict_each_other_and_days_to_come_are_not_taken(office):
    twice, same, early = (instruction() for _row in range(3))
    later = (TODAY + timedelta(days=1)).isoformat()
    told = [(twice, "1-пр", ""), (twice, "2-пр", ""), (same, "3-пр", ""), (same, "3-пр", ""), (early, "4-пр", later)]
    rows = [{"uid": str(row.uid), "number": number, "registered_on": day} for row, number, day in told]
    preview = brought(office, json.dumps({"instructions": rows}).encode(), "ответ.json")
    said = [each.problem.partition(":")[0] for each in preview.context["rows"]]
    assert said[:2] == ["поручение стоит в файле дважды с разными ответами"] * 2
    assert said[2:4] == ["", "поручение стоит в файле дважды"]
    assert said[4] == f"дата регистрации {TODAY + timedelta(days=1):%d.%m.%Y} ещё не наступила"
    office.post("/instructions/exchange/take-in/", sealed(preview))
    numbers = [type(row).objects.get(pk=row.pk).registered_number for row in (twice, same, early)]
    assert numbers == ["", "3-пр", ""]
    form = {"registered_number": "5-пр", "registered_on": later, "edition": early.edition}
    answer = office.post(f"/instructions/{early.pk}/register/", form)
    assert (answer.status_code, "Этот день ещё не наступил" in answer.content.decode()) == (422, True)


def test_row_that_is_not_taken_is_named_by_its_own_words(office):
    row = {"uid": "00000000-0000-4000-8000-000000000000", "number": "1", "text": "Убрать снег у школы"}
    page = brought(office, json.dumps([row]).encode(), "ответ.json").content.decode()
    assert "Убрать снег у школы" in page
