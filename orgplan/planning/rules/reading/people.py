"""Who answers for an event: one cell's words split into persons and bodies.

The rules come from real plans (several names with a line break, comma, semicolon or nothing between them; «(по
согласованию)» after each outside body; Latin letters inside initials) and are tried on the left-to-right stream of
pieces: a comma splits only where a new person or body begins, so «Департамент искусств, семейной политики и отдыха»
stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgplan.planning.rules.reading.bodies import (
    is_form,
    names_a_group,
    parted_bodies,
    starts_body,
    starts_post,
    waits_for_name,
)
from orgplan.planning.rules.reading.model import Responsible
from orgplan.planning.rules.reading.text import cyrillic, depths, is_blank, lines_of, squeeze

_CAP = "[А-ЯЁA-Z]"
_INITIALS = rf"{_CAP}\.\s?(?:{_CAP}\.?(?![а-яёa-z]))?"
_SURNAME = r"[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]{2,})(?:-[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+))?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|ьич|кич|мич|вна|чна|инична)"
PERSON = re.compile(
    rf"(?<![\w.-])(?:{_SURNAME}\s+{_CAP}\.\s?{_CAP}\.?(?![\wА-Яа-я])"
    rf"|{_CAP}\.\s?{_CAP}\.\s?{_SURNAME}(?![\w.])"
    rf"|{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+{_PATRONYMIC}(?!\w)"
    rf"|[А-ЯЁ][а-яё]+\s+{_PATRONYMIC}\s+{_SURNAME}(?!\w)"
    rf"|{_CAP}\.\s?{_SURNAME}(?![\w.])"
    rf"|{_SURNAME}\s+{_CAP}\.(?!\s?\w))",
)
_NAMED_AFTER = re.compile(
    r"(?:им\.?|имени|ул\.?|улиц\w+|пл\.?|площад\w+|пр\.?|пр-т|просп\w*\.?|пер\.?|памяти)\s*$", re.IGNORECASE
)
_AGREED = "\x01"
_AGREEMENT = re.compile(
    r"\s*[,;]?\s*(?:\(\s*по\s+согл[\w.-]*\s*\)|\(?\bпо\s+согл(?:асованию\b|\.)\)?)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\(?(?:\b(?:сот\.|моб\.|раб\.|тел(?:ефон)?\b\.?|т\.|вн\.|доб\.|факс)[\s:]*)\(?[+\d][\d\s()\-–]{1,18}\d\)?"
    r"|\(?(?:\+7|\b8)[\s(-]*\d{3,5}[\s)-]*[\d\s-]{5,10}\d\)?|\(?\b\d{1,3}-\d{2}-\d{2}\b\)?|\S+@\S+\.\w+",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[•▪●·*]|[-–—](?=\s)|\d{1,2}[.)](?=\s))\s*")
# «Ответственный: …», «отв. …»: the word says what the column says already.
_LABEL = re.compile(
    r"^(?:(?:ответственн\w*|кураторы?|(?:со)?исполнител\w|организатор\w*)(?:\s+за\s+\w+)?\s*[:–—-]|отв\.?\s*[:–—-]?\s(?=[А-ЯЁ«]))\s*",
    re.IGNORECASE,
)
_EDGES = " \t,;:•–—-/"


@dataclass(slots=True)
class _Party:
    """One responsible while the stream is read."""

    name: str
    by_agreement: bool = False
    is_person: bool = False
    post: str = ""

    def finished(self) -> Responsible:
        return Responsible(self.name, self.by_agreement, self.post)


def split_responsible(text: str) -> tuple[Responsible, ...]:
    """Return the persons and bodies of a cell in the order found; a name stands once, an empty cell gives none."""
    stream = _AGREEMENT.sub(_AGREED, _PHONE.sub(" ", text))
    parties: list[_Party] = []
    for line in _joined_lines(stream):
        for piece in _pieces(line):
            _take(piece, parties)
    found: dict[str, Responsible] = {}
    for party in parties:
        if party.name:
            found.setdefault(party.name.lower(), party.finished())
    return tuple(found.values())


def persons_in(text: str) -> list[re.Match[str]]:
    """Return the persons named in the text; «им. А. С. Невидова» and streets are not persons."""
    return [found for found in PERSON.finditer(text) if not _NAMED_AFTER.search(text[: found.start()])]


def _joined_lines(text: str) -> list[str]:
    """Join lines that Word broke inside one name; keep those that begin a new one."""
    joined: list[str] = []
    for raw in lines_of(text):
        line = _LABEL.sub("", _BULLET.sub("", raw))
        if not line or (is_blank(line) and _AGREED not in line):
            continue
        if joined and (line.startswith(_AGREED) or _continues(joined[-1], line)):
            glue = "" if re.search(r"[а-яё]-$", joined[-1]) and line[0].islower() else " "
            joined[-1] = (joined[-1][:-1] if not glue else joined[-1]) + glue + line
        elif not raw or line:
            joined.append(line)
    return joined


def _continues(before: str, line: str) -> bool:
    """Tell whether the line goes on with the name of the line before."""
    if before.endswith((";", _AGREED)):
        return False
    if _is_open(before) or line[0] == "(":
        return True
    if line[0] in '«"„“':
        return not re.search(r"[«\"„“]", before) and not persons_in(before)
    found = persons_in(line)
    if found and found[0].start() == 0:
        return starts_post(before) and not names_a_group(before) and not persons_in(before)
    if line[0].islower() or line[0].isdigit():
        return not (starts_body(line) or starts_post(line)) or waits_for_name(before)
    return waits_for_name(before) or (_genitive_body(line) and not persons_in(before))


def _is_open(before: str) -> bool:
    """Tell whether the line ends inside a quote or bracket, or with a comma, whose rule then decides."""
    unclosed = before.count("«") > before.count("»") or before.count("(") > before.count(")") or before.count('"') % 2
    return bool(unclosed) or before.endswith(",")


_GENITIVE = re.compile(
    r"(?:Администрации|Мэрии|Правительства|Министерства|Департамента|Комитета|Главы|Думы|Совета|[А-ЯЁ]\w+(?:ых|их|ого|его))\b",
)
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,8}")  # nothing in small letters goes on with «ДК,»
_AFFAIRS = re.compile(r"по делам(?: [А-ЯЁ]{2,3},?)+$")


def _genitive_body(line: str) -> bool:
    """Tell whether a capital begins a genitive that goes on («… ⏎ Администрации города», «труда, Вооружённых Сил»)."""
    return bool(_GENITIVE.match(line))


def _pieces(line: str) -> list[str]:
    """Cut one joined line where a new person or body begins."""
    deep = depths(line)
    cuts: list[tuple[int, int]] = []
    for found in re.finditer(rf"[;/]|,|(?<=\s)и(?=\s)|(?<=\s)[-–—](?=\s)|{_AGREED}", line):
        if deep[found.start()]:
            continue
        if _cuts(line[cuts[-1][1] if cuts else 0 : found.start()], found.group(), line[found.end() :]):
            end = found.start() if found.group() != _AGREED else found.end()
            cuts.append((end, found.end()))
    pieces, start = [], 0
    for end, following in sorted({*cuts, *_side_by_side(line)}):
        pieces.append(line[start:end])
        start = following
    return [*pieces, line[start:]]


def _side_by_side(line: str) -> list[tuple[int, int]]:
    """Return the gaps between bodies that stand side by side without a mark: «Отдел торговли Совет ветеранов»."""
    deep = depths(line)
    return [
        found.span()
        for found in re.finditer(r"(?<=[а-яёА-ЯЁ»\"”)\d])\s+(?=[А-ЯЁ])|(?<=[»\"”])\s+(?=[а-яё])", line)
        if not deep[found.start()] and parted_bodies(line[: found.start()], line[found.end() :])
    ]


def _cuts(before: str, mark: str, after: str) -> bool:
    """Tell whether the mark separates two responsibles."""
    before, after = before.strip(), after.strip()
    if mark in {";", _AGREED}:
        return True
    if not before or not after:
        return mark == ","
    found = persons_in(after)
    if (found and found[0].start() == 0) or starts_body(after) or starts_post(after):
        dash = mark in {"-", "–", "—"}
        return bool(found) or not dash or not (is_form(before) or re.search(r"[«\"]", before))
    return mark == "," and (_new_name(before, after) or bool(_ABBREVIATION.fullmatch(before) and after[0].islower()))


def _new_name(before: str, after: str) -> bool:
    """Tell whether unknown words after a comma are a new name: a capital that is no genitive going on."""
    return bool(re.match(r"[А-ЯЁA-Z]", after)) and not _genitive_body(after) and not _AFFAIRS.search(before)


def _take(piece: str, parties: list[_Party]) -> None:
    """Add the parties of one piece: bodies, persons, and posts that belong to a person beside them."""
    agreed = _AGREED in piece
    text = _trim(piece.replace(_AGREED, " "))
    if not text:
        if agreed and parties:
            parties[-1].by_agreement = True
        return
    found = persons_in(text)
    if not found:
        _take_body(text, parties)
    else:
        _take_persons(text, found, parties)
    if agreed and parties:
        parties[-1].by_agreement = True


def _take_body(text: str, parties: list[_Party]) -> None:
    """Add a body, or hang a post in the singular on the person before it."""
    last = parties[-1] if parties else None
    if last and last.is_person and not last.post and starts_post(text) and not names_a_group(text):
        last.post = text
    else:
        parties.append(_Party(text))


def _take_persons(text: str, found: list[re.Match[str]], parties: list[_Party]) -> None:
    """Add persons that stand side by side, with the words between them as bodies or posts."""
    start, post = 0, ""
    for person in found:
        between = _trim(re.sub(r"\(\s*$", "", text[start : person.start()]).lstrip(") ."))
        if between and between != "и":
            if starts_post(between) and not names_a_group(between):
                post = between
            else:
                _take_body(between, parties)
        name = _person_name(person.group())
        if between.upper() in {"ИП", "КФХ"} and parties and parties[-1].name == between:
            parties.pop()
            name = f"{between} {name}"  # a sole trader is named so
        parties.append(_Party(name, is_person=True, post=post))
        start, post = person.end(), ""
    rest = _trim(text[start:].lstrip(") ."))
    if rest:
        rest = re.sub(r"^\((.*)\)$", r"\1", rest)
        _take_body(rest, parties)


def _person_name(text: str) -> str:
    """Return the name with Russian letters in its initials and one space."""
    return (
        re.sub(rf"(?<![\w])({_CAP})(?=\.)", lambda letter: cyrillic(letter.group()), squeeze(text))
        if re.search("[а-яё]", text)
        else squeeze(text)
    )


def _trim(text: str) -> str:
    """Strip separators at the edges, a final full stop unless it ends an abbreviation, and brackets left open."""
    text = squeeze(text).strip(_EDGES)
    if text.endswith(".") and re.search(r"[а-яё»\"]{3}\.$", text):
        text = text[:-1]
    if text.count("(") < text.count(")"):
        text = text.rstrip(")")
    return text.strip(_EDGES)
