"""People, the posts they hold, and the sign-ins that are theirs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models.bodies import Organisation, Unit
from orgplan.directory.models.records import DirectoryQuerySet, Record
from orgplan.directory.rules import Gender, Tenure, temporary_post
from orgplan.language.names import PersonName


def whole_name(surname: str, first_name: str, patronymic: str) -> str:
    """Return a person's name in full, the surname first; for reads that take columns instead of records."""
    return " ".join(part for part in (surname, first_name, patronymic) if part)


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
    cases_checked_at = models.DateTimeField(_("cases checked at"), null=True, blank=True)
    cases_checked_by = models.CharField(_("cases checked by"), max_length=200, blank=True)

    #: Personal data, field by field, with the purpose it is kept for.
    personal_data: ClassVar[dict[str, str]] = {
        "surname": "name in plans and documents",
        "first_name": "name in plans and documents",
        "patronymic": "name in plans and documents",
        "gender": "grammar of documents",
        "case_overrides": "grammar of documents",
        "phone": "work contact",
        "email": "work contact",
        "cases_checked_by": "who answers for the grammar of the name",
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("surname", "first_name", "patronymic", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="directory_person_gender_known"),
            models.CheckConstraint(
                condition=Q(cases_checked_at__isnull=True, cases_checked_by="")
                | Q(cases_checked_at__isnull=False) & ~Q(cases_checked_by=""),
                name="directory_person_checked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return whole_name(self.surname, self.first_name, self.patronymic)

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

    tenure = models.CharField(_("holds it"), max_length=10, choices=Tenure.choices, default=Tenure.HOLDER)

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = (F("leader_order").asc(nulls_last=True), "-starts_on")
        constraints = (
            models.CheckConstraint(condition=Q(tenure__in=Tenure.values), name="directory_position_tenure_known"),
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
    def post_words(self) -> str:
        """Return the post as its holder bears it: «директор», «временно исполняющий обязанности директора»."""
        return temporary_post(self.title) if self.tenure == Tenure.TEMPORARY else self.title

    def is_held_on(self, day: date) -> bool:
        """Tell whether the post is held on the day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def words(self) -> str:
        """Return «директор, Департамент культуры, 01.02.2024 – 31.12.2025», as the history tells it."""
        days = " – ".join(f"{day:%d.%m.%Y}" if day else "…" for day in (self.starts_on, self.ends_on))
        return f"{self.post_words}, {self.body}" + (f", {days}" if self.starts_on or self.ends_on else "")


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


class PostCases(EditedModel):
    """The corrected cases of a post, by its exact words; whoever checked them answers for them."""

    title = models.CharField(_("post"), max_length=300, unique=True)
    forms = models.JSONField(_("corrected cases"), default=dict, blank=True)
    checked_at = models.DateTimeField(_("cases checked at"), null=True, blank=True)
    checked_by = models.CharField(_("cases checked by"), max_length=200, blank=True)

    objects = DirectoryQuerySet.as_manager()

    personal_data: ClassVar[dict[str, str]] = {"checked_by": "who answers for the grammar of the post"}

    class Meta:
        verbose_name = _("cases of a post")
        verbose_name_plural = _("cases of posts")
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by="") | Q(checked_at__isnull=False) & ~Q(checked_by=""),
                name="directory_postcases_checked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title
