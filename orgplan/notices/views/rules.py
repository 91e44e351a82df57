"""What is urgent in the city and when digests come; who was told what: for the department and the administrator."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.notices.actions import wishes
from orgplan.notices.actions.wishes import NoticeFacts
from orgplan.notices.forms import NoticeRulesForm
from orgplan.notices.models import Notice
from orgplan.notices.policy import can_see_history, can_set_notices
from orgplan.notices.queries.notices import history as told_before
from orgplan.notices.queries.notices import notice_rules, people_told
from orgplan.notices.queries.sources import kind_words


@require_http_methods(["GET", "POST"])
def change(request: UserRequest) -> HttpResponse:
    """The hour of digests, how many days ahead a change is urgent, how long notices are kept."""
    if not can_set_notices(request.user):
        raise PermissionDenied
    form = NoticeRulesForm(posted(request), record=notice_rules())
    done = submitted(
        form,
        lambda: wishes.change_notice_rules(
            facts=NoticeFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, "bell:rules", _("The rules of notices are changed."))
    return render_page(request, "notices/notice_rules.html", {"form": form}, status=form.status)


@require_GET
def history(request: UserRequest) -> HttpResponse:
    """Who was told what, why and how it went: in the page only, by a letter, muted."""
    if not can_see_history(request.user):
        raise PermissionDenied
    rows = Notice.objects.visible_to(request.user)
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    user = row_key(request.GET.get("user", ""))
    kinds = kind_words()
    window = window_of(request, told_before(rows, text=text, kind=kind if kind in kinds else "", user=user), size=50)
    context = {"window": window, "q": text, "kind": kind, "user_key": user, "kinds": kinds, "people": people_told()}
    return render_page(request, "notices/history.html", context)
