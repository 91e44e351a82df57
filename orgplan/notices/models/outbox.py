"""Tables of the outbox: letters and the rules by which they leave."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.notices.policy import can_manage_outbox, visible
from orgplan.notices.rules import MessageState, QuietHours

if TYPE_CHECKING:
    from orgplan.accounts.models import User


class MessageQuerySet(models.QuerySet[Any]):
    """Letters, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what `policy.visible` allows."""
        return self.filter(visible(user))


class Message(EditedModel):
    """One letter to one person. `send_key` is unique for good: the same occasion never writes to somebody twice.

    `cause` names what all letters of one decision were written for («event-change-7»): they are taken back together.
    `html` replaces the plain paragraphs of the HTML part, `stop` says what its link mutes («subject:event:7»), and
    `subjects` what the recipient must still be allowed to see at the moment of sending («event:7»).
    """

    send_key = models.CharField(max_length=200, unique=True)
    recipient_name = models.CharField(_("recipient"), max_length=200)
    recipient_email = models.EmailField(_("recipient's e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    subject = models.CharField(_("letter's subject"), max_length=200)
    text = models.TextField(_("letter's text"))
    why = models.CharField(_("why it is written to this person"), max_length=300)
    about_label = models.CharField(_("letter's occasion"), max_length=200)
    about_url = models.CharField(max_length=300, blank=True)
    occasion = models.CharField(max_length=16, editable=False)
    html = models.TextField(blank=True, editable=False)
    stop = models.CharField(max_length=120, blank=True, editable=False)
    subjects = models.JSONField(default=list, blank=True, editable=False)
    cause = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    state = models.CharField(
        _("letter's state"), max_length=20, choices=MessageState.choices, default=MessageState.WAITING
    )
    leaves_at = models.DateTimeField(_("letter leaves at"))
    is_urgent = models.BooleanField(_("leaves in quiet hours too"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts to send"), default=0)
    last_error = models.TextField(_("why it did not leave"), blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    lease_token = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    on_wire_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    written_by = models.CharField(_("written by"), max_length=200)
    released_at = models.DateTimeField(_("let go at"), null=True, blank=True)
    taken_back_why = models.CharField(_("why it was taken back"), max_length=300, blank=True)
    released_by = models.CharField(_("let go by"), max_length=200, blank=True)

    #: When a waiting letter really leaves, quiet hours counted in; `queries.with_times` sets it.
    goes_at: datetime | None = None

    objects = MessageQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "recipient_name": "whom the letter addresses",
        "recipient_email": "where the letter goes",
        "subject": "what the letter says",
        "html": "what the letter says",
        "text": "what the letter says",
        "why": "why this person gets the letter",
        "written_by": "who answers for the letter",
        "released_by": "who let the letter go",
    }

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("leaves_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=MessageState.values), name="notices_message_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(recipient_email="") | models.Q(state__in=("held", "cancelled", "failed")),
                name="notices_message_leaves_only_to_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sending", leased_until__isnull=False)
                | (~models.Q(state="sending") & models.Q(leased_until__isnull=True)),
                name="notices_message_lease_only_while_sending",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="notices_message_sent_when",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at__isnull=True, released_by="")
                | (models.Q(released_at__isnull=False) & ~models.Q(released_by="")),
                name="notices_message_released_who_and_when",
            ),
        )
        indexes = (
            models.Index(fields=("state", "leaves_at"), name="notices_message_due"),
            models.Index(fields=("occasion", "state"), name="notices_message_occasion"),
        )

    def __str__(self) -> str:
        return f"{self.subject} — {self.recipient_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the letter's page."""
        return reverse("notices:message", args=[self.pk])

    @property
    def safe_html(self) -> SafeString:
        """Return the HTML that the product composed of a template of its own, which escaped what people wrote."""
        return SafeString(self.html)


class OutboxRulesQuerySet(models.QuerySet[Any]):
    """The one row of rules."""

    def visible_to(self, user: User) -> Self:
        """Return it to those who manage the outbox."""
        return self if can_manage_outbox(user) else self.none()


class OutboxRules(EditedModel):
    """How letters leave this house: one row, changed by people; as long as there is none, these defaults hold."""

    quiet_since = models.TimeField(_("no letter leaves from"), default=QuietHours().since)
    quiet_until = models.TimeField(_("no letter leaves until"), default=QuietHours().until)
    quiet_days_off = models.BooleanField(_("nothing leaves on days off"), default=True)
    resend_uncertain = models.BooleanField(_("send again by itself what may have left"), default=False)
    signature = models.TextField(_("signature under every letter"), blank=True)

    objects = OutboxRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of the outbox")
        verbose_name_plural = _("rules of the outbox")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="notices_outboxrules_are_one"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def quiet(self) -> QuietHours:
        """The quiet hours as the rules take them."""
        return QuietHours(self.quiet_since, self.quiet_until, self.quiet_days_off)
