"""PDF by typst: a form of the package and a JSON of plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orgplan.documents.word import plain_data

_NO_SIGN = "could not be displayed with font"
FORMS = Path(__file__).resolve().parent / "forms"


def compile_form(name: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF (tagged, PDF/A-2a) of the form `name` filled with the data.

    A sign that no font of ours has (an emoji in a title) cannot stand in PDF/A: then a plain PDF has a box there.
    """
    import typst  # noqa: PLC0415 -- the compiler loads slowly, pages do not need it

    form, inputs = str(FORMS / f"{name}.typ"), {"data": json.dumps(plain_data(data), ensure_ascii=False)}
    try:
        compiled = typst.compile(form, sys_inputs=inputs, pdf_standards=["a-2a"])
    except typst.TypstError as error:
        if _NO_SIGN not in str(error):
            raise
        compiled = typst.compile(form, sys_inputs=inputs)
    assert isinstance(compiled, bytes), "a single document"
    return compiled
