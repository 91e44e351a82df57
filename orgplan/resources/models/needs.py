"""What an event or a template needs."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.resources.models.stock import Resource
from orgplan.resources.policy import can_see_resources, sees_all_needs
from orgplan.resources.rules.kinds import NeedState

_FARTHEST = 60


class NeedQuerySet(models.QuerySet[Any]):
    """Needs, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return all; or those of events that the user sees, of templates, and of what the own unit gives."""
        if sees_all_needs(user):
            return self
        unit = own_unit_key(user)
        if unit is None or not can_see_resources(user):
            return self.none()
        own = Event.objects.visible_to(user).values("pk")
        return self.filter(Q(event__in=own) | Q(resource__keeper=unit) | Q(template__isnull=False))

    def of(self, source: Event | EventTemplate) -> Self:
        """Return what the event or the template needs."""
        return self.filter(event=source) if isinstance(source, Event) else self.filter(template=source)


class Need(EditedModel):
    """So much of a resource for an event, or for every event made of a template; exactly one of them is named.

    `days_before` and `days_after` are calendar days beside the event's own: set-up and clearing. `answered_for` are the
    event's days at the time of the answer, as `["2026-08-01", "2026-08-02"]`.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="needs")
    template = models.ForeignKey(EventTemplate, on_delete=models.CASCADE, null=True, blank=True, related_name="needs")
    resource = models.ForeignKey(Resource, verbose_name=_("resource"), on_delete=models.PROTECT, related_name="needs")
    amount = models.PositiveIntegerField(_("how much is needed"))
    days_before = models.PositiveSmallIntegerField(_("taken before, days"), default=0)
    days_after = models.PositiveSmallIntegerField(_("given back after, days"), default=0)
    note = models.CharField(_("where to and what for"), max_length=300, blank=True)
    state = models.CharField(
        _("how the need stands"), max_length=10, choices=NeedState.choices, default=NeedState.ASKED
    )
    promised = models.PositiveIntegerField(_("promised"), null=True, blank=True)
    answer = models.CharField(_("answer in words"), max_length=300, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_for = models.JSONField(default=list, blank=True)

    objects = NeedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"answered_by": "whom one asks about the promise"}

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ("resource__name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=False, template__isnull=True) | Q(event__isnull=True, template__isnull=False),
                name="resources_need_has_one_source",
            ),
            models.UniqueConstraint(fields=("event", "resource"), name="resources_need_of_event_once"),
            models.UniqueConstraint(fields=("template", "resource"), name="resources_need_of_template_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="resources_need_of_something"),
            models.CheckConstraint(
                condition=Q(days_before__lte=_FARTHEST, days_after__lte=_FARTHEST), name="resources_need_days_sane"
            ),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="resources_need_state_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | Q(answered_at__isnull=False) & ~Q(answered_by=""),
                name="resources_need_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="promised") | Q(promised__isnull=False), name="resources_promise_has_amount"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer=""), name="resources_refused_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.resource}: {self.amount} {self.resource.measure}"

    def get_absolute_url(self) -> str:
        """Return the page on which it stands."""
        if self.event_id is None:
            return reverse("resources:of_template", args=[self.template_id])
        return reverse("resources:of_event", args=[self.event_id])

    @property
    def is_answered(self) -> bool:
        """Tell whether who gives it has answered."""
        return self.state != NeedState.ASKED

    @property
    def taken(self) -> int:
        """Return how much it takes: what was promised, as long as nobody answered what is needed."""
        return self.amount if self.promised is None else min(self.amount, self.promised)

    def was_answered_for(self, first: date | None, last: date | None) -> bool:
        """Tell whether the answer was given for these days."""
        return list(self.answered_for) == [day.isoformat() for day in (first, last) if day]
