"""Exchange with the document system by file: instructions go out, answers come back with a preview."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import RefusedError
from orgplan.core.pages import render_page, saved
from orgplan.instructions.actions.answers import take_in_answers
from orgplan.instructions.documents.exchange import exchange_json, exchange_workbook
from orgplan.instructions.imports import MOST, read_answers
from orgplan.instructions.policy import can_give
from orgplan.instructions.queries.answers import compare_answers
from orgplan.instructions.queries.listing import filter_of, matching
from orgplan.instructions.rules.answers import Answer, read_answer

_SALT = "instructions.answers"
_HOURS = 24 * 3600
_LARGEST = 20 * 1024 * 1024
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def _exchanging(request: UserRequest) -> None:
    if not can_give(request.user):
        raise PermissionDenied(_("Files for the document system are made by those who put instructions on control."))


@require_GET
def send_out(request: UserRequest, form: str) -> HttpResponse:
    """The instructions of a filter as a file for the document system, at most 5,000."""
    _exchanging(request)
    today = timezone.localdate()
    found = matching(request.user, filter_of(request.GET.dict()), today).select_related("unit", "person")
    rows = list(found.prefetch_related("co_performers__unit", "co_performers__person")[:MOST])
    content = exchange_json(rows) if form == "json" else exchange_workbook(rows)
    response = HttpResponse(content, content_type=_TYPES[form])
    name = f"Поручения для СЭД {today:%d.%m.%Y}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "POST"])
def exchange(request: UserRequest) -> HttpResponse:
    """Send out and take in; a file that came back is compared first, nothing is written."""
    _exchanging(request)
    file = request.FILES.get("file")
    context: dict[str, Any] = {"query": request.GET.urlencode(), "refusal": "", "rows": []}
    if request.method == "POST":
        try:
            context |= _compared(request, file)
        except RefusedError as refusal:
            context["refusal"] = str(refusal)
    status = 422 if context["refusal"] else 200
    return render_page(request, "instructions/exchange.html", context, status=status)


def _compared(request: UserRequest, file: Any) -> dict[str, Any]:
    if file is None:
        raise RefusedError(_("Choose the file that came back."))
    if file.size > _LARGEST:
        raise RefusedError(_("The file “%s” is larger than 20 MB.") % file.name)
    rows = compare_answers(request.user, read_answers(file.read(), file.name), timezone.localdate())
    new = [each for each in rows if each.is_new]
    told = [[each.answer.uid, each.answer.number, _iso(each.answer), each.answer.link] for each in new]
    editions = {each.answer.uid: each.instruction.edition for each in new if each.instruction}
    return {
        "rows": rows,
        "new": len(new),
        "same": sum(not each.is_new and not each.problem for each in rows),
        "bad": sum(bool(each.problem) for each in rows),
        "sealed": signing.dumps([told, editions], salt=_SALT, compress=True),
    }


def _iso(answer: Answer) -> str:
    return answer.registered_on.isoformat() if answer.registered_on else ""


@require_POST
def take_in(request: UserRequest) -> HttpResponse:
    """Write the numbers of a preview that was looked at."""
    _exchanging(request)
    page = reverse("instructions:exchange")
    try:
        told, editions = signing.loads(request.POST.get("sealed", ""), salt=_SALT, max_age=_HOURS)
    except signing.BadSignature:
        return refused(request, page, _("The preview is older than a day or damaged: bring the file in again."))
    names = ("Ключ (не менять)", "Номер в СЭД", "Дата регистрации", "Ссылка в СЭД")
    answers = [read_answer("", dict(zip(names, each, strict=True))) for each in told]
    rows = compare_answers(request.user, answers, timezone.localdate())
    compared = [each for each in rows if each.is_new and each.instruction]
    try:
        done = take_in_answers(rows=compared, editions=editions, by=request.user)
    except RefusedError as refusal:
        return refused(request, page, str(refusal))
    words = ngettext("The number of %d instruction is written.", "The numbers of %d instructions are written.", done)
    return saved(request, reverse("instructions:list"), words % done)
