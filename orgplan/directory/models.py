"""Tables of the directory."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.policy import can_see_directory
from orgplan.directory.rules import Gender, UnitKind
from orgplan.language.names import PersonName


class DirectoryQuerySet(models.QuerySet[Any]):
    """Rows of the directory; everybody signed in sees them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_directory(user) else self.none()


class Record(EditedModel):
    """What all registers share: an edition, and whether the row is still in force."""

    is_active = models.BooleanField(_("in force"), default=True)

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        abstract = True


class Unit(Record):
    """A structural unit of the administration: a department, a district administration, an office."""

    name = models.CharField(_("full name"), max_length=300, unique=True)
    short_name = models.CharField(_("short name"), max_length=120, help_text=_("As lists show it."))
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveIntegerField(_("order in lists"), default=100)
    submits_plans = models.BooleanField(_("sends plans"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="directory_unit_not_own_parent"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="directory_unit_kind_known"),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:unit", args=[self.pk])

    @property
    def fuller_name(self) -> str:
        """Return the full name where it says more than the short one and its administration's name."""
        return "" if self.name.startswith(str(self)) else self.name


class Organisation(Record):
    """A body outside the administration: a theatre, a company, an oversight body, a partner city."""

    name = models.CharField(_("full name"), max_length=300, unique=True)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:organisation", args=[self.pk])


class Person(Record):
    """A person with the name in parts and stored grammatical cases where the rules err."""

    surname = models.CharField(_("surname"), max_length=100)
    first_name = models.CharField(_("first name"), max_length=100)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices)
    case_overrides = models.JSONField(_("corrected cases"), default=dict, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_invented = models.BooleanField(_("invented person"), default=False)

    #: Personal data, field by field, with the purpose it is kept for.
    personal_data: ClassVar[dict[str, str]] = {
        "surname": "name in plans and documents",
        "first_name": "name in plans and documents",
        "patronymic": "name in plans and documents",
        "gender": "grammar of documents",
        "case_overrides": "grammar of documents",
        "phone": "work contact",
        "email": "work contact",
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("surname", "first_name", "patronymic", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="directory_person_gender_known"),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.first_name, self.patronymic) if part)

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:person", args=[self.pk])

    @property
    def full_name(self) -> PersonName:
        """Return the name in parts, for initials and cases."""
        return PersonName(self.surname, self.first_name, self.patronymic)


class Position(EditedModel):
    """A post that a person holds, in a unit or an organisation, from a day to a day."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="positions")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="positions"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
    )
    title = models.CharField(_("post"), max_length=300)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    leader_order = models.PositiveSmallIntegerField(
        _("place among leaders"), null=True, blank=True, help_text=_("1 is the Mayor; empty: not a leader.")
    )

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = (F("leader_order").asc(nulls_last=True), "-starts_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(organisation__isnull=True), name="directory_position_one_body"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="directory_position_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} — {self.person}"

    @property
    def body(self) -> Unit | Organisation | None:
        """Return where the post is held."""
        return self.unit or self.organisation

    @property
    def phone(self) -> str:
        """Return where the holder is called: the own telephone, else that of the unit or organisation."""
        return self.person.phone or (self.body.phone if self.body else "")

    @property
    def words(self) -> str:
        """Return «директор, Департамент культуры, 01.02.2024 – 31.12.2025», as the history tells it."""
        days = " – ".join(f"{day:%d.%m.%Y}" if day else "…" for day in (self.starts_on, self.ends_on))
        return f"{self.title}, {self.body}" + (f", {days}" if self.starts_on or self.ends_on else "")


class Venue(Record):
    """A place where events happen, with coordinates for the road between two of them."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    capacity = models.PositiveIntegerField(_("capacity, persons"), null=True, blank=True)
    aliases = models.TextField(_("also written as"), blank=True, help_text=_("One name a line."))
    contact = models.CharField(_("contact"), max_length=200, blank=True)

    #: Personal data, field by field, with the purpose it is kept for.
    personal_data: ClassVar[dict[str, str]] = {"contact": "whom to call about the venue"}

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_venue_coordinates_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:venue", args=[self.pk])

    @property
    def geo(self) -> str:
        """Return «54.98480,73.36740» for a geo: address, empty where the place is not known."""
        return "" if self.latitude is None else f"{self.latitude},{self.longitude}"

    @property
    def coordinates(self) -> str:
        """Return the coordinates as people read them, empty where they are not known."""
        return self.geo.replace(",", ", ")

    @property
    def alias_list(self) -> list[str]:
        """Return the other names, one each."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]


class Membership(models.Model):
    """Joins a sign-in to the unit it works for and to the person it is."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.user} — {self.unit}"
