"""Pages of the order of precedence."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted
from orgplan.core.pages import render_page, saved
from orgplan.directory import actions
from orgplan.directory.actions import TableFacts
from orgplan.directory.forms import ACCEPTED_TABLES, PrecedenceForm
from orgplan.directory.imports.precedence import PrecedenceDraft, read_precedence
from orgplan.directory.models import PrecedenceTable
from orgplan.directory.queries import leaders_on, precedence_of_many, precedence_table_on
from orgplan.directory.views.registers import only_editors, tabs
from orgplan.tables import UnreadableFile


@require_GET
def list_tables(request: UserRequest) -> HttpResponse:
    """The tables by the day from which they are in force, and today's leaders in their order."""
    day = timezone.localdate()
    leaders = [post.person for post in leaders_on(day)]
    places = precedence_of_many(leaders, day)
    context = {
        "rows": PrecedenceTable.objects.visible_to(request.user),
        "present": precedence_table_on(day),
        "leaders": sorted(
            ((places.get(person.pk), person) for person in leaders),
            key=lambda each: each[0].rank if each[0] else 10_000,
        ),
        "precedence_here": True,
        **tabs(request, None),
    }
    return render_page(request, "directory/precedence.html", context)


@require_GET
def show_table(request: UserRequest, pk: int) -> HttpResponse:
    """One table, row by row."""
    table = _found(request, pk)
    rows = table.rows.select_related("person")
    return render_page(
        request, "directory/precedence_table.html", {"table": table, "rows": rows, **tabs(request, None)}
    )


@require_http_methods(["GET", "POST"])
def bring_table(request: UserRequest) -> HttpResponse:
    """Bring a table out of a file."""
    only_editors(request.user)
    initial = {"title": _("Order of precedence of the city"), "valid_from": timezone.localdate()}
    form = PrecedenceForm(posted(request), request.FILES or None, keeps_rows=False, initial=initial)
    rows = _rows(form)
    if rows is not None:
        table = _written(form, lambda facts: actions.bring_precedence(facts=facts, rows=rows, by=request.user))
        if table:
            return saved(request, table, _("The table of precedence is recorded."))
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def replace_table(request: UserRequest, pk: int) -> HttpResponse:
    """Change the table: its day, its title, and with a file all its rows."""
    table = _found(request, pk)
    only_editors(request.user)
    names = ("title", "valid_from", "basis", "edition")
    initial = {name: getattr(table, name) for name in names}
    form = PrecedenceForm(posted(request), request.FILES or None, keeps_rows=True, initial=initial)
    rows = _rows(form)
    if rows is not None:
        edition = form.cleaned_data["edition"] or table.edition
        done = _written(
            form,
            lambda facts: actions.replace_precedence(
                table, facts=facts, rows=rows or None, edition=edition, by=request.user
            ),
        )
        if done:
            return saved(request, done, _("The table of precedence is changed."))
    return _page(request, form, table)


@require_POST
def remove_table(request: UserRequest, pk: int) -> HttpResponse:
    """Delete a table recorded by mistake."""
    table = _found(request, pk)
    only_editors(request.user)
    step = remove_with_undo(table, act=lambda: actions.remove_precedence(table, by=request.user), by=request.user)
    words = _("The table is deleted; the history keeps it.")
    return saved(request, reverse("directory:precedence"), words, undo=step.undo_address)


def _found(request: UserRequest, pk: int) -> PrecedenceTable:
    table: PrecedenceTable = get_object_or_404(PrecedenceTable.objects.visible_to(request.user), pk=pk)
    return table


def _rows(form: PrecedenceForm) -> list[PrecedenceDraft] | None:
    """Return the rows of the file, none without a file; None where the form or the file is not to be taken."""
    if not form.is_bound or not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    if not file:
        return []
    try:
        rows, wrong = read_precedence(file.read(), file.name)
    except UnreadableFile as refusal:
        form.add_error("file", str(refusal))
        return None
    for sentence in wrong[:20] if rows else [*wrong[:20], _("The table holds no rows.")]:
        form.add_error("file", sentence)
    return None if wrong or not rows else rows


def _written(form: PrecedenceForm, write: Any) -> PrecedenceTable | None:
    data = form.cleaned_data
    try:
        table: PrecedenceTable = write(TableFacts(data["title"], data["valid_from"], data["basis"]))
    except RefusedError:
        form.add_error("valid_from", _("Another table is in force from this day: change that one."))
    except ChangedMeanwhileError:
        form.add_error(None, _("Somebody changed the table meanwhile: open it anew."))
    else:
        return table
    return None


def _page(request: UserRequest, form: PrecedenceForm, table: PrecedenceTable | None) -> HttpResponse:
    context = {"form": form, "table": table, "accepted": ACCEPTED_TABLES}
    return render_page(request, "directory/precedence_form.html", context, status=422 if form.is_bound else 200)
