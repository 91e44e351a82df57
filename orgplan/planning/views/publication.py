"""Published versions: a stable address with the latest, the older ones, and frozen files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, window_of
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.planning.actions.publication import publish_version, withdraw_publication
from orgplan.planning.documents.publication import frozen_files, style_source_of
from orgplan.planning.forms import ReasonForm
from orgplan.planning.models import PlanVersion, Publication
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.documents import documents_of
from orgplan.planning.queries.plans import version_rows

_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def published(request: UserRequest, code: str) -> HttpResponse:
    """The latest published version of the plan, and the older ones."""
    found = Publication.objects.visible_to(request.user).filter(code=code).select_related("version__plan")
    every = list(found.defer("version__rows"))
    if not every:
        raise Http404
    standing = [each for each in every if each.withdrawn_at is None]
    latest = standing[0] if standing else None
    context = {
        "code": code,
        "latest": latest,
        "older": [each for each in every if each != latest],
        "plan": every[0].version.plan,
        "window": window_of(request, version_rows(latest.version)) if latest else None,
        "documents": documents_of(request.user, latest.version) if latest else [],
        "may_work": can_consolidate(request.user),
    }
    return render_page(request, "planning/published/page.html", context)


@require_GET
def published_file(request: UserRequest, code: str, number: int, form: str) -> HttpResponse:
    """A frozen file: the same bytes for ever; a withdrawn one leads to the page that says why."""
    rows = Publication.objects.visible_to(request.user).select_related("version")
    found = get_object_or_404(rows, code=code, version__number=number)
    if found.withdrawn_at is not None:
        return SeeOther(reverse("planning:published", args=[code]))
    with getattr(found, form).open("rb") as file:
        content: bytes = file.read()
    response = HttpResponse(content, content_type=_TYPES[form])
    if form == "html":
        allowed = f"default-src 'none'; style-src {style_source_of(content)}; frame-ancestors 'none'; base-uri 'none'"
        response.headers["Content-Security-Policy"] = allowed
    else:
        name = f"{found.version.title}, редакция {number}.{form}"
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_POST
def publish(request: UserRequest, pk: int) -> HttpResponse:
    """Put an approved version up for everyone signed in."""
    version = get_object_or_404(PlanVersion.objects.visible_to(request.user).select_related("plan"), pk=pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("The organisational department publishes plans."))
    try:
        made = publish_version(version, files=frozen_files(version, by=request.user), by=request.user)
    except (RefusedError, FormRefusedError) as refusal:
        return saved(request, reverse("planning:version", args=[pk]), str(refusal))
    return saved(request, reverse("planning:published", args=[made.code]), _("The version is published."))


@require_http_methods(["GET", "POST"])
def unpublish(request: UserRequest, pk: int) -> HttpResponse:
    """Withdraw a publication with a reason."""
    rows = Publication.objects.visible_to(request.user).select_related("version__plan")
    found = get_object_or_404(rows, pk=pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("The organisational department publishes plans."))
    form = ReasonForm(posted(request))
    done = submitted(form, lambda: withdraw_publication(found, reason=form.cleaned_data["reason"], by=request.user))
    if done is not None:
        return saved(request, reverse("planning:published", args=[found.code]), _("Withdrawn from publication."))
    context = {"publication": found, "plan": found.version.plan, "form": form}
    return render_page(request, "planning/published/withdraw.html", context, status=422 if form.is_bound else 200)
