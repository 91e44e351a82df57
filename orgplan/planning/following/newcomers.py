"""Events that come into a calendar which is printed already: the paper lacks them, so it is outdated.

What a paper prints is watched by its own changes (`papers`); what it does not print yet comes by any way: recorded,
moved into the week, given to a leader, restored. So the history is watched (`config/search.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.audit.actions import System
from orgplan.documents.actions import ChangedFact, mark_outdated
from orgplan.documents.models import Document, OutdatedFact
from orgplan.events.models import Event
from orgplan.planning.queries.executive_calendar import PrintedCalendar, newly_in, printed_calendars

_EVENT, _NEW, _NOTHING = "events.event", "newcomer", "—"
REGISTER = System("Реестр документов")


def note_newcomers(touched: Collection[tuple[str, str]]) -> None:
    """Mark the printed calendars that lack an event touched just now, unmark those it has left again.

    No query where no event was touched; one where no calendar is printed, three more for each one of its days.
    """
    keys = {int(key) for kind, key in touched if kind == _EVENT and key.isdigit()}
    calendars = printed_calendars() if keys else []
    if not calendars:
        return
    documents = Document.objects.defer("data").in_bulk([each.document for each in calendars])
    known = _known(keys, documents)
    spans = _spans(keys | {key for _document, key in known})
    facts = [fact for each in calendars for fact in _facts(each, documents[each.document], spans, known)]
    if facts:
        mark_outdated(facts=facts, by=REGISTER)


_Known = dict[tuple[int, int], tuple[str, str]]
"""By document and event: title and time as the mark that stands already says them."""


def _known(keys: Collection[int], documents: Collection[int]) -> _Known:
    names = {f"event-{key}": key for key in keys}
    rows = OutdatedFact.objects.filter(document__in=documents, about_key__in=names, shifts__has_key=_NEW)
    return {(row.document_id, names[row.about_key]): (row.about_label, row.shifts[_NEW][2]) for row in rows}


def _spans(keys: Collection[int]) -> dict[int, Event]:
    """Return the events with their days only."""
    return Event.objects.order_by().only("pk", "title", "first_day", "last_day").in_bulk(list(keys))


def _facts(
    calendar: PrintedCalendar, document: Document, spans: dict[int, Event], known: _Known
) -> Iterator[ChangedFact]:
    period = calendar.period
    near = {
        key
        for key, event in spans.items()
        if event.last_day and event.last_day >= period.start and (event.first_day or period.end) <= period.end
    }
    marked = {key for each, key in known if each == document.pk}
    found = newly_in(calendar, near) if near else {}
    for key in sorted(found):
        title, when = found[key].title, found[key].when
        if known.get((document.pk, key)) != (title, when):
            yield _fact(document, key, title, when)
    for key in sorted(marked - set(found)):
        yield _fact(document, key, known[document.pk, key][0], _NOTHING)


def _fact(document: Document, key: int, title: str, now: str) -> ChangedFact:
    return ChangedFact(
        document,
        about_key=f"event-{key}",
        about_label=title,
        about_url=reverse("events:event", args=[key]),
        shifts={_NEW: [_("new event"), _NOTHING, now]},
    )
