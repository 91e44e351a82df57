"""What comes over HTTP to documents; beside it lie the Word and typst forms that the product ships."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, FileField
from orgplan.documents.word.safety import MAX_BYTES


class UploadForm(forms.Form):
    """The next version of the office's own form."""

    paper = FileField(label=_("File"), error_messages={"required": _("Choose a Word file (.docx).")})
    remark = forms.CharField(label=_("What is changed"), max_length=500, required=False)

    def clean_paper(self) -> Any:
        """Refuse what is too large before it is read."""
        paper = self.cleaned_data["paper"]
        if paper.size > MAX_BYTES:
            raise ValidationError(
                _("“%(name)s” is %(size)d MB; a form may have at most %(most)d MB: make its pictures smaller."),
                params={"name": paper.name, "size": math.ceil(paper.size / 1024**2), "most": MAX_BYTES // 1024**2},
            )
        return paper


class RegistrationForm(EditedForm):
    """Number, date and address of a document in the document system."""

    registered_number = forms.CharField(label=_("Registration number"), max_length=100, required=False)
    registered_on = DateField(label=_("Registration date"), required=False)
    registered_link = forms.URLField(
        label=_("Address in the document system"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The link under which the card opens in CompanyMedia, Delo or Directum."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the number where there is a date."""
        data = super().clean() or {}
        if data.get("registered_on") and not data.get("registered_number") and not self.errors:
            self.add_error("registered_number", _("A registration date stands with a number: write the number, too."))
        return data
