"""Pages of people: the list, the card, names in cases."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.actions import PersonFacts
from orgplan.directory.forms import CasesForm, PersonForm
from orgplan.directory.models import Person
from orgplan.directory.panels import panels_of_person
from orgplan.directory.queries import absences_between, listed_absences, people, precedence_of, stored_posts
from orgplan.directory.rules import cases_of, in_force
from orgplan.directory.views.registers import PEOPLE, form_page, only_editors, tabs, wants_retired

AHEAD = timedelta(days=92)
"""How far ahead a card shows absences."""


@require_GET
def list_people(request: UserRequest) -> HttpResponse:
    """People with their posts of today, by words of name, post or body."""
    text, closed = request.GET.get("q", ""), wants_retired(request)
    rows = people(Person.objects.visible_to(request.user), text=text, active=not closed, day=timezone.localdate())
    context = {"window": window_of(request, rows), "q": text, "closed": closed, **tabs(request, PEOPLE)}
    return render_page(request, "directory/people.html", context)


@require_GET
def show_person(request: UserRequest, pk: int) -> HttpResponse:
    """A person with the posts of all years and the name in six cases."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    posts = list(person.positions.select_related("unit", "organisation").order_by("-starts_on", "-pk"))
    present = in_force(posts, timezone.localdate())
    title = present[0].title if present else ""
    cases = cases_of(
        person.full_name, person.gender, title=title, overrides=person.case_overrides, posts=stored_posts()
    )
    day = timezone.localdate()
    context = {
        "person": person,
        "posts": posts,
        "present": present,
        "cases": cases,
        "precedence": precedence_of(person, day),
        "panels": panels_of_person(request.user, person),
        "absences": listed_absences(request.user, absences_between(day, day + AHEAD).filter(person=person)),
        **tabs(request, PEOPLE),
    }
    return render_page(request, "directory/person.html", context)


@require_http_methods(["GET", "POST"])
def create_person(request: UserRequest) -> HttpResponse:
    """Record a person; posts are given on the card."""
    only_editors(request.user)
    form = PersonForm(posted(request))
    done = submitted(form, lambda: actions.create_person(facts=PersonFacts(**form.facts), by=request.user))
    return saved(request, done, _("The person is recorded.")) if done else form_page(request, form, PEOPLE)


@require_http_methods(["GET", "POST"])
def change_person(request: UserRequest, pk: int) -> HttpResponse:
    """Change the name and contacts of a person."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = PersonForm(posted(request), record=person)
    done = submitted(
        form,
        lambda: actions.change_person(
            person, facts=PersonFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    return saved(request, done, _("The card is changed.")) if done else form_page(request, form, PEOPLE, person)


@require_http_methods(["GET", "POST"])
def correct_cases(request: UserRequest, pk: int) -> HttpResponse:
    """Correct forms of the name that the rules get wrong."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = CasesForm(posted(request), record=person)
    done = submitted(
        form,
        lambda: actions.correct_cases(
            person, overrides=form.overrides, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        back = reverse("directory:proof") if request.GET.get("from") == "proof" else done
        return saved(request, back, _("The cases are corrected."))
    return render_page(request, "directory/cases.html", {"form": form, "person": person}, status=form.status)
