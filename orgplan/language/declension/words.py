"""One word of a post: what part it can play in the nominative, and its six forms."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from orgplan.language.declension import paradigms
from orgplan.language.declension.dictionary import Entry, look_up, noun_forms
from orgplan.language.declension.lettering import is_capitals, like
from orgplan.language.declension.paradigms import Forms
from orgplan.language.grammar import CASES

HYPHENS: Final = "-‐‑"

_ORDINAL: Final = re.compile(r"(\d+)[-‐‑](й|я|ый|ий|ой|ая)")
_ORDINAL_TAILS: Final = {
    "й": ("го", "му", "го", "м", "м"),
    "ый": ("ого", "ому", "ого", "ым", "ом"),
    "ой": ("ого", "ому", "ого", "ым", "ом"),
    "ий": ("его", "ему", "его", "им", "ем"),
    "я": ("й", "й", "ю", "й", "й"),
    "ая": ("ой", "ой", "ую", "ой", "ой"),
}

# First parts that name no second person, only the kind of the last one: «шеф-повара», «генерал-майора».
# Things («пресс-», «бизнес-», «офис-») need no list: a part that is not a living being stays.
_UNDECLINED_FIRST: Final = frozenset(
    [
        *("шеф", "премьер", "вице", "экс", "обер", "унтер", "штаб", "штабс", "генерал", "контр", "плац", "флигель"),
        *("камер", "лейб", "гоф", "статс", "лорд", "принц", "фельд", "супер", "топ", "арт", "веб", "ди", "тим"),
        *("скрам", "гейм", "ивент", "эвент", "продакт", "проджект", "прима", "прайм", "мини", "макси"),
    ]
)
# «капитан-лейтенант», «инженер-полковник» are ranks, «капитан-механик», «инженер-механик» two posts.
_RANK_PAIRS: Final = {
    "капитан": frozenset(("лейтенант", "исправник")),
    "инженер": frozenset(
        ("капитан", "лейтенант", "майор", "подполковник", "полковник", "генерал", "адмирал", "контр", "вице")
    ),
}
# How words for people at work end when the dictionary does not know them.
_AGENT: Final = re.compile(
    r".{2,}(?:[чщ]ик|ник|тель|ист|лог|граф|вед|вод|вар|рез|дув|лов|кат|мейкер|[еёо]р|арь|ырь|ант|ент|ец|иц|мастер"
    r"|[чщ]ица|ница|истка|рша|олог|атр|врач|рабочий)"
)
_INDECLINABLE: Final = frozenset(("хостес",))
_JOINED: Final = re.compile(r"(?:зав|зам|пом|нач|управ|зампред|замнач)(?P<rest>.{4,})")


class Part(Enum):
    """The part a word plays where a post is expected in the nominative."""

    ADJECTIVE = auto()
    PERSON = auto()
    THING = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a post with its forms in the order of `Case`.

    Attributes:
        part: what it can be in the nominative singular.
        feminine: its grammatical gender is feminine.
        certain: it can be nothing but a nominative: no other case looks the same.
        participle: it governs an object («замещающий должность»).
        forms: the six forms, letters as written.
    """

    part: Part
    feminine: bool
    certain: bool
    participle: bool
    forms: Forms


@lru_cache(maxsize=16_384)
def read_word(text: str) -> Word:
    """Read one word, hyphenated or not, as it may stand in a post."""
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal:
        return _ordinal(text, ordinal[2])
    pieces = re.split(f"([{HYPHENS}])", text)
    if len(pieces) == 1:
        return _read_simple(text)
    return _read_compound(pieces, text)


def _ordinal(text: str, ending: str) -> Word:
    head = text.removesuffix(ending)
    forms = (text, *(head + tail for tail in _ORDINAL_TAILS[ending]))
    # «1-й» is also the genitive of «1-я».
    return _word(Part.ADJECTIVE, text, forms, feminine=ending.endswith("я"), certain=ending.endswith(("я", "ый", "ий")))


def split_late_head(text: str) -> tuple[str, str] | None:
    """Split a second head from what it is stuck to: «отдела-главный» → «отдела-», «главный».

    None where the word is an ordinary compound.
    """
    head, hyphen, tail = text.rpartition("-")
    if not hyphen or read_word(head).part in (Part.PERSON, Part.ADJECTIVE) or not look_up(head.lower()).dependent:
        return None
    late = read_word(tail)
    return (head + hyphen, tail) if late.part in (Part.PERSON, Part.ADJECTIVE) and late.certain else None


