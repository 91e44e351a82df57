"""One line said of an event, with the people and the venue of the directory that it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import DirectoryIndex
from orgplan.events.rules import ParticipationKind
from orgplan.language.phrase.model import Phrase
from orgplan.language.phrase.reading import read_phrase
from orgplan.language.timing.writing import write_timing
from orgplan.search.rules.keyboard import line_in_russian_layout


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the line names: whom the words may mean; nobody where the directory does not know them."""

    kind: ParticipationKind
    words: str
    people: tuple[Person, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether it must be asked who is meant."""
        return len(self.people) > 1


@dataclass(frozen=True, slots=True)
class QuickCard:
    """What the line says, with rows of the directory; `text` is the line as it was read."""

    text: str
    phrase: Phrase
    venue: Venue | None
    named: tuple[Named, ...]

    @property
    def has_day(self) -> bool:
        """Tell whether the line says when."""
        return bool(self.phrase.timing.occurrences or self.phrase.timing.rrule)

    @property
    def when(self) -> str:
        """Return the time in the words of a plan, with the year."""
        return write_timing(self.phrase.timing, year_shown=True) if self.has_day else ""

    @property
    def place(self) -> str:
        """Return the words of a place that is no venue of the directory."""
        return "" if self.venue else self.phrase.place


def quick_card(text: str, today: date) -> QuickCard:
    """Read the line, in either layout of the keyboard; three queries."""
    line = line_in_russian_layout(text)
    index = DirectoryIndex()
    phrase = read_phrase(line, today, index.said_names(today))
    named = tuple(
        Named(
            ParticipationKind(each.part.value),
            each.words,
            tuple(person for person in map(index.person, each.keys) if person),
        )
        for each in phrase.people
    )
    return QuickCard(line, phrase, index.venue(phrase.venue), named)
