"""Lay the database's own full text beside the index: it follows the rows by itself."""

from django.db import migrations

_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_fulltext USING fts5(
        words, content='search_indexedrecord', content_rowid='id', detail='none', columnsize=0,
        tokenize="unicode61 remove_diacritics 0", prefix='2 3 5'
    )
    """,
    """
    CREATE TRIGGER search_record_entered AFTER INSERT ON search_indexedrecord BEGIN
        INSERT INTO search_fulltext(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER search_record_removed AFTER DELETE ON search_indexedrecord BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER search_record_changed AFTER UPDATE OF id, words ON search_indexedrecord BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_fulltext(rowid, words) VALUES (new.id, new.words);
    END
    """,
)
_SQLITE_BACK = (
    "DROP TRIGGER search_record_entered",
    "DROP TRIGGER search_record_removed",
    "DROP TRIGGER search_record_changed",
    "DROP TABLE search_fulltext",
)
_POSTGRESQL = (
    """
    ALTER TABLE search_indexedrecord ADD COLUMN lexemes tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
    """,
    "CREATE INDEX search_record_lexemes ON search_indexedrecord USING gin (lexemes)",
)
_POSTGRESQL_BACK = ("ALTER TABLE search_indexedrecord DROP COLUMN lexemes",)


def lay(apps, schema_editor):
    """Lay it in the way of this database; rows that stand already are entered."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        schema_editor.execute(statement)
    if is_sqlite:
        schema_editor.execute("INSERT INTO search_fulltext(search_fulltext) VALUES ('rebuild')")


def take_away(apps, schema_editor):
    """Take it away again."""
    for statement in _SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Full text of SQLite or PostgreSQL."""

    dependencies = [("search", "0001_tables")]

    operations = [migrations.RunPython(lay, take_away)]
