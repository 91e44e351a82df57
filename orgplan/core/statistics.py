"""What the database knows of its own rows when it chooses how to read them."""

from __future__ import annotations

from typing import Final

from django.db import connection

#: SQLite's own advice for a regular call: so many rows of an index are looked at, however large it is.
_LOOKED_AT: Final = 1000


def refresh_statistics() -> None:
    """Let the database count its rows anew.

    Without this SQLite guesses: it then walks through the events of every unit to find a hundred by their keys, seconds
    instead of milliseconds, and a migration that rebuilds a table throws the counts away. PostgreSQL does it by itself
    but for tables filled just now.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        cursor.execute("ANALYZE")
