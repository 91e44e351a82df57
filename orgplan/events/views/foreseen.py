"""What would come of an event that is being written: asked while leaders are chosen, shown before it is saved."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page
from orgplan.directory.models import Person
from orgplan.events.panels import Hint, IntendedEvent, hints_of
from orgplan.events.queries.quick import QuickCard
from orgplan.events.rules import EventKind, ParticipationKind, reading_period
from orgplan.language.timing.reading import read_timing

_IN_PERSON = (ParticipationKind.HOSTS, ParticipationKind.ATTENDS, ParticipationKind.SPEAKS)
_MOST = 30
"""So many leaders are looked at: more cannot be chosen in the form."""


@require_GET
def foreseen(request: UserRequest) -> HttpResponse:
    """What upper rooms foresee of the form as it is filled in now; a date that cannot be read foresees nothing."""
    return render_page(request, "events/foreseen.html", {"hints": hints_of_form(request.user, request.GET)})


def hints_of_form(user: User, query: QueryDict) -> list[Hint]:
    """Return what is foreseen of the fields of the form."""
    chosen = {row_key(word) for word in (query.get("host", ""), *query.getlist("leaders")[:_MOST])} - {None}
    wording = query.get("wording", "")[:500]
    if not chosen or not wording.strip():
        return []
    timing = read_timing(wording, reading_period(timezone.localdate())).timing
    people = list(Person.objects.visible_to(user).filter(pk__in=chosen).order_by("surname", "pk"))
    kind = query.get("kind", "")
    kind = kind if kind in EventKind.values else EventKind.OTHER
    return hints_of(user, IntendedEvent(timing, kind, people, row_key(query.get("event", ""))))


def hints_of_line(user: User, card: QuickCard | None) -> list[Hint]:
    """Return what is foreseen of one line; nothing while it is not clear who is meant."""
    if card is None or not card.has_day:
        return []
    named = [each for each in card.named if each.kind in _IN_PERSON and len(each.people) == 1]
    people = list({each.people[0].pk: each.people[0] for each in named}.values())
    return hints_of(user, IntendedEvent(card.phrase.timing, EventKind.OTHER, people))
