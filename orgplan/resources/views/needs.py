"""What an event or a template needs: asked for, answered."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.policy import can_edit, can_edit_template
from orgplan.resources import actions
from orgplan.resources.forms.needs import AnswerForm, NeedForm
from orgplan.resources.models import Need, Resource
from orgplan.resources.policy import can_answer_need
from orgplan.resources.queries import need_rows

Source = Event | EventTemplate


@require_http_methods(["GET", "POST"])
def of_event(request: UserRequest, pk: int) -> HttpResponse:
    """What the event needs; one line more."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("owner", "venue"), pk=pk)
    return _page(request, event)


@require_http_methods(["GET", "POST"])
def of_template(request: UserRequest, pk: int) -> HttpResponse:
    """What every event of the template asks for; one line more."""
    rows = EventTemplate.objects.visible_to(request.user).select_related("owner")
    return _page(request, get_object_or_404(rows, pk=pk))


def _may_ask(request: UserRequest, source: Source) -> bool:
    unit = own_unit_key(request.user)
    may = can_edit if isinstance(source, Event) else can_edit_template
    return may(request.user, unit_id=unit, owner_id=source.owner_id)


def _asking(request: UserRequest, source: Source) -> None:
    if not _may_ask(request, source):
        raise PermissionDenied(_("Resources are asked for by the unit that holds the event."))


def _offered(request: UserRequest) -> Any:
    return Resource.objects.visible_to(request.user).filter(is_active=True)


def _page(request: UserRequest, source: Source) -> HttpResponse:
    if request.method == "POST":
        _asking(request, source)
    rows = need_rows(request.user, source)
    asked = {row.need.resource_id for row in rows}
    form = NeedForm(posted(request), resources=_offered(request).exclude(pk__in=asked))
    done = submitted(form, lambda: actions.write_need(source, facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, done, _("The need is written down."))
    context = {
        "source": source,
        "is_event": isinstance(source, Event),
        "rows": rows,
        "form": form,
        "may_ask": _may_ask(request, source),
    }
    return render_page(request, "resources/needs.html", context, status=form.status)


def _need(request: UserRequest, pk: int) -> Need:
    rows = Need.objects.visible_to(request.user).filter(event__deleted_at=None)
    found: Need = get_object_or_404(
        rows.select_related("event", "event__owner", "template", "resource", "resource__keeper"), pk=pk
    )
    return found


def _source(need: Need) -> Source:
    source = need.event or need.template
    assert source is not None, "a constraint says so"
    return source


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change a need; it is asked for anew."""
    need = _need(request, pk)
    _asking(request, _source(need))
    form = NeedForm(posted(request), record=need, resources=Resource.objects.visible_to(request.user))
    done = submitted(
        form,
        lambda: actions.write_need(
            _source(need), facts=form.to_write(), need=need, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The need is saved."))
    return render_page(request, "resources/need_form.html", {"form": form, "need": need}, status=form.status)


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Need it no longer."""
    need = _need(request, pk)
    _asking(request, _source(need))
    actions.remove_need(need, by=request.user)
    return saved(request, need.get_absolute_url(), _("The need is removed."))


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Promise the resource, less of it, or refuse with a reason."""
    need = _need(request, pk)
    unit = own_unit_key(request.user)
    if not can_answer_need(request.user, unit_id=unit, keeper_id=need.resource.keeper_id):
        raise PermissionDenied(_("The unit that gives the resource answers."))
    (row,) = [each for each in need_rows(request.user, _source(need)) if each.need.pk == need.pk]
    given = need.amount if need.promised is None else need.promised
    form = AnswerForm(posted(request), initial={"edition": need.edition, "promised": given, "answer": need.answer})
    try:
        done = submitted(form, lambda: _write(request, form, need))
    except ChangedMeanwhileError:
        again = _("Somebody changed this need meanwhile: look at it anew.")
        return refused(request, _page_of(request, need), again)
    if done is not None:
        return saved(request, _page_of(request, need), _("The answer is written; who asked is told."))
    status = 422 if form.is_bound else 200
    context = {"form": form, "need": need, "row": row, "page_of_need": _page_of(request, need)}
    return render_page(request, "resources/answer.html", context, status=status)


def _page_of(request: UserRequest, need: Need) -> str:
    """Return the event's needs; the resource's card for a unit that gives it and does not see the event."""
    is_seen = need.event_id is None or Event.objects.visible_to(request.user).filter(pk=need.event_id).exists()
    return need.get_absolute_url() if is_seen else need.resource.get_absolute_url()


def _write(request: UserRequest, form: AnswerForm, need: Need) -> Need:
    edition, words = form.cleaned_data["edition"], form.cleaned_data["answer"]
    if "refuse" in request.POST:
        return actions.refuse_need(need, answer=words, edition=edition, by=request.user)
    promised = form.cleaned_data["promised"] or 0
    return actions.promise_need(need, promised=promised, answer=words, edition=edition, by=request.user)
