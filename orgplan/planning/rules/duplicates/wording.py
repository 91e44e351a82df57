"""The reasons of a suggestion in Russian, for the planner who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.language.lemmas import lemmas
from orgplan.planning.rules.duplicates.comparison import DayMatch, TimeMatch
from orgplan.planning.rules.duplicates.places import PlaceMatch

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison
    from orgplan.planning.rules.duplicates.model import Line, Suggestion
    from orgplan.planning.rules.duplicates.part_of import Sign

_MOST_WORDS = 4


def reasons_for_same(pair: Comparison) -> tuple[str, ...]:
    """Return why two lines seem to be one event: what agrees, what differs, what is missing."""
    return tuple(reason for reason in (_agreement(pair), _synonyms(pair), _silence(pair), _difference(pair)) if reason)


def reasons_for_part(pair: Comparison, sign: Sign) -> tuple[str, ...]:
    """Return why one line seems to be a part of the other."""
    first, shared = str(sign), _words(pair)
    words = f"В обеих строках {shared}" if shared else ""
    return tuple(reason for reason in (first[0].upper() + first[1:], words, _synonyms(pair)) if reason)


def explain(suggestion: Suggestion, *, seen_from: Line, number: int | None = None) -> str:
    """Return the sentence for the page: «Похоже на строку 57, департамент культуры: «…». Совпадают день и место.»."""
    other = suggestion.second if seen_from == suggestion.first else suggestion.first
    where = f"строку {number}, {other.unit}" if number is not None else f"строку «{other.unit}»"
    reasons = " ".join(f"{reason}." for reason in suggestion.reasons)
    return f"Похоже на {where}: «{other.title}». {reasons}".rstrip()


def _words(pair: Comparison) -> str:
    """Return the common words as the first line has them: «слова «открытие», «сквер»»."""
    labels = [first for first, second in _shared(pair) if _one_word(first, second)]
    if not labels:
        return ""
    return ("слово " if len(labels) == 1 else "слова ") + ", ".join(f"«{label}»" for label in labels)


def _synonyms(pair: Comparison) -> str:
    """Return the words of both lines that mean the same: «Близки по смыслу «осмотр» и «выезд»»."""
    near = [f"«{first}» и «{second}»" for first, second in _shared(pair) if not _one_word(first, second)]
    return f"Близки по смыслу {', '.join(near)}" if near else ""


def _shared(pair: Comparison) -> list[tuple[str, str]]:
    """Return the heaviest common words as the first line and the second have them."""
    heaviest = sorted(pair.shared, key=lambda key: (-pair.shared[key], key))[:_MOST_WORDS]
    one, other = pair.first, pair.second
    # A word that the second line has only nearly, by a slip of the pen, stands as the first has it.
    found = [(one.labels[key], other.labels.get(key, one.labels[key])) for key in heaviest]
    return [
        (_inside_a_sentence(first, one.line.title), _inside_a_sentence(second, other.line.title))
        for first, second in found
    ]


def _one_word(first: str, second: str) -> bool:
    return first.casefold() == second.casefold() or lemmas(first) == lemmas(second)


def _inside_a_sentence(label: str, title: str) -> str:
    """Return the word without the capital letter that it has only as the first of its title."""
    first = title.lstrip('«"').startswith(label) and not label.isupper()
    return label[:1].lower() + label[1:] if first else label


def _agreement(pair: Comparison) -> str:
    found = []
    if pair.day is DayMatch.EQUAL:
        found.append("день" if pair.first.days == 1 else "дни")
    if pair.time is TimeMatch.EQUAL:
        found.append("время")
    if pair.place is PlaceMatch.EQUAL:
        found.append("место")
    if words := _words(pair):
        found.append(words)
    if not found:
        return ""
    listed = found[0] if len(found) == 1 else ", ".join(found[:-1]) + " и " + found[-1]
    plural = len(found) > 1 or found[0].startswith(("слова", "дни"))
    return f"{'Совпадают' if plural else 'Совпадает'} {listed}"


def _silence(pair: Comparison) -> str:
    missing = []
    for name, first, second in (
        ("время", pair.first.begins is not None, pair.second.begins is not None),
        ("место", pair.first.place.known, pair.second.place.known),
    ):
        if not first and not second:
            missing.append(f"{name} не указано у обеих")
        elif first != second:
            missing.append(f"{name} указано только у одной")
    text = ", ".join(missing)
    return text[:1].upper() + text[1:]


def _difference(pair: Comparison) -> str:
    found = []
    if pair.time in {TimeMatch.NEAR, TimeMatch.MOVED, TimeMatch.WITHIN}:
        found.append("время начала разное")
    if pair.day is DayMatch.INSIDE:
        found.append("дни совпадают частично")
    if pair.place is PlaceMatch.LIKELY:
        found.append("место названо по-разному")
    text = ", ".join(found)
    return text[:1].upper() + text[1:]
