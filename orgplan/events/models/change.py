"""What was changed in an event and why, and changes that still wait for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.events.models.event import Event
from orgplan.events.rules import Basis, ChangeKind, ProposalState


class ChangeQuerySet(models.QuerySet[Any]):
    """Changes and proposals, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return those of the events that the user may see."""
        # One look-up by key for each row found: a list of all events would be read through first.
        return self.filter(Exists(Event.objects.visible_to(user).filter(pk=OuterRef("event"))))


class RecordedChangeQuerySet(ChangeQuerySet):
    """Recorded changes can be read, never changed."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("a recorded change is never rewritten")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("a recorded change is never deleted")


class Grounded(models.Model):
    """Why: a reason in words, and the basis (a memo, an order) with its number and date where it has them."""

    reason = models.TextField(_("reason of the change"), blank=True)
    basis = models.CharField(_("basis of the change"), max_length=500, blank=True)
    basis_number = models.CharField(_("number of the act"), max_length=60, blank=True)
    basis_date = models.DateField(_("date of the act"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def ground(self) -> Basis:
        """Return the basis as plain data."""
        return Basis(self.basis, self.basis_number, self.basis_date)

    @ground.setter
    def ground(self, ground: Basis) -> None:
        self.basis, self.basis_number, self.basis_date = ground.text, ground.number, ground.on


class Change(Grounded):
    """What was changed in an event, when it already stood: never rewritten.

    `kinds` holds the names of ChangeKind separated by spaces. `before` and `after` hold all facts
    (`actions.facts.to_plain`), `shown` `[kind, words before, words after]` as people read them. `cause`: the change of
    the whole with which this part moved along. `takes_back`: the change that this one undoes.
    """

    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, related_name="changes")
    event_label = models.CharField(max_length=1000)
    kinds = models.CharField(_("what was changed"), max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    shown = models.JSONField(default=list)
    cause = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="along")
    takes_back = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_back_by"
    )
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    made_by = models.CharField(max_length=200)

    objects = RecordedChangeQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "before": "names of participants before the change",
        "after": "names of participants after the change",
        "shown": "names of participants in words",
        "made_by": "who answers for the change",
    }

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("event", "-made_at"), name="events_change_of_event"),)

    def __str__(self) -> str:
        return self.event_label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once."""
        if not self._state.adding:
            raise TypeError("a recorded change is never rewritten")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("a recorded change is never deleted")

    @property
    def kind_list(self) -> list[ChangeKind]:
        """Return what was changed."""
        return [ChangeKind(each) for each in self.kinds.split()]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Return what was changed in words, then the words before and after: none where the first words say it all."""
        shown = [(ChangeKind(kind), before, after) for kind, before, after in self.shown]
        return [(str(kind.label), *(("", "") if kind.says_all else (old, new))) for kind, old, new in shown]


@dataclass(frozen=True, slots=True)
class ToLook:
    """A text that only a person can change after the event changed: what it is, why, where; who looked at it."""

    heading: str
    sentence: str
    address: str
    seen_by: str = ""


class ProposedChange(Grounded, EditedModel):
    """A change being prepared or proposed: everything typed is kept until it is applied, declined or dropped.

    `facts` holds what the event is to become, `base` the facts over which that was written, `opened` their edition,
    `decisions` what becomes of the things it touches (`actions.following.Decisions`), `done` sentences of what was
    done, `to_look` the texts that only a person can change (`ToLook` in plain form).
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="proposals")
    facts = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    opened = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.PREPARED)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed_changes")
    decisions = models.JSONField(default=dict, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    change = models.OneToOneField(
        Change, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal", editable=False
    )
    done = models.JSONField(default=list, blank=True)
    to_look = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    made_by_key = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    objects = ChangeQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "facts": "names of participants",
        "base": "names of participants before the change",
        "to_look": "headings of texts written for people, who looked at them",
        "made_by": "who proposes the change",
        "decided_by": "who answers for the decision",
    }

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(F("state"), F("made_at").desc(), name="events_proposal_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="events_proposal_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(answer=""), name="events_proposal_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="events_proposal_decided_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return str(self.event)

    @property
    def looks(self) -> list[ToLook]:
        """Return the texts that a person has to look at, in the order in which they were listed."""
        return [ToLook(**each) for each in self.to_look]
