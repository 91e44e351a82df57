"""The gallery in a real browser: readable by everyone, whole at 360 px, quiet under the page's policy, usable by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[3]
AXE = ROOT / "requirements/node_modules/axe-core/axe.min.js"
NEEDED = {"axe-core": AXE.is_file(), "assets": (ROOT / "build/assets").is_dir()}
VIOLATIONS = "axe.run(document, {preload: false}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' ; ')))"

Opener = Callable[..., Any]


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """The server looks for collected files in a folder that must exist; here the files come from their sources."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def open_gallery(browser: Any, live_server: Any, client: Client) -> Iterator[Opener]:
    """Return a function that opens the gallery signed in, in a window of the given size."""
    if lacking := [name for name, there in NEEDED.items() if not there]:
        message = f"missing for browser tests: {', '.join(lacking)}"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    client.force_login(User.objects.create(login="gallery", name="Образцова А. К.", role=Role.DEPARTMENT))
    cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def open_page(width: int, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="ru-RU", **options)
        contexts.append(context)
        context.add_cookies([cookie])
        page: Any = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}/gallery/")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1440, 720, 360])
def test_gallery_is_accessible_whole_and_quiet(open_gallery: Opener, width: int) -> None:
    page = open_gallery(width)
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    small = """[...document.querySelectorAll('a.button, button, .pill, .nav-link, summary')].filter(e => e.checkVisibility())
        .map(e => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, height]) => height < 24)"""
    assert page.evaluate(small) == []
    page.evaluate(AXE.read_text())
    assert page.evaluate(VIOLATIONS) == []


def test_narrow_menu_opens_and_closes_by_keyboard(open_gallery: Opener) -> None:
    page = open_gallery(360)
    assert not page.locator("#menu").is_visible()
    page.locator(".menu-button").press("Enter")
    assert page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible()


def test_dialog_is_modal_with_scripts_and_opens_without(open_gallery: Opener) -> None:
    page = open_gallery(1440)
    page.get_by_role("button", name="Отклонить…").first.click()
    assert page.evaluate("document.getElementById('decline').matches(':modal')")
    page.keyboard.press("Escape")
    assert not page.locator("#decline").is_visible()
    plain = open_gallery(1440, java_script_enabled=False)
    plain.get_by_role("button", name="Отклонить…").first.click()
    assert plain.locator("#decline").is_visible()


def test_shift_chooses_a_range_of_rows_and_counts_it(open_gallery: Opener) -> None:
    page = open_gallery(1440)
    page.check("input[name=row][value='1']")
    page.locator("input[name=row][value='3']").click(modifiers=["Shift"])
    assert page.locator("[data-count]").inner_text() == "выбрано: 3"
    page.locator("[data-all]").uncheck()
    assert page.locator(".bulk button[disabled]").count() == 2


def test_rows_pasted_anywhere_and_a_dropped_file_are_taken(open_gallery: Opener) -> None:
    page = open_gallery(1440)
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.setData("text/plain", "1 августа\\tОткрытие\\n2 августа\\tКонцерт");
        data.setData("text/html", "<table></table>");
        document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        const files = new DataTransfer();
        files.items.add(new File(["x"], "План.docx"));
        const place = document.querySelector(".drop");
        place.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
    }""")
    assert page.input_value("[name=pasted]") == "1 августа\tОткрытие\n2 августа\tКонцерт"
    assert page.input_value("[name=pasted_html]") == "<table></table>"
    assert page.evaluate("document.querySelector('[name=file]').files[0].name") == "План.docx"


def test_print_hides_what_cannot_be_pressed_on_paper(open_gallery: Opener) -> None:
    page = open_gallery(1440)
    page.emulate_media(media="print")
    hidden = page.evaluate("""[".side", ".top", ".button", ".pager", ".drop", ".bulk"].filter(
        name => [...document.querySelectorAll(name)].some(e => e.checkVisibility()))""")
    assert hidden == []
    assert page.evaluate("getComputedStyle(document.querySelector('.table thead')).display") == "table-header-group"
    assert page.locator(".printed").is_visible()
