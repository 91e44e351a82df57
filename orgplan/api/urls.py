"""Addresses of the interface: open to the page frame's sign-in, closed by tokens of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import gettext as _

from orgplan.api.app import api
from orgplan.api.problems import problem

app_name = "api"
_ROOT = "/api/v1/"
_CONVERTED = re.compile(r"<\w+:(\w+)>")


@cache
def _known_names() -> dict[tuple[str, str], frozenset[str]]:
    """Return, by method and path of the description, the names that may stand in the address's query."""
    return {
        (method.upper(), path): frozenset(
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
        )
        for path, operations in api.get_openapi_schema(path_prefix=_ROOT)["paths"].items()
        for method, operation in operations.items()
    }


def _checked(view: Callable[..., HttpResponse], route: str) -> Callable[..., HttpResponse]:
    """Let a misspelt name in the query be told, not passed over; and «no such method» be a problem as well."""
    path = _ROOT + _CONVERTED.sub(r"{\1}", route)

    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = _known_names().get((request.method or "", path))
        unknown = sorted(set(request.GET) - known) if known is not None else []
        if unknown:
            faults = [{"location": f"query.{name}", "detail": _("There is no such name.")} for name in unknown]
            return problem(422, "invalid", _("What was sent cannot be taken: see “errors”."), errors=faults)
        response = view(request, *args, **kwargs)
        if response.status_code == 405:  # noqa: PLR2004 -- the library's own answer is a page
            allowed = {"Allow": response.headers.get("Allow", "")}
            return problem(
                405, "method", _("This address does not take the method %s.") % request.method, headers=allowed
            )
        return response

    served.csrf_exempt = True  # type: ignore[attr-defined]  # a token is shown, no cookie is trusted
    # Operations ask for a token; the description holds no data. Whoever has no session is not sent to sign in.
    served.login_required = False  # type: ignore[attr-defined]  # the mark of LoginRequiredMiddleware
    return served


def _no_such_address(_request: HttpRequest) -> HttpResponse:
    return problem(404, "not-found", _("There is no such address."))


def _leaves(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from _leaves(each.url_patterns)


_patterns, _name, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [*_patterns]
for _leaf in _leaves(urlpatterns):
    _leaf.callback = _checked(_leaf.callback, str(_leaf.pattern))
urlpatterns.append(re_path(r"", _checked(_no_such_address, ""), name="nowhere"))
