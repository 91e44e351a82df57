"""Reading minutes: any text is kept, known names in any case lead to units, terms in words to days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.directory.rules import KnownPerson, NameIndex, PeopleIndex
from orgplan.directory.rules import Named as NamedUnit
from orgplan.instructions.rules.terms import DayMeasure, TermKind, TermSpec
from orgplan.language.grammar import Gender
from orgplan.language.names import PersonName
from orgplan.minutes.rules.points import cut_points
from orgplan.minutes.rules.reading import Named, PointReading, RulePhrases, read_point

CULTURE, TRANSPORT, KIROV, SPORT = 1, 2, 3, 4
PREMIEROVA, MARSHRUTOV = 10, 20
SIGNED = date(2026, 3, 2)
URGENT, VERY_URGENT, MONTHLY = 1, 2, 3
RULES = [
    RulePhrases(URGENT, ("срочно", "незамедлительно")),
    RulePhrases(VERY_URGENT, ("весьма срочно",)),
    RulePhrases(MONTHLY, ("ежемесячно",)),
]


class Directory:
    """A small directory with two people who hold posts."""

    def __init__(self) -> None:
        names = {
            CULTURE: "Департамент культуры",
            TRANSPORT: "Департамент транспорта",
            KIROV: "Администрация Кировского административного округа",
            SPORT: "Департамент по делам молодёжи, физической культуры и спорта",
        }
        self._units = NameIndex([NamedUnit(key, (name,)) for key, name in names.items()])
        people = [
            KnownPerson(PREMIEROVA, PersonName("Премьерова", "Елена", "Борисовна"), Gender.FEMALE),
            KnownPerson(MARSHRUTOV, PersonName("Маршрутов", "Николай", "Эдуардович"), Gender.MALE),
        ]
        self._people = PeopleIndex(people)

    def units(self, text: str) -> tuple[int, ...]:
        return self._units.find(text)

    def person(self, text: str) -> int | None:
        return self._people.find(text)

    def unit_of(self, person: int) -> int | None:
        return {PREMIEROVA: CULTURE, MARSHRUTOV: TRANSPORT}.get(person)


KNOWN = Directory()


def read(text: str) -> list[PointReading]:
    return [read_point(each, KNOWN, RULES, SIGNED) for each in cut_points(text)]


def test_point_with_performers_in_the_dative_and_a_term():
    (point,) = read(
        "1. Департаменту культуры (Премьеровой Е.Б.), департаменту транспорта подготовить график в срок до 15 марта."
    )
    assert point.number == "1"
    assert point.text == "Подготовить график."
    assert point.performers == (Named(CULTURE, PREMIEROVA), Named(TRANSPORT))
    assert (point.due_on, point.problems) == (date(2026, 3, 15), ())


@pytest.mark.parametrize(
    ("text", "performers"),
    [
        ("Маршрутову Н.Э. проверить освещение", (Named(TRANSPORT, MARSHRUTOV),)),
        ("Подготовить отчёт. Ответственный: Премьерова Е.Б.", (Named(CULTURE, PREMIEROVA),)),
        (
            "Администрации Кировского округа совместно с департаментом культуры провести праздник",
            (Named(KIROV), Named(CULTURE)),
        ),
        ("Департаменту по делам молодёжи, физической культуры и спорта провести турнир", (Named(SPORT),)),
        ("Департаменту культуры в течение 10 рабочих дней представить смету", (Named(CULTURE),)),
    ],
)
def test_performers_are_found_in_the_order_named(text, performers):
    assert read(text)[0].performers == performers


@pytest.mark.parametrize(
    ("words", "due", "spec", "rule"),
    [
        ("до 15 марта", date(2026, 3, 15), None, None),
        ("до 01.04.2026", date(2026, 4, 1), None, None),
        ("до конца апреля", date(2026, 4, 30), None, None),
        ("в течение 10 рабочих дней", None, TermSpec(TermKind.DAYS, 10, DayMeasure.WORKING), None),
        ("в двухнедельный срок", None, TermSpec(TermKind.DAYS, 14), None),
        ("в 5-дневный срок", None, TermSpec(TermKind.DAYS, 5), None),
        ("в месячный срок", None, TermSpec(TermKind.MONTHS, 1), None),
        ("незамедлительно", None, None, URGENT),
        ("весьма срочно", None, None, VERY_URGENT),
        ("ежемесячно", None, None, MONTHLY),
        ("", None, None, None),
    ],
)
def test_terms_in_words(words, due, spec, rule):
    (point,) = read(f"Департаменту культуры {words} представить смету.")
    assert (point.due_on, point.spec, point.rule) == (due, spec, rule)
    assert point.performers == (Named(CULTURE),)


@pytest.mark.parametrize(
    "words",
    ["в срок до 15 декабря 2026 года", "до 15.12.2026", "Срок – 15 декабря 2026 года", "срок: до 15 декабря 2026 г."],
)
def test_term_behind_the_day_of_an_event_is_read(words):
    (point,) = read(f"1. Департаменту культуры подготовить схему церемонии 22 декабря 2026 года в 14:37. {words}.")
    assert (point.due_on, point.performers, point.problems) == (date(2026, 12, 15), (Named(CULTURE),), ())
    (inside,) = read("Департаменту культуры до 15.12.2026 подготовить схему церемонии 22 декабря 2026 года")
    assert inside.due_on == date(2026, 12, 15)


def test_day_of_an_event_is_no_term():
    (point,) = read("Департаменту культуры провести 9 мая 2026 года концерт.")
    assert (point.due_on, point.text) == (None, "Провести 9 мая 2026 года концерт.")


def test_who_is_not_found_is_named_and_the_words_stay():
    (point,) = read("1. Центру снега представить сводку.")
    assert point.performers == ()
    assert point.problems == ("Исполнитель не найден в справочнике: «Центру снега».",)
    assert point.text == "Центру снега представить сводку."


def test_table_with_a_head_and_one_without():
    rows = "1\tПодготовить смету\tПремьерова Е.Б.\t10.04.2026\n2\tПровести проверку\tНикто\tкогда-нибудь"
    for text in (f"№\tПоручение\tОтветственный\tСрок\n{rows}", rows):
        first, second = read(text)
        assert (first.text, first.performers, first.due_on) == (
            "Подготовить смету.",
            (Named(CULTURE, PREMIEROVA),),
            date(2026, 4, 10),
        )
        assert second.performers == ()


BROKEN = """№
п/п\tПоручение\tОтветственный\tСрок
исполнения
1\tПодготовить
сводную смету\tПремьерова Е.Б.,
департамент транспорта\tдо 10 апреля
2026 года
2\tПринять к сведению
3\t"Провести
проверку ""Ёлка"" по улице"\tМаршрутов Н.Э.\t15.04.2026"""


