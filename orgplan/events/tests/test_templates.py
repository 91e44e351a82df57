"""Templates of events and what is made of them: days by rule, parts, who may change what."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import (
    EventFacts,
    Participant,
    TemplateFacts,
    UsualRole,
    clone_event,
    create_event,
    facts_on,
    write_template,
)
from orgplan.events.models import Event, EventTemplate
from orgplan.events.rules import Consent, ParticipationKind
from orgplan.events.rules.templates import SizeClass, size_of
from orgplan.events.rules.yearly import (
    DateRule,
    DateRuleKind,
    OffDayShift,
    Shift,
    YearRule,
    likely_rules,
    year_in_title,
)
from orgplan.events.tests import factories
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import add_working_days, count_working_days, is_working_day

BY = System("проверка")
CALENDAR = WorkingCalendar.bundled()
DAYS = st.dates(date(2023, 1, 1), date(2034, 12, 31))
CITY_DAY = YearRule(DateRule(DateRuleKind.NTH_WEEKDAY, 8, 0, 1, 5))


def test_city_day_comes_back_on_the_first_saturday_of_august():
    assert [CITY_DAY.day(year, CALENDAR) for year in (2025, 2026, 2027)] == [
        date(2025, 8, 2),
        date(2026, 8, 1),
        date(2027, 8, 7),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2025, 8, 2)], "первая суббота августа"),
        ([date(2024, 8, 3), date(2025, 8, 2)], "первая суббота августа"),
        ([date(2025, 5, 9)], "9 мая"),
        ([date(2024, 6, 22), date(2025, 6, 22)], "22 июня"),
        ([date(2024, 3, 16), date(2025, 3, 1)], "50\N{NO-BREAK SPACE}дней до Пасхи"),
        ([date(2024, 8, 30), date(2025, 8, 29)], "последняя пятница августа"),
    ],
)
def test_likeliest_rule_agrees_with_earlier_years_and_knows_holidays(days, words):
    assert likely_rules(days, CALENDAR)[0].words == words


@given(DAYS)
def test_every_likely_rule_gives_the_day_itself(day):
    assert {rule.day(day.year, CALENDAR) for rule in likely_rules([day], CALENDAR)} == {day}


def test_rule_leaves_a_day_off_where_it_says_so():
    fixed = DateRule(DateRuleKind.FIXED, 8, 30)
    assert YearRule(fixed, OffDayShift.PREVIOUS).day(2026, CALENDAR) == date(2026, 8, 28)
    assert YearRule(fixed, OffDayShift.NEXT).day(2026, CALENDAR) == date(2026, 8, 31)
    assert YearRule(DateRule(DateRuleKind.FIXED, 2, 29)).day(2027, CALENDAR) is None


@given(DAYS, DAYS, st.integers(-120, 120))
def test_shift_keeps_the_distance_and_working_days(since, to, distance):
    shift, day = Shift(since, to), since + timedelta(days=distance)
    assert shift(day) - to == day - since
    assert is_working_day(shift.by_working_days(day, CALENDAR), CALENDAR)
    assert shift.by_working_days(since, CALENDAR) <= to


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_working_days_are_counted_beyond_the_known_years(day, count):
    there = add_working_days(day, count, CALENDAR)
    assert is_working_day(there, CALENDAR)
    first, last = sorted((day, there))
    assert count_working_days(first, last, CALENDAR) in {abs(count), abs(count) - 1}


@pytest.mark.parametrize(
    ("title", "to", "expected"),
    [
        ("День города Омска – 2025", 2026, "День города Омска – 2026"),
        ("309-летие города, 2025 год", 2026, "310-летие города, 2026 год"),
        ("310-я годовщина со дня основания", 2026, "311-я годовщина со дня основания"),
        ("Празднование 80-й годовщины Победы", 2027, "Празднование 82-й годовщины Победы"),
        ("Заседание комиссии № 2", 2026, "Заседание комиссии № 2"),
    ],
)
def test_title_goes_with_the_year(title, to, expected):
    assert year_in_title(title, 2025, to) == expected


@pytest.mark.parametrize(
    ("people", "size"), [(None, None), (50, SizeClass.SMALL), (51, SizeClass.MEDIUM), (6_000, SizeClass.HUGE)]
)
def test_size_follows_the_number_of_people(people, size):
    assert size_of(people) == size


def _template(**facts) -> EventTemplate:
    unit = facts.pop("owner", None) or directory.unit()
    return write_template(facts=TemplateFacts(facts.pop("name", "Возложение цветов"), unit, **facts), by=BY)


@pytest.mark.django_db
def test_template_gives_time_title_and_people():
    template = _template(
        title="Возложение цветов, {год}",
        begins_at=time(23, 30),
        minutes=60,
        roles=(UsualRole(ParticipationKind.SPEAKS, wording="ветеран"),),
    )
    facts = facts_on(template, date(2026, 5, 9))
    event = clone_event(source=template, facts=facts, parts={"participants"}, by=BY)
    assert (event.title, event.when) == ("Возложение цветов, 2026", facts.when)
    only = event.occurrences.get()
    assert (only.start, only.end, only.end_time) == (date(2026, 5, 9), date(2026, 5, 10), time(0, 30))
    assert [str(each) for each in event.participations.all()] == ["ветеран"]
    assert event.origin.template == template


@pytest.mark.django_db
def test_two_templates_never_share_a_name():
    _template(name="Приём")
    with pytest.raises(RefusedError, match="приём"):
        _template(name="приём")


@pytest.mark.django_db
def test_clone_takes_chosen_parts_and_asks_consent_anew():
    unit = directory.unit()
    given_before = Participant(ParticipationKind.RESPONSIBLE, wording="Хор", consent=Consent.GIVEN)
    whole = factories.event(
        "2 августа 2025 года, 12:00–14:00", owner=unit, participants=(given_before,), title="День города 2025"
    )
    part = factories.event("3 августа 2025 года, 10:00–11:00", owner=unit, part_of=whole)
    bare = clone_event(source=whole, facts=facts_on(whole, date(2026, 8, 1)), parts=(), by=BY)
    full = clone_event(source=whole, facts=facts_on(whole, date(2026, 8, 1)), parts={"participants", "parts"}, by=BY)
    assert (bare.title, bare.first_day, bare.participations.count()) == ("День города 2026", date(2026, 8, 1), 0)
    assert [each.consent for each in full.participations.all()] == [Consent.PENDING]
    assert [each.first_day for each in Event.objects.filter(part_of=full)] == [date(2026, 8, 2)]
    assert full.origin.source == whole
    part.refresh_from_db()
    assert part.part_of == whole


@pytest.mark.django_db
def test_event_without_a_day_is_cloned_onto_the_day():
    event = create_event(facts=EventFacts("Без даты", directory.unit()), by=BY)
    made = clone_event(source=event, facts=facts_on(event, date(2026, 9, 1)), parts={"parts"}, by=BY)
    assert (made.first_day, made.last_day) == (date(2026, 9, 1), date(2026, 9, 1))


@pytest.mark.django_db
def test_card_form_and_list_of_templates(client, django_assert_num_queries):
    template = _template(year_rule=CITY_DAY, roles=(UsualRole(ParticipationKind.HOSTS, wording="Мэр"),))
    client.force_login(accounts.user(Role.DEPARTMENT))
    assert "первая суббота августа" in client.get(template.get_absolute_url()).content.decode()
    page = client.get(reverse("events:change_template", args=[template.pk]))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields} | {"name": "День города", "minutes": "90"}
    answer = client.post(page.request["PATH_INFO"], {key: value for key, value in data.items() if value is not None})
    template.refresh_from_db()
    assert (answer.status_code, template.name, template.minutes, template.rule_kind) == (
        303, "День города", 90, "nth_weekday",
    )  # fmt: skip
    assert [(each.kind, str(each)) for each in template.roles.all()] == [("hosts", "Мэр")]
    for each in range(3):
        _template(name=f"Шаблон {each}")
    client.get(reverse("events:templates"))
    with django_assert_num_queries(4):
        client.get(reverse("events:templates"))


@pytest.mark.django_db
def test_form_names_a_day_that_never_comes(client):
    client.force_login(accounts.user(Role.DEPARTMENT))
    unit = directory.unit()
    data = {
        "name": "Тридцать первое", "owner": unit.pk, "kind": "other", "level": "city", "size": "small", "minutes": "60",
        "setup_minutes": "0", "clearing_minutes": "0", "rule_kind": "fixed", "month": "2", "day": "31",
        "weekday": "0", "off_day": "as_is",
    }  # fmt: skip
    answer = client.post(reverse("events:new_template"), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["rule_kind"]
