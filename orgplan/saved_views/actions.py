"""Every write to saved views."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.saved_views.models import DefaultView, SavedView, SavedViewQuerySet
from orgplan.saved_views.rules import filter_part

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("keep view"),
    gettext_noop("change view"),
    gettext_noop("remove view"),
    gettext_noop("move view"),
    gettext_noop("choose default view"),
)
_SHOWN = ("name", "query", "audience", "position")


@audited
def keep_view(*, list_name: str, name: str, query: str, audience: str = "", by: User) -> SavedView:
    """Keep the filter of a list under a name; RefusedError where the user has that name already."""
    own = SavedView.objects.filter(user=by, list_name=list_name)
    _refuse_second(own, name)
    last = own.aggregate(last=Max("position"))["last"] or 0
    view: SavedView = SavedView.objects.create(
        user=by, list_name=list_name, name=name, query=filter_part(query), audience=audience, position=last + 1
    )
    record(view, after=state_of(view, *_SHOWN))
    return view


@audited
def change_view(view: SavedView, *, name: str, query: str, audience: str, edition: int, by: User) -> SavedView:
    """Give the view another name, filter or audience."""
    current = take_edition(view, edition)
    _refuse_second(SavedView.objects.filter(user=by, list_name=view.list_name).exclude(pk=view.pk), name)
    before = state_of(current, *_SHOWN)
    current.name, current.query, current.audience = name, filter_part(query), audience
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def remove_view(view: SavedView, *, by: User) -> None:
    """Forget the view; lists that opened with it open as usual."""
    record(view, before=state_of(view, *_SHOWN))
    view.delete()


@audited
def move_view(view: SavedView, *, up: bool, by: User) -> None:
    """Let the view stand one place earlier or later among the owner's views of the list."""
    own = list(SavedView.objects.select_for_update().filter(user=view.user, list_name=view.list_name))
    place = next(number for number, each in enumerate(own) if each.pk == view.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(own):
        nothing_changed()
        return
    own[place], own[other] = own[other], own[place]
    for number, each in enumerate(own, start=1):
        each.position = number
    SavedView.objects.bulk_update(own, ["position"])
    record(view, before={"position": place + 1}, after={"position": other + 1})


@audited
def choose_default_view(*, view: SavedView | None, list_name: str, by: User) -> None:
    """Let the user's list open with the view; None: as usual."""
    if view is None:
        DefaultView.objects.filter(user=by, list_name=list_name).delete()
        nothing_changed()
        return
    chosen, _made = DefaultView.objects.update_or_create(user=by, list_name=list_name, defaults={"view": view})
    record(chosen, after={"view": view})


def _refuse_second(own: SavedViewQuerySet, name: str) -> None:
    if own.filter(name=name).exists():
        raise RefusedError(_("You have a view “%(name)s” of this list already. Choose another name.") % {"name": name})
