"""The post of an acting person in words: «Исполняющий обязанности Мэра города Омска», «и. о. Мэра».

The words name the post and not the person, so that they stand in the masculine under a woman's signature too, as
«директор» does; the post behind them is in the genitive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.language.declension import decline_position
from orgplan.language.grammar import Case
from orgplan.language.names import NO_BREAK_SPACE

PostForms = Mapping[str, Mapping[Case, str]]
"""Corrected forms of posts, by the exact text of the post."""

_FULL = "исполняющий обязанности"
_ALWAYS_CAPITAL = ("Мэр", "Мэра", "Глава", "Главы", "Губернатор", "Губернатора", "Президент", "Президента")
"""Highest posts, which papers write with a capital inside a sentence too."""
_SHORT = f"и.{NO_BREAK_SPACE}о."
_ACTING = re.compile(
    r"^(?:временно\s+)?(?:исполняющ(?:ий|ая)\s+обязанности|в?р?\.?\s*и\.\s*о\.|врио)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Whose signature stands on a paper of a day: post and name in words, as the form prints them.

    `post` is «Мэр города Омска» or «Исполняющий обязанности Мэра города Омска»; `short_post` «Мэр» or «и. о. Мэра»;
    `name` «И. И. Образцов». `person` and `absent` are keys of persons; `absent` is None where the holder signs.
    `is_missing`: the holder is away and nobody acts, so that the holder stands there all the same.
    """

    post: str
    short_post: str
    name: str
    person: int
    absent: int | None = None
    is_missing: bool = False

    @property
    def is_acting(self) -> bool:
        """Tell whether somebody signs for another."""
        return self.absent is not None


def acting_post(post: str, *, stored: PostForms | None = None) -> str:
    """Return «исполняющий обязанности директора департамента»; a post that already is one stays as it is."""
    if _ACTING.match(post):
        return post
    return f"{_FULL} {inside_a_sentence(decline_position(post, Case.GENITIVE, stored))}"


def temporary_post(post: str, *, stored: PostForms | None = None) -> str:
    """Return «временно исполняющий обязанности директора», of whoever holds a vacant post until it is filled."""
    return post if _ACTING.match(post) else f"временно {acting_post(post, stored=stored)}"


def short_acting_post(post: str, *, own_words: str = "", stored: PostForms | None = None) -> str:
    """Return «и. о. Мэра», without the administration's own words («города Омска») that everybody there knows."""
    if _ACTING.match(post):
        return short_post(post, own_words)
    return f"{_SHORT} {short_post(inside_a_sentence(decline_position(post, Case.GENITIVE, stored)), own_words)}"


def short_post(post: str, own_words: str = "") -> str:
    """Return the post without the administration's own words at the end of its first part."""
    tail = f" {own_words}" if own_words else ""
    return post.removesuffix(tail) if tail and post != own_words else post


def capitalised(post: str) -> str:
    """Return the post with a capital, as under a signature and in a stamp."""
    return post[:1].upper() + post[1:]


def inside_a_sentence(post: str) -> str:
    """Return the post as it stands behind other words: «Начальник отдела» of a signature gets its small letter."""
    first = post.split(" ", 1)[0]
    keeps = first in _ALWAYS_CAPITAL or first[1:] != first[1:].lower()
    return post if keeps else post[:1].lower() + post[1:]
