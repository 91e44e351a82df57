"""The interface as one object: operations, errors, description (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from orgplan.api import problems
from orgplan.api.endpoints import (
    calendar,
    clashes,
    directory,
    document_sets,
    events,
    feeds,
    instructions,
    layers,
    moving,
    pins,
    plans,
    preparation,
    programmes,
    resources,
    scheduling,
    scripts,
    search,
    times,
    undo,
    venues,
    webhooks,
)
from orgplan.api.idempotency import HEADER, LONGEST

_DESCRIPTION = """Events and plans of a city administration for programs.

What a program may see and do is what the holder of its token may, narrowed by the token's scopes. Lists come by pages:
give `next` back as `cursor`. To keep a copy, give `as_of` of the last reading as `updated_since`. Errors are RFC 9457
problems with a Russian sentence."""

ONCE_ONLY = "x-once-only"
"""Marks an operation whose answer is never kept, because it holds a secret."""


class Api(NinjaAPI):
    """Ninja's interface whose description tells the media type of problems and the header of repeated requests."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _describe(method, operation)
        return schema


def _describe(method: str, operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400 and "content" in response:  # noqa: PLR2004 -- errors
            response["content"] = {problems.CONTENT_TYPE: next(iter(response["content"].values()))}
    if method in {"post", "patch"} and not operation.pop(ONCE_ONLY, False):
        operation.setdefault("parameters", []).append(
            {
                "in": "header",
                "name": HEADER,
                "required": False,
                "schema": {"type": "string", "maxLength": LONGEST, "pattern": "^[ -~]*$"},
                "description": "A request that comes again with the same key gets the first answer.",
            }
        )


api = Api(
    title="Оргплан",
    version="1",
    description=_DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)
problems.install(api)
_ROOMS = (
    *(events, undo, programmes, calendar, moving, clashes, times, layers, venues),
    *(scheduling, preparation, document_sets, resources, scripts, pins, plans),
    *(instructions, search, feeds, directory, webhooks),
)
for each in _ROOMS:
    api.add_router("", each.router)
