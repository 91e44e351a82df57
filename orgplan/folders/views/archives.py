"""The register of evening archives: made by button, taken with a trace, their rules."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.folders.actions import give_out_archive, order_archive, write_archive_rules
from orgplan.folders.forms import RulesForm
from orgplan.folders.models import EveningArchive
from orgplan.folders.policy import can_set_archive, can_take_archive
from orgplan.folders.queries import archive_rules, archives_listed, archives_under_way


def _taking(request: UserRequest) -> None:
    if not can_take_archive(request.user):
        raise PermissionDenied(_("The archive is taken by the department and the protocol service."))


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The archives with their sizes, the latest first; what is being made now."""
    if not (can_take_archive(request.user) or can_set_archive(request.user)):
        raise PermissionDenied(_("The archive is taken by the department and the protocol service."))
    context = {
        "window": window_of(request, archives_listed(request.user)),
        "under_way": archives_under_way(),
        "rules": archive_rules(),
        "may_take": can_take_archive(request.user),
        "may_set": can_set_archive(request.user),
    }
    return render_page(request, "folders/archives.html", context)


@require_POST
def make(request: UserRequest) -> HttpResponse:
    """Order an archive now, beside the evening's own."""
    _taking(request)
    order_archive(day=timezone.localdate() + timedelta(days=1), by=request.user)
    said = _("The archive is ordered: it appears here as soon as the worker has made it.")
    return saved(request, reverse("folders:archives"), said)


@require_POST
def take(request: UserRequest, pk: int) -> HttpResponseBase:
    """Give out the file and note who took it."""
    _taking(request)
    archive = get_object_or_404(EveningArchive.objects.visible_to(request.user), pk=pk)
    if not archive.file:
        raise Http404
    file = archive.file.open("rb")
    give_out_archive(archive, by=request.user)
    return FileResponse(file, as_attachment=True, filename=f"{archive}.zip", headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "POST"])
def rules(request: UserRequest) -> HttpResponse:
    """When the archive is made, how long it is kept."""
    if not can_set_archive(request.user):
        raise PermissionDenied(_("The rules of the archive are set by the department and the administrator."))
    known = archive_rules()
    form = RulesForm(posted(request), record=known if known.pk else None, initial={} if known.pk else _usual(known))
    done = submitted(
        form,
        lambda: write_archive_rules(
            facts=form.to_write(), edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("folders:archives"), _("The rules of the archive are saved."))
    return render_page(request, "folders/rules_form.html", {"form": form}, status=form.status)


def _usual(known: object) -> dict[str, object]:
    return {name: getattr(known, name) for name in ("is_on", "begins_at", "keep_days", "tells")}
