"""How a unit's columns are read: what its coordinator once said of a header is kept for the next paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from orgplan.directory.models import Unit
from orgplan.planning.rules.reading.model import Role


class ColumnMapping(models.Model):
    """The roles of columns under a known header of a unit's papers; `roles` maps a column's place to a role's code."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="column_mappings")
    fingerprint = models.CharField(max_length=64)
    headers = models.JSONField(default=dict)
    roles = models.JSONField(default=dict)
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField(auto_now=True)

    personal_data: ClassVar[dict[str, str]] = {"said_by": "who said how the columns are read"}

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "fingerprint"), name="planning_column_mapping_once"),)

    def __str__(self) -> str:
        return f"{self.unit}: {', '.join(self.headers.values())}"

    @property
    def by_column(self) -> dict[int, Role]:
        """Return the roles as plain data; columns that are not needed have none."""
        return {int(column): Role.parse(code) for column, code in self.roles.items() if code}
