"""What counts as missing: a list of things, each switched on or off by people."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.events.rules import EventKind
from orgplan.programmes.actions import set_gap
from orgplan.programmes.forms import GapForm
from orgplan.programmes.policy import can_set_gaps
from orgplan.programmes.queries.gaps import SetGap, all_gaps


@require_GET
def gaps(request: UserRequest) -> HttpResponse:
    """Everything that an event may lack, with when it counts."""
    rows = [(each, _kinds(each)) for each in all_gaps()]
    return render_page(request, "programmes/gaps.html", {"rows": rows, "may_set": can_set_gaps(request.user)})


def _kinds(gap: SetGap) -> str:
    return ", ".join(str(each.label).lower() for each in EventKind if each.value in gap.kinds)


@require_http_methods(["GET", "POST"])
def gap(request: UserRequest, name: str) -> HttpResponse:
    """Say when a thing counts as missing."""
    found = next((each for each in all_gaps() if each.name == name), None)
    if found is None:
        raise Http404
    if not can_set_gaps(request.user):
        raise PermissionDenied(_("What counts as missing is said by the organisational department."))
    stands = {"is_on": found.is_on, "days": found.days, "kinds": sorted(found.kinds)}
    form = GapForm(posted(request), record=found.setting, **({} if found.setting else {"initial": stands}))
    done = submitted(
        form,
        lambda: set_gap(
            name,
            is_on=form.cleaned_data["is_on"],
            days=form.cleaned_data["days"],
            kinds=form.cleaned_data["kinds"],
            edition=form.cleaned_data["edition"] if found.setting else 0,
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("programmes:gaps"), _("It is set; the numbers are counted anew."))
    return render_page(request, "programmes/gap.html", {"form": form, "gap": found}, status=form.status)
