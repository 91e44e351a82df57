"""From drafts to rows: times read, responsibles split, problems given their place, fingerprints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from orgplan.language.problems import Problem
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.planning.rules.reading.bodies import starts_body, starts_post
from orgplan.planning.rules.reading.dating import Dated, Dating
from orgplan.planning.rules.reading.draft import Draft
from orgplan.planning.rules.reading.model import ReadRow, Responsible
from orgplan.planning.rules.reading.people import persons_in, split_responsible
from orgplan.planning.rules.reading.places import clean_place, is_place_part
from orgplan.planning.rules.reading.text import plain, unbroken

_split = lru_cache(maxsize=4096)(split_responsible)
_SURE, _LIKELY, _DOUBTFUL = 0.95, 0.75, 0.5


def make_rows(drafts: Sequence[Draft], dating: Dating) -> tuple[ReadRow, ...]:
    """Return the rows in order, numbered from 1."""
    seen: Counter[str] = Counter()
    return tuple(_row(number, draft, dating, seen) for number, draft in enumerate(drafts, 1))


def _row(number: int, draft: Draft, dating: Dating, seen: Counter[str]) -> ReadRow:
    dated = dating.read(draft)
    title = unbroken(draft.title)
    place = clean_place(draft.place)
    responsible = _responsible(draft.responsible)
    problems = _problems(draft, dated, title, dating)
    confidence = {
        "title": draft.sure.get("title", _LIKELY) if title else 0.0,
        "timing": round(dated.confidence, 2),
        "place": draft.sure.get("place", _SURE if place is None or is_place_part(place) else _LIKELY),
        "responsible": _confidence_of(responsible),
    }
    return ReadRow(
        n=number,
        section=draft.standing.shown,
        title=title,
        date_text=dated.date_text,
        timing=dated.timing,
        place=place,
        responsible=responsible,
        problems=problems,
        confidence=confidence,
        source=draft.source,
        fingerprint=_fingerprint(draft, title, dated, seen),
    )


def _responsible(cells: Sequence[str]) -> tuple[Responsible, ...]:
    """Split every responsible cell; a name that stands in two columns stands once."""
    found: dict[str, Responsible] = {}
    for cell in cells:
        for party in _split(cell):
            found.setdefault(party.name.lower(), party)
    return tuple(found.values())


def _confidence_of(responsible: Sequence[Responsible]) -> float:
    """Return how sure the split is: persons and known kinds of bodies are sure, other words likely."""
    if not responsible:
        return _SURE
    known = [bool(persons_in(p.name)) or starts_body(p.name) or starts_post(p.name) for p in responsible]
    return _SURE if all(known) else _LIKELY if any(known) else _DOUBTFUL


def _problems(draft: Draft, dated: Dated, title: str, dating: Dating) -> tuple[Problem, ...]:
    """Return the row's problems, each naming row and column."""
    column = f", столбец «{draft.date_header}»" if draft.date_header else ""
    found = [Problem(problem.code, f"{draft.where}{column}: {problem.text}") for problem in dated.problems]
    if not title:
        found.append(Problem("title_missing", f"{draft.where}: нет названия мероприятия"))
    told = any(problem.code == "date_outside_period" for problem in dated.problems)
    if not told and _is_outside(dated.timing, dating):
        days = f"{dating.period.start:%d.%m.%Y}–{dating.period.end:%d.%m.%Y}"
        found.append(
            Problem("outside_period", f"{draft.where}{column}: «{dated.date_text}» вне периода плана ({days})")
        )
    return (*draft.problems, *found)


def _is_outside(timing: Timing, dating: Dating) -> bool:
    """Tell whether no occurrence touches the plan's period; due dates may lie before it."""
    if timing.kind is TimingKind.DUE or not timing.occurrences:
        return False
    period = dating.period
    return all(
        (one.start or one.end or period.start) > period.end or (one.end or one.start or period.end) < period.start
        for one in timing.occurrences
    )


def _fingerprint(draft: Draft, title: str, dated: Dated, seen: Counter[str]) -> str:
    """Return a short hash of the row's words; equal rows are told apart by their order."""
    words = (title, dated.date_text, draft.place, *draft.responsible, draft.standing.section or "")
    base = hashlib.sha256("\x1f".join(map(plain, words)).encode()).hexdigest()[:16]
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"
