"""The database's counts of its rows."""

import pytest
from django.db import connection

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.statistics import refresh_statistics

COUNTED = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'accounts_user'",
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'accounts_user'",
}


@pytest.mark.django_db
def test_rows_are_counted_anew():
    for _number in range(3):
        accounts.user(Role.DEPARTMENT)
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED[connection.vendor])
        counts = {float(str(row[0]).split(" ")[0]) for row in cursor.fetchall()}
    assert counts == {3.0}
