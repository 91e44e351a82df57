"""Proposals in Russian: why an event moves, what cannot be kept and why (ADR 0003: pure rooms speak Russian)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from orgplan.scheduling.rules.prices import Aim

WHY_BY_AIM = {
    Aim.FEWEST_MOVES: "освобождает время для другого мероприятия",
    Aim.FREE_SUNDAYS: "уходит с вечера или выходного дня",
    Aim.WITH_FIRST: "освобождает время, в которое может быть первое лицо",
}


class Stays(StrEnum):
    """Why an event is not moved."""

    PINNED = "pinned"
    STANDS = "stands"
    NOT_CHOSEN = "not chosen"
    SETTLED = "settled"


WHY_STAYS = {
    Stays.PINNED: "Мероприятие закреплено.",
    Stays.STANDS: "Мероприятие не двигают: длится несколько дней, входит в программу, началось или накладка принята.",
    Stays.NOT_CHOSEN: "Мероприятие не входит в выбранные для переноса.",
    Stays.SETTLED: "Мероприятие стоит в накладке, которую правила не считают: в другое время она может считаться.",
}
WHY_LEFT = "Рядом нет времени, свободного для всех участников и площадки."
SAME_TIME = "в то же время"


def help_words(offers: Sequence[tuple[str, str]]) -> str:
    """Return what would make room: pairs of what to do without («Иванов И. И.», a hall) and the time then."""
    said = "; ".join(f"{what} — {when}" for what, when in offers)
    return f"Нашлось бы, если обойтись без одного: {said}." if said else ""
