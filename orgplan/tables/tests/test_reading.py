"""Bad input: each kind has its own sentence that names the file."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from orgplan.tables import Table, UnreadableFile, read_bytes, read_clipboard, read_file
from orgplan.tables.safety import MAX_BYTES
from orgplan.tables.tests.documents import (
    docx,
    docx_of_body,
    odf,
    only_table,
    p,
    raw_xlsx,
    replaced,
    tbl,
    tc,
    texts,
    xlsx,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = io.BytesIO()
Image.new("RGB", (8, 8)).save(PICTURE, "PNG")
WORD = docx_of_body(p("План") + tbl([tc("Дата"), tc("Место")]))


def sentence(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, name)
    text = str(caught.value)
    assert f"«{name}»" in text
    assert text.endswith(".")
    assert "\n" not in text
    return text


def ole(*streams: str) -> bytes:
    """Build the outline of an OLE file: a header and a directory with the given streams."""
    entries = b""
    for stream in streams:
        name = stream.encode("utf-16-le") + b"\0\0"
        entries += name.ljust(64, b"\0") + struct.pack("<H", len(name)) + bytes(62)
    return (OLE + bytes(22) + struct.pack("<H", 9)).ljust(512, b"\0") + entries.ljust(512, b"\0")


def test_empty_file_is_told() -> None:
    assert "пуст (0 байт)" in sentence(b"", "план.docx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx_of_body(p(" ")), "план.docx"),
        (xlsx(lambda sheet: sheet), "план.xlsx"),
        (odf("text", "<text:p/>"), "план.odt"),
        (rb"{\rtf1\ansi\par}", "план.rtf"),
        (b"<html><body></body></html>", "план.html"),
        (b";;\r\n;;\r\n", "план.csv"),
        ("\ufeff \r\n\u00a0\r\n".encode(), "план.txt"),
    ],
)
def test_file_without_text_is_told(data: bytes, name: str) -> None:
    assert "нет текста" in sentence(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(lambda document: document.add_picture(io.BytesIO(PICTURE.getvalue()))), "план.docx"),
        (rb"{\rtf1\ansi{\pict\pngblip 89504e47}\par}", "план.rtf"),
    ],
)
def test_file_of_a_picture_only_is_told_to_be_a_scan(data: bytes, name: str) -> None:
    text = sentence(data, name)
    assert "только изображение" in text
    assert "с которого он снят" in text


def test_huge_file_is_refused_with_its_size() -> None:
    text = sentence(b"a" * (MAX_BYTES + 1024 * 1024), "план.txt")
    assert "слишком большой: 21,0 МБ при допустимых 20 МБ" in text


def test_huge_file_on_disk_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "план.docx"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    with pytest.raises(UnreadableFile, match="слишком большой"):
        read_file(path)


def test_absent_file_and_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"Файла «нет\.docx» нет"):
        read_file(tmp_path / "нет.docx")
    with pytest.raises(UnreadableFile, match=r"не открывается|пуст"):
        read_file(tmp_path)


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xd8\xff\xe0" + bytes(60),
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        b"GIF89a" + bytes(60),
        b"RIFF0000WEBP",
        b"II*\0" + bytes(9),
    ],
)
def test_picture_renamed_docx_is_told(head: bytes) -> None:
    assert "это изображение" in sentence(head, "план.docx")


def test_pdf_asks_for_word_or_excel() -> None:
    text = sentence(b"%PDF-1.7\n" + bytes(99), "план.doc")
    assert "это PDF" in text
    assert "пришлите Word или Excel" in text


@pytest.mark.parametrize(
    "data",
    [
        zipped({"планы/план.docx": WORD}),
        b"Rar!\x1a\x07\x01\0" + bytes(20),
        b"7z\xbc\xaf\x27\x1c" + bytes(20),
        b"\x1f\x8b\x08" + bytes(9),
    ],
)
def test_archive_is_told(data: bytes) -> None:
    assert "это архив: распакуйте" in sentence(data, "планы.zip")


def test_presentation_program_and_unknown_bytes_are_told() -> None:
    assert "презентация" in sentence(zipped({"ppt/presentation.xml": "<p/>"}), "план.pptx")
    assert "презентация" in sentence(ole("PowerPoint Document"), "план.ppt")
    assert "программа" in sentence(b"MZ\x90\0" + bytes(60), "план.doc")
    assert "не похоже" in sentence(bytes(random.Random(1).choices(range(256), k=4000)), "план.dat")  # noqa: S311 -- no secret
    assert "нет ни документа Word" in sentence(ole("SummaryInformation"), "план.doc")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_cut_office_files_are_told_as_damaged(share: float) -> None:
    for data, name in ((WORD, "план.docx"), (xlsx(lambda sheet: sheet.append([1])), "план.xlsx")):
        assert "повреждён" in sentence(data[: int(len(data) * share)], name)


def test_docx_with_broken_xml_is_told_as_damaged() -> None:
    assert "повреждён" in sentence(replaced(WORD, "word/document.xml", b"<w:document><w:body>"), "план.docx")
    assert "повреждён" in sentence(zipped({"xl/workbook.xml": "<workbook"}), "план.xlsx")
    assert "повреждён" in sentence(zipped({"content.xml": "<a/>"}), "план.odt")


def test_damaged_checksum_is_told_as_damaged() -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        entry = archive.getinfo("word/document.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    data = WORD[: start + 40] + b"\0\1\2\3" + WORD[start + 44 :]
    assert "повреждён" in sentence(data, "план.docx")


def test_files_closed_by_a_password_are_told() -> None:
    assert "защищён паролем" in sentence(ole("EncryptionInfo", "EncryptedPackage"), "план.docx")
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert "защищён паролем" in sentence(zipped({"content.xml": "x", "META-INF/manifest.xml": manifest}), "план.odt")
    flagged = bytearray(WORD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := flagged.find(signature, at + 1)) >= 0:
            flagged[at + offset] |= 1
    assert "защищён паролем" in sentence(bytes(flagged), "план.docx")


def test_zip_bomb_is_refused() -> None:
    bomb = replaced(WORD, "word/media/image1.bin", bytes(120_000_000))
    assert len(bomb) < 1_000_000
    assert "при распаковке" in sentence(bomb, "план.docx")


def test_zip_of_too_many_entries_is_refused() -> None:
    parts: dict[str, bytes | str] = {f"word/x{number}.xml": "" for number in range(6000)}
    assert "при распаковке" in sentence(zipped({"word/document.xml": "<a/>", **parts}), "план.docx")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "хахахаха"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">'
    '<!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;">]>'
)


def test_xml_entities_are_refused() -> None:
    word = f'{LAUGHS}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    word += "<w:p><w:r><w:t>&z;</w:t></w:r></w:p></w:body></w:document>"
    assert "повреждён" in sentence(replaced(WORD, "word/document.xml", word.encode()), "план.docx")
    sheet = (
        f'{LAUGHS}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    )
    sheet += '<c r="A1" t="inlineStr"><is><t>&z;</t></is></c></row></sheetData></worksheet>'
    data = replaced(raw_xlsx(""), "xl/worksheets/sheet1.xml", sheet.encode())
    with pytest.raises(UnreadableFile):
        read_bytes(data, "план.xlsx")


def test_xml_file_entity_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("секрет", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}">]><html><body><p>а &s; б</p></body></html>'
    assert "секрет" not in str(read_bytes(page.encode(), "a.html"))


def test_content_decides_over_the_name() -> None:
    book = xlsx(lambda sheet: sheet.append(["Дата", "Место"]))
    for data in (
        WORD,
        book,
        rb"{\rtf1\ansi\trowd\cellx1000\cellx2000 \'c4\'e0\'f2\'e0\cell \'cc\'e5\'f1\'f2\'ee\cell\row}",
    ):
        for name in ("план.docx", "план.doc", "план.xls", "план.xlsx", "план.csv", "план"):
            assert texts(only_table(read_bytes(data, name))) == [["Дата", "Место"]]


def test_old_excel_named_xls_but_written_as_xml_of_2003() -> None:
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Май"><Table>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Раздел</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell><Data ss:Type="DateTime">2018-05-27T10:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    table = only_table(read_bytes(xml.encode(), "план.xls"))
    assert table.name == "Май"
    assert texts(table) == [["Раздел", "Раздел"], ["", ""], ["27.05.2018 10:00", "5"]]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<table>" + b"<tr><td>a<td>b" * 20_001 + b"</table>", "план.html"),
        (b"a;b\n" * 20_001, "план.csv"),
        (docx_of_body("<w:tbl>" + f"<w:tr>{tc('a')}{tc('b')}</w:tr>" * 20_001 + "</w:tbl>"), "план.docx"),
    ],
)
def test_rows_beyond_the_limit_are_told(data: bytes, name: str) -> None:
    paper = read_bytes(data, name)
    assert len(only_table(paper).rows) == 20_000
    (notice,) = paper.notices
    assert notice == "Таблица 1: прочитаны только первые 20000 строк и 256 столбцов."


def test_oversized_clipboard_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="слишком большой"):
        read_clipboard("а" * MAX_BYTES)


SEEDS = [
    WORD,
    xlsx(lambda sheet: sheet.append(["Дата", 1, 2.5])),
    odf(
        "spreadsheet",
        '<table:table table:name="Л"><table:table-row><table:table-cell/></table:table-row></table:table>',
    ),
    rb"{\rtf1\ansi\trowd\cellx1000\pard\intbl a\cell\row\pard b\par}",
    b"<html><body><table><tr><td>a<td>b</table></body></html>",
    ole("Workbook"),
    ole("WordDocument"),
]


@settings(max_examples=150)
@given(
    st.sampled_from(SEEDS),
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=8),
    st.sampled_from(["a.docx", "a.xls", "a.csv"]),
)
def test_any_damage_gives_a_paper_or_a_sentence(seed: bytes, place: int, patch: bytes, name: str) -> None:
    if seed is SEEDS[6]:
        return
    at = place % len(seed)
    try:
        paper = read_bytes(seed[:at] + patch + seed[at + len(patch) :], name)
    except UnreadableFile as error:
        assert f"«{name}»" in str(error)  # noqa: PT017 -- either outcome is right
        return
    assert all(len({len(cells) for cells in block.rows}) == 1 for block in paper.blocks if isinstance(block, Table))


def test_many_sheets_and_rows_are_read() -> None:
    def build(sheet: Worksheet) -> None:
        for number in range(1000):
            sheet.append([number, f"Мероприятие {number}", "май", "Сквер", "Отдел"])

    assert len(only_table(read_bytes(xlsx(build), "a.xlsx")).rows) == 1000
