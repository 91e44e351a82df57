"""The set of an event: proposed, composed, answered, drafted; all papers that are due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.document_sets import actions
from orgplan.document_sets.actions import PaperFacts, Struck
from orgplan.document_sets.documents import draft_papers
from orgplan.document_sets.forms.sets import AddForm, FactsForm
from orgplan.document_sets.models import DocumentSet, EventSize, PaperKind
from orgplan.document_sets.policy import can_keep_lists, can_keep_set
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.queries.proposal import propose
from orgplan.document_sets.queries.sets import (
    DueFilter,
    contents_of,
    paper_rows,
    papers_due,
    papers_of,
    summary_of,
)
from orgplan.document_sets.rules.asked import facts_for
from orgplan.document_sets.rules.kinds import FORM_OF, PaperState, Part
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All papers that are due, the earliest first."""
    given = request.GET
    wanted = DueFilter(
        words=given.get("q", ""),
        state=given.get("state", "") if given.get("state", "") in PaperState.values else "",
        part=given.get("part", "") if given.get("part", "") in Part.values else "",
        late=given.get("late") == "yes",
        mine=given.get("mine") == "yes",
    )
    today = timezone.localdate()
    window = window_of(request, papers_due(request.user, wanted, today))
    context = {
        "window": window,
        "rows": [(each, each.is_late(today)) for each in window.items],
        "wanted": wanted,
        "parts": Part.choices,
        "states": PaperState.choices,
        "narrowed": any((wanted.words, wanted.state, wanted.part, wanted.late, wanted.mine)),
        "carried": [(name, value) for name, value in given.items() if name in {"state", "part", "late", "mine"}],
    }
    return render_page(request, "document_sets/index.html", context)


def event_of(request: UserRequest, pk: int) -> Event:
    """Return an event that the reader sees."""
    rows = Event.objects.visible_to(request.user).select_related("owner", "venue")
    return get_object_or_404(rows.prefetch_related("occurrences", "participations"), pk=pk)


def _found(request: UserRequest, pk: int) -> DocumentSet | None:
    """Return the set of the event as far as the reader sees it: also who only makes one of its papers."""
    rows = DocumentSet.objects.visible_to(request.user).filter(event=pk)
    found: DocumentSet | None = rows.select_related("event__owner", "event__venue", "size").first()
    return found


def set_in(request: UserRequest, pk: int) -> DocumentSet:
    """Return the event's set, or 404; 403 for who does not keep it."""
    rows = DocumentSet.objects.visible_to(request.user).select_related("event__owner", "event__venue", "size")
    found: DocumentSet = get_object_or_404(rows, event=pk)
    keeping(request, found.event)
    return found


def keeps(request: UserRequest, event: Event) -> bool:
    """Tell whether the reader keeps the set of the event."""
    return can_keep_set(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)


def keeping(request: UserRequest, event: Event) -> None:
    """Refuse who does not keep the set."""
    if not keeps(request, event):
        raise PermissionDenied(_("The document set is kept by the unit that holds the event and by the department."))


@require_http_methods(["GET", "POST"])
def of_event(request: UserRequest, pk: int) -> HttpResponse:
    """The event's set; where there is none, what is proposed, to be taken or struck."""
    found = _found(request, pk)
    if found is not None and request.method == "GET":
        return _set_page(request, found)
    event = found.event if found is not None else event_of(request, pk)
    if request.method == "POST":
        keeping(request, event)
        return _compose(request, event)
    return _proposal_page(request, event)


def _set_page(request: UserRequest, found: DocumentSet) -> HttpResponse:
    today = timezone.localdate()
    parts = paper_rows(request.user, found, today)
    context = {
        "found": found,
        "event": found.event,
        "parts": parts,
        "missing": any(row.missing for part in parts for row in part.rows),
        "to_draft": sum(
            row.may_draft and row.paper.state == PaperState.NOT_BEGUN for part in parts for row in part.rows
        ),
        "duties": [
            (each, each.is_late(today)) for each in found.duties.select_related("duty", "unit", "document_set__event")
        ],
        "summary": summary_of(found.event, today),
        "may_keep": keeps(request, found.event),
    }
    return render_page(request, "document_sets/set.html", context)


def _asked_size(request: UserRequest, given: Any) -> tuple[EventSize | None, bool | None]:
    """Return the size and whether it is outdoors as a person chose them; None where the rules decide."""
    key = given.get("size", "")
    sizes = EventSize.objects.visible_to(request.user).filter(is_active=True)
    size = sizes.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None  # noqa: PLR2004 -- longer is no key
    outdoors = given.get("outdoors", "")
    return size, None if outdoors not in {"yes", "no"} else outdoors == "yes"


