"""Agreement of a plan by curators before it is approved («согласование»)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person
from orgplan.events.models import Event
from orgplan.planning.models.plan import Plan
from orgplan.planning.rules.approval import AgreementOrder, AgreementState, RemarkState, RoundState


class AgreementRoundQuerySet(models.QuerySet["AgreementRound"]):
    """Rounds of agreement, as far as somebody may see the plan."""

    def visible_to(self, user: User) -> Self:
        """Return those of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class AgreementRound(models.Model):
    """One laying of the plan before curators, with the rows as they were sent: later changes are shown against them."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    order = models.CharField(max_length=10, choices=AgreementOrder.choices)
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    due_on = models.DateField(_("answer until"))
    rows = models.JSONField(default=list)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = AgreementRoundQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "rows": "names in the plan laid before curators",
        "sent_by": "who laid the plan before curators",
        "ended_by": "whose answer ended the round",
    }

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="planning_round_number_once"),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(state=RoundState.OPEN), name="planning_round_one_open"
            ),
            models.CheckConstraint(condition=Q(order__in=AgreementOrder.values), name="planning_round_order_known"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="planning_round_state_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="planning_round_ended_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}, согласование {self.number}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Answers of curators, as far as somebody may see the plan."""

    def visible_to(self, user: User) -> Self:
        """Return those of the plans that the user may see."""
        return self.filter(round__in=AgreementRound.objects.visible_to(user))


class Agreement(EditedModel):
    """One curator's answer in a round. `post` is the post as the sheet prints it; `on_behalf`: for whom one acted."""

    round = models.ForeignKey(AgreementRound, on_delete=models.CASCADE, related_name="agreements")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    post = models.CharField(_("post"), max_length=300)
    on_behalf = models.CharField(_("in place of"), max_length=400, blank=True)
    state = models.CharField(_("answer"), max_length=12, choices=AgreementState.choices, default=AgreementState.WAITING)
    text = models.TextField(_("words"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "post": "post on the agreement sheet",
        "on_behalf": "whose place was taken on the agreement sheet",
        "decided_by": "who answers for the decision",
    }

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="planning_agreement_person_once"),
            models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="planning_agreement_state_known"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="planning_agreement_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.RETURNED) | ~Q(text=""),
                name="planning_agreement_returned_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.person}"


class AgreementRemark(EditedModel):
    """A curator's remark on a row of the plan (`event` empty: on the plan as a whole), with what became of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="remarks")
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks")
    row_label = models.CharField(_("row"), max_length=1000, blank=True)
    text = models.TextField(_("remark"))
    state = models.CharField(max_length=10, choices=RemarkState.choices, default=RemarkState.OPEN)
    answer = models.TextField(_("answer to the remark"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "who made the remark",
        "answered_by": "who answered the remark",
    }

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RemarkState.values), name="planning_remark_state_known"),
            models.CheckConstraint(
                condition=~Q(state=RemarkState.EXPLAINED) | ~Q(answer=""), name="planning_remark_explained_in_words"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="planning_remark_answered_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.text
