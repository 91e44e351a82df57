"""Tokens by which programs work as their holder."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models.user import User
from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.rules.tokens import TokenScope


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens."""

    def visible_to(self, user: User) -> TokenQuerySet:
        """Return all to the administrator, otherwise the user's own."""
        return self if can_manage_users(user) else self.filter(user=user)

    def in_force(self, now: datetime) -> TokenQuerySet:
        """Return those that open the door now: not over, not revoked, their holder's sign-in open."""
        holder = Q(user__is_active=True) & (Q(user__closes_at__isnull=True) | Q(user__closes_at__gt=now))
        return self.filter(holder, expires_at__gt=now, revoked_at__isnull=True)


class Token(models.Model):
    """A program's way in: it acts as the holder, within its scopes, until a day. Only a digest of it is kept."""

    user = models.ForeignKey(User, verbose_name=_("holder"), on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("program"), max_length=100, help_text=_("As history names it beside the holder."))
    scopes = models.JSONField(_("may"), default=list)
    beginning = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("holds until"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    objects = TokenQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "name": "which program it was, in lists and history",
        "revoked_by": "who answers for the end of the token",
    }

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="accounts_token_expires_later"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="accounts_token_revoked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def scope_words(self) -> list[str]:
        """Return what the token lets a program do, in words."""
        return [str(TokenScope(each).label) for each in self.scopes if each in TokenScope.values]
