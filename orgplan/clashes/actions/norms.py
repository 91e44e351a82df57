"""Settings of clashes: rules, minutes by kind, office hours, roads. Each write renews the stamp of all settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.clashes.models import ClashRule, KindTimes, LoadRule, NormsStamp, RoadPair, RoadRule, SearchHours
from orgplan.clashes.rules.kinds import ClashLevel, PairSource, Subject, Together
from orgplan.clashes.rules.levels import says_why
from orgplan.clashes.rules.road import Travel, WrongRoadError
from orgplan.core.editing import EditedModel, RefusedError, take_edition
from orgplan.directory.models import Unit, Venue
from orgplan.events.rules import EventKind

M = TypeVar("M", bound=EditedModel)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """All that is written of a rule; an empty condition holds always."""

    level: str
    words: str
    position: int = 100
    subject: str = ""
    kind: str = ""
    taking: str = ""
    consent: str = ""
    rank_up_to: int | None = None
    minutes_up_to: int | None = None
    together: str = ""
    unit: Unit | None = None
    since_year: int | None = None
    until_year: int | None = None


@dataclass(frozen=True, slots=True)
class TimesFacts:
    """All that is written of a kind of event, minutes."""

    usual: int = 60
    set_up: int = 0
    leaving: int = 0
    arrival: int = 0
    exit: int = 0


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """All that is written of the norm of a month; an empty number is no norm, an empty hour the office's end."""

    evening_from: time | None
    evenings: int | None
    days_off: int | None
    words: str


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """All that is written of how widely another time is looked for."""

    earliest: time
    latest: time
    days_ahead: int = 14


@dataclass(frozen=True, slots=True)
class RoadFacts:
    """All that is written of the road; `by_hour` is hour of day → factor."""

    speed_kmh: int
    detour: Decimal
    overhead_min: int
    by_hour: Mapping[int, float]
    on_foot_m: int = 300
    router: str = ""


@dataclass(frozen=True, slots=True)
class PairFacts:
    """All that is written of a pair."""

    start: Venue
    end: Venue
    minutes: int
    note: str = ""


#: What most offices begin with; people change it.
USUAL_RULES = (
    RuleFacts(
        ClashLevel.IGNORE, "Мероприятия одной программы идут вместе по замыслу.", 10, together=Together.SAME,
        subject=Subject.PERSON,
    ),
    RuleFacts(ClashLevel.WARN, "Присутствие желательно: решает руководитель.", 20, taking="desired"),
    RuleFacts(ClashLevel.WARN, "Участие ещё согласуется.", 30, consent="pending"),
    RuleFacts(
        ClashLevel.BLOCK, "Мэр не может быть в двух местах сразу.", 40, subject=Subject.PERSON, rank_up_to=1
    ),
    RuleFacts(
        ClashLevel.BLOCK_APPROVAL, "Руководитель не может быть в двух местах сразу.", 50, subject=Subject.PERSON,
        rank_up_to=99,
    ),
    RuleFacts(
        ClashLevel.WARN, "До пяти минут руководитель наверстает.", 60, subject=Subject.TRAVEL, minutes_up_to=5
    ),
    RuleFacts(
        ClashLevel.BLOCK_APPROVAL, "Руководитель не успевает доехать.", 70, subject=Subject.TRAVEL, rank_up_to=99
    ),
    RuleFacts(ClashLevel.BLOCK_APPROVAL, "Площадка не вместит два мероприятия сразу.", 80, subject=Subject.VENUE),
    RuleFacts(ClashLevel.WARN, "Проверьте, кто замещает.", 90, subject=Subject.OBSTACLE),
)  # fmt: skip
USUAL_TIMES = (
    (EventKind.CEREMONY, TimesFacts(usual=60, set_up=60, leaving=30, arrival=10)),
    (EventKind.SIGNING, TimesFacts(usual=30, set_up=30, leaving=15, arrival=5)),
    (EventKind.CONFERENCE, TimesFacts(usual=180, set_up=60, leaving=30, arrival=5)),
    (EventKind.MASS_EVENT, TimesFacts(usual=180, set_up=120, leaving=60, arrival=10, exit=10)),
    (EventKind.CULTURE, TimesFacts(usual=120, set_up=60, leaving=30, exit=10)),
    (EventKind.SPORT, TimesFacts(usual=120, set_up=30, leaving=30)),
    (EventKind.OFFICIAL_RECEPTION, TimesFacts(usual=90, set_up=60, leaving=30, arrival=15)),
    (EventKind.SESSION, TimesFacts(usual=120, set_up=15, leaving=15)),
)


