"""A number with its noun: «1 мероприятие», «3 мероприятия», «5 рабочих дней»."""

from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from orgplan.language.declension.dictionary import readings
from orgplan.language.declension.lettering import like
from orgplan.language.names import NO_BREAK_SPACE

_TEENS: Final = range(11, 15)
_GROUPED_FROM: Final = 10_000
# Behind numbers «год» and «человек» change to another word or keep an old plural.
_COUNT_PLURALS: Final = {"год": "лет", "человек": "человек", "раз": "раз"}

_AGREEING: Final = ("ADJF", "PRTF", "NOUN")

ONE, FEW, MANY = range(3)


def counted(number: int | Decimal, phrase: str) -> str:
    """Return the number and the phrase in agreement, a no-break space between them.

    Args:
        number: how many; a fraction takes the genitive singular («1,5 часа»), the sign plays no part.
        phrase: a noun in the nominative singular, its adjectives before it, anything behind it («рабочий день»,
            «план мероприятий»).
    """
    return f"{figures(number)}{NO_BREAK_SPACE}{agreed(number, phrase)}"


def counted_living(number: int, phrase: str) -> str:
    """Return whom one asks for or counts from on: «направить 21 человека», «от 21 человека», «от 22 человек».

    The accusative of living beings and the genitive are one form. The phrase is given as for `counted`.
    """
    category = FEW if _category(number) == ONE else MANY
    return f"{figures(number)}{NO_BREAK_SPACE}{_agreed(category, phrase, fraction=False)}"


def agreed(number: int | Decimal, phrase: str) -> str:
    """Return the phrase alone in the form that the number asks for."""
    return _agreed(_category(number), phrase, fraction=number != int(number))


def figures(number: int | Decimal) -> str:
    """Write a number as Russian documents do: «12 500», «1,5»; groups of three from five figures on."""
    whole, _, fraction = str(abs(number)).partition(".")
    if int(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    sign = "−" if number < 0 else ""
    return f"{sign}{whole},{fraction}" if fraction else f"{sign}{whole}"


def _category(number: int | Decimal) -> int:
    if number != int(number):
        return FEW
    count = abs(int(number)) % 100
    if count in _TEENS:
        return MANY
    return {1: ONE, 2: FEW, 3: FEW, 4: FEW}.get(count % 10, MANY)


@lru_cache(maxsize=2_048)
def _agreed(category: int, phrase: str, *, fraction: bool) -> str:
    if category == ONE:
        return phrase
    words = phrase.split(" ")
    # Without a noun the phrase is an adjective in its place: «дежурный», «горничная».
    head = next((at for at, word in enumerate(words) if _noun(word) is not None), len(words))
    feminine = words[0].endswith(("ая", "яя")) if head == len(words) else _noun(words[head]).tag.gender == "femn"
    words[:head] = [_adjective_form(word, category, feminine=feminine, fraction=fraction) for word in words[:head]]
    if head < len(words):
        words[head] = _noun_form(words[head], category)
    return " ".join(words)


def _noun(word: str) -> Any:
    nouns = (p for p in readings(word.lower()) if {"NOUN", "nomn", "sing"} in p.tag)
    return next((p for p in nouns if not _is_adjectival(p)), None)


def _is_adjectival(parse: Any) -> bool:
    """Tell «дежурный», «горничная» from nouns: they agree as adjectives do."""
    genitive = parse.inflect({"gent", "sing"})
    masculine = genitive is not None and genitive.word.endswith(("ого", "его"))
    return masculine or bool(parse.word.endswith(("ая", "яя")))


def _noun_form(word: str, category: int) -> str:
    if category == MANY and word.lower() in _COUNT_PLURALS:
        return like(word, _COUNT_PLURALS[word.lower()])
    form = _noun(word).inflect({"gent", "sing" if category == FEW else "plur"})
    return like(word, form.word) if form else word


def _adjective_form(word: str, category: int, *, feminine: bool, fraction: bool) -> str:
    """«2 новых дома», «2 новые улицы», «5 новых домов», «1,5 рабочего дня»."""
    wanted = {"nomn", "plur"} if feminine and category == FEW and not fraction else {"gent", "plur"}
    if fraction:
        wanted = {"gent", "sing"}
    for reading in readings(word.lower()):
        form = reading.inflect(wanted)
        if reading.tag.case == "nomn" and reading.tag.POS in _AGREEING and form:
            return like(word, form.word)
    return word