def _read_compound(pieces: list[str], text: str) -> Word:
    last = _read_simple(pieces[-1])
    if last.part is Part.OTHER:
        return _unchanged(text)
    columns = [_first_part_forms(pieces[at], pieces[at + 2]) for at in range(0, len(pieces) - 2, 2)]
    paired = any(column[0] != column[1] for column in columns)
    forms = []
    for number in range(len(CASES)):
        firsts = [column[number] + pieces[2 * at + 1] for at, column in enumerate(columns)]
        forms.append("".join(firsts) + last.forms[number])
    part = Part.PERSON if last.part is Part.THING and paired else last.part
    return Word(part, last.feminine, last.certain or paired, last.participle, tuple(forms))


def _first_part_forms(piece: str, following: str) -> Forms:
    """Return the forms of a part before a hyphen: its own where it names a person, else itself."""
    small = piece.lower()
    if small in _UNDECLINED_FIRST or following.lower() in _RANK_PAIRS.get(small, ()):
        return (piece,) * len(CASES)
    word = _read_simple(piece)
    return word.forms if word.part in (Part.PERSON, Part.ADJECTIVE) else (piece,) * len(CASES)


def _read_simple(text: str) -> Word:
    small = text.lower()
    if not text.isalpha() or not re.fullmatch("[а-яё]+", small):
        return _unchanged(text)
    entry = look_up(small)
    if is_capitals(text) and len(text) <= len("ОМВДР") and not entry.animate:
        return _unchanged(text)
    if _is_joined(small) or small in _INDECLINABLE:
        return _unchanged(text, part=Part.PERSON)
    if _is_adjective(small, entry):
        return _adjective(text, small, entry)
    if entry.known:
        return _known(text, entry)
    return _unknown(text, small)


def _is_adjective(small: str, entry: Entry) -> bool:
    if not paradigms.is_adjective_shaped(small):
        return False
    if entry.adjective:
        return True
    if entry.known and entry.noun is not None:
        forms = noun_forms(entry)
        return forms is not None and forms[1].endswith(("ого", "его", "ой", "ей"))
    plain = small.removesuffix("ся")
    if plain.endswith("ий") and not plain.endswith(("кий", "щий", "ший", "чий", "ний", "гий", "хий", "жий")):
        return False
    return not entry.known or (entry.adjectival and not plain.endswith("ий"))


def _adjective(text: str, small: str, entry: Entry) -> Word:
    own = paradigms.possessive if entry.possessive and not entry.animate else paradigms.adjective
    plain = small.removesuffix("ся")
    return _word(
        Part.ADJECTIVE,
        text,
        own(small),
        feminine=plain.endswith(("ая", "яя")),
        certain=not plain.endswith("ой") or entry.animate,
        participle=plain.endswith(("щий", "щая", "вший", "вшая")),
    )


def _is_joined(small: str) -> bool:
    """Tell words like «замначальника», «завкафедрой»: a short head with its dependent inside, indeclinable."""
    joined = _JOINED.fullmatch(small)
    if not joined:
        return False
    rest = look_up(joined["rest"])
    return rest.known and rest.noun is None and rest.dependent


def _known(text: str, entry: Entry) -> Word:
    forms = noun_forms(entry) if entry.noun is not None else None
    if forms is None:
        # «электроник» is listed only as a form of «электроника»; at the head of a post it is the person.
        small = text.lower()
        if not _AGENT.fullmatch(small) or entry.adverb:
            return _unchanged(text)
        return _word(Part.PERSON, text, paradigms.noun(small), feminine=small.endswith("а"), certain=False)
    if entry.animate:
        return _word(Part.PERSON, text, forms, feminine=entry.feminine, certain=not entry.plural)
    # «дезинфектор», «наполнитель»: listed as machines, but shaped as people at work.
    agent = _AGENT.fullmatch(text.lower()) is not None and not entry.dependent
    return _word(Part.THING, text, forms, feminine=entry.feminine, certain=agent)


def _unknown(text: str, small: str) -> Word:
    agent = _AGENT.fullmatch(small) is not None
    if not agent and look_up(small).noun is None:
        return _unchanged(text)
    return _word(
        Part.PERSON if agent else Part.THING,
        text,
        paradigms.noun(small),
        feminine=small.endswith(("а", "я")),
        certain=agent,
    )


def _word(
    part: Part,
    text: str,
    forms: Forms,
    *,
    feminine: bool,
    certain: bool = True,
    participle: bool = False,
) -> Word:
    return Word(part, feminine, certain, participle, (text, *(like(text, form) for form in forms[1:])))


def _unchanged(text: str, part: Part = Part.OTHER) -> Word:
    return Word(part, feminine=False, certain=part is Part.PERSON, participle=False, forms=(text,) * len(CASES))
