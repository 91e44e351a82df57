"""Letters and tables of quotas in the register of documents."""

from __future__ import annotations

from django.db import models

from orgplan.documents.models import Document
from orgplan.quotas.models.quotas import Quota, QuotaShare


class QuotaLetter(models.Model):
    """A document of the register that prints a quota: the letter to one body, or the table of all (no `share`)."""

    quota = models.ForeignKey(Quota, on_delete=models.CASCADE, related_name="letters")
    share = models.ForeignKey(QuotaShare, on_delete=models.CASCADE, null=True, related_name="letters")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="of_quota")

    def __str__(self) -> str:
        return f"{self.quota_id} ← {self.document_id}"
