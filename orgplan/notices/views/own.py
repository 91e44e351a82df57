"""What a user is told: the page with the count in the frame, what is muted and followed, when letters come."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.notices.actions import wishes
from orgplan.notices.actions.wishes import NoticeWishes
from orgplan.notices.forms import NoticeSettingsForm
from orgplan.notices.models import Mute, Notice, Watch
from orgplan.notices.policy import can_see_history, can_set_notices
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.digest import digests_of
from orgplan.notices.queries.notices import bundles_of, notice_rules, settings_of, unread_notices, without_hidden
from orgplan.notices.queries.outbox import outbox_rules
from orgplan.notices.queries.sources import kind_words, name_of, seen_subjects
from orgplan.notices.rules.telling import MuteScope


@require_GET
def notice_list(request: UserRequest) -> HttpResponse:
    """The own notices, those of one thing in one line; what may not be seen any more is left out."""
    only_unread = request.GET.get("show") != "all"
    rows = Notice.objects.visible_to(request.user).of(request.user).told()
    rows = rows.filter(read_at__isnull=True) if only_unread else rows
    window = window_of(request, rows.select_related("unit").order_by("-happened_at", "-pk"), size=60)
    shown = without_hidden(request.user, window.items, timezone.localdate())
    context = {
        "window": window,
        "bundles": bundles_of(shown),
        "only_unread": only_unread,
        "unread": unread_notices(request.user),
        "last_key": max((each.pk for each in shown), default=0),
        "may_set": can_set_notices(request.user),
        "may_see_history": can_see_history(request.user),
    }
    return render_page(request, "notices/own.html", context)


@require_POST
def read(request: UserRequest) -> HttpResponse:
    """Mark one bundle as read, or all that the page showed."""
    subject = request.POST.get("subject", "")[:60]
    now = timezone.now()
    up_to = row_key(request.POST.get("up_to", "")) or 0
    count = wishes.mark_read(user=request.user, subject=subject, up_to=up_to, by=request.user)
    said = ngettext("%(count)s notice is read.", "%(count)s notices are read.", count) % {"count": count}
    undo = f"{reverse('bell:unread')}?{urlencode({'subject': subject, 'since': now.isoformat()})}" if subject else ""
    return saved(request, "bell:list", said, undo=undo)


@require_POST
def unread(request: UserRequest) -> HttpResponse:
    """Take back that a bundle was read."""
    since = _moment(request.GET.get("since", "")[:40])
    if since is None:
        raise Http404
    wishes.mark_unread(user=request.user, subject=request.GET.get("subject", "")[:60], since=since, by=request.user)
    return saved(request, "bell:list", _("The notices stand as unread again."))


@require_POST
def mute(request: UserRequest, pk: int, scope: str) -> HttpResponse:
    """Tell no more of what this notice is about, of its kind, or of events of its unit."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).of(request.user).select_related("unit"), pk=pk)
    wanted = _wanted(notice, scope)
    if wanted is None:
        raise Http404
    value, label, url = wanted
    row = wishes.mute(user=request.user, scope=MuteScope(scope), value=value, label=label, url=url, by=request.user)
    said = _("You are told no more: %(what)s.") % {"what": row.label}
    return saved(request, "bell:list", said, undo=reverse("bell:unmute", args=[row.pk]))


def _wanted(notice: Notice, scope: str) -> tuple[str, str, str] | None:
    match scope:
        case MuteScope.SUBJECT:
            return notice.subject, notice.title, notice.url
        case MuteScope.KIND:
            return notice.kind, kind_words().get(notice.kind, notice.kind), ""
        case MuteScope.UNIT if notice.unit is not None:
            return str(notice.unit_id), str(notice.unit), ""
    return None


@require_GET
def muted(request: UserRequest) -> HttpResponse:
    """What is muted and what is followed, each with the button that ends it."""
    context = {
        "mutes": Mute.objects.visible_to(request.user),
        "watches": Watch.objects.visible_to(request.user),
    }
    return render_page(request, "notices/muted.html", context)


