"""Conditions that every list with a search field shares."""

from __future__ import annotations

import re

from django.db.models import Q

MOST_WORDS = 8


def has_words(text: str, *fields: str) -> Q:
    """Return the condition that each word of the text stands somewhere in the fields.

    Upper or lower case and «ё» do not matter. Regular expressions, because SQLite's own comparison knows upper case
    only of Latin letters. An empty text gives an empty condition.
    """
    condition = Q()
    for word in text.split()[:MOST_WORDS]:
        pattern = re.sub("[её]", "[её]", re.escape(word.lower()))
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__iregex": pattern})
        condition &= anywhere
    return condition
