"""What proves a person besides the password: the key of one-time codes, and the city's own sign-in."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models.user import User
from orgplan.accounts.policy import can_manage_users


class OwnRows(models.QuerySet[Any]):
    """Rows that belong to one sign-in."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, otherwise the own ones."""
        return self if can_manage_users(user) else self.filter(user=user)


class SecondFactor(models.Model):
    """The key from which an authenticator makes one-time codes, with the recovery codes that are left."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    sealed_key = models.TextField(editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    used_step = models.PositiveBigIntegerField(default=0, editable=False)
    recovery_codes = models.JSONField(_("recovery codes"), default=list, editable=False)

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(self.user)


class ProviderLink(models.Model):
    """Says that a person of the city's own sign-in (issuer and subject) is this user."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="provider_link")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = OwnRows.as_manager()

    personal_data: ClassVar[dict[str, str]] = {"subject": "the person's key at the city's own sign-in"}

    class Meta:
        verbose_name = _("link with the city's own sign-in")
        verbose_name_plural = _("links with the city's own sign-in")
        constraints = (models.UniqueConstraint(fields=("issuer", "subject"), name="accounts_link_one_user"),)

    def __str__(self) -> str:
        return str(self.user)
