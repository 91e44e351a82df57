"""The roles of columns by the words of their header: «Дата, время», «Место проведения», «Ответственный за проведение».

A header names its role by the first telling word of each part; parts are joined by a comma, a slash or «и». Slips of
the pen («Отвественный») are forgiven by likeness.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.text import plain, squeeze, word_set, words_of

# Beginnings of the words that decide, tried in this order for each word.
_STEMS: tuple[tuple[str, Role], ...] = (
    ("примечан", Role.REMARK),
    ("отметк", Role.REMARK),
    ("результат", Role.REMARK),
    ("телефон", Role.REMARK),
    ("контакт", Role.REMARK),
    ("ссылк", Role.REMARK),
    ("основани", Role.REMARK),
    ("подпис", Role.REMARK),
    ("дат", Role.DATE),
    ("срок", Role.DATE),
    ("период", Role.DATE),
    ("числ", Role.DATE),
    ("дни", Role.DATE),
    ("месяц", Role.DATE),
    ("когда", Role.DATE),
    ("врем", Role.TIME),
    ("режим", Role.TIME),
    ("час", Role.TIME),
    ("начало", Role.TIME),
    ("ответ", Role.RESPONSIBLE),
    ("отв", Role.RESPONSIBLE),
    ("исп", Role.RESPONSIBLE),
    ("фио", Role.RESPONSIBLE),
    ("исполнител", Role.RESPONSIBLE),
    ("исполняющ", Role.RESPONSIBLE),
    ("соисполнител", Role.RESPONSIBLE),
    ("организатор", Role.RESPONSIBLE),
    ("организующ", Role.RESPONSIBLE),
    ("руководител", Role.RESPONSIBLE),
    ("проводящ", Role.RESPONSIBLE),
    ("куратор", Role.RESPONSIBLE),
    ("докладчик", Role.RESPONSIBLE),
    ("готов", Role.RESPONSIBLE),
    ("кто", Role.RESPONSIBLE),
    ("участ", Role.PARTICIPANTS),
    ("приглаш", Role.PARTICIPANTS),
    ("присутств", Role.PARTICIPANTS),
    ("категори", Role.PARTICIPANTS),
    ("аудитори", Role.PARTICIPANTS),
    ("количеств", Role.PARTICIPANTS),
    ("кол-во", Role.PARTICIPANTS),
    ("охват", Role.PARTICIPANTS),
    ("возраст", Role.PARTICIPANTS),
    ("сумм", Role.MONEY),
    ("стоимост", Role.MONEY),
    ("финансиров", Role.MONEY),
    ("расход", Role.MONEY),
    ("затрат", Role.MONEY),
    ("смет", Role.MONEY),
    ("руб", Role.MONEY),
    ("источник", Role.MONEY),
    ("место", Role.PLACE),
    ("места", Role.PLACE),
    ("адрес", Role.PLACE),
    ("площадк", Role.PLACE),
    ("локаци", Role.PLACE),
    ("территори", Role.PLACE),
    ("маршрут", Role.PLACE),
    ("где", Role.PLACE),
    ("что", Role.TITLE),
    ("меропр", Role.TITLE),
    ("событи", Role.TITLE),
    ("содержан", Role.TITLE),
    ("вопрос", Role.TITLE),
    ("тем", Role.TITLE),
    ("тематик", Role.TITLE),
    ("повестк", Role.TITLE),
    ("задани", Role.TITLE),
    ("действи", Role.TITLE),
    ("поручени", Role.TITLE),
)
# These name a column only alone or after «наименование», «вид»: «Финансовое управление», «День города» are contents.
_ALONE: tuple[tuple[str, Role], ...] = (
    ("день", Role.DATE),
    ("программ", Role.TITLE),
    ("задач", Role.TITLE),
    ("работ", Role.TITLE),
    ("совещани", Role.TITLE),
    ("заседани", Role.TITLE),
    ("соревновани", Role.TITLE),
    ("акци", Role.TITLE),
    ("праздник", Role.TITLE),
    ("этап", Role.TITLE),
    ("бюджет", Role.MONEY),
    ("объект", Role.PLACE),
    ("учреждени", Role.RESPONSIBLE),
    ("организаци", Role.RESPONSIBLE),
    ("подразделени", Role.RESPONSIBLE),
    ("ведущ", Role.RESPONSIBLE),
)
_WITH_DAY = {"недели", "нед", "проведения", "месяца"}
# These say nothing by themselves; the noun after them decides, and an event is meant where none follows.
_SHELLS = ("наим", "назван", "вид", "форм", "перечен", "краткое", "план", "планируем", "полное")
_FILLERS = word_set(
    """
    проведения исполнения выполнения мероприятия мероприятий за и на в с по о об для или лицо лица лиц
    органы орган их п пп проведение исполнение подготовку события реализации номер года недели нед дата
    недел город области краткая краткое фио ф фамилия имя отчество должность должностное тыс планируемая
    планируемый планируемые предполагаемая плановый общегородского массового культурно массовых основные
    основных городских начала окончания
    """,
)
_NUMBER = re.compile(r"(?:№+|n|no|nn|номер)?\s*(?:п\s*[/\\.]?\s*п\.?)?")
_TYPICAL = (
    "ответственный", "ответственные", "исполнитель", "исполнители", "организатор", "мероприятие", "мероприятия",
    "наименование", "проведения", "участники", "руководитель", "примечание", "содержание",
)  # fmt: skip
# A date, a clock time or a bare number stands in contents, never in a header.
_CONTENT = re.compile(
    r"^\d+[.)]?$|(?<!\d)\d{1,2}[.:]\d{2}(?!\d)|\d\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
_HYPHENATED = re.compile(r"(?<=[а-я])- (?=[а-я])")  # «Меро-⏎приятие»
_MAX_HEADER = 120
_SHORT = 3  # a shorter beginning than this needs a short word («тема», not «температура»)


@lru_cache(maxsize=4096)
def role_of_header(header: str) -> Role:
    """Return the roles that the words of a header name; `Role(0)` where they name none."""
    text = _HYPHENATED.sub("", plain(header))
    if not text or len(text) > _MAX_HEADER:
        return Role(0)
    if text.strip(" .") and _NUMBER.fullmatch(text.strip(" .")):
        return Role.NUMBER
    text = re.sub(r"\bф\.?\s?и\.?\s?о\b\.?", "фио", text)
    outside = re.sub(r"\([^)]*\)?", " ", text)
    role = Role(0)
    for part in re.split(r"[,;/]|\bи\b|\s-\s", outside):
        role |= _role_of_part(part, following=bool(role))
    inside = Role(0)
    for bracket in re.findall(r"\(([^)]*)\)?", text):
        for part in re.split(r"[,;/]|\bи\b", bracket):
            inside |= _role_of_part(part, following=True)
    if role:
        return _settle(role | (inside & (Role.DATE | Role.TIME | Role.PLACE)))
    return _settle(inside)


def _settle(role: Role) -> Role:
    """Drop roles that a compound header only mentions in passing."""
    if role & Role.MONEY and role & ~Role.MONEY:
        return Role.MONEY if not role & (Role.TITLE | Role.DATE) else role & ~Role.MONEY
    if role & Role.REMARK and role != Role.REMARK:
        return role & ~Role.REMARK
    return role


def _role_of_part(part: str, *, following: bool) -> Role:
    """Return the role of one part: that of its first telling word."""
    shell = False
    words = words_of(part)
    for word in words:
        if word.startswith(_SHELLS):
            shell = True
            continue
        role = _role_of_word(word)
        if not role and (shell or len(words) == 1 or set(words[1:]) <= _WITH_DAY):
            role = next((role for stem, role in _ALONE if word.startswith(stem)), Role(0))
        if role:
            return role
    return Role.TITLE if shell and not following else Role(0)


@lru_cache(maxsize=4096)
def _role_of_word(word: str) -> Role:
    """Return the role of one header word, forgiving a slip in a long one."""
    for stem, role in _STEMS:
        if word.startswith(stem) and (len(stem) > _SHORT or len(word) <= len(stem) + _SHORT):
            return role
    if "-" in word[:-1]:  # «отв-ный», «мероп-е»
        return _role_of_word(word.partition("-")[0])
    if len(word) < 7:  # noqa: PLR2004 -- likeness of short words says nothing
        return Role(0)
    near = process.extractOne(word, _TYPICAL, scorer=fuzz.ratio, score_cutoff=84)
    if near is None:
        return Role(0)
    return next((role for stem, role in _STEMS if near[0].startswith(stem)), Role(0))


def header_fingerprint(headers: Mapping[int, str]) -> str:
    """Return the mark of a header: the same for the same words in the same columns, whatever the letters' case."""
    words = "|".join(f"{column}:{plain(text)}" for column, text in sorted(headers.items()) if text)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def shape_fingerprint(width: int) -> str:
    """Return the mark of a table without a header: the same for the same number of columns."""
    return hashlib.sha256(f"columns:{width}".encode()).hexdigest()[:32]


