"""Small rules of planning: names of periods, kinds and sections guessed, the responsible as text."""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.language.grammar import Case
from orgplan.language.periods import Period, PeriodKind
from orgplan.planning.rules.kinds import USUAL_SECTIONS, guess_kind, guess_section
from orgplan.planning.rules.naming import days_in, period_words, title_within


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period.parse("2026"), "2026 год"),
        (Period.parse("2026-Q3"), "III квартал 2026 года"),
        (Period.parse("2026-08"), "август 2026 года"),
        (Period(date(2026, 8, 5), date(2026, 8, 5), PeriodKind.DAY), "5 августа 2026 года"),
        (Period.parse("2026-W32"), "3–9 августа 2026 года"),
        (Period.parse("2026-W31"), "27 июля – 2 августа 2026 года"),
        (Period.parse("2026-W53"), "28 декабря 2026 года – 3 января 2027 года"),
    ],
)
def test_period_is_named_as_titles_of_plans_do(period, words):
    assert period_words(period) == words


@pytest.mark.parametrize(
    ("title", "genitive", "dative"),
    [
        (
            "План мероприятий на август 2026 года",
            "плана мероприятий на август 2026 года",
            "плану мероприятий на август 2026 года",
        ),
        ("Сводный план «Август»", "документа «Сводный план „Август“»", "документу «Сводный план „Август“»"),
        ("План", "документа «План»", "документу «План»"),
    ],
)
def test_title_of_a_plan_stands_inside_a_sentence(title, genitive, dative):
    found = [title_within(title, case).replace("\N{NO-BREAK SPACE}", " ") for case in (Case.GENITIVE, Case.DATIVE)]
    assert found == [genitive, dative]


def test_days_are_listed_as_plans_do():
    month = Period.parse("2026-12")
    assert days_in([date(2026, 12, day) for day in (21, 7, 14)], month) == "7, 14 и 21 декабря"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Круглый стол по вопросам опеки", "conference"),
        ("Официальный приём делегации", "official_reception"),
        ("Приём граждан", "public_reception_hours"),
        ("Городской праздник двора", "mass_event"),
        ("Нечто", "other"),
    ],
)
def test_kind_is_guessed_by_the_telling_words(title, kind):
    assert guess_kind(title) == kind


@pytest.mark.parametrize(
    ("kind", "unit_kind", "section"),
    [("session", "district", 1), ("culture", "district", 2), ("culture", "department", 0)],
)
def test_section_is_guessed_by_kind_and_unit(kind, unit_kind, section):
    assert guess_section(kind, unit_kind) == USUAL_SECTIONS[section]
