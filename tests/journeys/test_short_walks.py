"""Shorter walks: one-time codes, work on behalf, the office's own form, Excel, one line by two, many at once, the basket."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.rules.codes import code_at, step_of
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.documents.word import shipped_form
from orgplan.events.models import Event
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.tests import factories as planning
from tests.journeys.papers import MONTH, PERIOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_sizes = pytest.mark.parametrize("size", ["wide", "phone"])


@pytest.fixture
def office(walk):
    """A page of the department, as wide as asked."""
    return lambda size: walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)


def city_plan_of(*titles: str):
    """The city's plan of next month with these events of one unit."""
    city, own = planning.city_plan(PERIOD), planning.unit_plan(directory.unit("Департамент культуры"), PERIOD)
    lines = [planning.line(own, when=f"{day} {MONTH}, 14:00", title=title) for day, title in enumerate(titles, 10)]
    accept_lines(plan=city, lines=lines, by=planning.BY)
    return city


def give_password(page, user: User) -> None:
    page.open("/account/sign-in/")
    page.page.get_by_label("Логин").fill(user.login)
    page.page.get_by_label("Пароль").fill(accounts.PASSWORD)
    page.press("Войти")


@both_sizes
def test_one_time_codes_are_set_up_and_asked_at_the_next_sign_in(walk, size):
    user = accounts.user(Role.DEPARTMENT, name="Организационный отдел")
    first = walk(None, size)
    give_password(first, user)
    first.open("/account/codes/")
    first.look("codes-new")
    key = re.sub(r"\s", "", first.page.locator("code.key").inner_text())
    first.page.locator("input[name=code]").fill(code_at(key, step_of(timezone.now())))
    first.press("Подключить")
    first.look("codes-recovery")
    recovery = first.page.locator(".recovery-codes code").first.inner_text()

    again = walk(None, size)
    give_password(again, user)
    again.look("codes-asked")
    again.page.locator("input[name=code]").fill(recovery)
    again.press("Продолжить")
    assert "Сегодня" in again.page.locator("h1").inner_text()


@both_sizes
def test_work_on_behalf_stands_on_every_page_and_in_the_history(walk, size):
    city = city_plan_of("Концерт")
    leader, assistant = (
        accounts.user(Role.LEADER, name="Образцов И. И."),
        accounts.user(Role.PROTOCOL, name="Помощник П."),
    )
    accounts.grant(leader, assistant, scope=Scope.ALL)
    page = walk(assistant, size)
    page.open("/account/behalf/")
    page.press("Работать за него")
    for number, path in enumerate(("/", "/plans/", "/events/", f"/plans/{city.pk}/")):
        page.open(path)
        assert "Вы работаете за Мэра" in page.page.inner_text("body")
        page.look(f"behalf-{number}")
    page.press("Утвердить", role="link")
    page.page.get_by_label("Должность").fill("Мэр")
    page.page.get_by_label("Утвердил").fill("И. И. Образцов")
    page.press("Утвердить")
    page.open(f"/plans/{city.pk}/")
    page.look("behalf-history")
    history = page.page.locator("aside", has_text="История").last.inner_text().replace("\xa0", " ")
    assert "Помощник П." in history
    assert "Мэр" in history


