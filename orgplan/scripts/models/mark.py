"""Marks of the day: one press of a button each, kept for good."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.scripts.models.script import Script, ScriptItem
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.marks import MarkData


class MarkQuerySet(models.QuerySet[Any]):
    """Marks, as far as somebody may see their scripts."""

    def visible_to(self, user: User) -> Self:
        """Return those of the scripts that the user may see."""
        return self.filter(item__script__in=Script.objects.visible_to(user).values("pk"))


class Mark(models.Model):
    """What somebody said of an item, when it was said and when it came here; `uid` is the phone's own id of it."""

    uid = models.UUIDField(unique=True, editable=False)
    item = models.ForeignKey(ScriptItem, on_delete=models.CASCADE, related_name="marks")
    verb = models.CharField(_("mark"), max_length=10, choices=MarkVerb.choices)
    marked_at = models.DateTimeField(_("marked at"))
    undoes = models.UUIDField(null=True, blank=True)
    marked_by = models.CharField(_("marked by"), max_length=200)
    marked_by_key = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    personal_data: ClassVar[dict[str, str]] = {
        "marked_by": "who timed the event",
        "marked_by_key": "who timed the event",
    }

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ("marked_at", "uid")
        constraints = (
            models.CheckConstraint(condition=Q(verb__in=MarkVerb.values), name="scripts_mark_verb_known"),
            models.CheckConstraint(
                condition=Q(verb="back", undoes__isnull=False) | (~Q(verb="back") & Q(undoes__isnull=True)),
                name="scripts_mark_back_undoes_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.marked_at:%H:%M:%S}"

    @property
    def data(self) -> MarkData:
        """Return the mark as the rule takes it."""
        return MarkData(str(self.uid), self.verb, self.marked_at, str(self.undoes or ""))
