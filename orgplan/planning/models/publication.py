"""Approved versions put up for everyone signed in: frozen files at a stable address."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.planning.models.plan import PlanVersion


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications: everybody who signs in may read them."""

    def visible_to(self, user: User) -> Self:
        """Return all publications to an active user."""
        return self if user.is_active else self.none()


class Publication(models.Model):
    """A version's page, Word and PDF as they were on the day they were put up; the bytes never change.

    `code` is the plan's period code, the stable part of the address; `digests` holds SHA-256 by kind of file.
    """

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="publication")
    code = models.CharField(max_length=30, db_index=True)
    html = models.FileField(upload_to="published")
    docx = models.FileField(upload_to="published")
    pdf = models.FileField(upload_to="published")
    digests = models.JSONField(default=dict)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = PublicationQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "published_by": "who put the plan up",
        "withdrawn_by": "who took the plan down",
    }

    class Meta:
        ordering = ("-version__number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
                name="planning_publication_withdrawn_who_when_why",
            ),
        )

    def __str__(self) -> str:
        return str(self.version)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: a publication is withdrawn with a reason."""
        raise TypeError("a publication is withdrawn, never deleted")
