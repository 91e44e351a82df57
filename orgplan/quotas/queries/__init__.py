"""Reads of quotas, each in a fixed number of queries."""

from orgplan.quotas.queries.listing import Listed, OwnShare, listed_quotas, own_shares
from orgplan.quotas.queries.page import ShareRow, known_weights, last_numbers, quota_of, share_rows

__all__ = [
    "Listed",
    "OwnShare",
    "ShareRow",
    "known_weights",
    "last_numbers",
    "listed_quotas",
    "own_shares",
    "quota_of",
    "share_rows",
]
