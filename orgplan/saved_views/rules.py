"""Pure rules of saved views: which filters are the same, and with whom one may be shared."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

ALL = "all"
"""The audience of a view that everybody sees; an empty audience is the owner's own."""

_NO_FILTER = frozenset(("page", "row", "view"))
LONGEST_QUERY = 2000


def filter_part(query: str) -> str:
    """Return an address's query as a filter: without the place in the list, and in one order."""
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in _NO_FILTER]
    return urlencode(sorted(pair for pair in pairs if pair[1] or pair[0] in ("since", "until")))


def is_same_filter(first: str, second: str) -> bool:
    """Tell whether two queries ask for the same rows."""
    return filter_part(first) == filter_part(second)
