"""The printed plans of a programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import OuterRef

from orgplan.accounts.models import User
from orgplan.documents.models import Document
from orgplan.events.models import Programme
from orgplan.events.queries.card import EventFlag
from orgplan.programmes.models import ProgrammePaper

IN_PROGRAMME = EventFlag("in_programme", lambda: Programme.events.through.objects.filter(event=OuterRef("pk")))


def papers_of(user: User, programme: Programme, number: int = 5) -> list[Document]:
    """Return the latest papers of the programme that the user may see; one query."""
    rows = Document.objects.visible_to(user).filter(programme_paper__programme=programme)
    return list(rows.defer("data").order_by("-pk")[:number])


def papers_naming(events: Collection[int]) -> list[tuple[int, Document]]:
    """Return the printed plans of the programmes that hold the events, sections or not, each with the event's key.

    Two queries, one where no event is in a programme.
    """
    rows = Programme.events.through.objects.filter(event__in=events).values_list("event", "programme__path")
    held: defaultdict[int, set[int]] = defaultdict(set)
    for event, path in rows:
        for key in path.strip("/").split("/"):
            held[int(key)].add(event)
    if not held:
        return []
    papers = ProgrammePaper.objects.filter(programme__in=held).select_related("document").order_by("pk")
    return [(event, each.document) for each in papers for event in sorted(held[each.programme_id])]
