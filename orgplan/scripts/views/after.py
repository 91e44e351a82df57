"""After the event: planned and real, and what templates learn of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.scripts.actions import accept_length
from orgplan.scripts.queries import comparisons_of, marks_of, may_write, suggestions_for
from orgplan.scripts.views.found import item_found, script_found, script_to_write


@require_GET
def real(request: UserRequest, pk: int) -> HttpResponse:
    """Planned and real times of each item; of a template, what real lengths suggest."""
    script = script_found(request, pk)
    of_template = script.template_id is not None
    context = {
        "script": script,
        "rows": [] if of_template else comparisons_of(script),
        "marks": {} if of_template else marks_of(script),
        "suggestions": suggestions_for(script) if of_template else [],
        "may_write": may_write(request.user, script),
    }
    return render_page(request, "scripts/real.html", context)


@require_POST
def accept(request: UserRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take the median of real lengths into the template."""
    script = script_to_write(request, pk)
    minutes = row_key(request.POST.get("minutes", "")) or 0
    try:
        accept_length(item_found(script, item_pk), minutes=minutes, by=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return HttpResponse(status=303, headers={"Location": f"{script.get_absolute_url()}real/"})
    return saved(request, f"{script.get_absolute_url()}real/", _("The length is taken into the template."))
