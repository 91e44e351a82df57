"""Taking back what was just removed or switched in a small register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orgplan.accounts.actions.taking_back import take_back_rows
from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import RowStep
from orgplan.core.editing import RefusedError
from orgplan.core.pages import page_before, saved


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Put the rows of one write of the reader back as they stood, unless others wrote since."""
    step = get_object_or_404(RowStep.objects.visible_to(request.user), pk=pk)
    to = page_before(request, "/")
    try:
        back = take_back_rows(step, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return saved(request, to, _("Nothing was taken back."))
    if step.changed and (page := getattr(back[0], "get_absolute_url", None)):
        to = page()  # a file that was put aside is reached from nowhere else
    return saved(request, to, _("Taken back: “%(what)s” stands as before.") % {"what": step})