@require_POST
def unmute(request: UserRequest, pk: int) -> HttpResponse:
    """Be told again; without a script the person comes back to where the button stood."""
    row = get_object_or_404(Mute.objects.visible_to(request.user), pk=pk)
    wishes.unmute(row, by=request.user)
    return saved(request, "bell:muted", _("You are told again: %(what)s.") % {"what": row.label})


@require_POST
def unwatch(request: UserRequest, pk: int) -> HttpResponse:
    """Follow a thing no more."""
    row = get_object_or_404(Watch.objects.visible_to(request.user), pk=pk)
    wishes.unwatch(row, by=request.user)
    return saved(request, "bell:muted", _("You follow it no more: %(what)s.") % {"what": row.label})


def _subject(request: UserRequest, code: str, key: int) -> str:
    """Return how notices name the thing; 404 where the reader may not see it or no room knows it."""
    subject = f"{code}:{key}"
    readers = Crowd(timezone.localdate(), [request.user.pk]).readers.values()
    if (request.user.pk, subject) not in seen_subjects(readers, [subject]):
        raise Http404
    return subject


@require_GET
def about(request: UserRequest, code: str, key: int) -> HttpResponse:
    """What the user was told of one thing and why; follow it, or hear no more of it."""
    subject = _subject(request, code, key)
    title, url = name_of(subject)
    context = {
        "title": title,
        "url": url,
        "code": code,
        "key": key,
        "notices": Notice.objects.visible_to(request.user).of(request.user).filter(subject=subject)[:100],
        "watch": Watch.objects.visible_to(request.user).filter(subject=subject).first(),
        "mute": Mute.objects.visible_to(request.user).filter(scope=MuteScope.SUBJECT, value=subject).first(),
    }
    return render_page(request, "notices/about.html", context)


@require_POST
def follow(request: UserRequest, code: str, key: int) -> HttpResponse:
    """Be told of a thing that is not one's own."""
    subject = _subject(request, code, key)
    title, url = name_of(subject)
    row = wishes.watch(user=request.user, subject=subject, label=title, url=url, by=request.user)
    to = reverse("bell:about", args=[code, key])
    return saved(request, to, _("You follow it."), undo=reverse("bell:unwatch", args=[row.pk]))


@require_POST
def mute_about(request: UserRequest, code: str, key: int) -> HttpResponse:
    """Hear no more of one thing."""
    subject = _subject(request, code, key)
    title, url = name_of(subject)
    row = wishes.mute(user=request.user, scope=MuteScope.SUBJECT, value=subject, label=title, url=url, by=request.user)
    said = _("You are told no more: %(what)s.") % {"what": row.label}
    return saved(request, reverse("bell:about", args=[code, key]), said, undo=reverse("bell:unmute", args=[row.pk]))


@require_http_methods(["GET", "POST"])
def change_settings(request: UserRequest) -> HttpResponse:
    """When letters come to this user: the digest's hour, urgent ones, own quiet hours."""
    form = NoticeSettingsForm(posted(request), record=settings_of(request.user))
    done = submitted(
        form,
        lambda: wishes.change_notice_settings(
            user=request.user,
            wishes=NoticeWishes(**form.facts),
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done:
        return saved(request, "bell:settings", _("Saved: notices come as you said."))
    context = {"form": form, "rules": notice_rules(), "quiet": outbox_rules(), "email": request.user.email}
    return render_page(request, "notices/settings.html", context, status=form.status)


@require_GET
def digest(request: UserRequest) -> HttpResponse:
    """The morning digest as it would leave now."""
    now = timezone.now()
    readers = list(Crowd(timezone.localdate(now), [request.user.pk]).readers.values())
    (shown,) = digests_of(readers, now) or (None,)
    wish, rules = settings_of(request.user), notice_rules()
    context = {"digest": shown, "wish": wish, "at": wish.digest_at or rules.digest_at, "email": request.user.email}
    return render_page(request, "notices/digest.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
