from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.actions import apply_intake, drop_intake, take_in
from orgplan.directory.documents import sample_workbook
from orgplan.directory.imports.tables import read_table
from orgplan.directory.models import Intake, Organisation, Person, Unit, Venue
from orgplan.directory.queries.intake import ComparedRow, compare
from orgplan.directory.rules import IntakeKind, SheetCell, read_rows
from orgplan.directory.rules.intake import COLUMNS, column_letters
from orgplan.directory.tests import factories
from orgplan.tables import UnreadableFile

ClientOf = Callable[..., Client]
BY, DAY = System("Проверка"), date(2026, 8, 3)
PEOPLE = "Фамилия, имя, отчество;Должность;Подразделение;Телефон\n"


def brought(kind: IntakeKind, text: str) -> Intake:
    rows, notices = read_table(text.encode(), "проба.csv", kind)
    return take_in(kind=kind, file_name="проба.csv", rows=rows, notices=notices, by=BY)


def one(kind: IntakeKind, text: str) -> ComparedRow:
    (row,) = compare(brought(kind, text), DAY)
    return row


@given(st.integers(0, 5000))
def test_letters_of_columns_are_read_back(column: int) -> None:
    number = 0
    for letter in column_letters(column):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number == column + 1


@given(st.sampled_from(IntakeKind), st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=6))
def test_no_row_with_text_is_lost_and_flaws_name_its_cells(kind: IntakeKind, body: list[list[str]]) -> None:
    header = {
        IntakeKind.UNITS: ["Наименование", "Телефон", "Входит в"],
        IntakeKind.PEOPLE: ["ФИО", "Телефон", "Дата назначения"],
        IntakeKind.ORGANISATIONS: ["Наименование", "Город", "Дата основания"],
        IntakeKind.VENUES: ["Наименование", "Адрес", "Вместимость"],
    }[kind]
    grid = [[SheetCell(text) for text in row] for row in [header, *body]]
    rows = read_rows(grid, kind)
    assert rows is not None
    known = {number for number, row in enumerate(body, start=2) if any(" ".join(text.split()) for text in row[:2])}
    assert known <= {row.number for row in rows} <= set(range(2, len(body) + 2))
    assert all(flaw.cell.endswith(str(row.number)) for row in rows for flaw in row.flaws)


@pytest.mark.parametrize("kind", IntakeKind)
def test_sample_is_read_back_without_a_flaw(kind: IntakeKind) -> None:
    rows, _notices = read_table(sample_workbook(kind).getvalue(), "образец.xlsx", kind)
    assert rows
    assert [row["flaws"] for row in rows] == [()] * len(rows)
    assert set(rows[0]["values"]) <= set(COLUMNS[kind])


def test_file_without_a_heading_is_refused_with_the_columns_needed() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_table("раз;два\n1;2\n".encode(), "пусто.csv", IntakeKind.PEOPLE)
    assert "«Фамилия, имя, отчество»" in str(refusal.value)


def test_columns_that_nothing_is_taken_from_are_named() -> None:
    text = "№;Ф.И.О.;Отдел;Должность;Оклад;Пустой\n1;Дроздов Илья Петрович;Отдел протокола;консультант;90000;\n"
    rows, notices = read_table(text.encode(), "люди.csv", IntakeKind.PEOPLE)
    assert rows[0]["values"]["body"] == "Отдел протокола"
    assert len(notices) == 1
    assert notices[0].startswith("Не прочитано из файла: столбцы «Оклад» (E). Если они нужны")


@pytest.mark.django_db
def test_row_without_a_name_says_so() -> None:
    row = one(IntakeKind.VENUES, "Наименование;Адрес\n;ул. Пустая\n")
    assert row.reasons == ["в строке нет наименования"]


def test_cell_that_cannot_be_is_named_with_its_address() -> None:
    text = "Наименование;Адрес;Вместимость\nЗал;ул. Пробная;много\n"
    rows, _notices = read_table(text.encode(), "зал.csv", IntakeKind.VENUES)
    assert [dict(flaw) if isinstance(flaw, dict) else flaw for flaw in rows[0]["flaws"]] == [
        {"cell": "C2", "words": "«много» — не целое число"}
    ]


