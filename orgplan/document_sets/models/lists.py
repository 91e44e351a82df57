"""What people keep: sizes of events, kinds of papers, terms, duties by law."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.document_sets.policy import can_see_lists
from orgplan.document_sets.rules.kinds import Content, Part
from orgplan.document_sets.rules.sizes import Rule
from orgplan.document_sets.rules.terms import MOST_DAYS, LawSpan, before_words, short_words
from orgplan.events.rules import EventKind
from orgplan.language.counts import counted_living
from orgplan.preparation.rules.kinds import OffsetUnit


class OpenQuerySet(models.QuerySet[Any]):
    """Rows that everybody who signs in may see."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_lists(user) else self.none()


class EventSize(EditedModel):
    """A size of an event; the one of the highest `rank` of which a rule holds is proposed.

    `is_mass`: the duties by law about mass events go with it.
    """

    name = models.CharField(_("name of the size"), max_length=100, unique=True)
    rank = models.PositiveSmallIntegerField(_("order, the larger the higher"), default=1)
    is_mass = models.BooleanField(_("under the law on mass events"), default=False)
    note = models.CharField(_("what to know of the size"), max_length=500, blank=True)
    is_active = models.BooleanField(_("size is proposed"), default=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("size of events")
        verbose_name_plural = _("sizes of events")
        ordering = ("rank", "name")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="document_sets_size_has_name"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the list on which it stands."""
        return reverse("document_sets:change_size", args=[self.pk])


class SizeRule(models.Model):
    """A condition of a size: all that it names must hold; one that names nothing always holds."""

    size = models.ForeignKey(EventSize, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(_("kind of event"), max_length=30, choices=EventKind.choices, blank=True)
    least_people = models.PositiveIntegerField(_("people, at least"), null=True, blank=True)
    with_head = models.BooleanField(_("the Mayor takes part"), default=False)
    outdoors = models.BooleanField(_("in the open air"), default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(kind="") | Q(kind__in=EventKind.values), name="document_sets_rule_kind"),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def rule(self) -> Rule:
        """Return the rule as plain data; reads the size."""
        size = self.size
        return Rule(size.pk, size.rank, size.name, self.kind, self.least_people, self.with_head, self.outdoors)

    @property
    def words(self) -> str:
        """Return the condition in words: «от 500 человек, на открытой площадке»."""
        said = [str(self.get_kind_display())] if self.kind else []
        if self.least_people is not None:
            said.append(f"от {counted_living(self.least_people, 'человек')}")
        if self.outdoors:
            said.append("на открытой площадке")
        if self.with_head:
            said.append("с участием Мэра")
        return ", ".join(said) or "всегда"


class PaperKind(EditedModel):
    """A kind of paper that sets of some sizes hold, with what it says, who makes it and by when.

    `days` None: the common term of the leader's package (`SetTerms`). `addressee` stands on a letter as it is written;
    `body` are the points of a letter, a line each. `ground` says after which rule or example it stands in the list.
    """

    name = models.CharField(_("paper"), max_length=200, unique=True)
    part = models.CharField(_("part of the set"), max_length=10, choices=Part.choices, default=Part.OTHER)
    content = models.CharField(_("what it is drafted of"), max_length=20, choices=Content.choices, default=Content.NONE)
    sizes = models.ManyToManyField(EventSize, verbose_name=_("for events of the sizes"), related_name="kinds")
    only_with_head = models.BooleanField(_("only where the Mayor takes part"), default=False)
    only_outdoors = models.BooleanField(_("only in the open air"), default=False)
    days = models.PositiveSmallIntegerField(_("due before the event, days"), null=True, blank=True)
    offset_unit = models.CharField(
        _("in which days the term is counted"),
        max_length=10,
        choices=OffsetUnit.choices,
        default=OffsetUnit.WORKING,
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit that makes it"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    addressee = models.TextField(_("to whom the letter goes"), blank=True)
    body = models.TextField(_("what the letter asks for"), blank=True)
    ground = models.CharField(_("after which rule or example"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the set"), default=100)
    is_active = models.BooleanField(_("paper is proposed"), default=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of papers")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(part__in=Part.values), name="document_sets_kind_part_known"),
            models.CheckConstraint(condition=Q(content__in=Content.values), name="document_sets_kind_content_known"),
            models.CheckConstraint(
                condition=Q(offset_unit__in=OffsetUnit.values), name="document_sets_kind_days_known"
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True, part=Part.LEADER) | Q(days__lte=MOST_DAYS),
                name="document_sets_kind_days_sane",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page on which it is kept."""
        return reverse("document_sets:change_kind", args=[self.pk])

    @property
    def short_term(self) -> str:
        """Return «за 5 раб. дн.»; empty where the common term of the package holds."""
        return "" if self.days is None else short_words(self.days, OffsetUnit(self.offset_unit))


class SetTerms(EditedModel):
    """By when the leader's package is due, unless a paper has a term of its own: one row, edited by people."""

    leader_days = models.PositiveSmallIntegerField(_("the leader’s package is due before the event, days"), default=3)
    leader_unit = models.CharField(
        _("in which days"), max_length=10, choices=OffsetUnit.choices, default=OffsetUnit.WORKING
    )

    objects = OpenQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(leader_unit__in=OffsetUnit.values), name="document_sets_terms_days_known"
            ),
            models.CheckConstraint(condition=Q(leader_days__lte=MOST_DAYS), name="document_sets_terms_sane"),
        )

    def __str__(self) -> str:
        return before_words(self.leader_days, OffsetUnit(self.leader_unit))


class LegalDuty(EditedModel):
    """What the law asks of whoever holds a mass event: the act, its article, since when and until when it holds.

    `is_checked`: a lawyer compared number and article with the text; until then the page says so.
    """

    title = models.CharField(_("duty"), max_length=300)
    act = models.CharField(_("act of law"), max_length=500)
    article = models.CharField(_("article, point"), max_length=200, blank=True)
    words = models.TextField(_("what it asks for"), blank=True)
    who = models.CharField(_("whose duty it is"), max_length=200, blank=True)
    since = models.DateField(_("in force since"), null=True, blank=True)
    until = models.DateField(_("in force until"), null=True, blank=True)
    least_people = models.PositiveIntegerField(_("from so many people on"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("due before the event, days"), default=10)
    offset_unit = models.CharField(
        _("in which days the term is counted"),
        max_length=10,
        choices=OffsetUnit.choices,
        default=OffsetUnit.CALENDAR,
    )
    is_checked = models.BooleanField(_("compared with the text of the act"), default=False)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)

    objects = OpenQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("duty by law")
        verbose_name_plural = _("duties by law")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(act=""), name="document_sets_duty_has_act"),
            models.CheckConstraint(condition=Q(days__lte=MOST_DAYS), name="document_sets_duty_days_sane"),
            models.CheckConstraint(
                condition=Q(offset_unit__in=OffsetUnit.values), name="document_sets_duty_days_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="document_sets_duty_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page on which it is kept."""
        return reverse("document_sets:change_duty", args=[self.pk])

    @property
    def span(self) -> LawSpan:
        """Return on which days and from how many people on it holds."""
        return LawSpan(self.pk, self.since, self.until, self.least_people)

    @property
    def term_words(self) -> str:
        """Return «за 10 календарных дней»."""
        return before_words(self.days, OffsetUnit(self.offset_unit))

    @property
    def short_term(self) -> str:
        """Return «за 10 кал. дн.»."""
        return short_words(self.days, OffsetUnit(self.offset_unit))
