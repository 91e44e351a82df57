"""Gives every request an id that its audit entries and the error page share."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from orgplan.audit.actions import request_id


class AuditRequestMiddleware:
    """Sets the request id for the time of the request and answers with it in `X-Request-Id`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request under its id."""
        token = request_id.set(uuid4().hex[:12])
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
        finally:
            request_id.reset(token)
        return response
