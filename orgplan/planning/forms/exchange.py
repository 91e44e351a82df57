"""A workbook that comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import FileField
from orgplan.tables.safety import MAX_BYTES


class WorkbookForm(forms.Form):
    """The edited workbook."""

    paper = FileField(label=_("Workbook"), error_messages={"required": _("Choose the edited workbook.")})

    def clean_paper(self) -> Any:
        """Refuse what is too large before it is read."""
        paper = self.cleaned_data["paper"]
        if paper.size > MAX_BYTES:
            raise ValidationError(_("The workbook is larger than 20 MB: is it the file that was downloaded here?"))
        return paper
