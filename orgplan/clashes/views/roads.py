"""Settings of the road: how it is reckoned, and the pairs that somebody knows better."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.clashes.actions import remove_pair, write_pair, write_road
from orgplan.clashes.forms import PairForm, RoadForm
from orgplan.clashes.models import RoadPair, RoadRule
from orgplan.clashes.policy import can_keep_norms
from orgplan.clashes.views.norms import keeping
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.models import Venue


@require_http_methods(["GET", "POST"])
def road(request: UserRequest) -> HttpResponse:
    """How the road is reckoned."""
    keeping(request)
    row = RoadRule.objects.visible_to(request.user).first()
    form = RoadForm(posted(request), record=row)
    done = submitted(
        form,
        lambda: write_road(
            facts=form.to_write(), road=row, edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("clashes:rules"), _("The road is saved."))
    return render_page(request, "clashes/road_form.html", {"form": form}, status=form.status)


@require_GET
def pair_list(request: UserRequest) -> HttpResponse:
    """The roads that are known better than the formula does, and venues without coordinates."""
    pairs = RoadPair.objects.visible_to(request.user).select_related("start", "end")
    unplaced = Venue.objects.visible_to(request.user).filter(is_active=True, latitude__isnull=True)
    context = {
        "window": window_of(request, pairs),
        "unplaced": unplaced.order_by("name")[:20],
        "may_keep": can_keep_norms(request.user),
        "router": RoadRule.objects.visible_to(request.user).exclude(router="").first(),
    }
    return render_page(request, "clashes/pairs.html", context, fragment="rows")


def _form(request: UserRequest, pair: RoadPair | None) -> PairForm:
    return PairForm(posted(request), record=pair, venues=Venue.objects.visible_to(request.user))


@require_http_methods(["GET", "POST"])
def create_pair(request: UserRequest) -> HttpResponse:
    """Say how long the road between two venues is."""
    keeping(request)
    form = _form(request, None)
    if submitted(form, lambda: write_pair(facts=form.to_write(), by=request.user)) is not None:
        return saved(request, reverse("clashes:pairs"), _("The road between the venues is saved."))
    return render_page(request, "clashes/pair_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_pair(request: UserRequest, pk: int) -> HttpResponse:
    """Change how long the road between two venues is."""
    keeping(request)
    pair = get_object_or_404(RoadPair.objects.visible_to(request.user).select_related("start", "end"), pk=pk)
    form = _form(request, pair)
    done = submitted(
        form,
        lambda: write_pair(facts=form.to_write(), pair=pair, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, reverse("clashes:pairs"), _("The road between the venues is saved."))
    return render_page(request, "clashes/pair_form.html", {"form": form, "pair": pair}, status=form.status)


@require_POST
def remove_pair_view(request: UserRequest, pk: int) -> HttpResponse:
    """Reckon the road between two venues by the formula again."""
    keeping(request)
    remove_pair(get_object_or_404(RoadPair.objects.visible_to(request.user), pk=pk), by=request.user)
    return saved(request, reverse("clashes:pairs"), _("The road is reckoned by the formula again."))
