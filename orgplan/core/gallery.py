"""What the gallery shows: a form with its errors, a long list, the tokens. Everything in it is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from orgplan.core.fields import DateField, SuggestInput, TextField, TimeField
from orgplan.core.pages import window_of

COLOURS = (
    "ink", "ink-2", "ink-3", "line", "line-2", "edge", "paper", "desk", "accent", "accent-deep", "accent-soft",
    "ok", "ok-soft", "warn", "warn-soft", "bad", "bad-soft",
)  # fmt: skip
LISTED = 412


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("As it will stand in the plan."))
    date = DateField(label=_("Date"))
    time = TimeField(label=_("Time"), required=False)
    place = forms.CharField(
        label=_("Place"), required=False, widget=SuggestInput(suggestions=["Органный зал", "Соборная площадь"])
    )
    section = forms.ChoiceField(label=_("Section"), choices=[("", "—"), ("1", "I. Городские мероприятия")])
    note = TextField(label=_("Remark"), required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("city", "городской"), ("district", "окружной")],
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(label=_("Show to residents"), required=False, help_text=_("After the approval only."))


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return the examples; the second form is bound with mistakes to show its errors."""
    wrong = {"wrong-title": "Очень длинное название " * 5, "wrong-date": "31.02.2026", "wrong-time": "25:70"}
    return {
        "form": ExampleForm(),
        "wrong_form": ExampleForm(wrong, prefix="wrong", auto_id="id_wrong_%s"),
        "window": window_of(request, range(1, LISTED + 1)),
        "colours": COLOURS,
        "today": dt.datetime(2026, 7, 30, 8, 42, tzinfo=dt.UTC),
        "day": dt.date(2026, 7, 30),
        "weekend": dt.date(2026, 8, 1),
        "people": (("Образцова А. К.", "сейчас"), ("Пример-Константинопольский В. С.", "2 мин назад")),
        "numbers": (1, 2, 5, 11, 21, 112, 1412),
    }
