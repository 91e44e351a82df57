"""The door of the room: bytes or a file become a `Paper`, or one Russian sentence says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orgplan.tables import safety
from orgplan.tables.delimited import read_csv, table_of_delimited
from orgplan.tables.kinds import Kind, kind_of
from orgplan.tables.model import Paper, Paragraph, Table, UnreadableFile
from orgplan.tables.notices import about_tables
from orgplan.tables.olddoc import read_doc
from orgplan.tables.opendocument import read_flat_odf, read_odf
from orgplan.tables.plain import blocks_of_lines, read_text
from orgplan.tables.rtf import read_rtf
from orgplan.tables.spreadsheet import read_xls
from orgplan.tables.spreadsheetml import read_excel_xml
from orgplan.tables.webpage import blocks_of_html, read_html, read_mhtml
from orgplan.tables.word import read_docx, read_word_xml
from orgplan.tables.workbook import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLIPBOARD = "буфер обмена"
_READERS: dict[Kind, Callable[[bytes, str], Paper]] = {
    Kind.DOCX: read_docx,
    Kind.DOC: read_doc,
    Kind.RTF: read_rtf,
    Kind.ODF: read_odf,
    Kind.ODF_FLAT: read_flat_odf,
    Kind.XLS: read_xls,
    Kind.EXCEL_XML: read_excel_xml,
    Kind.WORD_XML: read_word_xml,
    Kind.XLSX: read_xlsx,
    Kind.HTML: read_html,
    Kind.MHTML: read_mhtml,
    Kind.CSV: read_csv,
    Kind.TEXT: read_text,
}


def read_file(path: Path) -> Paper:
    """Read a unit's file of any supported kind. Raises UnreadableFile with one Russian sentence naming the file."""
    name = path.name
    try:
        safety.check_size(path.stat().st_size, name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"Файла «{name}» нет по указанному пути: проверьте путь и имя.") from error
    except OSError as error:
        raise UnreadableFile(f"Файл «{name}» не открывается: нет прав на чтение или это не файл.") from error
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Paper:
    """Read a file's content; `name` is shown in messages and helps only to tell kinds of plain text apart.

    Raises UnreadableFile for everything that cannot be read, library failures included (the cause is chained).
    """
    safety.check_size(len(data), name)
    try:
        paper = _READERS[kind_of(data, name)](data, name)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(
            f"Файл «{name}» не удалось прочитать: он повреждён или устроен необычно. "
            "Откройте его, сохраните заново как .docx или .xlsx и пришлите ещё раз.",
        ) from error
    if not any(isinstance(block, Table) or block.text for block in paper.blocks):
        if safety.has_pictures(data):
            raise UnreadableFile(
                f"В файле «{name}» только изображение, текста в нём нет: похоже, это скан. "
                "Пришлите документ Word или Excel, с которого он снят."
            )
        raise UnreadableFile(f"В файле «{name}» нет текста: проверьте, тот ли это файл, и пришлите его ещё раз.")
    return replace(paper, notices=(*paper.notices, *about_tables(paper.blocks)))


def read_clipboard(text: str, html: str = "") -> Paper:
    """Read what was pasted: HTML of Word or Excel if it holds a table, else tab-separated text, else lines.

    Raises UnreadableFile for an empty or oversized clipboard.
    """
    safety.check_size(len(text.encode()) + len(html.encode()), CLIPBOARD)
    blocks: list[Paragraph | Table] = []
    if html.strip():
        # Windows puts a header of offsets («Version:0.9 StartHTML:…») before the markup.
        blocks = blocks_of_html(html[max(html.find("<"), 0) :], CLIPBOARD)
    if not any(isinstance(block, Table) for block in blocks) and "\t" in text:
        table = table_of_delimited(text, "\t")
        blocks = [table] if table else blocks
    if not blocks:
        blocks = blocks_of_lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not blocks:
        raise UnreadableFile("В буфере обмена нет текста: скопируйте строки плана из Word или Excel ещё раз.")
    return Paper(name=CLIPBOARD, blocks=tuple(blocks), notices=tuple(about_tables(blocks)))
