"""The right to act on behalf of a leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models.user import User
from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.rules import Scope
from orgplan.accounts.rules.behalf import is_in_force, signature
from orgplan.core.editing import EditedModel


class GrantQuerySet(models.QuerySet["Grant"]):
    """Rights to act on behalf."""

    def visible_to(self, user: User) -> GrantQuerySet:
        """Return all to the administrator, otherwise what the user gave or was given."""
        return self if can_manage_users(user) else self.filter(Q(leader=user) | Q(assistant=user))

    def in_force(self, day: date) -> GrantQuerySet:
        """Return those that hold on the day: within their term, not revoked, both sign-ins open."""
        return self.filter(
            starts_on__lte=day,
            ends_on__gte=day,
            revoked_at__isnull=True,
            leader__is_active=True,
            assistant__is_active=True,
        )


class Grant(EditedModel):
    """A leader's permission that somebody acts in the leader's name, from a day to a day, as far as the scope says."""

    leader = models.ForeignKey(User, verbose_name=_("leader"), on_delete=models.PROTECT, related_name="given_grants")
    assistant = models.ForeignKey(
        User, verbose_name=_("assistant"), on_delete=models.PROTECT, related_name="received_grants"
    )
    scope = models.CharField(_("how far"), max_length=20, choices=Scope.choices)
    whose = models.CharField(
        _("for whom"),
        max_length=100,
        help_text=_("In the genitive: the signature reads “Petrova I. I. for the Mayor”."),
    )
    starts_on = models.DateField(_("right begins on"))
    ends_on = models.DateField(_("right ends on"))
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField(_("given by"), max_length=200)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    personal_data: ClassVar[dict[str, str]] = {
        "given_by": "who answers for the right",
        "revoked_by": "who answers for its end",
    }

    class Meta:
        verbose_name = _("right to act on behalf")
        verbose_name_plural = _("rights to act on behalf")
        ordering = ("-ends_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="accounts_grant_scope_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="accounts_grant_ends_after_start"),
            models.CheckConstraint(condition=~Q(leader=F("assistant")), name="accounts_grant_to_another"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="accounts_grant_revoked_by_somebody",
            ),
        )
        indexes = (models.Index(fields=("assistant", "ends_on"), name="accounts_grant_assistant"),)

    def __str__(self) -> str:
        return signature(self.assistant.name, self.whose)

    @property
    def is_in_force(self) -> bool:
        """Tell whether the assistant may act today."""
        today = timezone.localdate()
        return self.revoked_at is None and is_in_force(starts_on=self.starts_on, ends_on=self.ends_on, today=today)


@dataclass(frozen=True, slots=True)
class Behalf:
    """For the time of a request: who really acts as the user, how far, and how it is signed."""

    assistant: User
    scope: Scope
    whose: str
    until: date
    signature: str

    @classmethod
    def of(cls, grant: Grant) -> Behalf:
        """Return what the grant says."""
        return cls(grant.assistant, Scope(grant.scope), grant.whose, grant.ends_on, str(grant))
