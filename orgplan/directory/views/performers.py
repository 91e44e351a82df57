"""A unit lets its people in as performers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory import actions
from orgplan.directory.forms.performers import PerformerForm
from orgplan.directory.models import Person, Unit
from orgplan.directory.policy import can_invite
from orgplan.directory.queries import own_unit_key, people_without_sign_in


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invite(request: UserRequest, pk: int) -> HttpResponse:
    """Invite a person of the unit as a performer; login and first password are passed on by whoever invites."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).filter(is_active=True), pk=pk)
    if not can_invite(request.user, unit_id=own_unit_key(request.user), of_unit=unit.pk):
        raise PermissionDenied(_("Performers are invited by the coordinator of their unit and by the department."))
    people = people_without_sign_in(Person.objects.visible_to(request.user), unit, timezone.localdate())
    form = PerformerForm(posted(request), people=people)
    done = submitted(form, lambda: actions.invite_performer(unit=unit, **form.cleaned_data, by=request.user))
    if done:
        told = _("%(name)s is invited: pass on the login “%(login)s” and the password.")
        return saved(request, unit, told % {"name": done.name, "login": done.login})
    context = {"form": form, "unit": unit, "people": people}
    return render_page(request, "directory/invite.html", context, status=422 if form.errors else 200)
