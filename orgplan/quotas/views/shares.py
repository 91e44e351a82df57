"""Who sends people, how many of the total each."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Organisation, Unit
from orgplan.quotas import actions
from orgplan.quotas.forms.quotas import BodiesForm, posted_shares
from orgplan.quotas.models import Quota
from orgplan.quotas.views.found import asking, quota_found, share_found

_WAYS = ("weight", "last", "equal")


@require_http_methods(["GET", "POST"])
def bodies(request: UserRequest, pk: int) -> HttpResponse:
    """Choose units and organisations that send people."""
    quota = quota_found(request, pk)
    asking(request, quota.event)
    units = Unit.objects.visible_to(request.user).filter(is_active=True).exclude(quota_shares__quota=quota)
    organisations = Organisation.objects.visible_to(request.user).filter(is_active=True)
    form = BodiesForm(posted(request), units=units, organisations=organisations.exclude(quota_shares__quota=quota))
    done = submitted(form, lambda: actions.add_bodies(quota, **form.cleaned_data, by=request.user))
    if done:
        return saved(request, quota, _("Added. Say how many each sends, or spread the total."))
    if done is not None:
        form.add_error(None, _("Mark at least one unit or organisation."))
    context = {"quota": quota, "form": form}
    return render_page(request, "quotas/bodies.html", context, status=422 if form.is_bound else 200)


@require_POST
def write(request: UserRequest, pk: int) -> HttpResponse:
    """Save the numbers of the table; with `over` spread the rest of the total."""
    quota = quota_found(request, pk)
    asking(request, quota.event)
    over = request.POST.get("over", "")
    try:
        words = _write(request, quota, over if over in _WAYS else "")
    except ValueError as wrong:
        words = _("“%(text)s” is no number of people: nothing was saved.") % {"text": wrong}
        return refused(request, quota.get_absolute_url(), words)
    except ChangedMeanwhileError:
        words = _("Somebody changed these numbers meanwhile: look at them and write yours anew.")
        return refused(request, quota.get_absolute_url(), words)
    except RefusedError as refusal:
        return refused(request, quota.get_absolute_url(), str(refusal))
    return saved(request, quota, words)


def _write(request: UserRequest, quota: Quota, over: str) -> str:
    rows = posted_shares(request.POST)
    count = actions.write_shares(quota, rows=rows, by=request.user)
    if over:
        actions.spread_quota(quota, over=over, by=request.user)
        return _("The total is spread; numbers fixed by hand stay.")
    return _("The numbers are saved.") if count else _("Nothing was changed.")


@require_POST
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Let this body send nobody."""
    share = share_found(request, pk)
    asking(request, share.quota.event)
    actions.remove_share(share, by=request.user)
    return saved(request, share, _("Taken off the list: %(body)s.") % {"body": share.body})
