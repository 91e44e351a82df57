"""Names that pytrovich declines wrongly, put right by rule.

Sources: Калакуцкая Л. П. Фамилии. Имена. Отчества (1994); Розенталь Д. Э. Справочник по правописанию, § 149;
Суперанская А. В. Словарь русских личных имён (1998). Where the sources leave a choice, the library's form stays.
Every rule takes the nominative in small letters and returns six forms, or None where it has nothing to say.
"""

import re
from collections.abc import Callable
from typing import Final

from orgplan.language.declension import paradigms
from orgplan.language.declension.dictionary import first_name_forms, first_name_genders, look_up, noun_forms
from orgplan.language.declension.paradigms import CONSONANTS, HUSHING, VOWELS, Forms
from orgplan.language.declension.part import NamePart
from orgplan.language.grammar import Gender

_Rule = Callable[[str], Forms | None]

# French surnames with the stress on the last vowel.
_INDECLINABLE: Final = frozenset(("золя", "труайя", "дюма", "дега", "петипа"))
_POSSESSIVE_SURNAME: Final = re.compile(r".+(?:[оеё]в|[иы]н)")
# Foreign surnames and first names as surnames that only look possessive: «Франклином», «Нуретдином».
_NOT_POSSESSIVE: Final = re.compile(r".+[дт]дин|франклин|гершвин|кронин|вирхов|бюлов|мартын|константин|августин")
# Stressed as the patronymics are; other surnames in -ич are not («Бабичем», «Мицкевичем»).
_STRESSED_ICH: Final = frozenset(("ильич", "кузьмич", "лукич", "фомич", "хомич"))
# Women's surnames equal to nouns that no surname in -ов underlies.
_NOUNS_IN_OVA: Final = frozenset(("сова", "корова", "голова", "вдова", "дева", "подкова"))
# Surnames of one syllable that lose their vowel; «Рот», «Сон» keep it.
_ANIMALS: Final = frozenset(("лев", "пёс", "пес"))
_STRESSED_ADJECTIVES: Final = frozenset(("чужая", "большая"))


def corrected(word: str, part: NamePart, gender: Gender) -> Forms | None:
    """Return the six forms of a name in small letters where the library is wrong; None where it is right."""
    for rule in _RULES.get((part, gender), ()):
        forms = rule(word)
        if forms is not None:
            return forms
    return None


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def _with(word: str, stem: str, endings: str) -> Forms:
    return (word, *(stem + ending for ending in endings.split()))


def _stays(word: str) -> Forms | None:
    return (word,) * 6 if word in _INDECLINABLE else None


def _german_lich(word: str) -> Forms | None:
    """«Эрлих» and «Фрейндлих» decline; only adjectives in the plural («Долгих») do not."""
    return paradigms.noun(word) if word.endswith("лих") and not word.endswith("илих") else None


def _possessive_adjective(word: str) -> Forms | None:
    """«Третий», «Божий», «Волчья» keep the soft sign: «Третьего»."""
    entry = look_up(word)
    if word.endswith(("ий", "ья")) and not word.endswith("ничий") and entry.possessive and not entry.common:
        return paradigms.possessive(word)
    return None


def _hushing_in_oi(word: str) -> Forms | None:
    """«Чужой» → «Чужим», «Сухой» → «Сухим», never -ым."""
    soft = word.endswith(tuple(letter + "ой" for letter in HUSHING + "х"))
    return paradigms.adjective(word) if soft and _syllables(word) > 1 else None


def _noun_in_short_i(word: str) -> Forms | None:
    """«Бой», «Кий» are nouns, «Злой» is an adjective; «Рэй» is a noun at any length."""
    if word.endswith(("эй", "яй", "юй")):
        return paradigms.noun(word)
    short = word.endswith(("ой", "ий")) and _syllables(word) == 1
    return paradigms.noun(word) if short and not look_up(word).adjective else None


