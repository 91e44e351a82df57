"""What document sets tell people: papers given, returned, signed, struck; terms of papers and duties in the digest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.document_sets.models import DocumentSet, SetDuty, SetPaper
from orgplan.document_sets.policy import sees_all_sets
from orgplan.document_sets.rules.kinds import OPEN_STATES, DutyState, PaperState
from orgplan.events.queries.told import UNTOLD, seen_with_events
from orgplan.language.counts import counted
from orgplan.notices.queries.crowd import Crowd, Reader, merged
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection, Gravity

_GIVEN = NoticeKind("paper_given", _("Papers of sets given to your unit"))
_TERM = NoticeKind("paper_term", _("Terms of papers of sets"))
_RETURNED = NoticeKind("paper_returned", _("Papers of sets returned to be corrected"))
_COURSE = NoticeKind("paper_course", _("Papers of sets sent, signed, not needed"))
MAKES = "документ готовит ваше подразделение"
DOES = "обязанность исполняет ваше подразделение"
KEEPS = "комплект ведёт ваше подразделение"
CITY = "вы ведёте комплекты документов города"
_MOST, _NAMED = 15, 4
Audience = Mapping[int, str]


def subject_of(document_set: int) -> str:
    """Return how notices name the set."""
    return f"document_set:{document_set}"


def seen_sets(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the sets; five queries. Agrees with `visible_to`."""
    rows = list(DocumentSet.objects.filter(pk__in=keys, event__deleted_at=None).order_by().values_list("pk", "event"))
    makers = SetPaper.objects.filter(document_set__in=[key for key, _event in rows], unit__isnull=False).order_by()
    asked = set(makers.values_list("document_set", "document_set__event", "unit"))
    return seen_with_events(readers, [*((key, event, None) for key, event in rows), *asked], sees_all_sets)


def named(key: int) -> tuple[str, str]:
    """Return the set's name and its address."""
    found = DocumentSet.objects.select_related("event").get(pk=key)
    return str(found), found.get_absolute_url()


def _makers(paper: SetPaper, crowd: Crowd) -> dict[int, str]:
    return crowd.unit(paper.unit_id, MAKES)


def _keepers(paper: SetPaper, crowd: Crowd) -> dict[int, str]:
    """Return the owner's coordinators; the department where the owner has none."""
    return crowd.unit(paper.document_set.event.owner_id, KEEPS) or crowd.role(Role.DEPARTMENT, CITY)


def _both(paper: SetPaper, crowd: Crowd) -> dict[int, str]:
    return merged((_makers(paper, crowd), _keepers(paper, crowd)))


def _due(paper: SetPaper) -> str:
    return f", срок {paper.due_on:%d.%m.%Y}" if paper.due_on else ""


def _signed(paper: SetPaper) -> str:
    number = f" № {paper.registered_number}" if paper.registered_number else ""
    return f"подписан {paper.signed_on:%d.%m.%Y}{number}" if paper.signed_on else "подписан"


Telling = tuple[NoticeKind, Callable[[SetPaper, Crowd], dict[int, str]], Callable[[SetPaper], str]]
_PASSED: Mapping[tuple[str, str], Telling] = {
    (PaperState.ON_AGREEMENT, PaperState.DRAFTED): (
        _RETURNED,
        _makers,
        lambda row: f"возвращён с согласования{_due(row)}",
    ),
    (PaperState.SIGNED, PaperState.DRAFTED): (_RETURNED, _both, lambda _row: "подписанный документ составлен заново"),
    (PaperState.SIGNED, PaperState.ON_AGREEMENT): (_RETURNED, _makers, lambda _row: "снова на согласовании"),
    (PaperState.NOT_NEEDED, PaperState.NOT_BEGUN): (_GIVEN, _makers, lambda row: f"документ всё же нужен{_due(row)}"),
    (PaperState.NOT_BEGUN, PaperState.ON_AGREEMENT): (_COURSE, _keepers, lambda _row: "передан на согласование"),
    (PaperState.DRAFTED, PaperState.ON_AGREEMENT): (_COURSE, _keepers, lambda _row: "передан на согласование"),
}
"""What a passage tells; whatever passes to «signed» and «not needed» is told by `_course_of`."""


