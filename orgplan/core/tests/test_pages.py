"""How views answer: windows, fragments, «saved»."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.core.pages import render_page, saved, tell_saved, window_of


def request_for(path: str = "/", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]  # what the middleware adds
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware adds
    return request


@settings(deadline=None)
@given(total=st.integers(0, 120), page=st.integers(-5, 50), size=st.integers(3, 120))
def test_window_shows_every_row_once_whatever_the_page(total: int, page: int, size: int) -> None:
    rows = range(1, total + 1)
    window = window_of(RequestFactory().get("/", {"page": page}), rows, size=size)
    assert 1 <= window.number <= window.windows
    assert list(window.items) == list(range(window.first, window.last + 1)) if total else window.items == []
    shown = [
        n
        for number in range(1, window.windows + 1)
        for n in window_of(RequestFactory().get("/", {"page": number}), rows, size=size).items
    ]
    assert shown == list(rows)


@given(total=st.integers(1, 1000), row=st.integers(1, 1000))
def test_window_jumps_to_the_row_asked_for(total: int, row: int) -> None:
    window = window_of(RequestFactory().get("/", {"row": row}), range(1, total + 1))
    assert min(row, total) in window.items or row > total
    assert window.first <= min(row, total)


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "²", "9" * 40, "1.5"])
def test_window_takes_nonsense_in_the_address_for_the_first(asked: str) -> None:
    assert window_of(RequestFactory().get("/", {"page": asked}), range(250)).number == 1


def test_empty_list_has_one_empty_window() -> None:
    window = window_of(RequestFactory().get("/"), [])
    assert (window.first, window.last, window.windows, window.is_whole, list(window.items)) == (0, 0, 1, True, [])


def test_page_and_fragment_come_from_the_same_template(tmp_path: Any, settings: Any) -> None:
    (tmp_path / "lines.html").write_text(
        "{% load partials %}head {% partialdef rows inline %}rows {{ n }}{% endpartialdef %} foot"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    ask = {"HX-Request": "true"}
    texts = [
        render_page(request, "lines.html", {"n": 7}, fragment="rows").content.decode().strip()
        for request in (
            request_for(),
            request_for(**ask),
            request_for(**ask, **{"HX-Boosted": "true"}),
            request_for(**ask, **{"HX-History-Restore-Request": "true"}),
        )
    ]
    assert texts == ["head rows 7 foot", "rows 7", "head rows 7 foot", "head rows 7 foot"]


def test_answer_with_a_fragment_varies_by_the_header() -> None:
    assert (
        render_page(request_for(), "core/parts/pager.html", {"window": window_of(request_for(), [])}).get("Vary")
        is None
    )
    response = render_page(request_for(), "404.html", fragment="rows")
    assert response["Vary"] == "HX-Request"


def test_saved_redirects_by_get_and_keeps_the_message_with_its_undo() -> None:
    request = request_for()
    response = saved(request, "/plans/", "Строка принята.", undo="/plans/1/reopen/")
    assert (response.status_code, response["Location"]) == (303, "/plans/")
    kept = list(request._messages)  # type: ignore[attr-defined]
    assert [(str(message), message.extra_tags) for message in kept] == [("Строка принята.", "undo=/plans/1/reopen/")]


def test_saved_sends_htmx_to_the_page_too() -> None:
    response = saved(request_for(**{"HX-Request": "true"}), "/plans/", "Строка принята.")
    assert response["HX-Redirect"] == "/plans/"


def test_messages_travel_with_a_fragment(tmp_path: Any, settings: Any) -> None:
    (tmp_path / "lines.html").write_text("{% load partials %}{% partialdef rows inline %}rows{% endpartialdef %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    request = request_for(**{"HX-Request": "true"})
    tell_saved(request, "Готово <b>", undo="/undo/")
    text = render_page(request, "lines.html", fragment="rows").content.decode()
    assert 'hx-swap-oob="beforeend"' in text
    assert "Готово &lt;b&gt;" in text
    assert 'action="/undo/"' in text
