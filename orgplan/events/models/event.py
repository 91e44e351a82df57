"""The event, its days and who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.core.lookups import search_key
from orgplan.core.seams import bound
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.directory.queries import unit_of
from orgplan.events.policy import sees_all, sees_granted, sees_own
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind, TimingKindChoice
from orgplan.language.timing.model import Occurrence as OccurrenceData
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.writing import write_timing

MOMENTLESS = "9999"
"""The moment of an event without a day: behind all others."""


_COUNTED = ("one_stretch", "deleted_at", "timing_kind", "state", "level", "start_time", "kind", "owner", "venue")
_FILTERED = ("last_day", "state", "kind", "level", "owner", "venue", "deleted_at", "search_key")

_ASKED = ("deleted_at", "first_day", "last_day", "state", "kind", "level", "owner")


def _granted(user: User) -> Q:
    """Return the condition of the events to which upper rooms let a performer in; none where they name none."""
    found = Q(pk__in=())
    for grant in bound("event_grants"):
        found |= Q(pk__in=grant(user))
    return found


class EventQuerySet(models.QuerySet["Event"]):
    """Events, as far as somebody may see them."""

    def kept(self) -> Self:
        """Return the events that are not in the basket."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: User, *, deleted: bool | None = False) -> Self:
        """Return what the policy lets the user see; `deleted`: only what is in the basket, None: both."""
        if sees_all(user):
            found = self.all()
        elif sees_granted(user):
            found = self.filter(_granted(user))
        else:
            unit = unit_of(user) if sees_own(user) else None
            found = self.of_unit(unit.pk) if unit else self.none()
        return found if deleted is None else found.filter(deleted_at__isnull=not deleted)

    def happening_on(self, day: date) -> Self:
        """Return the events one of whose stretches of days holds the day; their days are read first, then the rows."""
        return self.filter(pk__in=Occurrence.objects.filter(start__lte=day, end__gte=day).values("event"))

    def of_unit(self, unit_id: int) -> Self:
        """Return the events that a unit holds alone or together with others; joins nothing."""
        shared = self.model.co_owners.through.objects.filter(unit=unit_id).values("event")
        return self.filter(Q(owner=unit_id) | Q(pk__among=shared))


class Event(EditedModel):
    """The fact: what, when, where, whose. `wording` keeps the words of the date beside the parsed occurrences.

    Where `one_stretch` holds, the first and last day and the beginning tell on which days it is: one occurrence, by no
    rule, not over midnight. Lists and calendars need not look at the occurrences of such an event.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=1000)
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind.choices, default=EventKind.OTHER)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.CITY)
    state = models.CharField(_("state"), max_length=20, choices=EventState.choices, default=EventState.DRAFT)
    owner = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, db_index=False, related_name="events"
    )
    co_owners = models.ManyToManyField(Unit, verbose_name=_("together with"), blank=True, related_name="shared_events")
    part_of = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    timing_kind = models.CharField(
        _("time known"), max_length=20, choices=TimingKindChoice.choices, default=TimingKindChoice.UNSCHEDULED
    )
    rrule = models.CharField(max_length=4000, blank=True)
    wording = models.CharField(_("date as worded"), max_length=500, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True, db_index=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    one_stretch = models.BooleanField(default=True, editable=False)
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="events",
    )
    place = models.CharField(_("place as worded"), max_length=500, blank=True)
    expected_turnout = models.PositiveIntegerField(_("expected turnout, persons"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    moment = models.CharField(max_length=16, default=MOMENTLESS, editable=False)
    title_start = models.GeneratedField(
        expression=Left("title", 100), output_field=models.CharField(max_length=100), db_persist=True
    )
    search_key = models.CharField(max_length=1600, blank=True, editable=False)
    deleted_at = models.DateTimeField(_("put into the basket"), null=True, blank=True, editable=False)
    deleted_by = models.CharField(_("who put it there"), max_length=200, blank=True, editable=False)
    deleted_why = models.CharField(_("why"), max_length=500, blank=True, editable=False)

    personal_data: ClassVar[dict[str, str]] = {"deleted_by": "who answers for the deletion"}

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = (F("first_day").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "title")
        indexes = (
            # Holds all that calendars count by: the days of a year are counted without touching the rows.
            models.Index(fields=("first_day", "last_day", *_COUNTED), name="events_on_days"),
            models.Index(
                fields=("last_day", "first_day"), condition=Q(last_day__gt=F("first_day")), name="events_long"
            ),
            models.Index(fields=("first_day", "last_day"), condition=Q(one_stretch=False), name="events_in_stretches"),
            # Holds all that the list filters by: it is counted and cut into windows without touching the rows.
            models.Index(fields=("moment", "id", *_FILTERED), name="events_in_order"),
            # Narrow: PostgreSQL counts all that is kept by it and finds what ends from a day on; no row is read.
            models.Index(fields=("last_day",), condition=Q(deleted_at__isnull=True), name="events_kept_by_end"),
            # Parts in the order of the card: PostgreSQL would walk along all days for the first hundred of them.
            models.Index(
                fields=("part_of", "first_day"), condition=Q(part_of__isnull=False), name="events_parts_by_day"
            ),
            models.Index(fields=("owner", "deleted_at", "moment"), name="events_of_unit"),
            models.Index(fields=("venue", "deleted_at", "moment"), name="events_at_venue"),
            # The beginning only: PostgreSQL refuses an index row of 1,000 wide characters.
            models.Index(fields=("title_start", "id", "deleted_at"), name="events_by_title"),
            # Holds all that programs ask for: they read by the last change, and rarely what was changed first.
            models.Index(fields=("changed_at", "id", *_ASKED), name="events_by_change"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="events_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="events_level_known"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="events_state_known"),
            models.CheckConstraint(condition=Q(timing_kind__in=TimingKindChoice.values), name="events_timing_known"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="events_last_day_after_first",
            ),
            models.CheckConstraint(condition=~Q(part_of=F("id")), name="events_not_part_of_itself"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_by="") | Q(deleted_at__isnull=False) & ~Q(deleted_by=""),
                name="events_deleted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("events:event", args=[self.pk])

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Write the row with what lists order and search by."""
        self.put_keys()
        named = None if update_fields is None else {*update_fields, "moment", "search_key", "changed_at"}
        super().save(*args, update_fields=named, **options)

    def put_keys(self) -> None:
        """Derive `moment` and `search_key` from the facts; also before a bulk write, which does not call `save`."""
        clock = f" {self.start_time:%H:%M}" if self.start_time else ""
        self.moment = f"{self.first_day:%Y-%m-%d}{clock}" if self.first_day else MOMENTLESS
        self.search_key = search_key(f"{self.title} {self.place}")

    @property
    def is_deleted(self) -> bool:
        """Tell whether the event lies in the basket."""
        return self.deleted_at is not None

    @property
    def when(self) -> str:
        """Return the time in the words of an official plan, or as it was worded where no day could be read."""
        timing = self.timing
        return write_timing(timing) if timing.occurrences or timing.rrule else self.wording

    @property
    def when_on_paper(self) -> str:
        """Return the time as a paper about the event says it: of one that is cancelled, that it is."""
        if self.state == EventState.CANCELLED:
            return gettext("CANCELLED (%(when)s)") % {"when": self.when or "—"}
        return self.when

    def when_in(self, year: int) -> str:
        """Return `when` without the year where it is the given one."""
        return when_in_year(self.timing, self.wording, year)

    @property
    def where(self) -> str:
        """Return the place as worded, else the venue's name."""
        return self.place or (self.venue.name if self.venue else "")

    @property
    def host(self) -> Person | None:
        """Return the leader who hosts the event."""
        return next((each.person for each in self._taking_part(ParticipationKind.HOSTS) if each.person), None)

    @property
    def leaders(self) -> list[Person]:
        """Return the leaders who attend."""
        return [each.person for each in self._taking_part(ParticipationKind.ATTENDS) if each.person]

    @property
    def responsible(self) -> str:
        """Return who answers for it, one a line, «(по согласованию)» where consent is awaited."""
        return "\n".join(each.as_worded for each in self._taking_part(ParticipationKind.RESPONSIBLE))

    def _taking_part(self, kind: ParticipationKind) -> list[Participation]:
        return [each for each in self.participations.all() if each.kind == kind]

    @property
    def timing(self) -> Timing:
        """Return the time as plain data of the date grammar."""
        return Timing(
            TimingKind(self.timing_kind),
            tuple(each.data for each in self.occurrences.all()),
            self.rrule or None,
        )


