"""The list of quotas, those of an event, one of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.events.models import Event
from orgplan.quotas import actions
from orgplan.quotas.forms.quotas import QuotaForm
from orgplan.quotas.queries import listed_quotas, own_shares, quota_of, share_rows
from orgplan.quotas.rules.filling import fill_of
from orgplan.quotas.views.found import asking, may_ask, quota_found

_USUAL_TERM = timedelta(days=10)


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All quotas of coming events; first what the reader's unit is asked for."""
    today = timezone.localdate()
    past = request.GET.get("when") == "past"
    context = {
        "own": [] if past else own_shares(request.user, today),
        "rows": listed_quotas(request.user, today=today, past=past),
        "past": past,
    }
    return render_page(request, "quotas/index.html", context)


@require_http_methods(["GET", "POST"])
def of_event(request: UserRequest, pk: int) -> HttpResponse:
    """The quotas of an event; one more."""
    events = Event.objects.visible_to(request.user).select_related("owner", "venue")
    event = get_object_or_404(events.prefetch_related("occurrences"), pk=pk)
    if request.method == "POST":
        asking(request, event)
    today = timezone.localdate()
    form = QuotaForm(posted(request), initial={"due_on": _usual_due(event, today)})
    done = submitted(form, lambda: actions.write_quota(event, facts=form.to_write(), today=today, by=request.user))
    if done is not None:
        return saved(request, done, _("Written down. Choose next who sends people."))
    rows = [
        (each, fill_of(share.fact for share in each.shares.all()))
        for each in quota_of(request.user).filter(event=event)
    ]
    context = {"event": event, "rows": rows, "form": form, "may_ask": may_ask(request, event), "today": today}
    return render_page(request, "quotas/event.html", context, status=form.status)


def _usual_due(event: Event, today: date) -> date | None:
    if event.first_day is None:
        return None
    return max(event.first_day - _USUAL_TERM, min(today, event.first_day))


@require_GET
def quota(request: UserRequest, pk: int) -> HttpResponse:
    """Who sends how many, what they answered, what is short."""
    found = quota_found(request, pk)
    today = timezone.localdate()
    rows = share_rows(request.user, found, today)
    begun = found.event.first_day is not None and found.event.first_day <= today
    context = {
        "quota": found,
        "event": found.event,
        "rows": rows,
        "fill": fill_of(each.share.fact for each in rows),
        "unspread": found.total - sum(each.share.asked for each in rows),
        "unasked": sum(bool(each.share.asked) and not each.share.is_told for each in rows),
        "unreachable": sum(bool(each.share.asked) and not each.share.body.email for each in rows),
        "may_ask": may_ask(request, found.event),
        "may_count": may_ask(request, found.event) and begun,
        "is_over": found.due_on < today,
    }
    return render_page(request, "quotas/quota.html", context)


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change what is asked for."""
    found = quota_found(request, pk)
    asking(request, found.event)
    form = QuotaForm(posted(request), record=found)
    today = timezone.localdate()

    def write() -> object:
        edition = form.cleaned_data["edition"]
        return actions.write_quota(
            found.event, facts=form.to_write(), quota=found, edition=edition, today=today, by=request.user
        )

    if submitted(form, write) is not None:
        return saved(request, found, _("The quota is saved."))
    return render_page(request, "quotas/form.html", {"form": form, "quota": found}, status=form.status)


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Ask for these people no longer."""
    found = quota_found(request, pk)
    asking(request, found.event)
    actions.remove_quota(found, by=request.user)
    return saved(request, found.event, _("The quota is removed; what was answered stays in the history."))
