"""One line of a new event: what it says is written, what is not clear is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models import Person, Unit
from orgplan.events.actions import EventFacts, facts_said
from orgplan.events.queries.quick import Named, QuickCard, quick_card
from orgplan.events.rules import ParticipationKind

_LONGEST = 500


class QuickForm(forms.Form):
    """The line, and one question for each name that several people bear."""

    say = forms.CharField(
        label=_("In one line"),
        max_length=_LONGEST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("events:create"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#quick",
                "hx-sync": "this:replace",
            }
        ),
        help_text=_("For example: ср 15:00 встреча с делегацией, каб. 401, 1 ч, мэр"),
        error_messages={"required": _("Write when it is and what it is.")},
    )

    def __init__(self, data: Any = None, *, owner: Unit | None, **options: Any) -> None:
        super().__init__(data, **options)
        self.owner = owner
        text = str((data or self.initial).get("say") or "")[:_LONGEST]
        self.card: QuickCard | None = quick_card(text, timezone.localdate()) if text.strip() else None
        if not self.card or not self.is_whole:
            self.fields["say"].widget.attrs["autofocus"] = True
        for at, named in enumerate(self._open):
            self.fields[f"who_{at}"] = forms.ModelChoiceField(
                label=_("Who is “%(words)s”") % {"words": named.words},
                queryset=Person.objects.filter(pk__in=[person.pk for person in named.people]),
                empty_label=_("not chosen"),
                error_messages={"required": _("Several people bear this name: choose one.")},
            )

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing that would stop the line from being recorded."""
        return bool(self.card and self.card.phrase.title and self.card.has_day and self.owner)

    @property
    def _open(self) -> list[Named]:
        return [each for each in self.card.named if each.is_open] if self.card else []

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the questions who is meant."""
        return [field for field in self if field.name.startswith("who_")]

    def clean(self) -> dict[str, Any]:
        """A line needs a title and a day; the rest can wait."""
        data = super().clean() or {}
        if self.card and not self.card.phrase.title:
            self.add_error("say", _("Say what it is: no title is left when day, place and people are taken out."))
        if self.card and not self.card.has_day:
            self.add_error("say", _("Say when it is: “tomorrow 10:00”, “12.09”, “during May”."))
        if self.owner is None:
            self.add_error(None, _("You have no unit: fill in the whole card below and choose one."))
        return data

    def to_write(self) -> EventFacts:
        """Return the facts of the line; call after `is_valid`."""
        card, owner = self.card, self.owner
        assert card is not None, "validated"
        assert owner is not None, "validated"
        return facts_said(card, owner, [self.cleaned_data[field.name] for field in self.questions])


def filled_by(card: QuickCard) -> dict[str, Any]:
    """Return what the line says as the first values of the whole card; what has no field there goes into the note."""
    host = next((each for each in card.named if each.kind == ParticipationKind.HOSTS and len(each.people) == 1), None)
    attending = [each for each in card.named if each.kind == ParticipationKind.ATTENDS and len(each.people) == 1]
    answering = [each for each in card.named if each.kind == ParticipationKind.RESPONSIBLE]
    rest = [each for each in card.named if each not in (host, *attending, *answering)]
    return {
        "title": capfirst(card.phrase.title),
        "wording": card.when,
        "venue": card.venue.pk if card.venue else None,
        "place": card.place,
        "host": host.people[0].pk if host else None,
        "leaders": [each.people[0].pk for each in attending],
        "responsible": "\n".join(str(each.people[0]) if len(each.people) == 1 else each.words for each in answering),
        "note": "\n".join(f"{each.kind.label}: {each.words}" for each in rest),
    }
