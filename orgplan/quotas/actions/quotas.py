"""The quota itself: what for, how many, who sends how many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, take_edition
from orgplan.directory.models import Organisation, Unit
from orgplan.events.models import Event
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.queries.page import body_key, known_weights, last_numbers, shares_with_bodies
from orgplan.quotas.rules.spreading import PinnedTooManyError, spread

_SHARE = ("asked", "is_pinned", "weight")


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """All that is written of a quota itself."""

    purpose: str
    total: int
    due_on: date
    answer_to: str = ""
    gathering: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What is written of one share in the table: its number, whether it stays when spread anew, who works there."""

    key: int
    edition: int
    asked: int
    is_pinned: bool
    weight: int


@audited
def write_quota(
    event: Event, *, facts: QuotaFacts, quota: Quota | None = None, edition: int = 0, today: date, by: Actor
) -> Quota:
    """Ask bodies for people, or write over the quota of that edition.

    RefusedError for nobody, for a purpose that the event has already, for a day that is over or after the event.
    """
    _refuse(event, facts, quota, today)
    current = take_edition(quota, edition) if quota else Quota(event=event)
    names = [each.name for each in fields(facts)]
    before = state_of(current, *names) if quota else {}
    for name in names:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *names))
    return current


def _refuse(event: Event, facts: QuotaFacts, quota: Quota | None, today: date) -> None:
    if facts.total < 1:
        raise RefusedError(_("Name how many people are asked for: one at least."))
    # Compared here: not every database knows capitals of Russian letters.
    others = Quota.objects.filter(event=event).exclude(pk=quota.pk if quota else None)
    if facts.purpose.casefold() in {each.casefold() for each in others.values_list("purpose", flat=True)}:
        raise RefusedError(
            _("The event asks for “%(purpose)s” already: change that quota.") % {"purpose": facts.purpose}
        )
    if quota is None and facts.due_on < today:
        raise RefusedError(_("%(day)s is over: name a day by which bodies can still answer.") % _day(facts.due_on))
    if event.last_day is not None and facts.due_on > event.last_day:
        words = _("The event is over by %(day)s: answers are needed before it.")
        raise RefusedError(words % _day(facts.due_on))


def _day(day: date) -> dict[str, str]:
    return {"day": f"{day:%d.%m.%Y}"}


@audited
def remove_quota(quota: Quota, *, by: Actor) -> None:
    """Ask for these people no longer; what bodies answered stays in the history."""
    shares = list(shares_with_bodies().filter(quota=quota))
    record(quota, before={**state_of(quota, "purpose", "total"), "bodies": _said(shares)}, after={"total": None})
    quota.delete()


def _said(shares: Sequence[QuotaShare]) -> str:
    return "; ".join(f"{each.body}: {each.asked}" for each in shares)


@audited
def add_bodies(
    quota: Quota, *, units: Sequence[Unit] = (), organisations: Sequence[Organisation] = (), by: Actor
) -> list[QuotaShare]:
    """Let these units and organisations send people too; how many is said or spread next."""
    known = {body_key(each) for each in QuotaShare.objects.filter(quota=quota)}
    new = [QuotaShare(quota=quota, unit=each) for each in units]
    new += [QuotaShare(quota=quota, organisation=each) for each in organisations]
    new = [each for each in new if body_key(each) not in known]
    if not new:
        nothing_changed()
        return []
    weights = known_weights(body_key(each) for each in new)
    for each in new:
        each.weight = weights.get(body_key(each), 0)
    QuotaShare.objects.bulk_create(new)
    record(quota, before={"bodies": None}, after={"bodies": "; ".join(str(each.body) for each in new)})
    return new


@audited
def remove_share(share: QuotaShare, *, by: Actor) -> None:
    """Let this body send nobody."""
    record(share.quota, before={"bodies": str(share)}, after={"bodies": None})
    share.delete()


@audited
def write_shares(quota: Quota, *, rows: Sequence[ShareFacts], by: Actor) -> int:
    """Write the numbers of the table; a number typed by hand stays when the rest is spread. Return how many changed."""
    shares = _locked(quota)
    changed: list[QuotaShare] = []
    entries = []
    for facts in rows:
        share = shares.get(facts.key)
        if share is None or all(getattr(share, name) == getattr(facts, name) for name in _SHARE):
            continue
        if share.edition != facts.edition:
            raise ChangedMeanwhileError(share)
        before = state_of(share, *_SHARE)
        share.is_pinned = facts.is_pinned or facts.asked != share.asked
        share.asked, share.weight = facts.asked, facts.weight
        share.edition += 1
        changed.append(share)
        entries.append((share, before, state_of(share, *_SHARE)))
    return _write(changed, entries)


def _locked(quota: Quota) -> dict[int, QuotaShare]:
    keys = QuotaShare.objects.select_for_update().filter(quota=quota).order_by("pk").values_list("pk", flat=True)
    return {each.pk: each for each in shares_with_bodies().filter(pk__in=list(keys))}


def _write(
    changed: Sequence[QuotaShare], entries: Sequence[tuple[QuotaShare, dict[str, object], dict[str, object]]]
) -> int:
    if not changed:
        nothing_changed()
        return 0
    QuotaShare.objects.bulk_update(changed, [*_SHARE, "edition"], batch_size=200)
    record_many(entries)
    return len(changed)


@audited
def spread_quota(quota: Quota, *, over: str, by: Actor) -> int:
    """Spread the total over the bodies: «weight» by those who work there, «last» as last time, «equal» alike.

    Numbers fixed by hand stay. Return how many changed. RefusedError without bodies, where more is fixed than there is
    to spread, and where nothing is known by which to spread.
    """
    shares = sorted(_locked(quota).values(), key=lambda each: each.pk)
    weights = _weights(quota, shares, over)
    free = [weight for each, weight in zip(shares, weights, strict=True) if not each.is_pinned]
    if not shares:
        raise RefusedError(_("Choose first who sends people."))
    if over != "equal" and free and not any(free):
        raise RefusedError(_NOTHING_KNOWN[over]())
    try:
        found = spread(quota.total, weights, [each.asked if each.is_pinned else None for each in shares])
    except PinnedTooManyError as error:
        words = _("%(pinned)d people are fixed by hand, %(total)d are asked for in all: take the mark off somewhere.")
        raise RefusedError(words % {"pinned": error.pinned, "total": error.total}) from error
    entries = []
    changed = []
    for each, number in zip(shares, found, strict=True):
        if each.asked != number:
            before = state_of(each, *_SHARE)
            each.asked = number
            each.edition += 1
            changed.append(each)
            entries.append((each, before, state_of(each, *_SHARE)))
    return _write(changed, entries)


_NOTHING_KNOWN = {
    "weight": lambda: _("Write first how many people work in each body: by that the total is spread."),
    "last": lambda: _("Nobody of these was asked for this before: spread by those who work there, or alike."),
}


def _weights(quota: Quota, shares: Sequence[QuotaShare], over: str) -> list[int]:
    if over == "last":
        last = last_numbers(quota, shares)
        return [last.get(body_key(each), 0) for each in shares]
    return [each.weight if over == "weight" else 1 for each in shares]