def _course_of(entry: Entry, paper: SetPaper) -> Telling | None:
    before, after = entry.before.get("state"), entry.after.get("state")
    if after == PaperState.SIGNED:
        return _COURSE, _both, _signed
    if after == PaperState.NOT_NEEDED:
        why = entry.after.get("why") or paper.why
        return _COURSE, _makers, lambda _row: f"документ не нужен: {why}"
    if before is not None and after is not None:
        return _PASSED.get((str(before), str(after)))
    if "unit" in entry.after:
        return _GIVEN, _makers, lambda row: f"поручен вашему подразделению{_due(row)}"
    return (_TERM, _makers, lambda row: f"новый срок: {row.due_on:%d.%m.%Y}") if entry.after.get("due_on") else None


def tell_papers(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what became of single papers; two queries. Sets of drafts and of events that are off tell nobody."""
    rows = SetPaper.objects.filter(pk__in={int(each.object_key) for each in entries})
    rows = rows.filter(document_set__event__deleted_at=None).exclude(document_set__event__state__in=UNTOLD)
    known = {each.pk: each for each in rows.select_related("document_set__event")}
    found = []
    for entry in entries:
        paper = known.get(int(entry.object_key))
        telling = _course_of(entry, paper) if paper else None
        if paper is None or telling is None:
            continue
        kind, audience, words = telling
        found.append(
            _told(
                entry,
                kind,
                paper.document_set,
                key=f"paper:{entry.pk}",
                words=f"{paper.title}: {words(paper)}",
                audience=audience(paper, crowd),
                url=paper.get_absolute_url(),
                presses=kind is _RETURNED and _is_near(paper.due_on, timezone.localdate(entry.at)),
            )
        )
    return found


def _is_near(due_on: date | None, today: date) -> bool:
    return due_on is not None and (due_on - today).days <= 1


def tell_sets(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return the papers that a new or moved set gives to units, a line for each unit; two queries."""
    sets = DocumentSet.objects.filter(pk__in={int(each.object_key) for each in entries}, event__deleted_at=None)
    known = {each.pk: each for each in sets.exclude(event__state__in=UNTOLD).select_related("event")}
    papers: dict[int, dict[int, list[SetPaper]]] = {}
    for paper in SetPaper.objects.filter(document_set__in=known, state__in=OPEN_STATES, unit__isnull=False):
        papers.setdefault(paper.document_set_id, {}).setdefault(paper.unit_id or 0, []).append(paper)
    found = []
    for entry in entries:
        row = known.get(int(entry.object_key))
        is_new, is_moved = "papers" in entry.after, "due days" in entry.after
        if row is None or not (is_new or is_moved):
            continue
        kind, said = (_GIVEN, "вам поручено") if is_new else (_TERM, "сроки пересчитаны вслед за мероприятием")
        found += [
            _told(
                entry,
                kind,
                row,
                key=f"set:{entry.pk}:{unit}",
                words=f"{said}: {_listed(own)}",
                audience=crowd.unit(unit, MAKES),
                url=row.get_absolute_url(),
            )
            for unit, own in papers.get(row.pk, {}).items()
        ]
    return found


def _listed(papers: Sequence[SetPaper]) -> str:
    shown = [f"{each.title}{_due(each)}" for each in papers[:_NAMED]]
    more = len(papers) - len(shown)
    return "; ".join([*shown, f"и ещё {counted(more, 'документ')}"] if more else shown)


def _told(  # noqa: PLR0913 -- the fields of what is told
    entry: Entry,
    kind: NoticeKind,
    document_set: DocumentSet,
    *,
    key: str,
    words: str,
    audience: dict[int, str],
    url: str,
    presses: bool = False,
) -> Told:
    event = document_set.event
    return Told(
        key=key,
        kind=kind.code,
        subject=subject_of(document_set.pk),
        title=str(document_set),
        url=url,
        words=words,
        happened_at=entry.at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=event.first_day,
        unit=event.owner_id,
        gravity=Gravity.PRESSING if presses else Gravity.USUAL,
    )


def _due_lines(condition: Q, crowd: Crowd, today: date) -> Iterable[tuple[Audience, DigestLine]]:
    for paper in _open_papers(condition).exclude(unit=None).select_related("document_set__event"):
        yield crowd.unit(paper.unit_id, MAKES), _line(paper, paper.title, today)
    duties: Any = SetDuty.objects.filter(condition, state=DutyState.OPEN, document_set__event__deleted_at=None)
    duties = duties.exclude(document_set__event__state__in=UNTOLD).order_by("due_on", "pk")
    for duty in duties.select_related("duty", "document_set__event"):
        owner = duty.unit_id or duty.document_set.event.owner_id
        yield crowd.unit(owner, DOES), _line(duty, f"обязанность по закону: {duty}", today)


def _open_papers(condition: Q) -> Any:
    rows = SetPaper.objects.filter(condition, state__in=OPEN_STATES, document_set__event__deleted_at=None)
    return rows.exclude(document_set__event__state__in=UNTOLD).order_by("due_on", "position", "pk")


def _line(row: SetPaper | SetDuty, words: str, today: date) -> DigestLine:
    assert row.due_on is not None, "asked for by its day"
    term = f"Срок был {row.due_on:%d.%m.%Y}" if row.due_on < today else f"Срок {row.due_on:%d.%m}"
    event = row.document_set.event
    return DigestLine(f"{term} — {words}", row.get_absolute_url(), event.title, subject_of(row.document_set_id))


def late_papers(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return papers and duties whose day is gone: to units that do them, the first to the department; three queries."""
    gone = Q(due_on__lt=today, document_set__event__last_day__gte=today)
    found = lines_for(_due_lines(gone, crowd, today), most=_MOST, rest=_address(late=True))
    department = crowd.role(Role.DEPARTMENT, CITY)
    rows = _open_papers(gone).select_related("document_set__event", "unit") if department else ()
    told = ((department, _line(row, _with_maker(row), today)) for row in rows)
    return found | lines_for(told, most=_NAMED, rest=_address(late=True))


def _with_maker(paper: SetPaper) -> str:
    return f"{paper.title} ({paper.unit.short_name or paper.unit.name})" if paper.unit else paper.title


def due_papers(crowd: Crowd, today: date, until: date) -> dict[int, list[DigestLine]]:
    """Return papers and duties whose day is one of these, by the units that do them; two queries."""
    return lines_for(_due_lines(Q(due_on__range=(today, until)), crowd, today), most=_MOST, rest=_address())


def _address(*, late: bool = False) -> str:
    return reverse("document_sets:index") + ("?late=yes" if late else "")


def audience_of_sets(events: Collection[int], crowd: Crowd) -> Mapping[int, Mapping[int, str]]:
    """Return whose units make open papers of the events; one query."""
    rows = SetPaper.objects.filter(document_set__event__in=list(events), state__in=OPEN_STATES, unit__isnull=False)
    found: dict[int, dict[int, str]] = {}
    for event, unit in set(rows.order_by().values_list("document_set__event", "unit")):
        found[event] = merged((found.get(event, {}), crowd.unit(unit, MAKES)))
    return found


SET = NoticeSubject("document_set", seen_sets, named)
SETS = NoticeSource(frozenset(("document_sets.documentset",)), (), tell_sets)
PAPERS = NoticeSource(frozenset(("document_sets.setpaper",)), (_GIVEN, _TERM, _RETURNED, _COURSE), tell_papers)
PAPERS_IN_DIGEST = (DigestPart(DigestSection.LATE, late_papers), DigestPart(DigestSection.DUE, due_papers))
SETS_TOLD = TellingRoom((PAPERS, SETS), (SET,), PAPERS_IN_DIGEST, audience=audience_of_sets)
