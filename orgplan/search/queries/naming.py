"""Pages and actions by their names: the same words and the same measure, over a list instead of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.policy import reaches_page
from orgplan.search.queries.sources import Command, Shown, commands
from orgplan.search.rules.asking import Wanted
from orgplan.search.rules.ranking import Candidate, Counts, rank
from orgplan.search.rules.words import Text, index_words, split_names


@dataclass(frozen=True, slots=True)
class NamedCommand:
    """A command that the reader may give, with its words."""

    command: Command
    words: tuple[str, ...]
    title_length: int

    def is_called(self, wanted: Sequence[Wanted]) -> bool:
        """Tell whether it is asked for by a name of its own, and not by a word inside of one.

        «Мэр» does not call the page that is also named «план с участием мэра».
        """
        names = [self.words[: self.title_length], *split_names(self.words)]
        return any(
            name and any(_holds(name[:1], one) for one in wanted) and all(_holds(name, one) for one in wanted)
            for name in names
        )

    @property
    def shown(self) -> Shown:
        """The command as a row."""
        url = reverse(self.command.url_name) + self.command.query
        return Shown(str(self.command.label), "", url)


@dataclass(frozen=True, slots=True)
class Named:
    """Commands that answer, best first, under their caption; `called`: the best of them by its own name."""

    label: str
    rows: Sequence[Shown]
    called: bool = False


def named_commands(reader: User) -> list[NamedCommand]:
    """Return the commands open to the reader."""
    opened = [each for each in commands() if reaches_page(reader, each.url_name) and each.may(reader)]
    return [NamedCommand(each, *index_words(_text(each))) for each in opened]


def _text(command: Command) -> Text:
    return Text(0, str(command.label), names=[name for name in command.also.split(",") if name.strip()])


def count_in_names(named: Sequence[NamedCommand]) -> Counts:
    """Return in how many names each word stands: what the index does not hold may be the name of a page."""
    return Counts(0, Counter(word for each in named for word in set(each.words)), {})


def rank_commands(named: Sequence[NamedCommand], wanted: Sequence[Wanted], counts: Counts) -> Named | None:
    """Return the commands whose names hold every wanted word, best first."""
    holding = [
        Candidate(-place, each.words, each.title_length)
        for place, each in enumerate(named)
        if all(_holds(each.words, one) for one in wanted)
    ]
    ranked = rank(wanted, holding, counts)
    if not ranked:
        return None
    best, *_others = found = [named[-each.key] for each in ranked]
    return Named(_("Actions and pages"), [each.shown for each in found], best.is_called(wanted))


def all_commands(reader: User) -> Named:
    """Return everything that the reader may call by name, in the order of the list."""
    return Named(_("Actions and pages"), [each.shown for each in named_commands(reader)])


def _holds(words: Sequence[str], wanted: Wanted) -> bool:
    return any(word in wanted.words or (wanted.begun and word.startswith(wanted.begun)) for word in words)
