"""What is and is not one event, one phenomenon of the language at a time; and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.planning.rules.duplicates import Duplicates, Line, compare_with, explain, find_duplicates

if TYPE_CHECKING:
    from random import Random

DAY = date(2027, 3, 14)


def line(number: int, title: str, place: str | None = None, hour: str | None = None, **more: object) -> Line:
    """Return a line of its own unit on DAY."""
    start_time = time.fromisoformat(hour) if hour else None
    made = Line(f"L{number}", f"Управление № {number}", title, start=DAY, end=DAY, start_time=start_time, place=place)
    return replace(made, **more)  # type: ignore[arg-type]


def pairs(found: Duplicates) -> set[frozenset[str]]:
    """Return the pairs of ids found to be the same."""
    return {frozenset((one.first.id, one.second.id)) for one in found.same}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Проводы зимы на пл. Ленина", "площадь Ленина", "12:00"), ("Масленичные проводы зимы", "пл. Ленина", None)),
        (("Открытие дет. сада № 7", "ул. Садовая", "11:00"), ("Торж. открытие детского сада №7", None, "11:00")),
        (("Заседание КЧС и ОПБ", "малый зал", "10:00"), ("Комиссия по чрезвычайным ситуациям и пожарной безопасности", None, "10:00")),
        (("Фейерверк", "набережная", "22:00"), ("Праздничный салют", "Набережная", "22:00")),
        (("Фестиваль «Родники»", "ДК «Маяк»", None), ("Городской фестиваль Родники", "Дворец культуры «Маяк»", "15:00")),
        (("Участие школьников в акции «Чистый берег»", None, None), ("Акция «Чистый берег»", "берег реки", "10:00")),
        (("Поздравление полицейских с праздником", "Концертный зал", "15:00"), ("Торжественное собрание сотрудников внутренних дел", "Концертный зал", "15:00")),
        (("Выезд на стройку", "Дворец творчества «Луч»", "11:00"), ("Осмотр хода ремонта кровли", "дворец творчества «Луч»", "11:00")),
        (("Форум добровольцев «Мы вместе»", "Городской зимний дворец", None), ("Волонтёрский форум «МыВместе»", "ГЗД", None)),
        (("Собрание ветеранов", "Омский академический театр драмы", "15:00"), ("Торжественное собрание ветеранов", "Драматический театр", "15:00")),
        (("Награжедние лучших спортсменов года", "ФОК «Старт»", "16:00"), ("Церемония награждения лучших спортсменов", "физкультурно-оздоровительный комплекс «Старт»", "16:00")),
    ],
)  # fmt: skip
def test_one_event_in_other_words_is_found(
    first: tuple[str, str | None, str | None], second: tuple[str, str | None, str | None]
) -> None:
    assert pairs(find_duplicates([line(1, *first), line(2, *second)])) == {frozenset(("L1", "L2"))}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Линейка в школе № 85", None, "09:00"), ("Линейка в школе № 75", None, "09:00")),
        (("Слушания по проекту планировки мкр. «Южный»", "ДК", "17:00"), ("Слушания по проекту межевания мкр. «Южный»", "ДК", "17:00")),
        (("Слушания по мкр. «Южный-1»", "ДК", "17:00"), ("Слушания по мкр. «Южный-2»", "ДК", "17:00")),
        (("Турнир по волейболу среди юношей", "ФОК «Старт»", "10:00"), ("Турнир по волейболу среди девушек", "ФОК «Старт»", "10:00")),
        (("Открытие выставки «Весна»", "галерея", "12:00"), ("Закрытие выставки «Весна»", "галерея", "12:00")),
        (("Парад трудовых коллективов", "пл. Ленина", "10:00"), ("Репетиция парада трудовых коллективов", "пл. Ленина", "10:00")),
        (("Фестиваль «Родники»", "ДК «Маяк»", "15:00"), ("Пресс-конференция о фестивале «Родники»", "пресс-центр", "15:00")),
        (("Концерт ко Дню работника культуры", "ДК «Маяк»", "15:00"), ("Концерт ко Дню работника культуры", "ДК «Луч»", "15:00")),
        (("Заседание штаба по паводку", "каб. 12", "10:00"), ("Заседание штаба по паводку", "каб. 12", "15:00")),
        (("Личный приём граждан Главой города", None, "15:00"), ("Личный приём граждан заместителем Главы города", None, "15:00")),
        (("Гидравлические испытания, I этап", None, None), ("Гидравлические испытания, II этап", None, None)),
        (("Праздник двора", "ул. Лесная, 3", "17:00"), ("Праздник двора", "ул. Лесная, 5", "17:00")),
        (("День местного самоуправления", None, None), ("День ученического самоуправления", None, None)),
        (("День народного единства", "город", None), ("Праздник двора ко Дню народного единства", "ул. Лесная, 20", "13:00")),
        (("Первенство по хоккею до 14 лет", "ЛД «Лёд»", None), ("Первенство по хоккею до 16 лет", "ЛД «Лёд»", None)),
    ],
)  # fmt: skip
def test_near_misses_are_kept_apart(
    first: tuple[str, str | None, str | None], second: tuple[str, str | None, str | None]
) -> None:
    assert pairs(find_duplicates([line(1, *first), line(2, *second)])) == set()


def test_districts_with_their_own_commissions_are_kept_apart() -> None:
    title, place = "Заседание комиссии по делам несовершеннолетних", "администрация района"
    north = line(1, title, place, "14:00", unit="Администрация Северного района")
    south = line(2, title, place, "14:00", unit="Администрация Южного района")
    assert find_duplicates([north, south]) == Duplicates((), ())


def test_other_days_are_never_one_event() -> None:
    week = [line(n, "Аппаратное совещание", "каб. 1", "09:00", start=d, end=d) for n, d in enumerate(_mondays())]
    assert find_duplicates(week) == Duplicates((), ())


def _mondays() -> list[date]:
    return [DAY + timedelta(days=7 * week) for week in range(4)]


def test_three_lines_of_one_event_give_three_pairs() -> None:
    lines = [
        line(1, "Открытие катка на стадионе «Труд»", "стадион «Труд»", "14:00"),
        line(2, "Торжественное открытие катка", "ст. «Труд»", None),
        line(3, "Открытие ледового катка", "стадион «Труд»", "14:00"),
    ]
    assert pairs(find_duplicates(lines)) == {frozenset(p) for p in (("L1", "L2"), ("L1", "L3"), ("L2", "L3"))}


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        (("Концерт ко Дню города", "площадь Ленина", "18:00"), ("День города", "город", None)),
        (("Мастер-класс в рамках фестиваля «Родники»", "ДК «Маяк»", "16:00"), ("Фестиваль «Родники»", "ДК «Маяк»", None)),
        (("Открытие выставки «Весна»", "галерея", "12:00"), ("Выставка «Весна»", "галерея", None)),
        (("Торжественное открытие турнира памяти Лобова", "СК «Лёд»", "12:00"), ("Турнир по борьбе памяти Лобова", "СК «Лёд»", None)),
        (("Закрытие Весенней недели добра", "ДК «Маяк»", "15:00"), ("Весенняя неделя добра", "город", None)),
        (("Обед в честь гостей из Павлодара", "ресторан", "13:00"), ("Визит делегации из Павлодара", None, None)),
    ],
)  # fmt: skip
def test_a_part_points_to_its_whole(
    child: tuple[str, str | None, str | None], parent: tuple[str, str | None, str | None]
) -> None:
    whole = replace(line(2, *parent), end=DAY + timedelta(days=5))
    found = find_duplicates([line(1, *child), whole])
    assert [(one.first.id, one.second.id) for one in found.part_of] == [("L1", "L2")]
    assert found.same == ()


def test_two_events_of_one_unit_at_one_hour_stay_two() -> None:
    first = line(1, "Совещание по уборке снега", "каб. 12", "10:00", unit="Управление делами")
    second = line(2, "Совещание по вывозу мусора", "каб. 12", "10:00", unit="Управление делами")
    assert find_duplicates([first, second]).same == ()


def test_of_many_wholes_only_the_likeliest_are_suggested() -> None:
    month = [
        replace(line(n, f"Фестиваль «Родники», площадка {name}", "город"), end=DAY + timedelta(days=6 + n))
        for n, name in enumerate(("северная", "южная", "западная", "восточная"), start=2)
    ]
    found = find_duplicates([line(1, "Концерт фестиваля «Родники»", "ДК «Маяк»", "16:00"), *month])
    assert 1 <= len([one for one in found.part_of if one.first.id == "L1"]) <= 2


def test_comparing_new_lines_leaves_out_pairs_of_old_ones() -> None:
    old = [line(1, "Ярмарка мёда", "пл. Ленина", "10:00"), line(2, "Медовая ярмарка", "площадь Ленина", "10:00")]
    new = [line(3, "Ярмарка меда", "пл. Ленина", None)]
    assert pairs(compare_with(new, old)) == {frozenset(("L1", "L3")), frozenset(("L2", "L3"))}


def test_the_explanation_names_the_other_line_and_what_agrees() -> None:
    first = line(1, "Открытие катка", "стадион «Труд»", "14:00")
    second = line(57, "Торжественное открытие катка", "ст. «Труд»", None, unit="Департамент культуры")
    (found,) = find_duplicates([first, second]).same
    assert explain(found, seen_from=first, number=57) == (
        "Похоже на строку 57, Департамент культуры: «Торжественное открытие катка». "
        "Совпадают день, место и слова «катка», «открытие». Время указано только у одной."
    )


def test_words_that_mean_the_same_are_named_as_each_line_has_them() -> None:
    first = line(1, "Осмотр катка на набережной", "стадион «Труд»", "14:00")
    (found,) = find_duplicates([first, line(2, "Выезд на каток на набережной", "стадион «Труд»", "14:00")]).same
    assert "Близки по смыслу «выезд» и «осмотр»" in found.reasons
    assert not any("слов" in reason and "«выезд»" in reason for reason in found.reasons)


_WORDS = (
    "Открытие закрытие концерт День города победы школа № 5 7 «Родники» парк округа детей Ленинского на и - посв. 2027"
)
_TITLES = st.lists(st.sampled_from(_WORDS.split()), max_size=7).map(" ".join) | st.text(max_size=40)
_DAYS = st.none() | st.dates(DAY, DAY + timedelta(days=9))
_HOURS = st.none() | st.sampled_from([time(9), time(10), time(18)])
_PLACES = st.none() | st.sampled_from(["парк", "ДК «Маяк»", "город", "каб. 5", "администрация округа", "ул. Лесная, 5"])
_UNITS = st.sampled_from(["Департамент культуры", "Администрация Ленинского округа", "Управление делами"])
_LINES = st.lists(
    st.builds(Line, st.just(""), _UNITS, _TITLES, st.just(""), _DAYS, _DAYS, _HOURS, _HOURS, _PLACES), max_size=9
).map(lambda lines: [replace(one, id=f"L{number}") for number, one in enumerate(lines)])


@settings(max_examples=60, deadline=None)
@given(_LINES)
def test_any_lines_give_consistent_pairs(lines: list[Line]) -> None:
    found = find_duplicates(lines)
    same = [frozenset((one.first.id, one.second.id)) for one in found.same]
    part = [(one.first.id, one.second.id) for one in found.part_of]
    assert len(same) == len(set(same))
    assert len(part) == len({frozenset(pair) for pair in part})
    assert not set(same) & {frozenset(pair) for pair in part}
    assert all(len(pair) == 2 for pair in same)
    for one in same:
        for other in same:
            if len(one & other) == 1:
                assert one ^ other in same
    for suggestions in (found.same, found.part_of):
        sure = [one.certainty for one in suggestions]
        assert sure == sorted(sure, reverse=True)
        assert all(0 <= share <= 1 for share in sure)


@settings(max_examples=40, deadline=None)
@given(_LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines: list[Line], random: Random) -> None:
    mixed = list(lines)
    random.shuffle(mixed)
    found, again = find_duplicates(lines), find_duplicates(mixed)
    assert pairs(found) == pairs(again)
    assert {(one.first.id, one.second.id) for one in found.part_of} == {
        (one.first.id, one.second.id) for one in again.part_of
    }


@settings(max_examples=60, deadline=None)
@given(_TITLES, _HOURS, st.none() | st.sampled_from(["парк", "ДК «Маяк»", "город", "каб. 5"]))
def test_identical_lines_of_two_units_are_the_same(title: str, hour: time | None, place: str | None) -> None:
    first = Line("A", "Департамент культуры", title, "", DAY, DAY, hour, None, place)
    second = replace(first, id="B", unit="Управление делами")
    assert pairs(find_duplicates([first, second])) == {frozenset(("A", "B"))}
