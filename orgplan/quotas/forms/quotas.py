"""Forms of quotas: what is asked for, who sends people, what was answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.core.fields import DateField, SuggestInput, TextField
from orgplan.core.lookups import row_key
from orgplan.directory.models import Organisation, Unit
from orgplan.quotas.actions import AnswerFacts, QuotaFacts, ShareFacts
from orgplan.quotas.models import Quota

_MOST = 100_000
USUAL_PURPOSES = (
    "зрители",
    "участники колонны",
    "участники возложения цветов",
    "почётный караул",
    "волонтёры",
    "участники субботника",
    "участники конференции",
)


class QuotaForm(EditedForm):
    """What people are asked for, how many in all, by when and to whom to answer."""

    purpose = forms.CharField(
        label=_("What people are asked for"), max_length=200, widget=SuggestInput(suggestions=USUAL_PURPOSES)
    )
    total = forms.IntegerField(label=_("How many people in all"), min_value=1, max_value=_MOST)
    due_on = DateField(label=_("Answer by"))
    answer_to = forms.CharField(
        label=_("Whom to answer"), max_length=300, required=False, help_text=_("Name, telephone, e-mail.")
    )
    gathering = forms.CharField(label=_("Where and when they gather"), max_length=300, required=False)
    note = forms.CharField(label=_("What else the letter says"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, record: Quota | None = None, **options: Any) -> None:
        super().__init__(data, record=record, **options)

    def to_write(self) -> QuotaFacts:
        """Return what the action takes."""
        return QuotaFacts(**self.facts)


class BodiesForm(forms.Form):
    """Units and organisations that send people too."""

    units = forms.ModelMultipleChoiceField(label=_("Units"), queryset=Unit.objects.none(), required=False)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, data: Any = None, *, units: QuerySet[Unit], organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        for name, rows in (("units", units), ("organisations", organisations)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset, field.widget = rows, forms.CheckboxSelectMultiple()
            field.widget.choices = field.choices


class AnswerForm(forms.Form):
    """How many come, in whose words, who."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    promised = forms.IntegerField(
        label=_("How many will come"), min_value=0, max_value=_MOST, help_text=_("0: nobody comes.")
    )
    answer = forms.CharField(
        label=_("Answer in words"),
        max_length=300,
        required=False,
        help_text=_("Needed where fewer come than were asked for; also who answered, by telephone or by which letter."),
    )
    names = TextField(
        label=_("Who comes"),
        required=False,
        help_text=_("A name in each line; may be pasted from a letter or a table."),
    )

    def to_write(self) -> AnswerFacts:
        """Return what the action takes."""
        data = self.cleaned_data
        return AnswerFacts(data["promised"], data["answer"], data["names"])


def posted_shares(data: QueryDict) -> list[ShareFacts]:
    """Return the rows of the table as typed; ValueError with the name of the field that holds no number."""
    found = []
    for key in data.getlist("share"):
        numbers = {name: _number(data.get(f"{name}-{key}", ""), name) for name in ("asked", "weight")}
        edition = row_key(data.get(f"edition-{key}", "")) or 0
        found.append(ShareFacts(row_key(key) or 0, edition, is_pinned=f"pin-{key}" in data, **numbers))
    return found


def posted_came(data: QueryDict) -> dict[int, int | None]:
    """Return by share how many came; an empty field: not counted. ValueError for what is no number."""
    keys = [(row_key(key) or 0, data.get(f"came-{key}", "").strip()) for key in data.getlist("share")]
    return {key: _number(text, "came") if text else None for key, text in keys}


def _number(text: str, name: str) -> int:
    cleaned = "".join(text.split()) or "0"
    if not cleaned.isascii() or not cleaned.isdigit() or int(cleaned[:9]) > _MOST or len(cleaned) > len(str(_MOST)):
        raise ValueError(text.strip()[:20] or name)
    return int(cleaned)
