"""Pages of absent participants."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.core.editing import ChangedMeanwhileError, posted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Absence
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import leave_absent, replace_absent
from orgplan.events.forms import SubstitutionForm
from orgplan.events.models import Event
from orgplan.events.policy import can_edit
from orgplan.events.queries import SubstitutionOffer, offers_of_event


@require_http_methods(["GET", "POST"])
def substitute(request: UserRequest, pk: int, absence_pk: int) -> HttpResponse:
    """Replace an absent participant by who acts, or leave the event as it stands; either with a reason."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    absence = get_object_or_404(Absence.objects.visible_to(request.user).select_related("person"), pk=absence_pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit."))
    offer = next((each for each in offers_of_event(event, timezone.localdate()) if each.absence == absence), None)
    form = SubstitutionForm(posted(request), initial={"reason": _("Absent: %(who)s") % {"who": absence}})
    if offer is None:
        return saved(request, reverse("events:event", args=[pk]), _("This is decided already."))
    if form.is_bound and form.is_valid():
        return saved(request, reverse("events:event", args=[pk]), _substituted(request.user, offer, form))
    context = {"event": event, "offer": offer, "form": form}
    return render_page(request, "events/substitution.html", context, status=422 if form.is_bound else 200)


def _substituted(user: User, offer: SubstitutionOffer, form: SubstitutionForm) -> str:
    """Do what was chosen and say so."""
    event, absence, reason = offer.event, offer.absence, form.cleaned_data["reason"]
    if form.cleaned_data["verb"] == "leave":
        leave_absent(event, absence=absence, reason=reason, by=user)
        return _("The event stays as it is.")
    if offer.acting is None:
        return _("Nobody is named to act: open the absence and name who acts.")
    try:
        replace_absent(event, absence=absence, acting=offer.acting, reason=reason, edition=event.edition, by=user)
    except ChangedMeanwhileError:
        return _("Somebody changed the event meanwhile: look at it and decide again.")
    return _("%(who)s takes part instead.") % {"who": offer.acting.full_name.surname_first()}
