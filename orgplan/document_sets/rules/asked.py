"""The common facts of a set: asked once, printed in many papers; what is known of the records is not asked.

A fact that people leave empty is taken of the records each time a paper is drafted, so it follows the event. A list is
written a line each: «Фамилия И. О. — должность» or «Фамилия И. О. — должность — роль».
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.document_sets.rules.kinds import Content

_ACTS = frozenset({Content.ORDER, Content.COMMITTEE, Content.STEPS, Content.PROGRAMME})
_LETTERS = frozenset({Content.LETTER, Content.CLOSURE})


class Fact(StrEnum):
    """Codes of the common facts, as answers are kept under them."""

    ACT = "act"
    GROUND = "ground"
    SIGNER = "signer"
    CONTROL = "control"
    EXECUTOR = "executor"
    COMMITTEE = "committee"
    CLOSURE = "closure"
    SPEAKERS = "speakers"
    PARTICIPANTS = "participants"
    PRESIDIUM = "presidium"
    AWARDEES = "awardees"
    ABOUT = "about"
    THESES = "theses"


@dataclass(frozen=True, slots=True)
class CommonFact:
    """One common fact: which papers print it; `required` ones must be known before those are drafted."""

    code: Fact
    label: str | Promise
    help: str | Promise
    used_by: frozenset[Content]
    is_list: bool = False
    required: bool = True


_PEOPLE = _("A line each: surname and initials — post.")


def _list(code: Fact, label: str | Promise, how: str | Promise, of: Content) -> CommonFact:
    """Return a list that one paper prints, a line each."""
    return CommonFact(code, label, how, frozenset({of}), is_list=True)


COMMON_FACTS: tuple[CommonFact, ...] = (
    CommonFact(Fact.ACT, _("Act"), _("By which act the event is prepared."), _ACTS),
    CommonFact(Fact.SIGNER, _("Who signs"), _("Where the holder is away, who acts signs."), _ACTS | _LETTERS),
    CommonFact(
        Fact.GROUND, _("Ground of the act"), _("The words before “on the basis of which”."), _ACTS, required=False
    ),
    CommonFact(
        Fact.CONTROL, _("Control over the execution"), _("Whom the last point of the act names."), _ACTS, required=False
    ),
    _list(
        Fact.COMMITTEE,
        _("Organising committee"),
        _("A line each: surname and initials — post — role. The first is the chair."),
        Content.COMMITTEE,
    ),
    CommonFact(
        Fact.EXECUTOR,
        _("Executor and telephone"),
        _("Stands below letters and notes."),
        _LETTERS | {Content.BRIEFING},
    ),
    _list(Fact.CLOSURE, _("What is closed to traffic"), _("Streets with the hours, a line each."), Content.CLOSURE),
    _list(Fact.PARTICIPANTS, _("Participants"), _PEOPLE, Content.PARTICIPANTS),
    _list(Fact.SPEAKERS, _("Speakers"), _PEOPLE, Content.SPEAKERS),
    _list(Fact.PRESIDIUM, _("Presidium, in the order of seats"), _PEOPLE, Content.PRESIDIUM),
    _list(Fact.AWARDEES, _("Awardees"), _("A line each: surname and initials — post — award."), Content.AWARDEES),
    CommonFact(
        Fact.ABOUT,
        _("What the event is about"),
        _("Two or three sentences for the note."),
        frozenset({Content.BRIEFING}),
    ),
    _list(Fact.THESES, _("Talking points"), _("A line each; the speech is written of them."), Content.BRIEFING),
)


def facts_for(contents: Collection[str]) -> list[CommonFact]:
    """Return the facts that papers of these contents print."""
    wanted = {Content(each) for each in contents}
    return [each for each in COMMON_FACTS if each.used_by & wanted]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: name, post, and what stands third (a role, an award)."""

    name: str
    post: str = ""
    role: str = ""


def listed(text: str) -> list[Listed]:
    """Read the lines of a list; dashes with spaces around them part name, post and role. Empty lines say nothing."""
    rows = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.replace(" – ", " — ").replace(" - ", " — ").split(" — ")]
        if any(parts):
            name, post, role = *[*parts, "", ""][:2], " — ".join(parts[2:])
            rows.append(Listed(name, post, role))
    return rows


def list_words(rows: Collection[Listed]) -> str:
    """Write rows as `listed` reads them."""
    return "\n".join(" — ".join(part for part in (row.name, row.post, row.role) if part) for row in rows)


def shortened(text: str, most: int = 80) -> str:
    """Return the words on one line, their beginning where they are long; a dash for nothing."""
    line = "; ".join(part.strip() for part in text.splitlines() if part.strip())
    return (line if len(line) <= most else f"{line[:most].rstrip()}…") or "—"
