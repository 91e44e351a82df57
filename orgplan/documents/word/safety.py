"""What an uploaded Word file may not carry: bombs, macros, objects, outside addresses, entities, huge pictures."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

from lxml import etree

from orgplan.documents.word.bounded import FormRefusedError
from orgplan.tables.model import UnreadableFile
from orgplan.tables.safety import open_zip, parse_xml, read_part

MAX_BYTES = 5 * 1024 * 1024
_MAX_UNPACKED = 60 * 1024 * 1024
_MAX_PIXELS = 40_000_000
_RASTERS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_INSTRUCTION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"
_SIMPLE_FIELD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"
#: Fields of Word that fetch files or start programs when the document is opened.
_FETCHING = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b")


def check_safe(content: bytes, name: str) -> None:
    """Let a plain .docx pass; FormRefusedError with one Russian sentence for anything else."""
    if len(content) > MAX_BYTES:
        raise FormRefusedError(
            f"Бланк «{name}» больше {MAX_BYTES // 1024 // 1024} МБ: уменьшите рисунки и загрузите снова."
        )
    try:
        with open_zip(content, name) as archive:
            _check_entries(archive, name)
            for entry in archive.infolist():
                _check_part(archive, entry.filename, name)
    except UnreadableFile as refusal:
        raise FormRefusedError(str(refusal)) from None


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
        raise FormRefusedError(f"Бланк «{name}» при распаковке становится недопустимо большим.")
    names = {entry.filename for entry in archive.infolist()}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise FormRefusedError(f"Файл «{name}» — не документ Word (.docx): сохраните его в Word как «Документ Word».")
    types = (read_part(archive, "[Content_Types].xml", name) or b"").decode("utf-8", "replace")
    if "macroEnabled" in types or any("vbaproject" in each.lower() for each in names):
        raise FormRefusedError(
            f"В файле «{name}» есть макросы: сохраните его в Word как «Документ Word (.docx)», без макросов."
        )
    if _WORD_MAIN not in types:
        raise FormRefusedError(f"Файл «{name}» — не документ Word (.docx): сохраните его в Word как «Документ Word».")
    if any(each.startswith(("word/embeddings/", "word/activeX/", "word/afchunk")) for each in names):
        raise FormRefusedError(
            f"В бланке «{name}» есть вложенный объект (таблица Excel, элемент управления): замените его картинкой."
        )


def _check_part(archive: zipfile.ZipFile, part: str, name: str) -> None:
    lowered = part.lower()
    if lowered.endswith((".xml", ".rels")):
        content = read_part(archive, part, name) or b""
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise FormRefusedError(f"Бланк «{name}» содержит определения сущностей XML: сохраните его в Word заново.")
        root = parse_xml(content, name)
        _check_relations(root, name) if lowered.endswith(".rels") else _check_fields(root, name)
    elif lowered.endswith(_RASTERS):
        _check_picture(read_part(archive, part, name) or b"", part, name)


def _check_relations(root: etree._Element, name: str) -> None:
    for each in root:
        kind, target = str(each.get("Type", "")), str(each.get("Target", ""))
        if kind.endswith(("/aFChunk", "/oleObject", "/package", "/control")):
            raise FormRefusedError(f"В бланке «{name}» есть вложенный файл или объект: уберите его.")
        if each.get("TargetMode") != "External":
            continue
        if kind.endswith("/attachedTemplate"):
            raise FormRefusedError(
                f"Бланк «{name}» ссылается на шаблон вне файла ({target[-60:]}). В Word: «Разработчик» → «Шаблон "
                "документа» → выберите Normal и сохраните."
            )
        if not (kind.endswith("/hyperlink") and target.startswith(("http://", "https://", "mailto:"))):
            raise FormRefusedError(
                f"Бланк «{name}» берёт что-то извне ({target[-60:]}): вставьте рисунок или текст в сам файл."
            )


def _check_fields(root: etree._Element, name: str) -> None:
    """Refuse Word's own fields that fetch files; a field may be cut into several runs."""
    instructions = ["".join(each.text or "" for each in root.iter(_INSTRUCTION))]
    instructions += [str(each.get(_SIMPLE_FIELD)) for each in root.iter() if each.get(_SIMPLE_FIELD)]
    for text in instructions:
        if found := _FETCHING.search(text):
            raise FormRefusedError(f"В бланке «{name}» есть поле Word «{found[0]}», которое читает файлы: удалите его.")


def _check_picture(content: bytes, part: str, name: str) -> None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- loads slowly, only uploads need it

    short = part.rpartition("/")[2]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = Image.open(io.BytesIO(content)).size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise FormRefusedError(f"Рисунок «{short}» в бланке «{name}» повреждён: вставьте его заново.") from None
    except Image.DecompressionBombError:
        width, height = _MAX_PIXELS, _MAX_PIXELS
    if width * height > _MAX_PIXELS:
        raise FormRefusedError(
            f"Рисунок «{short}» в бланке «{name}» слишком велик: допустимо {_MAX_PIXELS // 1_000_000} мегапикселей."
        )
