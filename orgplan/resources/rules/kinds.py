"""How a resource is used, and how a need for it stands."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Use(TextChoices):
    """What becomes of a resource after the event."""

    KEPT = "kept", _("comes back after the event")
    BOUGHT = "bought", _("is ordered for every event")


class NeedState(TextChoices):
    """How a need stands with who gives the resource."""

    ASKED = "asked", _("asked for")
    PROMISED = "promised", _("promised")
    REFUSED = "refused", _("refused")


NEED_TRANSITIONS: dict[tuple[NeedState, str], NeedState] = {
    (NeedState.ASKED, "promise"): NeedState.PROMISED,
    (NeedState.ASKED, "refuse"): NeedState.REFUSED,
    (NeedState.PROMISED, "refuse"): NeedState.REFUSED,
    (NeedState.REFUSED, "promise"): NeedState.PROMISED,
    (NeedState.PROMISED, "ask_again"): NeedState.ASKED,
    (NeedState.REFUSED, "ask_again"): NeedState.ASKED,
}
"""Who gives the resource may change the answer; a changed or moved need is asked anew."""


def next_need_state(state: str, verb: str) -> NeedState | None:
    """Return the state after the passage, or None where it is not allowed."""
    return NEED_TRANSITIONS.get((NeedState(state), verb))
