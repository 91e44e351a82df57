"""Compound files (OLE), the container of Word and Excel of 1997–2003: streams by name. Source: [MS-CFB]."""

from __future__ import annotations

import struct

_HEADER_SLOTS = 109
_END = 0xFFFFFFFA
_MINI_SHIFT = 6


class Compound:
    """The streams of a compound file. Raises ValueError where its chains are damaged."""

    def __init__(self, data: bytes) -> None:
        """Read the header and the allocation tables."""
        self._data = data
        (self._shift,) = struct.unpack_from("<H", data, 30)
        if self._shift not in {9, 12}:
            message = "sector size"
            raise ValueError(message)
        first_directory, _, self._cutoff, first_mini = struct.unpack_from("<IIII", data, 48)
        self._table = self._allocation()
        self._directory = self._chain(first_directory)
        root = self._entry("Root Entry")
        self._mini = b"" if root is None else self._chain(root[0])
        self._mini_table = _numbers(self._chain(first_mini)) if first_mini < _END else []

    def stream(self, name: str) -> bytes | None:
        """Return a stream's bytes, None where there is none of this name."""
        entry = self._entry(name)
        if entry is None:
            return None
        start, size = entry
        if size >= self._cutoff:
            return self._chain(start)[:size]
        pieces, at = list[bytes](), start
        while at < _END and len(pieces) <= len(self._mini_table):
            pieces.append(self._mini[at << _MINI_SHIFT : (at + 1) << _MINI_SHIFT])
            at = self._mini_table[at] if at < len(self._mini_table) else _END
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) << self._shift : (number + 2) << self._shift]

    def _allocation(self) -> list[int]:
        """Return the file allocation table; its own sectors are listed in the header and in a chain after it."""
        slots = list(struct.unpack_from(f"<{_HEADER_SLOTS}I", self._data, 76))
        (at,) = struct.unpack_from("<I", self._data, 68)
        limit = len(self._data) >> self._shift
        while at < _END and len(slots) <= limit:
            numbers = _numbers(self._sector(at))
            if not numbers:
                break
            slots.extend(numbers[:-1])
            at = numbers[-1]
        return _numbers(b"".join(self._sector(slot) for slot in slots[: limit + _HEADER_SLOTS] if slot < _END))

    def _chain(self, start: int) -> bytes:
        pieces, at = list[bytes](), start
        while at < _END:
            if at >= len(self._table) or len(pieces) > len(self._table):
                message = "sector chain"
                raise ValueError(message)
            pieces.append(self._sector(at))
            at = self._table[at]
        return b"".join(pieces)

    def _entry(self, name: str) -> tuple[int, int] | None:
        """Return (first sector, size) of a directory entry."""
        wanted = name.encode("utf-16-le") + b"\0\0"
        for offset in range(0, len(self._directory) - 127, 128):
            if self._directory.startswith(wanted, offset) and self._directory[offset + 64] == len(wanted):
                start, size = struct.unpack_from("<II", self._directory, offset + 116)
                return start, size
        return None


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
