"""The dictionary behind the rules: pymorphy3, opened at the first question and asked once per word."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from orgplan.language.declension.paradigms import Forms

_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_RUSSIAN: Final = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
_NOT_A_POST: Final = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the dictionary says of one word form, as far as posts ask.

    Attributes:
        known: the form stands in the dictionary; otherwise the readings are guessed from its ending.
        noun: the reading as a nominative singular noun, the animate one first.
        animate: that reading is of a living being, and not a person's or a place's own name.
        common: the dictionary lists it as a common noun, not a person's or a place's own name, and it declines.
        feminine: that reading is feminine.
        adjective: it can be an adjective, participle or ordinal in the nominative singular.
        plural: it can be the genitive plural of a living being («солдат»).
        rather_adjective: its likeliest reading, in whatever case, is an adjective.
        dependent: it can be a noun in the genitive or instrumental, as it stands under another noun.
        adjectival: some reading belongs to a word that ends like an adjective («печевой» as a form of «печевая»).
        adverb: it can be an adverb, and no preposition or conjunction.
        possessive: as an adjective it declines like «третий».
    """

    known: bool
    noun: Any
    animate: bool
    common: bool
    feminine: bool
    adjective: bool
    plural: bool
    rather_adjective: bool
    dependent: bool
    adjectival: bool
    adverb: bool
    possessive: bool


def readings(word: str) -> list[Any]:
    """Return the library's readings of a word in small letters, the likeliest first; none of a word not in Russian."""
    # The library fails on letters that Unicode gives no name.
    return list(_analyser().parse(word)) if _RUSSIAN.fullmatch(word) else []


@cache
def _analyser() -> Any:
    """Open the dictionary, 0.2 s once."""
    import pymorphy3  # noqa: PLC0415 -- loads the dictionary's code, which the start of every command would pay

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=16_384)
def look_up(word: str) -> Entry:
    """Return what the dictionary knows of a word in small letters."""
    parses = readings(word)
    parts = {p.tag.POS for p in parses}
    nouns = [p for p in parses if _is_nominative(p) and p.tag.POS == "NOUN"]
    nouns.sort(key=lambda p: (_not_a_post(p), p.tag.animacy != "anim"))
    first = nouns[0] if nouns else None
    adjectives = [p for p in parses if _is_nominative(p) and p.tag.POS in ("ADJF", "PRTF")]
    return Entry(
        known=bool(_analyser().word_is_known(word)),
        noun=first,
        animate=first is not None and first.tag.animacy == "anim" and not _not_a_post(first),
        common=first is not None and first.is_known and not _not_a_post(first) and "Fixd" not in first.tag,
        feminine=first is not None and first.tag.gender == "femn",
        adjective=bool(adjectives),
        plural=any({"NOUN", "anim", "plur", "gent"} in p.tag for p in parses),
        rather_adjective=bool(parses) and parses[0].tag.POS in ("ADJF", "PRTF"),
        dependent=any(p.tag.POS == "NOUN" and p.tag.case in ("gent", "ablt") for p in parses),
        adjectival=any(p.normal_form.endswith(("ая", "яя", "ый", "ий", "ой")) for p in parses),
        adverb="ADVB" in parts and not parts & {"PREP", "CONJ"},
        possessive=any(p.is_known and _genitive(p).endswith(("ьего", "ьей")) for p in adjectives),
    )


@lru_cache(maxsize=4_096)
def first_name_genders(word: str) -> frozenset[str]:
    """Return the genders, "m" and "f", of those who bear a first name; empty where the dictionary does not list it."""
    letters = {"masc": "m", "femn": "f", "ms-f": "mf"}
    listed = (p for p in readings(word) if p.is_known and "Name" in p.tag and _is_nominative(p))
    return frozenset(letter for parse in listed for letter in letters.get(str(parse.tag.gender), ""))


def first_name_forms(word: str) -> Forms | None:
    """Decline a man's first name that the dictionary lists; None where it does not."""
    for parse in readings(word):
        if parse.is_known and "Name" in parse.tag and parse.tag.gender == "masc" and _is_nominative(parse):
            return _inflected(parse)
    return None


def noun_forms(entry: Entry) -> Forms | None:
    """Decline the noun of an entry as a person's; None where the dictionary lacks a form."""
    return _inflected(entry.noun)


def _inflected(parse: Any) -> Forms | None:
    found = [parse.inflect({"sing", case}) for case in _CASES]
    if not all(found):
        return None
    forms = [str(form.word) for form in found]
    nominative, genitive, accusative = (forms[_CASES.index(case)] for case in ("nomn", "gent", "accs"))
    if accusative == nominative and parse.tag.gender == "masc":
        forms[_CASES.index("accs")] = genitive
    return tuple(forms)


def _is_nominative(parse: Any) -> bool:
    return bool(parse.tag.case == "nomn" and parse.tag.number == "sing")


def _not_a_post(parse: Any) -> bool:
    return any(mark in parse.tag for mark in _NOT_A_POST)


def _genitive(parse: Any) -> str:
    form = parse.inflect({"gent", "sing"})
    return form.word if form else ""
