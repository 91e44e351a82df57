"""The lists that people keep: sizes, kinds of papers, duties by law, the term of the leader's package."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved
from orgplan.directory.models import Unit
from orgplan.document_sets import actions
from orgplan.document_sets.forms.lists import KindForm, LawForm, RuleFormSet, SetTermsForm, SizeForm
from orgplan.document_sets.models import EventSize, LegalDuty, PaperKind
from orgplan.document_sets.policy import can_keep_lists
from orgplan.document_sets.queries.proposal import set_terms
from orgplan.document_sets.rules.terms import short_words
from orgplan.preparation.rules.kinds import OffsetUnit


def _only_keepers(request: UserRequest) -> None:
    if not can_keep_lists(request.user):
        raise PermissionDenied(_("These lists are kept by the organisational department."))


def _page() -> str:
    return reverse("document_sets:lists")


@require_GET
def lists(request: UserRequest) -> HttpResponse:
    """Sizes with their conditions, papers by size, duties by law, the common term."""
    terms = set_terms()
    context = {
        "sizes": EventSize.objects.visible_to(request.user).prefetch_related("rules"),
        "kinds": PaperKind.objects.visible_to(request.user).select_related("unit").prefetch_related("sizes"),
        "duties": LegalDuty.objects.visible_to(request.user),
        "terms": terms,
        "short_terms": short_words(terms.leader_days, OffsetUnit(terms.leader_unit)),
        "may_keep": can_keep_lists(request.user),
    }
    return render_page(request, "document_sets/lists.html", context)


@require_POST
def shipped(request: UserRequest) -> HttpResponse:
    """Take over what comes with the product and is not there."""
    _only_keepers(request)
    unknown = actions.take_shipped(by=request.user)
    said = _("The usual lists are taken over: correct them for your office.")
    if unknown:
        said = _(
            "%(said)s The directory does not know: %(units)s; their papers are made by whoever holds the event."
        ) % {
            "said": said,
            "units": "; ".join(unknown),
        }
    tell_saved(request, said)
    return SeeOther(_page())


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """By when the leader's package is due."""
    _only_keepers(request)
    found = set_terms()
    form = SetTermsForm(posted(request), record=found)
    done = submitted(
        form,
        lambda: actions.write_set_terms(
            **form.facts, terms=found, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, _page(), _("The term is saved; new sets are counted by it."))
    return render_page(request, "document_sets/terms.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def create_size(request: UserRequest) -> HttpResponse:
    """A new size."""
    return _size(request, None)


@require_http_methods(["GET", "POST"])
def change_size(request: UserRequest, pk: int) -> HttpResponse:
    """Change a size and its conditions."""
    return _size(request, get_object_or_404(EventSize.objects.visible_to(request.user), pk=pk))


def _size(request: UserRequest, size: EventSize | None) -> HttpResponse:
    _only_keepers(request)
    known = [_condition(rule) for rule in size.rules.all()] if size else []
    form = SizeForm(posted(request), record=size)
    rules = RuleFormSet(posted(request), initial=known, prefix="rule")
    done = submitted(form, lambda: _write_size(request, form, rules, size)) if _fits(rules) else None
    if done is not None:
        return saved(request, _page(), _("The size is saved; sets that stand are left as they are."))
    context = {"form": form, "rules": rules, "size": size}
    status = 422 if rules.is_bound and form.status == 200 else form.status  # noqa: PLR2004 -- HTTP
    return render_page(request, "document_sets/size_form.html", context, status=status)


def _fits(rules: Any) -> bool:
    return not rules.is_bound or rules.is_valid()


def _condition(rule: Any) -> dict[str, Any]:
    facts = {name: getattr(rule, name) for name in ("kind", "least_people", "with_head", "outdoors")}
    return facts | {"always": not any(facts.values())}


def _write_size(request: UserRequest, form: SizeForm, rules: Any, size: EventSize | None) -> EventSize:
    written = [rule for each in rules if each.has_changed() or each.initial if (rule := each.to_write())]
    edition = form.cleaned_data.get("edition", 0)
    return actions.write_size(facts=form.to_write(), rules=written, size=size, edition=edition, by=request.user)


@require_http_methods(["GET", "POST"])
def create_kind(request: UserRequest) -> HttpResponse:
    """A new kind of paper."""
    return _kind(request, None)


@require_http_methods(["GET", "POST"])
def change_kind(request: UserRequest, pk: int) -> HttpResponse:
    """Change a kind of paper."""
    return _kind(request, get_object_or_404(PaperKind.objects.visible_to(request.user), pk=pk))


def _kind(request: UserRequest, kind: PaperKind | None) -> HttpResponse:
    _only_keepers(request)
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    sizes = EventSize.objects.visible_to(request.user)
    form = KindForm(posted(request), record=kind, sizes=sizes, units=units)
    done = submitted(
        form,
        lambda: actions.write_paper_kind(
            facts=form.to_write(),
            sizes=list(form.cleaned_data["sizes"]),
            kind=kind,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, _page(), _("The paper is saved; sets that stand are left as they are."))
    return render_page(request, "document_sets/kind_form.html", {"form": form, "kind": kind}, status=form.status)


@require_http_methods(["GET", "POST"])
def create_duty(request: UserRequest) -> HttpResponse:
    """A new duty by law."""
    return _law(request, None)


@require_http_methods(["GET", "POST"])
def change_duty(request: UserRequest, pk: int) -> HttpResponse:
    """Change a duty by law."""
    return _law(request, get_object_or_404(LegalDuty.objects.visible_to(request.user), pk=pk))


def _law(request: UserRequest, duty: LegalDuty | None) -> HttpResponse:
    _only_keepers(request)
    form = LawForm(posted(request), record=duty)
    done = submitted(
        form,
        lambda: actions.write_duty(
            facts=form.to_write(), duty=duty, edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, _page(), _("The duty is saved."))
    return render_page(request, "document_sets/law_form.html", {"form": form, "duty": duty}, status=form.status)
