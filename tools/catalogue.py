"""Keeps the Russian catalogue: one file per room, so that people who work in different rooms do not meet in one file.

    python tools/catalogue.py extract core     bring core's catalogue up to its sources (needs xgettext)
    python tools/catalogue.py extract          the same for every room
    python tools/catalogue.py compile          write the .mo files (no system tools)
    python tools/catalogue.py check            fail on what is missing, left over, fuzzy or broken (needs xgettext), and
                                               where two rooms put one message into different Russian words

A room's catalogue is `orgplan/<room>/locale/ru/LC_MESSAGES/django.po`. Rooms that are no Django applications (config,
cli, api) share `orgplan/locale`. What core already says is not repeated in the catalogues above it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "orgplan"
CATALOGUE = Path("locale") / "ru" / "LC_MESSAGES" / "django.po"
SHARED = "config"
WITHOUT_APP = (SHARED, "cli", "api")
FIRST = "core"
HEADER = {
    "Project-Id-Version": "orgplan",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    ),
}
KEYWORDS = (
    "_lazy", "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3",
    "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3",
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
COUNTED = re.compile(r"[\w -]+/[\w -]+")  # «line/lines», see the filter `counted`
RUSSIAN_FORMS = 3


def rooms() -> list[str]:
    """Return the rooms that have words of their own, core first; those without an application are one."""
    named = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py") if sources(path.parent.name))
    return [FIRST, *(name for name in named if name != FIRST)]


def catalogue_path(room: str) -> Path:
    """Return where the room's catalogue lies."""
    return PACKAGE / CATALOGUE if room == SHARED else PACKAGE / room / CATALOGUE


def sources(room: str) -> list[Path]:
    """Return the Python files and templates of a room, tests and migrations left out."""
    if room in WITHOUT_APP and room != SHARED:
        return []
    folders = [PACKAGE / name for name in WITHOUT_APP] if room == SHARED else [PACKAGE / room]
    found = [
        path for folder in folders for pattern in ("**/*.py", "**/templates/**/*") for path in folder.glob(pattern)
    ]
    skipped = {"tests", "migrations", "__pycache__"}
    return sorted(path for path in found if path.is_file() and not skipped & set(path.relative_to(PACKAGE).parts))


def extract(room: str) -> polib.POFile:
    """Return all msgids of a room's sources, sorted; raise SystemExit without xgettext or on a broken source."""
    xgettext = shutil.which("xgettext")
    if xgettext is None:
        raise SystemExit("xgettext не найден: установите пакет gettext")
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for number, path in enumerate(sources(room)):
            text = path.read_text(encoding="utf-8")
            copy = Path(folder) / f"{number:04}.py"
            copy.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)), encoding="utf-8")
            copies.append(str(copy))
        options = ["--language=Python", "--from-code=UTF-8", "--no-location", "--no-wrap", "--output=-"]
        options += [f"--keyword={word}" for word in KEYWORDS]
        done = subprocess.run([xgettext, *options, *copies], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{room}: {done.stderr}")
    found = polib.pofile(done.stdout) if done.stdout else polib.POFile()
    found.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""))
    return found


def key(entry: polib.POEntry) -> tuple[str, str]:
    """Return what tells one message from another."""
    return entry.msgctxt or "", entry.msgid


def wanted(room: str, said_below: set[tuple[str, str]]) -> list[polib.POEntry]:
    """Return the messages that the room's own catalogue must hold."""
    return [entry for entry in extract(room) if room == FIRST or key(entry) not in said_below]


def read(room: str) -> polib.POFile:
    """Return the room's catalogue, an empty one where there is none yet."""
    path = catalogue_path(room)
    return polib.pofile(str(path)) if path.is_file() else polib.POFile()


