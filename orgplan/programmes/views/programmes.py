"""Programmes: the list, one whole, a new one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person, Unit
from orgplan.directory.queries import leaders_on
from orgplan.events.actions.programmes import remove_programme, write_programme
from orgplan.events.models import Programme
from orgplan.events.queries.programmes import within
from orgplan.programmes.forms import ProgrammeForm, SectionForm
from orgplan.programmes.policy import can_keep_programmes, can_set_gaps
from orgplan.programmes.queries.listing import listed_programmes
from orgplan.programmes.queries.overview import nearest, overview
from orgplan.programmes.queries.papers import papers_of


@require_GET
def programmes(request: UserRequest) -> HttpResponse:
    """The programmes with their years, numbers of events, how ready they are."""
    context = {
        "rows": listed_programmes(request.user, timezone.localdate()),
        "may_keep": can_keep_programmes(request.user),
        "may_set": can_set_gaps(request.user),
    }
    return render_page(request, "programmes/list.html", context)


@require_GET
def programme(request: UserRequest, pk: int) -> HttpResponse:
    """A programme whole: who answers, how ready it is and what is missing, aims, sections, papers, what comes next."""
    rows = Programme.objects.visible_to(request.user).filter(within(pk)).select_related("parent", "curator")
    inner = {each.pk: each for each in rows}
    found = inner.pop(pk, None)
    if found is None:
        raise Http404
    today = timezone.localdate()
    page = overview(request.user, found, today, list(inner.values()))
    context = {
        "programme": found,
        "tab": "whole",
        "page": page,
        "coming": nearest(page.rows, today),
        "papers": papers_of(request.user, found),
        "units": () if found.is_section else found.units.all(),
        "may_keep": can_keep_programmes(request.user),
        "may_set": can_set_gaps(request.user),
        "today": today,
    }
    return render_page(request, "programmes/programme.html", context)


def found_programme(request: UserRequest, pk: int) -> Programme:
    """Return the programme as pages show it."""
    rows = Programme.objects.visible_to(request.user).select_related("parent", "curator")
    found: Programme = get_object_or_404(rows, pk=pk)
    return found


def keeping(request: UserRequest) -> None:
    """Refuse in words who does not keep programmes."""
    if not can_keep_programmes(request.user):
        raise PermissionDenied(_("Programmes are kept by the organisational department and the protocol service."))


def people_to_choose(request: UserRequest, found: Programme | None = None) -> QuerySet[Person]:
    """Return those who may be curators: the leaders of today, and whoever is the curator of the programme."""
    keys = [each.person_id for each in leaders_on(timezone.localdate())]
    if found and found.curator_id:
        keys.append(found.curator_id)
    return Person.objects.visible_to(request.user).filter(pk__in=keys)


@require_http_methods(["GET", "POST"])
def new_programme(request: UserRequest) -> HttpResponse:
    """Record a programme."""
    keeping(request)
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change a programme or a section."""
    keeping(request)
    return _form_page(request, found_programme(request, pk))


def _form_page(request: UserRequest, found: Programme | None) -> HttpResponse:
    form = _form(request, found)

    def write() -> Programme:
        edition = form.cleaned_data["edition"] if found else 0
        return write_programme(facts=form.to_write(), programme=found, edition=edition, by=request.user)

    made = submitted(form, write)
    if made is not None:
        return saved(request, made, _("The programme is saved."))
    return render_page(request, "programmes/form.html", {"form": form, "programme": found}, status=form.status)


def _form(request: UserRequest, found: Programme | None) -> ProgrammeForm | SectionForm:
    people = people_to_choose(request, found)
    if found and found.is_section and found.parent:
        return SectionForm(posted(request), record=found, parent=found.parent, people=people)
    return ProgrammeForm(
        posted(request),
        record=found,
        programmes=Programme.objects.visible_to(request.user),
        people=people,
        units=Unit.objects.visible_to(request.user).filter(is_active=True),
    )


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Take a section away, or an empty programme."""
    keeping(request)
    found = found_programme(request, pk)
    to = found.parent.get_absolute_url() if found.parent else reverse("programmes:list")
    try:
        remove_programme(found, edition=row_key(request.POST.get("edition", "")) or 0, by=request.user)
    except ChangedMeanwhileError:
        return refused(request, found.get_absolute_url(), _("Somebody changed the programme meanwhile: look anew."))
    except RefusedError as refusal:
        return refused(request, found.get_absolute_url(), str(refusal))
    return saved(request, to, _("“%s” is taken away.") % found.name)
