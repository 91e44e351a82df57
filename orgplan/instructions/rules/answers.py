"""Answers of the document system: what it writes beside our instructions, and how that differs from the records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

TEXT = "Поручение"
KEY, NUMBER, REGISTERED, LINK, STATUS = (
    "Ключ (не менять)",
    "Номер в СЭД",
    "Дата регистрации",
    "Ссылка в СЭД",
    "Статус в СЭД",
)
COLUMNS = (
    TEXT,
    "Ответственный",
    "Соисполнители",
    "Срок",
    "Источник",
    "Подписано",
    NUMBER,
    REGISTERED,
    LINK,
    STATUS,
)
_LINK = re.compile(r"https?://\S+")
_LONGEST_NUMBER, _LONGEST_LINK = 100, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """One row that came back; `place` and `text` name it for people, `problem` says what cannot be taken."""

    place: str
    uid: str
    number: str = ""
    registered_on: date | None = None
    link: str = ""
    status: str = ""
    problem: str = ""
    text: str = ""


def read_answer(place: str, cells: dict[str, str]) -> Answer:
    """Return what a row says; a value that cannot be is named in `problem` and nothing of the row is taken."""
    uid, number, link = cells.get(KEY, "").strip(), cells.get(NUMBER, "").strip(), cells.get(LINK, "").strip()
    day, problem = _day(cells.get(REGISTERED, "").strip())
    if not _is_uid(uid):
        problem = "нет ключа поручения: строку добавили вручную или ключ стёрт"
    elif len(number) > _LONGEST_NUMBER:
        problem = "номер длиннее 100 знаков"
    elif link and (not _LINK.fullmatch(link) or len(link) > _LONGEST_LINK):
        problem = f"ссылка не начинается с http:// или https://: «{link[:60]}»"
    elif day and not number:
        problem = "дата регистрации стоит без номера"
    status, text = cells.get(STATUS, "").strip()[:200], cells.get(TEXT, "").strip()
    return Answer(place, uid, number, day, link, status, problem, text)


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s.*)?", text)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", text)
    parts = (found[3], found[2], found[1]) if found else iso.groups() if iso else None
    try:
        return (date(*(int(each) for each in parts)), "") if parts else (None, f"дата не понята: «{text[:40]}»")
    except ValueError:
        return None, f"такого дня нет: «{text[:40]}»"


def _is_uid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
