"""The columns of a paper: said by the coordinator over its first rows, remembered for the unit, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved
from orgplan.directory.models import Unit
from orgplan.directory.queries import unit_of
from orgplan.planning.actions.columns import forget_columns, read_again, remember_columns
from orgplan.planning.actions.submissions import column_name
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Submission
from orgplan.planning.policy import can_submit
from orgplan.planning.queries.columns import columns_changed, mappings_used, remembered_columns
from orgplan.planning.rules.reading.looks import fingerprint_below
from orgplan.planning.rules.reading.model import Role, TableLook, Understood
from orgplan.planning.rules.states import SubmissionState

ROLE_WORDS = (
    ("", _lazy("column is not needed")),
    ("number", _lazy("column: number")),
    ("date", _lazy("column: date")),
    ("time", _lazy("column: time")),
    ("date+time", _lazy("column: date and time")),
    ("title", _lazy("column: event")),
    ("place", _lazy("column: place")),
    ("title+place", _lazy("column: event and place")),
    ("time+place", _lazy("column: time and place")),
    ("responsible", _lazy("column: responsible")),
    ("participants", _lazy("column: participants")),
    ("money", _lazy("column: money")),
    ("remark", _lazy("column: note")),
)


@require_http_methods(["GET", "POST"])
def columns(request: UserRequest, pk: int) -> HttpResponse:
    """Show the first rows to name their columns; POST reads the paper again as was said, or by its words (`forget`)."""
    papers = Submission.objects.visible_to(request.user).select_related("plan__unit")
    submission = get_object_or_404(papers, pk=pk)
    own, unit = unit_of(request.user), submission.plan.unit
    if unit is None or not can_submit(request.user, own_unit_id=own.pk if own else None, unit_id=unit.pk):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    if submission.state != SubmissionState.READ:
        messages.info(request, _("This file has already been sent."))
        return SeeOther(reverse("planning:submission", args=[pk]))
    source = _source(submission)
    looks = read_source(source, submission.plan.period, remembered_columns(unit)).tables
    if request.method == "GET":
        return _page(request, submission, looks)
    if "forget" in request.POST:
        for each in mappings_used(submission):
            forget_columns(each, by=request.user)
    elif not _remembered(request, unit, looks):
        messages.warning(request, _("Say which column names the event: without it there is nothing to read."))
        return SeeOther(reverse("planning:columns", args=[pk]))
    reading = read_source(source, submission.plan.period, remembered_columns(unit))
    made = read_again(submission, source=source, reading=reading, by=request.user)
    if not reading.rows:
        messages.warning(request, _("Read so, the file has no events: name the columns otherwise."))
        return SeeOther(reverse("planning:columns", args=[made.pk]))
    return saved(request, reverse("planning:submission", args=[made.pk]), _("The file was read again."))


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table on the page: its columns as (place, words over it, role's code), and the row where the plan begins."""

    look: TableLook
    columns: list[tuple[int, str, str]]
    first: int


def _page(request: UserRequest, submission: Submission, looks: Sequence[TableLook]) -> HttpResponse:
    context = {
        "submission": submission,
        "plan": submission.plan,
        "tables": [_shown(look) for look in looks],
        "roles": ROLE_WORDS,
        "changed": columns_changed(submission, mappings_used(submission)),
        "is_known": any(look.how in {Understood.HEADER, Understood.SAID} for look in looks),
    }
    return render_page(request, "planning/columns.html", context)


def _shown(look: TableLook) -> ShownTable:
    named = [(column, column_name(look, column), look.roles.get(column, Role(0)).code) for column in range(look.width)]
    return ShownTable(look, named, look.first or look.rows[0][0])


def _remembered(request: UserRequest, unit: Unit, looks: Sequence[TableLook]) -> bool:
    """Remember what was chosen for every table; False where nothing was, or a table would have no event.

    A table all of whose columns are not needed is no plan and is left as it is.
    """
    said = []
    for look in looks:
        roles = {column: _chosen(request, look, column) for column in range(look.width)}
        if not any(roles.values()):
            continue
        if not any(Role.TITLE in role for role in roles.values()):
            return False
        said.append((look, roles))
    for look, roles in said:
        first = row_key(request.POST.get(f"first-{look.table}", "")) or look.first or look.rows[0][0]
        fingerprint, headers = fingerprint_below(look, first)
        remember_columns(
            unit=unit,
            fingerprint=fingerprint,
            headers={str(column): headers.get(column) or column_name(look, column) for column in roles},
            roles={str(column): role.code for column, role in roles.items()},
            by=request.user,
        )
    return bool(said)


def _chosen(request: UserRequest, look: TableLook, column: int) -> Role:
    known = look.roles.get(column, Role(0))
    try:
        return Role.parse(request.POST.get(f"role-{look.table}-{column}", known.code))
    except ValueError:
        return Role(0)


def _source(submission: Submission) -> Source:
    if submission.file:
        with submission.file.open("rb") as file:
            return Source(name=submission.file_name, data=file.read())
    return Source(
        name=submission.file_name, text=submission.pasted.get("text", ""), html=submission.pasted.get("html", "")
    )
