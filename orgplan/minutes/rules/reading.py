"""What a point of minutes says: who answers and who helps, what is to be done, by when.

«Департаменту культуры (Премьеровой Е. Б.), департаменту транспорта подготовить … в срок до 15 марта». Names are matched
by whoever knows the directory, in any case; days are read by the date grammar; urgency by the words of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from orgplan.instructions.rules.terms import DayMeasure, TermKind, TermSpec
from orgplan.language.declension.dictionary import readings
from orgplan.language.lemmas import lemmas
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing.finding import FoundTiming, find_timing
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.minutes.rules.points import Point

_YEAR = timedelta(days=365)
_NAME_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PERSON = re.compile(rf"{_NAME_WORD}\s+[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?\s*{_NAME_WORD}")
_ANSWERING = re.compile(
    r"[.;,\s(]*\b(?:ответственн\w*(?:\s+(?:исполнител\w*|лиц\w*))?|исполнител\w*)\s*[:–—-]\s*(?P<who>.+?)\s*\)?\.?\s*"
    r"(?=(?:\bсрок\b)|$)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERING_ASIDE = re.compile(
    r"[\s,;]*\(\s*(?:ответственн\w*(?:\s+(?:исполнител\w*|лиц\w*))?|исполнител\w*)\s*[:–—-]\s*"
    r"(?P<who>(?:[^()]|\([^()]*\))+?)\s*\)",
    re.IGNORECASE,
)
"""In brackets in the middle of a point: what follows them is what is to be done."""
_NO_VERB = re.compile(r"^(?P<who>[^.;:]{3,200}?)(?:\s+[–—-]\s+|\s*:\s+)(?=\S)")
_DAY_NAMED = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\s+(?P<word>{'|'.join(MONTHS_GENITIVE)})\b|\.(?P<month>\d{{2}})\.\d{{4}}\b)"
)
_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_END_OF_MONTH = re.compile(
    r"(?:в\s+срок\s+)?(?:до|к)\s+конц[ау]\s+[а-яё]+(?:\s+\d{4}\s*(?:года|г\.?)?)?", re.IGNORECASE
)
_TERM_AT_END = re.compile(r"[\s.,;–—-]*\b(?:в\s+)?срок\s*(?:исполнения)?\s*[:–—-]?\s*$", re.IGNORECASE)
_WITHIN = re.compile(
    r"в\s+течение\s+(?P<count>\d{1,3}|одного|двух|трёх|трех|пяти|десяти)\s+(?:\((?:[^)]*)\)\s+)?"
    r"(?P<measure>рабоч\w+\s+|календарн\w+\s+)?(?P<unit>дн\w+|недел\w+|месяц\w*)",
    re.IGNORECASE,
)
_WITHIN_ONE = re.compile(r"в\s+течение\s+(?P<unit>недели|месяца)\b", re.IGNORECASE)
_IN_TERM = re.compile(
    r"в\s+(?:(?P<count>\d{1,3})-?\s*дневный|(?P<word>недельный|двухнедельный|месячный|двухмесячный))\s+срок",
    re.IGNORECASE,
)
_NUMBERS = {"одного": 1, "двух": 2, "трёх": 3, "трех": 3, "пяти": 5, "десяти": 10}
_TERMS = {
    "недельный": TermSpec(TermKind.DAYS, 7),
    "двухнедельный": TermSpec(TermKind.DAYS, 14),
    "месячный": TermSpec(TermKind.MONTHS, 1),
    "двухмесячный": TermSpec(TermKind.MONTHS, 2),
}
_PARTS = re.compile(r"[,;()\n]|\s+(?:и|совместно\s+с(?:о)?)\s+", re.IGNORECASE)
_OF_PERSON = re.compile(rf"[^,;()\n]*(?:{_PERSON.pattern})")
_ASIDE = re.compile(r"(?:в|во|на|по|до|для|при|к|за|из|от|с|со|об?|не)\b", re.IGNORECASE)
"""With one of these a part of an address tells when, why or how: no performer is named so."""
_LAST = re.compile(r"[^\W\d_]+")


_MOST_TIMINGS = 6
_SENTENCE = re.compile(r"[.;]\s+(?=[^\W\d_])|(?<!\sв)\s(?=(?:в\s+)?срок\b)", re.IGNORECASE)
_SHORTEST = 3
"""Letters of what cannot be a name of somebody any more."""


class Known(Protocol):
    """Who knows the names: the directory, or a table in a test."""

    def units(self, text: str) -> tuple[int, ...]:
        """Return the keys of the units that the text names, in any case, in its order."""

    def person(self, text: str) -> int | None:
        """Return the key of the one person whom the text names."""

    def unit_of(self, person: int) -> int | None:
        """Return the key of the unit in which the person holds a post."""


@dataclass(frozen=True, slots=True)
class RulePhrases:
    """A rule of terms by its key, with the words by which a text asks for it."""

    key: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A performer: the unit, perhaps with a person of it."""

    unit: int
    person: int | None = None


