"""Memorial dates and jubilees: what is ahead, the registers, the rules."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.almanac.actions.registers import (
    remove_date,
    remove_jubilee,
    remove_jubilee_rule,
    write_date,
    write_jubilee,
    write_jubilee_rule,
)
from orgplan.almanac.actions.terms import set_almanac_terms
from orgplan.almanac.forms import DateForm, JubileeForm, JubileeRuleForm, TermsForm
from orgplan.almanac.models import AlmanacTerms, Jubilee, JubileeRule, MemorialDate
from orgplan.almanac.policy import can_keep_almanac, can_see_people
from orgplan.almanac.queries import (
    age_rules,
    almanac_terms,
    dates_between,
    jubilees_ahead,
    jubilees_of,
    laid_jubilees,
    rule_in,
)
from orgplan.almanac.rules.dates import DateLevel
from orgplan.almanac.rules.jubilees import JubileeKind
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit


def _keeping(request: UserRequest) -> None:
    if not can_keep_almanac(request.user):
        raise PermissionDenied(_("The almanac is kept by the organisational department and the protocol service."))


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """What is ahead: dates of the next weeks, jubilees as long ahead as their rules say."""
    today, terms = timezone.localdate(), almanac_terms()
    until = today + timedelta(days=terms.dates_ahead)
    context = {
        "today": today,
        "until": until,
        "terms": terms,
        "may_keep": can_keep_almanac(request.user),
        "dates": dates_between(request.user, today, until),
        "jubilees": jubilees_ahead(request.user, today),
    }
    return render_page(request, "almanac/index.html", context)


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """Say how far the almanac looks; the present words and their reason stand beside the fields."""
    _keeping(request)
    known = AlmanacTerms.objects.visible_to(request.user).first()
    form = TermsForm(posted(request), record=known or AlmanacTerms(pk=1, edition=0))
    done = submitted(
        form, lambda: set_almanac_terms(**form.facts, edition=form.cleaned_data["edition"], by=request.user)
    )
    if done is not None:
        return saved(request, reverse("almanac:index"), _("The terms of the almanac are set."))
    return render_page(request, "almanac/terms.html", {"form": form}, status=form.status)


def _year(request: UserRequest) -> int:
    year = row_key(request.GET.get("year", "")) or timezone.localdate().year
    return min(max(year, 1900), 2199)


@require_GET
def date_list(request: UserRequest) -> HttpResponse:
    """The dates of a year in order, of one level or all."""
    year = _year(request)
    first = timezone.localdate().replace(year=year, month=1, day=1)
    level = request.GET.get("level", "")
    rows = dates_between(request.user, first, first.replace(month=12, day=31))
    shown = [row for row in rows if row.date.level == level] if level in DateLevel.values else rows
    counts = [(each, sum(row.date.level == each.value for row in rows)) for each in DateLevel]
    context = {
        "rows": shown,
        "year": year,
        "level": level,
        "pills": [(str(each.label).capitalize(), each.value, count) for each, count in counts if count],
        "total": len(rows),
        "may_keep": can_keep_almanac(request.user),
    }
    return render_page(request, "almanac/dates.html", context)


def _date_form(request: UserRequest, date: MemorialDate | None) -> DateForm:
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    return DateForm(posted(request), record=date, units=units)


@require_http_methods(["GET", "POST"])
def create_date(request: UserRequest) -> HttpResponse:
    """Record a memorial date."""
    _keeping(request)
    form = _date_form(request, None)
    if submitted(form, lambda: write_date(facts=form.to_write(), by=request.user)) is not None:
        return saved(request, reverse("almanac:dates"), _("The date is recorded."))
    return render_page(request, "almanac/date_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_date(request: UserRequest, pk: int) -> HttpResponse:
    """Change a memorial date."""
    _keeping(request)
    date = get_object_or_404(MemorialDate.objects.visible_to(request.user), pk=pk)
    form = _date_form(request, date)
    done = submitted(
        form,
        lambda: write_date(facts=form.to_write(), date=date, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, reverse("almanac:dates"), _("The date is changed."))
    return render_page(request, "almanac/date_form.html", {"form": form, "date": date}, status=form.status)


@require_POST
def remove_date_view(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a memorial date; events laid of it stay."""
    _keeping(request)
    found = get_object_or_404(MemorialDate.objects.visible_to(request.user), pk=pk)
    step = remove_with_undo(found, act=lambda: remove_date(found, by=request.user), by=request.user)
    return saved(request, reverse("almanac:dates"), _("The date is removed."), undo=step.undo_address)


