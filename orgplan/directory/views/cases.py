"""The proof list of grammatical cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.forms import PostCasesForm
from orgplan.directory.models import Person, PostCases
from orgplan.directory.queries.cases import proof_counts, proof_of_names, proof_of_posts, proof_shown
from orgplan.directory.rules import case_words
from orgplan.directory.views.registers import only_editors, tabs
from orgplan.language.grammar import CASES

_LONGEST_POST = 300


@require_GET
def proof_list(request: UserRequest) -> HttpResponse:
    """All names or posts in six cases, doubtful ones first."""
    of_posts = request.GET.get("of") == "posts"
    rows = proof_of_posts(timezone.localdate()) if of_posts else proof_of_names()
    counts = proof_counts(rows)
    which = request.GET.get("show", "open" if counts[0][2] else "all")
    context = {
        "of_posts": of_posts,
        "which": which,
        "counts": counts,
        "cases": [case_words(case) for case in CASES],
        "window": window_of(request, proof_shown(rows, which), size=50),
        "proof_here": True,
        **tabs(request, None),
    }
    return render_page(request, "directory/proof.html", context)


@require_POST
def check_person(request: UserRequest, pk: int) -> HttpResponse:
    """Say that the six cases of the name are right."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    actions.check_person_cases(person, by=request.user)
    return saved(request, _back("people"), _("Checked: %(name)s.") % {"name": person})


@require_POST
def check_post(request: UserRequest) -> HttpResponse:
    """Say that the six cases of a post are right."""
    only_editors(request.user)
    title = request.POST.get("title", "")[:_LONGEST_POST].strip()
    if title:
        actions.check_post_cases(title=title, by=request.user)
    return saved(request, _back("posts"), _("Checked: %(name)s.") % {"name": title or "—"})


@require_http_methods(["GET", "POST"])
def correct_post(request: UserRequest) -> HttpResponse:
    """Correct the cases of the post that `?title=` names."""
    only_editors(request.user)
    title = request.GET.get("title", "")[:_LONGEST_POST].strip()
    kept = PostCases.objects.visible_to(request.user).filter(title=title).first()
    form = PostCasesForm(posted(request), title=title, stored=kept.forms if kept else {})
    if title and form.is_bound and form.is_valid():
        actions.correct_post_cases(title=title, forms=form.forms_given, by=request.user)
        return saved(request, _back("posts"), _("The cases are corrected."))
    return render_page(request, "directory/post_cases.html", {"form": form, "title": title})


def _back(of: str) -> str:
    return reverse("directory:proof") + f"?of={of}"
