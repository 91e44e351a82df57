"""Forms of the rules of control."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, TextField
from orgplan.directory.models import Person
from orgplan.instructions.forms.instruction import UNCHOSEN, choose
from orgplan.instructions.models import ControlLevel
from orgplan.instructions.rules.escalation import Rung, Side
from orgplan.instructions.rules.terms import CountedFrom, DayMeasure, OffDay, TermKind


class LevelForm(EditedForm):
    """A level of control."""

    title = forms.CharField(label=_("Level of control"), max_length=200)
    controller = forms.ModelChoiceField(
        label=_("Who keeps control"), queryset=Person.objects.none(), required=False, empty_label=UNCHOSEN
    )
    is_strict = forms.BooleanField(
        label=_("Stricter track"), required=False, help_text=_("Stands out in lists: instructions from above.")
    )
    co_days = forms.IntegerField(label=_("Co-performers give material earlier by, days"), min_value=0, max_value=60)
    co_measure = forms.ChoiceField(label=_("Counted in"), choices=DayMeasure.choices)
    basis = forms.CharField(label=_("Legal basis"), max_length=500, required=False)
    position = forms.IntegerField(label=_("Order in the list"), min_value=0, max_value=32_000, initial=100)
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: Any = None, people: Any, **options: Any) -> None:
        super().__init__(data, record=record, initial={"co_days": 3}, **options)
        choose(self, controller=people)


class TermRuleForm(EditedForm):
    """A rule by which terms are counted."""

    title = forms.CharField(label=_("Urgency"), max_length=120, help_text=_("“urgent”, “promptly”, “permanently”."))
    level = forms.ModelChoiceField(
        label=_("Only for the level"), queryset=ControlLevel.objects.none(), required=False, empty_label=_("for all")
    )
    phrases = TextField(
        label=_("Words in the text"), required=False, help_text=_("By which minutes ask for it; one a line.")
    )
    kind = forms.ChoiceField(label=_("How it is counted"), choices=TermKind.choices)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=400, initial=10)
    measure = forms.ChoiceField(label=_("Which days"), choices=DayMeasure.choices)
    counted_from = forms.ChoiceField(label=_("From which day"), choices=CountedFrom.choices)
    off_day = forms.ChoiceField(label=_("The last day is off"), choices=OffDay.choices)
    day = forms.IntegerField(
        label=_("By the day"), min_value=1, max_value=31, initial=10, help_text=_("Of terms that come back.")
    )
    month = forms.IntegerField(
        label=_("Of the month"), min_value=1, max_value=12, initial=1, help_text=_("Of yearly terms.")
    )
    basis = forms.CharField(label=_("Legal basis"), max_length=500, required=False)
    valid_from = DateField(label=_("For what is signed from"))
    position = forms.IntegerField(label=_("Order in the list"), min_value=0, max_value=32_000, initial=100)
    is_default = forms.BooleanField(label=_("Holds where no term is named"), required=False)
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: Any = None, levels: Any, **options: Any) -> None:
        first = timezone.localdate().replace(month=1, day=1)
        super().__init__(data, record=record, initial={} if record else {"valid_from": first}, **options)
        choose(self, level=levels)


class StepForm(EditedForm):
    """A step of the ladder."""

    level = forms.ModelChoiceField(
        label=_("Only for the level"), queryset=ControlLevel.objects.none(), required=False, empty_label=_("for all")
    )
    side = forms.ChoiceField(label=_("When"), choices=Side.choices)
    count = forms.IntegerField(
        label=_("By how many days"), min_value=0, max_value=180, initial=3, help_text=_("0 on the day itself.")
    )
    measure = forms.ChoiceField(label=_("Which days"), choices=DayMeasure.choices, initial=DayMeasure.WORKING)
    rung = forms.ChoiceField(label=_("Who is told"), choices=Rung.choices)
    is_urgent = forms.BooleanField(label=_("Leaves at once, quiet hours too"), required=False)
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def __init__(self, data: Any = None, *, record: Any = None, levels: Any, **options: Any) -> None:
        super().__init__(data, record=record, **options)
        choose(self, level=levels)
