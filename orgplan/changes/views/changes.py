"""Pages of a change: what is to change, what it touches, what was done; proposals and their decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.changes.forms import AnswerForm, CancelForm, ChangeForm, GroundForm, MoveForm, ReinstateForm, VenueForm
from orgplan.changes.policy import can_decide, may_look
from orgplan.changes.queries import (
    FEW,
    Group,
    Work,
    all_decisions,
    change_of,
    clashes_of,
    counts_of,
    groups_of,
    letters_of,
    recent_changes,
    texts_to_look_at,
    work_of,
)
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import (
    apply_change,
    decide_effects,
    decline_change,
    drop_change,
    facts_of,
    from_plain,
    meet_present,
    note_looked,
    prepare_change,
    propose_change,
    reword_change,
    take_back_change,
    write_corrections,
)
from orgplan.events.following import Decision, demands_of
from orgplan.events.models import Change, Event, ProposedChange, ToLook
from orgplan.events.policy import can_edit
from orgplan.events.queries.card import events_of_changes, read_co_owners
from orgplan.events.rules import EventState, ProposalState
from orgplan.jobs.actions.queue import stop_job, try_job_again

OPEN = (ProposalState.PREPARED, ProposalState.PROPOSED)


@require_GET
def change_list(request: UserRequest) -> HttpResponse:
    """Changes that wait for the department, and what was changed lately."""
    proposals = ProposedChange.objects.visible_to(request.user).select_related("event", "unit")
    context = {
        "waiting": [(each, change_of(each)) for each in proposals.filter(state=ProposalState.PROPOSED)[:FEW]],
        "own": proposals.filter(state=ProposalState.PREPARED, made_by_key=str(request.user.pk))[:FEW],
        "changes": recent_changes(request.user),
        "may_decide": can_decide(request.user),
    }
    return render_page(request, "changes/list.html", context)


def _may_edit(request: UserRequest, event: Event) -> bool:
    return can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)


def _for_change(request: UserRequest, pk: int) -> Event:
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    event = get_object_or_404(events, pk=pk)
    if not _may_edit(request, event):
        raise PermissionDenied(_("This event belongs to another unit."))
    return event


def _form_of(verb: str, request: UserRequest) -> ChangeForm:
    if verb == "venue":
        return VenueForm(posted(request), venues=Venue.objects.visible_to(request.user).filter(is_active=True))
    if verb == "move":
        return MoveForm(posted(request))
    return CancelForm(posted(request)) if verb == "cancel" else ReinstateForm(posted(request))


@require_http_methods(["GET", "POST"])
def begin(request: UserRequest, pk: int, verb: str) -> HttpResponse:
    """Say what is to become of the event and why; what it touches comes next."""
    event = _for_change(request, pk)
    form = _form_of(verb, request)

    def prepare() -> ProposedChange:
        facts, ground = form.facts_from(facts_of(event)), form.ground
        return prepare_change(
            event, facts=facts, edition=event.edition, reason=ground.reason, basis=ground.basis, by=request.user
        )

    proposed = submitted(form, prepare)
    if proposed is not None:
        return SeeOther(reverse("changes:change", args=[proposed.pk]))
    context = {"event": event, "form": form, "verb": verb, "is_cancelled": event.state == EventState.CANCELLED}
    return render_page(request, "changes/begin.html", context, status=422 if form.is_bound else 200)


def _found(request: UserRequest, pk: int) -> ProposedChange:
    rows = ProposedChange.objects.visible_to(request.user).select_related("unit", "change")
    found: ProposedChange = get_object_or_404(rows.prefetch_related(Prefetch("event", events_of_changes())), pk=pk)
    read_co_owners(found.event)
    return found


def _for_work(request: UserRequest, pk: int) -> ProposedChange:
    proposed = _found(request, pk)
    if not _may_edit(request, proposed.event):
        raise PermissionDenied(_("This event belongs to another unit."))
    return proposed


@require_http_methods(["GET", "POST"])
def change_page(request: UserRequest, pk: int) -> HttpResponse:
    """What the change touches, each with update, notify or leave; afterwards what was done."""
    if request.method == "POST":
        return _submit(request, _for_work(request, pk))
    return _shown(request, _found(request, pk))


def _shown(request: UserRequest, proposed: ProposedChange, form: GroundForm | None = None) -> HttpResponse:
    change = change_of(proposed)
    is_open = proposed.state in OPEN
    groups = groups_of(proposed, change, request.user) if is_open else []
    demands = demands_of([change], request.user) if is_open else []
    context = {
        "proposed": proposed,
        "event": proposed.event,
        "change": change,
        "is_open": is_open,
        "form": form or GroundForm(initial={name: getattr(proposed, name) for name in GroundForm.base_fields}),
        "clashes": clashes_of(proposed) if is_open else [],
        "demands": list(dict.fromkeys(each.because for each in demands)),
        "may_apply": all(each.may_alone for each in demands),
        "may_work": is_open and _may_edit(request, proposed.event),
        "may_decide": can_decide(request.user) and proposed.state == ProposalState.PROPOSED,
        "counts": counts_of(groups),
        **_afterwards(request, proposed),
        **_windows(request, groups),
    }
    answer = render_page(request, "changes/change.html", context, fragment="work", status=422 if form else 200)
    work = context.get("work")
    if request.htmx and not (isinstance(work, Work) and work.under_way):
        answer.headers["HX-Refresh"] = "true"  # the job has ended: all of the page says something else now
    return answer


def _afterwards(request: UserRequest, proposed: ProposedChange) -> dict[str, Any]:
    """Return what became of a change that was made: whether it was taken back, and of its letters."""
    made = proposed.change
    if made is None:
        return {}
    back = Change.objects.visible_to(request.user).filter(takes_back=made).first()
    may = _may_edit(request, proposed.event)
    work = work_of(made)
    may_undo = may and back is None and not (work and work.under_way)
    looks = proposed.looks if back is None and may_look(request.user, proposed) else []
    return {
        "looks": looks,
        "back": back,
        "letters": letters_of(made),
        "may_undo": may_undo,
        "may_correct": may,
        "work": work,
    }


def _windows(request: UserRequest, groups: list[Group]) -> dict[str, Any]:
    total = sum(group.total for group in groups)
    chosen = next((group for group in groups if group.key == request.GET.get("group")), groups[0] if groups else None)
    shown = groups if total <= FEW or chosen is None else [chosen]
    window = window_of(request, chosen.lines) if chosen and total > FEW else None
    return {"groups": groups, "chosen": chosen, "shown": shown, "window": window, "total": total}


def _submit(request: UserRequest, proposed: ProposedChange) -> HttpResponse:
    form = GroundForm(request.POST)
    verb = request.POST.get("do", "save")

    def act() -> ProposedChange:
        kept, looks = _kept(request, proposed, form)
        if verb == "apply":
            return apply_change(kept, to_look=looks, by=request.user)
        return propose_change(kept, by=request.user) if verb == "propose" else kept

    try:
        done = submitted(form, act)
    except ChangedMeanwhileError:
        tell_saved(request, _("Nothing was changed yet: somebody worked on the same meanwhile. Compare and go on."))
        return SeeOther(reverse("changes:change", args=[proposed.pk]))
    if done is None:
        return _shown(request, _found(request, proposed.pk), form)
    address = reverse("changes:change", args=[proposed.pk])
    if verb == "apply":
        work = work_of(done.change) if done.change else None
        if work:
            return saved(request, address, _("The change is made; its many parts go along one after another."))
        return saved(request, address, _("The change is made."), undo=reverse("changes:undo", args=[proposed.pk]))
    words = (
        _("The change is proposed to the department.") if verb == "propose" else _("Saved; the event is not changed.")
    )
    return saved(request, address, words)


def _kept(request: UserRequest, proposed: ProposedChange, form: GroundForm) -> tuple[ProposedChange, list[ToLook]]:
    """Keep reason, basis and decisions before anything else is tried; also return what only people can change."""
    kept = reword_change(
        proposed,
        facts=from_plain(proposed.facts),
        opened=proposed.opened,
        ground=form.ground,
        edition=row_key(request.POST.get("edition", "")) or proposed.edition,
        by=request.user,
    )
    groups = groups_of(kept, change_of(kept), request.user)
    whole, single = all_decisions(groups)
    for group in groups:
        posted_whole = _decision(request, f"group-{group.key}") or group.decision
        if posted_whole != _decision(request, f"was-{group.key}"):
            single = {pair: each for pair, each in single.items() if pair[0] != group.key}
        else:
            chosen = {line.effect.key: _decision(request, f"one-{group.key}-{line.effect.key}") for line in group.lines}
            single |= {(group.key, key): each for key, each in chosen.items() if each}
        whole[group.key] = posted_whole
    decided = decide_effects(kept, groups=whole, single=single, by=request.user)
    return decided, texts_to_look_at(groups)


def _decision(request: UserRequest, name: str) -> Decision | None:
    value = request.POST.get(name, "")
    return Decision(value) if value in Decision.values else None


@require_POST
def meet(request: UserRequest, pk: int) -> HttpResponse:
    """Go on over the event as somebody else left it."""
    proposed = _for_work(request, pk)
    try:
        meet_present(proposed, by=request.user)
    except RefusedError as refusal:
        tell_saved(request, str(refusal))
    return SeeOther(reverse("changes:change", args=[proposed.pk]))


@require_POST
def drop(request: UserRequest, pk: int) -> HttpResponse:
    """Leave the change; the event stays as it is."""
    proposed = _for_work(request, pk)
    try:
        drop_change(proposed, by=request.user)
    except RefusedError as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(reverse("changes:change", args=[proposed.pk]))
    return saved(request, reverse("events:event", args=[proposed.event_id]), _("The event stays as it was."))


@require_http_methods(["GET", "POST"])
def decline(request: UserRequest, pk: int) -> HttpResponse:
    """Decline a proposed change with a reason."""
    proposed = _found(request, pk)
    if not can_decide(request.user):
        raise PermissionDenied(_("The organisational department decides on proposed changes."))
    form = AnswerForm(posted(request))
    done = submitted(form, lambda: decline_change(proposed, answer=form.cleaned_data["answer"], by=request.user))
    if done is not None:
        return saved(request, reverse("changes:list"), _("The change is declined; the unit reads why."))
    context = {"proposed": proposed, "form": form, "change": change_of(proposed)}
    return render_page(request, "changes/decline.html", context, status=422 if form.is_bound else 200)


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take a change back that was just made, with everything that moved along."""
    proposed = _for_work(request, pk)
    address = reverse("events:event", args=[proposed.event_id])
    if proposed.change is None:
        return saved(request, address, _("Nothing was changed, there is nothing to take back."))
    try:
        for sentence in take_back_change(proposed.change, by=request.user):
            messages.info(request, sentence)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    except ChangedMeanwhileError:
        return saved(request, address, _("Somebody changed the event since: change it back by hand."))
    page = reverse("changes:change", args=[proposed.pk])
    work = work_of(proposed.change)
    if work and work.goes_back:
        return saved(request, page, _("Taken back; its many parts are put back one after another."))
    letters = letters_of(proposed.change)
    if letters is None:
        return saved(request, address, _("Taken back; the event stands as before."))
    return saved(request, page, _("Taken back; the event stands as before. See what became of the letters."))


