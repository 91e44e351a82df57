"""Old Word documents (.doc) through LibreOffice, in a process of its own with a profile of its own."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from orgplan.tables.binary_word import blocks_of_doc
from orgplan.tables.kinds import ole_entry
from orgplan.tables.model import Paper, Paragraph, Table, UnreadableFile
from orgplan.tables.safety import broken, protected
from orgplan.tables.word import read_docx

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")


def read_doc(data: bytes, name: str) -> Paper:
    """Convert a .doc to .docx and read that. Raises UnreadableFile: no LibreOffice here, damaged, too slow."""
    if _encrypted(data):
        raise protected(name)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFile(
            f"Файл «{name}» в старом формате .doc, а LibreOffice для его чтения на сервере не установлен: "
            "откройте файл в Word, сохраните как .docx и пришлите ещё раз.",
        )
    with tempfile.TemporaryDirectory(prefix="orgplan-doc-") as folder:
        converted = _convert(program, data, Path(folder), name)
    paper = read_docx(converted, name)
    return _with_lost_tables(paper, data)


def _with_lost_tables(paper: Paper, data: bytes) -> Paper:
    """Take our own reading of the document where LibreOffice lost rows of its tables."""
    try:
        own = blocks_of_doc(data)
    except (ValueError, IndexError, struct.error):
        return paper
    return replace(paper, blocks=tuple(own)) if _rows(own) > _rows(paper.blocks) else paper


def _rows(blocks: Sequence[Paragraph | Table]) -> int:
    return sum(len(block.rows) for block in blocks if isinstance(block, Table))


def _encrypted(data: bytes) -> bool:
    """Tell a .doc closed by a password: bit fEncrypted of the file information block ([MS-DOC] 2.5.2)."""
    entry = ole_entry(data, "WordDocument")
    if entry is None:
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    start = (sector + 1) << shift
    if start + 12 > len(data):
        return False
    (flags,) = struct.unpack_from("<H", data, start + 10)
    return bool(flags & 0x0100)


def _convert(program: str, data: bytes, folder: Path, name: str) -> bytes:
    """Run LibreOffice on the bytes in a folder of their own; its whole process group ends with the time limit."""
    source, result = folder / "source.doc", folder / "out" / "source.docx"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(result.parent),
        str(source),
    ]
    with subprocess.Popen(  # noqa: S603 -- a fixed command over our own temporary file
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise UnreadableFile(
                f"Файл «{name}» в старом формате .doc не удалось преобразовать за {_SECONDS} секунд: "
                "откройте его в Word, сохраните как .docx и пришлите ещё раз.",
            ) from error
    if not result.is_file():
        raise broken(name)
    return result.read_bytes()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the processes that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
