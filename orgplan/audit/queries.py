"""Reading the trail."""

from __future__ import annotations

from django.db import models

from orgplan.audit.models import Entry, EntryQuerySet


def history_of(obj: models.Model) -> EntryQuerySet:
    """Return the object's entries, newest first."""
    return Entry.objects.filter(object_kind=obj._meta.label_lower, object_key=str(obj.pk))
