"""Printed scripts in the register of documents."""

from __future__ import annotations

from orgplan.audit.actions import Actor, audited, nothing_changed
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.scripts.models import Script, ScriptPrint


@audited
def record_print(script: Script, *, paper: Paper, by: Actor) -> Document:
    """Put a printed script into the register, tied to the script: a change of the event marks it outdated."""
    document = record_document(paper=paper, by=by)
    _joined, is_new = ScriptPrint.objects.get_or_create(document=document, defaults={"script": script})
    if not is_new:
        nothing_changed()
    return document
