"""Lists that people keep: sizes, kinds of papers, terms, duties by law; those that come with the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import EditedModel, RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.document_sets.imports import ShippedKind, shipped_duties, shipped_kinds, shipped_sizes
from orgplan.document_sets.models import EventSize, LegalDuty, PaperKind, SetTerms, SizeRule
from orgplan.document_sets.rules.kinds import Content, Part
from orgplan.preparation.rules.kinds import OffsetUnit

M = TypeVar("M", bound=EditedModel)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A condition of a size; see `models.SizeRule`."""

    kind: str = ""
    least_people: int | None = None
    with_head: bool = False
    outdoors: bool = False


@dataclass(frozen=True, slots=True)
class SizeFacts:
    """All that is written of a size itself."""

    name: str
    rank: int
    is_mass: bool = False
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class KindFacts:
    """All that is written of a kind of paper itself."""

    name: str
    part: str = Part.OTHER
    content: str = Content.NONE
    only_with_head: bool = False
    only_outdoors: bool = False
    days: int | None = 5
    offset_unit: str = OffsetUnit.WORKING
    unit: Unit | None = None
    addressee: str = ""
    body: str = ""
    ground: str = ""
    position: int = 100
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """All that is written of a duty by law."""

    title: str
    act: str
    article: str = ""
    words: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    least_people: int | None = None
    days: int = 10
    offset_unit: str = OffsetUnit.CALENDAR
    is_checked: bool = False
    position: int = 100


def _written(current: M, facts: Any) -> tuple[M, dict[str, Any], list[str]]:
    """Set the facts on the row; return it with its state before and the names."""
    names = [each.name for each in fields(facts)]
    before = state_of(current, *names) if current.pk else {}
    for name in names:
        setattr(current, name, getattr(facts, name))
    return current, before, names


def _refuse_taken(model: type[Model], name: str, own: int | None) -> None:
    # Compared here: not every database knows capitals of Russian letters.
    rows = model._default_manager.values_list("pk", "name")  # noqa: SLF001 -- Django's documented name for it
    if name.casefold() in {each.casefold() for key, each in rows if key != own}:
        raise RefusedError(_("“%(name)s” stands in the list already: change that one.") % {"name": name})


@audited
def write_size(
    *, facts: SizeFacts, rules: Sequence[RuleFacts] = (), size: EventSize | None = None, edition: int = 0, by: Actor
) -> EventSize:
    """Write a size with its conditions; RefusedError for a name that is taken and for a size without a condition."""
    _refuse_taken(EventSize, facts.name, size.pk if size else None)
    if not rules:
        raise RefusedError(_("Name at least one condition: without it the size is never proposed."))
    current, before, names = _written(take_edition(size, edition) if size else EventSize(), facts)
    if size:
        before["rules"] = "; ".join(each.words for each in current.rules.all())
    current.save()
    current.rules.all().delete()
    made = [SizeRule(size=current, **{each.name: getattr(rule, each.name) for each in fields(rule)}) for rule in rules]
    SizeRule.objects.bulk_create(made)
    record(current, before=before, after=state_of(current, *names) | {"rules": "; ".join(each.words for each in made)})
    return current


@audited
def write_paper_kind(
    *,
    facts: KindFacts,
    sizes: Sequence[EventSize] = (),
    kind: PaperKind | None = None,
    edition: int = 0,
    by: Actor,
) -> PaperKind:
    """Write a kind of paper and for which sizes it is; sets that stand are left as they are.

    RefusedError for a name that is taken, and where only the leader's package may go without a term of its own.
    """
    _refuse_taken(PaperKind, facts.name, kind.pk if kind else None)
    if facts.days is None and facts.part != Part.LEADER:
        raise RefusedError(
            _("Say how many days before the event it is due: only the leader’s package has a common term.")
        )
    current, before, names = _written(take_edition(kind, edition) if kind else PaperKind(), facts)
    if kind:
        before["sizes"] = "; ".join(map(str, current.sizes.all()))
    current.save()
    current.sizes.set(sizes)
    record(current, before=before, after=state_of(current, *names) | {"sizes": "; ".join(map(str, sizes))})
    return current


@audited
def write_duty(*, facts: DutyFacts, duty: LegalDuty | None = None, edition: int = 0, by: Actor) -> LegalDuty:
    """Write a duty by law; RefusedError where it ends before it begins."""
    if facts.since and facts.until and facts.until < facts.since:
        raise RefusedError(_("The last day is earlier than the first: check both."))
    current, before, names = _written(take_edition(duty, edition) if duty else LegalDuty(), facts)
    current.save()
    record(current, before=before, after=state_of(current, *names))
    return current


@audited
def write_set_terms(
    *, leader_days: int, leader_unit: str, terms: SetTerms | None = None, edition: int = 0, by: Actor
) -> SetTerms:
    """Say by when the leader's package is due; sets that stand are left as they are."""
    current = take_edition(terms, edition) if terms and terms.pk else SetTerms()
    before = state_of(current, "leader_days", "leader_unit") if current.pk else {}
    current.leader_days, current.leader_unit = leader_days, leader_unit
    current.save()
    record(current, before=before, after=state_of(current, "leader_days", "leader_unit"))
    return current


@audited
def take_shipped(*, by: Actor) -> list[str]:
    """Take over the sizes, papers and duties of the product that are not there by name.

    Return the names of units that the product's papers name and the directory does not know: those papers come without.
    """
    known = {each.casefold() for each in EventSize.objects.values_list("name", flat=True)}
    new = [(facts, rules) for facts, rules in shipped_sizes() if facts["name"].casefold() not in known]
    for facts, rules in new:
        write_size(facts=SizeFacts(**facts), rules=[RuleFacts(**each) for each in rules], by=by)
    made, unknown = _take_kinds(by)
    titles = set(LegalDuty.objects.values_list("title", flat=True))
    duties = [each for each in shipped_duties() if each["title"] not in titles]
    for each in duties:
        write_duty(facts=DutyFacts(**each), by=by)
    if not (new or made or duties):
        nothing_changed()
    return unknown


def _take_kinds(by: Actor) -> tuple[int, list[str]]:
    units = {name: unit for unit in Unit.objects.filter(is_active=True) for name in (unit.name, str(unit))}
    sizes = {each.name: each for each in EventSize.objects.all()}
    known = {each.casefold() for each in PaperKind.objects.values_list("name", flat=True)}
    new: list[ShippedKind] = [each for each in shipped_kinds() if each.facts["name"].casefold() not in known]
    for each in new:
        facts = KindFacts(**each.facts, unit=units.get(each.unit))
        write_paper_kind(facts=facts, sizes=[sizes[name] for name in each.sizes if name in sizes], by=by)
    return len(new), sorted({each.unit for each in new if each.unit and each.unit not in units})
