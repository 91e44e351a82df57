"""A real browser for the journeys: Chromium of the system, wide and as a phone, watched for errors."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.prepared import KeptCity

if TYPE_CHECKING:
    from orgplan.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "requirements" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "build" / "pictures"
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 780}}
PATIENCE = 15
"""Seconds that what was done may take to be seen, on a machine that is busy with other things."""

LAPTOPS = (1024, 1280)
"""Widths of common screens between a phone and a wide one, where a frame, a table and what stands beside it must fit."""
SPILLS = """() => [...document.querySelectorAll("main *")].filter(each =>
  each.scrollWidth > each.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
  && !each.closest(".hours-grid, .week-wrap, .venues, .scroll, .folder-days")).map(each => each.className || each.tagName)"""
"""What of a page must be pushed sideways to be read; grids of hours, halls and leaders are wider than a screen by nature."""
RESTS = """() => document.readyState === "complete" && document.fonts.status === "loaded"
  && !document.querySelector(".htmx-request")"""


class Walker:
    """A page that remembers what the browser complained of and can be looked at."""

    def __init__(self, page: Any, base: str, size: str) -> None:
        self.page, self.base, self.size = page, base, size
        self.complaints: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, kind: str, text: str) -> None:
        # A form that asks again answers 422, one whose record was changed meanwhile 409: the browser tells its console;
        # htmx tells it that a row to be taken away, if it is there, was not there.
        if kind == "error" and not re.search("status of (409|422)|oobErrorNoTarget", text):
            self.complaints.append(text)

    def resize(self, size: str) -> None:
        """Make the same page wide or as narrow as a phone; names of pictures follow."""
        self.size = size
        self.page.set_viewport_size(SIZES[size])

    def open(self, path: str) -> None:
        """Go to the path and wait until nothing is under way."""
        self.page.goto(self.base + path)
        self.rest()

    def press(self, name: str, *, role: str = "button", nth: int = 0) -> None:
        """Press what a person sees under this name."""
        self.click(self.page.get_by_role(role, name=name, exact=True).nth(nth))

    def click(self, place: Any) -> None:
        """Press what stands in the place; a page that opens by it has come and rests."""
        place.click()
        self.rest()

    def key(self, name: str) -> None:
        """Press a key. What it asks of the server in place has come; a page that it opens is waited for by `until`."""
        self.page.keyboard.press(name)
        self.rest()

    def rest(self) -> None:
        """Wait until the page is whole, with its letters, and no part of it waits for the server."""
        self.until(lambda: self.page.evaluate(RESTS))

    def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until the statement is true; a page that is just giving way to another says nothing yet."""
        from playwright.sync_api import Error  # noqa: PLC0415 -- only where there is a browser

        last = monotonic() + PATIENCE
        while True:
            with suppress(Error):
                if holds():
                    return
            assert monotonic() < last, what or "this never came true"
            self.page.wait_for_timeout(20)

    def until_told(self, words: str) -> None:
        """Wait until the main part of the page says the words."""
        self.until(lambda: words in self.page.inner_text("main"), f"the page never said: {words}")

    def stay_at_undo(self) -> None:
        """Stand on the button «Отменить»: else it goes away in time, which a busy machine may need for a picture."""
        self.page.locator("[data-undo] button").last.focus()

    def look(self, name: str) -> None:
        """Take a picture, and check what every page must keep."""
        assert self.faults(name) == []

    def picture(self, name: str) -> None:
        """Take a picture of the whole page; where nobody will look at it, it is left out: each takes half a second."""
        if os.environ.get("CI"):
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("window.scrollTo(0, 0)")  # what sticks to the top would stand in the middle of the picture
        self.page.screenshot(path=str(PICTURES / f"{name}-{self.size}.jpeg"), full_page=True, quality=85)

    def faults(self, name: str) -> list[str]:
        """Take a picture; return what is wrong: a sideways bar, what the browser complained of, what axe finds serious."""
        self.picture(name)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        found = [*self.complaints]
        self.complaints.clear()
        if width > SIZES[self.size]["width"]:
            found.append(f"a sideways bar, {width} px")
        found += self.serious()
        return [f"{name}: {fault}" for fault in found]

    def spills(self, name: str) -> list[str]:
        """Return what does not fit at the widths between: the page itself, or a part that is read only by pushing it."""
        found = []
        for width in LAPTOPS:
            self.page.set_viewport_size({"width": width, "height": 800})
            whole = self.page.evaluate("document.documentElement.scrollWidth")
            found += [f"{name}: at {width} px a sideways bar, {whole} px"] if whole > width else []
            found += [f"{name}: at {width} px pushed sideways: {each}" for each in self.page.evaluate(SPILLS)]
        return found

    def serious(self) -> list[str]:
        """Return what axe finds serious or critical, in its words."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        # Without its copies of the stylesheets: the page's policy refuses them, and no rule that is asked here reads them.
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
        return [
            f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
            for violation in found["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]


@pytest.fixture(scope="session")
def _kept_city(tmp_path_factory: pytest.TempPathFactory) -> KeptCity:
    return KeptCity(tmp_path_factory.mktemp("city"))


@pytest.fixture
def demo_city(_kept_city: KeptCity, transactional_db: None) -> None:
    """Fill the database with the demonstration city."""
    _kept_city.lay()


@pytest.fixture
def walk(browser: Any, live_server: Any) -> Iterator[Callable[..., Walker]]:
    """Return a function: a user and a size to a page where the user is signed in."""
    contexts = []

    def start(user: User | None = None, size: str = "wide", **options: Any) -> Walker:
        context = browser.new_context(viewport=SIZES[size], locale="ru-RU", accept_downloads=True, **options)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        return Walker(context.new_page(), live_server.url, size)

    yield start
    for context in contexts:
        context.close()
