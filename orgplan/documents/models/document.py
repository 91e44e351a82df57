"""The register of documents: what was made of which data by which form, and its number in the document system."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.documents.models.template import FormTemplate
from orgplan.documents.policy import visible_documents
from orgplan.documents.rules.outdated import in_words

REGISTRATION = ("registered_number", "registered_on", "registered_link")


class DocumentFormat(models.TextChoices):
    """What kind of file a document is."""

    WORD = "docx", _("Word")
    PDF = "pdf", _("PDF")


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_documents(user))


class Document(EditedModel):
    """A paper that was made: form, data snapshot, version, file. Made anew as the next version, never edited.

    Only its number, date and address in the document system (СЭД) are written afterwards. `data` is what the form got.
    `is_draft`: it bears «проект», nobody has approved what it says yet.
    """

    kind = models.CharField(_("kind of paper"), max_length=60)
    subject = models.CharField(max_length=200)
    title = models.CharField(_("title"), max_length=500)
    number = models.PositiveIntegerField(_("version"), default=1)
    format = models.CharField(_("file"), max_length=10, choices=DocumentFormat.choices)
    template = models.ForeignKey(
        FormTemplate, verbose_name=_("form"), on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    data = models.JSONField(default=dict)
    file = models.FileField(upload_to="documents/%Y/%m")
    digest = models.CharField(max_length=64)
    is_open = models.BooleanField(_("open to all users"), default=False)
    is_draft = models.BooleanField(_("draft paper"), default=False)
    registered_number = models.CharField(_("registration number"), max_length=100, blank=True)
    registered_on = models.DateField(_("registration date"), null=True, blank=True)
    registered_link = models.URLField(_("address in the document system"), max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(_("made by"), max_length=200)

    objects = DocumentQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "data": "names in the document",
        "file": "names in the document",
        "made_by": "who answers for the document",
    }

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("-made_at", "-id"), name="documents_document_latest"),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject", "number"), name="documents_document_number_once"),
            models.CheckConstraint(condition=Q(format__in=DocumentFormat.values), name="documents_format_known"),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True) | ~Q(registered_number=""),
                name="documents_registered_date_with_number",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("documents:document", args=[self.pk])

    @property
    def download_name(self) -> str:
        """Return the name under which the file is given out."""
        return f"{self.title}.{self.format}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once; afterwards only the registration may be written."""
        written = set(kwargs.get("update_fields") or ())
        if not self._state.adding and not (written and written <= {*REGISTRATION, "edition"}):
            raise TypeError("a document is made anew, never edited")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("a document of the register is never deleted")


class OutdatedFact(models.Model):
    """A fact that a document prints and that is otherwise now: «срок: 12 сентября → 19 сентября».

    `about_key` names what the fact is of («event-7») within the room that marks it; `shifts` holds, by the kind of
    change, `[label, words printed, words now]`. Gone as soon as the facts are again what was printed.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="outdated_facts")
    about_key = models.CharField(max_length=60)
    about_label = models.CharField(max_length=300)
    about_url = models.CharField(max_length=300, blank=True)
    shifts = models.JSONField(default=dict)
    since = models.DateTimeField(auto_now_add=True)

    personal_data: ClassVar[dict[str, str]] = {"shifts": "names of participants printed and now"}

    class Meta:
        ordering = ("about_label", "pk")
        constraints = (models.UniqueConstraint(fields=("document", "about_key"), name="documents_outdated_fact_once"),)

    def __str__(self) -> str:
        return f"{self.about_label}: {self.words}"

    @property
    def words(self) -> str:
        """Return what is otherwise, in words."""
        return in_words(self.shifts)