def bring_up(room: str, said_below: set[tuple[str, str]]) -> tuple[int, int]:
    """Write the room's catalogue anew, translations kept; return how many messages it has and how many lack words."""
    old = {key(entry): entry for entry in read(room) if not entry.obsolete}
    new = polib.POFile(wrapwidth=120)
    new.metadata = HEADER
    for entry in wanted(room, said_below):
        kept = old.get(key(entry))
        if kept is not None:
            entry.msgstr, entry.tcomment = kept.msgstr, kept.tcomment
            entry.msgstr_plural = kept.msgstr_plural if entry.msgid_plural else {}
            entry.flags = sorted({*entry.flags, *(flag for flag in kept.flags if flag == "fuzzy")})
        if entry.msgid_plural and not entry.msgstr_plural:
            entry.msgstr_plural = dict.fromkeys(range(RUSSIAN_FORMS), "")
        entry.occurrences = []
        new.append(entry)
    path = catalogue_path(room)
    if new or path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
    return len(new), len(new.untranslated_entries())


def faults(room: str, said_below: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a room's catalogue, one sentence each."""
    catalogue = read(room)
    held = {key(entry) for entry in catalogue if not entry.obsolete}
    needed = {key(entry) for entry in wanted(room, said_below)}
    for _, msgid in sorted(needed - held):
        yield f"нет в каталоге: {msgid!r} (tools/catalogue.py extract {room})"
    for _, msgid in sorted(held - needed):
        yield f"лишнее: {msgid!r} (tools/catalogue.py extract {room})"
    for entry in catalogue:
        yield from entry_faults(entry)


def entry_faults(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one message: no words, fuzzy, other placeholders, missing plural forms."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete or "fuzzy" in entry.flags:
        yield f"не подтверждено: {entry.msgid!r}"
    if not all(texts):
        yield f"без перевода: {entry.msgid!r}"
        return
    asked = names(entry.msgid) | names(entry.msgid_plural or "")
    for text in texts:
        if not names(text) <= asked or (not entry.msgid_plural and names(text) != asked):
            yield f"подстановки не те: {entry.msgid!r} → {text!r}"
    if COUNTED.fullmatch(entry.msgid) and entry.msgstr.count("/") != RUSSIAN_FORMS - 1:
        yield f"нужны три формы через «/»: {entry.msgid!r}"


def disagreements(catalogues: Mapping[str, polib.POFile]) -> Iterator[str]:
    """Yield the messages that rooms put into different words: a reader of each would see the words of one of them."""
    said: defaultdict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for room, catalogue in catalogues.items():
        for entry in catalogue:
            words = " / ".join(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr
            if words and not entry.obsolete:
                said[key(entry)].setdefault(words, []).append(room)
    for (_, msgid), meanings in sorted(said.items()):
        if len(meanings) > 1:
            told = "; ".join(f"{', '.join(where)} — «{words}»" for words, where in meanings.items())
            yield f"разные слова: {msgid!r}: {told} (одно слово для всех или другой msgid)"


def names(text: str) -> set[str]:
    """Return the names of the placeholders of a text."""
    return set(PLACEHOLDER.findall(text))


def compile_all() -> int:
    """Write the .mo beside every .po that is newer; return how many were written."""
    written = 0
    for path in sorted(PACKAGE.glob(f"**/{CATALOGUE}")):
        target = path.with_suffix(".mo")
        if not target.is_file() or target.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(target))
            written += 1
    return written


def main() -> None:
    """Run one of the three verbs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("verb", choices=["extract", "compile", "check"])
    parser.add_argument("rooms", nargs="*", help="rooms; none: all")
    given = parser.parse_args()
    settings.configure(USE_I18N=False)
    if given.verb == "compile":
        print(f"catalogue: {compile_all()} .mo")
        return
    chosen = given.rooms or rooms()
    said_below = {key(entry) for entry in extract(FIRST)}
    bad = 0
    for room in chosen:
        if given.verb == "extract":
            total, lacking = bring_up(room, said_below)
            print(f"{room}: {total} сообщений, без перевода {lacking}")
            continue
        for fault in faults(room, said_below):
            bad += 1
            print(f"{room}: {fault}", file=sys.stderr)
    if given.verb == "check":
        for fault in disagreements({room: read(room) for room in rooms()}):
            bad += 1
            print(fault, file=sys.stderr)
    if bad:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
