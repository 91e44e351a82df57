"""Old Word documents. LibreOffice makes them here from .docx, so these tests need it (as does the reading itself)."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from orgplan.tables import Paragraph, Table, UnreadableFile, read_bytes
from orgplan.tables.binary_word import blocks_of_doc
from orgplan.tables.compound import Compound
from orgplan.tables.tests.documents import docx_of_body, merges, only_table, p, paragraphs, tbl, tc, texts

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK #x </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2018</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>ПЛАН</w:t><w:br/><w:t>на май</w:t></w:r></w:p>'
    f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайное</w:t></w:r><w:r><w:t xml:space='preserve'>Год </w:t></w:r>{FIELD}</w:p>"
    + tbl(
        [tc("Раздел", '<w:tcW w:w="6000" w:type="dxa"/><w:gridSpan w:val="3"/>')],
        [tc("май", '<w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="restart"/>'), tc("Концерт"), tc("Сквер")],
        [tc("", '<w:tcW w:w="2000" w:type="dxa"/><w:vMerge/>'), tc(p("1") + p("2")), tc("")],
        grid=[2000, 2000, 2000],
    )
)
GRID = [["Раздел"] * 3, ["май", "Концерт", "Сквер"], ["май", "1\n2", ""]]
MERGED = {(0, 1): (0, 0), (0, 2): (0, 0), (2, 0): (1, 0)}


@pytest.fixture(scope="module")
def old_doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc whose last block is a table: the case that LibreOffice reads as one line."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is absent")
        pytest.skip("LibreOffice is absent")
    folder: Path = tmp_path_factory.mktemp("doc")
    (folder / "план.docx").write_bytes(docx_of_body(BODY))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), "план.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "план.doc").read_bytes()


def test_doc_table_at_the_end_is_not_lost(old_doc: bytes) -> None:
    paper = read_bytes(old_doc, "план.doc")
    assert paragraphs(paper) == ["ПЛАН\nна май", "Год 2018"]
    assert texts(only_table(paper)) == GRID
    assert merges(only_table(paper)) == MERGED


def test_doc_named_docx_is_read_by_its_content(old_doc: bytes) -> None:
    assert texts(only_table(read_bytes(old_doc, "план.docx"))) == GRID


def test_doc_is_read_without_libreoffice_too(old_doc: bytes) -> None:
    title, year, table = blocks_of_doc(old_doc)
    assert title == Paragraph("ПЛАН\nна май", bold=True, centred=True)
    assert year == Paragraph("Год 2018")
    assert isinstance(table, Table)
    assert texts(table) == GRID
    assert merges(table) == MERGED


def test_compound_file_gives_its_streams(old_doc: bytes) -> None:
    container = Compound(old_doc)
    main = container.stream("WordDocument")
    assert main is not None
    assert main[:2] == b"\xec\xa5"
    assert container.stream("нет такого") is None


def test_doc_closed_by_a_password_is_told(old_doc: bytes) -> None:
    main = Compound(old_doc).stream("WordDocument")
    assert main is not None
    at = old_doc.find(main[:64])
    (flags,) = struct.unpack_from("<H", old_doc, at + 10)
    closed = old_doc[: at + 10] + struct.pack("<H", flags | 0x0100) + old_doc[at + 12 :]
    with pytest.raises(UnreadableFile, match=r"«план\.doc» защищён паролем"):
        read_bytes(closed, "план.doc")


def test_damaged_doc_is_told(old_doc: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"«план\.doc»"):
        read_bytes(old_doc[:3000], "план.doc")


def test_doc_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = "WordDocument".encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name)) + bytes(62)
    data = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9)).ljust(512, b"\0") + entry
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=r"LibreOffice.*не установлен.*сохраните как \.docx"):
        read_bytes(data.ljust(4096, b"\0"), "план.doc")
