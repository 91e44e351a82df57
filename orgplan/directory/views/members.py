"""Pages that join sign-ins to units and people; for the administrator."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.accounts.policy import can_manage_users
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.forms import MemberForm
from orgplan.directory.queries import members, membership_of
from orgplan.directory.views.registers import tabs


def _only_administrator(user: User) -> None:
    if not can_manage_users(user):
        raise PermissionDenied


@require_GET
def list_members(request: UserRequest) -> HttpResponse:
    """Who works for which unit; those without a unit on request."""
    _only_administrator(request.user)
    text, unplaced = request.GET.get("q", ""), request.GET.get("unplaced") == "1"
    rows = members(User.objects.visible_to(request.user), text=text, unplaced=unplaced)
    context = {"window": window_of(request, rows), "q": text, "unplaced": unplaced, **tabs(request, None)}
    return render_page(request, "directory/members.html", context)


@require_http_methods(["GET", "POST"])
def join_user(request: UserRequest, pk: int) -> HttpResponse:
    """Join a user to the unit and the person."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    _only_administrator(request.user)
    present = membership_of(user)
    initial = {"unit": present and present.unit_id, "person": present and present.person_id}
    form = MemberForm(posted(request), initial=initial)
    done = submitted(form, lambda: actions.join_user(user, **form.cleaned_data, by=request.user))
    if done:
        return saved(request, "directory:members", _("The place of work of %(name)s is recorded.") % {"name": user})
    status = 422 if form.is_bound else 200
    return render_page(request, "directory/member.html", {"form": form, "member": user}, status=status)
