"""Items of a script, each opened in its own row of the table."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import saved
from orgplan.directory.models import Person, Unit
from orgplan.scripts.actions import move_item, remove_item, write_item
from orgplan.scripts.forms import ItemForm
from orgplan.scripts.models import ItemKind, Script, ScriptItem
from orgplan.scripts.queries import kind_keys, people_for, places_of
from orgplan.scripts.views.found import item_found, render_script, script_to_write, written


def _form(request: UserRequest, script: Script, item: ScriptItem | None) -> ItemForm:
    return ItemForm(
        posted(request),
        record=item,
        kinds=ItemKind.objects.visible_to(request.user).filter(kind_keys(item)),
        people=Person.objects.visible_to(request.user).filter(pk__in=people_for(script, timezone.localdate())),
        units=Unit.objects.visible_to(request.user).filter(is_active=True),
        places=places_of(script),
    )


@require_http_methods(["GET", "POST"])
def new_item(request: UserRequest, pk: int) -> HttpResponse:
    """Put an item behind another one (`?after=` its key), or to the end."""
    script = script_to_write(request, pk)
    key = row_key(request.GET.get("after", ""))
    after = item_found(script, key) if key else None
    form = _form(request, script, None)
    done = submitted(form, lambda: write_item(script, facts=form.to_write(), after=after, by=request.user))
    if done is not None:
        return written(request, script, done, _("The item is added."))
    here = request.get_full_path()
    return render_script(
        request, script, form.status, form=form, after=after.pk if after else 0, is_new=True, here=here
    )


@require_http_methods(["GET", "POST"])
def change_item(request: UserRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change an item where it stands."""
    script = script_to_write(request, pk)
    item = item_found(script, item_pk)
    form = _form(request, script, item)
    done = submitted(
        form,
        lambda: write_item(
            script, facts=form.to_write(), item=item, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return written(request, script, done, _("The item is changed."))
    return render_script(request, script, form.status, form=form, editing=item.pk, here=request.path)


@require_POST
def move(request: UserRequest, pk: int, item_pk: int) -> HttpResponse:
    """Put the item to the place that was posted, counted from 1: by the arrows or by dragging."""
    script = script_to_write(request, pk)
    item = item_found(script, item_pk)
    place = row_key(request.POST.get("place", "")) or 1
    return written(request, script, move_item(item, place=place, by=request.user), _("The item is moved."))


@require_POST
def remove(request: UserRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take the item out; for 15 seconds it can be put back."""
    script = script_to_write(request, pk)
    try:
        done = remove_item(item_found(script, item_pk), by=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return saved(request, script, _("The item stays."))
    return written(request, script, done, _("The item is removed."))
