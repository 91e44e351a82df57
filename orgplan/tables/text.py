"""Cleaning of the characters that office programs put into text, and decoding of bytes to text."""

from __future__ import annotations

import re

_TRANSLATION = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u2008\u200a\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc", None),
        **dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F], None),
        "\u2011": "-",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u0085": "\n",
        "\v": "\n",
        "\f": "\n",
    },
)
_LINE_END = re.compile(r"\r\n?")

_ODD = re.compile("[\u00ad\u0400-\u040f\u0452-\u045f\u2018-\u203a]")


def clean(text: str) -> str:
    r"""Return the text with plain spaces and `\n` breaks, without soft hyphens, control and invisible characters.

    Outer white space is cut; everything else stays as found, runs of spaces and tabs included.
    """
    if not text:
        return ""
    text = _LINE_END.sub("\n", text).translate(_TRANSLATION)
    if "\n" in text:
        text = "\n".join([line.rstrip(" ") for line in text.split("\n")])
    return text.strip()


def decode(data: bytes) -> str:
    """Decode a text file as Russian offices write them: a byte order mark decides, then UTF-8, else a one-byte page.

    Of the one-byte pages (Windows 1251, DOS 866, KOI8-R) the one that reads most like Russian wins. A stray broken
    byte in a file that is otherwise UTF-8 becomes «�» instead of turning the whole text into nonsense.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
        if lenient.count("\ufffd") * 50 < sum(1 for c in lenient if c > "\x7f"):
            return lenient
    return max((data.decode(page, errors="replace") for page in ("cp1251", "cp866", "koi8-r")), key=_russian_look)


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the UTF-16 byte order of a text without a mark: every other byte of line ends and spaces is zero."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:  # noqa: PLR2004 -- two characters at least
        return None
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > even.count(0) * 2 or odd.count(4) * 2 > len(odd):
        return "utf-16-le"
    return "utf-16-be"


def _russian_look(text: str) -> int:
    """Score how much a text looks like Russian: lower-case letters most, capitals inside a word and oddities against.

    Windows 1251 bytes read as KOI8-R swap the case of every letter, read as DOS 866 they become line drawing.
    """
    sample = text[:20_000]
    lower = sum(1 for c in sample if "а" <= c <= "я" or c == "ё")
    inner_capitals = len(re.findall("[а-яё][А-ЯЁ]", sample))
    return 2 * lower - 4 * inner_capitals - 3 * len(_ODD.findall(sample)) - 5 * sample.count("\ufffd")
