"""PDF by typst: a form of the package and a JSON of plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMS = Path(__file__).resolve().parent / "forms"


def compile_form(name: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF (tagged, PDF/A-2a) of the form `name` filled with the data."""
    import typst  # noqa: PLC0415 -- the compiler loads slowly, pages do not need it

    compiled = typst.compile(
        str(FORMS / f"{name}.typ"),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a"],
    )
    assert isinstance(compiled, bytes), "a single document"
    return compiled
