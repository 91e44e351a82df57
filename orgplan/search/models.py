"""The index: records as words, the words for slips of the hand, and when it was last built whole.

The database's own full text stands beside `IndexedRecord` and follows it by itself (migration `0002_full_text`): an
FTS5 table with triggers on SQLite, a generated column on PostgreSQL. A later migration that alters this table on SQLite
must lay the triggers anew.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class IndexedRecord(models.Model):
    """A record of another room as words; `source` names its kind, `record` its key there.

    `words` are lemmas and marks separated by single spaces (`rules.words.index_words`), the first `title_length` of
    them the title's. `day` is the day by which the record is near or far. Nobody reads it but `queries.finding`, which
    asks for each row whether the reader may see the record itself.
    """

    source = models.CharField(max_length=30)
    record = models.BigIntegerField()
    words = models.TextField()
    title_length = models.PositiveIntegerField(default=0)
    day = models.DateField(_("day of the record"), null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"words": "names by which records are found"}

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("day", "id"), name="search_record_day"),)
        constraints = (models.UniqueConstraint(fields=("source", "record"), name="search_record_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.record}"


class KnownWord(models.Model):
    """A word that the index holds or held, for what a misspelt one may stand for."""

    text = models.CharField(max_length=60, unique=True)
    length = models.PositiveSmallIntegerField(db_index=True)

    personal_data: ClassVar[dict[str, str]] = {"text": "surnames that are typed with mistakes"}

    class Meta:
        ordering = ("text",)
        constraints = (models.CheckConstraint(condition=Q(length__gte=1), name="search_word_not_empty"),)

    def __str__(self) -> str:
        return self.text


class IndexState(models.Model):
    """When the index was last compared with all records: one row."""

    compared_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.compared_at:%d.%m.%Y %H:%M}"
