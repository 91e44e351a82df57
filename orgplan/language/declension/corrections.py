"""Names that the library declines wrongly, by rule."""

from orgplan.language.declension.paradigms import Forms
from orgplan.language.declension.part import NamePart
from orgplan.language.grammar import Gender


def corrected(word: str, part: NamePart, gender: Gender) -> Forms | None:
    """Return the six forms of a name in small letters where the library is wrong; None where it is right."""
    del word, part, gender
    return None