def header_share(text: str) -> float:
    """Return which share of a cell's words is header vocabulary, 0..1; a number sign counts as a whole header."""
    if role_of_header(text) == Role.NUMBER:
        return 1.0
    words = words_of(_HYPHENATED.sub("", plain(text)))
    if not words:
        return 0.0
    alone = tuple(stem for stem, _ in _ALONE)
    known = sum(word in _FILLERS or word.startswith(_SHELLS + alone) or bool(_role_of_word(word)) for word in words)
    return known / len(words)


def header_roles(cells: Sequence[str]) -> dict[int, Role] | None:
    """Return the roles by column if the row is a header, else None.

    A header names at least two different roles, one of them the event or its date, in short cells made of header words.
    """
    texts = [squeeze(cell) for cell in cells]
    filled = [index for index, text in enumerate(texts) if text]
    if any(_CONTENT.search(texts[index]) for index in filled):
        return None
    roles = {index: role_of_header(texts[index]) for index in filled}
    sure = [index for index in filled if roles[index] and header_share(texts[index]) >= 0.5]  # noqa: PLR2004
    kinds = {roles[index] for index in sure if roles[index] != Role.NUMBER}
    if len(kinds) < 2 or len(sure) * 2 < len(filled):  # noqa: PLR2004 -- two roles make a header
        return None
    if len({texts[index] for index in sure}) < 2:  # noqa: PLR2004
        return None
    named = Role(0)
    for index in sure:
        named |= roles[index]
    if not named & (Role.TITLE | Role.DATE | Role.TIME):
        return None
    return {index: role for index, role in roles.items() if role}
