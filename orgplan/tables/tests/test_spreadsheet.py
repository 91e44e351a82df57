"""Old Excel workbooks; the files are written record by record ([MS-XLS], [MS-CFB])."""

from __future__ import annotations

import struct

import pytest

from orgplan.tables import Cell, UnreadableFile, read_bytes
from orgplan.tables.tests.documents import merges, only_table, texts, zipped

NONE, END = 0xFFFFFFFF, 0xFFFFFFFE


def record(code: int, payload: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(payload)) + payload


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def cell_record(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return record(0x204, struct.pack("<HHH", row, column, 0) + text)
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def workbook(cells: dict[tuple[int, int], str | float], merged: tuple[int, ...] = (), *, hidden: bool = False) -> bytes:
    """Write a workbook of one sheet; `merged` is first row, last row, first column, last column."""
    sheet = begin(0x10) + b"".join(cell_record(*place, value) for place, value in cells.items())
    if merged:
        sheet += record(0xE5, struct.pack("<5H", 1, *merged))
    sheet += record(0x0A)

    def globals_with(position: int) -> bytes:
        bound = struct.pack("<IBBBB", position, int(hidden), 0, 4, 1) + "План".encode("utf-16-le")
        return begin(5) + record(0x42, struct.pack("<H", 1200)) + record(0x85, bound) + record(0x0A)

    return compound(globals_with(len(globals_with(0))) + sheet)


def compound(stream: bytes) -> bytes:
    """Put a stream named «Workbook» into a compound file: sector 0 allocation table, 1 directory, then the stream."""
    size = -(-max(len(stream), 4096) // 512)
    stream = stream.ljust(size * 512, b"\0")
    table = [0xFFFFFFFD, END, *range(3, size + 2), END]
    table += [NONE] * (128 - len(table))

    def entry(name: str, kind: int, start: int, length: int, child: int = NONE) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(text), kind, 1, NONE, NONE, child)
        return text.ljust(64, b"\0") + links + bytes(16) + struct.pack("<IQQIQ", 0, 0, 0, start, length)

    directory = entry("Root Entry", 5, END, 0, 1) + entry("Workbook", 2, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[NONE] * 108)
    return header + struct.pack("<128I", *table) + directory.ljust(512, b"\0") + stream


def test_xls_cells_keep_their_addresses_and_values() -> None:
    table = only_table(read_bytes(workbook({(2, 1): "1 мая", (2, 2): 5.0, (3, 1): 10.5}), "план.xls"))
    assert table.rows[2:] == ((Cell(), Cell("1 мая"), Cell("5", 5)), (Cell(), Cell("10,5", 10.5), Cell()))
    assert (table.name, len(table.rows), table.hidden) == ("План", 4, False)


def test_xls_merged_cells_and_hidden_sheets() -> None:
    data = workbook({(0, 0): "Раздел", (1, 0): "а", (1, 1): "б"}, (0, 0, 0, 1), hidden=True)
    table = only_table(read_bytes(data, "план.xls"))
    assert texts(table) == [["Раздел", "Раздел"], ["а", "б"]]
    assert merges(table) == {(0, 1): (0, 0)}
    assert table.hidden


def test_xls_text_beyond_the_grid_is_told() -> None:
    paper = read_bytes(workbook({(0, 0): "а", (30_000, 0): "б"}), "план.xls")
    assert texts(only_table(paper)) == [["а"]]
    (notice,) = paper.notices
    assert notice.startswith("Лист «План»: прочитаны только первые 20000 строк")


def test_xls_closed_by_a_password_is_told() -> None:
    data = compound(begin(5) + record(0x2F, bytes(54)) + record(0x0A))
    with pytest.raises(UnreadableFile, match=r"«план\.xls» защищён паролем"):
        read_bytes(data, "план.xls")


def test_damaged_xls_is_told() -> None:
    with pytest.raises(UnreadableFile, match=r"«план\.xls» повреждён"):
        read_bytes(compound(b"nonsense"), "план.xls")


def test_xlsb_asks_for_xlsx() -> None:
    with pytest.raises(UnreadableFile, match=r"«план\.xlsb».*сохраните её как \.xlsx"):
        read_bytes(zipped({"xl/workbook.bin": b"x"}), "план.xlsb")
