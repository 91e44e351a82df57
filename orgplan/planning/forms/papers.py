"""Forms of planning: they check what came over HTTP and never save."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, FileField, TextField
from orgplan.directory.models import Unit
from orgplan.language.periods import Period
from orgplan.planning.models import LineFields, Plan
from orgplan.planning.rules.people import responsible_as_text
from orgplan.planning.rules.states import PlanKind

MAX_BYTES = 20 * 1024 * 1024
LONGEST_SECTION = 300
ACCEPTED = ".docx,.doc,.odt,.rtf,.xlsx,.xls,.ods,.csv,.html,.htm,.txt,.md"


class PeriodForm(forms.Form):
    """Which plan: its kind and any day inside the period."""

    kind = forms.ChoiceField(label=_("Plan"), choices=PlanKind.choices, initial=PlanKind.MONTH)
    day = DateField(label=_("Any day of the period"))

    def clean(self) -> dict[str, Any]:
        """Work out the period."""
        data = super().clean() or {}
        if "day" in data and "kind" in data:
            data["period"] = Period.around(data["day"], data["kind"])
        return data


class SendForm(forms.Form):
    """A paper for a unit's plan: period, unit, file or clipboard."""

    period = forms.ChoiceField(label=_("For which period"))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("choose the unit"))
    paper = FileField(label=_("File"), required=False, allow_empty_file=True)
    pasted = TextField(label=_("Clipboard"), required=False)
    pasted_html = forms.CharField(required=False)

    def __init__(self, *args: Any, units: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, period = self.fields["unit"], self.fields["period"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(period, forms.ChoiceField)
        unit.queryset = units
        period.choices = periods

    def clean_paper(self) -> Any:
        """Refuse what is too large before it is read."""
        paper = self.cleaned_data["paper"]
        if paper and paper.size > MAX_BYTES:
            megabytes = math.ceil(paper.size / 1024 / 1024)
            raise ValidationError(
                _("“%(name)s” is %(size).0f MB; at most 20 MB are read. Send it in parts or without pictures."),
                params={"name": paper.name, "size": megabytes},
            )
        return paper

    def clean(self) -> dict[str, Any]:
        """Ask for something to read."""
        data = super().clean() or {}
        if not data.get("paper") and not data.get("pasted") and not self.errors:
            raise ValidationError(_("Choose a file or paste the rows from the clipboard."))
        return data


class LineForm(forms.Form):
    """The words of a line or row, as a person corrects them."""

    title = TextField(label=_("Event"), max_length=1000)
    date_text = forms.CharField(
        label=_("When"), max_length=500, required=False, help_text=_("In any words: “12 August, 14:00–16:00”.")
    )
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    responsible = TextField(label=_("Responsible"), required=False, help_text=_("One name or body a line."))

    @classmethod
    def of(cls, line: LineFields, data: Any = None) -> LineForm:
        """Return the form filled with the line."""
        initial = {
            "title": line.title,
            "date_text": line.date_text,
            "place": line.place,
            "responsible": responsible_as_text(line.responsible),
        }
        return cls(data, initial=initial, prefix=None)


class DeclineForm(forms.Form):
    """Why lines are declined; the unit reads it."""

    reason = TextField(label=_("Reason"), help_text=_("The unit will read it."))


class SectionsForm(forms.Form):
    """What the document prints: title, sections one a line, who signs."""

    title = forms.CharField(label=_("Title of the document"), max_length=500)
    signer_post = forms.CharField(label=_("Signed by: post"), max_length=300, required=False)
    signer_name = forms.CharField(label=_("Signed by: name"), max_length=200, required=False)
    sections = TextField(label=_("Sections"), required=False, help_text=_("One a line, in their order."))

    @classmethod
    def of(cls, plan: Plan, data: Any = None) -> SectionsForm:
        """Return the form filled with the plan."""
        sections = "\n".join(section.title for section in plan.sections.all())
        shown = ("title", "signer_post", "signer_name")
        return cls(data, initial={name: getattr(plan, name) for name in shown} | {"sections": sections})

    def clean_sections(self) -> str:
        """Refuse a section whose name is longer than the records hold."""
        sections: str = self.cleaned_data["sections"]
        for title in sections.splitlines():
            if len(title.strip()) > LONGEST_SECTION:
                raise ValidationError(
                    _("The section “%(title)s…” is longer than %(most)d letters."),
                    params={"title": title.strip()[:40], "most": LONGEST_SECTION},
                )
        return sections


class ApprovalForm(forms.Form):
    """Who approved, when and on which basis."""

    approver_post = forms.CharField(label=_("Post"), max_length=300)
    approver_name = forms.CharField(label=_("Approved by"), max_length=200, help_text=_("As the stamp prints it."))
    approved_on = DateField(label=_("Date"))
    basis = forms.CharField(
        label=_("Basis"), max_length=500, required=False, help_text=_("An order or decree with its number, if any.")
    )


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = TextField(label=_("Reason"))
