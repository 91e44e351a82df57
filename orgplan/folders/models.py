"""What folders add to events and leaders, what was read, and the register of evening archives."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Venue
from orgplan.events.models import Event
from orgplan.folders.policy import can_set_archive, can_take_archive, sees_all_folders
from orgplan.folders.rules.kinds import NoteKind


class PreparedQuerySet(models.QuerySet[Any]):
    """What the department wrote for folders; a leader reads it in the own folder only."""

    def visible_to(self, user: User) -> Self:
        """Return all to those who put folders together, nothing to others."""
        return self if sees_all_folders(user) else self.none()


class Briefing(EditedModel):
    """What whoever goes to the event should know beside its facts; plan B with who decides and until when."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="briefing")
    greeter = models.CharField(_("who meets the leader"), max_length=200, blank=True)
    greeter_phone = models.CharField(_("telephone of who meets"), max_length=60, blank=True)
    entrance = models.CharField(_("entrance and meeting point"), max_length=200, blank=True)
    dress = models.CharField(_("dress"), max_length=200, blank=True)
    plan_b = models.TextField(_("plan B"), blank=True)
    plan_b_decides = models.CharField(_("who decides on plan B and until when"), max_length=200, blank=True)

    objects = PreparedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "greeter": "who meets the leader",
        "greeter_phone": "calling who meets the leader",
        "plan_b_decides": "who answers for the decision",
    }

    class Meta:
        verbose_name = _("briefing of the event")
        verbose_name_plural = _("briefings of events")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.event}"

    def get_absolute_url(self) -> str:
        """Return the page on which it is written."""
        return reverse("folders:briefing", args=[self.event_id])


class LeaderNote(EditedModel):
    """A text for one leader at one event: words to say, points to make, background."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="leader_notes")
    person = models.ForeignKey(Person, verbose_name=_("leader"), on_delete=models.CASCADE, related_name="leader_notes")
    kind = models.CharField(_("kind of text"), max_length=10, choices=NoteKind.choices, default=NoteKind.SPEECH)
    text = models.TextField(_("text for the leader"))

    objects = PreparedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"text": "names in what the leader says and reads"}

    class Meta:
        verbose_name = _("text for the leader")
        verbose_name_plural = _("texts for leaders")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=("event", "person", "kind"), name="folders_note_of_a_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="folders_note_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="folders_note_has_text"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    def get_absolute_url(self) -> str:
        """Return the page on which it is written."""
        return reverse("folders:note", args=[self.pk])


class Escort(EditedModel):
    """Who goes along with a leader every day, and where the leader's day begins."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="escort")
    driver = models.CharField(_("driver"), max_length=200, blank=True)
    driver_phone = models.CharField(_("driver's telephone"), max_length=60, blank=True)
    car = models.CharField(_("car"), max_length=100, blank=True)
    aide = models.CharField(_("assistant who goes along"), max_length=200, blank=True)
    aide_phone = models.CharField(_("assistant's telephone"), max_length=60, blank=True)
    starts_from = models.ForeignKey(
        Venue,
        verbose_name=_("where the day begins"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PreparedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "driver": "who drives the leader",
        "driver_phone": "calling the driver",
        "aide": "who goes along with the leader",
        "aide_phone": "calling the assistant",
    }

    class Meta:
        verbose_name = _("escort of the leader")
        verbose_name_plural = _("escorts of leaders")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.person}"


class LookQuerySet(models.QuerySet[Any]):
    """Looks, each for its reader."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own looks."""
        return self.filter(user=user)


class FolderLook(models.Model):
    """What of a folder its reader has read: the folder as it stood then. Forgotten with the day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    data = models.JSONField(default=dict)
    read_at = models.DateTimeField()

    objects = LookQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"data": "names and telephones of the folder that was read"}

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "person", "day"), name="folders_look_once_a_folder"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class ArchiveQuerySet(models.QuerySet[Any]):
    """Evening archives."""

    def visible_to(self, user: User) -> Self:
        """Return all to those who may take them, nothing to others."""
        return self if can_take_archive(user) else self.none()


class EveningArchive(models.Model):
    """An archive of what stands on the coming days; `contents` are names and sizes of its files.

    After its term the file goes, the line of the register stays: `removed_on`.
    """

    key = models.CharField(max_length=100, unique=True)
    day = models.DateField(_("archive of the day"))
    number = models.PositiveSmallIntegerField(_("number of the archive on the day"), default=1)
    file = models.FileField(upload_to="evening", blank=True)
    size = models.PositiveIntegerField(_("size, bytes"))
    contents = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.CharField(_("made by"), max_length=200)
    removed_on = models.DateField(null=True, blank=True)

    objects = ArchiveQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "file": "people, posts and telephones of the coming days",
        "made_by": "who had it made",
    }

    class Meta:
        verbose_name = _("evening archive")
        verbose_name_plural = _("evening archives")
        ordering = ("-day", "-number")
        constraints = (
            models.UniqueConstraint(fields=("day", "number"), name="folders_archive_number_once"),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=False, file="") | (Q(removed_on__isnull=True) & ~Q(file="")),
                name="folders_archive_file_until_removed",
            ),
        )

    def __str__(self) -> str:
        return f"Вечерний архив {self.day:%d.%m.%Y}" + (f" ({self.number})" if self.number > 1 else "")

    def get_absolute_url(self) -> str:
        """Return the register."""
        return reverse("folders:archives")


class ArchiveRulesQuerySet(models.QuerySet[Any]):
    """The rules of the archive."""

    def visible_to(self, user: User) -> Self:
        """Return them to those who take archives or set the rules."""
        return self if can_take_archive(user) or can_set_archive(user) else self.none()


class ArchiveRules(EditedModel):
    """When the archive is made, how many days it is kept, whether the department gets a letter with its address."""

    is_on = models.BooleanField(_("made every evening before a working day"), default=True)
    begins_at = models.TimeField(_("made at"), default=time(18, 30))
    keep_days = models.PositiveSmallIntegerField(_("kept, days"), default=14)
    tells = models.BooleanField(_("tell the department by letter that it is ready"), default=True)

    objects = ArchiveRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of the evening archive")
        verbose_name_plural = _("rules of the evening archives")
        constraints = (
            models.CheckConstraint(condition=Q(keep_days__range=(1, 365)), name="folders_archive_kept_sanely"),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
