"""Error pages and the gallery of components."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET

from orgplan.core.faults import fault_of
from orgplan.core.gallery import gallery_context
from orgplan.core.pages import AuthRequest, render_page

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field
MOST_RESENT = 500
_WORKER = Path(__file__).with_name("static") / "core" / "js" / "offline-worker.js"


def _fault(template: str, status: int, why: str = "") -> HttpResponse:
    """Answer with a page that needs neither session nor database: they may be what failed."""
    return HttpResponse(get_template(template).render({"why": why}), status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 413 to what is too big, 400 to what cannot be understood."""
    return _fault("413.html", 413) if isinstance(exception, RequestDataTooBig) else _fault("400.html", 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 403 to a reader who may not do this, with the sentence of whoever refused."""
    return _fault("403.html", 403, why=str(exception))


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 404 to an unknown address, a deleted record and a stranger alike."""
    return _fault("404.html", 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; where the machine failed and not the program, say so: 503 without a database, 507 on a full disk.

    Django calls this while it handles the exception, which is how it is known here.
    """
    fault = fault_of(sys.exception())
    if fault is None:
        return _fault("500.html", 500)
    typed = _typed(request)
    context = {
        "resend": typed,
        "resend_to": request.get_full_path(),
        "csrf_token": request.POST.get(TOKEN, "") if typed else "",
    }
    content = get_template(f"{fault.value}.html").render(context)
    return HttpResponse(content, status=fault.value, headers={"Retry-After": "60"})


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed, for a form that sends it once more; nothing where files or passwords were among it."""
    if request.method != "POST":
        return []
    try:
        if request.FILES or len(request.POST) > MOST_RESENT or any("password" in name for name in request.POST):
            return []
        pairs = [(name, str(value)) for name, values in request.POST.lists() for value in values if name != TOKEN]
    except (OSError, ValueError, BadRequest):  # the body was not read to its end, or is no form
        return []
    return pairs


@require_GET
def gallery(request: AuthRequest) -> HttpResponse:
    """Show every component in all its states, for those who write pages and those who check them."""
    return render_page(request, "core/gallery.html", gallery_context(request))


@require_GET
def offline_worker(request: AuthRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Give the service worker under an address without a hash: browsers look there whether it changed."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript", headers=headers)
