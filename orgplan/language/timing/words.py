"""The words of the date grammar and what each means, as clear tables (forms are built from stems and endings)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA


class Role(StrEnum):
    """The part a word plays in the grammar."""

    MONTH = "month"
    WEEKDAY = "weekday"
    WEEKDAYS = "weekdays"  # будни, выходные
    ORDINAL = "ordinal"
    COUNT = "count"  # один, два, дважды
    UNIT = "unit"  # год, квартал, месяц, неделя, день, декада, полугодие, половина, число, раз
    SEASON = "season"
    PART = "part"  # начало, середина, конец
    REPEAT = "repeat"  # ежедневно … ежегодно
    ALWAYS = "always"  # постоянно
    EVERY = "every"
    HOUR = "hour"
    MINUTE = "minute"
    DAYTIME = "daytime"  # утра, вечера
    NOON = "noon"
    FROM = "from"
    TO = "to"
    UNTIL = "until"
    BY = "by"
    AFTER = "after"
    LIST = "list"
    COURSE = "course"  # течение, протяжение
    WHOLE = "whole"  # весь, всего
    EXCEPT = "except"
    ABOUT = "about"  # ориентировочно: lowers the certainty
    NOISE = "noise"


class Stretch(StrEnum):
    """A named length of time."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    HALF = "half"
    DECADE = "decade"
    WEEK = "week"
    DAY = "day"
    DATE = "date"  # «15 числа»
    TIMES = "times"  # «2 раза»
    PERIOD = "period"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word form means; `number` counts months from 1, weekdays from Monday = 0, parts from 1, last = -1."""

    role: Role
    number: int = 0
    stretch: Stretch | None = None
    plural: bool = False
    nominative: bool = False
    fuzzy: bool = False


def forms(text: str) -> tuple[str, ...]:
    """Return the word forms of a table line."""
    return tuple(text.split())


_LATIN = str.maketrans("aceopxyktmhbABCEHKMOPTXY".lower(), "асеорхуктмнвавсенкмортху")
WORDS: dict[str, Meaning] = {}


def plain(word: str) -> str:
    """Return the word in small Russian letters: «Oктябpя» with Latin letters and «ё» are put right."""
    word = word.lower().replace("ё", "е").replace("\xad", "").replace("0", "о")
    return word if word in _ROMAN_WORDS else word.translate(_LATIN)


def _add(meaning: Meaning, forms: str) -> None:
    for form in forms.split():
        WORDS[form] = meaning


def _add_stem(meaning: Meaning, stem: str, endings: str) -> None:
    for ending in endings.split():
        WORDS[stem + ending.replace("-", "")] = meaning


_ROMAN_WORDS = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}
_MONTHS = (
    ("январ", "ь", "я е ю ем", "янв"),
    ("феврал", "ь", "я е ю ем", "фев февр"),
    ("март", "-", "а е у ом", "мар мрт"),
    ("апрел", "ь", "я е ю ем", "апр"),
    ("ма", "й", "я е ю ем", ""),
    ("июн", "ь", "я е ю ем", "июн"),
    ("июл", "ь", "я е ю ем", "июл"),
    ("август", "-", "а е у ом", "авг"),
    ("сентябр", "ь", "я е ю ем", "сен сент"),
    ("октябр", "ь", "я е ю ем", "окт"),
    ("ноябр", "ь", "я е ю ем", "ноя нояб ноябр"),
    ("декабр", "ь", "я е ю ем", "дек"),
)
for _number, (_stem, _nominative, _cases, _short) in enumerate(_MONTHS, start=1):
    _add_stem(Meaning(Role.MONTH, _number, nominative=True), _stem, _nominative)
    _add_stem(Meaning(Role.MONTH, _number), _stem, _cases)
    _add(Meaning(Role.MONTH, _number), _short)

_NOUN = "- а у е ом и ы ов"
_WEEKDAYS = (
    ("понедельник", _NOUN, "ам ах", "пн пнд пон"),
    ("вторник", _NOUN, "ам ах", "вт втр"),
    ("сред", "а у ы е ой", "ам ах", "ср срд"),
    ("четверг", _NOUN, "ам ах", "чт чтв чет"),
    ("пятниц", "а у ы е ей", "ам ах", "пт птн пят"),
    ("суббот", "а у ы е ой", "ам ах", "сб суб субб"),
    ("воскресен", "ье ья ью ьем ий", "ьям ьях", "вс вск воскр"),
)
for _number, (_stem, _cases, _plural, _short) in enumerate(_WEEKDAYS):
    _add_stem(Meaning(Role.WEEKDAY, _number), _stem, _cases)
    _add_stem(Meaning(Role.WEEKDAY, _number, plural=True), _stem, _plural)
    _add(Meaning(Role.WEEKDAY, _number), _short)
_add(Meaning(Role.WEEKDAYS, 5), "будни будние будний буднии буднее будням будних")
_add(Meaning(Role.WEEKDAYS, 5), "рабочие рабочих рабочим рабочий рабочего")
_add(Meaning(Role.WEEKDAYS, 2), "выходные выходных выходным выходной выходного")

_HARD = "ый ая ое ой ого ому ую ые ых ым ом"
for _number, _stem in ((1, "перв"), (2, "втор"), (4, "четверт"), (5, "пят"), (6, "шест")):
    _add_stem(Meaning(Role.ORDINAL, _number), _stem, _HARD)
_add_stem(Meaning(Role.ORDINAL, 3), "трет", "ий ья ье ьей ьего ьему ью ьи ьих ьим ьем")
_add_stem(Meaning(Role.ORDINAL, 10), "десят", _HARD)
_add_stem(Meaning(Role.ORDINAL, 20), "двадцат", _HARD)
_add(Meaning(Role.ORDINAL, -1), "посл")
_add_stem(Meaning(Role.ORDINAL, -1), "последн", "ий яя ее ей его ему юю ие их им ем")
_add(Meaning(Role.COUNT, 1), "один одна одно одну одного одной однократно единожды")
_add(Meaning(Role.COUNT, 2), "два две двух дважды")
_add(Meaning(Role.COUNT, 3), "три трех трижды")
_add(Meaning(Role.COUNT, 4), "четыре четырех")
_add(Meaning(Role.COUNT, 5), "пять пяти")
_add(Meaning(Role.COUNT, 6), "шесть шести")
_add(Meaning(Role.COUNT, 10), "десять десяти")

_add_stem(Meaning(Role.UNIT, stretch=Stretch.YEAR), "год", "- а у ом ы")
_add(Meaning(Role.UNIT, stretch=Stretch.YEAR), "г гг году лет")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.QUARTER), "квартал", "- а у е ом ы ов ам ах")
_add(Meaning(Role.UNIT, stretch=Stretch.QUARTER), "кв кварт квар")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.HALF_YEAR), "полугоди", "е я ю ем и й ям ях")
_add(Meaning(Role.UNIT, stretch=Stretch.HALF_YEAR), "полуг пг полгода полугода")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.MONTH), "месяц", "- а у е ем ы ев ам ах")
_add(Meaning(Role.UNIT, stretch=Stretch.MONTH), "мес")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.WEEK), "недел", "я и ю е ь ей")
_add(Meaning(Role.UNIT, stretch=Stretch.WEEK), "нед")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.DECADE), "декад", "а ы у е ой - ах")
_add(Meaning(Role.UNIT, stretch=Stretch.DECADE), "десятидневка десятидневки")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.HALF), "половин", "а ы у е ой")
_add(Meaning(Role.UNIT, stretch=Stretch.DAY), "день дня дню днем дни дней дням сутки суток")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.DATE), "чис", "ло ла лу ле лом ел лам лах")
_add(Meaning(Role.UNIT, stretch=Stretch.DATE), "чис")
_add(Meaning(Role.UNIT, stretch=Stretch.TIMES), "раз раза")
_add_stem(Meaning(Role.UNIT, stretch=Stretch.PERIOD), "период", "- а у е ом")

_SEASONS = (
    "зима зимы зиму зиме зимой зимний зимнего зимнее",
    "весна весны весну весне весной весенний весеннего весеннее",
    "лето лета лету лете летом летний летнего летнее",
    "осень осени осенью осенний осеннего осеннее",
)
for _number, _forms in enumerate(_SEASONS, start=1):
    _add(Meaning(Role.SEASON, _number), _forms)
_add(Meaning(Role.PART, 1), "начало начала началу начале")
_add(Meaning(Role.PART, 2), "середина середины середине середину")
_add(Meaning(Role.PART, 3), "конец конца концу конце")
for _forms, _stretch in (
    ("ежедневно ежедневная ежедневные ежедневный ежедневн", Stretch.DAY),
    ("еженедельно еженедельная еженедельные еженедельный еженед", Stretch.WEEK),
    ("ежемесячно ежемесячная ежемесячные ежемесячный ежемес", Stretch.MONTH),
    ("ежеквартально ежеквартальная ежеквартальные ежеквартальный ежекварт поквартально", Stretch.QUARTER),
    ("ежегодно ежегодная ежегодные ежегодный", Stretch.YEAR),
    ("ежедекадно", Stretch.DECADE),
):
    _add(Meaning(Role.REPEAT, stretch=_stretch), _forms)
_add(Meaning(Role.ALWAYS), "постоянно регулярно периодически систематически круглогодично непрерывно круглосуточно")
_add_stem(Meaning(Role.EVERY), "кажд", "ый ая ое ую ого ой ые ых ому ом")
_add(Meaning(Role.HOUR), "ч час часа часов часам часу")
_add(Meaning(Role.MINUTE), "мин минут минуты м")
_add(Meaning(Role.DAYTIME, 0), "утра ночи")
_add(Meaning(Role.DAYTIME, 12), "вечера пополудни")
_add(Meaning(Role.NOON, 12), "полдень полдня")
_add(Meaning(Role.NOON, 24), "полночь полночи")
_add(Meaning(Role.FROM), "с со от начиная")
_add(Meaning(Role.TO), "по")
_add(Meaning(Role.UNTIL), "до")
_add(Meaning(Role.BY), "к ко не позднее позже")
_add(Meaning(Role.AFTER), "после")
_add(Meaning(Role.LIST), "и или либо также а")
_add(Meaning(Role.COURSE), "течение течении теч протяжении протяжение")
_add(Meaning(Role.WHOLE), "весь всего всю всей все целый")
_add(Meaning(Role.EXCEPT), "кроме исключая исключением")
_add(Meaning(Role.ABOUT), "ориентировочно предварительно примерно около предположительно приблизительно")
_add(Meaning(Role.NOISE), "о но далее чем место дате датам")
_add(
    Meaning(Role.NOISE),
    "в во на за дата даты время времени срок сроки проведения проведение исполнения мск местное",
)
_add(
    Meaning(Role.NOISE),
    "местного московское московского ночь ночью текущего данного этого учебного календарного включительно",
)

_FUZZY_ROLES = {Role.MONTH, Role.WEEKDAY, Role.REPEAT, Role.COURSE}
_SHORTEST_FUZZY = 6


@lru_cache(maxsize=8192)
def meaning(word: str) -> Meaning | None:
    """Return what a plain word means; one wrong letter in a long word is forgiven and marked `fuzzy`."""
    if exact := WORDS.get(word):
        return exact
    if len(word) < _SHORTEST_FUZZY:
        return None
    for known, found in WORDS.items():
        if found.role in _FUZZY_ROLES and len(known) >= _SHORTEST_FUZZY and _one_slip(word, known):
            return Meaning(found.role, found.number, found.stretch, found.plural, found.nominative, fuzzy=True)
    return None


def _one_slip(word: str, known: str) -> bool:
    return abs(len(word) - len(known)) <= 1 and OSA.distance(word, known, score_cutoff=1) == 1


def is_known(word: str) -> bool:
    """Tell whether the exact word form belongs to the grammar."""
    return word in WORDS


_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
# Typed with Russian or Ukrainian letters: І, П for II, Ш for III, У for V, Х for X.
_ROMAN_TYPED = str.maketrans({"і": "i", "п": "ii", "ш": "iii", "у": "v", "х": "x", "l": "i", "|": "i"})


def roman(word: str) -> int:
    """Return the value of a Roman numeral up to XII, also one typed with look-alike letters; 0 when it is none."""
    return _ROMAN.get(word.translate(_ROMAN_TYPED), 0)