@pytest.mark.django_db
class TestComparison:
    def test_known_person_is_the_same_whatever_the_order_of_the_name(self) -> None:
        unit = factories.unit("Департамент проб")
        person = factories.person("Выдуманов", phone="78-00-01")
        factories.position(person, "директор", unit=unit)
        row = one(IntakeKind.PEOPLE, PEOPLE + "Выдуманов Пётр Пробович;директор;Департамент проб;78-00-01\n")
        assert (row.status, row.match) == ("same", person)

    def test_initials_of_a_known_person_are_doubtful_and_double_nobody(self) -> None:
        woman = factories.person("Иванова", "Анна", "Петровна", gender="f")
        row = one(IntakeKind.PEOPLE, PEOPLE + "Иванова А. П.;;;78-00-02\n")
        assert (row.status, [answer for answer, _words in row.choices]) == ("doubtful", ["skip", f"pk:{woman.pk}"])

    def test_two_of_one_name_ask_which(self) -> None:
        for _number in range(2):
            factories.person("Выдуманов")
        row = one(IntakeKind.PEOPLE, PEOPLE + "Выдуманов Пётр Пробович;;;78\n")
        assert (row.status, len(row.choices)) == ("doubtful", 3)

    def test_name_without_gender_asks(self) -> None:
        row = one(IntakeKind.PEOPLE, PEOPLE + "Осипчук Саша;;;78\n")
        assert (row.status, [answer for answer, _words in row.choices]) == ("doubtful", ["skip", "m", "f"])

    def test_unknown_body_is_named_with_its_cell(self) -> None:
        row = one(IntakeKind.PEOPLE, PEOPLE + "Выдуманов Пётр Пробович;директор;Контора;78\n")
        assert (row.status, row.reasons) == (
            "wrong",
            ["C2: ни подразделения, ни организации «Контора» в справочнике нет."],
        )

    def test_new_telephone_is_a_change_with_both_values(self) -> None:
        factories.unit("Департамент проб", phone="11-11")
        row = one(IntakeKind.UNITS, "Наименование;Телефон\nДепартамент проб;22-22\n")
        assert (row.status, row.changes) == ("changed", [("Телефон", "11-11", "22-22")])

    def test_row_twice_in_the_file_is_left_out_the_second_time(self) -> None:
        intake = brought(IntakeKind.ORGANISATIONS, "Наименование;Город\nТеатр;Омск\nТеатр;Омск\n")
        assert [row.status for row in compare(intake, DAY)] == ["new", "wrong"]

    def test_person_twice_with_one_post_is_left_out_the_second_time(self) -> None:
        factories.unit("Департамент проб")
        line = "Выдуманов Пётр Пробович;директор;Департамент проб;78-00-01\n"
        rows = compare(brought(IntakeKind.PEOPLE, PEOPLE + line + line), DAY)
        assert [(row.status, row.reasons) for row in rows] == [("new", []), ("wrong", ["повторяет строку 2 файла"])]

    def test_preview_shows_all_that_a_new_record_will_hold(self) -> None:
        factories.unit("Департамент проб")
        text = PEOPLE.replace("Телефон", "Телефон;Дата назначения") + (
            "Выдуманов Пётр Пробович;директор;Департамент проб;78-00-01;01.09.2026\n"
        )
        assert one(IntakeKind.PEOPLE, text).changes == [
            ("Телефон", "", "78-00-01"),
            ("Должность", "", "директор, Департамент проб, с 01.09.2026"),
        ]

    def test_post_without_a_body_and_row_without_a_name_say_so(self) -> None:
        text = PEOPLE + "Выдуманов Пётр Пробович;директор;;78\n;директор;;78\n"
        first, second = compare(brought(IntakeKind.PEOPLE, text), DAY)
        assert first.reasons == ["C2: у должности «директор» не указано подразделение или организация."]
        assert (second.status, second.reasons[0]) == ("wrong", "в строке нет имени")