@require_POST
def looked(request: UserRequest, pk: int) -> HttpResponse:
    """Note that a text of the change was looked at; `line` is its number on the page."""
    proposed = _found(request, pk)
    if not may_look(request.user, proposed):
        raise PermissionDenied(_("Whoever made the change looks at its texts, and the organisational department."))
    address = reverse("changes:change", args=[proposed.pk])
    try:
        note_looked(proposed, number=_line(request), by=request.user)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    return saved(request, address, _("It is noted that you looked."))


def _line(request: UserRequest) -> int:
    number = row_key(request.POST.get("line", ""))
    return -1 if number is None else number


@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """Stop the job that changes the parts, between two pieces; what it changed stays so."""
    return _of_the_job(request, pk, stop_job, _("The work is being stopped; what is changed stays so."))


@require_POST
def go_on(request: UserRequest, pk: int) -> HttpResponse:
    """Let a stopped or failed job go on where it ended."""
    return _of_the_job(request, pk, try_job_again, _("The rest of the parts follows."))


def _of_the_job(request: UserRequest, pk: int, act: Callable[..., object], told: str) -> HttpResponse:
    proposed = _for_work(request, pk)
    address = reverse("changes:change", args=[proposed.pk])
    work = work_of(proposed.change) if proposed.change else None
    if work is None:
        return saved(request, address, _("No work on parts was ordered for this change."))
    try:
        act(work.job, by=request.user)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    return saved(request, address, told)


@require_POST
def correct(request: UserRequest, pk: int) -> HttpResponse:
    """Tell those whose letters have left that the change was taken back."""
    proposed = _for_work(request, pk)
    address = reverse("changes:change", args=[proposed.pk])
    if proposed.change is None:
        return saved(request, address, _("Nothing was changed, there is nothing to take back."))
    try:
        write_corrections(proposed.change, by=request.user)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    return saved(request, address, _("The corrections stand in the outbox."))
