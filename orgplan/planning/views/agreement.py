"""Agreement by curators: laying before them, answers, remarks, the sheet."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.directory.models import Person
from orgplan.events.models import Event
from orgplan.planning.actions.agreement import (
    Answer,
    answer_agreement,
    hand_over,
    lay_before_curators,
    make_remark,
    resolve_remark,
    withdraw_round,
)
from orgplan.planning.forms import AnswerForm, CuratorsForm, HandOverForm, RemarkForm
from orgplan.planning.models import Agreement, AgreementRound, Plan
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.agreement import Standing, changed_since_sent, curators_on, due_day, standings_of
from orgplan.planning.rules.approval import RemarkState, RoundState


@require_http_methods(["GET", "POST"])
def lay(request: UserRequest, pk: int) -> HttpResponse:
    """Choose the curators and the day, and lay the plan before them."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    today = timezone.localdate()
    form = CuratorsForm(posted(request), people=curators_on(today), initial={"due_on": due_day(plan.kind, today)})
    laid = submitted(
        form,
        lambda: lay_before_curators(
            plan=plan, curators=form.chosen, due_on=form.cleaned_data["due_on"], by=request.user
        ),
    )
    if laid is not None:
        return saved(request, reverse("planning:round", args=[laid.pk]), _("The plan is laid before the curators."))
    return render_page(request, "planning/lay.html", {"plan": plan, "form": form}, status=422 if form.is_bound else 200)


def _round(request: UserRequest, pk: int) -> AgreementRound:
    return get_object_or_404(AgreementRound.objects.visible_to(request.user).select_related("plan"), pk=pk)


@require_GET
def round_page(request: UserRequest, pk: int) -> HttpResponse:
    """The agreement sheet: who answered what, whose turn it is, remarks, what changed since it was sent."""
    return _sheet(request, _round(request, pk))


def _sheet(
    request: UserRequest, laid: AgreementRound, refused: tuple[Agreement, RemarkForm] | None = None
) -> HttpResponse:
    """Draw the sheet; a remark that was refused stays in its form, with what is wrong."""
    today = timezone.localdate()
    standings = standings_of(laid, request.user, today)
    window = window_of(request, laid.rows)
    context = {
        "laid": laid,
        "plan": laid.plan,
        "standings": standings,
        "changed": changed_since_sent(laid),
        "window": window,
        "rows": enumerate(window.items, start=window.first),
        "may_work": can_consolidate(request.user),
        "is_open": laid.state == RoundState.OPEN,
        "is_late": laid.state == RoundState.OPEN and laid.due_on < today,
        "asked": [_asked(each, refused) for each in standings if each.may_answer],
        "unanswered": sum(
            remark.state == RemarkState.OPEN for each in standings for remark in each.agreement.remarks.all()
        ),
    }
    return render_page(request, "planning/round.html", context, status=422 if refused else 200)


def _asked(standing: Standing, refused: tuple[Agreement, RemarkForm] | None) -> tuple[Standing, RemarkForm, AnswerForm]:
    """Return the forms of a curator; several stand on one page, so each has ids of its own."""
    ids = f"curator-{standing.agreement.pk}-%s"
    if refused and refused[0] == standing.agreement:
        remark_form = refused[1]
        remark_form.auto_id = ids
    else:
        remark_form = RemarkForm(auto_id=ids)
    return standing, remark_form, AnswerForm(auto_id=f"answer-of-{ids}")


def _turn(request: UserRequest, pk: int) -> Standing:
    """Return the curator's line where this reader may answer now."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).select_related("round__plan"), pk=pk)
    standings = standings_of(agreement.round, request.user, timezone.localdate())
    found = next(each for each in standings if each.agreement.pk == agreement.pk)
    if not found.may_answer:
        raise PermissionDenied(_("The curator answers, or who acts; the department records an answer on paper."))
    return found


@require_POST
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Give a curator's answer."""
    standing = _turn(request, pk)
    agreement, form = standing.agreement, AnswerForm(request.POST)
    address = reverse("planning:round", args=[agreement.round_id])
    if not form.is_valid():
        return saved(request, address, _("Choose the answer."))
    on_behalf = agreement.on_behalf
    if standing.acting and standing.is_away:
        on_behalf = _("%(acting)s acts") % {"acting": standing.acting}
    given = Answer(form.cleaned_data["verb"], form.cleaned_data["text"], on_behalf)
    try:
        answer_agreement(agreement, answer=given, edition=_edition(request), by=request.user)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    except ChangedMeanwhileError:
        return saved(request, address, _("Somebody answered meanwhile: look at the sheet."))
    return saved(request, address, _("The answer is recorded."))


