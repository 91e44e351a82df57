"""Events chosen in the list are put into a programme."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import list_before, render_page, saved
from orgplan.events.actions.programmes import put_into_programme
from orgplan.events.models import Event, Programme
from orgplan.programmes.forms import IntoProgrammeForm
from orgplan.programmes.views.programmes import keeping

_MOST = 1000


@require_POST
def put_in(request: UserRequest) -> HttpResponse:
    """Ask into which programme or section the chosen events go, then put them there."""
    keeping(request)
    keys = [key for each in request.POST.getlist("row")[:_MOST] if (key := row_key(each))]
    events = list(Event.objects.visible_to(request.user).filter(pk__in=keys).select_related("owner", "venue"))
    if not events:
        return saved(request, list_before(request, "events:list"), _("Choose events in the list first."))
    programmes = Programme.objects.visible_to(request.user)
    form = IntoProgrammeForm(request.POST if "programme" in request.POST else None, programmes=programmes)

    def put() -> tuple[Programme, int]:
        chosen: Programme = form.cleaned_data["programme"]
        return chosen, put_into_programme(programme=chosen, events=events, by=request.user)

    done = submitted(form, put)
    if done is not None:
        words = _("Put into the programme: %(come)d. Stood there already: %(stood)d.")
        told = words % {"come": done[1], "stood": len(events) - done[1]}
        return saved(request, reverse("programmes:programme", args=[done[0].pk]), told)
    context = {"form": form, "events": events, "has_programmes": programmes.exists()}
    context |= {"list_address": list_before(request, "events:list"), "query": request.POST.get("query", "")}
    return render_page(request, "programmes/put_in.html", context, status=422 if form.is_bound else 200)
