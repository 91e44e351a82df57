"""Pages of posts: begin, change, end, take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import EditedForm, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory import actions
from orgplan.directory.actions import PositionFacts
from orgplan.directory.forms import EndForm, PositionForm
from orgplan.directory.models import Person, Position
from orgplan.directory.queries import history_of_post
from orgplan.directory.views.registers import only_editors, tabs


@require_http_methods(["GET", "POST"])
def add_position(request: UserRequest, pk: int) -> HttpResponse:
    """Give the person a post."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = PositionForm(posted(request))
    done = submitted(form, lambda: actions.add_position(person, facts=PositionFacts(**form.facts), by=request.user))
    if done:
        return saved(request, person, _("The post is recorded."))
    return _page(request, form, {"person": person, "heading": _("New post")})


@require_http_methods(["GET", "POST"])
def change_position(request: UserRequest, pk: int) -> HttpResponse:
    """Change a post, its body or its days."""
    post = _post(request, pk)
    form = PositionForm(posted(request), record=post)
    done = submitted(
        form,
        lambda: actions.change_position(
            post, facts=PositionFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, post.person, _("The post is changed."))
    return _page(request, form, {"person": post.person, "post": post, "heading": _("Change the post")})


@require_http_methods(["GET", "POST"])
def end_position(request: UserRequest, pk: int) -> HttpResponse:
    """Say which day is the last in the post."""
    post = _post(request, pk)
    form = EndForm(posted(request), record=post, initial={"ends_on": post.ends_on or timezone.localdate()})
    done = submitted(
        form,
        lambda: actions.end_position(post, **form.facts, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done:
        return saved(request, post.person, _("The last day in the post is recorded."))
    return _page(request, form, {"person": post.person, "post": post, "heading": _("End of the post")})


@require_http_methods(["GET", "POST"])
def transfer_person(request: UserRequest, pk: int) -> HttpResponse:
    """Move the holder of the post to another one in one act."""
    post = _post(request, pk)
    form = PositionForm(posted(request), initial={"unit": post.unit_id, "starts_on": timezone.localdate()})
    done = submitted(
        form,
        lambda: actions.transfer_person(post, facts=PositionFacts(**form.facts), edition=post.edition, by=request.user),
    )
    if done:
        return saved(request, post.person, _("The person is transferred; the former post ended the day before."))
    return _page(request, form, {"person": post.person, "post": post, "heading": _("Transfer to another post")})


@require_GET
def post_history(request: UserRequest, pk: int) -> HttpResponse:
    """Who held the post one after another, and when nobody did."""
    rows = Position.objects.visible_to(request.user).select_related("person", "unit", "organisation")
    post = get_object_or_404(rows, pk=pk)
    context = {"post": post, "stretches": history_of_post(post, timezone.localdate()), **tabs(request, None)}
    return render_page(request, "directory/post_history.html", context)


@require_POST
def remove_position(request: UserRequest, pk: int) -> HttpResponse:
    """Take back a post recorded by mistake."""
    post = _post(request, pk)
    step = remove_with_undo(post, act=lambda: actions.remove_position(post, by=request.user), by=request.user)
    return saved(request, post.person, _("The post is removed; the history keeps it."), undo=step.undo_address)


def _post(request: UserRequest, pk: int) -> Position:
    rows = Position.objects.visible_to(request.user).select_related("person", "unit", "organisation")
    post: Position = get_object_or_404(rows, pk=pk)
    only_editors(request.user)
    return post


def _page(request: UserRequest, form: EditedForm, context: Mapping[str, Any]) -> HttpResponse:
    return render_page(request, "directory/position_form.html", {"form": form, **context}, status=form.status)
