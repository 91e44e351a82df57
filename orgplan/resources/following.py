"""What resources answer to rooms below: a changed event asks anew for what was promised; a clone asks for the same.

The search finds resources by their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
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
    goes_back,
    put_letters,
    unit_letter,
    words_changed,
)
from orgplan.events.models import Event
from orgplan.events.parts import Source
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.events.rules.yearly import Shift
from orgplan.resources.actions import ask_again, copy_needs, reword_needs
from orgplan.resources.models import Need, Resource
from orgplan.resources.models.needs import NeedQuerySet
from orgplan.resources.queries.days import Days
from orgplan.resources.queries.flags import HAS_NEEDS
from orgplan.resources.queries.needs import short_on, taken_days
from orgplan.resources.rules.wording import amount_words, days_words
from orgplan.search.queries.sources import Shown
from orgplan.search.queries.sources import Source as Found
from orgplan.search.rules.words import Text

_OFF = (EventState.CANCELLED, EventState.NOT_HELD)
_ANEW = frozenset({ChangeKind.MOVED, ChangeKind.CANCELLED})
_TOUCHING = _ANEW | {ChangeKind.RE_VENUED, ChangeKind.REINSTATED}


@dataclass(frozen=True, slots=True)
class ResourcesFollower:
    """Resources asked for an event that moves or is cancelled: asked anew for the new days, or who gives them told.

    Where only the place is another one, they are promised as before, and who brings them is told where to.
    """

    key: str = "resources.needs"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Resources of the event")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the resources that are asked for; four queries, one where nothing is touched."""
        needs = _touched(change, Need.objects.visible_to(user))
        return [*_effects(change, needs), *by_hand(change, map(_written, needs))]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Ask anew where that was decided, and write to who gives the resource."""
        if not (decisions.may_concern(self.key) or goes_back(change)):
            return []
        touched = _touched(change, Need.objects.all())
        wanted = {str(each.pk): decisions.of_key(self.key, str(each.pk)) for each in touched}
        is_off = change.after.state in _OFF
        anew = [each for each in touched if wanted[str(each.pk)] == Decision.UPDATE and each.is_answered and not is_off]
        told = [each for each in touched if wanted[str(each.pk)] != Decision.LEAVE]
        count = ask_again(anew, by=by) if anew else 0
        if (named := touched if goes_back(change) else told) and (new := words_changed(change)) and not is_off:
            reword_needs([each.pk for each in named], words=new, by=by)
        keepers = {each.resource.keeper: each for each in told if each.resource.keeper}
        letters = [unit_letter(change, keeper, _gives(each)) for keeper, each in keepers.items()]
        written = put_letters(letters, by=by)
        said = (
            [ngettext("%d resource is asked for anew.", "%d resources are asked for anew.", count) % count]
            if count
            else []
        )
        if written:
            words = ngettext("%d letter to who gives resources.", "%d letters to who give resources.", written)
            said.append(words % written)
        return said


def _written(need: Need) -> Written:
    return Written(str(need.pk), _("Resource: %(what)s") % {"what": need}, need.get_absolute_url(), (need.note,))


def _gives(need: Need) -> str:
    return _("%(unit)s gives this resource.") % {"unit": need.resource.keeper}


def _touched(change: EventChange, rows: NeedQuerySet) -> list[Need]:
    if not _TOUCHING & change.kinds or not may_have(change.event, HAS_NEEDS):
        return []
    found = rows.filter(event=change.event)
    return list(found.select_related("resource", "resource__keeper", "event"))


def _days(facts: EventFacts) -> list[Days]:
    return [(one.start, one.end or one.start) for one in facts.timing.occurrences if one.start]


def _effects(change: EventChange, needs: Sequence[Need]) -> list[Effect]:
    if not needs:
        return []
    is_off = change.after.state in _OFF
    only_told = is_off or not _ANEW & change.kinds
    short = {} if only_told else short_on(needs, _days(change.after))
    return [
        Effect(
            key=str(each.pk),
            heading=str(each.resource),
            sentence=_sentence(each, change, short.get(each.pk, 0)),
            address=each.get_absolute_url(),
            may=(Decision.NOTIFY, Decision.LEAVE) if only_told else (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE),
            default=Decision.NOTIFY if only_told else Decision.UPDATE,
            tells=f"unit-{each.resource.keeper_id}" if each.resource.keeper_id else "",
            reachable=bool(each.resource.keeper and each.resource.keeper.email),
        )
        for each in needs
    ]


def _sentence(need: Need, change: EventChange, short: int) -> str:
    words = {"amount": amount_words(need.taken, need.resource.measure), "state": need.get_state_display()}
    said = _("%(amount)s, %(state)s") % words
    if change.after.state in _OFF:
        return _("%(what)s: will not be needed") % {"what": said}
    if ChangeKind.REINSTATED in change.kinds and not _ANEW & change.kinds:
        return _("%(what)s: needed after all") % {"what": said}
    if not _ANEW & change.kinds:
        return _("%(what)s: needed at another place, %(where)s") % {"what": said, "where": change.after.where or "—"}
    days = "; ".join(days_words(*span) for span in taken_days(need, _days(change.after)))
    if not days:
        return _("%(what)s: the new days are not known") % {"what": said}
    if short:
        missing = amount_words(short, need.resource.measure)
        return _("%(what)s: on %(days)s %(missing)s are missing") % {"what": said, "days": days, "missing": missing}
    return _("%(what)s: needed on %(days)s") % {"what": said, "days": days}


@dataclass(frozen=True, slots=True)
class ResourcesPart:
    """What a source needs, taken into a clone: asked for anew, promised by nobody yet."""

    kind: str = "resources"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Resources")

    def count(self, source: Source, /) -> int:
        """Return how many needs would be taken; one query."""
        return Need.objects.of(source).filter(resource__is_active=True).count()

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- days are the event's own
        """Ask for the same."""
        return copy_needs(source, event, by=by)


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for each in Resource.objects.filter(pk__in=keys).select_related("keeper").order_by():
        yield Text(each.pk, each.name, "\n".join((each.measure, each.note, str(each.keeper or ""))))


def _row(resource: Resource) -> Shown:
    return Shown(resource.name, str(resource.keeper or resource.measure), resource.get_absolute_url())


RESOURCES_FOUND = Found(
    name="resource",
    label=_lazy("Resources"),
    model=Resource,
    texts=_texts,
    shown=_row,
    together=lambda rows: rows.select_related("keeper"),
)
