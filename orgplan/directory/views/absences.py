"""Pages of absences: who is away and who acts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.actions import AbsenceFacts
from orgplan.directory.forms import AbsenceForm
from orgplan.directory.models import Absence
from orgplan.directory.panels import panels_of_absence
from orgplan.directory.policy import can_keep_absences, can_see_absence_kind
from orgplan.directory.queries import absences, acting_on, gaps_of_leaders, listed_absences
from orgplan.directory.views.registers import tabs

TIMES = (("now", gettext_lazy("Today")), ("coming", gettext_lazy("To come later")), ("past", gettext_lazy("Gone by")))


def _only_keepers(request: UserRequest) -> None:
    if not can_keep_absences(request.user):
        raise PermissionDenied(_("Absences are recorded by the organisational department and the protocol service."))


@require_GET
def list_absences(request: UserRequest) -> HttpResponse:
    """Who is away today, later or was; gaps and overlaps in words."""
    day, when = timezone.localdate(), request.GET.get("when", "now")
    when = when if when in dict(TIMES) else "now"
    window = window_of(request, absences(Absence.objects.visible_to(request.user), when=when, day=day))
    context = {
        "window": window,
        "listed": listed_absences(request.user, window.items),
        "when": when,
        "times": TIMES,
        "day": day,
        "gaps": gaps_of_leaders(day) if when == "now" else [],
        "acting": {row.absence.pk: row for row in acting_on(day)} if when == "now" else {},
        "sees_kind": can_see_absence_kind(request.user),
        **tabs(request, None),
        "absences_here": True,
    }
    return render_page(request, "directory/absences.html", context)


@require_GET
def show_absence(request: UserRequest, pk: int) -> HttpResponse:
    """One absence; its reasons and its history only for those who may know them."""
    absence = _found(request, pk)
    (listed,) = listed_absences(request.user, [absence])
    context = {
        "absence": absence,
        "listed": listed,
        "panels": panels_of_absence(request.user, absence),
        "sees_kind": can_see_absence_kind(request.user),
        **tabs(request, None),
    }
    return render_page(request, "directory/absence.html", context)


@require_http_methods(["GET", "POST"])
def record_absence(request: UserRequest) -> HttpResponse:
    """Record an absence; `?person=` says whose."""
    _only_keepers(request)
    form = AbsenceForm(posted(request), initial={"person": request.GET.get("person")})
    done = submitted(form, lambda: actions.record_absence(facts=AbsenceFacts(**form.facts), by=request.user))
    if done:
        return saved(request, done, _("The absence is recorded."))
    return render_page(request, "directory/absence_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_absence(request: UserRequest, pk: int) -> HttpResponse:
    """Change days, kind, substitute."""
    absence = _found(request, pk)
    _only_keepers(request)
    form = AbsenceForm(posted(request), record=absence)
    done = submitted(
        form,
        lambda: actions.change_absence(
            absence, facts=AbsenceFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, done, _("The absence is changed."))
    context = {"form": form, "absence": absence}
    return render_page(request, "directory/absence_form.html", context, status=form.status)


@require_POST
def take_back_absence(request: UserRequest, pk: int) -> HttpResponse:
    """Delete an absence recorded by mistake."""
    absence = _found(request, pk)
    _only_keepers(request)
    step = remove_with_undo(absence, act=lambda: actions.take_back_absence(absence, by=request.user), by=request.user)
    words = _("The absence is deleted; the history keeps it.")
    return saved(request, reverse("directory:absences"), words, undo=step.undo_address)


def _found(request: UserRequest, pk: int) -> Absence:
    rows = Absence.objects.visible_to(request.user).select_related("person", "acting")
    found: Absence = get_object_or_404(rows, pk=pk)
    return found
