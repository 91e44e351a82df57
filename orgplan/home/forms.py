"""The form of the desk: whose days stand on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedForm
from orgplan.directory.models import Person
from orgplan.home.models import Desk


class LeaderChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in its stubs only
    """Leaders, each with the post in words."""

    posts: dict[int, str]

    def label_from_instance(self, obj: Person) -> str:
        """Return «И. И. Образцов — Мэр города»."""
        return f"{obj.full_name.initials_first()} — {self.posts[obj.pk]}"


class LeadersForm(EditedForm):
    """Boxes, one a leader; `posts` are the words beside them by key of person."""

    leaders = LeaderChoices(
        label=_("Leaders whose days I prepare"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each chosen leader gets an own list on “Today”. With none chosen, all of them stand there."),
    )

    def __init__(
        self, data: Any = None, *, record: Desk | None, leaders: QuerySet[Person], posts: dict[int, str], **options: Any
    ) -> None:
        chosen = [each.pk for each in record.leaders.all()] if record else []
        super().__init__(data, record=record, initial={"leaders": chosen}, **options)
        field = self.fields["leaders"]
        assert isinstance(field, LeaderChoices)
        field.queryset, field.posts = leaders, posts

    def present(self, record: Any, name: str) -> Any:
        """Return what the record holds in the field."""
        return [each.pk for each in record.leaders.all()] if name == "leaders" else super().present(record, name)
