"""Steps: the form, the marks, the proof."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import local_address, render_page, saved
from orgplan.directory.models import Person, Unit
from orgplan.directory.queries import own_unit_key, unit_of
from orgplan.events.models import EventTemplate
from orgplan.events.parts import Source
from orgplan.events.policy import can_edit, can_edit_template
from orgplan.preparation.actions import (
    accept_lead,
    finish_step,
    plan_step,
    remove_step,
    reopen_step,
    skip_step,
)
from orgplan.preparation.forms import FinishForm, ReasonForm, StepForm
from orgplan.preparation.models import Step
from orgplan.preparation.policy import can_finish
from orgplan.preparation.queries.mine import is_named
from orgplan.preparation.queries.plan import of_source
from orgplan.preparation.views.plan import changed_event


def found_step(request: UserRequest, pk: int) -> Step:
    """Return the step, or 404 where the reader does not see it."""
    steps = Step.objects.visible_to(request.user).select_related("event__owner", "template", "unit", "person", "after")
    found: Step = get_object_or_404(steps, pk=pk)
    return found


def _changed(request: UserRequest, pk: int) -> Step:
    step = found_step(request, pk)
    unit = unit_of(request.user)
    key = unit.pk if unit else None
    if step.event:
        may = can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=step.event.owner_id)
    else:
        may = can_edit_template(request.user, unit_id=key, owner_id=step.source.owner_id)
    if not may:
        raise PermissionDenied(_("The plan of preparation is changed by those who may change the event."))
    return step


def _marked(request: UserRequest, pk: int) -> Step:
    """Return the step of an event that the reader may mark; 403 for others who see it."""
    step = found_step(request, pk)
    if step.event is None:
        raise PermissionDenied(_("A step of a template is not done: it is taken into events."))
    own = own_unit_key(request.user)
    owner, named = step.event.owner_id, is_named(request.user, step)
    if not can_finish(request.user, unit_id=own, owner_id=owner, step_unit_id=step.unit_id, is_named=named):
        raise PermissionDenied(_("A step is marked by the unit that answers for it and by those who change the event."))
    return step


def _form_page(request: UserRequest, source: Source, step: Step | None) -> HttpResponse:
    form = StepForm(
        posted(request),
        record=step,
        units=Unit.objects.visible_to(request.user).filter(is_active=True),
        people=_people(request),
        steps=Step.objects.visible_to(request.user).filter(**of_source(source)).exclude(pk=step.pk if step else 0),
        of_template=isinstance(source, EventTemplate),
    )

    def write() -> Step:
        edition = form.cleaned_data["edition"] if step else 0
        return plan_step(facts=form.to_write(), source=source, step=step, edition=edition, by=request.user)

    if (written := submitted(form, write)) is not None:
        return saved(request, written.get_absolute_url(), _("The step is saved."))
    back = reverse("preparation:plan", args=[source.pk])
    back = source.get_absolute_url() if isinstance(source, EventTemplate) else back
    context = {"form": form, "step": step, "source": source, "back": back}
    return render_page(request, "preparation/step_form.html", context, status=form.status)


def _people(request: UserRequest) -> QuerySet[Person]:
    """Return those who work in the administration: posts in its units."""
    people: QuerySet[Person] = Person.objects.visible_to(request.user)
    return people.filter(positions__unit__isnull=False, is_active=True).distinct()


@require_http_methods(["GET", "POST"])
def new_step(request: UserRequest, pk: int) -> HttpResponse:
    """Add a step to the plan of an event."""
    return _form_page(request, changed_event(request, pk), None)


@require_http_methods(["GET", "POST"])
def new_template_step(request: UserRequest, pk: int) -> HttpResponse:
    """Add a step to the ladder of a template."""
    template = get_object_or_404(EventTemplate.objects.visible_to(request.user), pk=pk)
    unit = unit_of(request.user)
    if not can_edit_template(request.user, unit_id=unit.pk if unit else None, owner_id=template.owner_id):
        raise PermissionDenied(_("A template is protected: the unit that keeps it changes it."))
    return _form_page(request, template, None)


@require_http_methods(["GET", "POST"])
def step(request: UserRequest, pk: int) -> HttpResponse:
    """Change a step."""
    found = _changed(request, pk)
    return _form_page(request, found.source, found)


@require_http_methods(["GET", "POST"])
def finish(request: UserRequest, pk: int) -> HttpResponse:
    """Mark a step as done: today at once, or on another day with what shows it."""
    found = _marked(request, pk)
    today = timezone.localdate()
    back = local_address(request, found.get_absolute_url())
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data.setdefault("done_on", today.isoformat())
    form = FinishForm(data, request.FILES or None, initial={"done_on": today})
    done = submitted(
        form, lambda: finish_step(found, done_on=form.done, today=today, proof=form.proof, by=request.user)
    )
    if done is not None:
        undo = reverse("preparation:reopen", args=[found.pk])
        return saved(request, back, _("The step is marked as done."), undo=undo)
    context = {"form": form, "step": found, "back": back}
    return render_page(request, "preparation/finish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def skip(request: UserRequest, pk: int) -> HttpResponse:
    """Skip a step on purpose, with the reason."""
    found = _changed(request, pk)
    if found.event is None:
        raise PermissionDenied(_("A step of a template is not done: it is taken into events."))
    form = ReasonForm(posted(request))
    done = submitted(form, lambda: skip_step(found, reason=form.cleaned_data["reason"], by=request.user))
    if done is not None:
        undo = reverse("preparation:reopen", args=[found.pk])
        return saved(request, found.get_absolute_url(), _("The step is skipped on purpose."), undo=undo)
    context = {"form": form, "step": found, "back": found.get_absolute_url()}
    return render_page(request, "preparation/skip.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Put a step back among those to be done."""
    found = _marked(request, pk)
    back = local_address(request, found.get_absolute_url())
    try:
        reopen_step(found, by=request.user)
    except RefusedError as refusal:
        return saved(request, back, str(refusal))
    return saved(request, back, _("The step is to be done again."))


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a step from the plan."""
    found = _changed(request, pk)
    back = found.get_absolute_url()
    try:
        remove_step(found, by=request.user)
    except RefusedError as refusal:
        return saved(request, back, str(refusal))
    return saved(request, back, _("The step is removed."))


@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Let the template's step say what past events showed."""
    found = _changed(request, pk)
    try:
        accept_lead(found, by=request.user)
    except RefusedError as refusal:
        return saved(request, found.get_absolute_url(), str(refusal))
    return saved(request, found.get_absolute_url(), _("The lead of the step is corrected."))


@require_GET
def proof(request: UserRequest, pk: int) -> FileResponse:
    """The file that shows that the step is done; always a download, never shown by the browser."""
    found = found_step(request, pk)
    if not found.proof:
        raise Http404
    return FileResponse(found.proof.open("rb"), as_attachment=True, filename=found.proof_name)