def _common_noun(word: str) -> Forms | None:
    """A man's surname that is also a masculine noun declines as the noun: «Зайца», «Орла», «Соловья», «Ткачом».

    Possessives («Рубин» → «Рубиным») do not; other names of one syllable keep their vowel
    («Рот» → «Рота», «Сон» → «Сона»).
    """
    entry = look_up(word)
    if entry.feminine or not entry.common or word.endswith(tuple(VOWELS)):
        return None
    one_syllable = _syllables(word) == 1
    if _POSSESSIVE_SURNAME.fullmatch(word) and not one_syllable:
        return None
    forms = noun_forms(entry)
    if forms is None or forms[1] == word:
        return None
    loses_vowel = _syllables(forms[1]) == _syllables(word)
    return None if one_syllable and loses_vowel and word not in _ANIMALS else forms


def _noun_in_hushing_a(word: str) -> Forms | None:
    """The dictionary knows the stress: «Лапшой», but «Грушей»."""
    entry = look_up(word)
    hushing = word.endswith(tuple(letter + "а" for letter in HUSHING + "ц"))
    if hushing and entry.common:
        return noun_forms(entry)
    # Surnames that are no nouns are stressed before the ending: «Олешей».
    unstressed = word.endswith("ша") and word[-3:-2] in VOWELS
    return _with(word, word[:-1], "и е у ей е") if unstressed else None


def _in_ets(word: str) -> Forms | None:
    """«Коломиец» → «Коломийца», «Кузнец» → «Кузнеца»; shapes that the library gets right are left to it."""
    if not re.fullmatch(r".+(?:[^аеёиоуыэюя][нм]|[лрдтгкхпзж])ец", word) or word.endswith("опец"):
        return None
    if _syllables(word) == 1:
        return None
    return _with(word, paradigms.without_fleeting_vowel(word), "а у а ом е")


def _in_ok(word: str) -> Forms | None:
    """«Янушонок» → «Янушонка», «Клочек» → «Клочка»; «Чапек», «Барток» keep the vowel."""
    if _syllables(word) > 1 and word.endswith(("онок", "енок", "ёнок", "чок", "шок", "жок", "рок", "чек")):
        return _with(word, word[:-2] + "к", "а у а ом е")
    return None


def _stressed_hushing(word: str) -> Forms | None:
    """«Деркач» → «Деркачом»: the suffix -ач carries the stress to the ending, -ич rarely does; «Волож» → «Воложем»."""
    if word.endswith("ж") and _syllables(word) > 1:
        return _with(word, word, "а у а ем е")
    return _with(word, word, "а у а ом е") if word in _STRESSED_ICH or word.endswith("ач") else None


def _not_possessive(word: str) -> Forms | None:
    """-ым belongs to -ов, -ев, -ин, -ын alone: «Коэном», «Баюном»; short Eastern names are none of these: «Шином»."""
    short = word.endswith(("ин", "ын")) and _syllables(word) == 1
    possessive = _POSSESSIVE_SURNAME.fullmatch(word) and not short and not _NOT_POSSESSIVE.fullmatch(word)
    return paradigms.noun(word) if word.endswith(("в", "н")) and not possessive else None


def _woman_in_hushing_aya(word: str) -> Forms | None:
    """«Непомнящая» → «Непомнящей», «Чужая» → «Чужой»."""
    if word in _STRESSED_ADJECTIVES:
        return _with(word, word[:-2], "ой ой ую ой ой")
    return paradigms.adjective(word) if word.endswith(tuple(letter + "ая" for letter in HUSHING)) else None


def _woman_noun(word: str) -> Forms | None:
    """Nouns that only look possessive or adjectival: «Сосна» → «Сосны», «Сова» → «Совы», «Ласка» → «Ласки»."""
    in_na = word.endswith("на") and not word.endswith(("ина", "ына"))
    in_ska = word.endswith(("ска", "цка")) and look_up(word).common
    georgian = word.endswith("гелая")
    in_aya = word.endswith("ая") and _syllables(word) == len("ая") and not look_up(word).adjective
    return paradigms.noun(word) if georgian or in_na or in_ska or in_aya or word in _NOUNS_IN_OVA else None


