from __future__ import annotations

import pytest

from orgplan.planning.rules.reading.columns import header_roles, role_of_header
from orgplan.planning.rules.reading.content import roles_by_content
from orgplan.planning.rules.reading.model import Role

HEADERS = {
    "№ п\\п": "number",
    "N": "number",
    "Дата (период)\nпроведения": "date",
    "Дата и время проведения": "date+time",
    "Время и место": "time+place",
    "Дата, время, место проведения": "date+time+place",
    "Наименование мероприятия": "title",
    "Наименование культурно-массового мероприятия": "title",
    "Форма и название": "title",
    "Мероприятие, место проведения": "title+place",
    "Срок исполнения": "date",
    "Ответственный за исполнение": "responsible",
    "Отвественный": "responsible",
    "Организатор мероприятия": "responsible",
    "Участники мероприятия": "participants",
    "Место проведения мероприятия": "place",
    "Сумма (тыс. руб.)": "money",
    "Отметка об исполнении": "remark",
    "Финансовое управление": "",
    "День города": "",
    "День недели": "date",
    "Площадь Мира": "",
}


@pytest.mark.parametrize("header", HEADERS)
def test_header_names_its_role(header: str) -> None:
    assert role_of_header(header).code == HEADERS[header]


def test_contents_made_of_header_words_are_no_header() -> None:
    assert header_roles(["5", "Совещание по отчётам", "Финансовое управление"]) is None
    assert header_roles(["2 сентября", "Мероприятия ко Дню города", "Руководители учреждений"]) is None


def test_role_code_reads_back() -> None:
    for role in (Role.DATE | Role.TIME, Role.TITLE, Role(0)):
        assert Role.parse(role.code) == role
    with pytest.raises(ValueError, match="нет такой роли"):
        Role.parse("дата")


def test_columns_without_header_are_known_by_contents() -> None:
    columns = [
        ["1", "2", "3"],
        ["1 мая", "9 мая", "12 июня"],
        ["10.00", "11.00", ""],
        ["Шествие трудовых коллективов", "Парад и праздничный концерт", "День России в городе"],
        ["пл. Победы", "ул. Новая, 5", "парк «Липки»"],
        ["Кедров И.И.", "Отдел культуры", "Пихтин А.А."],
    ]
    found = {column: role.code for column, role in roles_by_content(columns).items()}
    assert found == {0: "number", 1: "date", 2: "time", 3: "title", 4: "place", 5: "responsible"}
