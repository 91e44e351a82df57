"""Every page of the demonstration city, full of data, wide, as a phone and between: all fits, nothing serious for axe.

Pages are found by following links from the first page; an address that answers GET and is neither found nor named with
its reason fails the test, so a new page is looked at without being written down here.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.almanac.models import PartedMeeting
from orgplan.folders.models import LeaderNote
from orgplan.planning.models import PlanLine, PlanVersion
from orgplan.planning.rules.states import LineState
from orgplan.saved_views.actions import keep_view
from tests.journeys.finding import NO_LINK, pages_by_links, pages_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]

SIZES = ("wide", "phone")
PARTS = 4
"""The department's pages are looked at in as many parts, for workers to share."""
FOUND: dict[str, list[str]] = {}
"""The pages that the department found in the city of this worker."""
SEEN_BY_ROLE = {
    "kultura": ("home:today", "planning:list", "planning:plan", "planning:send", "events:list", "changes:list"),
    "mer": ("home:today", "planning:plan", "planning:version", "planning:round", "almanac:index"),
    "ispolnitel": ("home:own", "events:event", "instructions:instruction", "preparation:finish"),
    "protokol": ("home:today", "directory:absences"),
}
"""Pages that differ by who looks."""


def look_at(walker, name, path):
    """Return what is wrong with the page in either width, and what does not fit between them."""
    walker.resize(SIZES[0])
    walker.open(path)
    faults = walker.faults(name) + walker.spills(name)
    walker.resize(SIZES[1])
    return faults + walker.faults(name)


def picture(login, name):
    return f"demo-{login}-{name.replace(':', '-')}"


def prepared_pages(signed_in) -> dict[str, list[str]]:
    """Add to the city what only use brings about; return the pages that the department finds in it.

    The city is the same each time, so its links are followed once.
    """
    department = User.objects.get(login="otdel")
    version = PlanVersion.objects.latest("pk")
    signed_in(department).get(reverse("planning:version_document", args=[version.pk, "docx"]))
    kept = keep_view(list_name="events", name="Концерты", query="q=концерт", by=department)
    waiting = PlanLine.objects.filter(state=LineState.SUBMITTED).latest("pk")
    if not FOUND:
        FOUND.update(
            pages_by_links(
                department,
                reverse("planning:plan", args=[waiting.plan_id]),
                reverse("directory:correct_post") + "?title=директор",
                reverse("saved_views:list", args=["events"]),
                reverse("saved_views:keep", args=["events"]),
                reverse("saved_views:change", args=[kept.pk]),
                PartedMeeting.objects.latest("pk").series.get_absolute_url(),
                LeaderNote.objects.latest("pk").get_absolute_url(),
            )
        )
    return FOUND


def test_department_finds_every_page(signed_in):
    found = prepared_pages(signed_in)
    assert sorted(pages_of("department") - found.keys() - NO_LINK.keys()) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_the_department_are_whole_and_accessible(walk, signed_in, part):
    found = prepared_pages(signed_in)
    walker = walk(User.objects.get(login="otdel"))
    names = sorted(found)[part::PARTS]
    faults = [fault for name in names for fault in look_at(walker, picture("otdel", name), found[name][0])]
    assert not faults, "\n".join(faults)


def test_pages_of_the_other_roles_are_whole_and_accessible(walk):
    admin = User.objects.get(login="admin")
    found = pages_by_links(admin)
    only_admin = sorted(pages_of("administrator") - pages_of("department") - NO_LINK.keys())
    assert [name for name in only_admin if name not in found] == []
    walker = walk(admin)
    faults = [fault for name in only_admin for fault in look_at(walker, picture("admin", name), found[name][0])]
    for login, names in SEEN_BY_ROLE.items():
        user = User.objects.get(login=login)
        found, walker = pages_by_links(user, reverse(names[0])), walk(user)
        for name in names:
            faults += look_at(walker, picture(login, name), found[name][0])
    stranger = walk(None)
    faults += look_at(stranger, "demo-sign-in", reverse("accounts:sign_in"))
    assert not faults, "\n".join(faults)