@dataclass(frozen=True, slots=True)
class PointReading:
    """What a point says. Of `due_on`, `spec` and `rule` at most one is given; `problems` are sentences for the reader.

    `term_words` are the words of the term as they stand in the text.
    """

    number: str
    raw: str
    text: str
    performers: tuple[Named, ...] = ()
    due_on: date | None = None
    spec: TermSpec | None = None
    rule: int | None = None
    term_words: str = ""
    problems: tuple[str, ...] = ()


def read_point(point: Point, known: Known, rules: Sequence[RulePhrases], signed_on: date) -> PointReading:
    """Read one point; never raises on any text: what is not understood is said in `problems`, its words stay."""
    body, said_who = _without_answering(point.text) if not point.who else (point.text, point.who)
    term = _read_term(point.term or body, rules, signed_on)
    if not point.term and term.span:
        body = _without_term(body, term.span)
    addressed, deed = _divided(body)
    performers, unknown = _performers(said_who, known) if said_who else ((), ())
    if not performers and addressed:
        addressed = addressed.replace(term.words, ", ") if term.words else addressed
        performers, unknown = _performers(addressed, known)
        deed = deed if performers else body
    elif said_who:
        deed = deed if addressed and _performers(addressed, known)[0] else body
    named = (said_who or addressed).strip(" ,")
    problems = _named_problems(performers, (*unknown, *_strangers(named, known)), named)
    if point.term and term.is_empty:
        problems.append(f"Срок не понят: «{point.term[:80]}».")
    if term.is_empty and (impossible := _impossible_day(point.term or body)):
        problems.append(f"Срок не понят: такого дня нет, «{impossible}».")
    return PointReading(
        point.number,
        point.raw,
        _sentence(deed or body),
        performers,
        term.due_on,
        term.spec,
        term.rule,
        term.words,
        tuple(problems),
    )


def _impossible_day(text: str) -> str:
    """Return the first day in the text that no year has, such as «30 февраля»; empty where there is none."""
    for met in _DAY_NAMED.finditer(text):
        month = MONTHS_GENITIVE.index(met["word"]) + 1 if met["word"] else int(met["month"])
        if not (1 <= month <= len(_MOST_DAYS) and 1 <= int(met["day"]) <= _MOST_DAYS[month - 1]):
            return met[0]
    return ""


def _named_problems(performers: tuple[Named, ...], unknown: tuple[str, ...], named: str) -> list[str]:
    if not performers:
        return [f"Исполнитель не найден в справочнике: «{named[:120]}»." if named else "Исполнитель не назван."]
    return [f"В справочнике не найден исполнитель: «{name}»." for name in unknown]


def _strangers(text: str, known: Known) -> list[str]:
    """Return the parts behind the first known name that name nobody whom the directory knows: «…, округам»."""
    all_known = known.units(text)
    parts = [each.strip(" .") for each in _PARTS.split(_OF_PERSON.sub(", ", text))]
    first = next((at for at, part in enumerate(parts) if known.units(part)), len(parts))
    return [
        part
        for part in parts[first + 1 :]
        if len(part) > _SHORTEST and not _ASIDE.match(part) and known.units(text.replace(part, " ", 1)) == all_known
    ]


@dataclass(frozen=True, slots=True)
class _Term:
    due_on: date | None = None
    spec: TermSpec | None = None
    rule: int | None = None
    words: str = ""
    span: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        return self.due_on is None and self.spec is None and self.rule is None


def _read_term(text: str, rules: Sequence[RulePhrases], signed_on: date) -> _Term:
    period = Period(signed_on, signed_on + _YEAR, PeriodKind.RANGE)
    all_found = list(_timings(text, period))
    due = next((each for each in all_found if each.timing.kind is TimingKind.DUE and _last_day(each)), None)
    if due is not None:
        return _on(due, text)
    if match := _END_OF_MONTH.search(text):
        timing = read_timing(match[0].lower().removeprefix("в срок "), period).timing
        if timing.occurrences and timing.occurrences[-1].end:
            return _Term(timing.occurrences[-1].end, words=match[0], span=match.span())
    if spec := _relative(text):
        return _Term(spec=spec[0], words=spec[1])
    if (rule := _by_phrase(text, rules)) is not None:
        return rule
    days = (each for each in all_found if each.timing.kind is TimingKind.DAYS)
    term = next((each for each in days if _is_term(text, each.start, each.end)), None)
    return _on(term, text) if term is not None else _Term()


