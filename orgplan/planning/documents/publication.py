"""The frozen files of an approved version: a page that needs nothing else, Word and PDF."""

from __future__ import annotations

import base64
import hashlib

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from orgplan.audit.actions import Actor
from orgplan.planning.actions.documents import record_printed_version
from orgplan.planning.actions.publication import FrozenFiles
from orgplan.planning.documents.plan import plan_data, version_paper
from orgplan.planning.models import PlanVersion
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.documents import printed_version

STYLE = """
body { font: 16px/1.4 "Golos Text", Arial, sans-serif; color: #1a1d21 }
body { max-width: 70rem; margin: 0 auto; padding: 24px 16px }
h1 { font-size: 1.35rem; margin: 16px 0 4px; text-wrap: balance }
.stamp { margin-left: auto; width: 20rem; max-width: 100% }
table { border-collapse: collapse; width: 100%; margin-top: 16px }
th, td { border: 1px solid #b8bec6; padding: 6px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #f1f3f5 } td.n { text-align: right; width: 3rem } .section { font-weight: 600; text-align: center }
.lines { white-space: pre-line } footer { margin-top: 24px; color: #5a626b; font-size: 14px }
@media (max-width: 40em) {
  table, tbody, tr, td { display: block; width: auto } thead { display: none } td.n { text-align: left; width: auto }
  tr { border: 1px solid #b8bec6; margin-bottom: 8px } td { border: 0; padding: 3px 8px }
}
@media print { body { padding: 0; max-width: none; font-size: 11pt } tr { break-inside: avoid } }
"""
"""The look of a frozen page: part of its bytes, so that a later version of the product does not change it."""


def style_source_of(page: bytes) -> str:
    """Return what the page's security policy allows as its only style: the one that was frozen with it."""
    begin, end = page.find(b"<style>"), page.find(b"</style>")
    digest = base64.b64encode(hashlib.sha256(page[begin + len(b"<style>") : end]).digest()).decode()
    return f"'sha256-{digest}'"


def frozen_files(version: PlanVersion, *, by: Actor) -> FrozenFiles:
    """Return the bytes of the version's page, and its Word and PDF as they stand in the register, put there if new."""
    plan = version.plan
    data = plan_data(plan, version)
    style = format_html("<style>{}</style>", mark_safe(STYLE))  # noqa: S308 -- a constant of ours
    page = render_to_string("planning/published/frozen.html", data | {"style": style, "version": version})
    return FrozenFiles(page.encode(), _registered(version, "docx", by), _registered(version, "pdf", by))


def _registered(version: PlanVersion, ending: str, by: Actor) -> bytes:
    """Return the bytes of the version's paper in the usual form of its kind."""
    code = rule_of(version.plan.kind).paper
    kept = printed_version(version, code, ending) or record_printed_version(
        version=version, paper=version_paper(version, code, ending), by=by
    )
    with kept.file.open("rb") as file:
        content: bytes = file.read()
    return content
