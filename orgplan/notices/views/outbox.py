"""Pages of the outbox: what will leave, when, to whom and why; what did not leave."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.jobs.queries import last_seen, live_workers
from orgplan.notices import actions
from orgplan.notices.actions import OutboxFacts
from orgplan.notices.forms import MessageForm, OutboxRulesForm
from orgplan.notices.models import Message
from orgplan.notices.policy import can_manage_outbox
from orgplan.notices.queries import (
    by_occasion,
    counts_by_state,
    expected,
    letters_in,
    open_letters,
    outbox_rules,
    troubled,
    with_times,
)
from orgplan.notices.rules import CHANGEABLE, MessageState

DEEDS: dict[str, Callable[..., list[Message]]] = {
    "release": actions.release,
    "hold": actions.hold,
    "cancel": actions.cancel,
    "send-again": actions.send_again,
    "confirm": actions.confirm_sent,
}


def _only_managers(request: UserRequest) -> None:
    if not can_manage_outbox(request.user):
        raise PermissionDenied


@require_GET
def show_outbox(request: UserRequest) -> HttpResponse:
    """Letters by occasion, those that did not leave first; those sent and taken back apart."""
    _only_managers(request)
    rows = Message.objects.visible_to(request.user)
    state, text = request.GET.get("state", ""), request.GET.get("q", "")
    rules, now = outbox_rules(), timezone.now()
    context = {"state": state, "q": text, "counts": expected(counts_by_state(rows)), "files_only": _files_only()}
    context |= {"worker": live_workers(now), "last_seen": last_seen(), "rules": rules}
    if state in {MessageState.SENT, MessageState.CANCELLED}:
        context["window"] = window_of(request, letters_in(rows, state, text))
    else:
        window = window_of(request, open_letters(rows, text))
        context |= {"window": window, "troubled": troubled(request.user)[:50]}
        context["occasions"] = by_occasion(with_times(window.items, rules.quiet, now), rows)
    return render_page(request, "notices/outbox.html", context)


def _files_only() -> bool:
    return "filebased" in settings.EMAIL_BACKEND


@require_GET
def show_message(request: UserRequest, pk: int) -> HttpResponse:
    """One letter as the recipient reads it, with its history."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    rules = outbox_rules()
    with_times([message], rules.quiet, timezone.now())
    context = {
        "message": message,
        "can_manage": can_manage_outbox(request.user),
        "can_change": message.state in CHANGEABLE,
        "signature": rules.signature or settings.ADMINISTRATION,
    }
    return render_page(request, "notices/message.html", context)


@require_http_methods(["GET", "POST"])
def change_message(request: UserRequest, pk: int) -> HttpResponse:
    """Correct the address and the words of a letter that has not left."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    _only_managers(request)
    form = MessageForm(posted(request), record=message)
    done = submitted(
        form,
        lambda: actions.change_message(
            message,
            email=form.cleaned_data["recipient_email"],
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done:
        return saved(request, done, _("The letter is changed."))
    return render_page(request, "notices/message_form.html", {"form": form, "message": message}, status=form.status)


@require_POST
def act(request: UserRequest, pk: int, deed: str) -> HttpResponse:
    """Let one letter go, hold it, take it back, send it again."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    _only_managers(request)
    done = _deed(deed)([message], by=request.user)
    return saved(request, message, _said(deed, len(done), 1))


@require_POST
def act_on_occasion(request: UserRequest, mark: str, deed: str) -> HttpResponse:
    """The same for all letters of an occasion that the page showed: none that was written since."""
    _only_managers(request)
    act_on = _deed(deed)
    last = row_key(request.POST.get("up_to", "")) or 0
    messages = list(Message.objects.visible_to(request.user).filter(occasion=mark, pk__lte=last))
    done = act_on(messages, by=request.user)
    return saved(request, "notices:outbox", _said(deed, len(done), len(messages)))


def _deed(name: str) -> Callable[..., list[Message]]:
    if name not in DEEDS:
        raise Http404
    return DEEDS[name]


def _said(deed: str, done: int, asked: int) -> str:
    if not done:
        return _("Nothing is changed: the letter has left already, or has no address.") if asked else _("No letters.")
    count = {"count": done}
    match deed:
        case "release" | "send-again":
            return ngettext("%(count)s letter goes to the post.", "%(count)s letters go to the post.", done) % count
        case "hold":
            return ngettext("%(count)s letter is a draft now.", "%(count)s letters are drafts now.", done) % count
        case "cancel":
            return ngettext("%(count)s letter is taken back.", "%(count)s letters are taken back.", done) % count
    return _("The letter is marked as sent.")


@require_http_methods(["GET", "POST"])
def change_rules(request: UserRequest) -> HttpResponse:
    """Quiet hours, the signature, what to do with letters that may have left."""
    _only_managers(request)
    form = OutboxRulesForm(posted(request), record=outbox_rules())
    done = submitted(
        form,
        lambda: actions.change_outbox_rules(
            facts=OutboxFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, "notices:outbox", _("The rules of the outbox are changed."))
    return render_page(request, "notices/rules.html", {"form": form, "rules": outbox_rules()}, status=form.status)
