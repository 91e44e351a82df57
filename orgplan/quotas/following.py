"""What quotas answer to rooms below: a changed event tells those who send people; a clone asks for the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.documents.actions import mark_outdated
from orgplan.documents.models import Document
from orgplan.events.actions import EventFacts
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    latest_papers,
    letter_about,
    outdated_fact,
    paper_effect,
    papers_made_anew,
    put_letters,
    words_changed,
)
from orgplan.events.models import Event
from orgplan.events.parts import Source
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.events.rules.yearly import Shift
from orgplan.notices.actions import Letter, Recipient
from orgplan.quotas.actions import ask_shares_anew, copy_quotas, reword_quotas
from orgplan.quotas.models import Quota, QuotaLetter, QuotaShare
from orgplan.quotas.queries.flags import HAS_QUOTAS

_LETTER = "quota_letter"
_OFF = (EventState.CANCELLED, EventState.NOT_HELD)
_TOUCHING = frozenset(
    {
        ChangeKind.MOVED,
        ChangeKind.RE_VENUED,
        ChangeKind.RENAMED,
        ChangeKind.CANCELLED,
        ChangeKind.NOT_HELD,
        ChangeKind.REINSTATED,
    }
)


def note_outdated_quotas(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Mark every letter and table that prints a quota of a changed event; one query where none does."""
    told = {each.event.pk: each for each in changes if each.kinds & _TOUCHING}
    rows = QuotaLetter.objects.filter(quota__event__in=told).select_related("document", "quota") if told else ()
    facts = [outdated_fact(told[each.quota.event_id], each.document) for each in rows]
    if facts:
        mark_outdated(facts=facts, by=by)
    return []


@dataclass(frozen=True, slots=True)
class QuotasFollower:
    """Bodies that send people: asked anew for the new days, or told; printed letters are made anew."""

    key: str = "quotas.quotas"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("People asked for")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the bodies that are asked, and the printed letters; three queries, none without quotas."""
        if not change.kinds & _TOUCHING or not may_have(change.event, HAS_QUOTAS):
            return []
        asked = list(_asked(QuotaShare.objects.visible_to(user), change))
        shares = [_effect(change, each) for each in asked]
        quotas = {each.quota_id: each.quota for each in asked}
        named = by_hand(change, map(_written, quotas.values()))
        papers = _papers(change)
        keys = [each.pk for each in papers]
        visible = (
            set(Document.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
        )
        return [*shares, *named, *(_paper_effect(change, each) for each in papers if each.pk in visible)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Ask anew where that was decided, write to the bodies, make the papers anew."""
        if not decisions.may_concern(self.key) or not change.kinds & _TOUCHING:
            return []
        asked = list(_asked(QuotaShare.objects.all(), change))
        decided = {each.pk: decisions.of(self.key, _effect(change, each)) for each in asked}
        anew = {each.quota for each in asked if decided[each.pk] == Decision.UPDATE}
        days = {"before": _first(change.before), "after": _first(change.after)}
        done = (
            ask_shares_anew(sorted(anew, key=lambda each: each.pk), **days, today=timezone.localdate(), by=by)
            if anew
            else 0
        )
        told = [each for each in asked if decided[each.pk] != Decision.LEAVE]
        written = put_letters([_letter(change, each) for each in told], by=by)
        if (not asked or told) and (words := words_changed(change)):
            reword_quotas(list(Quota.objects.filter(event=change.event)), words=words, by=by)
        return [*_said(done, written), *papers_made_anew(self.key, _still_asked(change), decisions, by)]


def _written(quota: Quota) -> Written:
    texts = (quota.purpose, quota.gathering, quota.note, quota.answer_to)
    return Written(str(quota.pk), _("Quota: %(what)s") % {"what": quota}, quota.get_absolute_url(), texts)


def _asked(rows: Any, change: EventChange) -> Any:
    found = rows.filter(quota__event=change.event, asked_at__isnull=False)
    return found.select_related("quota", "unit", "organisation")


def _papers(change: EventChange) -> list[Document]:
    """Return the latest version of each printed letter and table; one query."""
    rows = QuotaLetter.objects.filter(quota__event=change.event).select_related("document")
    return latest_papers(each.document for each in rows)


def _still_asked(change: EventChange) -> list[Document]:
    """Return the papers that are made anew: a letter that asks for people of a cancelled event is not."""
    is_off = change.after.state in _OFF
    return [each for each in _papers(change) if not (is_off and each.kind == _LETTER)]


def _paper_effect(change: EventChange, document: Document) -> Effect:
    effect = paper_effect(document)
    if change.after.state not in _OFF or document.kind != _LETTER:
        return effect
    sentence = _("Becomes outdated: nobody has to come, the letter is not made anew.")
    return replace(effect, sentence=sentence, may=(Decision.LEAVE,), default=Decision.LEAVE)


def _first(facts: EventFacts) -> Any:
    days = [each.start for each in facts.timing.occurrences if each.start]
    return min(days, default=None)


def _effect(change: EventChange, share: QuotaShare) -> Effect:
    moved = ChangeKind.MOVED in change.kinds and change.after.state not in _OFF
    body = share.body
    kind = "unit" if share.unit_id else "organisation"
    return Effect(
        key=str(share.pk),
        heading=f"{body}: {share.quota}",
        sentence=_sentence(change, share, moved=moved),
        address=share.get_absolute_url(),
        may=(Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE) if moved else (Decision.NOTIFY, Decision.LEAVE),
        default=Decision.UPDATE if moved else Decision.NOTIFY,
        tells=f"{kind}-{body.pk}",
        reachable=bool(body.email),
    )


def _sentence(change: EventChange, share: QuotaShare, *, moved: bool) -> str:
    count = {"asked": share.asked, "promised": share.promised}
    if share.promised is None:
        said = _("%(asked)d people are asked for, no answer yet") % count
    else:
        said = _("%(promised)d of %(asked)d people are promised") % count
    if change.after.state in _OFF:
        return _("%(what)s: nobody has to come") % {"what": said}
    if ChangeKind.REINSTATED in change.kinds:
        return _("%(what)s: the event is held after all") % {"what": said}
    if moved:
        return _("%(what)s: asked anew for the new day") % {"what": said}
    return said


def _letter(change: EventChange, share: QuotaShare) -> Letter:
    body = share.body
    kind = "unit" if share.unit_id else "organisation"
    why = _("People from you are asked for: %(what)s.") % {"what": share.quota}
    return letter_about(change, Recipient(str(body), body.email), who=f"{kind}-{body.pk}", why=why)


def _said(asked: int, written: int) -> list[str]:
    said = [ngettext("%d body is asked anew.", "%d bodies are asked anew.", asked) % asked] if asked else []
    if written:
        words = ngettext("%d letter to those who send people.", "%d letters to those who send people.", written)
        said.append(words % written)
    return said


@dataclass(frozen=True, slots=True)
class QuotasPart:
    """Whom the source asked for people, taken into a clone: the numbers of those who came, nobody asked yet."""

    kind: str = "quotas"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Attendance quotas")

    def count(self, source: Source, /) -> int:
        """Return how many quotas would be taken; one query, none for a template: it asks nobody."""
        return Quota.objects.filter(event=source).count() if isinstance(source, Event) else 0

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- days are counted in working days
        """Ask for the same."""
        return copy_quotas(source, event, by=by) if isinstance(source, Event) else 0