def _timings(text: str, period: Period) -> Iterator[FoundTiming]:
    """Yield the timings of a text: the day of the event that it is about may stand before the term."""
    begins = [0, *(met.end() for met in _SENTENCE.finditer(text)), len(text)]
    for begin, end in pairwise(begins):
        part = text[begin:end]
        for _time in range(_MOST_TIMINGS):
            found = find_timing(part, period)
            if found is None or found.end <= found.start:
                break
            yield replace(found, start=begin + found.start, end=begin + found.end)
            part = part[: found.start] + " " * (found.end - found.start) + part[found.end :]


def _last_day(found: FoundTiming) -> date | None:
    return found.timing.occurrences[-1].end if found.timing.occurrences else None


def _on(found: FoundTiming, text: str) -> _Term:
    return _Term(_last_day(found), words=text[found.start : found.end], span=(found.start, found.end))


def _is_term(text: str, start: int, end: int) -> bool:
    """A bare day is a term where it is all the text says, or where «срок» stands before it."""
    alone = not (text[:start] + text[end:]).strip(" .,;:–—-")
    return alone or bool(re.search(r"срок\w*\s*[:–—-]?\s*$", text[:start], re.IGNORECASE)) or "срок" in text[start:end]


def _relative(text: str) -> tuple[TermSpec, str] | None:
    if match := _IN_TERM.search(text):
        spec = _TERMS[match["word"].lower()] if match["word"] else TermSpec(TermKind.DAYS, int(match["count"]))
        return spec, match[0]
    match = _WITHIN.search(text)
    if match is None:
        one = _WITHIN_ONE.search(text)
        return (_TERMS["месячный" if one["unit"].lower() == "месяца" else "недельный"], one[0]) if one else None
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    if match["unit"].lower().startswith("мес"):
        return TermSpec(TermKind.MONTHS, count), match[0]
    if match["unit"].lower().startswith("нед"):
        return TermSpec(TermKind.DAYS, 7 * count), match[0]
    working = (match["measure"] or "").lower().startswith("рабоч")
    return TermSpec(TermKind.DAYS, count, DayMeasure.WORKING if working else DayMeasure.CALENDAR), match[0]


def _by_phrase(text: str, rules: Sequence[RulePhrases]) -> _Term | None:
    """Return the rule whose words stand in the text; of two the longer ones: «весьма срочно» is not «срочно»."""
    said = lemmas(text)
    best: tuple[int, int, str] | None = None
    for rule in rules:
        for phrase in rule.phrases:
            words = lemmas(phrase)
            if words and _holds(said, words) and (best is None or len(words) > best[0]):
                best = len(words), rule.key, phrase
    return _Term(rule=best[1], words=best[2]) if best else None


def _holds(said: Sequence[str], words: Sequence[str]) -> bool:
    size = len(words)
    return any(tuple(said[at : at + size]) == tuple(words) for at in range(len(said) - size + 1))


def _without_answering(text: str) -> tuple[str, str]:
    """Take «Ответственный: Иванов И. И.» out of the text; what is left, and who was named."""
    if aside := _ANSWERING_ASIDE.search(text):
        return text[: aside.start()] + text[aside.end() :], aside["who"]
    found = _ANSWERING.search(text)
    if found is None:
        return text, ""
    return " ".join((text[: found.start()] + ". " + text[found.end() :]).split()).removesuffix(". .").strip(), found[
        "who"
    ]


def _without_term(text: str, span: tuple[int, int]) -> str:
    """Cut the term off where it ends the text; inside a sentence it stays."""
    start, end = span
    if text[end:].strip(" .;"):
        return text
    return _TERM_AT_END.sub("", text[:start]).rstrip(" ,;–—-")


def _divided(text: str) -> tuple[str, str]:
    """Return whom the text addresses and what they are to do: at the first infinitive, else behind a dash."""
    for word in _LAST.finditer(text):
        if any(parse.tag.POS == "INFN" for parse in readings(word[0].lower())):
            return text[: word.start()], text[word.start() :]
    if named := _NO_VERB.match(text):
        return named["who"], text[named.end() :]
    return "", text


def _performers(text: str, known: Known) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Return the performers in the order named, and the names of people whom nobody knows.

    A person belongs to the unit named right before, else to the own.
    """
    found: dict[int, int | None] = {}
    unknown = []
    at = 0
    for match in _PERSON.finditer(text):
        units = known.units(text[at : match.start()].rstrip(" ("))
        for unit in units:
            found.setdefault(unit, None)
        person = known.person(match[0])
        if person is None:
            unknown.append(match[0])
        else:
            own = units[-1] if units else known.unit_of(person)
            if own is not None:
                found[own] = found.get(own) or person
        at = match.end()
    for unit in known.units(text[at:].lstrip(" ),")):
        found.setdefault(unit, None)
    return tuple(Named(unit, person) for unit, person in found.items()), tuple(unknown)


def _sentence(text: str) -> str:
    plain = " ".join(text.split()).strip(" ,;–—-:")
    plain = plain[:1].upper() + plain[1:]
    return plain if not plain or plain[-1] in ".!?" else f"{plain}."