@pytest.mark.django_db
class TestApplying:
    def test_second_post_of_a_new_person_makes_no_second_person(self) -> None:
        factories.unit("Департамент проб")
        factories.unit("Управление проб")
        text = PEOPLE + (
            "Выдуманов Пётр Пробович;директор;Департамент проб;78\nВыдуманов Пётр Пробович;секретарь;Управление проб;78\n"
        )
        intake = brought(IntakeKind.PEOPLE, text)
        assert [row.status for row in compare(intake, DAY)] == ["new", "doubtful"]
        apply_intake(intake, answers={3: "row:2"}, day=DAY, by=BY)
        person = Person.objects.get(surname="Выдуманов")
        assert sorted(person.positions.values_list("title", flat=True)) == ["директор", "секретарь"]

    def test_nothing_is_written_before_confirmation_and_all_after_it(self) -> None:
        factories.venue("Зал", capacity=10)
        intake = brought(IntakeKind.VENUES, "Наименование;Адрес;Вместимость\nЗал;ул. Новая;20\nСквер;ул. Пробная;\n")
        assert Venue.objects.count() == 1
        done = apply_intake(intake, answers={}, day=DAY, by=BY)
        assert dict(done) == {"changed": 1, "created": 1}
        assert list(Venue.objects.values_list("name", "address", "capacity")) == [
            ("Зал", "ул. Новая", 20),
            ("Сквер", "ул. Пробная", None),
        ]
        intake.refresh_from_db()
        assert (intake.state, intake.rows) == ("applied", [])
        with pytest.raises(RefusedError):
            apply_intake(intake, answers={}, day=DAY, by=BY)

    def test_doubtful_row_follows_the_answer(self) -> None:
        woman = factories.person("Иванова", "Анна", "Петровна", gender="f")
        text = PEOPLE + "Иванова А. П.;;;78-00-02\nОсипчук Саша;;;78\n"
        assert dict(apply_intake(brought(IntakeKind.PEOPLE, text), answers={}, day=DAY, by=BY)) == {"left out": 2}
        answers = {2: f"pk:{woman.pk}", 3: "f"}
        done = apply_intake(brought(IntakeKind.PEOPLE, text), answers=answers, day=DAY, by=BY)
        woman.refresh_from_db()
        assert (dict(done), woman.phone, woman.first_name) == ({"changed": 1, "created": 1}, "78-00-02", "Анна")
        assert Person.objects.get(surname="Осипчук").gender == "f"

    def test_answer_that_was_not_offered_is_left_out(self) -> None:
        stranger = factories.person("Чужой")
        factories.person("Иванова", "Анна", "Петровна", gender="f")
        intake = brought(IntakeKind.PEOPLE, PEOPLE + "Иванова А. П.;;;78-00-02\n")
        assert dict(apply_intake(intake, answers={2: f"pk:{stranger.pk}"}, day=DAY, by=BY)) == {"left out": 1}

    def test_new_person_comes_with_the_post(self) -> None:
        unit = factories.unit("Департамент проб")
        text = "ФИО;Должность;Подразделение;Дата назначения\nВыдуманова Анна Ильинична;директор;Департамент проб;01.09.2026\n"
        apply_intake(brought(IntakeKind.PEOPLE, text), answers={}, day=DAY, by=BY)
        post = Person.objects.get(surname="Выдуманова").positions.get()
        assert (post.title, post.unit, post.starts_on) == ("директор", unit, date(2026, 9, 1))

    def test_file_put_aside_writes_nothing(self) -> None:
        intake = drop_intake(brought(IntakeKind.ORGANISATIONS, "Наименование;Город\nТеатр;Омск\n"), by=BY)
        assert (intake.state, Organisation.objects.count()) == ("dropped", 0)

    def test_pages_read_show_and_write(self, client_of: ClientOf) -> None:
        client = client_of(Role.DEPARTMENT)
        file = SimpleUploadedFile("отделы.csv", "Наименование;Телефон\nОтдел проб;78-00-03\n".encode())
        answer = client.post("/directory/import/", {"kind": "units", "file": file})
        assert answer.status_code == 303
        page = client.get(answer["Location"]).content.decode()
        assert "Отдел проб" in page
        assert "новые: 1" in page
        assert not Unit.objects.filter(name="Отдел проб").exists()
        client.post(answer["Location"] + "apply/")
        assert Unit.objects.get(name="Отдел проб").phone == "78-00-03"

    def test_file_left_without_a_decision_is_found_again(self, client_of: ClientOf) -> None:
        client, intake = client_of(Role.DEPARTMENT), factories.intake(file_name="отделы.csv")
        assert f'href="{intake.get_absolute_url()}">отделы.csv' in client.get("/directory/import/").text
        client.post(f"{intake.get_absolute_url()}drop/")
        assert "отделы.csv" not in client.get("/directory/import/").text

    def test_broken_file_gets_a_sentence(self, client_of: ClientOf) -> None:
        file = SimpleUploadedFile("отделы.xlsx", b"PK\x03\x04 broken")
        answer = client_of(Role.DEPARTMENT).post("/directory/import/", {"kind": "units", "file": file})
        assert answer.status_code == 422
        assert "отделы.xlsx" in answer.content.decode()
