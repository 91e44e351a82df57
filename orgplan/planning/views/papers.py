"""Plans on paper: a draft leaves no trace, an approved version stands in the register of documents."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import SeeOther, tell_saved
from orgplan.documents.models import Document
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.planning.actions.documents import record_printed_sheet, record_printed_version
from orgplan.planning.documents import plan_pdf, plan_word
from orgplan.planning.documents.agreement import sheet_data, sheet_file, sheet_paper
from orgplan.planning.documents.plan import version_paper
from orgplan.planning.models import AgreementRound, Plan, PlanVersion
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.documents import printed_sheet, printed_version
from orgplan.planning.rules.approval import RoundState
from orgplan.planning.rules.papers import PLAN_FORMS

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def document(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """The plan as it stands now, in Word or PDF, marked «проект»; `?kind=` chooses the form."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if plan.unit_id:
        raise PermissionDenied(_("The document is made of the city plan."))
    code = _code(request, plan)
    try:
        content = _made(plan, None, code, form)
    except FormRefusedError as refusal:
        return _refused(request, refusal, reverse("planning:plan", args=[pk]))
    return _file(content, f"{plan.title} (проект).{form}", form)


@require_GET
def version_document(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """An approved version, in Word or PDF: made once by each form, then given out as it stands in the register."""
    versions = PlanVersion.objects.visible_to(request.user).select_related("plan")
    version = get_object_or_404(versions, pk=pk)
    code = _code(request, version.plan)
    found = printed_version(version, code, form)
    if found is None:
        try:
            found = _recorded(request, version, code, form)
        except FormRefusedError as refusal:
            return _refused(request, refusal, reverse("planning:version", args=[pk]))
    with found.file.open("rb") as file:
        return _file(file.read(), f"{version.title}.{form}", form)


@require_GET
def sheet_document(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """The agreement sheet in Word or PDF: «проект» while answers are awaited, then as it stands in the register."""
    laid = get_object_or_404(AgreementRound.objects.visible_to(request.user).select_related("plan"), pk=pk)
    name = _("Agreement sheet, %(plan)s") % {"plan": laid.plan.title}
    try:
        if laid.state == RoundState.OPEN:
            return _file(sheet_file(laid, form), f"{name} (проект).{form}", form)
        found = printed_sheet(laid, sheet_data(laid), form) or record_printed_sheet(
            laid=laid, paper=sheet_paper(laid, form), by=request.user
        )
    except FormRefusedError as refusal:
        return _refused(request, refusal, reverse("planning:round", args=[pk]))
    with found.file.open("rb") as file:
        return _file(file.read(), f"{name}.{form}", form)


def _recorded(request: UserRequest, version: PlanVersion, code: str, form: str) -> Document:
    paper = version_paper(version, code, form)
    return record_printed_version(version=version, paper=paper, by=request.user)


def _code(request: UserRequest, plan: Plan) -> str:
    """Return the form that the address asks for, else the usual one of the plan's kind."""
    code = request.GET.get("kind") or rule_of(plan.kind).paper
    if code not in {each.code for each in PLAN_FORMS}:
        raise Http404
    return code


def _made(plan: Plan, version: PlanVersion | None, code: str, form: str) -> bytes:
    return plan_pdf(plan, version, code) if form == "pdf" else plan_word(plan, version, code)


def _refused(request: UserRequest, refusal: FormRefusedError, page: str) -> HttpResponse:
    """Say why the office's own form refused, and that PDF and the other forms still print."""
    way_on = _("Print by PDF or another form meanwhile, or return to the shipped form.")
    tell_saved(request, f"{refusal} {way_on}")
    return SeeOther(page)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
