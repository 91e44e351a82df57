"""Jubilees in plans: laid once, refused for good, by the rule of the year, nobody's name without leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from orgplan.accounts.rules import Role
from orgplan.almanac.actions.laying import lay_ahead, lay_into_plan
from orgplan.almanac.actions.registers import (
    DateFacts,
    JubileeFacts,
    JubileeRuleFacts,
    remove_jubilee_rule,
    write_date,
    write_jubilee,
    write_jubilee_rule,
)
from orgplan.almanac.models import JubileeRule, LaidJubilee
from orgplan.almanac.rules.jubilees import JubileeKind
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions.basket import Chosen, put_into_basket
from orgplan.events.models import Event
from orgplan.events.rules.yearly import DateRule, DateRuleKind
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import approve_plan, take_out
from orgplan.planning.tests.factories import city_plan

pytestmark = pytest.mark.django_db

BY = System("тест")
TODAY = date(2026, 6, 1)
JUNE = Period.parse("2026-06")


def rule(kind: JubileeKind, ages: str = "50", prefix: str = "Чествование", **facts):
    made: dict[str, Any] = {
        "event_unit": JubileeRule.objects.exclude(event_unit=None).first() or directory.unit()
    } | facts
    unit = made["event_unit"]
    made["event_unit"] = unit.event_unit if isinstance(unit, JubileeRule) else unit
    return write_jubilee_rule(kind=kind, facts=JubileeRuleFacts(ages, 0, 60, event_title=prefix, **made), by=BY)


def lay(plan):
    return lay_into_plan(plan, today=TODAY, by=BY)


def titles(plan) -> list[tuple[str, date]]:
    rows = plan.items.select_related("event").order_by("event__first_day", "event__title")
    return [(each.event.title, each.event.first_day) for each in rows]


def test_jubilees_of_organisations_people_and_the_city_stand_in_the_draft():
    directory.organisation("Театр драмы", founded_on=date(1976, 6, 5))
    directory.organisation("Молодая школа", founded_on=date(2001, 6, 5))
    for title, kind, begun in (
        ("Город Пробный", JubileeKind.CITY, date(1716, 6, 20)),
        ("Выдуманов Пётр", JubileeKind.PERSON, date(1976, 6, 9)),
    ):
        write_jubilee(facts=JubileeFacts(title, kind, begun, is_invented=True), by=BY)
    rule(JubileeKind.ORGANISATION)
    rule(JubileeKind.CITY, "310", "Празднование")
    rule(JubileeKind.PERSON, prefix="Поздравление с юбилеем")
    plan = city_plan(JUNE)
    lay(plan)
    assert [(title.replace("\N{NO-BREAK SPACE}", " "), day) for title, day in titles(plan)] == [
        ("Чествование: Театр драмы — 50 лет", date(2026, 6, 5)),
        ("Поздравление с юбилеем", date(2026, 6, 9)),
        ("Празднование: Город Пробный — 310 лет", date(2026, 6, 20)),
    ]


def test_name_of_a_person_comes_into_plans_only_with_leave():
    kept = JubileeFacts("Выдуманов Пётр", JubileeKind.PERSON, date(1976, 6, 9), "учитель", is_invented=True)
    one = write_jubilee(facts=kept, by=BY)
    rule(JubileeKind.PERSON, prefix="Поздравление")
    plan = city_plan(JUNE)
    lay(plan)
    event = plan.items.get().event
    said = " ".join(str(value) for value in (event.title, event.note, event.wording, event.place))
    assert ("Выдуманов" in said, "50" in said, "учитель" in said) == (False, False, False)
    leave = JubileeFacts(one.title, JubileeKind.PERSON, one.began_on, named_in_plans=True, is_invented=True)
    write_jubilee(facts=leave, jubilee=one, edition=1, by=BY)
    lay(plan)
    assert plan.items.get().event.title.startswith("Поздравление: Выдуманов Пётр")


def test_unit_that_sees_the_event_sees_no_name(client_of):
    write_jubilee(facts=JubileeFacts("Выдуманов Пётр", JubileeKind.PERSON, date(1976, 6, 9)), by=BY)
    unit = directory.unit()
    rule(JubileeKind.PERSON, prefix="Поздравление", event_unit=unit)
    plan = city_plan(JUNE)
    lay(plan)
    event = plan.items.get().event
    approve_plan(plan=plan, approved_on=TODAY, approver_name="О.", approver_post="Мэр", basis="", by=BY)
    coordinator, office = client_of(Role.COORDINATOR, unit=unit), client_of(Role.DEPARTMENT)
    for address in (f"/events/{event.pk}/", f"/plans/{plan.pk}/", "/almanac/jubilees/?year=2026"):
        page = coordinator.get(address)
        assert (page.status_code, "Выдуманов" in page.content.decode()) == (200, False)
    page = office.get("/almanac/jubilees/?year=2026").content.decode()
    assert ("Выдуманов" in page, f"/events/{event.pk}/" in page) == (True, True)


def test_jubilee_is_laid_once_and_follows_a_corrected_day():
    theatre = directory.organisation("Театр", founded_on=date(1976, 6, 5))
    rule(JubileeKind.ORGANISATION)
    plan = city_plan(JUNE)
    lay(plan)
    again = lay(plan)
    assert (again.created, again.changed, LaidJubilee.objects.count()) == (0, 0, 1)
    theatre.founded_on = date(1976, 6, 8)
    theatre.save()
    lay(plan)
    assert [day for _title, day in titles(plan)] == [date(2026, 6, 8)]


@pytest.mark.parametrize("kind", ["jubilee", "date"])
def test_line_that_a_person_took_out_of_the_draft_stays_out(kind):
    if kind == "jubilee":
        directory.organisation("Театр", founded_on=date(1976, 6, 5))
        rule(JubileeKind.ORGANISATION)
    else:
        day = DateRule(DateRuleKind.FIXED, 6, 22)
        write_date(facts=DateFacts("Память", day, event_title="Возложение", event_unit=directory.unit()), by=BY)
    plan, week = city_plan(JUNE), city_plan(Period.parse("2026-W23" if kind == "jubilee" else "2026-W26"))
    lay_ahead(today=TODAY, by=BY)
    assert (plan.items.count(), week.items.count()) == (1, 1)
    take_out(plan.items.get(), reason="не проводим", by=BY)
    lay_ahead(today=TODAY, by=BY)
    assert (plan.items.count(), week.items.count(), Event.objects.count()) == (0, 1, 1)


def test_event_that_a_person_deleted_is_not_laid_again():
    directory.organisation("Театр", founded_on=date(1976, 6, 5))
    rule(JubileeKind.ORGANISATION)
    plan = city_plan(JUNE)
    lay(plan)
    event = plan.items.get().event
    put_into_basket(chosen=[Chosen(event, event.edition)], reason="не проводим", by=BY)
    lay(plan)
    assert (Event.objects.kept().count(), Event.objects.count()) == (0, 1)


def test_wording_of_a_person_survives():
    directory.organisation("Театр", founded_on=date(1976, 6, 5))
    rule(JubileeKind.ORGANISATION)
    plan = city_plan(JUNE)
    lay(plan)
    Event.objects.update(title="Юбилейный вечер театра")
    assert lay(plan).kept == 1
    assert titles(plan) == [("Юбилейный вечер театра", date(2026, 6, 5))]


def test_rule_of_a_later_year_leaves_the_former_years_alone():
    directory.organisation("Театр", founded_on=date(1976, 6, 5))
    old = rule(JubileeKind.ORGANISATION, "50")
    facts = JubileeRuleFacts("51", from_year=2027, event_title="Чествование", event_unit=old.event_unit)
    new = write_jubilee_rule(kind=JubileeKind.ORGANISATION, facts=facts, rule=old, edition=1, by=BY)
    assert sorted(JubileeRule.objects.values_list("from_year", "ages")) == [(0, "50"), (2027, "51")]
    this, following = city_plan(JUNE), city_plan(Period.parse("2027-06"))
    lay(this)
    lay(following)
    assert (this.items.count(), following.items.count()) == (1, 1)
    with pytest.raises(RefusedError, match="уже есть"):
        write_jubilee_rule(kind=JubileeKind.ORGANISATION, facts=facts, by=BY)
    remove_jubilee_rule(new, by=BY)
    assert JubileeRule.objects.count() == 1


def test_rule_without_an_event_lays_nothing_and_half_an_event_is_refused():
    directory.organisation("Театр", founded_on=date(1976, 6, 5))
    plan = city_plan(JUNE)
    lay(plan)
    assert plan.items.count() == 0
    with pytest.raises(RefusedError, match="нужны и название"):
        write_jubilee_rule(
            kind=JubileeKind.ORGANISATION, facts=JubileeRuleFacts("50", event_title="Чествование"), by=BY
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        JubileeRule.objects.create(kind="city", ages="10", event_title="Праздник")


def test_laid_jubilee_has_a_name_without_the_person():
    kept = write_jubilee(facts=JubileeFacts("Выдуманов Пётр", JubileeKind.PERSON, date(1976, 6, 9)), by=BY)
    assert str(LaidJubilee(jubilee=kept, year=2026)) == "—, 2026"
