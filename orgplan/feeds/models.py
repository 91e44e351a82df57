"""Tables of calendars for other programs."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person
from orgplan.feeds.policy import sees_everybody
from orgplan.feeds.rules.addresses import FeedKind
from orgplan.saved_views.models import SavedView
from orgplan.saved_views.rules import LONGEST_QUERY

FURTHEST_BACK = 366


class FeedQuerySet(models.QuerySet["Feed"]):
    """Feeds."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, otherwise the user's own."""
        return self if sees_everybody(user) else self.filter(user=user)


class Feed(EditedModel):
    """A calendar by a secret address, as its owner may see events at the moment of reading. Only a digest is kept.

    A feed of a list follows `view` as long as that is kept, else `query`; empty: everything. `content_tag`,
    `content_at`, `told_as` and `fresh_since` say what was told last: while no entry of history since `fresh_since`
    is about what a feed tells, and `told_as` is the same, the content is the same.
    """

    user = models.ForeignKey(User, verbose_name=_("owner of the feed"), on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(_("name of the calendar"), max_length=120)
    kind = models.CharField(_("what it shows"), max_length=20, choices=FeedKind.choices, default=FeedKind.LIST)
    list_name = models.SlugField(max_length=40, default="events")
    view = models.ForeignKey(SavedView, on_delete=models.SET_NULL, null=True, blank=True, related_name="feeds")
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds")
    with_desired = models.BooleanField(_("events where presence is only desired"), default=True)
    with_drafts = models.BooleanField(_("drafts, marked as tentative"), default=False)
    with_vague = models.BooleanField(_("what has only a period or a last day"), default=False)
    with_people = models.BooleanField(_("names of participants in the text"), default=False)
    days_back = models.PositiveSmallIntegerField(_("days gone by that stay"), default=30)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(max_length=20, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.CharField(max_length=200, blank=True, editable=False)
    read_at = models.DateTimeField(_("read last"), null=True, blank=True, editable=False)
    client = models.CharField(_("read by the program"), max_length=60, blank=True, editable=False)
    content_tag = models.CharField(max_length=64, blank=True, editable=False)
    content_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_as = models.CharField(max_length=200, blank=True, editable=False)
    fresh_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "name": "what the owner calls the calendar",
        "revoked_by": "who answers for the end of the address",
        "client": "which program reads, so that people know which address to revoke",
    }

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")
        ordering = (models.F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="feeds_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False) | Q(kind="list", person__isnull=True),
                name="feeds_person_where_of_a_person",
            ),
            models.CheckConstraint(condition=Q(days_back__lte=FURTHEST_BACK), name="feeds_days_back_sane"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="feeds_revoked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("feeds:feed", args=[self.pk])

    @property
    def is_revoked(self) -> bool:
        """Tell whether the address answers no more."""
        return self.revoked_at is not None

    @property
    def list_url(self) -> str:
        """Return the address of the list with the filter that holds now; empty for a leader's day."""
        if self.kind != FeedKind.LIST:
            return ""
        root = reverse("calendar:index" if self.list_name == "calendar" else "events:list")
        return f"{root}?{self.asked or 'since='}"

    @property
    def asked(self) -> str:
        """Return the filter that holds now."""
        return self.view.query if self.view else self.query


class FeedMemory(models.Model):
    """What the address has told so far (`rules.memory`): identities and days, no titles and no people."""

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="memory")
    plain = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.feed)
