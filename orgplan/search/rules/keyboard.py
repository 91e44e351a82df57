"""What was meant by keys pressed in another layout, or by Russian written in Latin letters."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_LATIN_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN: Final = str.maketrans(
    _LATIN_KEYS + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>', _RUSSIAN_KEYS + _RUSSIAN_KEYS.upper()
)
_TO_LATIN: Final = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)
_ROWS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
#: ГОСТ Р 7.0.34 and the habits of addresses: the longer spellings are read first.
_SOUNDS: Final = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "ya": "я",
    "ja": "я", "yo": "е", "ye": "е", "iy": "ий", "yy": "ый", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е",
    "z": "з", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц", "y": "ы", "w": "в", "x": "кс", "q": "к", "'": "ь",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(sorted(_SOUNDS, key=lambda each: (-len(each), each))))
_RUSSIAN: Final = re.compile("[а-яё]", re.IGNORECASE)
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
_MARKS: Final = re.compile(r"((?<=\d)[:^.,](?=\d)|[/?])")
_KEYS_OF_MARKS: Final = {"/": ".", "?": ",", "^": ":"}
_NEIGHBOURS: Final = frozenset(
    {pair for row in _ROWS for pair in pairwise(row)}
    | {pair for upper, lower in pairwise(_ROWS) for pair in zip(upper, lower, strict=False)}
    | {pair for upper, lower in pairwise(_ROWS) for pair in zip(upper[1:], lower, strict=False)}
)


def in_russian_layout(text: str) -> str:
    """Return what the same keys give in the Russian layout: «vfq» is «май», «v'h» is «мэр»; the rest stays."""
    return text.translate(_TO_RUSSIAN)


def line_in_russian_layout(text: str) -> str:
    """Return a line of Latin letters as the same keys give it in the Russian layout, with its commas, dots and clocks.

    «rf,/ 401? 15:00» is «каб. 401, 15:00». A line that holds Russian letters or no Latin ones stays as it is.
    """
    if _RUSSIAN.search(text) or not _LATIN.search(text):
        return text
    return "".join(
        _KEYS_OF_MARKS.get(part, part) if at % 2 else part.translate(_TO_RUSSIAN)
        for at, part in enumerate(_MARKS.split(text))  # every second part is a mark
    )


def in_latin_layout(text: str) -> str:
    """Return what the same keys give in the Latin layout, in lower case: «щкпздфт» is «orgplan»; the rest stays."""
    return text.lower().translate(_TO_LATIN)


def by_sound(text: str) -> str:
    """Return Latin letters read as Russian by their sound: «kultura» is «культура» but for the soft sign."""
    return _SOUND.sub(lambda found: _SOUNDS[found[0]], text.lower())


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether a letter easily stands for another: a neighbouring key, or one Latin key by place and by sound.

    «ь» and «м» are the same key «m» for whoever looks at the Latin letters of the keyboard.
    """
    if (typed, meant) in _NEIGHBOURS or (meant, typed) in _NEIGHBOURS:
        return True
    return by_sound(in_latin_layout(typed)) == meant or by_sound(in_latin_layout(meant)) == typed
