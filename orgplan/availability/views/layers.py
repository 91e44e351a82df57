"""Layers of days that are not for events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.availability import actions
from orgplan.availability.forms.layers import LayerForm, PasteForm, TimeForm
from orgplan.availability.models import Layer
from orgplan.availability.policy import can_keep_layers
from orgplan.availability.queries.layers import card_of, layer_rows, whom_words
from orgplan.availability.rules.spans import Span
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import districts, leaders_on


def keeping(request: UserRequest) -> None:
    """Refuse those who may only read the layers."""
    if not can_keep_layers(request.user):
        raise PermissionDenied(_("Bans are kept by the organisational department and the protocol service."))


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All layers with their nearest days."""
    rows = layer_rows(request.user)
    context = {"rows": rows, "may_keep": can_keep_layers(request.user)}
    return render_page(request, "availability/layers.html", context)


def _form(request: UserRequest, layer: Layer | None) -> LayerForm:
    venues = Venue.objects.visible_to(request.user).filter(is_active=True)
    leaders = [post.person_id for post in leaders_on(timezone.localdate())]
    people = Person.objects.visible_to(request.user).filter(pk__in=leaders)
    if layer is not None:
        venues = venues | Venue.objects.visible_to(request.user).filter(layers=layer)
        people = people | Person.objects.visible_to(request.user).filter(layers=layer)
    return LayerForm(
        posted(request),
        record=layer,
        districts=districts(Venue.objects.visible_to(request.user)),
        venues=venues.distinct(),
        people=people.distinct(),
    )


@require_http_methods(["GET", "POST"])
def create_layer(request: UserRequest) -> HttpResponse:
    """Write a layer; its days are added on its card."""
    keeping(request)
    form = _form(request, None)
    done = submitted(form, lambda: actions.write_layer(facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, done, _("The layer is saved: add its days."))
    return render_page(request, "availability/layer_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_layer(request: UserRequest, pk: int) -> HttpResponse:
    """Change a layer."""
    keeping(request)
    layer = get_object_or_404(Layer.objects.visible_to(request.user), pk=pk)
    form = _form(request, layer)
    done = submitted(
        form,
        lambda: actions.write_layer(
            facts=form.to_write(), layer=layer, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The layer is saved."))
    return render_page(request, "availability/layer_form.html", {"form": form, "layer": layer}, status=form.status)


@require_GET
def layer(request: UserRequest, pk: int) -> HttpResponse:
    """A layer with its days, and the ways to add some."""
    found = get_object_or_404(Layer.objects.visible_to(request.user).select_related("calendar"), pk=pk)
    return _card(request, found)


def _card(request: UserRequest, found: Layer, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "layer": found,
        "whom": whom_words(found),
        "card": card_of(request.user, found),
        "may_keep": can_keep_layers(request.user),
        "calendar": getattr(found, "calendar", None),
        "time_form": TimeForm(),
        "paste_form": PasteForm(initial={"year": timezone.localdate().year}),
        **forms,
    }
    return render_page(request, "availability/layer.html", context, status=status)


@require_POST
def add_time(request: UserRequest, pk: int) -> HttpResponse:
    """Close days or hours by hand."""
    keeping(request)
    found = get_object_or_404(Layer.objects.visible_to(request.user), pk=pk)
    form = TimeForm(request.POST)
    done = submitted(form, lambda: actions.add_times(found, spans=form.to_write(), by=request.user))
    if done is None:
        return _card(request, found, status=422, time_form=form)
    return saved(request, found, _count_words(done))


@require_POST
def paste_times(request: UserRequest, pk: int) -> HttpResponse:
    """Close days by a pasted table; where a line cannot be read nothing is taken, and the table stays in the form."""
    keeping(request)
    found = get_object_or_404(Layer.objects.visible_to(request.user), pk=pk)
    form = PasteForm(request.POST)
    done = submitted(form, lambda: actions.add_times(found, spans=form.read.spans, by=request.user))
    if done is None:
        return _card(request, found, status=422, paste_form=form)
    return saved(request, found, _count_words(done))


def _count_words(count: int) -> str:
    if not count:
        return _("These times stood there already.")
    return ngettext("%(count)d time is closed.", "%(count)d times are closed.", count) % {"count": count}


@require_POST
def remove_time(request: UserRequest, pk: int) -> HttpResponse:
    """Open a stretch again."""
    keeping(request)
    found = get_object_or_404(Layer.objects.visible_to(request.user), pk=pk)
    start, _slash, end = request.POST.get("span", "").partition("/")
    try:
        span = Span(datetime.fromisoformat(start), datetime.fromisoformat(end))
        actions.remove_time(found, span=span, by=request.user)
    except ValueError:
        return refused(request, found, _("This time is not known: open the layer again."))
    except RefusedError as refusal:
        return refused(request, found, str(refusal))
    return saved(request, found, _("The time is open again."))


@require_POST
def remove_layer(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a layer with its days."""
    keeping(request)
    actions.remove_layer(get_object_or_404(Layer.objects.visible_to(request.user), pk=pk), by=request.user)
    return saved(request, reverse("availability:index"), _("The layer is removed with its days."))
