"""Asking bodies: letters that leave, and the papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import RefusedError
from orgplan.core.pages import saved
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.quotas import actions
from orgplan.quotas.documents import letter_data, quota_paper, quota_subject, quota_workbook, table_data
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.views.found import asking, quota_found, share_found

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_POST
def ask(request: UserRequest, pk: int) -> HttpResponse:
    """Ask by e-mail everybody who does not know the present number."""
    quota = quota_found(request, pk)
    asking(request, quota.event)
    try:
        asked = actions.ask_bodies(quota, by=request.user)
    except RefusedError as refusal:
        return refused(request, quota.get_absolute_url(), str(refusal))
    drafts = sum(not each.body.email for each in asked)
    words = _("Letters in the outbox: %(count)d.") % {"count": len(asked) - drafts}
    if drafts:
        words += " " + _("Drafts without an e-mail: %(count)d, print these letters.") % {"count": drafts}
    return saved(request, quota, words)


@require_GET
def letter(request: UserRequest, pk: str, form: str) -> HttpResponse:
    """The letter to one body as Word or PDF; the same contents are in the register once."""
    share = share_found(request, int(pk))
    asking(request, share.quota.event)
    return _paper(request, share.quota, share, form)


@require_GET
def table(request: UserRequest, pk: str, form: str) -> HttpResponse:
    """The table of all bodies as Word or PDF."""
    quota = quota_found(request, int(pk))
    asking(request, quota.event)
    return _paper(request, quota, None, form)


@require_GET
def workbook(request: UserRequest, pk: int) -> HttpResponse:
    """The table and the names as an Excel workbook."""
    quota = quota_found(request, pk)
    asking(request, quota.event)
    return _sent(quota_workbook(quota), table_data(quota)["title"], "xlsx")


def _paper(request: UserRequest, quota: Quota, share: QuotaShare | None, form: str) -> HttpResponse:
    data = letter_data(quota, share) if share else table_data(quota)
    code = "quota_letter" if share else "quota_table"
    try:
        found = same_paper(code, quota_subject(quota, share, form), data, form) or actions.record_letter(
            quota, share=share, paper=quota_paper(quota, share, form), by=request.user
        )
    except FormRefusedError as refusal:
        return saved(request, quota, str(refusal))
    with found.file.open("rb") as file:
        return _sent(file.read(), data["title"], form)


def _sent(content: bytes, title: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    name = f"{title[:120]}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
