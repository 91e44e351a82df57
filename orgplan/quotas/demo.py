"""The demonstration city's quotas: events of the last and the coming weeks ask units for people."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Organisation, Unit
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.quotas.actions import (
    AnswerFacts,
    QuotaFacts,
    ShareFacts,
    add_bodies,
    answer_share,
    ask_bodies,
    count_who_came,
    spread_quota,
    write_quota,
    write_shares,
)
from orgplan.quotas.models import Quota, QuotaShare

_DATA = Path(__file__).with_name("demo_data")
_BEFORE, _AHEAD, _TERM = timedelta(days=21), timedelta(days=42), timedelta(days=8)
_MOST = 4
"""So many events of a kind ask for people."""


def build_quotas(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Ask for people at events around today; most bodies have answered, those of past events are counted."""
    wanted: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(_DATA / "quotas.csv"):
        wanted[row["kind"]].append(row)
    today = timezone.localdate()
    events = Event.objects.kept().filter(
        kind__in=wanted,
        state__in=(EventState.PLANNED, EventState.HELD),
        first_day__range=(today - _BEFORE, today + _AHEAD),
    )
    known = {each["body"]: int(each["people"]) for each in rows_of(_DATA / "headcounts.csv")}
    asked: defaultdict[str, int] = defaultdict(int)
    for event in events.select_related("owner").order_by("first_day", "pk"):
        if asked[event.kind] < _MOST:
            asked[event.kind] += 1
            for row in wanted[event.kind]:
                _quota(event, row, known, by)


def _quota(event: Event, row: Row, known: dict[str, int], by: Actor) -> None:
    today = timezone.localdate()
    day = event.first_day or today
    facts = QuotaFacts(row["purpose"], int(row["total"]), day - _TERM, row["answer_to"], row["gathering"], row["note"])
    quota = write_quota(event, facts=facts, today=min(today, day - _TERM), by=by)
    names = several(row["bodies"])
    units = [each for each in Unit.objects.all() if each.short_name in names]
    others = [each for each in Organisation.objects.all() if str(each) in names]
    shares = add_bodies(quota, units=units, organisations=others, by=by)
    people = [(each, known.get(str(each.body), 0)) for each in shares]
    write_shares(
        quota,
        rows=[ShareFacts(each.pk, each.edition, 0, is_pinned=False, weight=count) for each, count in people],
        by=by,
    )
    spread_quota(quota, over=row["spread"], by=by)
    if day <= today + timedelta(days=25):
        ask_bodies(quota, by=by)
        _answer(quota, is_over=day < today, by=by)


def _answer(quota: Quota, *, is_over: bool, by: Actor) -> None:
    """Answer as it comes: one body in four is silent, one in five sends fewer; those of past events are counted."""
    shares = list(QuotaShare.objects.filter(quota=quota, asked__gt=0).order_by("pk"))
    for number, share in enumerate(shares):
        if number % 4 == 3 and not is_over:  # noqa: PLR2004 -- said above
            continue
        fewer = share.asked // 5 if number % 5 == 1 else 0
        words = "часть сотрудников в отпуске" if fewer else ""
        answer_share(share, facts=AnswerFacts(share.asked - fewer, words), edition=share.edition, by=by)
    if is_over:
        rows = QuotaShare.objects.filter(quota=quota, asked__gt=0)
        count_who_came(quota, came={each.pk: (each.promised or 0) * 19 // 20 for each in rows}, by=by)
