"""A programme from its name to its plan: sections, events put in, what is missing, coverage, calendar line, map."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document
from orgplan.events.models import Event, Programme
from orgplan.events.tests import factories as events
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from tests.journeys.conftest import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def event_in(days: int, title: str, **facts: Any) -> Event:
    day = timezone.localdate() + timedelta(days=days)
    timing = Timing(TimingKind.DAYS, (Occurrence(day, day),))
    return events.event(title=title, timing=timing, wording="", **facts)


def _lay_out(office: Walker, year: int) -> None:
    """Write the programme with one section."""
    office.open("/programmes/")
    office.look("j8-none")
    office.press("Добавить программу", role="link", nth=0)
    office.page.get_by_label("Название программы").fill("80 лет Победы")
    office.page.get_by_label("Шифр").fill("ПОБЕДА-80")
    office.page.get_by_label("С года").fill(str(year))
    office.page.get_by_label("По год").fill(str(year + 1))
    office.look("j8-new")
    office.press("Сохранить")
    office.until_told("Программа сохранена")
    office.press("Добавить раздел", role="link")
    office.page.get_by_label("Название раздела").fill("Память")
    office.press("Сохранить")
    office.until_told("Раздел добавлен")


def _fill(office: Walker) -> None:
    """Put both events of the list into the section."""
    office.open("/events/?since=")
    for box in office.page.locator("td.pick input").all():
        box.check()
    office.press("В программу…")
    office.page.get_by_label("Программа или раздел").select_option(str(Programme.objects.get(is_section=True).pk))
    office.look("j8-put")
    office.press("Отнести к программе")
    office.until_told("Отнесено к программе: 2")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_programme_is_laid_out_filled_and_made_ready(walk, size):
    year = timezone.localdate().year
    hall = directory.venue("ДК имени Красной гвардии", district="Ленинский", latitude="54.9442", longitude="73.3862")
    directory.venue("Советский парк", district="Советский", latitude="55.0325", longitude="73.2744")
    event_in(12, "Концерт во дворе", venue=hall)
    event_in(20, "Митинг у мемориала")
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)

    _lay_out(office, year)
    _fill(office)
    whole = Programme.objects.get(is_section=False)
    office.open(whole.get_absolute_url())
    office.until_told("В программе 2")
    office.look("j8-programme")
    missing = office.page.locator("tr", has_text="Место не указано").get_by_role("link")
    assert missing.inner_text() == "1"
    office.click(missing)
    assert office.page.locator("#rows tbody tr").count() == 1
    assert "Митинг у мемориала" in office.page.inner_text("#rows")
    office.look("j8-missing")
    Event.objects.filter(title="Митинг у мемориала").update(venue=hall)
    office.open(whole.get_absolute_url())
    assert "Место не указано" not in office.page.inner_text("main")

    office.press("Покрытие по округам", role="link")
    office.until_told("Советском округе ничего")
    office.look("j8-coverage")
    office.press("График", role="link")
    office.look("j8-timeline")
    office.press("Карта города", role="link")
    office.until_told("ДК имени Красной гвардии")
    office.look("j8-map")
    office.press("Готовность и разделы", role="link")
    office.press("Внести план в реестр")
    office.until_told("внесён в реестр, версия")
    assert Document.objects.get().data["rows"][0]["section"] == "1. Память"
    office.open("/programmes/gaps/")
    office.look("j8-gaps")
    office.open("/programmes/gaps/no_script/")
    office.look("j8-gap")
