"""The line while it is being read: what was taken leaves a mark, what stands in quotation marks is not looked into."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match, Pattern

MARK = "\uf8ff"
"""Stands where a piece was taken out."""

_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”|\([^()]*\)")
_HIDDEN_FROM = 0xE000
_HIDDEN = re.compile("[\ue000-\uefff]")
_MOST_HIDDEN = 0x0FFF


class Line:
    """The text of one phrase; `take` removes pieces, `text` is what is left."""

    def __init__(self, text: str) -> None:
        self._hidden: list[str] = []
        clean = _HIDDEN.sub("", text).replace(MARK, " ")
        self.text = re.sub(r"\s+", " ", _QUOTED.sub(self._hide, clean)).strip()

    def _hide(self, found: Match[str]) -> str:
        if len(self._hidden) > _MOST_HIDDEN:
            return found[0]
        self._hidden.append(found[0])
        return chr(_HIDDEN_FROM + len(self._hidden) - 1)

    def shown(self, text: str) -> str:
        """Return the text with its quotations again and without marks."""
        plain = _HIDDEN.sub(lambda found: self._hidden[ord(found[0]) - _HIDDEN_FROM], text.replace(MARK, " "))
        return re.sub(r"\s+([,;])", r"\1", re.sub(r"\s+", " ", plain)).strip()

    def take(self, pattern: Pattern[str], accept: Callable[[Match[str]], bool] = bool) -> Match[str] | None:
        """Take out the first piece that the pattern finds and `accept` agrees to."""
        for found in pattern.finditer(self.text):
            if accept(found):
                self.text = f"{self.text[: found.start()]} {MARK} {self.text[found.end() :]}"
                return found
        return None

    def beside_mark(self, found: Match[str]) -> bool:
        """Tell whether the piece stands next to one that was taken, or at an end of the line or of its part."""
        before, after = self.text[: found.start()].rstrip(), self.text[found.end() :].lstrip()
        return not before or before[-1] in MARK + ",;" or not after or after[0] in MARK + ",;"

    def after_mark(self, found: Match[str]) -> bool:
        """Tell whether a piece was taken just before."""
        return self.text[: found.start()].rstrip().endswith(MARK)