@require_GET
def jubilee_list(request: UserRequest) -> HttpResponse:
    """The jubilees of a year, and the rules by which they are jubilees."""
    year = _year(request)
    held = age_rules()
    rules = [(kind, rule_in(held, kind, year)) for kind in JubileeKind]
    context = {
        "rows": laid_jubilees(request.user, jubilees_of(request.user, year), year),
        "year": year,
        "rules": rules,
        "may_keep": can_keep_almanac(request.user),
    }
    return render_page(request, "almanac/jubilees.html", context)


@require_http_methods(["GET", "POST"])
def create_jubilee(request: UserRequest) -> HttpResponse:
    """Keep the anniversaries of a beginning."""
    _keeping(request)
    form = JubileeForm(posted(request))
    if submitted(form, lambda: write_jubilee(facts=form.to_write(), by=request.user)) is not None:
        return saved(request, reverse("almanac:jubilees"), _("The date is recorded."))
    return render_page(request, "almanac/jubilee_form.html", {"form": form}, status=form.status)


def _jubilee(request: UserRequest, pk: int) -> Jubilee:
    found = Jubilee.objects.visible_to(request.user)
    if not can_see_people(request.user):
        found = found.exclude(kind=JubileeKind.PERSON)
    jubilee: Jubilee = get_object_or_404(found, pk=pk)
    return jubilee


@require_http_methods(["GET", "POST"])
def change_jubilee(request: UserRequest, pk: int) -> HttpResponse:
    """Change a kept beginning."""
    _keeping(request)
    jubilee = _jubilee(request, pk)
    form = JubileeForm(posted(request), record=jubilee)
    done = submitted(
        form,
        lambda: write_jubilee(
            facts=form.to_write(), jubilee=jubilee, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("almanac:jubilees"), _("The date is changed."))
    return render_page(request, "almanac/jubilee_form.html", {"form": form, "jubilee": jubilee}, status=form.status)


@require_POST
def remove_jubilee_view(request: UserRequest, pk: int) -> HttpResponse:
    """Keep the anniversary no more."""
    _keeping(request)
    found = _jubilee(request, pk)
    step = remove_with_undo(found, act=lambda: remove_jubilee(found, by=request.user), by=request.user)
    return saved(request, reverse("almanac:jubilees"), _("The date is removed."), undo=step.undo_address)


@require_http_methods(["GET", "POST"])
def jubilee_rule(request: UserRequest, kind: str) -> HttpResponse:
    """Which ages of a kind are jubilees in a year (`?year=`), and what of them stands in plans."""
    _keeping(request)
    held = rule_in(age_rules(), JubileeKind(kind), _year(request))
    rule = JubileeRule.objects.visible_to(request.user).filter(pk=held.pk).first()
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    usual = {} if rule else {name: getattr(held, name) for name in ("ages", "then_every", "days_ahead")}
    form = JubileeRuleForm(posted(request), record=rule, initial=usual, units=units)
    done = submitted(
        form,
        lambda: write_jubilee_rule(
            kind=JubileeKind(kind),
            facts=form.to_write(),
            rule=rule,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("almanac:jubilees"), _("The rule is saved."))
    context = {"form": form, "rule": rule, "label": JubileeKind(kind).label}
    return render_page(request, "almanac/jubilee_rule.html", context, status=form.status)


@require_POST
def remove_jubilee_rule_view(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a rule: its years follow the one before it."""
    _keeping(request)
    found = get_object_or_404(JubileeRule.objects.visible_to(request.user), pk=pk)
    step = remove_with_undo(found, act=lambda: remove_jubilee_rule(found, by=request.user), by=request.user)
    return saved(request, reverse("almanac:jubilees"), _("The rule is removed."), undo=step.undo_address)
