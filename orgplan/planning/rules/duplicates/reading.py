"""From a text to its canonical words: abbreviations out, phrases joined, synonyms one, quotes and brackets marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from orgplan.language.lemmas import STOP_WORDS
from orgplan.planning.rules.duplicates.abbreviations import written_out
from orgplan.planning.rules.duplicates.roots import parts
from orgplan.planning.rules.duplicates.vocabulary import canonical_lemma, phrases_by_first_word


@dataclass(frozen=True, slots=True)
class Word:
    """One meaningful word: `form` stands for all its synonyms, `lemma` is the word itself, `text` as it was written."""

    form: str
    lemma: str
    text: str
    quoted: bool = False
    bracketed: bool = False


_PIECE = re.compile(r"«([^«»]*(?:«[^«»]*»)?[^«»]*)»|\"([^\"]*)\"|[„“]([^“”]*)[“”]|(\()|(\))|([^«\"„“()]+|.)", re.DOTALL)
_FIRST_PART = re.compile(
    r"(?<!\w)(?!(?:вело|мото|авто|фото|видео|аудио|радио|кино|ретро|этно|евро|эко|био|гео|блицо)-)([а-яё]{3,})о-(?=[а-яё])",
    re.IGNORECASE,
)
"""The first part of an adjective of two: «садово-огородная» is «садовый огородная»."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL_ENDING = re.compile(r"(?<=\d)\s?-\s?(?:[а-яё]{1,3})(?![а-яё])", re.IGNORECASE)


def quoted_names(text: str) -> tuple[str, ...]:
    """Return what stands in quotation marks, in the order of the text."""
    found = (match[1] or match[2] or match[3] for match in _PIECE.finditer(text))
    return tuple(name for name in found if name)


@lru_cache(maxsize=32_768)
def words(text: str) -> tuple[Word, ...]:
    """Return the meaningful words of a text in its order; stop words are left out."""
    found: list[Word] = []
    depth = 0
    for match in _PIECE.finditer(_FIRST_PART.sub(r"\1ый ", _ORDINAL_ENDING.sub(" ", written_out(text)))):
        if match[4]:
            depth += 1
        elif match[5]:
            depth = max(0, depth - 1)
        else:
            quoted = match[1] or match[2] or match[3]
            piece = quoted if quoted is not None else (match[6] or "")
            found.extend(_joined(_lemmas(piece), quoted=quoted is not None, bracketed=depth > 0))
    return tuple(found)


def _lemmas(text: str) -> list[tuple[str, str]]:
    """Return the lemmas of a text with the words that they come from."""
    found = ((lemma, token) for token in _TOKEN.findall(text) for lemma in parts(token))
    return [(lemma, token) for lemma, token in found if lemma not in STOP_WORDS]


def _joined(read: list[tuple[str, str]], *, quoted: bool, bracketed: bool) -> list[Word]:
    """Replace phrases by what they mean, longest first, and every word by its canonical one."""
    phrases = phrases_by_first_word()
    lemmas = [lemma for lemma, _ in read]
    found: list[Word] = []
    at = 0
    while at < len(lemmas):
        length = 1
        meaning: tuple[str, ...] = (lemmas[at],)
        for sought, put in phrases.get(lemmas[at], ()):
            if tuple(lemmas[at : at + len(sought)]) == sought:
                length, meaning = len(sought), put
                break
        text = " ".join(dict.fromkeys(token for _, token in read[at : at + length]))
        found.extend(Word(canonical_lemma(form), form, text, quoted, bracketed) for form in meaning)
        at += length
    return found
