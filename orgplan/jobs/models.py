"""Tables of background work: jobs with their leases, the clock of recurring work, workers that were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.jobs.policy import can_manage_jobs
from orgplan.jobs.rules import JobState

if TYPE_CHECKING:
    from orgplan.accounts.models import User


class MachineryQuerySet(models.QuerySet[Any]):
    """Rows of the machinery."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, nothing to others."""
        return self if can_manage_jobs(user) else self.none()


class Job(models.Model):
    """One piece of work, done once by whichever worker takes it. `key` is unique per kind, for good."""

    kind = models.CharField(_("kind of job"), max_length=80)
    key = models.CharField(_("key of the job"), max_length=200)
    words = models.CharField(_("what the job is about"), max_length=300, blank=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField(_("job is due"))
    state = models.CharField(_("job state"), max_length=20, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(_("what went wrong"), blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    progress_words = models.CharField(max_length=300, blank=True)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(_("ordered by"), max_length=200)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MachineryQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"created_by": "who ordered the work"}

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("due_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="jobs_job_once_per_key"),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="jobs_job_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="running", leased_until__isnull=False)
                | (~models.Q(state="running") & models.Q(leased_until__isnull=True)),
                name="jobs_job_lease_only_while_running",
            ),
        )
        indexes = (models.Index(fields=("state", "due_at"), name="jobs_job_due"),)

    def __str__(self) -> str:
        return self.words or f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        """Return the address of the list: jobs have no cards of their own."""
        return reverse("jobs:list")


class Clock(models.Model):
    """Recurring work by name, and its due moment that became a job last."""

    title = models.CharField(max_length=80, unique=True)
    last_due_at = models.DateTimeField()

    objects = MachineryQuerySet.as_manager()

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return f"{self.title}: {self.last_due_at:%d.%m.%Y %H:%M}"


class Worker(models.Model):
    """A process that does jobs. It says every few seconds that it is alive; a dead one simply falls silent."""

    token = models.CharField(max_length=40, unique=True)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = MachineryQuerySet.as_manager()

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        return f"{self.host}, {self.pid}"
