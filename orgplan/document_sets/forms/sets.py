"""Forms of a set: common facts, a paper, its signing, a duty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Unit
from orgplan.document_sets.models import DocumentSet, PaperKind, SetPaper
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.rules.asked import CommonFact, Fact
from orgplan.document_sets.rules.kinds import Part
from orgplan.document_sets.rules.terms import MOST_DAYS
from orgplan.preparation.rules.kinds import OffsetUnit

_ACTS = (("order", _("Order (rasporyazhenie)")), ("decree", _("Decree (postanovlenie)")))
_MOST_PEOPLE = 10_000_000


class FactsForm(EditedForm):
    """The common facts of a set; what equals the records is not kept, so that it goes on following them."""

    def __init__(self, data: Any = None, *, record: DocumentSet, known: Known, asked: list[CommonFact]) -> None:
        super().__init__(data, record=record)
        self.known, self.asked = known, asked
        if known.event.expected_turnout is None:
            self.fields["people"] = forms.IntegerField(
                label=_("How many people are expected"),
                min_value=0,
                max_value=_MOST_PEOPLE,
                required=False,
                help_text=_("Is written into the event’s card, too."),
            )
        for each in asked:
            self.fields[each.code] = self._field(each)
            self.initial[each.code] = known.answer(each.code)

    def _field(self, fact: CommonFact) -> forms.Field:
        if fact.code == Fact.ACT:
            return forms.ChoiceField(label=str(fact.label), choices=_ACTS, help_text=str(fact.help))
        label, about = str(fact.label), str(fact.help)
        if fact.code in {Fact.SIGNER, Fact.CONTROL}:
            people = [(str(post.pk), f"{post.title} — {post.person}") for post in self.known.leaders]
            nobody = [("", str(_("nobody is named")))]
            return forms.ChoiceField(
                label=str(fact.label), choices=nobody + people, help_text=str(fact.help), required=False
            )
        return TextField(label=label, help_text=about, required=False, max_length=5000)

    def present(self, record: Any, name: str) -> Any:
        """Return what the set answers now."""
        return record.answers.get(name, "") or (self.known.derived(Fact(name)) if name in list(Fact) else None)

    @property
    def answers(self) -> dict[str, str]:
        """Return what people say otherwise than the records; empty for what follows them."""
        given = {each.code: str(self.cleaned_data.get(each.code) or "") for each in self.asked}
        return {code: "" if _same(text, self.known.derived(code)) else text for code, text in given.items()}

    @property
    def missing(self) -> list[Any]:
        """Return the fields that nobody knows yet."""
        empty = [self["people"]] if "people" in self.fields else []
        return empty + [self[each.code] for each in self.asked if each.required and not self.known.answer(each.code)]

    @property
    def filled(self) -> list[Any]:
        """Return the fields that are known and may be corrected."""
        return [self[each.code] for each in self.asked if not each.required or self.known.answer(each.code)]


def _same(one: str, other: str) -> bool:
    return [line.strip() for line in one.splitlines() if line.strip()] == [
        line.strip() for line in other.splitlines() if line.strip()
    ]


class PaperForm(EditedForm):
    """Who makes a paper and by when."""

    unit = forms.ModelChoiceField(
        label=_("Unit that makes the paper"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("whoever holds the event"),
    )
    days = forms.IntegerField(label=_("Due before the event, days"), min_value=0, max_value=MOST_DAYS)
    offset_unit = forms.ChoiceField(label=_("In which days"), choices=OffsetUnit.choices)

    def __init__(self, data: Any = None, *, record: SetPaper, units: QuerySet[Unit]) -> None:
        super().__init__(data, record=record)
        _offer(self.fields["unit"], units)


class SignForm(forms.Form):
    """How a paper was signed."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    signed_on = DateField(label=_("Signed on the day"))
    number = forms.CharField(label=_("Its registration number"), max_length=100, required=False)
    link = forms.URLField(
        label=_("Its address in the document system"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_signed_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come: write the day on which it was signed."))
        return day


class StrikeForm(forms.Form):
    """Why a paper is not needed."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why it is not needed here"),
        max_length=500,
        error_messages={"required": _("Say why: whoever opens the set reads it.")},
    )


class AddForm(forms.Form):
    """One more paper: of a kind of the list, or one's own."""

    kind = forms.ModelChoiceField(
        label=_("Out of the list"), queryset=PaperKind.objects.none(), required=False, empty_label=_("one’s own paper")
    )
    title = forms.CharField(label=_("Title of one’s own paper"), max_length=300, required=False)
    part = forms.ChoiceField(label=_("Part of the set it belongs to"), choices=Part.choices, initial=Part.OTHER)
    unit = forms.ModelChoiceField(
        label=_("Unit that makes the paper"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("whoever holds the event"),
    )
    days = forms.IntegerField(label=_("Due before the event, days"), min_value=0, max_value=MOST_DAYS, initial=5)
    offset_unit = forms.ChoiceField(label=_("In which days"), choices=OffsetUnit.choices)

    def __init__(self, data: Any = None, *, kinds: QuerySet[PaperKind], units: QuerySet[Unit]) -> None:
        super().__init__(data)
        _offer(self.fields["kind"], kinds)
        _offer(self.fields["unit"], units)

    def clean(self) -> dict[str, Any]:
        """Ask for a kind or a title."""
        data = super().clean() or {}
        if not data.get("kind") and not data.get("title"):
            self.add_error("title", _("Choose a paper of the list, or name your own."))
        return data


class DutyForm(forms.Form):
    """How a duty was done, or why it does not apply."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        label=_("Who does the duty"), queryset=Unit.objects.none(), required=False, empty_label=_("as before")
    )
    done_on = DateField(label=_("Done on the day"), required=False)
    answer = forms.CharField(
        label=_("What was done and what proves it"),
        max_length=500,
        help_text=_("Number and date of the notice, of the confirmation, of the act; or why the duty does not apply."),
        error_messages={
            "required": _("Say in words what was done and what proves it, or why the duty does not apply.")
        },
    )
    link = forms.URLField(label=_("Where the proof lies"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, data: Any = None, *, units: QuerySet[Unit], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        _offer(self.fields["unit"], units)


def _offer(field: Any, rows: QuerySet[Any]) -> None:
    field.queryset = rows
