"""Asking bodies by letter, reminding those who have not answered, and letters on paper in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.events.rules import EventState
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.notices.queries import known_keys
from orgplan.quotas.models import Quota, QuotaLetter, QuotaShare
from orgplan.quotas.queries.listing import ASKING
from orgplan.quotas.queries.page import shares_with_bodies
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import count_working_days

WARNED_AHEAD = 2
"""Working days before the day for answers on which those who are silent are reminded."""


@audited
def ask_bodies(quota: Quota, *, by: Actor) -> list[QuotaShare]:
    """Ask by e-mail every body that does not know its present number; without an e-mail the letter waits as a draft.

    RefusedError where nobody is left to ask, and while the event is a draft.
    """
    if quota.event.state == EventState.DRAFT:
        raise RefusedError(_("The event is a draft yet: plan it first, then bodies are asked by letter."))
    locked = QuotaShare.objects.select_for_update().filter(quota=quota, asked__gt=0).order_by("pk")
    keys = list(locked.values_list("pk", flat=True))
    shares = [each for each in shares_with_bodies().filter(pk__in=keys) if not each.is_told]
    if not shares:
        raise RefusedError(_("Everybody knows the present numbers: nobody is left to ask."))
    entries = []
    for each in shares:
        before = state_of(each, "told", "promised")
        if each.told is not None and each.promised is not None:
            # The number is another one now: the promise was given for the former.
            each.promised, each.answered_by, each.answered_at = None, "", None
        each.told, each.asked_at = each.asked, timezone.now()
        each.edition += 1
        entries.append((each, before, state_of(each, "told", "promised")))
    written = ["told", "asked_at", "edition", "promised", "answered_by", "answered_at"]
    QuotaShare.objects.bulk_update(shares, written, batch_size=200)
    record_many(entries)
    subject = _("People are asked for: %(what)s") % {"what": quota.event.title}
    write_messages([_letter(quota, each, subject, f"ask-{each.edition}") for each in shares], by=by)
    return shares


def _letter(quota: Quota, share: QuotaShare, subject: str, occasion: str) -> Letter:
    return Letter(
        send_key=f"quota-{share.pk}-{occasion}",
        to=Recipient(str(share.body), share.body.email),
        subject=subject,
        text="\n".join(request_lines(quota, share)),
        why=_("Your organisation is asked to send people to the event."),
        about_label=quota.event.title,
        about_url=reverse("quotas:quota", args=[quota.pk]),
        cause=f"quota-{quota.pk}",
    )


def request_lines(quota: Quota, share: QuotaShare) -> list[str]:
    """Return what the body is told, a line each."""
    event = quota.event
    said = [
        event.title,
        _("When: %(when)s") % {"when": event.when or "—"},
        _("Where: %(where)s") % {"where": event.where or "—"},
        _("What for: %(what)s") % {"what": quota.purpose},
        _("People asked for: %(count)d") % {"count": share.asked},
        _("Answer by: %(day)s") % {"day": f"{quota.due_on:%d.%m.%Y}"},
    ]
    more = (
        (_("Whom to answer: %(who)s"), {"who": quota.answer_to}),
        (_("Gathering: %(where)s"), {"where": quota.gathering}),
    )
    said += [words % value for words, value in more if next(iter(value.values()))]
    return [*said, quota.note] if quota.note else said


@audited
def remind_bodies(*, today: date, by: Actor) -> int:
    """Remind those who are asked and silent, two working days before the day for answers and the day after it.

    Twice at most, whoever runs it and how often; return how many letters are new.
    """
    calendar = WorkingCalendar.bundled()
    rows = shares_with_bodies().filter(ASKING, quota__event__last_day__gte=today)
    rows = rows.exclude(quota__event__state=EventState.DRAFT)
    letters = []
    for share in rows.select_related("quota__event__venue").prefetch_related("quota__event__occurrences"):
        due = share.quota.due_on
        if today > due:
            words, occasion = _("Answer is overdue: %(what)s"), f"late-{due:%Y%m%d}"
        elif count_working_days(today, due, calendar) <= WARNED_AHEAD:
            words, occasion = _("Answer is awaited: %(what)s"), f"near-{due:%Y%m%d}"
        else:
            continue
        subject = words % {"what": share.quota.event.title}
        letters.append(_letter(share.quota, share, subject, f"{occasion}-{share.told}"))
    if not letters:
        nothing_changed()
        return 0
    return len(_new(letters, by))


def _new(letters: Sequence[Letter], by: Actor) -> list[Letter]:
    from_before = known_keys(each.send_key for each in letters)
    new = [each for each in letters if each.send_key not in from_before]
    if new:
        write_messages(new, by=by)
    else:
        nothing_changed()
    return new


@audited
def record_letter(quota: Quota, *, share: QuotaShare | None = None, paper: Paper, by: Actor) -> Document:
    """Put the printed letter or table into the register, tied to the quota: a change of the event marks it outdated."""
    document = record_document(paper=paper, by=by)
    _joined, is_new = QuotaLetter.objects.get_or_create(document=document, defaults={"quota": quota, "share": share})
    if is_new:
        record(quota, after={"document": str(document)})
    else:
        nothing_changed()
    return document
