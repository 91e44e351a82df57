"""Who is late → duplicates → decisions → two curators, one away → remarks answered → approved by who acts → published."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.planning.models import AgreementRound, PairVerdict, Plan
from orgplan.planning.rules.states import Verdict
from orgplan.planning.tests import factories as planning
from tests.journeys.papers import MONTH, PERIOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hall:
    """The mayor is away and his deputy acts; of two curators one is away, and somebody acts for her as well."""

    def __init__(self) -> None:
        today = timezone.localdate()
        self.culture, sport = directory.unit("Департамент культуры"), directory.unit("Департамент спорта")
        late = directory.unit("Департамент образования")
        office = directory.unit("Аппарат Мэра", submits_plans=False)
        mayor = directory.person("Образцов", "Илья", "Игоревич")
        self.deputy = directory.person("Заменов", "Павел", "Петрович")
        away, acting = directory.person("Отпусков"), directory.person("Подменов")
        posts = ((mayor, "Мэр города Омска"), (self.deputy, "первый заместитель Мэра"), (away, "заместитель Мэра"))
        for order, (person, post) in enumerate(posts, start=1):
            directory.position(person, post, leader_order=order, unit=office)
        directory.position(acting, "директор департамента культуры", unit=self.culture)
        directory.absence(mayor, today, ends_on=None, acting=self.deputy)
        directory.absence(away, today, ends_on=None, acting=acting)
        self.city = planning.city_plan(PERIOD)
        first, second = planning.unit_plan(self.culture, PERIOD), planning.unit_plan(sport, PERIOD)
        planning.line(first, when=f"5 {MONTH}, 11:30", title="Открытие сквера на улице Лобкова", place="ул. Лобкова")
        planning.line(first, when=f"12 {MONTH}, 14:00", title="Заседание комиссии по застройке", place="каб. 210")
        planning.line(
            second, when=f"5 {MONTH}, 11:30", title="Торжественное открытие сквера, ул. Лобкова", place="ул. Лобкова"
        )
        planning.line(second, when=f"16 {MONTH}, 10:00", title="Турнир по шахматам", place="шахматный клуб")
        # A pair that is two things, one that is a part of the other, and a line that nobody needs.
        planning.line(
            first, when=f"16 {MONTH}, 10:00", title="Турнир по шахматам среди ветеранов", place="шахматный клуб"
        )
        planning.line(first, when=f"19 {MONTH}, 12:00", title="Праздник двора на улице Мира", place="ул. Мира, 5")
        planning.line(
            second, when=f"19 {MONTH}, 12:00", title="Праздник двора на улице Мира: эстафета", place="ул. Мира, 5"
        )
        planning.line(second, when=f"23 {MONTH}, 9:00", title="Планёрка отдела", place="каб. 4")
        assert late.submits_plans


def office_decides(office, city: Plan) -> None:
    office.open(f"/plans/{city.pk}/board/")
    office.look("j2-board")
    assert "2 из 3 подразделений" in office.page.inner_text("main")
    office.open(f"/plans/{city.pk}/consolidation/")
    office.press("Искать повторы")
    office.look("j2-pairs")
    office_compares(office, city)
    office_decides_line_by_line(office, city)
    office.look("j2-decided")


def pair_button(office, title: str, answer: str):
    """The button under a suggested pair in whose sentence the title stands."""
    return office.page.locator(".remark", has_text=title).get_by_role("button", name=answer, exact=True).first


def office_compares(office, city: Plan) -> None:
    """The same, a part, different; what was answered is not asked again."""
    for title, answer in (("сквера", "То же"), ("эстафета", "Часть"), ("среди ветеранов", "Разные")):
        office.click(pair_button(office, title, answer))
        office.open(f"/plans/{city.pk}/consolidation/")
    verdicts = PairVerdict.objects.values_list("verdict", flat=True)
    assert sorted(verdicts) == sorted([Verdict.SAME, verdict_of_part(), Verdict.DIFFERENT])
    office.press("Искать повторы")
    assert office.page.get_by_role("button", name="То же", exact=True).count() == 0
    assert "Новых повторов не найдено" in office.page.inner_text("main")
    office.look("j2-compared")
    office.open(f"/plans/{city.pk}/consolidation/")


def verdict_of_part() -> str:
    """Which of the two is the part is told by their order on record."""
    return str(PairVerdict.objects.exclude(verdict__in=(Verdict.SAME, Verdict.DIFFERENT)).get().verdict)


def office_decides_line_by_line(office, city: Plan) -> None:
    """One accepted on its own line, one declined with the reason, the rest together."""
    one = office.page.locator("tr", has=office.page.locator("td.what .line", has_text="Заседание комиссии"))
    office.click(one.get_by_role("button", name="Принять", exact=True))
    assert city.items.count() == 1
    office.page.locator("tr", has=office.page.locator("td.what .line", has_text="Планёрка")).get_by_role(
        "checkbox"
    ).check()
    office.page.get_by_label("Причина отклонения").fill("Внутреннее дело отдела")
    office.press("Отклонить")
    office.open(f"/plans/{city.pk}/consolidation/")
    office.page.get_by_label("Выбрать все строки на экране").check()
    office.press("Принять")
    titles = sorted(city.items.values_list("event__title", flat=True))
    assert [sum(word in title for title in titles) for word in ("сквера", "Турнир", "Праздник", "Планёрка")] == [
        1,
        2,
        2,
        0,
    ]


def office_lays_before_curators(office, city: Plan) -> None:
    office.open(f"/plans/{city.pk}/")
    office.press("На согласование", role="link")
    office.page.get_by_label("первый заместитель Мэра Заменов").check()
    office.page.get_by_label("заместитель Мэра Отпусков").check()
    office.look("j2-lay")
    office.press("Направить")
    office.look("j2-sheet")
    away = office.page.locator("tr", has_text="Отпусков")
    assert "отсутствует" in away.inner_text()
    assert "Подменов" in away.inner_text()
    office.click(away.get_by_role("link", name="Передать другому"))
    office.page.get_by_label("Причина").fill("Отпуск")
    office.look("j2-hand-over")
    office.press("Передать")


def curator_remarks(curator, laid: AgreementRound) -> None:
    curator.open(f"/plans/agreement/{laid.pk}/")
    curator.page.get_by_label("Номер строки плана").fill("1")
    curator.page.get_by_label("Замечание").fill("Уточнить зал")
    curator.look("j2-curator")
    curator.press("Добавить замечание")
    curator.press("Согласовать с замечаниями")
    curator.look("j2-curator-answered")


def office_answers(office, laid: AgreementRound) -> None:
    office.open(f"/plans/agreement/{laid.pk}/")
    office.look("j2-answers")
    office.page.get_by_label("Ответ куратору").fill("Зал уточнён")
    office.press("Учтено")
    office.press("Согласовать")
    office.look("j2-agreed")


def leader_approves(leader, city: Plan) -> bytes:
    leader.open(f"/plans/{city.pk}/")
    leader.press("Утвердить", role="link")
    leader.look("j2-approve")
    leader.press("Утвердить")
    leader.look("j2-version")
    with leader.page.expect_download() as download:
        leader.page.get_by_role("link", name="Word", exact=True).first.click()
    return Path(download.value.path()).read_bytes()


def published_files(reader) -> dict[str, bytes]:
    """Open the stable address as any reader does; return the frozen files by form."""
    reader.open(f"/plans/published/{PERIOD.code}/")
    reader.look("j2-published")
    found = {}
    for name in ("Неизменная страница", "Word", "PDF"):
        address = reader.page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
        found[name] = reader.page.request.get(reader.base + address).body()
    return found


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_plan_is_agreed_by_curators_approved_by_who_acts_and_published(walk, size):
    hall = Hall()
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    curator_user = accounts.user(Role.LEADER, name="Заменов П. П.")
    directory.membership(curator_user, person=hall.deputy)
    curator = walk(curator_user, size)

    office_decides(office, hall.city)
    office_lays_before_curators(office, hall.city)
    laid = AgreementRound.objects.get()
    assert [str(each.person.surname) for each in laid.agreements.order_by("pk")] == ["Заменов", "Подменов"]
    curator_remarks(curator, laid)
    office_answers(office, laid)
    laid.refresh_from_db()
    assert laid.state == "agreed"

    stamp = Document(io.BytesIO(leader_approves(curator, hall.city))).tables[0].rows[0].cells[1].text
    assert "Исполняющий обязанности Мэра города Омска" in stamp.replace("\xa0", " ")
    assert "П. П. Заменов" in stamp.replace("\xa0", " ")

    office.open(f"/plans/versions/{hall.city.versions.get().pk}/")
    office.press("Опубликовать")
    files = published_files(walk(directory.coordinator(hall.culture), size))
    assert "Турнир по шахматам" in files["Неизменная страница"].decode()
    assert sum("Лобкова" in row.cells[2].text for row in Document(io.BytesIO(files["Word"])).tables[1].rows) == 1
    assert files["PDF"].startswith(b"%PDF")
