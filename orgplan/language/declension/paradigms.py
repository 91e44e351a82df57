"""Endings of Russian adjectives and nouns by the shape of the word alone, for words that no dictionary knows.

Every function takes the nominative singular in small letters and returns its `Forms`, six in the order of `Case`.
Accusative forms are those of persons. Rules: Русская грамматика (1980), §§ 1174-1310.
"""

from typing import Final

Forms = tuple[str, ...]

VOWELS: Final = "аеёиоуыэюя"
CONSONANTS: Final = "бвгджзйклмнпрстфхцчшщ"
HUSHING: Final = "жчшщ"
VELAR: Final = "гкх"

_HARD_MASCULINE: Final = ("ого", "ому", "ого", "ым", "ом")
_VELAR_MASCULINE: Final = ("ого", "ому", "ого", "им", "ом")
_SOFT_MASCULINE: Final = ("его", "ему", "его", "им", "ем")
_HARD_FEMININE: Final = ("ой", "ой", "ую", "ой", "ой")
_HUSHING_FEMININE: Final = ("ей", "ей", "ую", "ей", "ей")
_SOFT_FEMININE: Final = ("ей", "ей", "юю", "ей", "ей")

ADJECTIVE_ENDINGS: Final = ("ый", "ий", "ой", "ая", "яя", "ое", "ее")
MASCULINE_ADJECTIVE_ENDINGS: Final = ("ый", "ий", "ой")
FEMININE_ADJECTIVE_ENDINGS: Final = ("ая", "яя")


def is_adjective_shaped(word: str) -> bool:
    """Tell whether the word ends like an adjective or participle in the nominative singular."""
    return len(word) > len("ый") + 1 and word.removesuffix("ся").endswith(ADJECTIVE_ENDINGS)


def adjective(word: str) -> Forms:
    """Decline an adjective or participle, reflexive ones («учащийся») too."""
    if word.endswith("ся"):
        first, *rest = adjective(word.removesuffix("ся"))
        return (first + "ся", *(form + "ся" for form in rest))
    stem, ending = word[:-2], word[-2:]
    return (word, *(stem + tail for tail in _adjective_tails(stem, ending)))


def _adjective_tails(stem: str, ending: str) -> tuple[str, str, str, str, str]:
    last = stem[-1]
    if ending == "яя":
        return _SOFT_FEMININE
    if ending == "ая":
        return _HUSHING_FEMININE if last in HUSHING else _HARD_FEMININE
    if ending in ("ое", "ее"):
        tails = _masculine_tails(last, "ий" if ending == "ее" else "ый")
        return (tails[0], tails[1], ending, tails[3], tails[4])
    return _masculine_tails(last, ending)


def _masculine_tails(last: str, ending: str) -> tuple[str, str, str, str, str]:
    if last in VELAR or (last in HUSHING and ending == "ой"):
        return _VELAR_MASCULINE
    return _SOFT_MASCULINE if ending == "ий" else _HARD_MASCULINE


def possessive(word: str) -> Forms:
    """Decline an adjective like «третий», «казачий»: the stem ends in a soft sign."""
    feminine = word.endswith("ья")
    stem = word[:-2] + "ь"
    tails = ("ей", "ей", "ю", "ей", "ей") if feminine else _SOFT_MASCULINE
    return (word, *(stem + tail for tail in tails))


def noun(word: str) -> Forms:
    """Decline a person's noun by its last letters; a shape that does not decline comes back six times."""
    last = word[-1:]
    if last in ("а", "я"):
        return _in_a(word)
    if last == "й":
        return _in_short_i(word)
    if last == "ь":
        return _in_soft_sign(word)
    if last in VOWELS or not last.isalpha():
        return (word,) * 6
    return _in_consonant(word)


def _in_a(word: str) -> Forms:
    stem, last = word[:-1], word[-1]
    if last == "я":
        loose = "и" if stem.endswith("и") else "е"
        return (word, *(stem + tail for tail in ("и", loose, "ю", "ей", loose)))
    genitive = "и" if stem.endswith(tuple(VELAR + HUSHING)) else "ы"
    instrumental = "ей" if stem.endswith(tuple(HUSHING + "ц")) else "ой"
    return (word, *(stem + tail for tail in (genitive, "е", "у", instrumental, "е")))


def _in_short_i(word: str) -> Forms:
    stem = word[:-1]
    return (word, *(stem + tail for tail in ("я", "ю", "я", "ем", "и" if stem.endswith("и") else "е")))


def _in_soft_sign(word: str) -> Forms:
    stem = word[:-1]
    return (word, *(stem + tail for tail in ("я", "ю", "я", "ем", "е")))


def _in_consonant(word: str) -> Forms:
    stem = without_fleeting_vowel(word)
    unstressed = word.endswith("ец") and _syllables(word) > len("ец")
    instrumental = "ем" if unstressed or word.endswith(("ж", "ш", "щ")) else "ом"
    return (word, *(stem + tail for tail in ("а", "у", "а", instrumental, "е")))


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def without_fleeting_vowel(word: str) -> str:
    """Return the stem of the oblique cases: «продавец» → «продавц», «боец» → «бойц», «чтец» stays."""
    if not word.endswith("ец") or len(word) < len("боец"):
        return word
    before = word[-3]
    if before in VOWELS:
        return word[:-2] + "йц"
    if _syllables(word) <= len("ец") and before not in VOWELS and word[-4] not in VOWELS:
        return word
    return word[:-2] + ("ьц" if before == "л" else "ц")
