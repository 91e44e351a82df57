"""Reading folders: the list of leaders, the page for the telephone, its paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import SeeOther, render_page
from orgplan.directory.models import Position
from orgplan.folders.actions import note_read
from orgplan.folders.documents import folder_file_name, folder_pdf
from orgplan.folders.policy import can_prepare, can_take_archive, keeps_looks, may_open, sees_all_folders, sees_folders
from orgplan.folders.queries import folder_of, leaders_listed, own_person, post_of, read_before
from orgplan.folders.rules.comparing import changes_between
from orgplan.folders.rules.days import days_offered, next_folder_day
from orgplan.folders.rules.folder import Folder
from orgplan.worktime import WorkingCalendar


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The leader's own folder of the next working day; for those who put folders together, all leaders of a day."""
    if not sees_folders(request.user):
        raise PermissionDenied(_("Folders are read by leaders, the department and the protocol service."))
    today = timezone.localdate()
    day = _day(request.GET["day"]) if "day" in request.GET else next_folder_day(today, WorkingCalendar.bundled())
    if not sees_all_folders(request.user):
        person = own_person(request.user)
        post = post_of(person, day) if person else None
        if post is None:
            return render_page(request, "folders/nobody.html", {"day": day})
        return _shown(request, folder_of(post, day), day)
    context = {
        "day": day,
        "days": _days(today, day),
        "lines": leaders_listed(day),
        "may_take": can_take_archive(request.user),
        "may_prepare": can_prepare(request.user),
    }
    return render_page(request, "folders/index.html", context)


@require_GET
def folder(request: UserRequest, person: int, day: str) -> HttpResponse:
    """A leader's day on the telephone; opens without network once it was opened with it."""
    asked = _day(day)
    return _shown(request, folder_of(_post(request, person, asked), asked), asked)


@require_GET
def state(request: UserRequest, person: int, day: str) -> HttpResponse:
    """Whether the folder is still what the open page shows: its mark, and the hour now."""
    asked = _day(day)
    digest = folder_of(_post(request, person, asked), asked).digest
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"digest": digest, "taken_at": _taken_at()}, headers=headers)


@require_POST
def read(request: UserRequest, person: int, day: str) -> HttpResponse:
    """Note that what the page shows was read; what came meanwhile stays new."""
    asked = _day(day)
    post = _post(request, person, asked)
    if not keeps_looks(request.user):
        raise PermissionDenied(_("What was read is noted for the leader, not for who acts in his place."))
    found = folder_of(post, asked)
    if request.POST.get("digest") == found.digest:
        note_read(user=request.user, person=person, day=asked, data=found.data, now=timezone.now())
    return SeeOther(reverse("folders:folder", args=[person, asked.isoformat()]))


@require_GET
def paper(request: UserRequest, person: int, day: str) -> HttpResponse:
    """The folder as PDF on A5."""
    asked = _day(day)
    found = folder_of(_post(request, person, asked), asked)
    name = content_disposition_header(as_attachment=False, filename=folder_file_name(found)) or ""
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(folder_pdf(found), content_type="application/pdf", headers=headers)


def _post(request: UserRequest, person: int, day: date) -> Position:
    """Return the leader's post, 404 for a stranger's folder and for somebody who leads nothing on the day."""
    own = None if sees_all_folders(request.user) else own_person(request.user)
    if not may_open(request.user, own_person=own, person=person):
        raise Http404
    post = post_of(person, day)
    if post is None:
        raise Http404
    return post


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _taken_at() -> str:
    return f"{timezone.localtime():%H:%M}"


def _days(today: date, day: date) -> list[dict[str, Any]]:
    """Return the days offered, the one asked for among them."""
    offered = sorted({*days_offered(today, WorkingCalendar.bundled()), day})
    near = {0: _("today"), 1: _("tomorrow")}
    return [
        {"day": each.isoformat(), "label": near.get((each - today).days, date_format(each, "D j E")), "on": each == day}
        for each in offered
    ]


def _shown(request: UserRequest, found: Folder, day: date) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    before = read_before(user, found.person, day)
    days = _days(today, day)
    urls = [reverse("folders:folder", args=[found.person, each["day"]]) for each in days]
    is_own = not sees_all_folders(user)
    context = {
        "folder": found,
        "day": day,
        "days": list(zip(days, urls, strict=True)),
        "keep": " ".join([reverse("folders:index"), *urls]) if is_own else "",
        "taken_at": _taken_at(),
        "changes": changes_between(before.data, found.data) if before else [],
        "read_at": before.read_at if before else None,
        "is_first": before is None and keeps_looks(user),
        "keeps": keeps_looks(user),
        "may_prepare": can_prepare(user),
        "may_list": sees_all_folders(user),
        "ahead": (day - today).days,
    }
    return render_page(request, "folders/folder.html", context)
