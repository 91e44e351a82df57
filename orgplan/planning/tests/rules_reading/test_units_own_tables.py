"""Tables as units send them with their own stamps, headers and lists; each was read wrong once."""

from __future__ import annotations

import pytest

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.planning.tests.rules_reading.notation import expected, paper, shown

DECEMBER = Period.month(2026, 12)


def rows_of(text: str) -> list[object]:
    return list(shown(read_plan(paper(text), DECEMBER)))


@pytest.mark.parametrize("day", ["«___» ноября 2026 г.", "«  » ноября 2026 года", "20 ноября 2026 г."])
def test_day_in_a_stamp_of_approval_is_no_month_of_the_lines(day: str) -> None:
    reading = read_plan(
        paper(
            f"""
            УТВЕРЖДАЮ
            Директор департамента
            ____________ И. И. Петров
            {day}

            ПЛАН на декабрь 2026 года | < | <
            Мероприятие | Дата | Место
            I. Культура | < | <
            Приём граждан | каждый вторник, 15.00 | каб. 305
            """
        ),
        DECEMBER,
    )
    assert shown(reading) == expected(
        "Приём граждан || recurring 2026-12-01..2026-12-31 15:00 R FREQ=WEEKLY;BYDAY=TU || каб. 305"
    )
    assert reading.rows[0].problems == ()
    assert reading.rows[0].section == "I. Культура"


def test_second_row_of_a_header_of_dates_is_no_event() -> None:
    assert rows_of(
        """
        Дата проведения | < | Начало | Что проводится и где | Кто проводит
        число | день недели | ^ | ^ | ^
        1 | вт | 10.00 | Турнир по шахматам, СК «Сибирь», ул. Мира, 142 | ДЮСШ № 3
        ^ | ^ | 15.00 | Награждение значкистов, Манеж | Центр ГТО
        5-6 | сб-вс | 09.00 | Первенство по лыжным гонкам, лыжная база | Федерация лыжного спорта
        """
    ) == expected(
        """
        Турнир по шахматам || timed 2026-12-01 10:00 || СК «Сибирь», ул. Мира, 142 || ДЮСШ № 3
        Награждение значкистов || timed 2026-12-01 15:00 || Манеж || Центр ГТО
        Первенство по лыжным гонкам || timed 2026-12-05..2026-12-06 09:00 || лыжная база || Федерация лыжного спорта
        """
    )


def test_places_and_bare_surnames_are_told_apart_without_a_header() -> None:
    assert rows_of(
        """
        Календарный план на декабрь 2026 года

        1 декабря, вторник | < | < | <
        9.00 | Планёрка у директора | каб. 12 | Петров
        14.30 | Открытие большой выставки | Галерея | Ким
        2 декабря, среда | < | < | <
        11:00 | Семинар библиотекарей города | Библиотека им. Пушкина | Орлова
        18.00 | Премьера спектакля «Гроза» | Драматический театр | Носова
        """
    ) == expected(
        """
        Планёрка у директора || timed 2026-12-01 09:00 || каб. 12 || Петров
        Открытие большой выставки || timed 2026-12-01 14:30 || Галерея || Ким
        Семинар библиотекарей города || timed 2026-12-02 11:00 || Библиотека им. Пушкина || Орлова
        Премьера спектакля «Гроза» || timed 2026-12-02 18:00 || Драматический театр || Носова
        """
    )


def test_line_of_a_list_ends_with_who_answers() -> None:
    assert rows_of(
        """
        Мероприятия на декабрь 2026 года

        03.12.2026 15:00 – Открытие Года семьи, ДК им. Малунцева. Отв. Иванова А. А.
        15–20 декабря – Неделя театра (ответственный: отдел искусств)
        21 декабря – Смотр. Отв. за всё хорошее
        """
    ) == expected(
        """
        Открытие Года семьи, ДК им. Малунцева || timed 2026-12-03 15:00 || ДК им. Малунцева || Иванова А. А.
        Неделя театра || days 2026-12-15..2026-12-20 || || отдел искусств
        Смотр. Отв. за всё хорошее || days 2026-12-21
        """
    )


def test_line_above_a_further_table_is_the_section_of_its_rows() -> None:
    reading = read_plan(
        paper(
            """
            Основные мероприятия на декабрь 2026 года

            Дата | Мероприятие | Место
            01.12 | Выставка | Музей

            Мероприятия с участием Мэра города:

            № | Мероприятие, место проведения | Срок
            1 | Вручение стипендий (Органный зал) | 17.12.2026 в 15.00

            Директор департамента ______ И. И. Петров

            № | Мероприятие, место проведения | Срок
            2 | Ёлка (Дворец) | 18.12.2026
            """
        ),
        DECEMBER,
    )
    assert [(row.title, row.place) for row in reading.rows][1:] == [
        ("Вручение стипендий", "Органный зал"),
        ("Ёлка", "Дворец"),
    ]
    assert [row.section for row in reading.rows][:2] == [None, "Мероприятия с участием Мэра города"]
    assert "Директор" not in (reading.rows[2].section or "")


def test_day_outside_the_plan_is_named_once_and_the_period_in_days() -> None:
    reading = read_plan(
        paper("План\n\nДата | Мероприятие\n25-27.01.2027 10.00, 13.00 | Утренники\nкаждый вторник января | Приём"),
        DECEMBER,
    )
    words = [problem.text for row in reading.rows for problem in row.problems]
    assert not [text for text in words if "2026-12" in text]
    assert words[0].count("27.01.2027") == 1
    assert len(words) == len(reading.rows)


def test_known_kinds_of_places_and_schools_are_sure() -> None:
    reading = read_plan(
        paper("Дата | Мероприятие | Место | Ответственный\n5 декабря | Вечер | Концертный зал | ДЮСШ № 3"), DECEMBER
    )
    assert min(reading.rows[0].confidence.values()) > 0.9
