"""Who goes where somebody cannot: events line by line, each with those who have time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.changes.forms import GroundForm
from orgplan.changes.queries import Missed, all_decisions, change_of, groups_of, missed_by
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved
from orgplan.directory.models import Absence, Person
from orgplan.events.actions import Ground, apply_change, decide_effects, prepare_change, propose_change
from orgplan.events.following import ProposalOnlyError
from orgplan.events.models import ProposedChange
from orgplan.events.policy import can_create
from orgplan.events.rules import ProposalState

_USUAL = timedelta(days=7)
_LONGEST = timedelta(days=92)


@require_http_methods(["GET", "POST"])
def instead(request: UserRequest, person_pk: int) -> HttpResponse:
    """The events of the days that the person misses; on each who has time to go, the best chosen already."""
    if not can_create(request.user):
        raise PermissionDenied(_("Whoever changes events says who goes instead."))
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    since, until = _days(request)
    only = row_key(request.GET.get("event", ""))
    away = missed_by(request.user, person, since, until, event=only)
    form = GroundForm(posted(request), initial=_usual_ground(person, away.absence))
    if form.is_bound and form.is_valid():
        return _written(request, person, away.rows, form.ground)
    context = {
        "person": person,
        "since": since,
        "until": until,
        "only": only,
        "rows": away.rows,
        "absence": away.absence,
        "form": form,
        "done": _done(request),
    }
    return render_page(request, "changes/instead.html", context, status=422 if form.is_bound else 200)


def _days(request: UserRequest) -> tuple[date, date]:
    today = timezone.localdate()
    since = _day(request.GET.get("since", "")) or today
    until = _day(request.GET.get("until", "")) or since + _USUAL
    return since, min(max(since, until), since + _LONGEST)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _usual_ground(person: Person, absence: Absence | None) -> dict[str, Any]:
    if absence is None:
        return {"reason": _("Cannot come: %(who)s") % {"who": person.full_name.surname_first()}}
    words = {"who": person.full_name.surname_first(), "days": absence.days}
    return {"reason": _("Absent: %(who)s, %(days)s") % words, "basis": absence.basis or str(absence)}


def _done(request: UserRequest) -> list[ProposedChange]:
    """Return the changes that were just made here, to be looked at or taken back."""
    keys = [key for each in request.GET.get("done", "").split(",") if (key := row_key(each))]
    rows = ProposedChange.objects.visible_to(request.user).filter(pk__in=keys).select_related("event", "change")
    return list(rows.order_by("pk")) if keys else []


def _written(request: UserRequest, person: Person, rows: list[Missed], ground: Ground) -> HttpResponse:
    look = row_key(request.POST.get("look", ""))
    made: list[ProposedChange] = []
    said: list[str] = []
    for row in rows:
        joining = _chosen(request, row)
        if joining is None or (look and row.event.pk != look):
            continue
        edition = row_key(request.POST.get(f"edition-{row.event.pk}", "")) or row.event.edition
        facts = row.facts.handed_over(person, joining)
        proposed = prepare_change(
            row.event, facts=facts, edition=edition, reason=ground.reason, basis=ground.basis, by=request.user
        )
        if look:
            return SeeOther(reverse("changes:change", args=[proposed.pk]))
        proposed, words = _carried_out(request, proposed)
        made.append(proposed)
        said += [f"{row.event.title}: {words}"] if words else []
    return _answered(request, person, made, said)


def _chosen(request: UserRequest, row: Missed) -> Person | None:
    key = row_key(request.POST.get(f"who-{row.event.pk}", ""))
    allowed = [each.person for each in row.candidates if not each.standing.takes_part]
    return next((each for each in allowed if each.pk == key), None)


def _carried_out(request: UserRequest, proposed: ProposedChange) -> tuple[ProposedChange, str]:
    """Apply the change with what is usual for everything it touches; what is refused stays prepared, with its words."""
    user = request.user
    whole, single = all_decisions(groups_of(proposed, change_of(proposed), user))
    proposed = decide_effects(proposed, groups=whole, single=single, by=user)
    try:
        return apply_change(proposed, by=user), ""
    except ProposalOnlyError:
        return propose_change(proposed, by=user), _("proposed to the department")
    except ChangedMeanwhileError:
        return proposed, _("somebody changed the event meanwhile: open the change and compare")
    except RefusedError as refusal:
        return proposed, str(refusal)


def _answered(request: UserRequest, person: Person, made: list[ProposedChange], said: list[str]) -> HttpResponse:
    kept = {name: request.GET[name] for name in ("since", "until", "event") if name in request.GET}
    if not made:
        tell_saved(request, _("Nobody was chosen: nothing is changed."))
        return SeeOther(f"{request.path}?{urlencode(kept)}")
    kept["done"] = ",".join(str(each.pk) for each in made)
    count = sum(each.state == ProposalState.APPLIED for each in made)
    words = _("Replaced in events: %(count)d. See below what was done; each can be taken back.") % {"count": count}
    for each in said:
        tell_saved(request, each)
    return saved(request, f"{reverse('changes:instead', args=[person.pk])}?{urlencode(kept)}", words)
