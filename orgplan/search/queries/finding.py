"""From what was typed to what the reader may see of it, best first.

A fixed number of queries: one counts the words, one more looks for misspelt ones, up to three fetch the records that
may answer, and each kind of record that answered is shown by one or two of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from orgplan.accounts.models import User
from orgplan.search.models import IndexedRecord, KnownWord
from orgplan.search.queries import fulltext
from orgplan.search.queries.naming import count_in_names, named_commands, rank_commands
from orgplan.search.queries.sources import Shown, Source, sources
from orgplan.search.rules.asking import Chosen, Wanted, asked_words, choose, is_long, read_question, stem
from orgplan.search.rules.contractions import PART, contracted_from, is_contractible
from orgplan.search.rules.ranking import Candidate, Counts, Ranked, nearness_of, rank
from orgplan.search.rules.words import split_names

RARE = 1_500
"""Up to so many records are read and ranked; of words that more records hold, those near today are."""
_UNDATED, _AHEAD, _BEHIND = 100, 60, 40
_DAYS_AHEAD, _DAYS_BEHIND = timedelta(days=90), timedelta(days=60)
_ENOUGH = 5
_MOST_NAMES = 500
_FEW = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Found records of one kind, best first; `more` tells that there are others.

    `name` is that of the kind's source, `keys` are the records' in the order of the rows; actions and pages have none.
    """

    label: str
    rows: Sequence[Shown]
    more: bool = False
    name: str = ""
    keys: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question. `read_as` are pairs of words: as typed and as they were understood."""

    groups: Sequence[Group] = ()
    read_as: Sequence[tuple[str, str]] = ()

    @property
    def total(self) -> int:
        """How many rows stand in all groups."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index understands it, with the figures that its order needs."""

    chosen: Chosen
    counts: Counts


def answer(text: str, *, reader: User, today: date, each: int = _FEW, only: str = "") -> Answer:
    """Return what the reader finds by this text: at most `each` of a kind, kinds by their best; `only` one kind."""
    named = named_commands(reader) if not only else []
    asked = understand(text, today=today, extra=count_in_names(named))
    if not asked.chosen.wanted:
        return Answer()
    found = best(asked, reader=reader, today=today, of=[one for one in sources() if only in ("", one.name)])
    groups = [group for group in _groups(found, reader, each) if group.rows]
    if commands := rank_commands(named, asked.chosen.wanted, asked.counts):
        groups.insert(0 if commands.called else len(groups), Group(commands.label, commands.rows[:each]))
    return Answer(groups, asked.chosen.read_as if groups else ())


def understand(text: str, *, today: date | None = None, extra: Counts | None = None) -> Question:
    """Read the question with the words that the index holds; `extra` are counts of what stands outside of it."""
    pieces = read_question(text, today=today)
    if not pieces:
        return Question(Chosen(()), Counts(0, {}, {}))
    words, beginnings = asked_words(pieces)
    counts = _with(Counts(*fulltext.count(words, beginnings)), extra)
    chosen = choose(pieces, counts.words, counts.beginnings, _Vocabulary(), _contracted)
    fresh = {word for each in chosen.wanted for word in each.words} - set(counts.words)
    if fresh:
        stems = {stem(word) for word in fresh if is_long(word)}
        counts = _with(counts, Counts(*fulltext.count(fresh, stems)))
    return Question(chosen, counts)


def _with(counts: Counts, more: Counts | None) -> Counts:
    if more is None:
        return counts
    words, beginnings = dict(counts.words), dict(counts.beginnings)
    for mine, theirs in ((words, more.words), (beginnings, more.beginnings)):
        for word, number in theirs.items():
            mine[word] = mine.get(word, 0) + number
    for begun in beginnings:
        beginnings[begun] += sum(number for word, number in more.words.items() if word.startswith(begun))
    return Counts(max(counts.total, more.total), words, beginnings)


def _contracted(written: str) -> tuple[Wanted, ...]:
    """Return the words of the names of units and organisations that people contract so; asked of unknown words only."""
    of = [one.name for one in sources() if one.contracted]
    if not of or not is_contractible(written):
        return ()
    begun = written[:PART]
    rows = IndexedRecord.objects.filter(fulltext.condition([(begun,)], {begun}), source__in=of).order_by()
    names = [
        name
        for words, length in rows.values_list("words", "title_length")[:_MOST_NAMES]
        for name in (words.split(" ")[:length], *split_names(words.split(" ")))
    ]
    return contracted_from(written, names)


class _Vocabulary:
    """The words of the index for misspelt ones: read once for a question, and only if it holds one."""

    def __init__(self) -> None:
        self._words: list[str] | None = None

    def __call__(self, shortest: int, longest: int) -> Collection[str]:
        """Return the words of so many letters."""
        if self._words is None:
            self._words = list(KnownWord.objects.order_by().values_list("text", flat=True))
        return [word for word in self._words if shortest <= len(word) <= longest]


