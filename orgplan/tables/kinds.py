"""What a file really is, told from its first bytes and its inside, not from its name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from enum import Enum

from orgplan.tables.model import UnreadableFile
from orgplan.tables.safety import protected

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096


class Kind(Enum):
    """A readable kind of file."""

    DOCX = "docx"
    DOC = "doc"
    WORD_XML = "word-xml"
    XLSX = "xlsx"
    XLS = "xls"
    EXCEL_XML = "excel-xml"
    ODF = "odf"
    ODF_FLAT = "odf-flat"
    RTF = "rtf"
    HTML = "html"
    MHTML = "mhtml"
    CSV = "csv"
    TEXT = "text"


_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"AT&TFORM",
    b"\xd7\xcd\xc6\x9a",
    b"8BPS",
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"MSCF", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (b"MZ", b"\x7fELF")
_TAG = re.compile(rb"<(!doctype\s+html|html|head|body|table|div|p|meta|style|span|br|h\d|ul|ol)[\s>/]", re.IGNORECASE)
_SUFFIX_KINDS = {"csv": Kind.CSV, "tsv": Kind.CSV, "htm": Kind.HTML, "html": Kind.HTML}


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of a file by its content; the name decides only between kinds of plain text.

    Raises UnreadableFile, one sentence each, for a picture, PDF, archive, program, presentation and unknown bytes.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name)
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    _refuse_foreign(data, name)
    markup = _markup_kind(head, data)
    if markup is not None:
        return markup
    if _looks_binary(data):
        raise UnreadableFile(
            f"Файл «{name}» не прочитан: его содержимое не похоже ни на Word, ни на Excel, ни на текст. "
            "Пришлите план документом Word или таблицей Excel.",
        )
    return _SUFFIX_KINDS.get(_suffix(name), Kind.TEXT)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _refuse_foreign(data: bytes, name: str) -> None:
    """Raise for the well-known kinds that hold no readable table."""
    if b"%PDF-" in data[:1024]:
        raise UnreadableFile(f"Файл «{name}» — это PDF, таблицу из него надёжно не взять: пришлите Word или Excel.")
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        raise UnreadableFile(
            f"Файл «{name}» — это изображение, а не документ: пришлите план документом Word или таблицей Excel.",
        )
    if data.startswith(_ARCHIVES):
        raise archive(name)
    if data.startswith(_PROGRAMS):
        raise UnreadableFile(f"Файл «{name}» — это программа, а не документ: пришлите Word или Excel.")


def archive(name: str) -> UnreadableFile:
    """Return the error for an archive."""
    return UnreadableFile(f"Файл «{name}» — это архив: распакуйте его и пришлите документы Word или Excel по одному.")


def _markup_kind(head: bytes, data: bytes) -> Kind | None:
    """Recognise XML of Office 2003, flat OpenDocument, saved mail and web pages."""
    plain = head.replace(b"\0", b"")
    plain = plain[2:] if plain.startswith((b"\xff\xfe", b"\xfe\xff")) else plain
    if plain.startswith(b"<"):
        for mark, kind in (
            (b"urn:schemas-microsoft-com:office:spreadsheet", Kind.EXCEL_XML),
            (b"schemas.microsoft.com/office/word/2003/wordml", Kind.WORD_XML),
            (b"schemas.microsoft.com/office/2006/xmlPackage", Kind.WORD_XML),
            (b"urn:oasis:names:tc:opendocument:xmlns:office", Kind.ODF_FLAT),
        ):
            # A web page saved by Excel names the spreadsheet namespace with a prefix on <html>.
            if mark in plain and not re.search(rb"<html", plain, re.IGNORECASE):
                return kind
    if re.match(rb"(from:|mime-version:|content-type: *multipart|date:|subject:|x-)", plain, re.IGNORECASE) and (
        b"multipart/related" in data[:_HEAD].lower() or b"text/html" in data[:_HEAD].lower()
    ):
        return Kind.MHTML
    if plain.startswith(b"<") and _TAG.search(plain):
        return Kind.HTML
    return None


def _looks_binary(data: bytes) -> bool:
    """Tell bytes that are no text: control bytes beyond those of a text, unless it is UTF-16."""
    sample = data[:_HEAD]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = sample.count(0)
    if zeros:
        half = len(sample) // 2
        # UTF-16 Russian: the high byte is 0x04 for letters, 0x00 for spaces, digits and line ends.
        return not any(sum(part.count(byte) for byte in (0, 4)) > half * 0.9 for part in (sample[::2], sample[1::2]))
    control = sum(sample.count(byte) for byte in (*range(1, 9), *range(14, 32)))
    return control * 50 > len(sample)


def _zip_kind(data: bytes, name: str) -> Kind:
    """Tell the office kinds apart by their entries; any other zip is an archive. Broken zips go on to the reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = {entry.lower() for entry in opened.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return {"xlsx": Kind.XLSX, "xlsm": Kind.XLSX, "odt": Kind.ODF, "ods": Kind.ODF}.get(_suffix(name), Kind.DOCX)
    for part, kind in (
        ("word/document.xml", Kind.DOCX),
        ("xl/workbook.xml", Kind.XLSX),
        ("content.xml", Kind.ODF),
    ):
        if part in entries:
            return kind
    if "xl/workbook.bin" in entries:
        # calamine could read it, but allocates the whole rectangle of an absurd sheet: 17 billion cells.
        raise UnreadableFile(
            f"Файл «{name}» — двоичная книга Excel (.xlsb): сохраните её как .xlsx и пришлите ещё раз."
        )
    if any(entry.startswith("word/") for entry in entries):
        return Kind.DOCX
    if any(entry.startswith("xl/") for entry in entries):
        return Kind.XLSX
    if any(entry.startswith("ppt/") for entry in entries):
        raise presentation(name)
    raise archive(name)


def presentation(name: str) -> UnreadableFile:
    """Return the error for a presentation."""
    return UnreadableFile(f"Файл «{name}» — это презентация: пришлите план документом Word или таблицей Excel.")


def ole_entry(data: bytes, stream: str) -> int | None:
    """Return the offset of a stream's directory entry in an OLE file (Word and Excel of 1997–2003), None if absent.

    Directory entries are 128 bytes at a multiple of 128: the name in UTF-16, its length in bytes with the final zero
    at 64 ([MS-CFB] 2.6.1).
    """
    wanted = stream.encode("utf-16-le") + b"\0\0"
    found = data.find(wanted)
    while found >= 0:
        if found % 128 == 0 and data[found + 64 : found + 66] == struct.pack("<H", len(wanted)):
            return found
        found = data.find(wanted, found + 1)
    return None


def _ole_kind(data: bytes, name: str) -> Kind:
    if ole_entry(data, "WordDocument") is not None:
        return Kind.DOC
    if ole_entry(data, "Workbook") is not None or ole_entry(data, "Book") is not None:
        return Kind.XLS
    if ole_entry(data, "EncryptedPackage") is not None:
        raise protected(name)
    if ole_entry(data, "PowerPoint Document") is not None:
        raise presentation(name)
    raise UnreadableFile(
        f"Файл «{name}» не прочитан: в нём нет ни документа Word, ни таблицы Excel. "
        "Откройте его, сохраните как .docx или .xlsx и пришлите ещё раз.",
    )