def _edition(request: UserRequest) -> int:
    return row_key(request.POST.get("edition", "")) or 0


@require_POST
def remark(request: UserRequest, pk: int) -> HttpResponse:
    """Remark on a row, for the curator whose turn it is."""
    standing = _turn(request, pk)
    agreement = standing.agreement
    form = RemarkForm(request.POST)
    address = reverse("planning:round", args=[agreement.round_id])
    if not form.is_valid():
        return _sheet(request, agreement.round, (agreement, form))
    event, number, label = None, form.cleaned_data["number"], ""
    if number is not None:
        row = next(iter(agreement.round.rows[number - 1 : number]), None)
        if row is None:
            words = _("The plan laid before curators has no row %(number)s.") % {"number": number}
            form.add_error("number", words)
            return _sheet(request, agreement.round, (agreement, form))
        event, label = Event.objects.visible_to(request.user).filter(pk=row["event"]).first(), row["title"]
    make_remark(agreement, event=event, label=label, text=form.cleaned_data["text"], by=request.user)
    return saved(request, address, _("The remark is recorded."))


@require_POST
def resolve(request: UserRequest, pk: int, note_pk: int) -> HttpResponse:
    """Say what became of a remark."""
    laid = _round(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    found = next(
        (
            row
            for each in laid.agreements.prefetch_related("remarks")
            for row in each.remarks.all()
            if row.pk == note_pk
        ),
        None,
    )
    address = reverse("planning:round", args=[laid.pk])
    state = RemarkState.TAKEN if request.POST.get("state") == "taken" else RemarkState.EXPLAINED
    if found is None:
        return saved(request, address, _("The remark is gone."))
    try:
        words = request.POST.get("answer", "")
        resolve_remark(found, state=state, answer=words, edition=_edition(request), by=request.user)
    except RefusedError as refusal:
        return saved(request, address, str(refusal))
    except ChangedMeanwhileError:
        return saved(request, address, _("Somebody answered meanwhile: look at the sheet."))
    return saved(request, address, _("The remark is answered."))


@require_http_methods(["GET", "POST"])
def hand_over_view(request: UserRequest, pk: int) -> HttpResponse:
    """Let somebody else answer in place of a curator who is away or has left."""
    agreement = get_object_or_404(
        Agreement.objects.visible_to(request.user).select_related("round__plan", "person"), pk=pk
    )
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    standings = standings_of(agreement.round, request.user, timezone.localdate())
    acting = next((each.acting for each in standings if each.agreement.pk == pk), None)
    form = HandOverForm(
        posted(request), people=_others(agreement, standings), initial={"person": acting.pk if acting else None}
    )
    done = submitted(form, lambda: _hand_over(request, agreement, form))
    if done is not None:
        return saved(request, reverse("planning:round", args=[agreement.round_id]), _("Handed over."))
    context = {"agreement": agreement, "plan": agreement.round.plan, "form": form}
    return render_page(request, "planning/hand_over.html", context, status=422 if form.is_bound else 200)


def _others(agreement: Agreement, standings: list[Standing]) -> list[tuple[Person, str]]:
    known = {each.agreement.person_id for each in standings}
    found = [(each.acting, each.acting_post) for each in standings if each.acting and each.agreement.pk == agreement.pk]
    found += [pair for pair in curators_on(timezone.localdate()) if pair[0].pk not in known]
    return found


def _hand_over(request: UserRequest, agreement: Agreement, form: HandOverForm) -> Agreement:
    to = form.people[form.cleaned_data["person"]]
    return hand_over(agreement, to=to, reason=form.cleaned_data["reason"], edition=agreement.edition, by=request.user)


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take the plan back from agreement."""
    laid = _round(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    try:
        withdraw_round(laid, by=request.user)
    except RefusedError as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(reverse("planning:round", args=[laid.pk]))
    return saved(request, reverse("planning:plan", args=[laid.plan_id]), _("Taken back from agreement."))
