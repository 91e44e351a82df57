"""The first page of the directory, and what the pages of all registers share."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.accounts.policy import can_manage_users
from orgplan.core.editing import EditedForm
from orgplan.core.pages import render_page
from orgplan.directory.models import DirectoryQuerySet, Organisation, Person, Record, Unit, Venue
from orgplan.directory.policy import can_edit_directory
from orgplan.directory.queries import leaders_on


@dataclass(frozen=True)
class Register:
    """A register as its pages name it: its rows, its list's address, its words."""

    model: type[Record]
    name: str
    one: str
    label: str | Promise
    new: str | Promise

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return reverse(f"directory:{self.name}")

    def url_of(self, verb: str, record: Record) -> str:
        """Return the address of an act on a record, such as `retire`."""
        return reverse(f"directory:{verb}_{self.one}", args=[record.pk])

    def visible_to(self, user: User) -> DirectoryQuerySet:
        """Return the rows that the user may see."""
        rows: DirectoryQuerySet = self.model._default_manager.all()  # noqa: SLF001 -- Django's name
        return rows.visible_to(user)


UNITS = Register(Unit, "units", "unit", _("Units"), _("New unit"))
PEOPLE = Register(Person, "people", "person", _("People"), _("New person"))
ORGANISATIONS = Register(Organisation, "organisations", "organisation", _("Organisations"), _("New organisation"))
VENUES = Register(Venue, "venues", "venue", _("Venues"), _("New venue"))
REGISTERS = (UNITS, PEOPLE, ORGANISATIONS, VENUES)


def only_editors(user: User) -> None:
    """Refuse a reader with 403."""
    if not can_edit_directory(user):
        raise PermissionDenied


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The leaders with their telephones, and how much each register holds."""
    counts = [(each, each.visible_to(request.user).filter(is_active=True).count()) for each in REGISTERS]
    context = {"leaders": leaders_on(timezone.localdate()), "counts": counts, **tabs(request, None)}
    return render_page(request, "directory/index.html", context)


def tabs(request: UserRequest, here: Register | None) -> dict[str, object]:
    """Return what the line of registers above every list needs."""
    return {
        "registers": REGISTERS,
        "here": here,
        "can_edit": can_edit_directory(request.user),
        "can_join": can_manage_users(request.user),
    }


def form_page(request: UserRequest, form: EditedForm, register: Register, record: Record | None = None) -> HttpResponse:
    """Show the form of a record, new or old."""
    context = {"form": form, "register": register, "record": record}
    return render_page(request, "directory/form.html", context, status=form.status)


def wants_retired(request: UserRequest) -> bool:
    """Tell whether the list shall show what is no longer in force."""
    return request.GET.get("closed") == "1"
