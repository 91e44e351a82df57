"""Errors as RFC 9457 words them: `application/problem+json` with a Russian sentence in `detail`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from orgplan.api.rules import fault_words
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.following import GroundNeededError, ProposalOnlyError
from orgplan.planning.rules.states import ForbiddenPassageError

CONTENT_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


class Fault(Schema):
    """One thing that is wrong in what was sent."""

    location: str = Field(description="Where: body.title, query.limit.")
    detail: str


class Problem(Schema):
    """An error (RFC 9457). `type` is a stable address of the kind of error, relative to the interface."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field(default_factory=list)


class ProblemError(Exception):
    """Answer with this problem."""

    def __init__(self, status: int, kind: str, detail: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.headers = status, kind, detail, headers or {}


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return the answer; `kind` is the last word of its `type`."""
    content: dict[str, Any] = {
        "type": f"/api/problems/{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    dumps = {"ensure_ascii": False}
    return JsonResponse(content, status=status, content_type=CONTENT_TYPE, json_dumps_params=dumps, headers=headers)


def install(api: NinjaAPI) -> None:
    """Let every error of the rooms below answer as a problem."""
    for error, answer in _ANSWERS.items():
        api.add_exception_handler(error, answer)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {
            "location": _place(each["loc"]),
            "detail": fault_words(str(each["type"]), each.get("ctx", {})),
        }
        for each in error.errors
    ]
    return problem(422, "invalid", _("What was sent cannot be taken: see “errors”."), errors=faults)


def _place(parts: Sequence[str | int]) -> str:
    """Return where a fault is, as the program sees it: the library puts our own name of the body behind «body»."""
    seen = (parts[0], *parts[2:]) if parts[0] == "body" else parts
    return ".".join(str(part) for part in seen)


def _nobody(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    detail = _("A token is needed in the header “Authorization: Bearer …”, one that is in force.")
    return problem(401, "token", detail, headers={"WWW-Authenticate": 'Bearer realm="orgplan"'})


def _told(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem(error.status, error.kind, error.detail, headers=error.headers)


def _forbidden(_request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "forbidden", str(error) or _("The holder of the token may not do this."))


def _changed(_request: HttpRequest, error: ChangedMeanwhileError) -> HttpResponse:
    edition = getattr(error.current, "edition", None)
    detail = _("The record was changed meanwhile: read it again.")
    return problem(409, "changed-meanwhile", detail, headers={"ETag": f'"{edition}"'} if edition else None)


def _ground_needed(_request: HttpRequest, error: GroundNeededError) -> HttpResponse:
    faults = [{"location": "body", "detail": each.because} for each in error.demands]
    return problem(422, "ground-needed", str(error), errors=faults)


def _busy(_request: HttpRequest, _error: OperationalError) -> HttpResponse:
    detail = _("The database is busy; nothing was written. Try again a little later.")
    return problem(503, "busy", detail, headers={"Retry-After": "5"})


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("api: %s %s", request.method, request.path, exc_info=error)
    return problem(500, "failed", _("The program failed; nothing was written. The administrator finds it in the log."))


def _refused(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(409, "refused", str(error))


def _proposal_only(_request: HttpRequest, error: ProposalOnlyError) -> HttpResponse:
    return problem(409, "proposal-only", str(error))


def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, "not-found", _("There is no such record."))


def _unread(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer the library's own refusals; its words are English and for its developers."""
    _log.info("api: %s", error)
    return problem(error.status_code, "request", _("The request cannot be read: its body is not the JSON expected."))


#: The nearest class of an error answers; each handler takes the request and the error.
_ANSWERS: dict[type[Exception], Any] = {
    ValidationError: _invalid,
    AuthenticationError: _nobody,
    ProblemError: _told,
    HttpError: _unread,
    Http404: _missing,
    PermissionDenied: _forbidden,
    ChangedMeanwhileError: _changed,
    GroundNeededError: _ground_needed,
    ProposalOnlyError: _proposal_only,
    RefusedError: _refused,
    ForbiddenPassageError: _refused,
    OperationalError: _busy,
    Exception: _failed,
}
