"""The process in which an uploaded form is filled: reads a task from its input, writes the .docx, or says why not.

    python -m orgplan.documents.word.child

Input: eight bytes of length, JSON `{"data", "memory" in bytes, "seconds"}`, the form. Refused: exit code 3 and one
line of JSON `{"kind", "text"}` as the last line of the error output. Knows neither Django nor the database.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import docx
import jinja2.debug  # noqa: F401 -- loaded before the right to open files is given up
from jinja2.exceptions import SecurityError, UndefinedError

from orgplan.documents.word.filling import fill_form

_REFUSED = 3
_LONGEST = 300
_STANDARD_STREAMS = 3


def give_up_rights(memory: int, seconds: int) -> None:
    """Bound memory and processor time and forbid to open files, where the system has such limits (not on Windows)."""
    try:
        import resource  # noqa: PLC0415 -- only Unix has it
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _STANDARD_STREAMS,
    }
    for kind, most in bounds.items():
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def warm_up() -> None:
    """Fill a small form once: what the libraries load late is loaded while files may still be opened."""
    word, out = docx.Document(), io.BytesIO()
    word.add_paragraph(
        "{% for строка in строки %}{% if строка == 'а' %}{{ строка|upper|default('') }}{% endif %}{% endfor %}"
    )
    word.sections[0].header.paragraphs[0].text = word.sections[0].footer.paragraphs[0].text = "{{ строки|join }}"
    word.add_table(1, 1).rows[0].cells[0].text = "{{ строки[0]|e }}"
    word.save(out)
    fill_form(out.getvalue(), {"строки": ["а", "б\nв"]})


def main() -> int:
    """Fill the form; return the exit code."""
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    task: dict[str, Any] = json.loads(sys.stdin.buffer.read(size))
    form = sys.stdin.buffer.read()
    warm_up()
    give_up_rights(task["memory"], task["seconds"])
    try:
        sys.stdout.buffer.write(fill_form(form, task["data"]))
    except MemoryError:
        return _refuse("memory")
    except UndefinedError as error:
        return _refuse("undefined", error)
    except SecurityError as error:
        return _refuse("forbidden", error)
    except Exception as error:  # noqa: BLE001 -- whatever a broken file does to the libraries is told, not traced
        return _refuse("broken", error)
    return 0


def _refuse(kind: str, error: Exception | None = None) -> int:
    text = str(error or "")[:_LONGEST] or type(error).__name__
    sys.stderr.write("\n" + json.dumps({"kind": kind, "text": text}) + "\n")
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
