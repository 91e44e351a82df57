"""The responsible as one text that a person edits, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from orgplan.planning.rules.reading.people import split_responsible

_MARK = " (по согласованию)"


def responsible_as_text(responsible: Sequence[Mapping[str, Any]]) -> str:
    """Return one person or body a line, with «(по согласованию)» where it stands."""
    return "\n".join(each["name"] + (_MARK if each["by_agreement"] else "") for each in responsible)


def read_responsible(text: str) -> list[dict[str, Any]]:
    """Read the text back; each line is one name unless it clearly holds several."""
    lines = [line.strip() for line in re.split(r"\n+", text) if line.strip()]
    return [
        {"name": each.name, "by_agreement": each.by_agreement} for line in lines for each in split_responsible(line)
    ]
