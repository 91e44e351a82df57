"""Bounds on what a sent file may do to us: its size, what it unpacks to, what its XML may ask for."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from orgplan.tables.model import UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_ENTRIES = 5_000
# Office XML packs 10 to 60 times, a long table of equal rows up to 200; deflate cannot pass 1032.
_BOMB_RATIO = 300
_BOMB_FROM = 8 * 1024 * 1024
_PICTURE = re.compile(r"(?:^|/)(?:media|Pictures)/[^/]+\.\w+$")
_ENCRYPTED_FLAG = 0x1


def check_size(size: int, name: str) -> None:
    """Refuse an empty file and one above `MAX_BYTES` (20 MB)."""
    if size == 0:
        raise UnreadableFile(f"Файл «{name}» пуст (0 байт): пришлите его ещё раз.")
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}".replace(".", ",")
        raise UnreadableFile(
            f"Файл «{name}» слишком большой: {megabytes} МБ при допустимых {MAX_BYTES // 1024 // 1024} МБ. "
            "Удалите из него картинки или разделите его на части.",
        )


def broken(name: str) -> UnreadableFile:
    """Return the error for a file whose inside is damaged."""
    return UnreadableFile(
        f"Файл «{name}» повреждён и не открывается: откройте его в программе, где он создан, "
        "сохраните заново и пришлите ещё раз.",
    )


def protected(name: str) -> UnreadableFile:
    """Return the error for a file closed by a password."""
    return UnreadableFile(f"Файл «{name}» защищён паролем: снимите пароль, сохраните и пришлите его ещё раз.")


def bomb(name: str) -> UnreadableFile:
    """Return the error for a small file that unpacks to an unreasonable size."""
    return UnreadableFile(
        f"Файл «{name}» не прочитан: при распаковке он становится недопустимо большим. "
        "Скопируйте таблицу в новый документ и пришлите его.",
    )


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip after looking at its list of entries only.

    Raises UnreadableFile: broken, closed by a password, too many entries, too big when unpacked. `zipfile` never
    gives more bytes than an entry declares, so the declared sizes can be trusted as upper bounds.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken(name) from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise bomb(name)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise protected(name)
        if entry.file_size > _BOMB_FROM and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1):
            raise bomb(name)
    return archive


def has_pictures(data: bytes) -> bool:
    """Tell whether an office file (.docx, .xlsx, .odt, RTF) holds a picture, by its list of entries."""
    if data.startswith(b"{\\rtf"):
        return b"\\pict" in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_PICTURE.search(entry) for entry in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """Return one entry's bytes, None where there is no such entry; UnreadableFile where it is damaged or too big."""
    try:
        entry = archive.getinfo(part)
    except KeyError:
        return None
    if entry.file_size > MAX_PART:
        raise bomb(name)
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise broken(name) from error


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network and huge nodes; UnreadableFile where it is damaged or declares entities."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken(name)
    return root


def pull_parser(tags: tuple[str, ...]) -> etree.XMLPullParser:
    """Return a parser to be fed piece by piece under the bounds of `parse_xml`; it tells when `tags` end."""
    return etree.XMLPullParser(
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    """Yield the elements that a pull parser has finished so far."""
    for _, element in parser.read_events():
        yield cast("Any", element)  # «end» events of tags give elements only, the stubs name more
