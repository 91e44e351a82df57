"""Every write of documents: the office's own forms, and the register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.core.seams import bound
from orgplan.documents.imports import examine
from orgplan.documents.models import Document, DocumentFormat, FormTemplate, OutdatedFact
from orgplan.documents.models.document import REGISTRATION
from orgplan.documents.queries import active_template, kind_of
from orgplan.documents.rules.outdated import Shifts, merged
from orgplan.documents.word.safety import check_safe

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("upload template"),
    gettext_noop("use template"),
    gettext_noop("use shipped form"),
    gettext_noop("record document"),
    gettext_noop("register document"),
    gettext_noop("mark outdated"),
    gettext_noop("make next version"),
)
_LONGEST_NAME = 300


@audited
def upload_template(*, kind: str, file_name: str, content: bytes, remark: str = "", by: Actor) -> FormTemplate:
    """Keep a new version of the office's own form, not yet in use; FormRefusedError for what is no plain Word file."""
    kind_of(kind)
    check_safe(content, file_name)
    rows = FormTemplate.objects.select_for_update().filter(kind=kind)
    last = max((row.number for row in rows), default=0)
    template = FormTemplate(
        kind=kind, number=last + 1, file_name=file_name[-_LONGEST_NAME:], remark=remark, uploaded_by=str(by)
    )
    template.file.save(f"{kind}-{last + 1}.docx", ContentFile(content), save=False)
    template.save()
    record(template, after=state_of(template, "kind", "number", "file_name", "remark"))
    return template


@audited
def use_template(template: FormTemplate, *, instead_of: int | None, by: Actor) -> FormTemplate:
    """Print the kind by this version from now on, if it is fit and what is in use is still what the page showed.

    Raises:
        RefusedError: it has errors, or somebody else put another form to use meanwhile.
    """
    current = _taken_over_from(template.kind, instead_of)
    if current == template:
        nothing_changed()
        return template
    with template.file.open("rb") as file:
        found = examine(kind_of(template.kind), file.read(), template.file_name)
    if not found.is_fit:
        raise RefusedError(_("This version has errors: correct them in Word and upload the next version."))
    FormTemplate.objects.filter(kind=template.kind, is_active=True).update(is_active=False)
    template.is_active = True
    template.save(update_fields=["is_active"])
    record(template, before={"in use": str(current or "")}, after={"in use": str(template)})
    return template


@audited
def use_shipped_form(*, kind: str, instead_of: int | None, by: Actor) -> None:
    """Print the kind by the shipped form again; the office's versions stay."""
    current = _taken_over_from(kind, instead_of)
    if current is None:
        nothing_changed()
        return
    current.is_active = False
    current.save(update_fields=["is_active"])
    record(current, before={"is_active": True}, after={"is_active": False})


def _taken_over_from(kind: str, instead_of: int | None) -> FormTemplate | None:
    current = active_template(kind)
    if (current.pk if current else None) != instead_of:
        raise RefusedError(_("Somebody has put another form to use meanwhile: look at the versions again."))
    return current


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was made: `subject` names its series (a plan's version), whose documents are numbered."""

    kind: str
    subject: str
    title: str
    format: DocumentFormat
    content: bytes
    data: Mapping[str, Any] = field(default_factory=dict)
    template: FormTemplate | None = None
    is_open: bool = False
    is_draft: bool = False


@audited
def record_document(*, paper: Paper, by: Actor) -> Document:
    """Put a made paper into the register; the same bytes of the same series are there once."""
    series = Document.objects.filter(kind=paper.kind, subject=paper.subject)
    digest = hashlib.sha256(paper.content).hexdigest()
    if known := series.filter(digest=digest).first():
        nothing_changed()
        return known
    number = (series.aggregate(last=Max("number"))["last"] or 0) + 1
    document = Document(
        kind=paper.kind,
        subject=paper.subject,
        title=paper.title[:500],
        number=number,
        format=paper.format,
        template=paper.template,
        data=dict(paper.data),
        digest=digest,
        is_open=paper.is_open,
        is_draft=paper.is_draft,
        made_by=str(by),
    )
    document.file.save(f"{paper.kind}-{digest[:12]}.{paper.format}", ContentFile(paper.content), save=False)
    document.save()
    record(document, after=state_of(document, "kind", "title", "number", "format"))
    return document


@audited
def register_document(
    document: Document,
    *,
    edition: int,
    registered_number: str,
    registered_on: date | None,
    registered_link: str,
    by: Actor,
) -> Document:
    """Write the number, date and address of the document system beside a document."""
    current = take_edition(document, edition)
    if registered_on and not registered_number:
        raise RefusedError(_("A registration date stands with a number: write the number, too."))
    before = state_of(current, *REGISTRATION)
    current.registered_number, current.registered_on = registered_number, registered_on
    current.registered_link = registered_link
    current.save(update_fields=[*REGISTRATION, "edition"])
    record(current, before=before, after=state_of(current, *REGISTRATION))
    return current


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that a document prints and that was changed: what it is of, and what became of it (`rules.outdated`)."""

    document: Document
    about_key: str
    about_label: str
    about_url: str
    shifts: Shifts


@audited
def mark_outdated(*, facts: Sequence[ChangedFact], by: Actor) -> None:
    """Mark what of printed papers is otherwise now, and take away the marks of what came back; four statements."""
    rows = OutdatedFact.objects.filter(
        document__in={each.document.pk for each in facts}, about_key__in={each.about_key for each in facts}
    )
    known = {(row.document_id, row.about_key): row for row in rows}
    kept: list[OutdatedFact] = []
    gone: list[OutdatedFact] = []
    entries = []
    for each in facts:
        row = known.get((each.document.pk, each.about_key)) or OutdatedFact(
            document=each.document, about_key=each.about_key
        )
        before = row.words
        row.about_label, row.about_url = each.about_label[:300], each.about_url
        row.shifts = merged(row.shifts, each.shifts)
        entries.append((each.document, {"outdated": before}, {"outdated": row.words}))
        (kept if row.shifts else gone).append(row)
    OutdatedFact.objects.filter(pk__in=[row.pk for row in gone if row.pk]).delete()
    OutdatedFact.objects.bulk_create([row for row in kept if not row.pk], batch_size=300)
    OutdatedFact.objects.bulk_update([row for row in kept if row.pk], ["about_label", "about_url", "shifts"], 100)
    record_many(entries)


class PaperMaker(Protocol):
    """Makes a document of its room anew from the present facts, as the next version; None: it is another room's."""

    def __call__(self, document: Document, /, *, by: Actor) -> Document | None:
        """Make it, and put it into the register."""


@audited
def make_next_version(document: Document, *, by: Actor) -> Document:
    """Make the document anew from the present facts; the one before stays with its number, date and link.

    RefusedError where no room makes it by itself; FormRefusedError where the office's own form refuses.
    """
    makers: tuple[Any, ...] = bound("paper_makers")
    for make in makers:
        made: Document | None = make(document, by=by)
        if made is not None:
            record(made, after={"next version of": str(document), "version": made.number})
            return made
    raise RefusedError(_("This document is not made anew by itself: print it where it was printed."))
