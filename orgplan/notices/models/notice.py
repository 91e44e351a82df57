"""What users are told, the digests that were composed, and how far history was read for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models import Unit
from orgplan.jobs.models import MachineryQuerySet
from orgplan.notices.models.choices import Mute, OwnQuerySet
from orgplan.notices.models.outbox import Message
from orgplan.notices.policy import can_see_history

if TYPE_CHECKING:
    from orgplan.accounts.models import User


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return the own ones; those to everybody for the department and the administrator, who look up the history."""
        if can_see_history(user):
            return self
        return self.filter(user=user.pk) if user.is_active else self.none()

    def of(self, user: User) -> Self:
        """Return what this user is told, whatever of others' the user may look up."""
        return self.filter(user=user.pk)

    def told(self) -> Self:
        """Leave out what is muted."""
        return self.filter(muted_by__isnull=True)

    def unread(self) -> Self:
        """Return what is told and was not read yet."""
        return self.told().filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing that happened, told to one user, with the reason why to this one. `key` is unique for the user.

    `subject` names what it is about («event:7»): notices of one subject stand in one line. `message` is the letter
    that carried it, at once or within a digest.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(_("kind of notice"), max_length=40)
    subject = models.CharField(max_length=60)
    title = models.CharField(_("what it is about"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    words = models.CharField(_("what happened"), max_length=500)
    reason = models.CharField(_("why it is told to this user"), max_length=300)
    who = models.CharField(_("who did it"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    day = models.DateField(_("day of the event"), null=True, blank=True)
    urgent_why = models.CharField(_("why it is urgent"), max_length=200, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    written_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    muted_by = models.ForeignKey(Mute, on_delete=models.SET_NULL, null=True, blank=True, related_name="held")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    #: The kind in words, where a page asks (`queries.notices.bundles_of`).
    kind_words = ""

    objects = NoticeQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "words": "what happened to the event, with names of participants",
        "reason": "why this user is told",
        "who": "who answers for the change",
    }

    class Meta:
        verbose_name = _("notice to a user")
        verbose_name_plural = _("notices to users")
        ordering = ("-happened_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "key"), name="notices_notice_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="notices_notice_says_why"),
        )
        indexes = (
            models.Index(fields=("user", "-happened_at"), name="notices_notice_of_user"),
            # Counted with every request of the user, without touching the rows.
            models.Index(
                fields=("user", "subject"),
                condition=Q(read_at__isnull=True, muted_by__isnull=True),
                name="notices_notice_unread",
            ),
            models.Index(fields=("-happened_at", "-id"), name="notices_notice_history"),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.words}"

    @property
    def is_urgent(self) -> bool:
        """Tell whether it was told at once."""
        return bool(self.urgent_why)


class Digest(models.Model):
    """The digest of a user and a day was composed; without a letter there was nothing to tell.

    `until` is up to where it told what changed: the next one goes on from there.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    until = models.DateTimeField()
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="digest")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest of a day")
        verbose_name_plural = _("digests of days")
        ordering = ("-day", "pk")
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="notices_digest_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.user}, {self.day:%d.%m.%Y}"


class Gathering(models.Model):
    """How far history was read for notices: one row."""

    last_entry = models.BigIntegerField(default=0)
    looked_back_at = models.DateTimeField()

    objects = MachineryQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="notices_gathering_is_one"),)

    def __str__(self) -> str:
        return str(self.last_entry)
