"""The palette in a browser: opened by the place of its key, walked by arrows, followed by Enter; `?` lists the keys."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.events.tests import factories as events

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_event_is_reached_by_keys_in_the_wrong_layout(walk, size):
    events.event(title="Ярмарка выходного дня")
    wanted = events.event(title="Ярмарка мёда")
    walker = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    page = walker.page
    walker.open("/plans/")
    page.keyboard.press("Control+KeyK")
    page.locator("#palette [role=option]").first.wait_for()
    walker.look(f"palette-empty-{size}")
    page.keyboard.type("zhvfhrf vtlf")
    page.locator("#palette [role=option]", has_text="Ярмарка мёда").wait_for()
    walker.look(f"palette-{size}")
    page.keyboard.press("Escape")
    page.locator("#palette[open]").wait_for(state="detached")
    page.keyboard.press("Shift+Slash")
    page.locator("#key-help[open]").wait_for()
    walker.look(f"keys-{size}")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("ярмарка меда")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/events/{wanted.pk}/")
