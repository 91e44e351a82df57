"""Tables of saved views."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.saved_views.policy import audiences_of
from orgplan.saved_views.rules import LONGEST_QUERY


class SavedViewQuerySet(models.QuerySet[Any]):
    """Views, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own views and those shared with a group of the user."""
        keys = [key for key, _words in audiences_of(user)]
        return self.filter(Q(user=user) | Q(audience__in=keys))


class DefaultViewQuerySet(models.QuerySet[Any]):
    """Choices of a default view, each for its user."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own choices."""
        return self.filter(user=user)


class SavedView(EditedModel):
    """The filter of a list under a name. `audience` is a key of `policy.audiences_of`; empty: the owner's own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.SlugField(_("list"), max_length=40)
    name = models.CharField(_("name of the view"), max_length=80)
    query = models.CharField(_("filter"), max_length=LONGEST_QUERY, blank=True)
    audience = models.CharField(_("shared with"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SavedViewQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"name": "what people call their own lists"}

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "list_name", "name"), name="saved_views_name_once_per_list"),
        )

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """With which view a user's list opens."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    list_name = models.SlugField(max_length=40)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")

    objects = DefaultViewQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "list_name"), name="saved_views_one_default"),)

    def __str__(self) -> str:
        return f"{self.list_name}: {self.view}"
