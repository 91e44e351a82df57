"""Lessons: the list, the form, the answer in the checklist of the next event."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.preparation.actions import answer_lesson, pass_lesson, write_lesson
from orgplan.preparation.forms import AnswerForm, LessonForm
from orgplan.preparation.models import Lesson, LessonAnswer
from orgplan.preparation.policy import can_write_lessons
from orgplan.preparation.queries.lessons import asked_now, lessons_listed
from orgplan.preparation.views.plan import found_event


@require_GET
def lesson_list(request: UserRequest) -> HttpResponse:
    """What was learnt: the open lessons, or all."""
    show_all = request.GET.get("state") == "all"
    window = window_of(request, lessons_listed(request.user, only_open=not show_all))
    asked = asked_now(request.user, timezone.localdate())
    context = {"window": window, "show_all": show_all, "asked": asked}
    return render_page(request, "preparation/lessons.html", context)


def _may_write(request: UserRequest, event: Event) -> None:
    own = own_unit_key(request.user)
    if not can_write_lessons(request.user, unit_id=own, owner_id=event.owner_id):
        raise PermissionDenied(_("Lessons are written by those who may change the event."))


def _form_page(request: UserRequest, event: Event, found: Lesson | None) -> HttpResponse:
    _may_write(request, event)
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    form = LessonForm(posted(request), record=found, units=units)

    def write() -> Lesson:
        edition = form.cleaned_data["edition"] if found else 0
        return write_lesson(facts=form.to_write(), event=event, lesson=found, edition=edition, by=request.user)

    back = reverse("preparation:plan", args=[event.pk])
    if submitted(form, write) is not None:
        return saved(request, back, _("The lesson is written down."))
    context = {"form": form, "lesson": found, "event": event, "back": back}
    return render_page(request, "preparation/lesson_form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def new_lesson(request: UserRequest, pk: int) -> HttpResponse:
    """Write down what was learnt of an event."""
    return _form_page(request, found_event(request, pk), None)


def _found(request: UserRequest, pk: int) -> Lesson:
    found: Lesson = get_object_or_404(Lesson.objects.visible_to(request.user).select_related("event"), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def lesson(request: UserRequest, pk: int) -> HttpResponse:
    """Change a lesson."""
    found = _found(request, pk)
    return _form_page(request, found.event, found)


def _pass(request: UserRequest, pk: int, verb: str, words: str) -> HttpResponse:
    found = _found(request, pk)
    _may_write(request, found.event)
    try:
        pass_lesson(found, verb=verb, by=request.user)
    except RefusedError as refusal:
        words = str(refusal)
    return saved(request, reverse("preparation:lessons"), words)


@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    """Say that a lesson is learnt."""
    return _pass(request, pk, "settle", _("The lesson is settled: the next events are not asked about it."))


@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Open a lesson again."""
    return _pass(request, pk, "reopen", _("The lesson is open again: the next event is asked about it."))


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Answer a lesson of an earlier event in the checklist of this one."""
    rows = LessonAnswer.objects.visible_to(request.user).select_related("event", "lesson__event", "lesson__unit")
    found: LessonAnswer = get_object_or_404(rows, pk=pk)
    _may_write(request, found.event)
    form = AnswerForm(posted(request), record=found)

    def write() -> LessonAnswer:
        data = form.cleaned_data
        words, settles, edition = data["words"], data["settles"], data["edition"]
        return answer_lesson(found, words=words, settles=settles, edition=edition, by=request.user)

    back = reverse("preparation:plan", args=[found.event_id])
    if submitted(form, write) is not None:
        return saved(request, back, _("The lesson is answered."))
    context = {"form": form, "answer": found, "event": found.event, "back": back}
    return render_page(request, "preparation/answer.html", context, status=form.status)
