"""Every page of the demonstration city, full of data, wide and as a phone: no sideways bar, nothing serious for axe."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.config.demo import build_city
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.events.models import Event
from orgplan.planning.models import Plan, PlanLine, PlanVersion, Submission
from orgplan.planning.rules.states import LineState, PlanState, SubmissionState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages() -> dict[str, tuple[str, str]]:
    """A name for each page: who opens it and where it is."""
    draft = Plan.objects.filter(unit__isnull=True, state=PlanState.DRAFT).latest("starts_on")
    waiting = PlanLine.objects.filter(plan__period_code=draft.period_code, state=LineState.SUBMITTED).earliest("pk")
    sent = Submission.objects.filter(state=SubmissionState.SUBMITTED).latest("pk")
    consolidation = reverse("planning:consolidation", args=[draft.pk])
    office = {
        "demo-today": reverse("home:today"),
        "demo-plans": reverse("planning:list"),
        "demo-open-plan": reverse("planning:open"),
        "demo-city-plan": reverse("planning:plan", args=[draft.pk]),
        "demo-edit-plan": reverse("planning:edit", args=[draft.pk]),
        "demo-version": reverse("planning:version", args=[PlanVersion.objects.latest("pk").pk]),
        "demo-consolidation": consolidation,
        "demo-pairs": f"{consolidation}?state=&paired=1",
        "demo-edit-line": reverse("planning:edit_line", args=[draft.pk, waiting.pk]),
        "demo-submission": reverse("planning:submission", args=[sent.pk]),
        "demo-unit-plan": reverse("planning:plan", args=[sent.plan_id]),
        "demo-events": reverse("events:list"),
        "demo-event": reverse("events:event", args=[Event.objects.filter(parts__isnull=False).first().pk]),
        "demo-new-event": reverse("events:create"),
        "demo-directory": reverse("directory:index"),
        "demo-units": reverse("directory:units"),
        "demo-unit": Unit.objects.first(),
        "demo-people": reverse("directory:people"),
        "demo-person": Person.objects.first(),
        "demo-organisations": reverse("directory:organisations"),
        "demo-organisation": Organisation.objects.first(),
        "demo-venues": reverse("directory:venues"),
        "demo-venue": Venue.objects.first(),
    }
    named = {"Unit": "unit", "Person": "person", "Organisation": "organisation", "Venue": "venue"}
    found = {
        name: ("otdel", at if isinstance(at, str) else reverse(f"directory:{named[type(at).__name__]}", args=[at.pk]))
        for name, at in office.items()
    }
    found["demo-users"] = ("admin", reverse("accounts:users"))
    found["demo-today-coordinator"] = ("kultura", reverse("home:today"))
    found["demo-own-plans"] = ("kultura", reverse("planning:list"))
    found["demo-today-mayor"] = ("mer", reverse("home:today"))
    return found


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_page_is_whole_and_accessible(walk, size):
    build_city()
    walkers = {}
    faults = []
    for name, (login, path) in pages().items():
        walker = walkers.get(login) or walkers.setdefault(login, walk(User.objects.get(login=login), size))
        walker.open(path)
        faults += walker.faults(name)
    stranger = walk(None, size)
    stranger.open(reverse("accounts:sign_in"))
    faults += stranger.faults("demo-sign-in")
    assert not faults, "\n".join(faults)
