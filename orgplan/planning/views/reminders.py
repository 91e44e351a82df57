"""Reminders: by hand from the board, with the letters before one's eyes; the rules by which they are written."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved
from orgplan.planning.actions.reminders import ReminderFacts, change_reminder, remind_units, set_reminder
from orgplan.planning.forms import ReminderForm
from orgplan.planning.models import Plan, ReminderRule
from orgplan.planning.policy import can_consolidate, can_set_deadlines
from orgplan.planning.queries.board import board_of
from orgplan.planning.queries.reminders import Wording, by_hand, letters_for
from orgplan.planning.views.deadlines import only_setters


@require_http_methods(["GET", "POST"])
def remind(request: UserRequest, pk: int) -> HttpResponse:
    """Show the letters to the chosen units (`?row=`), or to all of which something is expected; POST writes them."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department sets deadlines of a plan and reminds units."))
    given = request.POST if request.method == "POST" else request.GET
    chosen = {row_key(value) for value in given.getlist("row")}
    board = board_of(plan, request.user, timezone.now())
    rows = [row for row in board.to_remind if not chosen or row.unit.pk in chosen]
    board_url = reverse("planning:board", args=[plan.pk])
    if not rows:
        messages.info(request, _("There is nobody to remind: the chosen units have sent their plans."))
        return SeeOther(board_url)
    letters = letters_for(plan, rows, by_hand(timezone.now()), Wording())
    if request.method == "POST":
        written = remind_units(plan=plan, letters=letters, by=request.user)
        words = ngettext(
            "%(n)d reminder was put into the outbox.", "%(n)d reminders were put into the outbox.", len(written)
        )
        told = words % {"n": len(written)} if written else _("These units were reminded within this hour already.")
        return saved(request, board_url, told)
    context = {
        "plan": plan,
        "letters": letters,
        "rows": rows,
        "silent": [each for each in letters if not each.to.email],
    }
    return render_page(request, "planning/remind.html", context)


@require_GET
def reminder_list(request: UserRequest) -> HttpResponse:
    """The rules of reminders in words."""
    context = {
        "rules": ReminderRule.objects.visible_to(request.user),
        "may_set": can_set_deadlines(request.user),
    }
    return render_page(request, "planning/reminders.html", context)


@require_http_methods(["GET", "POST"])
def create_reminder(request: UserRequest) -> HttpResponse:
    """Set a rule of reminders."""
    only_setters(request)
    form = ReminderForm(posted(request))
    done = submitted(form, lambda: set_reminder(facts=ReminderFacts(**form.facts), by=request.user))
    if done:
        return saved(request, "planning:reminders", _("The reminder is set."))
    return render_page(request, "planning/reminder_form.html", {"form": form, "rule": None}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_reminder_view(request: UserRequest, pk: int) -> HttpResponse:
    """Change a rule of reminders, or put it out of force."""
    rule = get_object_or_404(ReminderRule.objects.visible_to(request.user), pk=pk)
    only_setters(request)
    form = ReminderForm(posted(request), record=rule)
    done = submitted(
        form,
        lambda: change_reminder(
            rule, facts=ReminderFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, "planning:reminders", _("The reminder is changed."))
    return render_page(request, "planning/reminder_form.html", {"form": form, "rule": rule}, status=form.status)
