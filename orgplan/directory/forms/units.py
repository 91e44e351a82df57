"""What people type when the structure changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField
from orgplan.directory.forms.records import set_queryset
from orgplan.directory.models import Unit

_BASIS_HINT = _("The act with its number and date.")


class DayForm(forms.Form):
    """The day of which a card is asked."""

    day = DateField(label=_("On the day"), required=False)


class MoveForm(EditedForm):
    """The place of a unit in the tree."""

    parent = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Part of"), required=False, empty_label=_("nothing above")
    )
    position = forms.IntegerField(
        label=_("Order in lists"), min_value=0, max_value=30_000, help_text=_("Smaller stands higher.")
    )

    def __init__(self, data: Any = None, *, record: Unit) -> None:
        super().__init__(data, record=record)
        set_queryset(self, "parent", Unit.objects.filter(is_active=True).exclude(pk=record.pk))


class RenameForm(EditedForm):
    """The name from a day on; the one borne so far is kept."""

    name = forms.CharField(label=_("New full name"), max_length=300)
    short_name = forms.CharField(label=_("New short name"), max_length=120)
    since = DateField(label=_("From which day"))
    basis = forms.CharField(label=_("Basis"), max_length=300, required=False, help_text=_BASIS_HINT)

    def __init__(self, data: Any = None, *, record: Unit, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, record=None, initial=initial or {})
        self.record = record
        self.fields["name"].initial, self.fields["short_name"].initial = record.name, record.short_name


class ClosingForm(EditedForm):
    """From which day the unit is no more, and who takes its duties."""

    successor = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Duties pass to"), required=False, empty_label=_("nobody")
    )
    since = DateField(label=_("From which day"), help_text=_("The day before is the last of the unit."))
    basis = forms.CharField(label=_("Basis"), max_length=300, required=False, help_text=_BASIS_HINT)
    end_posts = forms.BooleanField(label=_("End the posts of the unit on its last day"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: Unit, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, record=None, initial=initial or {})
        self.record = record
        set_queryset(self, "successor", Unit.objects.filter(is_active=True).exclude(pk=record.pk))
