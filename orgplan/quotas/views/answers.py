"""What bodies answer, and who came."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.queries import own_unit_key
from orgplan.quotas import actions
from orgplan.quotas.forms.quotas import AnswerForm, posted_came
from orgplan.quotas.models import QuotaShare
from orgplan.quotas.policy import can_answer_share
from orgplan.quotas.views.found import asking, quota_found, share_found


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """Promise people, fewer of them, or nobody; the unit for itself, who asks for the others."""
    share = share_found(request, pk)
    unit, owner = own_unit_key(request.user), share.quota.event.owner_id
    if not can_answer_share(request.user, unit_id=unit, body_id=share.unit_id, owner_id=owner):
        raise PermissionDenied(_("The unit that was asked answers, or who asked writes its answer down."))
    promised = share.asked if share.promised is None else share.promised
    initial = {"edition": share.edition, "promised": promised, "answer": share.answer, "names": share.names}
    form = AnswerForm(posted(request), initial=initial)
    is_own = unit is not None and unit == share.unit_id
    try:
        done = submitted(form, lambda: _write(request, form, share, is_own=is_own))
    except ChangedMeanwhileError:
        again = _("Somebody changed this line meanwhile: look at it anew.")
        return refused(request, share.get_absolute_url(), again)
    if done is not None:
        return saved(request, share, _("The answer is written; who asked is told.") if is_own else _("Written down."))
    context = {"form": form, "share": share, "quota": share.quota, "is_own": is_own}
    return render_page(request, "quotas/answer.html", context, status=422 if form.is_bound else 200)


def _write(request: UserRequest, form: AnswerForm, share: QuotaShare, *, is_own: bool) -> QuotaShare:
    edition = form.cleaned_data["edition"]
    return actions.answer_share(share, facts=form.to_write(), edition=edition, tell=is_own, by=request.user)


@require_http_methods(["GET", "POST"])
def came(request: UserRequest, pk: int) -> HttpResponse:
    """How many came of each body."""
    quota = quota_found(request, pk)
    asking(request, quota.event)
    if request.method == "POST":
        try:
            counted = posted_came(request.POST)
        except ValueError as wrong:
            words = _("“%(text)s” is no number of people: nothing was saved.") % {"text": wrong}
            return refused(request, request.path, words)
        actions.count_who_came(quota, came=counted, by=request.user)
        return saved(request, quota, _("Those who came are written down."))
    shares = [each for each in quota.shares.all() if each.asked or each.promised]
    return render_page(request, "quotas/came.html", {"quota": quota, "shares": shares})
