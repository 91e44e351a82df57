"""Taking back what was just done in plans."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.pages import page_before, saved
from orgplan.planning.actions.undo import put_back
from orgplan.planning.models import PlanUndo
from orgplan.planning.rules.states import ForbiddenPassageError


def back_to(request: UserRequest, default: str) -> str:
    """Return the page of ours from which the reader came, for the way back after a write."""
    return page_before(request, default)


def undo_address(step: PlanUndo) -> str:
    """Return where the step is taken back by POST."""
    return reverse("planning:take_back", args=[step.pk])


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Put back what one write of the reader changed, as far as nobody changed it since."""
    step = get_object_or_404(PlanUndo.objects.visible_to(request.user).select_related("plan"), pk=pk)
    address = back_to(request, reverse("planning:plan", args=[step.plan_id]))
    try:
        done = put_back(step, by=request.user)
    except (RefusedError, ForbiddenPassageError) as refusal:
        messages.error(request, str(refusal))
        return saved(request, address, _("Nothing was taken back."))
    except ChangedMeanwhileError as race:
        messages.error(request, _("“%(title)s” was changed a moment ago.") % {"title": race})
        return saved(request, address, _("Nothing was taken back."))
    for sentence in done.left:
        messages.warning(request, sentence)
    words = ngettext("Taken back: %d row stands as before.", "Taken back: %d rows stand as before.", done.done)
    return saved(request, address, words % done.done)
