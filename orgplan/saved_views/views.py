"""Saved views: keeping a filter, the page where views are renamed, shared, ordered and removed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.saved_views.actions import change_view, choose_default_view, keep_view, move_view, remove_view
from orgplan.saved_views.forms import ViewForm
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.policy import may_change_view
from orgplan.saved_views.queries import SavedList, counts_of, saved_list, tabs_of


@require_GET
def manage(request: UserRequest, list_name: str) -> HttpResponse:
    """All views of a list that the reader sees, with how many rows each finds."""
    of = _list(list_name)
    tabs = tabs_of(request.user, of, "", with_default=True)
    found = counts_of(request.user, of, [tab.view for tab in tabs])
    context = {"of": of, "rows": [(tab, *found[tab.view.pk]) for tab in tabs], "list_url": reverse(of.url_name)}
    return render_page(request, "saved_views/list.html", context)


@require_GET
def counts(request: UserRequest, list_name: str) -> HttpResponse:
    """The tabs above a list with their numbers, asked for by a press."""
    of = _list(list_name)
    tabs = tabs_of(request.user, of, request.GET.urlencode())
    found = counts_of(request.user, of, [tab.view for tab in tabs])
    rows = [(tab, *found[tab.view.pk]) for tab in tabs]
    return render_page(request, "saved_views/tabs.html", {"rows": rows, "of": of})


@require_http_methods(["GET", "POST"])
def keep(request: UserRequest, list_name: str) -> HttpResponse:
    """Keep the filter of the list under a name."""
    of = _list(list_name)
    form = ViewForm(posted(request), user=request.user, initial={"query": request.GET.urlencode()})
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    view = submitted(form, lambda: keep_view(list_name=of.name, **_facts(data), by=request.user))
    if view is not None:
        return saved(request, f"{reverse(of.url_name)}?{view.query or 'since='}", _("The view is kept."))
    return render_page(request, "saved_views/form.html", {"form": form, "of": of}, status=form.status)


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Rename the view or share it otherwise."""
    view = _own(request, pk)
    of = _list(view.list_name)
    form = ViewForm(posted(request), user=request.user, record=view)
    done = submitted(
        form,
        lambda: change_view(view, **_facts(form.cleaned_data), edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, reverse("saved_views:list", args=[of.name]), _("The view is changed."))
    return render_page(request, "saved_views/form.html", {"form": form, "of": of, "view": view}, status=form.status)


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Forget the view."""
    view = _own(request, pk)
    step = remove_with_undo(view, act=lambda: remove_view(view, by=request.user), by=request.user)
    to = reverse("saved_views:list", args=[view.list_name])
    return saved(request, to, _("The view is removed."), undo=step.undo_address)


@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    """Let the view stand earlier (`up`) or later."""
    view = _own(request, pk)
    move_view(view, up="up" in request.POST, by=request.user)
    return saved(request, reverse("saved_views:list", args=[view.list_name]), _("The order is changed."))


@require_POST
def choose_default(request: UserRequest, list_name: str) -> HttpResponse:
    """Let the list open with a view, or as usual."""
    of = _list(list_name)
    key = row_key(request.POST.get("view", ""))
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=key) if key else None
    choose_default_view(view=view, list_name=of.name, by=request.user)
    words = _("The list opens with this view now.") if view else _("The list opens as usual now.")
    return saved(request, reverse("saved_views:list", args=[of.name]), words)


def _list(name: str) -> SavedList:
    found = saved_list(name)
    if found is None:
        raise Http404
    return found


def _own(request: UserRequest, pk: int) -> SavedView:
    view: SavedView = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not may_change_view(request.user, owner_id=view.user_id):
        raise PermissionDenied(_("Only who keeps the view changes it. Keep a copy of your own from the list."))
    return view


def _facts(data: dict[str, str]) -> dict[str, str]:
    return {name: data[name] for name in ("name", "query", "audience")}
