"""Bookkeeping of the index. Not audited: it says nothing that its records do not say.

`follow` runs at the end of every audited action, in its transaction (`config/search.py`): whoever wrote finds what was
written at once, and what was rolled back is not found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from orgplan.search.models import IndexedRecord, IndexState, KnownWord
from orgplan.search.queries.sources import Source, sources
from orgplan.search.rules.words import Text, index_words

T = TypeVar("T")

_AT_ONCE = 500
_WRITTEN = ("words", "title_length", "day")


def follow(touched: Collection[tuple[str, str]]) -> None:
    """Enter anew the records that an action recorded something about: pairs of kind and key, as history keeps them."""
    for source in sources():
        keys = {int(key) for kind, key in touched if kind == source.object_kind and key.isdigit()}
        for part in _parts(sorted(keys)):
            enter(source, part)


def enter(source: Source, keys: Sequence[int]) -> int:
    """Bring the index to what the records of these keys say now; return how many rows changed."""
    standing = {
        each.record: each for each in IndexedRecord.objects.filter(source=source.name, record__in=keys).order_by()
    }
    rows = [_row(source, text) for text in source.texts(keys)]
    changed = [row for row in rows if _differs(row, standing.get(row.record))]
    gone = set(standing) - {row.record for row in rows}
    if gone:
        IndexedRecord.objects.filter(source=source.name, record__in=gone).delete()
    if changed:
        IndexedRecord.objects.bulk_create(
            sorted(changed, key=lambda row: row.record),
            update_conflicts=True,
            unique_fields=("source", "record"),
            update_fields=_WRITTEN,
        )
        _learn({word for row in changed for word in row.words.split(" ")})
    return len(changed) + len(gone)


def compare_all(*, now: datetime) -> int:
    """Compare the index with all records of all rooms and mend it; return how many rows were mended.

    In parts, each a transaction of its own: people work meanwhile.
    """
    mended = 0
    for source in sources():
        seen: set[int] = set()
        for part in _parts(source.all_keys()):
            seen.update(part)
            with transaction.atomic():
                mended += enter(source, part)
        standing = set(IndexedRecord.objects.filter(source=source.name).values_list("record", flat=True))
        for part in _parts(sorted(standing - seen)):
            with transaction.atomic():
                mended += enter(source, part)
    mended += _forget_sources()
    _forget_words()
    IndexState.objects.update_or_create(pk=1, defaults={"compared_at": now})
    return mended


def _row(source: Source, text: Text) -> IndexedRecord:
    words, title_length = index_words(text)
    return IndexedRecord(
        source=source.name, record=text.key, words=" ".join(words), title_length=title_length, day=text.day
    )


def _differs(row: IndexedRecord, standing: IndexedRecord | None) -> bool:
    return standing is None or any(getattr(row, name) != getattr(standing, name) for name in _WRITTEN)


def _learn(words: Iterable[str]) -> None:
    """Keep words for slips of the hand; numbers and marks are not misspelt but other ones."""
    plain = sorted({word for word in words if word.isalpha()})
    for part in _parts(plain):
        known = set(KnownWord.objects.filter(text__in=part).values_list("text", flat=True))
        fresh = [KnownWord(text=word, length=len(word)) for word in part if word not in known]
        if fresh:
            KnownWord.objects.bulk_create(fresh, ignore_conflicts=True)


def _forget_sources() -> int:
    """Remove rows of kinds that no room gives any more."""
    count, _rows = IndexedRecord.objects.exclude(source__in=[each.name for each in sources()]).delete()
    return count


def _forget_words() -> None:
    """Remove words that no record holds any more: names of people who are gone do not stay here."""
    held: set[str] = set()
    for words in IndexedRecord.objects.order_by().values_list("words", flat=True).iterator(chunk_size=2_000):
        held.update(words.split(" "))
    gone = [pk for pk, text in KnownWord.objects.order_by().values_list("pk", "text") if text not in held]
    for part in _parts(gone):
        KnownWord.objects.filter(pk__in=part).delete()
    _learn(held)


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
