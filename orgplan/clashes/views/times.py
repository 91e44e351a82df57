"""«Найти другое время»: the three best, each with why; choosing one moves the event."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.clashes.policy import can_see_load
from orgplan.clashes.queries import MonthsTaken, clashes_of, norms, offers_of
from orgplan.clashes.queries.occupation import keeps
from orgplan.clashes.rules.load import Foreseen
from orgplan.clashes.rules.offers import Offer
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved
from orgplan.directory.queries import leaders_between, unit_of
from orgplan.events.actions import WITH_FACTS, Wanted, change_with_undo, facts_of, prepare_change
from orgplan.events.following import GroundNeededError, ProposalOnlyError, page_of
from orgplan.events.models import Event
from orgplan.events.policy import can_edit
from orgplan.language.timing.model import Occurrence, Timing, TimingKind


@require_http_methods(["GET", "POST"])
def offers(request: UserRequest, pk: int) -> HttpResponse:
    """Offer other times for an event; a chosen one moves it as every change does."""
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    event = get_object_or_404(events.prefetch_related(*WITH_FACTS), pk=pk)
    unit = unit_of(request.user)
    if not can_edit(request.user, unit_id=unit.pk if unit else None, owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move."))
    refusal = ""
    if request.method == "POST":
        try:
            return _moved(request, event)
        except (RefusedError, ChangedMeanwhileError) as error:
            refusal = _refusal(error)
    offered = offers_of(request.user, event)
    context = {
        "event": event,
        "offers": list(zip(offered, _foreseen(request, event, offered), strict=True)),
        "found": [each for each in clashes_of(request.user, event) if each.is_open],
        "hours": norms().hours,
        "refusal": refusal,
    }
    return render_page(request, "clashes/times.html", context, status=422 if refusal else 200)


def _foreseen(request: UserRequest, event: Event, offered: list[Offer]) -> list[list[Foreseen]]:
    """Return, for each offer, what it would add to the evenings and days off of leaders who take part."""
    days = [each.start.date() for each in offered]
    if not days or not can_see_load(request.user):
        return [[] for _offer in offered]
    leading = {post.person_id for post in leaders_between(min(days), max(days))}
    people = {each.person.pk: each.person for each in facts_of(event).participants if each.person and keeps(each)}
    people = {key: person for key, person in people.items() if key in leading}
    found = MonthsTaken(people, days, without=event.pk)
    return [found.with_one_more(people.values(), [(each.start, each.end)]) for each in offered]


def _refusal(error: Exception) -> str:
    if isinstance(error, ChangedMeanwhileError):
        return _("Somebody changed the event meanwhile: the times below are offered anew.")
    return str(error)


def _moved(request: UserRequest, event: Event) -> HttpResponse:
    """Move the event to the chosen time; where a reason or the department is asked for, go on on the change's page."""
    chosen = _chosen(request.POST.get("start", ""), offers_of(request.user, event))
    if chosen is None:
        raise RefusedError(_("This time is no longer free: choose another one."))
    facts = replace(facts_of(event), timing=moved(event.timing, chosen.start, chosen.end), wording="")
    edition = row_key(request.POST.get("edition", "")) or 0
    try:
        step = change_with_undo(wanted=[Wanted(event, facts, edition)], by=request.user)
    except (GroundNeededError, ProposalOnlyError):
        return SeeOther(page_of(prepare_change(event, facts=facts, edition=edition, by=request.user)))
    undo = reverse("events:take_back", args=[step.pk])
    return saved(request, reverse("events:event", args=[event.pk]), _("The event is moved."), undo=undo)


def _chosen(text: str, found: list[Offer]) -> Offer | None:
    return next((each for each in found if each.start.isoformat(timespec="minutes") == text), None)


def moved(timing: Timing, start: datetime, end: datetime) -> Timing:
    """Return the time with its first stretch from start to end; further ones stay."""
    first = timing.occurrences[0] if timing.occurrences else Occurrence(None, None, None, None)
    day = start.date()
    last = day + (first.end - first.start) if first.start and first.end else day
    ends = end.time() if first.end_time else None
    at = replace(first, start=day, end=last, start_time=time(start.hour, start.minute), end_time=ends)
    return Timing(TimingKind.TIMED, (at, *timing.occurrences[1:]), None)
