"""Sizes, papers and duties that come with the product, as data beside this file; the office edits them.

No Russian act fixes the sizes or the whole list: papers and terms follow the acts of other cities and regions that the
column `ground` names. Of the duties, what is not compared with the text of the act says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from orgplan.core.demo_data import Row, rows_of, several

_DATA = Path(__file__).parent
_YES = "да"


@dataclass(frozen=True, slots=True)
class ShippedKind:
    """A kind of paper: its plain facts, the name of its unit, the names of its sizes."""

    facts: dict[str, Any]
    unit: str
    sizes: list[str]


def shipped_sizes() -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Return the sizes with their conditions, as keyword arguments of the actions."""
    rules = rows_of(_DATA / "rules.csv")
    return [
        (
            {
                "name": row["name"],
                "rank": int(row["rank"]),
                "is_mass": row["is_mass"] == _YES,
                "note": row["note"],
            },
            [_rule(each) for each in rules if each["size"] == row["name"]],
        )
        for row in rows_of(_DATA / "sizes.csv")
    ]


def _rule(row: Row) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "least_people": int(row["people"]) if row["people"] else None,
        "with_head": row["with_head"] == _YES,
        "outdoors": row["outdoors"] == _YES,
    }


def shipped_kinds() -> list[ShippedKind]:
    """Return the kinds of papers in their order."""
    return [
        ShippedKind(
            {
                "name": row["name"],
                "part": row["part"],
                "content": row["content"],
                "only_with_head": row["with_head"] == _YES,
                "only_outdoors": row["outdoors"] == _YES,
                "days": int(row["days"]) if row["days"] else None,
                "offset_unit": row["count"],
                "addressee": "\n".join(several(row["addressee"])),
                "body": "\n".join(several(row["body"])),
                "ground": row["ground"],
                "position": number * 10,
            },
            row["unit"],
            several(row["sizes"]),
        )
        for number, row in enumerate(rows_of(_DATA / "kinds.csv"), start=1)
    ]


def shipped_duties() -> list[dict[str, Any]]:
    """Return the duties by law as keyword arguments of the action."""
    return [
        {
            "title": row["title"],
            "act": row["act"],
            "article": row["article"],
            "words": row["words"],
            "who": row["who"],
            "since": date.fromisoformat(row["since"]) if row["since"] else None,
            "until": date.fromisoformat(row["until"]) if row["until"] else None,
            "least_people": int(row["people"]) if row["people"] else None,
            "days": int(row["days"]),
            "offset_unit": row["count"],
            "is_checked": row["checked"] == _YES,
            "position": number * 10,
        }
        for number, row in enumerate(rows_of(_DATA / "duties.csv"), start=1)
    ]