def form_with(text: str) -> bytes:
    """The shipped form of a plan with a line above."""
    word = Document(io.BytesIO(shipped_form("plan")))
    word.element.body.insert(0, word.add_paragraph(text)._p)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def upload(page, name: str, content: bytes) -> None:
    page.open("/documents/forms/plan/")
    page.page.set_input_files(
        "input[name=paper]", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.press("Загрузить и проверить")


@both_sizes
def test_own_form_with_an_unknown_field_is_corrected_and_prints(office, size):
    city = city_plan_of("Концерт")
    page = office(size)
    upload(page, "бланк.docx", form_with("{{ загаловок }}"))
    page.look("form-refused")
    told = page.page.inner_text("main")
    assert "загаловок" in told
    assert "заголовок" in told
    assert page.page.get_by_role("button", name="Печатать по этому бланку").count() == 0
    upload(page, "бланк.docx", form_with("Бланк организационного отдела"))
    page.look("form-fit")
    page.press("Печатать по этому бланку")
    page.open(f"/plans/{city.pk}/")
    with page.page.expect_download() as download:
        page.page.get_by_role("link", name="Word · проект").click()
    printed = Document(download.value.path())
    assert printed.paragraphs[0].text == "Бланк организационного отдела"


@both_sizes
def test_workbook_goes_out_is_edited_and_comes_back(office, tmp_path, size):
    city = city_plan_of("Концерт", "Турнир")
    page = office(size)
    page.open(f"/plans/{city.pk}/bring-back/")
    with page.page.expect_download() as download:
        page.page.get_by_role("link", name="Скачать книгу").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "Турнир")
    cell.value = "Турнир по шахматам"
    book.save(tmp_path / "план.xlsx")
    page.page.set_input_files("input[name=paper]", tmp_path / "план.xlsx")
    page.press("Сравнить")
    page.look("workbook-preview")
    assert Event.objects.filter(title="Турнир").exists()
    page.press("Внести отмеченное")
    page.look("workbook-applied")
    assert sorted(city.items.values_list("event__title", flat=True)) == ["Концерт", "Турнир по шахматам"]


@both_sizes
def test_second_of_two_on_one_line_sees_the_first_and_nothing_is_lost(office, walk, size):
    city_plan_of("Концерт")
    event = Event.objects.get()
    one, two = office(size), walk(accounts.user(Role.DEPARTMENT, name="Второй сотрудник"), size)
    for page, text in ((one, "Концерт хора"), (two, "Концерт оркестра")):
        page.open(f"/events/{event.pk}/line/title/")
        page.page.locator("textarea, input[type=text]").first.fill(text)
    one.press("Сохранить")
    two.press("Сохранить")
    assert "Концерт хора" in two.page.inner_text("main")
    assert two.page.locator("textarea, input[type=text]").first.input_value() == "Концерт оркестра"
    two.look("line-conflict")
    event.refresh_from_db()
    assert event.title == "Концерт хора"
    two.press("Сохранить")
    event.refresh_from_db()
    assert event.title == "Концерт оркестра"


@both_sizes
def test_many_events_are_changed_with_a_preview_and_taken_back(office, size):
    city_plan_of("Концерт хора", "Концерт оркестра", "Турнир")
    page = office(size)
    page.open("/events/?q=концерт")
    for title in ("Концерт хора", "Концерт оркестра"):
        page.page.get_by_label(f"Выбрать: {title}").check()
    page.press("Изменить…")
    page.page.get_by_label("Заменить в названиях").fill("Концерт")
    page.page.locator("input[name=put]").fill("Выступление")
    page.press("Предпросмотр")
    page.look("bulk-preview")
    assert Event.objects.filter(title__startswith="Концерт").count() == 2
    page.click(page.page.locator("button[name=apply]"))
    assert Event.objects.filter(title__startswith="Выступление").count() == 2
    page.stay_at_undo()
    page.look("bulk-done")
    page.press("Отменить")
    assert Event.objects.filter(title__startswith="Концерт").count() == 2


@both_sizes
def test_filter_is_kept_under_a_name_and_a_deleted_event_comes_back(office, size):
    city_plan_of("Концерт", "Турнир")
    page = office(size)
    page.open("/events/?q=турнир")
    page.press("Сохранить отбор", role="link")
    page.page.get_by_label("Название отбора").fill("Турниры")
    page.press("Сохранить")
    page.open("/events/")
    page.click(page.page.get_by_role("link", name="Турниры"))
    page.look("saved-view")
    assert page.page.get_by_role("link", name="Концерт", exact=True).count() == 0
    page.page.get_by_label("Выбрать: Турнир").check()
    page.press("В корзину…")
    page.page.get_by_label("Причина").fill("Записано по ошибке")
    page.look("basket-put")
    page.press("Удалить 1 мероприятие")
    assert Event.objects.exclude(deleted_at=None).count() == 1
    page.open("/events/basket/")
    page.look("basket")
    page.press("Восстановить")
    assert not Event.objects.exclude(deleted_at=None).exists()