def _proposal_page(
    request: UserRequest, event: Event, said: str = "", given: Any = None, status: int = 200
) -> HttpResponse:
    given = given if given is not None else request.GET
    size, outdoors = _asked_size(request, given)
    proposal = propose(event, size=size, outdoors=outdoors)
    kept = [(each, _taken(given, each.kind.pk), given.get(f"why-{each.kind.pk}", "")) for each in proposal.papers]
    context = {
        "event": event,
        "proposal": proposal,
        "papers": kept,
        "sizes": EventSize.objects.visible_to(request.user).filter(is_active=True),
        "said": said,
        "may_keep": keeps(request, event),
        "may_list": can_keep_lists(request.user),
    }
    return render_page(request, "document_sets/proposal.html", context, status=status)


def _taken(given: Any, key: int) -> bool:
    return "papers" not in given or str(key) in given.getlist("take")


def _compose(request: UserRequest, event: Event) -> HttpResponse:
    size, outdoors = _asked_size(request, request.POST)
    taken = set(request.POST.getlist("take"))
    offered = [key for key in request.POST.getlist("papers") if key.isascii() and key.isdigit()]
    struck = [Struck(int(key), request.POST.get(f"why-{key}", "")) for key in offered if key not in taken]
    try:
        made = actions.compose_set(event, size=size, outdoors=outdoors, struck=struck, by=request.user)
    except RefusedError as refusal:
        if _found(request, event.pk) is not None:
            return refused(request, reverse("document_sets:of_event", args=[event.pk]), str(refusal))
        return _proposal_page(request, event, str(refusal), request.POST, 422)
    return saved(request, reverse("document_sets:facts", args=[made.event_id]), _("The document set is made."))


@require_http_methods(["GET", "POST"])
def facts(request: UserRequest, pk: int) -> HttpResponse:
    """The common facts, asked once: what is missing first, what the records know to be corrected."""
    found = set_in(request, pk)
    papers = papers_of(found)
    known = Known(found)
    form = FactsForm(posted(request), record=found, known=known, asked=facts_for(contents_of(papers)))
    done = submitted(form, lambda: _keep_facts(request, found, form))
    if done is not None:
        return saved(request, done, _("The common facts are saved: the papers are drafted of them."))
    context = {"found": found, "event": known.event, "form": form, "known": known, "papers": papers}
    return render_page(request, "document_sets/facts.html", context, status=form.status)


def _keep_facts(request: UserRequest, found: DocumentSet, form: FactsForm) -> DocumentSet:
    people, event = form.cleaned_data.get("people"), form.known.event
    if people is not None:
        wanted = replace(facts_of(event), expected_turnout=people)
        change_event(event, facts=wanted, edition=event.edition, by=request.user)
    edition = form.cleaned_data["edition"]
    return actions.answer_facts(found, answers=form.answers, edition=edition, by=request.user)


@require_POST
def draft(request: UserRequest, pk: int) -> HttpResponse:
    """Draft every paper that is not begun and of which nothing is missing; say what of the others is."""
    found = set_in(request, pk)
    papers = [each for each in papers_of(found) if each.state == PaperState.NOT_BEGUN and each.content in FORM_OF]
    done = draft_papers(papers, by=request.user)
    count = len(done.made)
    words = ngettext("%d paper is drafted.", "%d papers are drafted.", count) % count
    tell_saved(request, " ".join([words, *done.refused[:3]]))
    return SeeOther(found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """One more paper of the list, or one's own."""
    found = set_in(request, pk)
    known = found.papers.exclude(kind=None).values("kind")
    form = AddForm(
        posted(request),
        kinds=PaperKind.objects.visible_to(request.user).filter(is_active=True).exclude(pk__in=known),
        units=Unit.objects.visible_to(request.user).filter(is_active=True),
    )
    done = submitted(form, lambda: _add(request, found, form.cleaned_data))
    if done is not None:
        return saved(request, found, _("The paper is in the set."))
    status = 422 if form.errors else 200
    return render_page(request, "document_sets/add.html", {"found": found, "form": form}, status=status)


def _add(request: UserRequest, found: DocumentSet, given: dict[str, Any]) -> Any:
    if given["kind"]:
        return actions.add_paper(found, kind=given["kind"], by=request.user)
    own = PaperFacts(given["title"], given["part"], given["unit"], given["days"], given["offset_unit"])
    return actions.add_paper(found, facts=own, by=request.user)
