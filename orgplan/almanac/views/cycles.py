"""The циклограмма: its list and printed scheme, a meeting with its exceptions, laying into plans."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.almanac.actions.laying import lay_ahead
from orgplan.almanac.actions.registers import add_exception, remove_cycle, remove_exception, write_cycle
from orgplan.almanac.documents import scheme_data, scheme_paper, scheme_subject
from orgplan.almanac.forms import CycleForm, ExceptionForm
from orgplan.almanac.models import CycleException, MeetingCycle
from orgplan.almanac.policy import can_keep_almanac
from orgplan.almanac.queries import cycles_with_next, meetings_of, scheme_of
from orgplan.almanac.rules.papers import SCHEME_FORM
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import leaders_on, unit_of
from orgplan.documents.actions import record_document
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError

_SHOWN = 10
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _keeping(request: UserRequest) -> None:
    if not can_keep_almanac(request.user):
        raise PermissionDenied(_("The almanac is kept by the organisational department and the protocol service."))


def _found(request: UserRequest, pk: int) -> MeetingCycle:
    cycles = MeetingCycle.objects.visible_to(request.user).select_related("owner", "chair", "venue")
    cycle: MeetingCycle = get_object_or_404(cycles.prefetch_related("exceptions"), pk=pk)
    return cycle


@require_GET
def cycle_list(request: UserRequest) -> HttpResponse:
    """All meetings that come back, with the next one of each."""
    rows = cycles_with_next(request.user, timezone.localdate())
    context = {"rows": rows, "may_keep": can_keep_almanac(request.user)}
    return render_page(request, "almanac/cycles.html", context)


@require_GET
def scheme(request: UserRequest) -> HttpResponse:
    """The scheme as offices hang it on the wall: weeks of a month by weekdays."""
    found = scheme_of(cycles_with_next(request.user, timezone.localdate()))
    context = {"weeks": list(enumerate(found.weeks, start=1)), "others": found.others, "today": timezone.localdate()}
    return render_page(request, "almanac/scheme.html", context)


@require_GET
def scheme_document(request: UserRequest, form: str) -> HttpResponse:
    """The циклограмма as a list, in Word or PDF."""
    today = timezone.localdate()
    data = scheme_data(cycles_with_next(request.user, today), today)
    try:
        found = same_paper(SCHEME_FORM.code, scheme_subject(form), data, form) or record_document(
            paper=scheme_paper(data, form), by=request.user
        )
    except FormRefusedError as refusal:
        return saved(request, reverse("almanac:cycles"), str(refusal))
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES[form])
    name = f"Циклограмма на {today:%d.%m.%Y}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_GET
def cycle_page(request: UserRequest, pk: int) -> HttpResponse:
    """One meeting: its rule, the next ten, exceptions with their reasons."""
    cycle = _found(request, pk)
    today = timezone.localdate()
    laid = cycle.laid.visible_to(request.user).filter(slot__gte=today, event__isnull=False).select_related("event")
    context = {
        "cycle": cycle,
        "meetings": meetings_of(cycle, today, _SHOWN),
        "laid": {each.slot: each.event for each in laid},
        "own_unit": unit_of(request.user),
        "may_keep": can_keep_almanac(request.user),
    }
    return render_page(request, "almanac/cycle.html", context)


def _form(request: UserRequest, cycle: MeetingCycle | None) -> CycleForm:
    today = timezone.localdate()
    leaders = [each.person_id for each in leaders_on(today)]
    if cycle and cycle.chair_id:
        leaders.append(cycle.chair_id)
    return CycleForm(
        posted(request),
        record=cycle,
        units=Unit.objects.visible_to(request.user).filter(is_active=True),
        people=Person.objects.visible_to(request.user).filter(pk__in=leaders),
        venues=Venue.objects.visible_to(request.user),
        initial={} if cycle else {"starts_on": today},
    )


@require_http_methods(["GET", "POST"])
def create_cycle(request: UserRequest) -> HttpResponse:
    """Record a meeting that comes back."""
    _keeping(request)
    form = _form(request, None)
    cycle = submitted(form, lambda: write_cycle(facts=form.to_write(), by=request.user))
    if cycle is not None:
        return saved(request, cycle, _("The meeting is recorded; lay it into plans when it is checked."))
    return render_page(request, "almanac/cycle_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_cycle(request: UserRequest, pk: int) -> HttpResponse:
    """Change a meeting; what was laid and not touched by people follows at the next laying."""
    _keeping(request)
    cycle = _found(request, pk)
    form = _form(request, cycle)
    done = submitted(
        form,
        lambda: write_cycle(facts=form.to_write(), cycle=cycle, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, cycle, _("The meeting is changed; events follow when it is laid into plans."))
    return render_page(request, "almanac/cycle_form.html", {"form": form, "cycle": cycle}, status=form.status)


@require_POST
def remove_cycle_view(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a meeting of which nothing was laid."""
    _keeping(request)
    cycle = _found(request, pk)
    try:
        step = remove_with_undo(cycle, act=lambda: remove_cycle(cycle, by=request.user), by=request.user)
    except RefusedError as refusal:
        return saved(request, cycle, str(refusal))
    return saved(request, reverse("almanac:cycles"), _("The meeting is removed."), undo=step.undo_address)


@require_http_methods(["GET", "POST"])
def create_exception(request: UserRequest, pk: int) -> HttpResponse:
    """Say how one meeting differs."""
    _keeping(request)
    cycle = _found(request, pk)
    form = ExceptionForm(posted(request), initial={"day": request.GET.get("day", "")})
    done = submitted(form, lambda: add_exception(cycle, facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, cycle, _("The exception is recorded; the event follows when it is laid into plans."))
    status = 422 if form.is_bound else 200
    return render_page(request, "almanac/exception.html", {"form": form, "cycle": cycle}, status=status)


@require_POST
def remove_exception_view(request: UserRequest, pk: int, exception_pk: int) -> HttpResponse:
    """Let the meeting be as the rule says."""
    _keeping(request)
    cycle = _found(request, pk)
    exceptions = CycleException.objects.visible_to(request.user).select_related("cycle")
    found = get_object_or_404(exceptions, pk=exception_pk, cycle=cycle)
    step = remove_with_undo(found, act=lambda: remove_exception(found, by=request.user), by=request.user)
    return saved(request, cycle, _("The exception is removed."), undo=step.undo_address)


@require_POST
def lay(request: UserRequest) -> HttpResponse:
    """Lay meetings and dates ahead now; the worker does the same every night."""
    _keeping(request)
    done = lay_ahead(today=timezone.localdate(), by=request.user)
    words = _("Laid into plans: new %(created)d, changed %(changed)d, found on record %(adopted)d.") % {
        "created": done.created,
        "changed": done.changed,
        "adopted": done.adopted,
    }
    if done.kept:
        words += " " + _("Left as people changed them: %d.") % done.kept
    return saved(request, reverse("almanac:cycles"), " ".join([words, *done.refused[:3]]))
