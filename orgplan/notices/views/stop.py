"""The signed link of a letter: one press and no more of it comes, without a sign-in (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from orgplan.accounts.models import User
from orgplan.notices.actions import wishes
from orgplan.notices.models import Mute
from orgplan.notices.queries.sources import kind_words, name_of
from orgplan.notices.queries.stopping import Stop, read_stop, user_of
from orgplan.notices.rules.telling import MuteScope, MuteWay


# A mail program posts «List-Unsubscribe=One-Click» with neither cookie nor token; the signed mark is what allows it.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, for mail filters open every link; mute on POST; `undo` takes it back."""
    found = read_stop(token)
    if found is None:
        raise Http404
    user = user_of(found)
    if user is None:
        raise Http404
    label = _label(found)
    state = "asked"
    if request.method == "POST":
        state = "undone" if request.POST.get("undo") else "stopped"
        _obey(found, user, label, undo=state == "undone")
    context = {"label": label, "is_digest": found.is_digest, "state": state, "token": token}
    return render(request, "notices/stop.html", context)


def _label(found: Stop) -> str:
    """Return what the link is about; a title is told, for whoever holds the letter has read it there."""
    if found.scope == MuteScope.SUBJECT:
        try:
            return name_of(found.value)[0]
        except (LookupError, ValueError, ObjectDoesNotExist) as error:
            raise Http404 from error
    return kind_words().get(found.value, found.value)


def _obey(found: Stop, user: User, label: str, *, undo: bool) -> None:
    if found.is_digest:
        wishes.set_digest(user=user, has_digest=undo, by=user)
        return
    if not undo:
        wishes.mute(
            user=user, scope=MuteScope(found.scope), value=found.value, label=label, way=MuteWay.LETTER, by=user
        )
        return
    row = Mute.objects.visible_to(user).filter(scope=found.scope, value=found.value).first()
    if row is not None:
        wishes.unmute(row, by=user)
