"""Proposals in Russian: why an event moves, what cannot be kept and why (ADR 0003: pure rooms speak Russian)."""

from __future__ import annotations

from orgplan.scheduling.rules.prices import Aim

WHY_BY_AIM = {
    Aim.FEWEST_MOVES: "освобождает время для другого мероприятия",
    Aim.FREE_SUNDAYS: "уходит с вечера или выходного дня",
    Aim.WITH_FIRST: "освобождает время, в которое может быть первое лицо",
}
WHY_LEFT = "в дни вокруг него нет времени, свободного для всех участников и площадки"
WHY_CLOSED = "участник или площадка заняты и в дни вокруг: помогут замена участника или другая площадка"
WHY_PINNED = "мероприятие закреплено"
WHY_STANDS = "мероприятие не двигают: оно длится несколько дней, входит в программу, началось или накладка принята"


def fault_words(rule: str, titles: tuple[str, ...], name: str, minutes: int) -> str:
    """Return what clashes, with the person or hall and the minutes that are missing."""
    short = f": не хватает {minutes} мин" if minutes else ""
    named = " и ".join(f"«{title}»" for title in titles)
    if rule == "person":
        return f"{named} — {name}{short}"
    if rule == "venue":
        return f"{named} — площадка «{name}»{short}"
    if rule == "closed":
        return f"{named} — {name or 'в это время'}: время занято"
    return f"{named}: не нашлось времени"
