"""Forms of the work on an instruction: another term, a report, decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, TextField
from orgplan.instructions.actions import Proof


class Numbered(forms.Form):
    """A form that carries the edition of the instruction with which it was opened."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, instruction: Any, **options: Any) -> None:
        self.instruction = instruction
        initial = {"edition": instruction.edition} | options.pop("initial", {})
        super().__init__(data, initial=initial, **options)

    @property
    def status(self) -> int:
        """HTTP status of the page that shows the form."""
        return 422 if self.is_bound and self.errors else 200


class ExtensionForm(Numbered):
    """A request for another term."""

    wanted_on = DateField(label=_("Asked for until"))
    reason = TextField(label=_("Why another term is needed"))
    done_so_far = TextField(label=_("What is done already"), required=False)


class GrantForm(Numbered):
    """A request granted, perhaps by another day."""

    granted_on = DateField(label=_("New term"))
    decision = TextField(label=_("Decision in words"), required=False)


class DecisionForm(Numbered):
    """A decision that needs its words."""

    decision = TextField(label=_("Decision in words"), required=False)


class ReasonForm(Numbered):
    """A deed that needs a reason."""

    reason = TextField(label=_("Reason"))


class TermForm(Numbered):
    """Another term on the giver's word."""

    due_on = DateField(label=_("New term"))
    reason = TextField(label=_("On whose word and why"))


class ManyFilesInput(forms.ClearableFileInput):
    """The browser's own choice of several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the list of files."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given if each]


class ReportForm(Numbered):
    """A report on execution with its proofs."""

    text = TextField(label=_("What was done"))
    done_on = DateField(label=_("Done on"))
    proof = ManyFilesField(
        label=_("Files"), required=False, help_text=_("Up to 10 files of 20 MB: letters, acts, photographs.")
    )

    def __init__(self, data: Any = None, *, instruction: Any, **options: Any) -> None:
        super().__init__(data, instruction=instruction, initial={"done_on": timezone.localdate()}, **options)

    @property
    def proofs(self) -> list[Proof]:
        """Return the files; call after `is_valid`."""
        return [Proof(each.name, each.read()) for each in self.cleaned_data["proof"]]
