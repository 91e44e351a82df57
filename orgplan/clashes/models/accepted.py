"""Clashes that somebody accepted with a reason."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.clashes.rules.kinds import Subject
from orgplan.events.models import Event


class AcceptedQuerySet(models.QuerySet[Any]):
    """Accepted clashes, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return those whose events the user may all see: the kept sentence names both."""
        seen = Event.objects.visible_to(user)
        return self.filter(Q(second__isnull=True) | Q(second__in=seen), first__in=seen)


class AcceptedClash(models.Model):
    """A clash that stays with a reason; it counts as long as both events stand as they stood (`identity`).

    `second` is empty where the time was not free without an event. Moved, the events clash anew, and this row remains
    as history.
    """

    identity = models.CharField(max_length=200, unique=True, editable=False)
    subject = models.CharField(_("what clashes"), max_length=20, choices=Subject.choices)
    first = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="accepted_clashes")
    second = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="accepted_clashes_after"
    )
    sentence = models.CharField(_("clash in words"), max_length=1000)
    reason = models.CharField(_("reason to accept"), max_length=500)
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.CharField(_("accepted by"), max_length=200)

    objects = AcceptedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "sentence": "name of whose time clashes",
        "accepted_by": "who answers for the decision",
    }

    class Meta:
        ordering = ("-accepted_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="clashes_accepted_subject_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="clashes_accepted_with_reason"),
        )

    def __str__(self) -> str:
        return self.sentence
