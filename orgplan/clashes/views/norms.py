"""Settings: rules of clashes, minutes by kind of event, office hours."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.clashes.actions import (
    lay_usual_norms,
    remove_load,
    remove_rule,
    write_hours,
    write_load,
    write_rule,
    write_times,
)
from orgplan.clashes.forms import HoursForm, LoadForm, RuleForm, TimesForm
from orgplan.clashes.models import ClashRule, KindTimes, LoadRule, RoadPair, RoadRule, SearchHours
from orgplan.clashes.policy import can_keep_norms
from orgplan.clashes.queries.norms import office_time
from orgplan.clashes.rules.hours import hours_text
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.events.rules import EventKind


def keeping(request: UserRequest) -> None:
    """Refuse those who may only read the settings."""
    if not can_keep_norms(request.user):
        raise PermissionDenied(_("Rules of clashes are kept by the organisational department."))


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All settings of clashes on one page."""
    known = {each.kind: each for each in KindTimes.objects.visible_to(request.user)}
    road = RoadRule.objects.visible_to(request.user).first() or RoadRule()
    context = {
        "rules": ClashRule.objects.visible_to(request.user).select_related("unit"),
        "times": [(kind, known.get(kind.value) or KindTimes(kind=kind)) for kind in EventKind],
        "hours": SearchHours.objects.visible_to(request.user).first() or SearchHours(),
        "office": office_time().of(timezone.localdate()),
        "loads": LoadRule.objects.visible_to(request.user),
        "road": road,
        "by_hour": hours_text(road.by_hour),
        "pairs": RoadPair.objects.visible_to(request.user).count(),
        "may_keep": can_keep_norms(request.user),
    }
    return render_page(request, "clashes/rules.html", context)


@require_POST
def lay_usual(request: UserRequest) -> HttpResponse:
    """Write the usual rules and minutes where none are yet."""
    keeping(request)
    lay_usual_norms(by=request.user)
    return saved(request, reverse("clashes:rules"), _("The usual rules and minutes are written; change what differs."))


def _rule_form(request: UserRequest, rule: ClashRule | None) -> RuleForm:
    return RuleForm(posted(request), record=rule, units=Unit.objects.visible_to(request.user).filter(is_active=True))


@require_http_methods(["GET", "POST"])
def create_rule(request: UserRequest) -> HttpResponse:
    """Write a rule of clashes."""
    keeping(request)
    form = _rule_form(request, None)
    if submitted(form, lambda: write_rule(facts=form.to_write(), by=request.user)) is not None:
        return saved(request, reverse("clashes:rules"), _("The rule of clashes is saved."))
    return render_page(request, "clashes/rule_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_rule(request: UserRequest, pk: int) -> HttpResponse:
    """Change a rule of clashes."""
    keeping(request)
    rule = get_object_or_404(ClashRule.objects.visible_to(request.user), pk=pk)
    form = _rule_form(request, rule)
    done = submitted(
        form,
        lambda: write_rule(facts=form.to_write(), rule=rule, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The rule of clashes is saved."))
    return render_page(request, "clashes/rule_form.html", {"form": form, "rule": rule}, status=form.status)


@require_POST
def remove_rule_view(request: UserRequest, pk: int) -> HttpResponse:
    """Let a rule hold no more."""
    keeping(request)
    remove_rule(get_object_or_404(ClashRule.objects.visible_to(request.user), pk=pk), by=request.user)
    return saved(request, reverse("clashes:rules"), _("The rule of clashes is removed; the next one counts."))


@require_http_methods(["GET", "POST"])
def kind_times(request: UserRequest, event_kind: str) -> HttpResponse:
    """How long events of a kind keep people and halls."""
    keeping(request)
    if event_kind not in EventKind.values:
        raise Http404
    row = KindTimes.objects.visible_to(request.user).filter(kind=event_kind).first()
    form = TimesForm(posted(request), record=row)
    done = submitted(
        form,
        lambda: write_times(
            kind=EventKind(event_kind),
            facts=form.to_write(),
            times=row,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The minutes are saved."))
    context = {"form": form, "label": EventKind(event_kind).label}
    return render_page(request, "clashes/times_form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def hours(request: UserRequest) -> HttpResponse:
    """How widely another time is looked for."""
    keeping(request)
    row = SearchHours.objects.visible_to(request.user).first()
    form = HoursForm(posted(request), record=row)
    done = submitted(
        form,
        lambda: write_hours(
            facts=form.to_write(), hours=row, edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The hours are saved."))
    return render_page(request, "clashes/hours_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def create_load(request: UserRequest) -> HttpResponse:
    """Write what a leader's month should not exceed from a year on."""
    keeping(request)
    form = LoadForm(posted(request), initial={"year": timezone.localdate().year})
    done = submitted(form, lambda: write_load(year=form.cleaned_data["year"], facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The norm of load is saved."))
    return render_page(request, "clashes/load_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_load(request: UserRequest, pk: int) -> HttpResponse:
    """Change the norm of a year."""
    keeping(request)
    rule = get_object_or_404(LoadRule.objects.visible_to(request.user), pk=pk)
    form = LoadForm(posted(request), record=rule)
    done = submitted(
        form,
        lambda: write_load(
            year=rule.year, facts=form.to_write(), rule=rule, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The norm of load is saved."))
    return render_page(request, "clashes/load_form.html", {"form": form, "rule": rule}, status=form.status)


@require_POST
def remove_load_view(request: UserRequest, pk: int) -> HttpResponse:
    """Let the norm of a year hold no more."""
    keeping(request)
    remove_load(get_object_or_404(LoadRule.objects.visible_to(request.user), pk=pk), by=request.user)
    return saved(request, reverse("clashes:rules"), _("The norm of load is removed; that of the year before holds on."))
