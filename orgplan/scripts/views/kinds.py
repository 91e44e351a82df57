"""Kinds of items: which there are, and which of them a delay may shorten."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.scripts.actions import write_kind
from orgplan.scripts.forms import KindForm
from orgplan.scripts.models import ItemKind
from orgplan.scripts.policy import can_keep_kinds


@require_GET
def kind_list(request: UserRequest) -> HttpResponse:
    """All kinds in their order."""
    context = {"kinds": ItemKind.objects.visible_to(request.user), "may_keep": can_keep_kinds(request.user)}
    return render_page(request, "scripts/kinds.html", context)


@require_http_methods(["GET", "POST"])
def kind_form(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Record a kind, or change one."""
    if not can_keep_kinds(request.user):
        raise PermissionDenied(_("Kinds of items are kept by the organisational department and the protocol service."))
    kind = get_object_or_404(ItemKind.objects.visible_to(request.user), pk=pk) if pk else None
    form = KindForm(posted(request), record=kind)
    done = submitted(
        form,
        lambda: write_kind(
            facts=form.to_write(), kind=kind, edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("scripts:kinds"), _("The kind is saved."))
    return render_page(request, "scripts/kind_form.html", {"form": form, "kind": kind}, status=form.status)
