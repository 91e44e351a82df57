"""Filling an uploaded form in a process of its own that is killed when it takes too long or too much.

A thread cannot be stopped and jinja2 counts no steps, so an endless or enormous form needs a process (ADR 0015). It
starts with an empty environment (no keys, no database address) and, where the system has limits, with bounded memory
and processor time and no right to open a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from orgplan.core.editing import RefusedError
from orgplan.documents.word.filling import plain_data

_PACKAGE_PARENT = Path(__file__).resolve().parents[3]
_MEGABYTE = 1024 * 1024
_REFUSED = 3


class FormRefusedError(RefusedError):
    """A form that could not be filled; the text is a sentence for whoever prints or keeps it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What filling one form may cost: seconds, megabytes of memory, megabytes of the file made."""

    seconds: int
    memory: int
    output: int

    @classmethod
    def of_settings(cls) -> Bounds:
        """Return the bounds of this installation."""
        return cls(*settings.FORM_BOUNDS)


def fill_bounded(form: bytes, data: Mapping[str, Any], bounds: Bounds | None = None) -> bytes:
    """Return the .docx made of an uploaded form, as `fill_form` does, within bounds; else FormRefusedError."""
    bounds = bounds or Bounds.of_settings()
    task = {"data": plain_data(data), "memory": bounds.memory * _MEGABYTE, "seconds": bounds.seconds}
    words = json.dumps(task, ensure_ascii=False).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "orgplan.documents.word.child"],
            input=len(words).to_bytes(8, "big") + words + form,
            capture_output=True,
            timeout=bounds.seconds,
            check=False,
            env={"PYTHONPATH": str(_PACKAGE_PARENT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        raise FormRefusedError(_too_slow(bounds)) from None
    if done.returncode == 0:
        if len(done.stdout) > bounds.output * _MEGABYTE:
            raise FormRefusedError(_("The form makes a file of more than %d MB: stopped.") % bounds.output)
        return done.stdout
    raise FormRefusedError(_sentence(done, bounds))


def _too_slow(bounds: Bounds) -> str:
    return _("The form was not filled within %d s and was stopped: look for loops inside loops.") % bounds.seconds


def _sentence(done: subprocess.CompletedProcess[bytes], bounds: Bounds) -> str:
    """Return why the form was not filled; the child writes one line of JSON when it refuses by itself."""
    if done.returncode != _REFUSED:  # killed by the system: processor time or memory
        return _too_slow(bounds)
    said = json.loads(done.stderr.decode().splitlines()[-1])
    sentences = {
        "memory": _("The form needs more than %d MB of memory and was stopped: look for loops inside loops.")
        % bounds.memory,
        "undefined": _("The form asks for a field that does not exist: %s."),
        "forbidden": _("The form asks for something that forms may not do: %s."),
        "broken": _("The form could not be filled: %s."),
    }
    if said["kind"] == "undefined" and "has no element" in said["text"]:
        return _("The form asks for a row of a list that is not there.")
    sentence = sentences[said["kind"]]
    return sentence % said["text"] if "%s" in sentence else sentence
