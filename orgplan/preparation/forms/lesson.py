"""A lesson and the answer to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import TextField
from orgplan.directory.models import Unit
from orgplan.preparation.actions import LessonFacts
from orgplan.preparation.models import Lesson
from orgplan.preparation.rules.kinds import LessonKind


class LessonForm(EditedForm):
    """What went wrong or what to keep, and what to do next time."""

    kind = forms.ChoiceField(label=_("What it says"), choices=LessonKind.choices, initial=LessonKind.WRONG)
    text = TextField(label=_("Lesson"), max_length=4_000, help_text=_("What happened, where and why."))
    advice = TextField(label=_("What to do next time"), max_length=4_000, required=False)
    unit = forms.ModelChoiceField(
        label=_("Whom it concerns"), queryset=Unit.objects.none(), required=False, empty_label=_("everybody")
    )

    def __init__(self, data: Any = None, *, record: Lesson | None = None, units: QuerySet[Unit]) -> None:
        super().__init__(data, record=record)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def to_write(self) -> LessonFacts:
        """Return the facts to write; call after `is_valid`."""
        data = self.facts
        return LessonFacts(data["text"], LessonKind(data["kind"]), data["advice"], data["unit"])


class AnswerForm(EditedForm):
    """What is done about a lesson in this year's preparation."""

    words = TextField(label=_("What is done about it"), max_length=4_000)
    settles = forms.BooleanField(
        label=_("The lesson is learnt: do not ask the next event"), required=False, initial=False
    )
