"""The plan of a programme's events on paper: «проект» as it stands, or put into the register."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.pages import saved
from orgplan.documents.models import DocumentFormat
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.programmes.actions import print_programme
from orgplan.programmes.documents import programme_file, programme_paper
from orgplan.programmes.views.programmes import found_programme, keeping

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def plan(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """The plan as it stands now, marked «проект»; it leaves no trace."""
    if form not in _TYPES:
        raise Http404
    found = found_programme(request, pk)
    try:
        content = programme_file(request.user, found, form, is_draft=True)
    except FormRefusedError as refusal:
        return refused(request, found.get_absolute_url(), str(refusal))
    name = _("Plan of the programme “%(name)s”") % {"name": found.name}
    header = content_disposition_header(as_attachment=True, filename=f"{name} (проект).{form}") or ""
    return HttpResponse(content, content_type=_TYPES[form], headers={"Content-Disposition": header})


@require_POST
def register(request: UserRequest, pk: int) -> HttpResponse:
    """Put the plan into the register of documents, as the next version to be signed."""
    keeping(request)
    found = found_programme(request, pk)
    try:
        paper = programme_paper(request.user, found, DocumentFormat.WORD)
        made = print_programme(found, paper=paper, by=request.user)
    except FormRefusedError as refusal:
        return refused(request, found.get_absolute_url(), str(refusal))
    sentence = _("The plan is in the register, version %(number)d: write its registration number there once signed.")
    return saved(request, reverse("documents:document", args=[made.pk]), sentence % {"number": made.number})
