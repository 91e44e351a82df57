"""Where an event is: places inside cells that also hold a time or a title."""

from __future__ import annotations

import re

from orgplan.planning.rules.reading.text import is_blank, lines_of, squeeze, unbroken, word_set, words_of

_MARKED = re.compile(r"(?:^|[\s(])место(?:\s+проведения|\s+сбора)?\s*[:–—-]\s*(?P<place>[^)\n]+)\)?\s*$", re.IGNORECASE)
_PLACE_WORDS = word_set(
    """
    ул улица улице улицы пл площадь площади парк парке сквер сквере дк рдк сдк гдк дом доме школа школе сош
    гимназия стадион стадионе зал зале каб кабинет кабинете актовый конференц-зал кинотеатр театр театре
    музей музее библиотека библиотеке центр центре набережная набережной клуб клубе сад саду храм храме
    стела стелы мемориал мемориале памятник памятника монумент монумента бульвар проспект просп пр пр-т пер
    переулок с пос п г д ст пгт дер село поселок город бассейн ск фок тц трц ледовый аллея аллее территория
    территории микрорайон мкр фойе вокзал аэропорт берег пляж лес база ипподром дворец дворце ресторан кафе
    столовая гостиница отель площадка площадки большой малый администрация здание холл выставочный галерея
    филармония цирк зоопарк остров озеро вечный кладбище собор церковь спорткомплекс спортзал городская
    городской центральная центральный район районе корпус ауд аудитория общежитие мбу мбук мбоу мау маук дши
    дхш дюсш училище колледж лицей институт университет техникум клубы учреждения онлайн заочно дистанционно
    манеж каток дворы скверы сады школы площадки улицы библиотеки детские спортивные рынок рынки
    """,
)
# «Органный зал», «лыжная база»: a describing word, then the kind of place.
_KIND_OF_PLACE = re.compile(
    r"[а-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ом|ем)\s+(?:зал|театр|база|базе|музей|парк|стадион|манеж|каток|дворец|сквер|клуб"
    r"|площадь|набережная|бульвар|проспект|библиотека|галерея|фойе|бассейн|ипподром|собор|храм|центр)\w{0,2}\b",
    re.IGNORECASE,
)
_MAX_PLACE = 120


def looks_like_place(text: str) -> bool:
    """Tell whether a short text begins like a place: «площадь …», «ДК «Мир»», «ул. …», «каб. 401»."""
    words = words_of(text)
    if not words or len(text) > _MAX_PLACE:
        return False
    first = words[1] if words[0] in {"в", "на", "у", "около", "возле"} and len(words) > 1 else words[0]
    return first in _PLACE_WORDS


def is_place_part(text: str) -> bool:
    """Tell whether a text, as a cell of its own or cut off by a comma or brackets, is a place: also «Органный зал»."""
    return looks_like_place(text) or (len(text) <= _MAX_PLACE and bool(_KIND_OF_PLACE.match(text)))


def take_marked_place(text: str) -> tuple[str, str | None]:
    """Split «…. Место проведения: ДК» into the words before and the place; None where no such mark stands."""
    found = _MARKED.search(text)
    if not found:
        return text, None
    place = squeeze(found["place"]).rstrip(". ")
    return text[: found.start()].rstrip(" ,;("), place or None


def split_title_place(text: str) -> tuple[str, str | None]:
    """Split a cell that holds an event and its place: by a mark, lines, brackets at the end, or a final sentence."""
    title, place = take_marked_place(text)
    if place:
        return title, place
    lines = lines_of(text)
    for index in range(1, len(lines)):
        if looks_like_place(lines[index].lstrip("(")):
            return "\n".join(lines[:index]), squeeze(" ".join(lines[index:])).strip("()")
    flat = squeeze(text)
    bracket = re.search(r"\s*\(([^()]+)\)\.?$", flat)
    if bracket and is_place_part(bracket.group(1)):
        return flat[: bracket.start()], bracket.group(1)
    cut = _cut_before_place(flat)
    return (flat[: cut.start()], flat[cut.end() :].rstrip(".")) if cut else (text, None)


def _cut_before_place(flat: str) -> re.Match[str] | None:
    """Return the mark after which only the place stands: «…, СК «Сибирь», ул. Мира, 5» is cut before the hall."""
    cut: re.Match[str] | None = None
    for found in reversed(list(re.finditer(r"(?:[.,;]|\s[-–—])\s+", flat))):
        if not found.start():
            continue
        if cut is None:
            cut = found if is_place_part(flat[found.end() :]) else None
        elif found.group()[0] == "," and looks_like_place(flat[found.end() : cut.start()]):
            cut = found
        else:
            break
    return cut


def clean_place(text: str) -> str | None:
    """Return the place on one line, or None where the cell says nothing."""
    place = unbroken(text)
    return None if is_blank(place) else place.strip(" ;,") or None
