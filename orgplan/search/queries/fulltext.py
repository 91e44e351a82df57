"""The database's own full text over the index: FTS5 on SQLite, a vector with a GIN index on PostgreSQL.

Both answer two questions in the same way: which records hold these words, and how many do. Order is not theirs: see
`rules.ranking`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models import Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

_AT_ONCE = 150
MOST_COUNTED = 3_000
"""A word that more records hold is common, however many they are."""


def condition(every: Collection[Sequence[str]], beginnings: Collection[str] = ()) -> Q:
    """Return the condition that a record holds, of each group, any word; words in `beginnings` may go on."""
    expression = _both([_any(group, beginnings) for group in every])
    return Q(pk__in=RawSQL(_search(), [expression]))  # noqa: S611 -- our own text, the words are a parameter


def line() -> Concat:
    """Return the words of a row with a space before and after each, for `in_line`."""
    return Concat(Value(" "), "words", Value(" "), output_field=TextField())


def in_line(every: Collection[Sequence[str]], beginnings: Collection[str] = ()) -> Q:
    """Return what `condition` does without the full text, over rows annotated with `line`: for rows found otherwise."""
    found = Q()
    for group in every:
        anyone = Q()
        for word in group:
            anyone |= Q(line__contains=f" {word}" if word in beginnings else f" {word} ")
        found &= anyone
    return found


def count(words: Collection[str], beginnings: Collection[str]) -> tuple[int, dict[str, int], dict[str, int]]:
    """Return about how many records there are, and how many hold each word and each beginning; those with none too."""
    asked = [(word, _one(word)) for word in sorted(words)] + [(word, _begun(word)) for word in sorted(beginnings)]
    figures: list[int] = []
    total = 0
    for part in [asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE)] or [[]]:
        total, *counted = _counted([expression for _word, expression in part])
        figures += counted
    found = dict(zip([word for word, _expression in asked[: len(words)]], figures, strict=False))
    begun = dict(zip([word for word, _expression in asked[len(words) :]], figures[len(words) :], strict=False))
    return total, found, begun


def _counted(expressions: Sequence[str]) -> list[int]:
    parts = ["SELECT COALESCE(MAX(id), 0) FROM search_indexedrecord"]
    parts += [f"SELECT COUNT(*) FROM ({_search()} LIMIT {MOST_COUNTED}) AS found" for _each in expressions]  # noqa: S608 -- our own text
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), list(expressions))
        return [int(row[0]) for row in cursor.fetchall()]


def _search() -> str:
    if connection.vendor == "sqlite":
        return "SELECT rowid AS id FROM search_fulltext WHERE search_fulltext MATCH %s"
    return "SELECT id FROM search_indexedrecord WHERE lexemes @@ %s::tsquery"


def _one(word: str) -> str:
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def _begun(word: str) -> str:
    return f'"{word}" *' if connection.vendor == "sqlite" else f"'{word}':*"


def _any(group: Sequence[str], beginnings: Collection[str]) -> str:
    each = [_begun(word) if word in beginnings else _one(word) for word in group]
    return f"({(' OR ' if connection.vendor == 'sqlite' else ' | ').join(each)})"


def _both(groups: Iterable[str]) -> str:
    return (" AND " if connection.vendor == "sqlite" else " & ").join(groups)
