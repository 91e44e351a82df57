"""«Idempotency-Key»: a request that comes again gets the answer of the first time, and nothing is written twice.

The write and its kept answer are one transaction: a process killed between them leaves neither. A key whose request is
being served answers 409; one left behind by a killed process is free again after a minute. How long answers are kept is
a setting (`ORGPLAN_REPEAT_HOURS`); the worker's clock clears them, and an answer past its term is none even before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.api.models import Answer
from orgplan.api.problems import problem
from orgplan.api.rules import fingerprint

HEADER = "Idempotency-Key"
_LEFT_BEHIND = timedelta(minutes=1)
LONGEST = 200
_FAILED = 500
_HEADERS = ("ETag", "Location", "Undo")

Run = Callable[..., HttpResponse]


def kept_since(now: datetime) -> datetime:
    """Return the moment since which answers are kept."""
    return now - timedelta(hours=settings.REPEAT_HOURS)


def once(run: Run) -> Run:
    """Let an operation be repeated safely where the caller names a key; for `ninja.decorators.decorate_view`."""

    @wraps(run)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get(HEADER, "")
        token = request.headers.get("Authorization", "")
        if not key or not token:
            return _whole(lambda: run(request, *args, **kwargs))
        if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
            return problem(422, "idempotency-key", _("The key is a line of at most 200 printable characters of ASCII."))
        mark = fingerprint(request.method or "", request.get_full_path(), request.body)
        answer, is_ours = _take(hashlib.sha256(token.encode()).hexdigest(), key, mark)
        if answer.fingerprint != mark:
            return problem(409, "idempotency-key", _("This key was used for another request."))
        if answer.status is not None:
            return _again(answer)
        if not is_ours:
            said = _("The first request with this key is still being served.")
            return problem(409, "still-being-served", said, headers={"Retry-After": "1"})
        return _serve(answer, lambda: run(request, *args, **kwargs))

    return served


def _take(token: str, key: str, mark: str) -> tuple[Answer, bool]:
    """Return the kept answer, or a new one and that it is ours to fill."""
    now = timezone.now()
    over = Q(made_at__lt=kept_since(now)) | Q(status=None, made_at__lt=now - _LEFT_BEHIND)
    Answer.objects.filter(over, token=token, key=key).delete()
    return Answer.objects.get_or_create(token=token, key=key, defaults={"fingerprint": mark, "made_at": now})


def _serve(answer: Answer, run: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        response = _whole(run, lambda made: _keep(answer, made))
    except BaseException:
        answer.delete()
        raise
    if response.status_code >= _FAILED:
        answer.delete()  # what failed may be tried again with the same key
    return response


def _whole(run: Callable[[], HttpResponse], keep: Callable[[HttpResponse], None] | None = None) -> HttpResponse:
    """Run in one transaction; an answer that the program failed takes back whatever was written before it."""
    with transaction.atomic():
        response = run()
        if response.status_code >= _FAILED:
            transaction.set_rollback(True)
        elif keep is not None:
            keep(response)
    return response


def _keep(answer: Answer, response: HttpResponse) -> None:
    answer.status = response.status_code
    answer.content_type = response.headers.get("Content-Type", "")
    answer.headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    answer.body = response.content.decode()
    answer.save()


def _again(answer: Answer) -> HttpResponse:
    kept = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type, headers=answer.headers)
    kept.headers["Idempotency-Replayed"] = "true"
    return kept
