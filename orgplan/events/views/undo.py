"""Taking back what was just done."""

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
from orgplan.events.actions import take_back
from orgplan.events.models import UndoStep


def back_to(request: UserRequest, default: str = "") -> str:
    """Return the page of ours from which the reader came, for the way back after a write."""
    return page_before(request, default or reverse("events:list"))


def undo_address(step: UndoStep) -> str:
    """Return where the step is taken back by POST."""
    return reverse("events:take_back", args=[step.pk])


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Put back what one write of the reader changed, as far as nobody changed it since."""
    step = get_object_or_404(UndoStep.objects.visible_to(request.user), pk=pk)
    try:
        taken = take_back(step, by=request.user)
    except (RefusedError, ChangedMeanwhileError) as refusal:
        messages.error(request, str(refusal))
        return saved(request, back_to(request), _("Nothing was taken back."))
    for sentence in taken.left:
        messages.warning(request, sentence)
    for sentence in taken.said:
        messages.info(request, sentence)
    words = ngettext("Taken back: %d event stands as before.", "Taken back: %d events stand as before.", taken.done)
    return saved(request, back_to(request), words % taken.done)
