"""The office's own Word forms, version by version."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.documents.policy import visible_templates


class FormTemplateQuerySet(models.QuerySet["FormTemplate"]):
    """Templates, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_templates(user))


class FormTemplate(models.Model):
    """One uploaded version of the office's own form of a kind; earlier ones are kept, at most one is in use.

    `kind` is a code of `config/forms.py`. The file is never rewritten: a correction is the next version.
    """

    kind = models.CharField(_("kind of paper"), max_length=60)
    number = models.PositiveIntegerField(_("No."))
    file_name = models.CharField(_("file"), max_length=300)
    file = models.FileField(upload_to="templates/%Y")
    remark = models.CharField(_("what is changed"), max_length=500, blank=True)
    is_active = models.BooleanField(_("in use"), default=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(_("uploaded by"), max_length=200)

    objects = FormTemplateQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"uploaded_by": "who answers for the form"}

    class Meta:
        ordering = ("kind", "-number")
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="documents_template_number_once"),
            models.UniqueConstraint(fields=("kind",), condition=Q(is_active=True), name="documents_template_in_use"),
        )

    def __str__(self) -> str:
        return f"{self.file_name}, версия {self.number}"
