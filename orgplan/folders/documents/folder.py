"""A leader's folder on paper: A5."""

from __future__ import annotations

from django.utils import timezone

from orgplan.documents.pdf import compile_form
from orgplan.folders.rules.folder import Folder

_FORM = "leader_folder"


def folder_pdf(folder: Folder) -> bytes:
    """Return the PDF of the folder; the same data as the page, with the hour at which it was taken."""
    data = folder.data | {
        "title": f"Папка: {folder.name}, {folder.day_words}",
        "summary": folder.summary,
        "events": [
            each | {"when": event.when} for each, event in zip(folder.data["events"], folder.events, strict=True)
        ],
        "footer": f"По состоянию на {timezone.localtime():%d.%m.%Y %H:%M}. Содержит персональные данные.",
    }
    return compile_form(_FORM, data)


def folder_file_name(folder: Folder) -> str:
    """Return «Папка 2026-11-24 Образцов И. И..pdf» without what file systems refuse."""
    surname = folder.name.split(" ", maxsplit=1)[0]
    return f"Папка {folder.day} {surname}.pdf"
