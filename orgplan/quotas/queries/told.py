"""What quotas tell people: who is asked for people, what bodies answered; answers awaited and late, in the digest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.events.queries.told import UNTOLD, seen_with_events
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.policy import sees_all_quotas
from orgplan.quotas.queries.listing import ASKING
from orgplan.quotas.rules.filling import people_words

_ASKED = NoticeKind("people_asked", _("People asked of your unit"))
_ANSWERED = NoticeKind("people_answered", _("Answers of those asked for people"))
SENDS = "людей просят у вашего подразделения"
ASKS = "людей просит ваше подразделение"
CITY = "вы ведёте разнарядки города"
_MOST = 15


def subject_of(quota: int) -> str:
    """Return how notices name the quota."""
    return f"quota:{quota}"


def seen_quotas(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the quotas; four queries. Agrees with `visible_to`."""
    rows = list(Quota.objects.filter(pk__in=keys, event__deleted_at=None).order_by().values_list("pk", "event"))
    shares = QuotaShare.objects.filter(quota__in=[key for key, _event in rows], unit__isnull=False).order_by()
    asked = shares.values_list("quota", "quota__event", "unit")
    return seen_with_events(readers, [*((key, event, None) for key, event in rows), *asked], sees_all_quotas)


def named(key: int) -> tuple[str, str]:
    """Return the event with what people are asked for, and the address of the quota."""
    quota = Quota.objects.select_related("event").get(pk=key)
    return _title(quota), quota.get_absolute_url()


def _title(quota: Quota) -> str:
    return f"{quota.event.title}: {quota.purpose}"


def _askers(quota: Quota, crowd: Crowd) -> dict[int, str]:
    """Return the owner's coordinators; the department where the owner has none."""
    return crowd.unit(quota.event.owner_id, ASKS) or crowd.role(Role.DEPARTMENT, CITY)


def tell_shares(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return who was asked and what was answered; one query. Numbers that nobody was asked for yet tell nobody.

    The room's own letters carry the asking, so it stands in the page only.
    """
    rows = QuotaShare.objects.filter(pk__in={int(each.object_key) for each in entries}, quota__event__deleted_at=None)
    rows = rows.exclude(quota__event__state__in=UNTOLD)
    known = {each.pk: each for each in rows.select_related("quota__event", "unit", "organisation")}
    found = []
    for entry in entries:
        share = known.get(int(entry.object_key))
        if share is None:
            continue
        if entry.after.get("told") is not None:
            audience = crowd.unit(share.unit_id, SENDS)
            words = f"просят направить {people_words(share.asked)}, ответить до {share.quota.due_on:%d.%m.%Y}"
            found.append(_told(entry, share, _ASKED, words, audience))
        elif entry.after.get("promised") is not None:
            found.append(_told(entry, share, _ANSWERED, _answer(share), _askers(share.quota, crowd)))
    return found


def _answer(share: QuotaShare) -> str:
    said = f"{share.body} — {share.promised} из {share.asked}"
    return f"{said}: {share.answer}" if share.answer else said


def _told(entry: Entry, share: QuotaShare, kind: NoticeKind, words: str, audience: Mapping[int, str]) -> Told:
    event = share.quota.event
    return Told(
        key=f"quota-share:{entry.pk}",
        kind=kind.code,
        subject=subject_of(share.quota_id),
        title=_title(share.quota),
        url=share.get_absolute_url(),
        words=words,
        happened_at=entry.at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=event.first_day,
        unit=event.owner_id,
        is_mailed=True,
    )


def _silent(today: date) -> Any:
    rows = QuotaShare.objects.filter(ASKING, quota__event__last_day__gte=today)
    rows = rows.exclude(quota__event__state__in=UNTOLD).order_by("quota__due_on", "quota", "pk")
    return rows.select_related("quota__event", "unit", "organisation")


def awaited_answers(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return what units are asked for and still have time to answer; one query."""
    rows = _silent(today).filter(quota__due_on__gte=today, unit__isnull=False)
    told = ((crowd.unit(each.unit_id, SENDS), _own_line(each, f"ответить до {_day(each)}")) for each in rows)
    return lines_for(told, most=_MOST, rest=reverse("quotas:index"))


def late_answers(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return answers whose day is over: to the unit that owes it, and to those who asked; one query."""
    return lines_for(_late(crowd, today), most=_MOST, rest=reverse("quotas:index"))


def _late(crowd: Crowd, today: date) -> Iterable[tuple[Mapping[int, str], DigestLine]]:
    department = crowd.role(Role.DEPARTMENT, CITY)
    for each in _silent(today).filter(quota__due_on__lt=today):
        yield crowd.unit(each.unit_id, SENDS), _own_line(each, f"ответ ждали до {_day(each)}")
        quota = each.quota
        words = f"Ответ ждали до {_day(each)}: {each.body}, {people_words(each.asked)}"
        line = DigestLine(words, quota.get_absolute_url(), _title(quota), subject_of(quota.pk))
        yield crowd.unit(quota.event.owner_id, ASKS) | department, line


def _own_line(share: QuotaShare, term: str) -> DigestLine:
    words = f"Просят направить {people_words(share.asked)}, {term}"
    return DigestLine(words, share.get_absolute_url(), _title(share.quota), subject_of(share.quota_id))


def _day(share: QuotaShare) -> str:
    return f"{share.quota.due_on:%d.%m.%Y}"


QUOTA = NoticeSubject("quota", seen_quotas, named)
SHARES = NoticeSource(frozenset(("quotas.quotashare",)), (_ASKED, _ANSWERED), tell_shares)
ANSWERS_IN_DIGEST = (DigestPart(DigestSection.WAITING, awaited_answers), DigestPart(DigestSection.LATE, late_answers))
QUOTAS_TOLD = TellingRoom((SHARES,), (QUOTA,), ANSWERS_IN_DIGEST)
