"""The order of precedence: tables valid from a day, with rows of posts, bodies and persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.directory.models.people import Person
from orgplan.directory.models.records import DirectoryQuerySet
from orgplan.directory.rules import PrecedenceLine


class PrecedenceTable(EditedModel):
    """A table of the order of precedence; it is in force until the next one begins."""

    title = models.CharField(_("title"), max_length=300)
    valid_from = models.DateField(_("valid from"), unique=True)
    basis = models.CharField(_("basis"), max_length=300, blank=True)

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("table of precedence")
        verbose_name_plural = _("tables of precedence")
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return f"{self.title}, {self.valid_from:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """Return the address of the table."""
        return reverse("directory:precedence_table", args=[self.pk])


class PrecedenceRow(models.Model):
    """One row: a place, and whom it is for — a post (its beginning is enough), a body, a post of a body, a person."""

    table = models.ForeignKey(PrecedenceTable, on_delete=models.CASCADE, related_name="rows")
    rank = models.PositiveSmallIntegerField(_("place"))
    post = models.CharField(_("post"), max_length=300, blank=True)
    body = models.CharField(_("body"), max_length=300, blank=True)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person_words = models.CharField(_("person as worded"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    line = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[dict[str, str]] = {"person_words": "order of precedence of guests"}

    class Meta:
        verbose_name = _("row of precedence")
        verbose_name_plural = _("rows of precedence")
        ordering = ("rank", "line", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(rank__gte=1), name="directory_precedence_rank_from_one"),
            models.CheckConstraint(
                condition=~Q(post="") | ~Q(body="") | ~Q(person_words=""), name="directory_precedence_names_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}. " + ", ".join(each for each in (self.post, self.body, self.person_words) if each)

    @property
    def fact(self) -> PrecedenceLine:
        """Return the row as the rules take it."""
        return PrecedenceLine(self.rank, self.post, self.body, self.person_id)
