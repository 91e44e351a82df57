"""Who is away from when to when, and who acts meanwhile."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.directory.models.people import Person
from orgplan.directory.models.records import DirectoryQuerySet
from orgplan.directory.rules import AbsenceFact, AbsenceKind, ActingScope


class Absence(EditedModel):
    """A person's absence, both days inclusive; without an end nobody knows the day of return yet."""

    person = models.ForeignKey(
        Person, verbose_name=_("who is absent"), on_delete=models.CASCADE, related_name="absences"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AbsenceKind.choices, default=AbsenceKind.LEAVE)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    acting = models.ForeignKey(
        Person,
        verbose_name=_("who acts"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
    )
    scope = models.CharField(_("acts in"), max_length=20, choices=ActingScope.choices, default=ActingScope.ALL)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = DirectoryQuerySet.as_manager()

    #: Personal data, field by field, with the purpose it is kept for; `policy.can_see_absence_kind` says who reads it.
    personal_data: ClassVar[dict[str, str]] = {
        "kind": "whether the absent can be reached and when they return",
        "starts_on": "who signs on the day",
        "ends_on": "who signs on the day",
        "basis": "ground of the signature of the acting person",
        "note": "how the absent can be reached",
    }

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("starts_on", "pk")
        indexes = (models.Index(fields=("ends_on", "starts_on"), name="directory_absence_days"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AbsenceKind.values), name="directory_absence_kind_known"),
            models.CheckConstraint(condition=Q(scope__in=ActingScope.values), name="directory_absence_scope_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="directory_absence_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(acting__isnull=True) | ~Q(acting=F("person")), name="directory_absence_acting_is_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person.full_name.surname_first()}, {self.days}"

    def get_absolute_url(self) -> str:
        """Return the address of the absence."""
        return reverse("directory:absence", args=[self.pk])

    @property
    def days(self) -> str:
        """Return «23.11.2026 – 27.11.2026», «с 23.11.2026» where nobody knows the end."""
        if self.ends_on is None:
            return f"с {self.starts_on:%d.%m.%Y}"
        if self.ends_on == self.starts_on:
            return f"{self.starts_on:%d.%m.%Y}"
        return f"{self.starts_on:%d.%m.%Y} – {self.ends_on:%d.%m.%Y}"

    @property
    def fact(self) -> AbsenceFact:
        """Return the absence as the rules take it."""
        return AbsenceFact(
            self.pk or 0, self.person_id, self.starts_on, self.ends_on, self.acting_id, ActingScope(self.scope)
        )
