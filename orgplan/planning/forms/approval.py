"""Forms of agreement and of changes after approval."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Person
from orgplan.events.rules import Basis
from orgplan.planning.actions.agreement import Curator
from orgplan.planning.rules.approval import AgreementOrder, PlanPaper


class GroundForm(forms.Form):
    """Why an approved plan gets or loses an event."""

    reason = TextField(label=_("Reason"))
    basis = forms.CharField(label=_("Basis"), max_length=500, help_text=_("The act or the memo on which it rests."))
    basis_number = forms.CharField(label=_("Its number"), max_length=60, required=False)
    basis_date = DateField(label=_("Its date"), required=False)

    @property
    def ground(self) -> Basis:
        """Return the basis; call after `is_valid`."""
        data = self.cleaned_data
        return Basis(data["basis"], data["basis_number"], data["basis_date"])


class CuratorsForm(forms.Form):
    """Who agrees the plan and until when."""

    curators = forms.MultipleChoiceField(label=_("Who agrees"), widget=forms.CheckboxSelectMultiple)
    due_on = DateField(label=_("Answer until"))

    def __init__(self, *args: Any, people: list[tuple[Person, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): Curator(person, post) for person, post in people}
        field = self.fields["curators"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, f"{each.post} {each.person}") for key, each in self.people.items()]

    @property
    def chosen(self) -> list[Curator]:
        """Return the curators in the order of the list; call after `is_valid`."""
        return [each for key, each in self.people.items() if key in self.cleaned_data["curators"]]


class AnswerForm(forms.Form):
    """A curator's answer."""

    verb = forms.ChoiceField(
        choices=[("agree", ""), ("agree_with_remarks", ""), ("return", "")], widget=forms.HiddenInput
    )
    text = TextField(label=_("Words of the curator"), required=False)


class RemarkForm(forms.Form):
    """A remark on a row of the plan or on the whole."""

    number = forms.IntegerField(
        label=_("Number of the row"), required=False, min_value=1, help_text=_("Without a number: the plan as a whole.")
    )
    text = TextField(label=_("Text of the remark"))


class HandOverForm(forms.Form):
    """Who answers in place of a curator."""

    person = forms.ChoiceField(label=_("Who answers instead"))
    reason = TextField(label=_("Reason"))

    def __init__(self, *args: Any, people: list[tuple[Person, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): Curator(person, post) for person, post in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, f"{each.post} {each.person}") for key, each in self.people.items()]


class RuleForm(EditedForm):
    """How plans of a kind are agreed and changed."""

    order = forms.ChoiceField(label=_("Curators agree"), choices=AgreementOrder.choices)
    days = forms.IntegerField(label=_("Days for agreement"), min_value=1, max_value=365)
    working_days = forms.BooleanField(label=_("working days, not calendar days"), required=False)
    asks_reason = forms.BooleanField(label=_("a change after approval asks for a reason"), required=False)
    asks_basis = forms.BooleanField(label=_("a change after approval asks for a basis"), required=False)
    units_change = forms.BooleanField(label=_("units change their approved events themselves"), required=False)
    paper = forms.ChoiceField(
        label=_("Printed as"),
        choices=PlanPaper.choices,
        help_text=_("The form that the buttons Word and PDF print; every other form stands beside the plan."),
    )
