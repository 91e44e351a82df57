"""Giving out files."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def as_file(content: bytes, name: str) -> HttpResponse:
    """Answer with a file to be saved under the name; its ending tells the type."""
    ending = name.rpartition(".")[2]
    response = HttpResponse(content, content_type=CONTENT_TYPES.get(ending, "application/octet-stream"))
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
