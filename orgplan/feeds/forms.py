"""HTTP input of calendar subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedForm
from orgplan.core.lookups import row_key
from orgplan.directory.models import Position
from orgplan.directory.queries import leaders_on
from orgplan.feeds.actions.feeds import Options, Source
from orgplan.feeds.models import FURTHEST_BACK, Feed
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.rules import LONGEST_QUERY

LISTS = ("events", "calendar")
"""Lists whose filter can be subscribed to."""
_OWN = ("name", "with_desired", "with_drafts", "with_vague", "with_people", "days_back")


class FeedForm(EditedForm):
    """The name of a calendar and what it tells."""

    name = forms.CharField(
        label=_("Name of the calendar"), max_length=120, help_text=_("As your calendar program shows it.")
    )
    with_desired = forms.BooleanField(
        label=_("Show events where the leader's presence is only desired"), required=False
    )
    with_drafts = forms.BooleanField(label=_("Show drafts; programs mark them as tentative"), required=False)
    with_vague = forms.BooleanField(
        label=_("Show what has only a period or a last day"),
        required=False,
        help_text=_("They stand above the day and take nobody's time."),
    )
    with_people = forms.BooleanField(
        label=_("Write the names of participants into the text"),
        required=False,
        help_text=_("Mark it only where the calendar is not kept by a foreign service: names are personal data."),
    )
    days_back = forms.IntegerField(
        label=_("Days gone by that stay in the calendar"), min_value=0, max_value=FURTHEST_BACK
    )

    def __init__(self, data: Any = None, *, record: Feed | None = None, **options: Any) -> None:
        super().__init__(data, record=record, **options)
        if record is not None and record.person_id is None:
            del self.fields["with_desired"]

    @property
    def options(self) -> Options:
        """Return what of the events is told."""
        return Options(**{name: self.cleaned_data.get(name, True) for name in _OWN if name != "name"})


class SubscribeForm(FeedForm):
    """A new subscription: what it shows is chosen, or comes along from the list's filter."""

    source = forms.ChoiceField(label=_("What to show"))
    list_name = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)
    field_order = ("source", "name")

    def __init__(self, data: Any = None, *, user: User, filter_words: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        self.views = {f"view:{view.pk}": view for view in _views(user)}
        self.posts = {f"person:{post.person_id}": post for post in leaders_on(timezone.localdate())}
        self.filter_words = filter_words
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._choices()
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Empty: as what it shows. Your calendar program shows this name.")

    def _choices(self) -> list[tuple[str, Any]]:
        first: list[tuple[str, Any]] = [("filter", self.filter_words)] if self.filter_words else []
        first.append(("all", _("All events that I may see")))
        if self.posts:
            first.append((str(_("A leader's day")), [(key, _post_words(post)) for key, post in self.posts.items()]))
        if self.views:
            first.append((str(_("Kept filters")), [(key, view.name) for key, view in self.views.items()]))
        return first

    def clean_list_name(self) -> str:
        """Return the list whose filter came along; nonsense is the list of events."""
        name: str = self.cleaned_data["list_name"]
        return name if name in LISTS else "events"

    @property
    def wanted(self) -> Source:
        """Return what the feed shows."""
        chosen = self.cleaned_data["source"]
        if chosen in self.views:
            return Source(view=self.views[chosen])
        if chosen in self.posts:
            return Source(person=self.posts[chosen].person)
        query = self.cleaned_data["query"] if chosen == "filter" else ""
        return Source(self.cleaned_data["list_name"], query)

    @property
    def title(self) -> str:
        """Return the name that was given, else the words of what is shown."""
        if self.cleaned_data["name"]:
            return str(self.cleaned_data["name"])
        chosen = self.cleaned_data["source"]
        labels = dict(_flat(self._choices())) | {"filter": _("Events by a filter")}
        return str(labels[chosen])[:120]


def _views(user: User) -> Iterable[SavedView]:
    return SavedView.objects.visible_to(user).filter(list_name__in=LISTS).order_by("list_name", "position", "pk")


def _post_words(post: Position) -> str:
    return f"{post.title} — {post.person}"


def _flat(choices: Sequence[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    for key, words in choices:
        if isinstance(words, list):
            yield from words
        else:
            yield key, words


def initial_of(list_name: str, query: str, person: str, view: str) -> dict[str, Any]:
    """Return with what the form opens: a leader, a kept filter, or the filter of the list that led here."""
    key = row_key(person) or row_key(view)
    source = "all"
    if key is not None:
        source = f"person:{key}" if row_key(person) else f"view:{key}"
    elif query:
        source = "filter"
    return {"source": source, "list_name": list_name, "query": query, "with_desired": True, "days_back": 30}
