"""The letter that tells somebody of a change."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.directory.models import Unit
from orgplan.events.actions.following import EventChange
from orgplan.events.actions.letters import cause_of
from orgplan.events.rules import ChangeKind
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.notices.queries import known_keys


def letter_about(change: EventChange, to: Recipient, *, who: str, why: str, parts: Sequence[str] = ()) -> Letter:
    """Return the letter; `who` names the recipient within the change («unit-7»): nobody gets two.

    `parts`: what becomes of the recipient's parts of the event, a line each.
    """
    assert change.recorded is not None, "letters are written of recorded changes"
    lines = [f"{ChangeKind(kind).label.capitalize()}: {old} → {new}" for kind, old, new in change.shifts]
    reason = [_("Reason: %(reason)s") % {"reason": change.reason}] if change.reason.strip() else []
    basis = [_("Basis: %(basis)s") % {"basis": change.basis.words}] if change.basis else []
    return Letter(
        send_key=f"event-change-{change.recorded.pk}-{who}",
        to=to,
        subject=_("Change: %(event)s") % {"event": change.before.title},
        text="\n".join([change.before.title, "", *lines, *parts, *reason, *basis]),
        why=why,
        about_label=change.before.title,
        about_url=reverse("events:event", args=[change.event.pk]),
        cause=cause_of(change.recorded),
    )


def unit_letter(change: EventChange, unit: Unit, why: str) -> Letter:
    """Return the letter to a unit, at its e-mail."""
    return letter_about(change, Recipient(str(unit), unit.email), who=f"unit-{unit.pk}", why=why)


def put_letters(letters: Sequence[Letter], *, by: Actor) -> int:
    """Put letters into the outbox; return how many are new: who is told by two groups gets one letter, counted once."""
    known = known_keys(letter.send_key for letter in letters) if letters else set()
    fresh = {letter.send_key: letter for letter in letters if letter.send_key not in known}
    if fresh:
        write_messages(list(fresh.values()), by=by)
    return len(fresh)
