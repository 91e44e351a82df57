"""Many events at once: what to change, a preview of every row, one write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, list_before, render_page, saved, window_of
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import leaders_on, own_unit_key, unit_of
from orgplan.events.actions import WITH_FACTS, Wanted, change_with_undo
from orgplan.events.actions.bulk import MOST, BulkRow, bulk_demands, bulk_rows
from orgplan.events.actions.bulk_work import MANY, BulkOrder, order_bulk_change
from orgplan.events.forms import BulkForm
from orgplan.events.models import Event, UndoStep
from orgplan.events.policy import can_create, can_edit
from orgplan.events.queries import filter_of, matching
from orgplan.events.views.undo import undo_address


@dataclass(frozen=True, slots=True)
class Choice:
    """The events that were chosen, with the editions seen then; `words` is the same as the page carries it."""

    events: list[Event]
    seen: dict[int, int]
    too_many: bool = False

    @property
    def words(self) -> str:
        """Return «12:3 15:1»: keys and editions."""
        return " ".join(f"{event.pk}:{self.seen[event.pk]}" for event in self.events)

    @property
    def changed(self) -> list[Event]:
        """Return the events that somebody changed since they were chosen."""
        return [event for event in self.events if event.edition != self.seen[event.pk]]


@require_POST
def bulk(request: UserRequest) -> HttpResponse:
    """Take the chosen rows, ask what to change, show what becomes of each, write; the steps of one form."""
    if not can_create(request.user):
        raise PermissionDenied(_("Events are changed by the department, the protocol service and unit coordinators."))
    choice = _choice(request)
    if not choice.events:
        return saved(request, list_before(request, "events:list"), _("No event was chosen."))
    form = _form(request)
    asked = form.is_bound and form.is_valid()
    rows = bulk_rows(choice.events, form.change, _may(request)) if asked else []
    step = (
        _write(request, form, choice, rows) if asked and request.POST.get("apply") == _seal(request, choice) else None
    )
    if step is not None and not step.befores:
        return SeeOther(reverse("events:bulk_work", args=[step.pk]))
    if step is not None:
        count = len(step.befores)
        words = ngettext("%d event is changed.", "%d events are changed.", count) % count
        return saved(request, list_before(request, "events:list"), words, undo=undo_address(step))
    return render_page(
        request, "events/bulk.html", _context(request, form, choice, rows), status=_status(request, form)
    )


def _context(request: UserRequest, form: BulkForm, choice: Choice, rows: Sequence[BulkRow]) -> dict[str, object]:
    changing = [row for row in rows if row.after]
    demands = list(dict.fromkeys(each.because for each in bulk_demands(changing, request.user)))
    window = window_of(
        request, [*changing, *(row for row in rows if not row.after)], number=request.POST.get("page", "")
    )
    fresh = Choice(choice.events, {event.pk: event.edition for event in choice.events})
    return {
        "form": form,
        "list_address": list_before(request, "events:list"),
        "query": request.POST.get("query", ""),
        "chosen": fresh.words,
        "count": len(choice.events),
        "by_job": len(changing) > MANY,
        "too_many": MOST if choice.too_many else 0,
        "changed": choice.changed,
        "window": window,
        "changing": len(changing),
        "staying": len(rows) - len(changing),
        "demands": demands,
        "seal": _seal(request, fresh),
        "previewed": bool(rows),
    }


def _status(request: UserRequest, form: BulkForm) -> int:
    if form.is_bound and form.errors:
        return 422
    return 409 if request.POST.get("apply") else 200


def _write(request: UserRequest, form: BulkForm, choice: Choice, rows: Sequence[BulkRow]) -> UndoStep | None:
    wanted = [Wanted(row.event, row.after, choice.seen[row.event.pk]) for row in rows if row.after]
    if not wanted or choice.changed:
        return None
    try:
        if len(wanted) > MANY:
            pairs = [(each.event.pk, each.edition) for each in wanted]
            order = BulkOrder(form.change, pairs, form.reason_words, form.ground)
            return order_bulk_change(wanted=wanted, order=order, by=request.user)
        return change_with_undo(wanted=wanted, reason=form.reason_words, basis=form.ground, by=request.user)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhileError as race:
        form.add_error(None, _("“%(title)s” was changed a moment ago: look at the preview again.") % {"title": race})
    return None


def _form(request: UserRequest) -> BulkForm:
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    own = unit_of(request.user)
    if own and has_role(request.user, Role.COORDINATOR):
        units = units.filter(pk=own.pk)
    people = [each.person_id for each in leaders_on(timezone.localdate())]
    leaders = Person.objects.visible_to(request.user).filter(pk__in=people)
    venues = Venue.objects.visible_to(request.user).filter(is_active=True)
    data = request.POST if {"preview", "apply", "page"} & set(request.POST) else None
    return BulkForm(data, units=units, leaders=leaders, venues=venues)


def _may(request: UserRequest) -> Callable[[Event], bool]:
    own = own_unit_key(request.user)
    return lambda event: can_edit(request.user, unit_id=own, owner_id=event.owner_id)


def _choice(request: UserRequest) -> Choice:
    """Read the chosen events: carried with their editions, ticked in the list, or all that its filter finds."""
    seen = _carried(request.POST.get("chosen", ""))
    visible = Event.objects.visible_to(request.user)
    if seen:
        found = visible.filter(pk__in=seen)
    elif "all" in request.POST:
        query = QueryDict(request.POST.get("query", "")).dict()
        found = matching(request.user, filter_of(query, timezone.localdate()))
    else:
        found = visible.filter(pk__in=[key for each in request.POST.getlist("row") if (key := row_key(each))])
    rows = list(found.select_related("owner", "venue", "part_of").prefetch_related(*WITH_FACTS)[: MOST + 1])
    events = rows[:MOST]
    return Choice(events, {event.pk: seen.get(event.pk, event.edition) for event in events}, len(rows) > MOST)


def _carried(words: str) -> dict[int, int]:
    pairs = (word.partition(":") for word in words.split()[:MOST])
    return {key: edition for left, _colon, right in pairs if (key := row_key(left)) and (edition := row_key(right))}


def _seal(request: UserRequest, choice: Choice) -> str:
    """Return a mark of exactly what was previewed: another choice or another form shows a preview first."""
    form = sorted((name, value) for name, value in request.POST.items() if name in BulkForm.base_fields)
    facts = [each for each in form if each[0] not in ("reason", "basis", "basis_number", "basis_date")]
    return hashlib.sha256(repr((facts, choice.words)).encode()).hexdigest()[:16]
