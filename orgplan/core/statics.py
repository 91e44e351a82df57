"""Static files: hashed and compressed at collection, the style sheet folded into one file, the print fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "core/css/orgplan.css"
PRINT_FONT = "fonts/GolosText-Regular.ttf"
LAYERED_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);')

Paths = dict[str, tuple[Storage, str]]


class HashedStatics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # its base has no types
    """Names with a hash of the content, so that browsers may keep files for ever; ES module imports follow.

    Run `collectstatic -i ext`: an extension inside django-htmx has an import in a comment that cannot be resolved.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Return the hashed name; the plain one while nothing was collected (tests, the first start)."""
        return super().stored_name(name) if self.hashed_files else name

    def post_process(self, paths: Paths, *args: Any, **options: Any) -> Iterator[Any]:
        """Fold the imports of the style sheet first: one request instead of twenty, a file for each component."""
        if STYLE_SHEET in paths and not options.get("dry_run"):
            folded = InMemoryStorage()
            folded.save(STYLE_SHEET, ContentFile(fold_style_sheet(paths).encode()))
            paths = {**paths, STYLE_SHEET: (folded, STYLE_SHEET)}
        yield from super().post_process(paths, *args, **options)


def fold_style_sheet(paths: Paths) -> str:
    """Return the style sheet with every `@import … layer(x)` replaced by `@layer x { … }`.

    Raises KeyError when an imported file does not exist.
    """
    folder = STYLE_SHEET.rpartition("/")[0]

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    def folded(found: re.Match[str]) -> str:
        content = read(f"{folder}/{found['file']}")
        return f"@layer {found['layer']} {{\n{content}}}"

    return LAYERED_IMPORT.sub(folded, read(STYLE_SHEET))


def font_folder() -> Path:
    """Return the folder with the TTF files of Golos Text for PDF (build/assets/fonts, in the wheel core's static).

    Raises ImproperlyConfigured where the assets were not built.
    """
    found = finders.find(PRINT_FONT)
    if not found:
        raise ImproperlyConfigured("Шрифты не собраны: выполните «make assets» (tools/assets.py).")
    return Path(found).parent
