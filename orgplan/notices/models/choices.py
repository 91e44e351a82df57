"""What users decide about their notices, and what holds for the whole city."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.notices.policy import can_set_notices
from orgplan.notices.rules import QuietHours
from orgplan.notices.rules.telling import MuteScope, MuteWay, UrgencyRules

if TYPE_CHECKING:
    from orgplan.accounts.models import User

FURTHEST = 30
LONGEST_KEPT = 1830


class OwnQuerySet(models.QuerySet[Any]):
    """Rows that belong to one user."""

    def visible_to(self, user: User) -> Self:
        """Return the own ones: what somebody mutes is nobody else's matter."""
        return self.filter(user=user.pk) if user.is_active else self.none()


class Mute(models.Model):
    """A user wants to hear no more of this: `value` is «event:7», a kind's code, or the key of a unit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    scope = models.CharField(max_length=10, choices=MuteScope.choices)
    value = models.CharField(max_length=60)
    label = models.CharField(_("what is muted"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    way = models.CharField(_("where it was muted"), max_length=10, choices=MuteWay.choices, default=MuteWay.PAGE)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("muted notices")
        verbose_name_plural = _("muted notices")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "scope", "value"), name="notices_mute_once"),
            models.CheckConstraint(condition=Q(scope__in=MuteScope.values), name="notices_mute_scope_known"),
            models.CheckConstraint(condition=Q(way__in=MuteWay.values), name="notices_mute_way_known"),
            models.CheckConstraint(condition=~Q(value=""), name="notices_mute_of_something"),
        )

    def __str__(self) -> str:
        return self.label


class Watch(models.Model):
    """A user follows a thing that nobody asked them to answer for."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    subject = models.CharField(max_length=60)
    label = models.CharField(_("what is followed"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "subject"), name="notices_watch_once"),)
        indexes = (models.Index(fields=("subject",), name="notices_watch_subject"),)

    def __str__(self) -> str:
        return self.label


class NoticeSettings(EditedModel):
    """How one user is told; a time that is not set is the city's."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings")
    has_digest = models.BooleanField(_("morning digest by e-mail"), default=True)
    digest_at = models.TimeField(_("hour of the digest"), null=True, blank=True)
    has_urgent = models.BooleanField(_("urgent notices by e-mail at once"), default=True)
    urgent_in_quiet = models.BooleanField(_("urgent ones in quiet hours too"), default=True)
    quiet_since = models.TimeField(_("own quiet hours from"), null=True, blank=True)
    quiet_until = models.TimeField(_("own quiet hours until"), null=True, blank=True)
    on_days_off = models.BooleanField(_("letters on days off too"), default=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("how a user is told")
        verbose_name_plural = _("how users are told")
        constraints = (
            models.CheckConstraint(
                condition=Q(quiet_since__isnull=True, quiet_until__isnull=True)
                | Q(quiet_since__isnull=False, quiet_until__isnull=False),
                name="notices_settings_quiet_has_two_ends",
            ),
        )

    def __str__(self) -> str:
        return str(self.user)

    def quiet_of(self, city: QuietHours) -> QuietHours:
        """Return the user's quiet hours: the own ones, else the city's."""
        since, until = self.quiet_since, self.quiet_until
        if since is None or until is None:
            since, until = city.since, city.until
        return QuietHours(since, until, days_off=city.days_off and not self.on_days_off)


class NoticeRulesQuerySet(models.QuerySet[Any]):
    """The one row of rules."""

    def visible_to(self, user: User) -> Self:
        """Return it to those who set it."""
        return self if can_set_notices(user) else self.none()


class NoticeRules(EditedModel):
    """What holds for the whole city: one row; as long as there is none, these defaults hold."""

    digest_at = models.TimeField(_("usual hour of the digest"), default=time(8, 15))
    urgent_days = models.SmallIntegerField(_("moved or cancelled: urgent so many days ahead"), default=3)
    leader_days = models.SmallIntegerField(_("a leader's event: urgent so many days ahead"), default=1)
    keep_days = models.PositiveSmallIntegerField(_("notices are kept, days"), default=180)

    objects = NoticeRulesQuerySet.as_manager()

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("rules of notices")
        verbose_name_plural = _("rules of notices")
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="notices_noticerules_are_one"),
            models.CheckConstraint(
                condition=Q(urgent_days__range=(-1, FURTHEST), leader_days__range=(-1, FURTHEST)),
                name="notices_noticerules_days_sane",
            ),
            models.CheckConstraint(
                condition=Q(keep_days__range=(30, LONGEST_KEPT)), name="notices_noticerules_kept_sane"
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def urgency(self) -> UrgencyRules:
        """Return what is urgent, as the rules take it."""
        return UrgencyRules(self.urgent_days, self.leader_days)
