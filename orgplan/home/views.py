"""The first screen, the part of it that looks ahead, and what a reader sets of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.queries.security import emergency_sign_ins
from orgplan.accounts.rules import Role
from orgplan.almanac.queries import dates_between, jubilees_ahead
from orgplan.availability.queries.waiting import claims_refused, claims_to_decide
from orgplan.changes.queries import waiting_proposals
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on
from orgplan.document_sets.queries.sets import papers_asked
from orgplan.home.actions import choose_leaders, see_news
from orgplan.home.forms import LeadersForm
from orgplan.home.models import Desk
from orgplan.home.policy import follows_news, sees_leaders, serves_leaders
from orgplan.home.queries.day import DayDesk, desks_of, stands_on
from orgplan.home.queries.desk import Reader, reader_of
from orgplan.home.queries.instructions import instructions_to_decide, instructions_today
from orgplan.home.queries.news import event_news
from orgplan.home.queries.own import own_day
from orgplan.home.queries.people import PeopleOfDays, people_of
from orgplan.home.queries.plans import plans_ahead
from orgplan.home.queries.unit import clashes_of_unit
from orgplan.home.queries.waiting import (
    awaiting_answer,
    awaiting_approval,
    own_plans,
    plans_to_send,
    trouble,
    unsent_papers,
)
from orgplan.preparation.queries.mine import steps_asked
from orgplan.quotas.queries.listing import quotas_to_answer

_JUBILEES = 5


@require_GET
def today(request: UserRequest) -> HttpResponse:
    """Leaders' days, what waits for the reader, what changed, who is away."""
    user, now = request.user, timezone.now()
    day = timezone.localdate(now)
    reader = reader_of(user, request.session.session_key or "", now)
    people = people_of(day, day + timedelta(days=1))
    own = _own_post(request, reader, people, day)
    context = _waiting(request, reader, now) | {"day": day, "emergency": emergency_sign_ins(user)}
    if own is not None:
        context["desk"] = _desks(request, people.only(day), frozenset({own}))[0]
        return render_page(request, "home/own_day.html", context)
    found, following = _desks(request, people, reader.leaders)
    apart = frozenset(sheet.post.person_id for sheet in found.sheets)
    context |= {
        "desk": found,
        "following": following,
        "absent": people.absent[day].without(apart),
        "news": event_news(user, reader.since, day) if follows_news(user) else None,
        "now": now,
        "trouble": trouble(user),
        "may_serve": serves_leaders(user),
        "is_administrator": has_role(user, Role.ADMINISTRATOR),
    }
    return render_page(request, "home/today.html", context)


def _own_post(request: UserRequest, reader: Reader, people: PeopleOfDays, day: date) -> int | None:
    """Return the key of the leader who reads; None for others, and for one whose person has no post on the day."""
    if not has_role(request.user, Role.LEADER):
        return None
    return next((post.person_id for post in people.leaders_on(day) if post.person_id == reader.person), None)


def _desks(request: UserRequest, people: PeopleOfDays, chosen: frozenset[int]) -> list[DayDesk]:
    days = sorted(people.absent)
    people = people if sees_leaders(request.user) else people.without_leaders()
    return desks_of(stands_on(request.user, days[0], days[-1], people.ranks), people, chosen)


def _waiting(request: UserRequest, reader: Reader, now: datetime) -> dict[str, Any]:
    user, day = request.user, timezone.localdate(now)
    return {
        "approvals": awaiting_approval(user),
        "answers": awaiting_answer(user, reader.person),
        "proposals": waiting_proposals(user),
        "papers": unsent_papers(user),
        "to_send": plans_to_send(user, day, now),
        "own_plans": own_plans(user, day),
        "claims": claims_to_decide(user),
        "claims_refused": claims_refused(user),
        "quotas": quotas_to_answer(user),
    }


@require_GET
def ahead(request: UserRequest) -> HttpResponse:
    """The part of the first screen that is asked for once the day is there: plans under work, dates and jubilees."""
    now = timezone.now()
    day = timezone.localdate(now)
    context = {
        "day": day,
        "clashes": clashes_of_unit(request.user, day),
        "plans": plans_ahead(request.user, day, now),
        "dates": dates_between(request.user, day, day),
        "jubilees": jubilees_ahead(request.user, day)[:_JUBILEES],
    }
    return render_page(request, "home/ahead.html", context, fragment="ahead")


@require_GET
def steps(request: UserRequest) -> HttpResponse:
    """The reader's steps and instructions, late first, and what waits for a word: asked for once the day is there.

    A leader is asked for decisions only: the own steps stand under «My steps».
    """
    day = timezone.localdate()
    if has_role(request.user, Role.LEADER):
        asked = {"day": day, "instructions": instructions_to_decide(request.user)}
        return render_page(request, "home/steps.html", asked)
    context = {
        "day": day,
        "steps": steps_asked(request.user, day),
        "papers": papers_asked(request.user, day),
        "instructions": instructions_today(request.user, day),
    }
    return render_page(request, "home/steps.html", context)


@require_POST
def seen(request: UserRequest) -> HttpResponse:
    """Note that the news were seen, up to the moment at which the page showed them."""
    if not follows_news(request.user):
        raise PermissionDenied(_("News are told to those who work with events."))
    now = timezone.now()
    see_news(until=min(_moment(request.POST.get("until", "")[:40]) or now, now), by=request.user)
    return saved(request, reverse("home:today"), _("Seen. Only what changes from now on is told."))


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


@require_http_methods(["GET", "POST"])
def leaders(request: UserRequest) -> HttpResponse:
    """Choose whose days stand on the own first screen."""
    if not serves_leaders(request.user):
        raise PermissionDenied(_("Leaders' days are prepared by the department and the protocol service."))
    desk = Desk.objects.visible_to(request.user).first()
    posts = {post.person_id: post.title for post in reversed(leaders_on(timezone.localdate()))}
    chosen = Person.objects.visible_to(request.user).filter(pk__in=posts)
    form = LeadersForm(posted(request), record=desk, leaders=chosen, posts=posts)
    done = submitted(
        form,
        lambda: choose_leaders(
            leaders=form.cleaned_data["leaders"],
            desk=desk,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("home:today"), _("The leaders of your first screen are chosen."))
    return render_page(request, "home/leaders_form.html", {"form": form}, status=form.status)


@require_GET
def own(request: UserRequest) -> HttpResponse:
    """What the reader has to do in person: instructions and steps together, late first."""
    today = timezone.localdate()
    return render_page(request, "home/own.html", {"own": own_day(request.user, today), "today": today})