def when_in_year(timing: Timing, wording: str, year: int) -> str:
    """Return the time without the year where it is the given one, the words as given where no day could be read."""
    days = [day for each in timing.occurrences for day in (each.start, each.end) if day]
    shown = write_timing(timing, year_shown=any(day.year != year for day in days))
    return shown if days or timing.rrule else wording


class Occurrence(models.Model):
    """One stretch of days of an event, both inclusive, with wall-clock times of the city where known."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ("start", "start_time", "pk")
        indexes = (
            models.Index(fields=("start", "end"), name="events_occurrence_days"),
            # Few stretches take more than a day: those that began long ago are found without the others.
            models.Index(fields=("end", "start"), condition=Q(end__gt=F("start")), name="events_occurrence_long"),
            # Of those the few that keep people and halls: a month's worth of «в течение месяца» is not walked along.
            models.Index(
                fields=("end", "start"),
                condition=Q(end__gt=F("start"), start_time__isnull=False),
                name="events_occurrence_kept_long",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(start__isnull=False) | Q(end__isnull=False), name="events_occurrence_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="events_occurrence_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"

    @property
    def data(self) -> OccurrenceData:
        """Return the occurrence as plain data."""
        return OccurrenceData(self.start, self.end, self.start_time, self.end_time)


def worded(name: str, consent: str) -> str:
    """Return a name as plans print it: with «(по согласованию)» until consent is given."""
    return f"{name} (по согласованию)" if consent == Consent.PENDING else name


class Participation(models.Model):
    """Who takes part and how: a person, a unit, an organisation, or only words as the plan has them."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    kind = models.CharField(_("takes part"), max_length=20, choices=ParticipationKind.choices)
    consent = models.CharField(_("consent"), max_length=20, choices=Consent.choices, default=Consent.NOT_NEEDED)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    wording = models.CharField(_("as worded"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[dict[str, str]] = {"wording": "names in plans and documents"}

    class Meta:
        ordering = ("kind", "position", "pk")
        # Few rows name a person: who is busy is found among those alone.
        indexes = (
            models.Index(
                fields=("event", "person", "kind", "consent"),
                condition=Q(person__isnull=False),
                name="events_participation_people",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ParticipationKind.values), name="events_participation_kind_known"
            ),
            models.CheckConstraint(condition=Q(consent__in=Consent.values), name="events_participation_consent_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(unit__isnull=False)
                | Q(organisation__isnull=False)
                | ~Q(wording=""),
                name="events_participation_names_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.wording or str(self.person or self.unit or self.organisation)

    @property
    def as_worded(self) -> str:
        """Return the name with «(по согласованию)» until consent is given, as plans print it."""
        return worded(str(self), self.consent)
