"""What bodies answered, and who came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.rules.filling import names_in

_ANSWER = ("promised", "answer")
_MOST_NAMES = 2000


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """How many people a body promises (0: none), its words, the names of those who come, a line each."""

    promised: int
    answer: str = ""
    names: str = ""


@audited
def answer_share(share: QuotaShare, *, facts: AnswerFacts, edition: int, tell: bool = False, by: Actor) -> QuotaShare:
    """Write down what the body answered; with `tell` who asked gets a letter: the body answered by itself.

    RefusedError for less than asked without words, and for more names than people.
    """
    named = names_in(facts.names)
    if facts.promised < share.asked and not facts.answer.strip():
        raise RefusedError(_("Say why fewer come than were asked for."))
    if len(named) > facts.promised:
        words = _("%(named)d are named, %(promised)d promised: correct the number or the list.")
        raise RefusedError(words % {"named": len(named), "promised": facts.promised})
    if len(named) > _MOST_NAMES:
        raise RefusedError(_("A list of more than 2,000 names does not fit here."))
    current = take_edition(share, edition)
    before = state_of(current, *_ANSWER) | {"named": current.named}
    current.promised, current.answer = facts.promised, facts.answer.strip()[:300]
    current.names = "\n".join(named)
    current.answered_by, current.answered_at = str(by)[:200], timezone.now()
    current.save()
    record(current, before=before, after=state_of(current, *_ANSWER) | {"named": current.named})
    if tell:
        _tell_asker(current, by)
    return current


def _tell_asker(share: QuotaShare, by: Actor) -> None:
    quota, owner = share.quota, share.quota.event.owner
    if owner == share.unit:
        return
    numbers = {"promised": share.promised, "asked": share.asked}
    lines = [quota.event.title, f"{share.body}: " + _("%(promised)d of %(asked)d people") % numbers]
    letter = Letter(
        send_key=f"quota-answer-{share.pk}-{share.edition}",
        to=Recipient(str(owner), owner.email),
        subject=_("Answer about people: %(what)s") % {"what": quota.purpose},
        text="\n".join([*lines, *([share.answer] if share.answer else [])]),
        why=_("%(unit)s asked for people.") % {"unit": owner},
        about_label=quota.event.title,
        about_url=reverse("quotas:quota", args=[quota.pk]),
    )
    write_messages([letter], by=by)


@audited
def count_who_came(quota: Quota, *, came: Mapping[int, int | None], by: Actor) -> int:
    """Write how many came of each body, by the key of its share; None: not counted. Return how many changed."""
    rows = QuotaShare.objects.select_for_update(of=("self",)).filter(quota=quota, pk__in=came).order_by("pk")
    changed, entries = [], []
    for share in rows.select_related("unit", "organisation"):
        if share.came != came[share.pk]:
            before = state_of(share, "came")
            share.came = came[share.pk]
            changed.append(share)
            entries.append((share, before, state_of(share, "came")))
    if not changed:
        nothing_changed()
        return 0
    QuotaShare.objects.bulk_update(changed, ["came"], batch_size=200)
    record_many(entries)
    return len(changed)
