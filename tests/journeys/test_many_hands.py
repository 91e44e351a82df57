"""Cells in place by keys, undo by button and by Ctrl+Z, two people on one line; many lines at once, the basket of lines."""

from __future__ import annotations

from time import sleep

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.returns import return_lines
from orgplan.planning.models import PlanLine
from orgplan.planning.rules.states import LineState
from orgplan.planning.tests import factories as planning
from tests.journeys.papers import MONTH, PERIOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_sizes = pytest.mark.parametrize("size", ["wide", "phone"])


class Desk:
    """The department's consolidation with two lines of one unit."""

    def __init__(self) -> None:
        self.city = planning.city_plan(PERIOD)
        self.unit = directory.unit("Департамент культуры")
        self.own = own = planning.unit_plan(self.unit, PERIOD)
        self.concert = planning.line(own, when=f"12 {MONTH}, 14:00", title="Концерт", place="Парк")
        self.tournament = planning.line(own, when=f"16 {MONTH}, 10:00", title="Турнир", place="Клуб")
        self.address = f"/plans/{self.city.pk}/consolidation/"

    def cells(self) -> list[tuple[str, str, str]]:
        """Return day, title and place of both lines as they are kept."""
        rows = PlanLine.objects.order_by("pk")
        return [(row.when.partition(" ")[0], row.title, row.place) for row in rows]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def office(walk):
    """A page of somebody of the department, as wide as asked."""
    return lambda size, name="Организационный отдел": walk(accounts.user(Role.DEPARTMENT, name=name), size)


def pen(page, line: PlanLine, label: str):
    return page.page.locator(f"#line-{line.pk}").get_by_label(f"Изменить: {label}", exact=True)


def field(page):
    """Return the one open field."""
    return page.page.locator("form.in-place input[type=text], form.in-place textarea")


@both_sizes
def test_cells_are_walked_by_keys(desk, office, size):
    page = office(size)
    page.open(desk.address)
    pen(page, desk.concert, "когда").focus()
    page.key("Enter")
    assert field(page).input_value() == desk.concert.date_text
    field(page).fill(f"13 {MONTH}, 14:00")
    page.look("cells-open")
    page.key("Tab")
    assert field(page).input_value() == "Концерт"
    page.key("Tab")
    field(page).fill("Сад")
    page.key("Escape")
    assert field(page).count() == 0
    assert desk.cells()[0] == ("13", "Концерт", "Парк")
    page.page.locator(f"#line-{desk.concert.pk} .line", has_text="Парк").dblclick()
    page.rest()
    field(page).fill("Площадь")
    page.key("Enter")
    assert field(page).count() == 0
    assert desk.cells()[0] == ("13", "Концерт", "Площадь")
    assert page.page.evaluate("document.activeElement.className") == "pen no-print"
    page.look("cells-done")


def test_the_next_cell_opens_though_the_reading_of_the_date_is_answered_first(desk, office):
    page = office("wide")
    page.open(desk.address)

    def late(route) -> None:
        if route.request.method == "POST":
            sleep(1.2)
        route.continue_()

    page.page.route("**/date_text/", late)
    page.click(pen(page, desk.concert, "когда"))
    with page.page.expect_response(lambda answer: "understood" in answer.url and answer.request.method == "GET"):
        field(page).fill(f"13 {MONTH}, 14:00")
        page.page.keyboard.press("Tab")
    page.rest()
    assert field(page).input_value() == "Концерт"
    assert desk.cells()[0][0] == "13"


@both_sizes
def test_date_that_cannot_be_read_stays_in_the_field_with_a_sentence(desk, office, size):
    page = office(size)
    page.open(desk.address)
    page.click(pen(page, desk.concert, "когда"))
    field(page).fill("когда-нибудь потом")
    page.key("Tab")
    assert field(page).count() == 1
    assert field(page).input_value() == "когда-нибудь потом"
    assert "не нашлось даты" in page.page.inner_text("main")
    page.look("cells-unread")
    assert desk.cells()[0][0] == "12"


@both_sizes
def test_change_and_decision_are_taken_back_by_key_and_by_button(desk, office, size):
    page = office(size)
    page.open(f"{desk.address}?state=all")
    page.click(pen(page, desk.concert, "место"))
    field(page).fill("Площадь")
    page.key("Enter")
    assert desk.cells()[0][2] == "Площадь"
    page.key("Control+KeyZ")
    page.until_told("Отменено: 1 строка")
    page.rest()
    assert desk.cells()[0][2] == "Парк"
    page.page.get_by_label("Выбрать все строки на экране").check()
    page.press("Принять")
    assert desk.city.items.count() == 2
    page.stay_at_undo()
    page.look("cells-accepted")
    page.press("Отменить")
    assert desk.city.items.count() == 0
    assert page.page.url.endswith("?state=all")


@both_sizes
def test_second_of_two_on_one_line_sees_the_first_and_each_sees_the_other(desk, office, size):
    one, two = office(size, "Иванова А. А."), office(size, "Петрова И. И.")
    for page, words in ((one, "Концерт хора"), (two, "Концерт оркестра")):
        page.open(desk.address)
        page.click(pen(page, desk.concert, "название"))
        field(page).fill(words)
    hint = two.page.locator("form.in-place .presence-note")
    hint.wait_for()
    assert "Открыто также: Иванова А. А., сейчас" in hint.inner_text()
    one.press("Сохранить")
    two.press("Сохранить")
    assert "Концерт хора" in two.page.locator("form.in-place").inner_text()
    assert field(two).input_value() == "Концерт оркестра"
    assert desk.cells()[0][1] == "Концерт хора"
    two.look("cells-race")
    two.press("Сохранить")
    assert desk.cells()[0][1] == "Концерт оркестра"


