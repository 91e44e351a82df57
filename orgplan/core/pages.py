"""How a view answers: a page or its fragment, a window of a long list, «saved» with its undo."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import qrcode
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.template.context import make_context
from django.template.loader import get_template, render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails
from qrcode.image.svg import SvgPathImage

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

T = TypeVar("T")

WINDOW_SIZE = 100
UNDO_PREFIX = "undo="
_ANY = 10**9
"""More rows than any list has."""


class AuthRequest(HttpRequest):
    """The request of somebody signed in, for the signatures of views behind LoginRequiredMiddleware."""

    user: AbstractBaseUser  # type: ignore[assignment]  # never anonymous here: the middleware saw to it
    htmx: HtmxDetails
    csp_nonce: str


@dataclass(frozen=True)
class Window(Generic[T]):
    """Up to `size` rows of a longer list, counted from 1. `number` is the window's own number, from 1.

    `more`: there are more than `total` rows, nobody counted how many.
    """

    items: Sequence[T]
    total: int
    number: int
    size: int = WINDOW_SIZE
    more: bool = False

    @property
    def windows(self) -> int:
        """How many windows the list has; an empty list has one, empty."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the first shown row, 0 when there are none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last shown row."""
        return min(self.number * self.size, self.total)

    @property
    def before(self) -> int:
        """Number of the window before this one, 0 at the beginning."""
        return self.number - 1

    @property
    def after(self) -> int:
        """Number of the window after this one, 0 at the end."""
        return self.number + 1 if self.number < self.windows else 0

    @property
    def is_whole(self) -> bool:
        """True when the list fits one window and needs no pager."""
        return self.windows == 1


class SeeOther(HttpResponseRedirect):
    """The redirect after a write: the next request is a GET whatever this one was."""

    status_code = 303


def _whole_number(text: str) -> int:
    """Return what the reader typed into the address as a number from 1; anything else is 1."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= 9 else 1  # noqa: PLR2004 -- no rows beyond


def window_of(
    request: HttpRequest, rows: Any, *, size: int = WINDOW_SIZE, total: int | None = None, number: str | None = None
) -> Window[Any]:
    """Cut the window that the address asks for (`?page=3`, or `?row=250` to jump) out of a QuerySet or list.

    A number beyond the end shows the last window; two queries for a QuerySet (count, rows), one where the
    caller counted already: `total`. A preview that lives in a form gives the `number` that the form posted.
    """
    if total is None:
        total = len(rows) if isinstance(rows, Sequence) else rows.count()
    asked = _asked_window(request, total, size) if number is None else _whole_number(number)
    asked = min(asked, max(1, -(-total // size)))
    start = (asked - 1) * size
    return Window(items=list(rows[start : start + size]), total=total, number=asked, size=size)


def _asked_window(request: HttpRequest, total: int, size: int) -> int:
    if jump := request.GET.get("row", ""):
        number = (_whole_number(jump) - 1) // size + 1
    else:
        number = _whole_number(request.GET.get("page", ""))
    return min(number, max(1, -(-total // size)))


def counted_window(request: HttpRequest, rows: models.QuerySet[Any], *, size: int = WINDOW_SIZE) -> Window[Any]:
    """Cut the window that the address asks for, its rows read together with the number of all: one query.

    Three queries where the address asks for a window beyond the end.
    """
    number = _asked_window(request, _ANY, size)
    start = (number - 1) * size
    together = rows.order_by().annotate(together=models.Value(1)).values("together")
    number_of_all = models.Subquery(together.annotate(number=models.Count("pk")).values("number"))
    items = list(rows.annotate(number_of_all=number_of_all)[start : start + size])
    if not items and number > 1:
        return window_of(request, rows, size=size)
    return Window(items=items, total=items[0].number_of_all if items else 0, number=number, size=size)


def keyed_window(
    request: HttpRequest,
    rows: models.QuerySet[Any],
    fetch: Callable[[Sequence[int]], Sequence[T]],
    *,
    bound: int = 0,
    from_end: bool = False,
    size: int = WINDOW_SIZE,
) -> Window[T]:
    """Cut a window out of a list of hundreds of thousands: find the keys first, `fetch` only the rows shown.

    `rows` is ordered and joins nothing, so that an index answers it alone. With `bound`, for a condition that must
    read every row, the keys are found in one pass and counted up to there. The far half is read from its end; so is
    all of it with `from_end`, where what answers lies behind much that does not.
    """
    keys = rows.values_list("pk", flat=True)
    if bound:
        found = list(keys[: bound + 1])
        total, more = min(len(found), bound), len(found) > bound
        number = _asked_window(request, total, size)
        start = (number - 1) * size
        shown = found[:bound][start : start + size]
    else:
        total, more = rows.order_by().count(), False
        number = _asked_window(request, total, size)
        start, end = (number - 1) * size, min(number * size, total)
        far = from_end or total - end < start
        shown = list(keys.reverse()[total - end : total - start])[::-1] if far else list(keys[start:end])
    return Window(items=fetch(shown), total=total, number=number, size=size, more=more)


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with the whole page, or with its named part when HTMX asks for a piece of it.

    `fragment` names a `{% partialdef %}` of the template. Messages that arose meanwhile travel with the fragment and
    land in the page's own place for them. This is the only place that asks «is it HTMX?».
    """
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    partial = bool(fragment and htmx and not htmx.boosted and not htmx.history_restore_request)
    name = f"{template}#{fragment}" if partial else template
    content = _rendered(name, dict(context or {}), request)
    if partial:
        content += render_to_string("core/parts/messages_oob.html", {}, request)
    response = HttpResponse(content, status=status)
    if fragment:
        patch_vary_headers(response, ["HX-Request"])
    return response


def _rendered(name: str, data: dict[str, Any], request: HttpRequest) -> str:
    """Render as `render_to_string` does, and let go of the page's rows at once.

    A context of Django holds itself (its dictionaries know it), so that all that a page showed waited for the
    collector: a tenth of a second for one reader in fifteen.
    """
    found: Any = get_template(name)
    context = make_context(data, request, autoescape=found.backend.engine.autoescape)
    try:
        return str(found.template.render(context))
    finally:
        context.dicts.clear()


def tell_saved(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Leave the sentence «… saved» for the next page; `undo` is an address that takes it back by POST."""
    messages.success(request, text, extra_tags=f"{UNDO_PREFIX}{undo}" if undo else "")


def saved(request: HttpRequest, to: str | Any, text: str, *, undo: str = "") -> HttpResponse:
    """Say that it is saved and go on to the page `to` (address, url name or object), for plain and HTMX requests."""
    tell_saved(request, text, undo=undo)
    address = resolve_url(to)
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if htmx:
        return HttpResponseClientRedirect(address)
    return SeeOther(address)


def local_address(request: HttpRequest, otherwise: str) -> str:
    """Return where `?next=` leads inside the product, else `otherwise`; never an address of another host."""
    wanted = request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if wanted and fits else otherwise


def page_before(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours from which the reader came, for the way back after a write."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
            return address
    return otherwise


def list_before(request: HttpRequest, to: str) -> str:
    """Return the list `to` (a url name) with the filter under which its rows were chosen: its form sends `query`."""
    filtered = QueryDict(request.POST.get("query", "")).urlencode()
    return resolve_url(to) + (f"?{filtered}" if filtered else "")


def square_code(text: str) -> str:
    """Return the text as a square code inside the page: a secret must not lie under an address of its own."""
    picture: bytes = qrcode.make(text, image_factory=SvgPathImage, border=2).to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(picture).decode('ascii')}"
