"""Papers of the register that print a changed event: what every room that prints one does with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.documents.actions import ChangedFact, make_next_version
from orgplan.documents.models import Document
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.events.actions.following import Decisions, Effect, EventChange
from orgplan.events.rules import ChangeKind, Decision

_SILENT = frozenset({ChangeKind.HELD, ChangeKind.NOT_HELD})


def touches_papers(change: EventChange) -> bool:
    """Tell whether a paper that prints the event says what is no more so: what took place leaves it as it was."""
    return bool(change.kinds - _SILENT)


def outdated_fact(change: EventChange, document: Document) -> ChangedFact:
    """Return what the paper says of the event that is no more so."""
    return ChangedFact(
        document,
        about_key=f"event-{change.event.pk}",
        about_label=change.before.title,
        about_url=reverse("events:event", args=[change.event.pk]),
        shifts={
            kind.value: [str(kind.label), before, after] for kind, before, after in change.shifts if kind not in _SILENT
        },
    )


def paper_effect(document: Document) -> Effect:
    """Return the paper as a line of the list of what a change touches; usually its next version is made."""
    words = {"title": document.title, "number": document.number, "format": document.get_format_display()}
    return Effect(
        key=f"paper-{document.pk}",
        heading=_("Printed: %(title)s, version %(number)d, %(format)s") % words,
        sentence=_("Becomes outdated: it is made anew of what holds then."),
        address=document.get_absolute_url(),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def latest_papers(documents: Iterable[Document]) -> list[Document]:
    """Return the latest version of each paper."""
    latest: dict[tuple[str, str], Document] = {}
    for each in sorted(documents, key=lambda one: -one.number):
        latest.setdefault((each.kind, each.subject), each)
    return list(latest.values())


def papers_made_anew(key: str, documents: Sequence[Document], decisions: Decisions, by: Actor) -> list[str]:
    """Make the next version of those for which the follower `key` was told so; a form that refuses is said."""
    anew = (each for each in documents if decisions.of(key, paper_effect(each)) == Decision.UPDATE)
    return [paper_made_anew(each, by) for each in anew]


def paper_made_anew(document: Document, by: Actor) -> str:
    """Make the next version of the paper and say so, or say why its form refused."""
    try:
        made = make_next_version(document, by=by)
    except FormRefusedError as refusal:
        return _("“%(document)s” was not made anew: %(why)s") % {"document": document, "why": refusal}
    return _("“%(document)s”: version %(number)d is made.") % {"document": document, "number": made.number}
