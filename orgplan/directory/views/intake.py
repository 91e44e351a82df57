"""Files of the directory: brought, shown beside what is known, confirmed or put aside."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import change_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted
from orgplan.core.pages import SeeOther, render_page, saved
from orgplan.directory import actions
from orgplan.directory.documents import sample_workbook
from orgplan.directory.forms import ACCEPTED_TABLES, IntakeForm
from orgplan.directory.imports.tables import read_table
from orgplan.directory.models import Intake
from orgplan.directory.queries.intake import compare, counts_of
from orgplan.directory.rules import IntakeKind, IntakeState
from orgplan.directory.views.registers import only_editors, tabs
from orgplan.tables import UnreadableFile


@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    """Drop a table; it is read and shown, nothing is written."""
    only_editors(request.user)
    form = IntakeForm(posted(request), request.FILES or None, initial={"kind": request.GET.get("kind")})
    if form.is_bound and form.is_valid():
        file, kind = form.cleaned_data["file"], IntakeKind(form.cleaned_data["kind"])
        try:
            rows, notices = read_table(file.read(), file.name, kind)
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
        else:
            found = actions.take_in(kind=kind, file_name=file.name, rows=rows, notices=notices, by=request.user)
            return SeeOther(found.get_absolute_url())
    waiting = Intake.objects.visible_to(request.user).filter(state=IntakeState.READ).defer("rows", "notices")[:_WAITING]
    context = {
        "form": form,
        "accepted": ACCEPTED_TABLES,
        "kinds": IntakeKind.choices,
        "waiting": waiting,
        **tabs(request, None),
    }
    return render_page(request, "directory/bring.html", context, status=422 if form.is_bound else 200)


@require_GET
def show(request: UserRequest, pk: int) -> HttpResponse:
    """The preview: what would be new, changed, doubtful, wrong."""
    intake = _found(request, pk)
    rows = compare(intake, timezone.localdate()) if intake.state == IntakeState.READ else []
    context = {
        "intake": intake,
        "rows": sorted(rows, key=lambda row: _ORDER.index(row.status)),
        "counts": counts_of(rows),
        "is_open": intake.state == IntakeState.READ,
        **tabs(request, None),
    }
    return render_page(request, "directory/intake.html", context)


_WAITING = 20
"""Files that were read and neither taken nor put aside, the newest; more of them nobody reads."""
_ORDER = ("wrong", "doubtful", "new", "changed", "same")


@require_POST
def apply(request: UserRequest, pk: int) -> HttpResponse:
    """Write what was confirmed, in one transaction."""
    intake = _found(request, pk)
    answers = {
        int(name[4:]): answer
        for name, answer in request.POST.items()
        if name.startswith("row-") and name[4:].isdecimal() and isinstance(answer, str)
    }
    try:
        done = actions.apply_intake(intake, answers=answers, day=timezone.localdate(), by=request.user)
    except RefusedError as refusal:
        return saved(request, intake, str(refusal))
    words = _("Recorded: %(created)d, changed: %(changed)d, left out: %(left)d, already known: %(same)d.") % {
        "created": done["created"],
        "changed": done["changed"],
        "left": done["left out"],
        "same": done["same"],
    }
    return saved(request, intake, words)


@require_POST
def drop(request: UserRequest, pk: int) -> HttpResponse:
    """Put the file aside."""
    intake = _found(request, pk)
    try:
        step = change_with_undo([intake], act=lambda: actions.drop_intake(intake, by=request.user), by=request.user)
    except RefusedError as refusal:
        return saved(request, intake, str(refusal))
    words = _("The file is put aside; the directory is as it was.")
    return saved(request, reverse("directory:bring"), words, undo=step.undo_address)


@require_GET
def sample(request: UserRequest, listed: str) -> FileResponse:
    """A workbook with the headings and two plain examples."""
    only_editors(request.user)
    if listed not in IntakeKind.values:
        raise Http404
    return FileResponse(sample_workbook(IntakeKind(listed)), as_attachment=True, filename=f"образец-{listed}.xlsx")


def _found(request: UserRequest, pk: int) -> Intake:
    intake: Intake = get_object_or_404(Intake.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    return intake