def test_break_inside_a_cell_of_word_or_excel_is_no_new_row():
    first, second, third = read(BROKEN)
    assert (first.number, first.text) == ("1", "Подготовить сводную смету.")
    assert (first.performers, first.due_on) == (
        (Named(CULTURE, PREMIEROVA), Named(TRANSPORT)),
        date(2026, 4, 10),
    )
    assert (second.number, second.text, second.performers) == ("2", "Принять к сведению.", ())
    assert (third.text, third.performers) == ('Провести проверку "Ёлка" по улице.', (Named(TRANSPORT, MARSHRUTOV),))


def test_rows_of_a_table_without_a_head_and_points_beside_it_stay_apart():
    rows = "1\tПодготовить смету\tПремьерова Е.Б.\t10.04.2026\n2\tПровести\nпроверку\tМаршрутов Н.Э.\t15.04.2026"
    assert [each.text for each in read(f"{rows}\n3. Департаменту культуры убрать сквер")] == [
        "Подготовить смету.",
        "Провести проверку.",
        "Убрать сквер.",
    ]


@pytest.mark.parametrize(
    ("text", "strangers"),
    [
        ("Департаменту культуры совместно с округами провести праздник", ("округами",)),
        ("Провести праздник. Ответственные: департамент культуры, центр снега, Премьерова Е.Б.", ("центр снега",)),
        ("Департаменту культуры, в целях подготовки, провести праздник", ()),
        ("Департаменту по делам молодёжи, физической культуры и спорта провести турнир", ()),
        ("Департаментам культуры, транспорта провести турнир", ()),
        ("Департаменту культуры (заместитель директора Премьерова Е.Б.) провести турнир", ()),
    ],
)
def test_a_performer_whom_nobody_knows_is_named_though_others_are_known(text, strangers):
    (point,) = read(text)
    assert point.problems == tuple(f"В справочнике не найден исполнитель: «{each}»." for each in strangers)


def test_lines_go_on_and_headings_are_no_points():
    points = cut_points("РЕШИЛИ:\n1. Первое дело\nи его продолжение\n2.1. Второе\n\n")
    assert [(each.number, each.text) for each in points] == [("1", "Первое дело и его продолжение"), ("2.1", "Второе")]


def test_lines_without_numbers_are_each_a_point():
    assert [each.text for each in cut_points("• Одно\n— Другое\nТретье")] == ["Одно", "Другое", "Третье"]


@given(text=st.text(alphabet=st.sampled_from("абвПД .,;:()-\n\t0123№«»Её"), max_size=120))
def test_no_text_is_lost_and_none_breaks_the_reading(text):
    lines = [line for line in text.split("\n") if line.strip()]
    points = cut_points(text)
    assert len(points) <= len(lines)
    for point in points:
        reading = read_point(point, KNOWN, RULES, SIGNED)
        assert reading.raw == point.raw


def test_who_answers_in_brackets_does_not_swallow_what_is_to_be_done():
    (point,) = read(
        "Департаменту культуры, департаменту транспорта (ответственный – департамент культуры) провести субботник "
        "до 28 марта 2026 г."
    )
    assert (point.text, point.due_on) == ("Провести субботник.", date(2026, 3, 28))
    assert point.performers == (Named(CULTURE),)
    (other,) = read("Департаменту культуры провести субботник (исполнитель: Маршрутов Н.Э.), убрать листву")
    assert (other.performers, "убрать листву" in other.text) == ((Named(TRANSPORT, MARSHRUTOV),), True)


def test_a_point_without_a_verb_is_divided_at_its_dash():
    (point,) = read("Департаменту культуры – дежурство в парках, до 15 марта")
    assert (point.performers, point.text) == ((Named(CULTURE),), "Дежурство в парках.")


@pytest.mark.parametrize(
    ("words", "kind"), [("в течение месяца", TermKind.MONTHS), ("в течение недели", TermKind.DAYS)]
)
def test_a_term_of_one_without_its_number(words, kind):
    (point,) = read(f"Департаменту культуры представить смету {words}.")
    assert point.spec is not None
    assert (point.spec.kind, point.spec.count) == (kind, 1 if kind == TermKind.MONTHS else 7)


@pytest.mark.parametrize("day", ["30 февраля 2027 года", "31.11.2026", "31 апреля"])
def test_a_day_that_no_year_has_is_named(day):
    (point,) = read(f"Департаменту культуры представить смету до {day}.")
    assert point.due_on is None
    assert any("такого дня нет" in each for each in point.problems)
