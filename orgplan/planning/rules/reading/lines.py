"""Plans and programmes that are plain lines: «9.00 - 10.00 - Завтрак» under «3 сентября, пятница», numbered lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.bodies import starts_body, starts_post
from orgplan.planning.rules.reading.draft import Draft, Standing
from orgplan.planning.rules.reading.marks import (
    LEADING_CLOCK,
    LEADING_DATE,
    has_when,
    is_clock_only,
    is_day_heading,
    is_period_heading,
    is_when,
    stands_over,
)
from orgplan.planning.rules.reading.model import SourceRow
from orgplan.planning.rules.reading.people import persons_in
from orgplan.planning.rules.reading.places import split_title_place, take_marked_place
from orgplan.planning.rules.reading.table import Reader
from orgplan.planning.rules.reading.text import is_blank, plain, squeeze
from orgplan.tables.model import Paragraph

_KEYED = re.compile(
    r"(?P<key>место(?:\s+проведения|\s+сбора)?|адрес|отв(?:етственн\w*|\.)?(?:\s+(?:за|лицо)\s*\w*)?|исполнител\w+|"
    r"организатор\w*|дата(?:\s+проведения)?|время(?:\s+проведения)?|дата и время(?:\s+проведения)?|срок\w*(?:\s+\w+)?|"
    r"участник\w*)\s*[:–—-]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
# «…, ДК «Мир». Отв. Иванова А. А.»: who answers, at the end of the event's own line.
_ANSWERS = re.compile(
    r"\s*(?:[.;,–—-]|\()\s*(?:отв(?:етственн\w*|\.)|исполнител\w+|организатор\w*)(?:\s+за\s+\w+)?\s*[:–—-]?\s+"
    r"(?P<who>[^()]+)\)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,2})*[.)])\s+(?P<rest>\S.*)$")
_CLOCK_DOT = re.compile(r"(?:1\d|2[0-3]|0?\d(?=\.00))\.[0-5]\d\.\s+\S")  # «18.00. Дискотека» is no number of a list
_BULLET = re.compile(r"^[•▪●·*–—-]\s+(?P<rest>\S.*)$")
_SECTION = re.compile(r"(?:раздел|часть|блок|глава)\s+[\divx]|[ivx]{1,4}\.\s", re.IGNORECASE)
_ASIDE = re.compile(
    r"\(?(?:\*|возможны\s|в программе возможны|в программу могут|справки|телефон|тел\.|исп\.\s|"
    r"вход\s+(?:свободный|бесплатный)|примечани|приглашаем|организатор\w* оставля|\d+\+$|подробн)",
    re.IGNORECASE,
)
_WHEN_DASH = re.compile(r"(?P<when>[^–—]{3,90}?)\s*(?:\s[-–—]|[–—:])\s+(?P<rest>[^\W\d].*)$")
_DOTTED = re.compile(r"(?:[•▪●·*–—-]\s+)?(\d{1,2})\.(\d{2})(?!\d)")
_WRAPPED = 55


def first_item(lines: Sequence[Paragraph]) -> int | None:
    """Return the index of the first line of the programme itself, below its heading; None if there is none."""
    for index, line in enumerate(lines):
        text = squeeze(line.text)
        if LEADING_CLOCK.match(text) or is_clock_only(text) or (is_day_heading(text) and _starts_list(lines, index)):
            return index
        if LEADING_DATE.match(text) or leading_when(text) or (stands_over(text) and _starts_list(lines, index)):
            return index
        keyed = _KEYED.match(text)
        if keyed and plain(keyed["key"]).startswith("дата"):
            return index
        if (_NUMBERED.match(text) or line.numbered) and (has_when(text) or _keyed_below(lines, index)):
            return index
    return None


def _starts_list(lines: Sequence[Paragraph], index: int) -> bool:
    """Tell whether lines of a programme follow the heading line."""
    return any(not is_blank(line.text) for line in lines[index + 1 :])


def _keyed_below(lines: Sequence[Paragraph], index: int) -> bool:
    """Tell whether «Срок: …» or «Место: …» follows the numbered line."""
    return any(_KEYED.match(squeeze(line.text)) for line in lines[index + 1 : index + 4])


def split_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return one paragraph for each line."""
    return [replace(paragraph, text=line) for paragraph in paragraphs for line in (paragraph.text.split("\n") or [""])]


def leading_when(text: str) -> re.Match[str] | None:
    """Match a line that begins with any words of time before a dash: «еженедельно, понедельник, 8.30 – …»."""
    found = _WHEN_DASH.match(text)
    return found if found and is_when(found["when"]) else None


def _dotted_days(texts: Sequence[str], period: Period) -> bool:
    """Tell whether «12.06 – …» at the start of lines means days: several days are planned, and some are no times.

    A time of day has five-minute steps; «27.05», «12.06» do not, and one such line tells how to read its neighbours.
    """
    if period.start == period.end or any(is_day_heading(text) for text in texts):
        return False
    leading = [found for found in (_DOTTED.match(text) for text in texts) if found]
    possible = all(1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31 for found in leading)  # noqa: PLR2004 -- months, days
    return possible and any(int(found[2]) % 5 or int(found[1]) > 23 for found in leading)  # noqa: PLR2004 -- hours


def _take_who(text: str) -> tuple[str, str]:
    """Split «Концерт. Отв. Иванова А. А.» into the event and who answers; the words stay where they name nobody."""
    found = _ANSWERS.search(text)
    named = found and (persons_in(found["who"]) or starts_body(found["who"]) or starts_post(found["who"]))
    return (text[: found.start()], found["who"]) if found and named else (text, "")


