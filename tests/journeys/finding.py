"""Which pages the product has, and one address of each: found by following links as a person does."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import Resolver404, resolve

from tests.test_access import ROWS
from tests.world import PERSONAS
from tests.world_records import arguments_of

if TYPE_CHECKING:
    from orgplan.accounts.models import User

LINK = re.compile(rb'<a\b[^>]*?\bhref="(/[^"#]*)')
EXAMPLES = {"calendar:page": 9, "planning:plan": 8, "planning:version": 3, "documents:list": 3}
"""How many addresses of one page are followed where more than two: plans in different states lead to different places."""

NO_LINK = {
    "accounts:code": "asked between the password and the first page",
    "accounts:provider": "leads out to the city's own sign-in",
    "accounts:provider_back": "the city's own sign-in leads here",
    "accounts:provider_confirm": "the city's own sign-in leads here",
    "accounts:sign_in": "looked at by whoever is not signed in",
    "accounts:reset_codes": "stands on the card of a user who has codes",
    "accounts:unlink": "stands on the card of a user joined to the city's own sign-in",
    "almanac:closed_to_meeting": "a fragment: the hours that are closed while a meeting is moved",
    "bell:stop": "stands in letters",
    "core:gallery": "for developers",
    "directory:sample": "a file",
    "feeds:days": "a file",
    "feeds:event": "a file",
    "feeds:read": "a file, for calendar programs",
    "documents:document_file": "a file",
    "planning:export": "a file",
    "preparation:proof": "a file",
    "preparation:skip": "stands on the page of a planned step of an event to come",
    "core:offline_worker": "a script",
    "instructions:put_back": "stands on the card of an instruction that was removed from control",
    "instructions:report_file": "a file",
    "folders:paper": "a file",
    "folders:state": "asked by the open folder",
    "quotas:came": "stands on the page of a quota whose event has been",
    "quotas:workbook": "a file",
    "scripts:state": "asked by the day-of screen",
    "home:steps": "a fragment: the steps and instructions of the first screen",
    "planning:original": "a file",
    "events:bulk": "opened by a button of the list with what is ticked; looked at in test_short_walks",
    "events:bulk_work": "while a job changes many events",
    "events:put_in": "opened by a button of the list with what is ticked; looked at in test_short_walks",
    "events:understood": "a fragment: how the words of a date are understood",
    "events:foreseen": "a fragment: what one event more would make of leaders' evenings and days off",
    "directory:intake": "while a list that was brought waits; looked at in test_short_walks",
    "planning:bulk_lines": "opened by a button with the lines that are ticked; looked at in test_many_hands",
    "planning:put_lines": "opened by a button with the lines that are ticked; looked at in test_many_hands",
    "planning:clash_marks": "a fragment: clashes beside the rows of a plan",
    "calendar:closed": "a fragment: the hours that are closed while an event is moved",
    "search:palette": "a fragment: what the palette finds",
    "planning:understood": "a fragment: how the words of a date are understood",
    "planning:workbook": "while a workbook that came back waits; looked at in test_short_walks",
    "saved_views:counts": "a fragment: figures beside the saved views",
    "planning:show_row": "a fragment: a row that is corrected no more",
}
"""Addresses that answer GET and to which no page links, with the reason."""


def page_name(path: str) -> str | None:
    """Return the full URL name of the path; None where no page answers."""
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return None
    return found.view_name


def pages_by_links(user: User, *starts: str) -> dict[str, list[str]]:
    """Follow links from the first page and further starts; return addresses that show a page, by URL name, few of each."""
    client = Client()
    client.force_login(user)
    seen: dict[str, set[str]] = {}
    pages: dict[str, list[str]] = {}
    plain, filtered = deque(["/", *starts]), deque[str]()
    while plain or filtered:
        path = (plain or filtered).popleft()
        name = page_name(path)
        place = path.partition("?")[0]
        known = seen.setdefault(name or path, set())
        if name is None or place in known or len(known) >= EXAMPLES.get(name, 2):
            continue
        known.add(place)
        response = client.get(path)
        if response.status_code != 200 or response.streaming or not response["Content-Type"].startswith("text/html"):
            b"".join(response)
            continue
        pages.setdefault(name, []).append(path)
        for link in LINK.findall(response.content):
            (filtered if b"?" in link else plain).append(unescape(link.decode()))
    return pages


def pages_of(persona: str) -> set[str]:
    """Return the names of the addresses that the access table opens to the persona by GET."""
    number = PERSONAS.index(persona)
    names = {place.partition("#")[0] for place, statuses in ROWS.items() if statuses[number] == 200}
    return {name for name in names if not {"form", "which"} & arguments_of(name)}
