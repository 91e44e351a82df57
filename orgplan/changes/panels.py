"""What the room adds to lower cards."""

from __future__ import annotations

from django.urls import reverse

from orgplan.events.models import ProposedChange


def change_address(proposed: ProposedChange) -> str:
    """Return the address of the page on which a prepared change goes on."""
    return reverse("changes:change", args=[proposed.pk])