class LineReader:
    """Reads lines into the drafts of a `Reader`, which keeps section and day."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.open: Draft | None = None
        self.clock = ""
        self.before = ""
        self.dotted_days = False
        self.place = ""
        self.responsible: list[str] = []

    def read(self, lines: Sequence[Paragraph], first: int = 1) -> None:
        """Read the lines; `first` is the number of the first one, for addresses."""
        self.dotted_days = _dotted_days([squeeze(line.text) for line in lines], self.reader.dating.period)
        for number, line in enumerate(lines, first):
            text = squeeze(line.text)
            if is_blank(text):
                self.open = None if not self.clock else self.open
                continue
            self._take(line, text, number)
            self.before = text

    def _take(self, line: Paragraph, text: str, number: int) -> None:
        """Take one line: a remark or key of the event above, a heading, or the beginning of an event."""
        if _ASIDE.match(text):
            self.reader.notices.append(f"строка {number}: примечание, в план не вошло: «{text}»")
        elif keyed := _KEYED.match(text):
            self._keyed(keyed, text, number)
        elif is_day_heading(text) or is_period_heading(text):
            self.reader.standing = self.reader.dating.below(text, self.reader.standing)
            self.open = None
        elif is_clock_only(text):
            self.clock = text
        elif not self._begin(line, text, number):
            self._plain_line(line, text, number)

    def _begin(self, line: Paragraph, text: str, number: int) -> bool:
        """Begin an event if the line starts with a time, a date, a number or a dash; tell whether it did."""
        timed = bool(_CLOCK_DOT.match(text)) or (self.dotted_days and LEADING_DATE.match(text))
        numbered = None if timed else _NUMBERED.match(text)
        listed = numbered or _BULLET.match(text)
        words = listed["rest"] if listed else text
        dated = LEADING_DATE.match(words)
        if (found := LEADING_CLOCK.match(words)) and not (self.dotted_days and dated):
            self._start(found["rest"], number, text, clock=squeeze(f"{found['with'] or ''} {found['clock']}"))
        elif found := dated:
            inner = LEADING_CLOCK.match(found["rest"])
            clock = inner["clock"] if inner else ""
            self._start(inner["rest"] if inner else found["rest"], number, text, date=found["date"], clock=clock)
        elif found := leading_when(words):
            self._start(found["rest"], number, text, date=found["when"])
        elif listed or line.numbered:
            self._start(words, number, text)
        else:
            return False
        return True

    def _start(self, title: str, number: int, text: str, *, date: str = "", clock: str = "") -> None:
        """Begin an event."""
        title, who = _take_who(title)
        title, place = take_marked_place(title)
        guessed = None if place else split_title_place(title)[1]
        source = SourceRow(0, number, (("строка", text),))
        draft = Draft(
            title.rstrip(";").strip(),
            self.reader.standing,
            source,
            day=date,
            clock=clock or self.clock,
            place=place or guessed or self.place,
            responsible=[who] if who else list(self.responsible),
        )
        draft.where, draft.date_header = f"строка {number}", ""
        draft.sure["title"], self.clock = 0.85, ""
        if guessed:
            draft.sure["place"] = 0.5  # the title keeps its words: no column says that they are a place
        self.reader.drafts.append(draft)
        self.open = draft

    def _keyed(self, keyed: re.Match[str], text: str, number: int) -> None:
        """Put «Место: …», «Ответственный: …», «Срок: …» into the event above."""
        key, value = plain(keyed["key"]), keyed["value"]
        if self.open is None and (not self.reader.drafts or key.startswith("дата")):
            self._keyed_above(key, value, text, number)
            return
        draft = self.reader.drafts[-1]
        if key.startswith(("место", "адрес")):
            draft.place = value.rstrip(".")
        elif key.startswith(("отв", "исполнит", "организ")):
            draft.responsible.append(value)
        elif key.startswith("время"):
            draft.clock = value
        elif key.startswith(("дата", "срок")):
            draft.day = value.rstrip(".")

    def _keyed_above(self, key: str, value: str, text: str, number: int) -> None:
        """Keep «Дата: …», «Место: …», «Ответственный: …» that stand above events for all events below."""
        if key.startswith("дата") and is_when(value):
            self.reader.standing = self.reader.dating.below(value, self.reader.standing)
            self.place, self.responsible = "", []
        elif key.startswith(("место", "адрес")):
            self.place = value.rstrip(".")
        elif key.startswith(("отв", "исполнит", "организ")):
            self.responsible = [value]
        else:
            self.reader.notices.append(f"строка {number} не прочитана: «{text}»")

    def _plain_line(self, line: Paragraph, text: str, number: int) -> None:
        """Take a line without marks: the rest of the event above, a section, an event of the day, words to report."""
        if self.clock:
            self._start(text, number, text)
        elif self.open is not None and (
            text[0].islower() or text[0] in '(«"' or (len(self.before) >= _WRAPPED and self.before[-1] not in ".!?;")
        ):
            self.open.title = f"{self.open.title} {text}"
        elif _SECTION.match(text) or line.bold or (text.isupper() and not self.reader.standing.day):
            self.reader.standing = Standing(self.reader.dating.period, section=text)
            self.open = None
        elif starts_post(text) and (persons_in(text) or "___" in text):
            self.reader.notices.append(f"строка {number}: подпись, в план не вошло: «{text}»")
        elif self.reader.standing.heading:
            self._start(text, number, text)
        else:
            self.reader.notices.append(f"строка {number} не прочитана как мероприятие: «{text}»")