def _first_name_in_iya(word: str) -> Forms | None:
    """«Захария» → «Захарии» in the dative too."""
    return paradigms.noun(word) if word.endswith("ия") else None


def _first_name_in_lo(word: str) -> Forms | None:
    """«Данило», «Иванко» decline as «Данила», «Иванка» would; foreign names in -о do not."""
    diminutive = (
        word.endswith("ко") and "m" in first_name_genders(word.removesuffix("ко")) and _syllables(word) > len("ко")
    )
    if word.endswith(("ило", "йло")) or diminutive:
        return (word, *paradigms.noun(word[:-1] + "а")[1:])
    return None


def _first_name_in_hushing_a(word: str) -> Forms | None:
    """-и, never -ы, in the genitive; the stress is on the ending behind two consonants («Хасаншой»)."""
    if len(word) <= len("ша") or not word.endswith(tuple(letter + "а" for letter in HUSHING)):
        return None
    return _with(word, word[:-1], "и е у ой е" if word[-3] in CONSONANTS else "и е у ей е")


def _man_in_zha(word: str) -> Forms | None:
    """Eastern names are stressed on the ending («Байхужой»), the Russian «Серёжа» is not."""
    long = word.endswith("жа") and _syllables(word) > len("жа") and word not in ("сережа", "серёжа")
    return _with(word, word[:-1], "и е у ой е") if long else None


def _first_name_in_ek(word: str) -> Forms | None:
    """Only diminutives of Russian names in -я lose the vowel: «Санек» → «Санька», but «Марек» → «Марека»."""
    if not word.endswith("ек"):
        return None
    if "m" in first_name_genders(word.removesuffix("ек") + "я"):
        return _with(word, word.removesuffix("ек") + "ьк", "а у а ом е")
    return first_name_forms(word) or _with(word, word, "а у а ом е")


def _first_name_in_soft_instrumental(word: str) -> Forms | None:
    """«Казбичем», «Францем»."""
    return _with(word, word, "а у а ем е") if word.endswith(("ич", "нц")) else None


def _first_name_in_short_i(word: str) -> Forms | None:
    return paradigms.noun(word) if word.endswith(("эй", "юй")) else None


def _woman_of_third_declension(word: str) -> Forms | None:
    """«Айгюль» → «Айгюли», «Вартануш» → «Вартануши»: soft and hushing consonants."""
    if word.endswith(tuple(HUSHING)):
        return (word, word + "и", word + "и", word, word + "ью", word + "и")
    if word.endswith(("гуль", "гюль")):
        return _with(word, word[:-1], "и и ь ью и")
    return None


_MALE_SURNAME: Final[tuple[_Rule, ...]] = (
    _stays,
    _german_lich,
    _possessive_adjective,
    _hushing_in_oi,
    _common_noun,
    _noun_in_hushing_a,
    _noun_in_short_i,
    _in_ets,
    _in_ok,
    _stressed_hushing,
    _not_possessive,
)
_FEMALE_SURNAME: Final[tuple[_Rule, ...]] = (
    _stays,
    _possessive_adjective,
    _woman_in_hushing_aya,
    _noun_in_hushing_a,
    _woman_noun,
)
_RULES: Final[dict[tuple[NamePart, Gender], tuple[_Rule, ...]]] = {
    (NamePart.SURNAME, Gender.MALE): _MALE_SURNAME,
    (NamePart.SURNAME, Gender.FEMALE): _FEMALE_SURNAME,
    (NamePart.FIRST_NAME, Gender.MALE): (
        _first_name_in_iya,
        _first_name_in_lo,
        _man_in_zha,
        _first_name_in_hushing_a,
        _first_name_in_ek,
        _first_name_in_soft_instrumental,
        _first_name_in_short_i,
    ),
    (NamePart.FIRST_NAME, Gender.FEMALE): (_first_name_in_hushing_a, _woman_of_third_declension),
}
