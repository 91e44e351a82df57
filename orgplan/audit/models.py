"""The audit trail: rows of text that refuse update and delete."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries can be read, never changed."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("audit entries are never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("audit entries are never deleted")


class Entry(models.Model):
    """One act on one object, in words that outlive the object and the actor.

    `actor_key` is the key of who acted, `behalf_key` that of the leader in whose name it was done, if anybody's.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    actor = models.CharField(_("who"), max_length=200)
    actor_key = models.CharField(max_length=40, blank=True)
    behalf_key = models.CharField(max_length=40, blank=True)
    verb = models.CharField(_("action"), max_length=80)
    object_kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=40)
    object_label = models.CharField(_("object"), max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    objects = EntryQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "actor": "who answers for the act",
        "object_label": "what the act was about",
        "before": "what stood in the record",
        "after": "what stands in the record since",
    }

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("object_kind", "object_key", "-at"), name="audit_object"),)

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.actor}: {self.verb} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once; a second save is a mistake of the program."""
        if not self._state.adding:
            raise TypeError("audit entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("audit entries are never deleted")
