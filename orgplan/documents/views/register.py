"""The register of documents."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.documents.actions import make_next_version, register_document
from orgplan.documents.forms import RegistrationForm
from orgplan.documents.models import Document
from orgplan.documents.panels import panels_of
from orgplan.documents.policy import can_register
from orgplan.documents.queries import RegisterFilter, documents_for, form_kinds, kind_label, series_of
from orgplan.documents.views.files import as_file
from orgplan.documents.word.bounded import FormRefusedError


@require_GET
def document_list(request: UserRequest) -> HttpResponse:
    """Everything that was printed for the record, the latest first; by words, kind and registration."""
    wanted = RegisterFilter(
        words=request.GET.get("q", ""),
        kind=request.GET.get("kind", ""),
        registered=request.GET.get("registered", ""),
        outdated=request.GET.get("outdated") == "yes",
    )
    window = window_of(request, documents_for(request.user, wanted))
    context = {
        "window": window,
        "rows": [(each, kind_label(each.kind)) for each in window.items],
        "wanted": wanted,
        "kinds": form_kinds(),
        "narrowed": bool(wanted.words or wanted.kind or wanted.registered or wanted.outdated),
        "carried": [(name, value) for name, value in request.GET.items() if name in {"kind", "registered", "outdated"}],
    }
    return render_page(request, "documents/list.html", context)


def _found(request: UserRequest, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.user).select_related("template"), pk=pk)


@require_GET
def document_page(request: UserRequest, pk: int) -> HttpResponse:
    """A document: what it was made of, its number in the document system, its file."""
    document = _found(request, pk)
    series = series_of(request.user, document)
    context = {
        "document": document,
        "series": series,
        "latest": series[0],
        "outdated": list(document.outdated_facts.all()),
        "kind": kind_label(document.kind),
        "panels": panels_of(request.user, document),
        "may_register": can_register(request.user),
    }
    return render_page(request, "documents/document.html", context)


@require_http_methods(["GET", "POST"])
def register(request: UserRequest, pk: int) -> HttpResponse:
    """Write number, date and address of the document system."""
    document = _found(request, pk)
    if not can_register(request.user):
        raise PermissionDenied(_("The organisational department and the protocol service register documents."))
    form = RegistrationForm(posted(request), record=document)
    done = submitted(
        form,
        lambda: register_document(document, edition=form.cleaned_data["edition"], by=request.user, **form.facts),
    )
    if done:
        return saved(request, document, _("The registration is written."))
    return render_page(request, "documents/registration.html", {"document": document, "form": form}, status=form.status)


@require_GET
def document_file(request: UserRequest, pk: int) -> HttpResponse:
    """The file as it was made."""
    document = _found(request, pk)
    with document.file.open("rb") as file:
        return as_file(file.read(), document.download_name)


@require_POST
def next_version(request: UserRequest, pk: int) -> HttpResponse:
    """Make the document anew from the present facts; this one stays as it is."""
    document = _found(request, pk)
    if not can_register(request.user):
        raise PermissionDenied(_("The organisational department and the protocol service register documents."))
    try:
        made = make_next_version(document, by=request.user)
    except (RefusedError, FormRefusedError) as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(document.get_absolute_url())
    return saved(request, made, _("The next version is made; the one before stays with its number, date and link."))
