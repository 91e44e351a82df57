"""Places and people among the words that are left when the time is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from orgplan.language.phrase.model import Known, Part, Taking

_ROOM = r"(?:каб(?:инет[е]?)?\.?|ауд(?:итори[яи])?\.?|зал\s+№)\s*№?\s*\d{1,4}[а-я]?"
_ROOM_ALONE = re.compile(rf"(?:в\s+)?{_ROOM}", re.IGNORECASE)
_ROOM_LAST = re.compile(rf"(?:^|\s)(?:в\s+)?({_ROOM})$", re.IGNORECASE)
_AT_LAST = re.compile(r"\s(?:в|во|на)\s+((?:\S+\s+){0,4}\S+)$", re.IGNORECASE)
_PLACE_WORDS = """
    каб кабинет зал малый большой актовый концертный органный конференц-зал ул улица пл площадь пр просп проспект пер
    переулок бульвар наб набережная шоссе парк сквер стадион дк дворец дом театр музей школа лицей гимназия библиотека
    ресторан кафе гостиница отель пресс-центр администрация мэрия арена центр бц тц клуб санаторий вокзал аэропорт
    """
_PLACES = frozenset(_PLACE_WORDS.split())
_FIRST_WORD = re.compile(r"(?:(?:в|во|на)\s+)?([\w-]+)", re.IGNORECASE)
_HOUSE = re.compile(r"(?:(?:д|дом)\.?\s*)?\d{1,4}\s?[а-я]?(?:/\d+)?(?:,?\s*(?:корп|к)\.?\s*\d+)?", re.IGNORECASE)
_STREET = re.compile(r"(?:ул|улица|пр|просп|проспект|пер|переулок|бульвар|наб|набережная|шоссе)\b", re.IGNORECASE)
_ROLES: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(rf"(?:{words})(?:\s*:\s*|\s+)(.+)", re.IGNORECASE))
    for part, words in (
        (Part.HOSTS, r"вед[её]т|ведущий|проводит|председательствует|под\s+председательством"),
        (Part.SPEAKS, r"докладывает|докладчик|докл\.|выступает|выступают|спикер"),
        (Part.RESPONSIBLE, r"отв\.|отв|ответственный|ответственная|ответственные|исп\.|исполнитель"),
        (Part.DESIRED, r"желательно\s+присутствие|желательно\s+участие|желательно"),
        (Part.ATTENDS, r"участвует|участвуют|присутствует|присутствуют|с\s+участием|при\s+участии|будет|\+"),
    )
)
_WITH_LAST = re.compile(r"\s(?:с|при)\s+участи(?:ем|и)\s+(.+)$", re.IGNORECASE)
_WITH_FIRST = re.compile(r"(?:с|при)\s+участи(?:ем|и)\s+", re.IGNORECASE)
_POSTS = ("мэр", "глава", "первый", "зам", "заместитель", "заммэра", "управделами", "управляющий")
_PREPOSITIONS = """
    с со к ко у от для при о об на в во по за над под перед и
    """
_BEFORE_OBLIQUE = frozenset(_PREPOSITIONS.split())
_LONGEST_NAME = 6


@dataclass(slots=True)
class Parts:
    """What was told apart so far."""

    place: str = ""
    venue: int | None = None
    people: list[Taking] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def tell_parts(text: str, known: Known) -> Parts:
    """Tell place, people and title among the parts between commas; what is neither is the title."""
    parts = Parts()
    unsure = [
        segment
        for segment in _segments(text)
        if not (_is_role(segment, parts, known) or _is_person(segment, parts, known) or _is_room(segment, parts, known))
    ]
    place = None if parts.place else _place_among(unsure, known)
    if place is not None:
        _put_place(unsure.pop(place), parts, known)
    parts.titles += unsure
    return parts


def _place_among(segments: Sequence[str], known: Known) -> int | None:
    """Return which part is the place. Where all look like one the first is the title, unless the directory knows it."""
    places = [at for at, segment in enumerate(segments) if _looks_like_place(segment, known)]
    if not places or len(places) < len(segments):
        return next(iter(places), None)
    return places[-1] if len(places) > 1 or known.venue(segments[0]) is not None else None


def _segments(text: str) -> Iterator[str]:
    """Yield the parts between commas; the number of a house stays with its street."""
    held = ""
    for segment in (re.sub(r"\s+", " ", each).strip(" .:-–—") for each in re.split(r"[,;]", text)):
        if held and _HOUSE.fullmatch(segment):
            yield f"{held}, {segment}"
            held = ""
            continue
        if held:
            yield held
        held = segment if _STREET.search(segment) else ""
        if segment and not held:
            yield segment
    if held:
        yield held


def _is_role(segment: str, parts: Parts, known: Known) -> bool:
    for part, pattern in _ROLES:
        found = pattern.fullmatch(segment)
        if not found:
            continue
        named = [Taking(part, each, known.people(each)) for each in re.split(r"\s+и\s+", found[1])]
        if part is Part.RESPONSIBLE or all(each.keys for each in named):
            parts.people += named
            return True
    return False


def _is_person(segment: str, parts: Parts, known: Known) -> bool:
    if len(segment.split()) > _LONGEST_NAME * 2:
        return False
    whole = known.people(segment)
    named = [(segment, whole)] if whole else [(each, known.people(each)) for each in re.split(r"\s+и\s+", segment)]
    if not all(keys for _words, keys in named):
        return False
    parts.people += [Taking(Part.ATTENDS, words, keys) for words, keys in named]
    return True


def _is_room(segment: str, parts: Parts, known: Known) -> bool:
    if parts.place or not _ROOM_ALONE.fullmatch(segment):
        return False
    _put_place(segment, parts, known)
    return True


def _looks_like_place(segment: str, known: Known) -> bool:
    words = segment.split()
    found = _FIRST_WORD.match(segment)
    if found and found[1].lower() in _PLACES:
        return len(words) <= _LONGEST_NAME
    return len(words) <= 3 and known.venue(segment) is not None  # noqa: PLR2004 -- a longer one is a title with a place


def _put_place(words: str, parts: Parts, known: Known) -> None:
    parts.place = re.sub(r"^(?:в|во)\s+(?=каб)", "", words, flags=re.IGNORECASE)
    parts.venue = known.venue(words)


def peel_title(title: str, parts: Parts, known: Known) -> str:
    """Take place and people off the ends of a title that no comma parts from them."""
    title = _without_first(title, parts, known)
    while True:
        shorter = _without_people(title, parts, known)
        shorter = _without_place(shorter, parts, known)
        if shorter == title:
            return title
        title = shorter


def _without_first(title: str, parts: Parts, known: Known) -> str:
    """«с участием мэра открытие катка»."""
    found = _WITH_FIRST.match(title)
    if not found:
        return title
    words = title[found.end() :].split()
    for size in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        name = " ".join(words[:size])
        if keys := known.people(name):
            parts.people.append(Taking(Part.ATTENDS, name, keys))
            return " ".join(words[size:])
    return title


def _without_people(title: str, parts: Parts, known: Known) -> str:
    """«открытие катка с участием мэра», «аппаратное совещание мэр»: a bare post only in the nominative."""
    if (found := _WITH_LAST.search(title)) and (keys := known.people(found[1])):
        parts.people.append(Taking(Part.ATTENDS, found[1], keys))
        return title[: found.start()].strip()
    words = title.split()
    for size in range(min(_LONGEST_NAME + 2, len(words) - 1), 0, -1):
        head, before = words[-size].lower(), words[-size - 1].lower()
        if head in _POSTS and before not in _BEFORE_OBLIQUE and before not in _POSTS:
            names = re.split(r"\s+и\s+", " ".join(words[-size:]))
            found_people = [
                Taking(Part.ATTENDS, each, known.people(each)) for each in names if each.split()[0].lower() in _POSTS
            ]
            if len(found_people) == len(names) and all(each.keys for each in found_people):
                parts.people += found_people
                return " ".join(words[:-size])
    return title


def _without_place(title: str, parts: Parts, known: Known) -> str:
    if parts.place:
        return title
    if found := _ROOM_LAST.search(title):
        _put_place(found[1], parts, known)
        return title[: found.start()].strip()
    found = _AT_LAST.search(title)
    if found and known.venue(found[1]) is not None:
        _put_place(found[1], parts, known)
        return title[: found.start()].strip()
    return title
