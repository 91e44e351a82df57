"""Filling Word forms: docxtpl over a form's bytes, in a sandbox, with plain data only."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from orgplan.documents.rules.allowed import FILTERS, TESTS

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
FORMS = Path(__file__).resolve().parent.parent / "forms"


def form_environment() -> SandboxedEnvironment:
    """Return the environment in which forms run: the sandbox, no functions, a handful of filters, no holes."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def fill_form(form: bytes, data: Mapping[str, Any]) -> bytes:
    """Return the .docx made of a form and plain data: texts, numbers, lists and dicts of them.

    A form is somebody's upload, so it runs sandboxed; a field it asks for and does not get is an error, never a hole.
    Time and memory are bounded only by `word.bounded`: an upload is filled there.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 -- python-docx loads slowly, pages do not need it

    template = DocxTemplate(io.BytesIO(form))
    template.render(plain_data(data), jinja_env=form_environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def shipped_form(name: str) -> bytes:
    """Return the bytes of a form that the product ships."""
    return (FORMS / f"{name}.docx").read_bytes()


def plain_data(value: Any) -> Any:
    """Return the data as forms take it: plain values without forbidden characters; TypeError for anything else."""
    if isinstance(value, Mapping):
        return {str(key): plain_data(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(each) for each in value]
    if value is None or isinstance(value, str | int | float | bool):
        return _clean(value) if isinstance(value, str) else value
    raise TypeError(f"a form takes plain data, not {type(value).__name__}")


def _clean(text: str) -> str:
    """Drop the characters that XML forbids; Word refuses a file that has one."""
    return _FORBIDDEN.sub("", text)
