"""The form of a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.events.actions.programmes import ProgrammeFacts
from orgplan.events.models import Programme
from orgplan.events.models.programme import FIRST_YEAR, LAST_YEAR


class ProgrammeForm(EditedForm):
    """Name, code and years of a programme; neither name nor code is taken twice."""

    name = forms.CharField(label=_("Name of the programme"), max_length=300)
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("A few letters, as files name it."))
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("To the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def clean(self) -> dict[str, Any]:
        """Say what is taken already, and years in the wrong order."""
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year comes before the first one."))
        # Read and compared here: not every database knows capitals of Russian letters.
        others = Programme.objects.exclude(pk=self.record.pk if self.record else 0).values("name", "code")
        taken = {(name, str(value).casefold()) for each in others for name, value in each.items()}
        for name in ("name", "code"):
            if (name, data.get(name, "").casefold()) in taken:
                self.add_error(name, _("Another programme has this already."))
        return data

    def to_write(self) -> ProgrammeFacts:
        """Return the facts to write; call after `is_valid`."""
        return ProgrammeFacts(**{name: self.cleaned_data[name] for name in ProgrammeFacts.__slots__})
