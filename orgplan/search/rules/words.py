"""What stands in the index: lemmas of a text, written-out abbreviations, and marks of exact dates and numbers.

A *mark* is one word that only an exact date or number gives: `d0912` and `d20260912` of 12 September 2026, `n50п` of
«№ 50-п». Marks are letters and digits only, as all words of the index are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from orgplan.language.lemmas import lemmas
from orgplan.language.months import MONTHS, MONTHS_GENITIVE

LONGEST_STRETCH: Final = 62
"""So many days of one stretch are marked day by day; a longer one only by its months."""
MOST_WORDS: Final = 4_000
"""So many words of one record are kept: a paper of twenty pages."""
NAME: Final = "name0"
"""Stands before each other name of a record and behind the last; with a digit, so that no slip is corrected to it."""
_LONGEST_WORD: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]+")

_NUMBER: Final = re.compile(r"№\s*(?P<named>[\w./-]*\w)|(?<![\w.])(?P<plain>\d+(?:[-/][\w]+)+)(?![\w.])")
_NOT_WORD: Final = re.compile(r"[^\w]|_")
_MONTH_STEMS: Final = tuple(name[:3] for name in MONTHS_GENITIVE)
_MONTH_WORDS: Final = "|".join((*MONTHS_GENITIVE, *MONTHS, "сент", *_MONTH_STEMS))
_DATE: Final = re.compile(
    r"(?<![\w./-])(?:"
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"|(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?:\.(?P<y>\d{4}|\d{2}))?\.?(?:\s*(?:года|г\.?)(?!\w))?"
    r"|(?P<dd>\d{1,2})(?:-?(?:го|е))?\s+(?P<word>"
    + _MONTH_WORDS
    + r")(?!\w)\.?(?:\s+(?P<yy>\d{4}))?(?:\s*(?:года|г\.?)(?!\w))?"
    r")(?![\w/-])",
    re.IGNORECASE,
)

#: How papers of a city shorten words. The index holds both sides, whichever the paper wrote.
ABBREVIATIONS: Final[dict[str, str]] = {
    "адм": "администрация",
    "бу": "бюджетное учреждение",
    "вов": "великая отечественная война",
    "гиа": "государственная итоговая аттестация",
    "гибдд": "безопасность дорожного движения",
    "горсовет": "городской совет",
    "деп": "департамент",
    "дк": "дом культуры",
    "дмш": "детская музыкальная школа",
    "доу": "детский сад",
    "дс": "детский сад",
    "дтп": "дорожное транспортное происшествие",
    "дши": "детская школа искусств",
    "егэ": "единый государственный экзамен",
    "еддс": "единая дежурная диспетчерская служба",
    "жкх": "жилищно-коммунальное хозяйство",
    "загс": "запись актов гражданского состояния",
    "зам": "заместитель",
    "кдн": "комиссия по делам несовершеннолетних",
    "кчс": "комиссия по чрезвычайным ситуациям",
    "мбу": "муниципальное бюджетное учреждение",
    "мку": "муниципальное казенное учреждение",
    "мсу": "местное самоуправление",
    "мчс": "министерство чрезвычайных ситуаций",
    "нач": "начальник",
    "нко": "некоммерческая организация",
    "нпа": "нормативный правовой акт",
    "орготдел": "отдел организационной работы",
    "пдд": "правила дорожного движения",
    "пл": "площадь",
    "пр": "проспект",
    "рук": "руководитель",
    "сми": "средства массовой информации",
    "сош": "средняя общеобразовательная школа",
    "тик": "территориальная избирательная комиссия",
    "тос": "территориальное общественное самоуправление",
    "ул": "улица",
    "упр": "управление",
    "цдт": "центр детского творчества",
    "чс": "чрезвычайная ситуация",
}
_WRITTEN_OUT: Final = {short: lemmas(words) for short, words in ABBREVIATIONS.items()}
_SHORT_OF: Final = {words: short for short, words in _WRITTEN_OUT.items() if len(words) > 1}
_LONGEST_PHRASE: Final = max(map(len, _SHORT_OF))


@dataclass(frozen=True, slots=True)
class Text:
    """A record in words, before it is analysed.

    `title` weighs more than `body`, and so does each of `names`: other names by which the record is called (a person's
    post, a unit's full name). `forms` are kept as they are written, letter for letter: the cases of a surname, which no
    dictionary knows («сводникова» is Сводников, who is no «сводник»). `spans` are stretches of days, both ends
    included. `numbers` are registration numbers as written. `day` is the day by which it stands near today or far; None
    for what has no day.
    """

    key: int
    title: str
    body: str = ""
    spans: Sequence[tuple[date, date]] = ()
    numbers: Sequence[str] = ()
    day: date | None = None
    names: Sequence[str] = ()
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Exact dates and numbers of a text: each mark with the words that gave it, and what is left of the text."""

    exact: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks, each once."""
        return tuple(dict.fromkeys(mark for mark, _written in self.exact))


def index_words(text: Text) -> tuple[tuple[str, ...], int]:
    """Return the words of the index in their order and how many of the first are the title's."""
    title = _kept(lemmas(text.title))
    body = lemmas(text.body)
    marks = [mark for first, last in text.spans for mark in span_marks(first, last)]
    marks += [mark for number in text.numbers if (mark := number_mark(number))]
    marks += find_exact(f"{text.title}\n{text.body}").marks
    names = [_kept(lemmas(name)) for name in text.names]
    names += [(short,) for words in (title, *names) if (short := _SHORT_OF.get(words))]
    said = [word for name in names for word in (NAME, *name)] + [NAME] * bool(names)
    also = [word for words in (title, *names, body) for word in companions(words)]
    forms = [form for name in text.forms for form in written_forms(name)]
    extra = dict.fromkeys((*also, *marks, *forms))
    return (*title, *said, *_kept(body)[:MOST_WORDS], *_kept(extra)), len(title)


def split_names(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the other names among the words of a record (`Text.names`)."""
    if NAME not in words:
        return []
    places = [place for place, word in enumerate(words) if word == NAME]
    return [words[first + 1 : last] for first, last in pairwise(places)]


def written_forms(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written, in small letters and with «ё» as «е»."""
    return tuple(_WORD.findall(text.lower().replace("ё", "е")))


def _kept(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word[:_LONGEST_WORD] for word in words if word)


def companions(words: Sequence[str]) -> tuple[str, ...]:
    """Return what abbreviations among the words stand for, and the abbreviations of phrases that are written out."""
    found: dict[str, None] = {}
    for place, word in enumerate(words):
        found.update(dict.fromkeys(_WRITTEN_OUT.get(word, ())))
        for size in range(2, _LONGEST_PHRASE + 1):
            if short := _SHORT_OF.get(tuple(words[place : place + size])):
                found[short] = None
    return tuple(found)


def date_marks(day: date) -> tuple[str, ...]:
    """Return the marks of one day: with and without its year."""
    return f"d{day:%m%d}", f"d{day.year:04d}{day:%m%d}"


def span_marks(first: date, last: date) -> tuple[str, ...]:
    """Return the marks of a stretch of days: its days where they are few, always its months and years as words."""
    days = (last - first).days
    ordinals = range(first.toordinal(), last.toordinal() + 1) if 0 <= days < LONGEST_STRETCH else ()
    marks = [mark for ordinal in ordinals for mark in date_marks(date.fromordinal(ordinal))]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for month in months[:24]:
        marks += [MONTHS[month % 12], str(month // 12)]
    return tuple(dict.fromkeys(marks))


def number_mark(number: str) -> str:
    """Return the mark of a registration number: «№ 50-п», «50-П» and «50/п» are one; empty where nothing is left."""
    plain = _NOT_WORD.sub("", number).lower().replace("ё", "е")[: _LONGEST_WORD - 1]
    return f"n{plain}" if any(letter.isdigit() for letter in plain) else ""


def find_exact(text: str, *, today: date | None = None) -> Found:
    """Find exact dates and numbers; with `today` also «сегодня», «завтра», «вчера». Impossible dates stay words."""
    exact: list[tuple[str, str]] = []

    def take(mark: str, found: re.Match[str]) -> str:
        if not mark:
            return found[0]
        exact.append((mark, found[0].strip()))
        return " "

    rest = _DATE.sub(lambda found: take(_mark_of_date(found), found), text)
    rest = _NUMBER.sub(lambda found: take(number_mark(found["named"] or found["plain"] or ""), found), rest)
    if today is not None:
        rest = _NEAR.sub(lambda found: take(_near_mark(found[0].lower(), today), found), rest)
    return Found(tuple(exact), rest)


_NEAR: Final = re.compile(r"(?<!\w)(?:сегодня|завтра|послезавтра|вчера)(?!\w)", re.IGNORECASE)
_NEAR_DAYS: Final = {"вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}


def _near_mark(word: str, today: date) -> str:
    return date_marks(date.fromordinal(today.toordinal() + _NEAR_DAYS[word]))[1]


def _mark_of_date(found: re.Match[str]) -> str:
    day = int(found["day"] or found["d"] or found["dd"])
    if word := found["word"]:
        month = _MONTH_STEMS.index(word.lower()[:3].replace("май", "мая")) + 1
    else:
        month = int(found["month"] or found["m"])
    year = found["year"] or found["y"] or found["yy"]
    try:
        moment = date(_century(year) if year else 2000, month, day)  # 2000 has a 29 February
    except ValueError:
        return ""
    return date_marks(moment)[bool(year)]


def _century(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)  # noqa: PLR2004 -- «26» is «2026»
