"""What programmes answer to lower rooms: printed plans of a changed event, what the search finds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.documents.actions import mark_outdated
from orgplan.documents.models import Document
from orgplan.events.following import (
    Decisions,
    Demand,
    Effect,
    EventChange,
    latest_papers,
    outdated_fact,
    paper_effect,
    papers_made_anew,
    touches_papers,
)
from orgplan.events.models import Programme
from orgplan.events.queries.card import may_have
from orgplan.programmes.queries.papers import IN_PROGRAMME, papers_naming
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    for each in Programme.objects.filter(pk__in=keys).select_related("parent", "curator").order_by():
        yield Text(each.pk, each.name, f"{each.code}\n{each.years}\n{each.aim}\n{each.parent or ''}")


PROGRAMMES_FOUND = Source(
    name="programme",
    label=_("Programmes"),
    model=Programme,
    texts=_texts,
    shown=lambda each: Shown(each.whole_name, each.years, each.get_absolute_url()),
    together=lambda rows: rows.select_related("parent"),
)


def note_outdated_programmes(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Mark every printed plan of a programme that names a changed event; one query where none of them is in one."""
    told = {each.event.pk: each for each in changes if touches_papers(each)}
    facts = [outdated_fact(told[key], document) for key, document in papers_naming(told)] if told else []
    if facts:
        mark_outdated(facts=facts, by=by)
    return []


@dataclass(frozen=True, slots=True)
class ProgrammePapersFollower:
    """Printed plans of the programmes to which the event belongs: the next version is made."""

    key: str = "programmes.papers"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return gettext("Plans of programmes")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the latest printed plans that the user may see; three queries, none outside programmes."""
        keys = [each.pk for each in _papers(change)]
        visible = Document.objects.visible_to(user).filter(pk__in=keys).order_by("pk") if keys else ()
        return [paper_effect(each) for each in visible]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Make the plans anew, as was decided."""
        if not decisions.may_concern(self.key):
            return []
        return papers_made_anew(self.key, _papers(change), decisions, by)


def _papers(change: EventChange) -> list[Document]:
    if not touches_papers(change) or not may_have(change.event, IN_PROGRAMME):
        return []
    return latest_papers(document for _key, document in papers_naming([change.event.pk]))
