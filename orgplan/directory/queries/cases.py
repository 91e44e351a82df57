"""The proof list of grammatical cases: every name and post in six cases, doubtful ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orgplan.directory.models import Person, PostCases
from orgplan.directory.queries.posts import positions_on
from orgplan.directory.rules.doubts import doubts_of_name, doubts_of_post
from orgplan.language.declension import decline_name, decline_position
from orgplan.language.grammar import CASES, Case
from orgplan.language.grammar import Gender as NameGender


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A name or a post in its six cases; `checked_by` is empty until somebody looked at it.

    `person` is None for a post, which is known by its exact words.
    """

    title: str
    forms: list[str]
    doubts: list[str]
    corrected: bool
    checked_by: str
    person: Person | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody should look: doubtful, and not looked at yet."""
        return bool(self.doubts) and not self.checked_by


def stored_posts() -> dict[str, dict[Case, str]]:
    """Return the corrected forms of posts as `language.decline_position` takes them; one query."""
    return {
        row.title: {Case(case): form for case, form in row.forms.items()} for row in PostCases.objects.exclude(forms={})
    }


def proof_of_names() -> list[ProofRow]:
    """Return the names of people in force, doubtful and unchecked ones first; one query."""
    rows = [_name_row(person) for person in Person.objects.filter(is_active=True)]
    return sorted(rows, key=lambda row: (not row.is_open, bool(row.checked_by)))


def surnames_in_cases(person: Person) -> list[str]:
    """Return the surname in six cases, as corrected by hand where it was; no query."""
    gender, stored = NameGender(person.gender), _stored_forms(person)
    return [decline_name(person.full_name, case, gender, stored).surname for case in CASES]


def _stored_forms(person: Person) -> dict[str, dict[Case, str]]:
    overrides = person.case_overrides.items()
    return {part: {Case(case): form for case, form in forms.items()} for part, forms in overrides}


def _name_row(person: Person) -> ProofRow:
    gender = NameGender(person.gender)
    stored = _stored_forms(person)
    forms = [decline_name(person.full_name, case, gender, stored).full() for case in CASES]
    doubts = doubts_of_name(person.full_name, gender)
    return ProofRow(str(person), forms, doubts, bool(stored), person.cases_checked_by, person)


def proof_of_posts(day: date) -> list[ProofRow]:
    """Return the posts held on the day, each once, doubtful and unchecked ones first; two queries."""
    kept = {row.title: row for row in PostCases.objects.all()}
    rows = []
    for title in sorted(set(positions_on(day).order_by().values_list("title", flat=True))):
        row = kept.get(title)
        stored = {title: {Case(case): form for case, form in row.forms.items()}} if row else None
        forms = [decline_position(title, case, stored) for case in CASES]
        rows.append(
            ProofRow(title, forms, doubts_of_post(title), bool(row and row.forms), row.checked_by if row else "")
        )
    return sorted(rows, key=lambda row: (not row.is_open, bool(row.checked_by)))


def proof_shown(rows: list[ProofRow], which: str) -> list[ProofRow]:
    """Return the rows of the list asked for: «open» doubtful and unchecked, «unchecked», else all."""
    if which == "open":
        return [row for row in rows if row.is_open]
    return [row for row in rows if not row.checked_by] if which == "unchecked" else rows


def proof_counts(rows: list[ProofRow]) -> list[tuple[str, str, int]]:
    """Return the lists by key, words and number of rows."""
    words = (("open", _("doubtful")), ("unchecked", _("unchecked")), ("all", _("all")))
    return [(key, label, len(proof_shown(rows, key))) for key, label in words]