@both_sizes
def test_cell_is_changed_without_javascript(desk, walk, size):
    user = accounts.user(Role.DEPARTMENT, name="Организационный отдел")
    page = walk(user, size, java_script_enabled=False)
    page.open(desk.address)
    pen(page, desk.concert, "место").click()
    page.page.get_by_label("Место").fill("Сад")
    page.page.get_by_role("button", name="Сохранить", exact=True).click()
    assert page.page.url == page.base + desk.address
    assert desk.cells()[0][2] == "Сад"
    page.page.get_by_role("button", name="Отменить", exact=True).click()
    assert desk.cells()[0][2] == "Парк"


def tick(page, *lines: PlanLine) -> None:
    for each in lines:
        page.page.locator(f"input[name=row][value='{each.pk}']").check()


def change_titles(page, old: str, new: str) -> None:
    """Fill in the form of many lines and look at the preview."""
    page.page.get_by_label("Заменить в названиях").fill(old)
    page.page.locator("input[name=put]").fill(new)
    page.page.get_by_label("Место").fill("Центральный парк культуры и отдыха")
    page.press("Предпросмотр")


@both_sizes
def test_many_lines_are_changed_with_a_preview_and_taken_back(desk, office, size):
    page = office(size)
    page.open(desk.address)
    tick(page, desk.concert, desk.tournament)
    page.look("lines-ticked")
    page.press("Изменить…")
    page.look("lines-bulk")
    change_titles(page, "Концерт", "Выступление хора")
    page.look("lines-bulk-preview")
    assert desk.cells()[0][1] == "Концерт"
    page.click(page.page.locator("button[name=apply]"))
    page.stay_at_undo()
    page.look("lines-bulk-done")
    park = "Центральный парк культуры и отдыха"
    assert [row[1:] for row in desk.cells()] == [("Выступление хора", park), ("Турнир", park)]
    page.press("Отменить")
    assert [row[1:] for row in desk.cells()] == [("Концерт", "Парк"), ("Турнир", "Клуб")]


@both_sizes
def test_lines_go_into_the_basket_and_come_back(desk, office, size):
    page = office(size)
    page.open(desk.address)
    tick(page, desk.concert)
    page.press("Принять")
    page.open(f"{desk.address}?state=all")
    tick(page, desk.concert, desk.tournament)
    page.press("В корзину…")
    page.page.get_by_label("Почему строки снимаются").fill(
        "Записано дважды: мероприятие стоит в плане департамента спорта"
    )
    page.look("lines-put")
    page.press("Снять 1 строку")
    page.look("lines-put-done")
    page.press("Корзина", role="link")
    page.look("lines-basket")
    page.press("Восстановить")
    page.look("lines-basket-empty")
    assert [row.state for row in PlanLine.objects.order_by("pk")] == [LineState.ACCEPTED, LineState.SUBMITTED]


@both_sizes
def test_coordinator_changes_and_takes_off_what_was_returned(desk, walk, size):
    lines = PlanLine.objects.filter(plan=desk.own)
    return_lines(plan=desk.own, reason="Уточните места и названия", by=planning.BY)
    page = walk(directory.coordinator(desk.unit), size)
    page.open(f"/plans/{desk.own.pk}/")
    tick(page, desk.concert, desk.tournament)
    page.look("unit-ticked")
    page.press("Изменить…")
    change_titles(page, "Турнир", "Турнир по шахматам")
    page.look("unit-bulk-preview")
    page.click(page.page.locator("button[name=apply]"))
    tick(page, desk.tournament)
    page.press("В корзину…")
    page.page.get_by_label("Почему строки снимаются").fill("Турнир переносится на весну")
    page.press("Снять 1 строку")
    page.look("unit-put-done")
    assert sorted(lines.values_list("title", "state")) == [
        ("Концерт", LineState.RETURNED),
        ("Турнир по шахматам", LineState.WITHDRAWN),
    ]
    page.press("Корзина", role="link")
    page.look("unit-basket")
    page.open(f"/plans/{desk.own.pk}/")
    page.press("Отправить снова: 1 строка")
    assert lines.get(pk=desk.concert.pk).state == LineState.SUBMITTED


@both_sizes
def test_unit_plan_shows_who_else_has_it_open(desk, office, walk, size):
    return_lines(plan=desk.own, reason="Уточните место", by=planning.BY)
    one, two = office(size, "Иванова А. А."), walk(directory.coordinator(desk.unit), size)
    for page in (one, two):
        page.open(f"/plans/{desk.own.pk}/")
    hint = two.page.locator(".presence-note")
    hint.wait_for()
    assert "Иванова А. А." in hint.inner_text()
    two.click(pen(two, desk.concert, "место"))
    field(two).fill("Сад")
    two.key("Enter")
    two.stay_at_undo()
    two.look("unit-changed")
    two.key("Control+KeyZ")
    two.until(lambda: desk.cells()[0][2] == "Парк")
