"""When a printed fact is outdated: what was printed against what is now, over any number of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Shifts = dict[str, list[str]]
"""By the kind of change: `[label, words as printed, words now]`."""


def merged(known: Mapping[str, Sequence[str]], shifts: Mapping[str, Sequence[str]]) -> Shifts:
    """Return what differs from the paper after these changes came upon the known ones.

    The words printed stay those of the first change; what came back to them differs no more.
    """
    found = {kind: list(each) for kind, each in known.items()}
    for kind, (label, before, after) in shifts.items():
        printed = found[kind][1] if kind in found else before
        found[kind] = [label, printed, after]
    return {kind: each for kind, each in found.items() if each[1] != each[2]}


def in_words(shifts: Mapping[str, Sequence[str]]) -> str:
    """Return «перенесено: 12 сентября → 19 сентября; отменено»: what the label says already is not said again."""
    return "; ".join(
        label if now.casefold() == label.casefold() else f"{label}: {printed} → {now}"
        for label, printed, now in shifts.values()
    )
