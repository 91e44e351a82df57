"""Cells in place by keys, undo by button and by Ctrl+Z, two people on one line, and the hint who else has it open."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.planning.models import PlanLine
from orgplan.planning.tests import factories as planning
from tests.journeys.papers import MONTH, PERIOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_sizes = pytest.mark.parametrize("size", ["wide", "phone"])


class Desk:
    """The department's consolidation with two lines of one unit."""

    def __init__(self) -> None:
        self.city = planning.city_plan(PERIOD)
        own = planning.unit_plan(directory.unit("Департамент культуры"), PERIOD)
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


def settled(page) -> None:
    page.page.wait_for_load_state("networkidle")
    page.page.locator(".htmx-request").first.wait_for(state="detached")


def key(page, name: str) -> None:
    page.page.keyboard.press(name)
    settled(page)


@both_sizes
def test_cells_are_walked_by_keys(desk, office, size):
    page = office(size)
    page.open(desk.address)
    pen(page, desk.concert, "когда").focus()
    key(page, "Enter")
    assert field(page).input_value() == desk.concert.date_text
    field(page).fill(f"13 {MONTH}, 14:00")
    page.look("cells-open")
    key(page, "Tab")
    assert field(page).input_value() == "Концерт"
    key(page, "Tab")
    field(page).fill("Сад")
    key(page, "Escape")
    assert field(page).count() == 0
    assert desk.cells()[0] == ("13", "Концерт", "Парк")
    page.page.locator(f"#line-{desk.concert.pk} .line", has_text="Парк").dblclick()
    settled(page)
    field(page).fill("Площадь")
    key(page, "Enter")
    assert field(page).count() == 0
    assert desk.cells()[0] == ("13", "Концерт", "Площадь")
    assert page.page.evaluate("document.activeElement.className") == "pen no-print"
    page.look("cells-done")


@both_sizes
def test_date_that_cannot_be_read_stays_in_the_field_with_a_sentence(desk, office, size):
    page = office(size)
    page.open(desk.address)
    pen(page, desk.concert, "когда").click()
    settled(page)
    field(page).fill("когда-нибудь потом")
    key(page, "Tab")
    assert field(page).count() == 1
    assert field(page).input_value() == "когда-нибудь потом"
    assert "не нашлось даты" in page.page.inner_text("main")
    page.look("cells-unread")
    assert desk.cells()[0][0] == "12"


@both_sizes
def test_change_and_decision_are_taken_back_by_key_and_by_button(desk, office, size):
    page = office(size)
    page.open(f"{desk.address}?state=all")
    pen(page, desk.concert, "место").click()
    settled(page)
    field(page).fill("Площадь")
    key(page, "Enter")
    assert desk.cells()[0][2] == "Площадь"
    key(page, "Control+KeyZ")
    assert desk.cells()[0][2] == "Парк"
    assert "Отменено: 1 строка" in page.page.inner_text("main")
    page.page.get_by_label("Выбрать все строки на экране").check()
    page.press("Принять")
    assert desk.city.items.count() == 2
    page.look("cells-accepted")
    page.press("Отменить")
    assert desk.city.items.count() == 0
    assert page.page.url.endswith("?state=all")


@both_sizes
def test_second_of_two_on_one_line_sees_the_first_and_each_sees_the_other(desk, office, size):
    one, two = office(size, "Иванова А. А."), office(size, "Петрова И. И.")
    for page, words in ((one, "Концерт хора"), (two, "Концерт оркестра")):
        page.open(desk.address)
        pen(page, desk.concert, "название").click()
        settled(page)
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
