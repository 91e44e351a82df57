"""Error pages and the gallery of components."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET

from orgplan.core.gallery import gallery_context
from orgplan.core.pages import AuthRequest, render_page


def _fault(template: str, status: int) -> HttpResponse:
    """Answer with a page that needs neither session nor database: they may be what failed."""
    return HttpResponse(get_template(template).render(), status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 413 to what is too big, 400 to what cannot be understood."""
    return _fault("413.html", 413) if isinstance(exception, RequestDataTooBig) else _fault("400.html", 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 403 to a reader who may not do this."""
    return _fault("403.html", 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 404 to an unknown address, a deleted record and a stranger alike."""
    return _fault("404.html", 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 500."""
    return _fault("500.html", 500)


@require_GET
def gallery(request: AuthRequest) -> HttpResponse:
    """Show every component in all its states, for those who write pages and those who check them."""
    return render_page(request, "core/gallery.html", gallery_context(request))
