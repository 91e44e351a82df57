"""Layers of days that are not for events."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.availability.policy import can_see_layers
from orgplan.availability.rules.kinds import LayerKind, LayerScope, LayerTone
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Venue
from orgplan.events.rules import EventKind


class LayerQuerySet(models.QuerySet[Any]):
    """Layers; nothing to hide from those who sign in."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_layers(user) else self.none()


class Layer(EditedModel):
    """Days and hours that are not for events, how much that matters, and why in words; `kinds`: only such events.

    `districts` and `kinds` are lists of texts; without kinds it concerns every event.
    """

    name = models.CharField(_("name of the layer"), max_length=120, unique=True)
    kind = models.CharField(_("why the days are closed"), max_length=20, choices=LayerKind.choices)
    level = models.CharField(
        _("what it stops"), max_length=20, choices=ClashLevel.choices, default=ClashLevel.BLOCK_APPROVAL
    )
    words = models.CharField(_("reason in words"), max_length=500)
    tone = models.CharField(_("colour"), max_length=10, choices=LayerTone.choices, default=LayerTone.WARN)
    scope = models.CharField(_("whom it concerns"), max_length=20, choices=LayerScope.choices, default=LayerScope.CITY)
    districts = models.JSONField(_("districts concerned"), default=list, blank=True)
    venues = models.ManyToManyField(Venue, verbose_name=_("venues concerned"), blank=True, related_name="layers")
    people = models.ManyToManyField(Person, verbose_name=_("leaders concerned"), blank=True, related_name="layers")
    kinds = models.JSONField(_("only events of the kinds"), default=list, blank=True)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = LayerQuerySet.as_manager()

    class Meta:
        verbose_name = _("layer of bans")
        verbose_name_plural = _("layers of bans")
        ordering = ("-is_active", "name")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="availability_layer_has_words"),
            models.CheckConstraint(condition=Q(kind__in=LayerKind.values), name="availability_layer_kind_known"),
            models.CheckConstraint(condition=Q(level__in=ClashLevel.values), name="availability_layer_level_known"),
            models.CheckConstraint(condition=Q(tone__in=LayerTone.values), name="availability_layer_tone_known"),
            models.CheckConstraint(condition=Q(scope__in=LayerScope.values), name="availability_layer_scope_known"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("availability:layer", args=[self.pk])

    @property
    def pk_text(self) -> str:
        """Return the key as the end of an address."""
        return str(self.pk)

    @property
    def kinds_words(self) -> list[str]:
        """Return the kinds of events that it concerns, in words; nothing where it concerns all."""
        return [str(EventKind(each).label) for each in self.kinds if each in EventKind.values]
