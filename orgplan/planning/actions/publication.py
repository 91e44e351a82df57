"""Putting approved versions up for everyone signed in, and taking them down with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record
from orgplan.core.editing import RefusedError
from orgplan.planning.models import PlanVersion, Publication


@dataclass(frozen=True, slots=True)
class FrozenFiles:
    """The bytes of a version as they are put up."""

    html: bytes
    docx: bytes
    pdf: bytes


@audited
def publish_version(version: PlanVersion, *, files: FrozenFiles, by: Actor) -> Publication:
    """Keep the files at the version's stable address; RefusedError where it is up, or was taken down."""
    if version.plan.unit_id is not None:
        raise RefusedError(_("Only city plans are published."))
    if Publication.objects.filter(version=version).exists():
        raise RefusedError(_("This version was published already: its files never change."))
    publication = Publication(version=version, code=version.plan.period_code, published_by=str(by)[:200])
    for kind in ("html", "docx", "pdf"):
        content: bytes = getattr(files, kind)
        getattr(publication, kind).save(f"{publication.code}-{version.number}.{kind}", ContentFile(content), save=False)
        publication.digests[kind] = hashlib.sha256(content).hexdigest()
    publication.save()
    record(version.plan, after={"published": version.number})
    return publication


@audited
def withdraw_publication(publication: Publication, *, reason: str, by: Actor) -> Publication:
    """Take a publication down with a reason; the files stay kept."""
    current = Publication.objects.select_for_update().get(pk=publication.pk)
    if current.withdrawn_at is not None:
        raise RefusedError(_("This publication was withdrawn already."))
    if not reason.strip():
        raise RefusedError(_("Say why the publication is withdrawn."))
    current.withdrawn_at, current.withdrawn_by, current.withdrawal_reason = (
        timezone.now(),
        str(by)[:200],
        reason.strip(),
    )
    current.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(current.version.plan, before={"published": current.version.number}, after={"published": None}, reason=reason)
    return current
