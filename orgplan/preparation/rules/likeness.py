"""How much a past event is like a new one: by words in dictionary form, kind, place and time of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgplan.language.lemmas import lemmas

_WORDS, _KIND, _VENUE, _SEASON, _UNIT = 60, 12, 12, 10, 6
LIKE = 45
"""From so many points of a hundred on an event is shown as similar."""
_NEAR_DAYS = 10
_YEAR = 365
_COMMON = frozenset(
    {
        *("мероприятие", "город", "омск", "омский", "городской", "день", "торжественный", "праздничный"),
        *("празднование", "торжество", "годовщина", "лето", "юбилей", "посвятить", "заседать", "план"),
        *("год", "церемония", "проведение", "праздник", "совещание", "заседание", "комиссия", "встреча", "вопрос"),
    }
)
"""Words that stand in so many titles that they tell events apart only a little."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of an event: `day` is its first one, keys are of the directory."""

    key: int
    title: str
    kind: str
    venue: int | None = None
    unit: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A similar event: its key, points of a hundred, and why in words."""

    key: int
    points: int
    why: tuple[str, ...]


def words_of_title(title: str) -> dict[str, int]:
    """Return the words of a title in dictionary form with their weight; numbers of years and jubilees do not count."""
    found = (word for word in lemmas(title) if not word.isdigit())
    return {word: 1 if word in _COMMON else 4 for word in found}


def likeness(new: Traits, past: Traits) -> Likeness:
    """Return how much the past event is like the new one."""
    mine, theirs = words_of_title(new.title), words_of_title(past.title)
    both = {word: weight for word, weight in mine.items() if word in theirs}
    whole = sum(mine.values()) + sum(theirs.values())
    points, why = 0, []
    if both and whole:
        points += _WORDS * 2 * sum(both.values()) // whole
        said = [word for word, weight in both.items() if weight > 1] or list(both)
        why.append("слова: " + ", ".join(said[:4]))
    same = (
        (_KIND, new.kind == past.kind and new.kind != "other", "тот же вид"),
        (_VENUE, new.venue is not None and new.venue == past.venue, "то же место"),
        (_UNIT, new.unit is not None and new.unit == past.unit, "то же подразделение"),
        (_SEASON, _same_season(new.day, past.day), "то же время года"),
    )
    for worth, is_same, words in same:
        if is_same:
            points += worth
            why.append(words)
    return Likeness(past.key, points, tuple(why))


def _same_season(one: date | None, other: date | None) -> bool:
    """Tell whether both days are within ten days of each other in the year."""
    if one is None or other is None:
        return False
    apart = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(apart, _YEAR - apart) <= _NEAR_DAYS


def similar(new: Traits, past: list[Traits], most: int = 5) -> list[Likeness]:
    """Return the past events that are like the new one, the likest first, of equal ones the latest."""
    days = {each.key: each.day or date.min for each in past}
    found = [each for each in (likeness(new, one) for one in past if one.key != new.key) if each.points >= LIKE]
    found.sort(key=lambda each: (each.points, days[each.key], each.key), reverse=True)
    return found[:most]