def best(asked: Question, *, reader: User, today: date, of: Sequence[Source]) -> list[tuple[Source, list[int]]]:
    """Return the keys of the records that answer and that the reader may see: by kind, the best kind first.

    Where only a day or a number is asked all answer alike: then the kinds stand in the order of their list.
    """
    rows = {row.pk: row for row in candidates(asked, _seen_by(reader, of), today)}
    ranked = rank_rows(asked, rows.values(), today)
    only_exact = all(each.exact for each in asked.chosen.wanted)
    keys: dict[str, list[int]] = {one.name: [] for one in of} if only_exact else {}
    for each in ranked:
        keys.setdefault(rows[each.key].source, []).append(rows[each.key].record)
    by_name = {one.name: one for one in of}
    if only_exact:
        near = {(row.source, row.record): nearness_of(row.day, today) for row in rows.values()}
        keys = {name: _in_hours(by_name[name], found, near) for name, found in keys.items()}
    return [(by_name[name], found) for name, found in keys.items() if found]


def _in_hours(source: Source, keys: list[int], near: Mapping[tuple[str, int], float]) -> list[int]:
    """Return what is found by a day alone as the day goes: first what has this one day, then what lasts longer."""
    if source.hours is None or not keys:
        return keys
    hours = source.hours(keys)
    return sorted(keys, key=lambda key: (key not in hours, -near[source.name, key], hours.get(key, "")))


def rank_rows(asked: Question, rows: Iterable[IndexedRecord], today: date) -> list[Ranked]:
    """Return the rows in their order, by their keys in the index."""
    candidates = [
        Candidate(row.pk, row.words.split(" "), row.title_length, nearness_of(row.day, today)) for row in rows
    ]
    return rank(asked.chosen.wanted, candidates, asked.counts)


def _seen_by(reader: User, of: Sequence[Source]) -> QuerySet[IndexedRecord]:
    """Return the rows whose record the reader may see: nothing else is ever read."""
    seen = Q(pk__in=())
    for one in of:
        visible = one.visible(reader).order_by().filter(pk=OuterRef("record"))
        seen |= Q(Exists(visible), source=one.name)
    return IndexedRecord.objects.filter(seen).order_by()


def candidates(asked: Question, rows: QuerySet[IndexedRecord], today: date) -> list[IndexedRecord]:
    """Return the records that may answer: all that hold a rare word, else those that hold every word, near today.

    Of words that thousands hold the full text would bring all of them only to throw them away. What is near is then
    looked through by its days; where it holds nothing, the youngest records are taken.
    """
    groups = _expressions(asked)
    if not groups:
        return []
    beginnings = {each.begun for each in asked.chosen.wanted if each.begun}
    must = [words for words, _count, exact in groups if exact]
    rest = sorted((count, words) for words, count, exact in groups if not exact)
    least = min(count for _words, count, _exact in groups)
    if least > RARE:
        every = [words for words, _count, _exact in groups]
        near = _near(rows.alias(line=fulltext.line()).filter(fulltext.in_line(every, beginnings)), today)
        if len(near) >= _ENOUGH:
            return near
        return [*near, *rows.filter(fulltext.condition(every, beginnings)).order_by("-pk")[:RARE]]
    if must:
        found = rows.filter(fulltext.condition(must, beginnings))
        return list(found[:RARE])
    taken = list(_rarest(rest))
    kin = {stem(word) for words in taken for word in words if is_long(word) and _kin_is_rare(word, asked.counts)}
    anything = tuple({word for words in taken for word in words} | kin)
    return list(rows.filter(fulltext.condition([anything], beginnings | kin)))


def _expressions(asked: Question) -> list[tuple[tuple[str, ...], int, bool]]:
    """Return, for each wanted word that somebody holds, the words that answer, how many hold them, whether exactly."""
    found = []
    for each in asked.chosen.wanted:
        words = tuple(word for word in each.words if asked.counts.words.get(word))
        number = sum(asked.counts.words[word] for word in words)
        if each.begun and asked.counts.beginnings.get(each.begun):
            words, number = (*words, each.begun), number + asked.counts.beginnings[each.begun]
        if words:
            found.append((words, number, each.exact))
    return found


def _kin_is_rare(word: str, counts: Counts) -> bool:
    return counts.beginnings.get(stem(word), 0) <= RARE


def _rarest(rest: Sequence[tuple[int, tuple[str, ...]]]) -> Iterable[tuple[str, ...]]:
    """Yield the rarest words while the records that hold them are few together; the first in any case."""
    total = 0
    for number, words in rest:
        if total and total + number > RARE:
            return
        total += number
        yield words


def _near(rows: QuerySet[IndexedRecord], today: date) -> list[IndexedRecord]:
    """Return those without a day and those of the weeks around today: found by their days, without the full text."""
    undated = rows.filter(day__isnull=True)[:_UNDATED]
    ahead = rows.filter(day__gte=today, day__lt=today + _DAYS_AHEAD).order_by("day", "pk")[:_AHEAD]
    behind = rows.filter(day__lt=today, day__gte=today - _DAYS_BEHIND).order_by("-day", "-pk")[:_BEHIND]
    return [*undated, *ahead, *behind]


def _groups(found: Sequence[tuple[Source, list[int]]], reader: User, each: int) -> Iterable[Group]:
    for source, keys in found:
        shown = source.show(reader, keys[:each])
        there = [key for key in keys[:each] if key in shown]
        rows = [shown[key] for key in there]
        yield Group(str(source.label), rows, more=len(keys) > each, name=source.name, keys=there)
