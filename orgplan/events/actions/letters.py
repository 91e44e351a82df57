"""Letters of a change that was taken back: those still in the outbox return, those that left get a correction."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited
from orgplan.core.editing import RefusedError
from orgplan.events.actions.facts import facts_of
from orgplan.events.models import Change, Event
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.notices.models import Message
from orgplan.notices.rules import GONE


def cause_of(change: Change) -> str:
    """Return the name under which the letters of a change stand together in the outbox."""
    return f"event-change-{change.pk}"


def correction_of(change: Change) -> str:
    """Return the name under which the letters stand that correct those of the change."""
    return f"event-correction-{change.pk}"


@audited
def write_corrections(change: Change, *, by: Actor) -> list[Message]:
    """Tell those whose letters have left that the change was taken back; nobody is told twice.

    RefusedError where the change stands, or where no letter has left.
    """
    if change.event is None or not Change.objects.filter(takes_back=change).exists():
        raise RefusedError(_("The change stands: there is nothing to correct."))
    gone = Message.objects.filter(cause=cause_of(change), state__in=GONE).select_related("user").order_by("pk")
    letters = [_correction(change, change.event, message) for message in gone]
    if not letters:
        raise RefusedError(_("No letter about the change has left: there is nothing to correct."))
    return write_messages(letters, by=by)


def _correction(change: Change, event: Event, gone: Message) -> Letter:
    facts = facts_of(event)
    stands = [_("Time: %(when)s") % {"when": facts.when or "—"}, _("Place: %(where)s") % {"where": facts.where or "—"}]
    told = _("The change of which you were told was taken back. The event stands as before:")
    return Letter(
        send_key=f"{correction_of(change)}-{gone.pk}",
        to=Recipient(gone.recipient_name, gone.recipient_email, gone.user),
        subject=_("Correction: %(event)s") % {"event": facts.title},
        text="\n".join([facts.title, "", told, *stands]),
        why=_("You were told of a change that was taken back."),
        about_label=facts.title,
        about_url=reverse("events:event", args=[event.pk]),
        cause=correction_of(change),
    )