@audited
def write_rule(*, facts: RuleFacts, rule: ClashRule | None = None, edition: int = 0, by: Actor) -> ClashRule:
    """Say how much clashes of a kind matter; RefusedError without words: who is refused is to read why."""
    if not says_why(facts.words):
        raise RefusedError(_("Say in words why: a rule without words would only forbid."))
    return _write(take_edition(rule, edition) if rule else ClashRule(), facts)


@audited
def remove_rule(rule: ClashRule, *, by: Actor) -> None:
    """Let the rule hold no more; the next one that fits counts."""
    record(rule, before=state_of(rule, "words", "level"), after={"words": None})
    rule.delete()
    renew_norms()


@audited
def lay_usual_norms(*, by: Actor) -> None:
    """Write the usual rules and minutes where none are yet; what people set stays."""
    if not ClashRule.objects.exists():
        rows = [ClashRule(**_values(each)) for each in USUAL_RULES]
        ClashRule.objects.bulk_create(rows)
        record_many((row, {}, state_of(row, "words", "level")) for row in rows)
    known = set(KindTimes.objects.values_list("kind", flat=True))
    times = [KindTimes(kind=kind, **_values(facts)) for kind, facts in USUAL_TIMES if kind not in known]
    KindTimes.objects.bulk_create(times)
    record_many((row, {}, state_of(row, "kind", "set_up", "leaving")) for row in times)
    renew_norms()


@audited
def write_times(
    *, kind: EventKind, facts: TimesFacts, times: KindTimes | None = None, edition: int = 0, by: Actor
) -> KindTimes:
    """Say how long events of a kind keep people and halls."""
    return _write(take_edition(times, edition) if times else KindTimes(kind=kind), facts)


@audited
def write_hours(*, facts: HoursFacts, hours: SearchHours | None = None, edition: int = 0, by: Actor) -> SearchHours:
    """Say how widely another time is looked for."""
    if facts.earliest >= facts.latest:
        raise RefusedError(_("The search has to begin before it ends."))
    return _write(take_edition(hours, edition) if hours else SearchHours(), facts)


@audited
def write_load(*, year: int, facts: LoadFacts, rule: LoadRule | None = None, edition: int = 0, by: Actor) -> LoadRule:
    """Say what a leader's month should not exceed from the year on; RefusedError without words."""
    if not says_why(facts.words):
        raise RefusedError(_("Say in words why: a norm without words would only forbid."))
    if rule is None and LoadRule.objects.filter(year=year).exists():
        raise RefusedError(_("The norm of this year is in the list already: change it there."))
    return _write(take_edition(rule, edition) if rule else LoadRule(year=year), facts)


@audited
def remove_load(rule: LoadRule, *, by: Actor) -> None:
    """Let the norm of the year hold no more; that of the year before holds on."""
    record(rule, before=state_of(rule, "evenings", "days_off", "words"), after={"words": None})
    rule.delete()
    renew_norms()


@audited
def write_road(*, facts: RoadFacts, road: RoadRule | None = None, edition: int = 0, by: Actor) -> RoadRule:
    """Say how the road is reckoned; RefusedError for figures that cannot be."""
    try:
        Travel(facts.speed_kmh, float(facts.detour), facts.overhead_min, facts.by_hour, facts.on_foot_m / 1000)
    except WrongRoadError as error:
        raise RefusedError(str(error)) from error
    return _write(take_edition(road, edition) if road else RoadRule(), facts)


@audited
def write_pair(*, facts: PairFacts, pair: RoadPair | None = None, edition: int = 0, by: Actor) -> RoadPair:
    """Say how long the road between two venues is; by hand it wins over everything."""
    if facts.start == facts.end:
        raise RefusedError(_("The road leads from one venue to another: choose two."))
    known = RoadPair.objects.filter(start=facts.start, end=facts.end).first()
    if known is not None and known != pair:
        raise RefusedError(_("This road is in the list already: change it there."))
    current = take_edition(pair, edition) if pair else RoadPair()
    current.source = PairSource.PERSON
    return _write(current, facts)


@audited
def remove_pair(pair: RoadPair, *, by: Actor) -> None:
    """Reckon the road between the two by the formula again."""
    record(pair, before=state_of(pair, "minutes"), after={"minutes": None})
    pair.delete()
    renew_norms()


def _values(facts: Any) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def _write(row: M, facts: Any) -> M:
    values = _values(facts)
    before = {} if row.pk is None else state_of(row, *values)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(row, before=before, after=state_of(row, *values))
    renew_norms()
    return row


def renew_norms() -> None:
    """Give the settings another stamp, so that every process reads them anew; also for whoever keeps a part of them."""
    NormsStamp.objects.update_or_create(pk=1, defaults={"stamp": uuid4()})
