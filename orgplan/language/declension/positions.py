"""Posts in cases: «заведующая отделом» → «заведующей отделом», «слесарь-ремонтник» → «слесаря-ремонтника».

A post is one head in the nominative or several («директор (заведующий) филиала», «начальник управления – главный
бухгалтер»), each with the adjectives that agree with it before and after; all that declines. What a head governs —
genitives, prepositions, numbers, names in quotation marks — stays as it is. The reader walks the words once and
knows at each word which of the two it is in.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from orgplan.language.declension.dictionary import look_up
from orgplan.language.declension.words import HYPHENS, Part, Word, read_word, split_late_head
from orgplan.language.grammar import CASES, Case

_TOKEN: Final = re.compile(rf"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|\w+(?:[{HYPHENS}]\w+)*|\s+|.", re.DOTALL)
# «и. о. директора»: the letters stand for the whole head, the post behind them is already in the genitive.
_ACTING: Final = re.compile(r"(?:вр?\.?\s*)?(?:и\s*\.\s*о\b\.?|и\s*/\s*о\b|ио\b|врио\b|врид\b)", re.IGNORECASE)
_SHORT_HEADS: Final = frozenset(["зам", "пом", "нач", "зав", "пред", "рук", "упр", "секр"])
_SHORT_MODIFIERS: Final = frozenset(["гл", "ст", "мл", "вед", "вр", "гос", "мун", "ген", "исп", "отв", "тех"])
# Heads that stand over a place: «начальник буровой», «директор столовой».
_MANAGERS: Final = ("началь", "руководитель", "директор", "завед", "управл", "заместитель", "администратор", "владел")
_LONGEST_SHORT: Final = 5
# Adjectives that are never a post alone: behind them «горновой» is the head, behind «заведующий» «столовой» is not.
_RANKING: Final = ("старший", "младший", "главный", "первый", "второй", "третий", "ведущий", "-й", "-ый", "-ий")
_NEUTER_PERSON: Final = "лицо"
_JOINING: Final = frozenset(("и", "или", "либо", "а", "также", "он", "же"))
_DASHES: Final = "–—-−"
_OPENING: Final = ",;/(+[:"
_CLOSING: Final = ")]"


def _last_part(token: str) -> str:
    return token.lower().rpartition("-")[2]


class _State(Enum):
    START = auto()  # a head must come: the beginning of the post
    AGAIN = auto()  # another head may come: behind a comma, a dash, a bracket, «и»
    AGREEING = auto()  # adjectives have been read, their noun is to come
    HEAD = auto()  # the head has been read, adjectives may follow it
    GOVERNED = auto()  # what the head governs


def decline_position(text: str, case: Case, overrides: Mapping[str, Mapping[Case, str]] | None = None) -> str:
    """Put a post into a case.

    Capitals, punctuation and spaces stay; an empty text, and what is not recognised as a nominative, stays as it is.

    Args:
        text: the post in the nominative, as in the staff list.
        case: the case wanted.
        overrides: forms corrected by hand, by the exact text of the post; they win over the rules.
    """
    stored = overrides.get(text) if overrides else None
    if stored and case in stored:
        return stored[case]
    if case is Case.NOMINATIVE:
        return text
    return _all_forms(text)[CASES.index(case)]


@lru_cache(maxsize=8_192)
def _all_forms(text: str) -> tuple[str, ...]:
    columns = _PostReader(text).read()
    return tuple("".join(column[number] for column in columns) for number in range(len(CASES)))


class _PostReader:
    """Walks the tokens of one post and gathers the six forms of each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
        self._at = 0
        self._state = _State.START
        self._feminine = False
        self._participle = False
        self._ranking = False
        self._head = ""
        self._columns: list[tuple[str, ...]] = []

    def read(self) -> list[tuple[str, ...]]:
        """Return for each token its six forms."""
        while self._at < len(self._tokens):
            if not self._skip_acting():
                token = self._tokens[self._at][0]
                self._columns.append(self._read_token(token))
                self._at += 1
        return self._columns

    def _skip_acting(self) -> bool:
        if self._state not in (_State.START, _State.AGAIN):
            return False
        acting = _ACTING.match(self._text, self._tokens[self._at][1])
        if not acting:
            return False
        while self._at < len(self._tokens) and self._tokens[self._at][1] < acting.end():
            self._columns.append((self._tokens[self._at][0],) * len(CASES))
            self._at += 1
        self._state = _State.GOVERNED
        return True

    def _read_token(self, token: str) -> tuple[str, ...]:
        same = (token,) * len(CASES)
        if token.isspace():
            if "\n" in token:
                self._read_mark(_DASHES[0])
            return same
        if not (token[0].isalnum() or token[0] == "_"):
            self._read_mark(token)
            return same
        if token.lower() in _JOINING:
            self._read_joining()
            return same
        if self._following(1) == "." and self._read_short(token.lower()):
            return same
        if self._state is _State.GOVERNED and (parts := split_late_head(token)):
            self._state = _State.AGAIN
            return tuple(parts[0] + form for form in self._read_word(parts[1]) or (parts[1],) * len(CASES))
        return self._read_word(token) or same

    def _read_mark(self, token: str) -> None:
        if token in _DASHES or token in _OPENING:
            self._state = _State.AGAIN if self._state is not _State.START else _State.START
        elif token in _CLOSING:
            self._state = _State.HEAD
        elif not token.startswith(".") and self._state is not _State.START:
            self._state = _State.GOVERNED

    def _read_joining(self) -> None:
        if self._state is not _State.AGREEING:
            self._state = _State.AGAIN

    def _read_short(self, small: str) -> bool:
        """Read «зам.», «гл.», «техн.»: True where the word is such a shortening."""
        modifier = small in _SHORT_MODIFIERS or (len(small) <= _LONGEST_SHORT and not look_up(small).known)
        if modifier and small not in _SHORT_HEADS and self._state in (_State.START, _State.AGAIN):
            return True
        if small in _SHORT_HEADS and self._state in (_State.START, _State.AGAIN, _State.AGREEING):
            self._state = _State.GOVERNED
            return True
        return False

    def _read_word(self, token: str) -> tuple[str, ...] | None:
        word = read_word(token)
        match self._state:
            case _State.START | _State.AGAIN:
                return self._expect(token, word)
            case _State.AGREEING:
                return self._expect_noun(word)
            case _State.HEAD:
                return self._after_head(token, word)
            case _State.GOVERNED:
                return self._late_nominative(token, word)

    def _expect(self, token: str, word: Word) -> tuple[str, ...] | None:
        again = self._state is _State.AGAIN
        if again and not word.certain and not self._nominative_follows():
            self._state = _State.GOVERNED
            return None
        if word.part is Part.ADJECTIVE and not (again and self._is_of_a_thing(token, word)):
            return self._take_adjective(word)
        if word.part is Part.PERSON or (word.part is Part.THING and (word.certain or not again)):
            return self._take_head(word)
        if not (look_up(token.lower()).adverb or token.isdecimal()):
            self._state = _State.GOVERNED
        return None

    def _expect_noun(self, word: Word) -> tuple[str, ...] | None:
        if word.part is Part.ADJECTIVE and self._agrees(word) and (word.certain or self._ranking):
            return self._take_adjective(word)
        if word.part is Part.PERSON or (word.part is Part.THING and not self._participle):
            return self._take_head(word)
        self._state = _State.GOVERNED
        return None

    def _after_head(self, token: str, word: Word) -> tuple[str, ...] | None:
        if word.part is Part.ADJECTIVE and self._agrees(word) and (word.certain or self._closes(token)):
            return word.forms
        if word.part is Part.PERSON and word.certain:
            return word.forms
        self._state = _State.GOVERNED
        return None

    def _late_nominative(self, token: str, word: Word) -> tuple[str, ...] | None:
        """Take what stays nominative behind what the head governs.

        An adjective of the head («обходчик путей линейный»), or a person («начальник отдела МЧС полковник»); a
        capital in the middle is rather the beginning of a name.
        """
        if word.part is Part.ADJECTIVE and word.certain:
            if self._agrees(word) and self._ends_here():
                return word.forms
            return self._take_adjective(word) if token.islower() and self._nominative_follows() else None
        if word.part is Part.PERSON and word.certain and not word.feminine and look_up(_last_part(token)).known:
            return self._take_head(word) if token.islower() else None
        return None

    def _take_adjective(self, word: Word) -> tuple[str, ...]:
        self._state = _State.AGREEING
        self._feminine = word.feminine
        self._participle = word.participle
        self._ranking = word.forms[0].lower().endswith(_RANKING)
        return word.forms

    def _take_head(self, word: Word) -> tuple[str, ...]:
        self._head = word.forms[0].lower()
        self._state = _State.HEAD
        self._feminine = word.feminine
        return word.forms

    def _closes(self, token: str) -> bool:
        """Tell whether an adjective in -ой is the head's own: «мастер буровой», but not «начальник буровой»."""
        entry = look_up(token.lower())
        own = entry.rather_adjective and not self._head.startswith(_MANAGERS)
        return self._ends_here() and entry.adjective and (own or not entry.dependent)

    def _is_of_a_thing(self, token: str, word: Word) -> bool:
        """Tell whether an adjective belongs to a thing: in «за посты, газовое хозяйство» no second head begins."""
        if word.participle or look_up(token.lower()).animate:
            return False
        words = (word for word, _ in self._tokens[self._at + 1 :] if not word.isspace())
        noun = next((word for word in words if not (word.isalpha() and read_word(word).part is Part.ADJECTIVE)), "")
        if _NEUTER_PERSON in (noun.lower(), self._head):
            return False
        neuter = token.lower().endswith(("ое", "ее"))
        thing = len(noun) > len("для") and noun.isalpha() and read_word(noun).part is Part.THING
        return neuter or (thing and not read_word(noun).certain and not look_up(noun.lower()).dependent)

    def _nominative_follows(self) -> bool:
        """Tell whether the next word is surely a nominative: then «второй», «временно» before it belong to it."""
        following = self._following(2) if self._following(1).isspace() else ""
        if not following[:1].isalpha():
            return False
        word = read_word(following)
        return word.part in (Part.PERSON, Part.ADJECTIVE) and word.certain

    def _agrees(self, word: Word) -> bool:
        return word.feminine == self._feminine

    def _ends_here(self) -> bool:
        following = self._following(1).strip() or self._following(2)
        return following == "" or not following[0].isalnum()

    def _following(self, steps: int) -> str:
        at = self._at + steps
        return self._tokens[at][0] if at < len(self._tokens) else ""
