"""What instructions tell people: given, term set anew, report returned, what waits for a decision; terms in digests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.instructions.models import CoPerformer, Extension, Instruction
from orgplan.instructions.policy import sees_all, sees_own
from orgplan.instructions.rules.states import OPEN, ExtensionState, InstructionState
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

_GIVEN = NoticeKind("instruction_given", _("Instructions given to you"))
_TERM = NoticeKind("instruction_term", _("Terms of instructions"))
_RETURNED = NoticeKind("instruction_returned", _("Returned reports and refused terms"))
_DECIDE = NoticeKind("instruction_decide", _("Reports and requests that wait for a decision"))
_CLOSED = NoticeKind("instruction_closed", _("Instructions removed from control"))
ANSWERS = "вы отвечаете за исполнение поручения"
UNIT_ANSWERS = "поручение исполняет ваше подразделение"
TOGETHER = "вы соисполнитель поручения"
GAVE = "поручение дали вы"
CONTROL = "вы ведёте контроль поручений"
_MOST = 15


def subject_of(instruction: int) -> str:
    """Return how notices name the instruction."""
    return f"instruction:{instruction}"


def seen_by(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the instructions; two queries. Agrees with `visible_to`."""
    rows = list(Instruction.objects.filter(pk__in=keys).order_by().values_list("pk", "unit", "person"))
    together = CoPerformer.objects.filter(instruction__in=[row[0] for row in rows]).order_by()
    shares: dict[int, list[tuple[int, int | None]]] = {key: [(unit, person)] for key, unit, person in rows}
    for key, unit, person in together.values_list("instruction", "unit", "person"):
        shares[key].append((unit, person))
    return {(each.key, key) for each in readers for key, parts in shares.items() if _may_see(each, parts)}


def _may_see(reader: Reader, parts: Sequence[tuple[int, int | None]]) -> bool:
    if sees_all(reader.user):
        return True
    own_unit = reader.unit if sees_own(reader.user) else None
    return any(
        (own_unit is not None and unit == own_unit) or (reader.person is not None and person == reader.person)
        for unit, person in parts
    )


def _performers(row: Instruction, crowd: Crowd) -> dict[int, str]:
    lead = crowd.person(row.person_id, ANSWERS) | crowd.unit(row.unit_id, UNIT_ANSWERS)
    if row.person_id:
        lead = merged((crowd.person(row.person_id, ANSWERS), lead))
    others = [
        merged((crowd.person(each.person_id, TOGETHER), crowd.unit(each.unit_id, TOGETHER)))
        for each in row.co_performers.all()
    ]
    return merged((lead, *others))


def _deciders(row: Instruction, crowd: Crowd) -> dict[int, str]:
    return merged((crowd.person(row.giver_id, GAVE), crowd.role(Role.DEPARTMENT, CONTROL)))


Saying = Callable[[Instruction, Entry], str]
_VERBS: Mapping[str, tuple[NoticeKind, Callable[[Instruction, Crowd], dict[int, str]], Saying]] = {
    "give_instruction": (_GIVEN, _performers, lambda row, _entry: f"дано поручение, срок {row.due_on:%d.%m.%Y}"),
    "lay_next_period": (_GIVEN, _performers, lambda row, _entry: f"начался новый период, срок {row.due_on:%d.%m.%Y}"),
    "set_term": (_TERM, _performers, lambda row, _entry: f"установлен другой срок: {row.due_on:%d.%m.%Y}"),
    "grant_extension": (_TERM, _performers, lambda row, _entry: f"срок продлён до {row.due_on:%d.%m.%Y}"),
    "refuse_extension": (_RETURNED, _performers, lambda _row, entry: _why("в продлении отказано", entry)),
    "return_report": (_RETURNED, _performers, lambda _row, entry: _why("отчёт возвращён на доработку", entry)),
    "accept_report": (_CLOSED, _performers, lambda _row, _entry: "отчёт принят, поручение снято с контроля"),
    "cancel_instruction": (_CLOSED, _performers, lambda _row, entry: _why("поручение отменено", entry)),
    "put_back_on_control": (_TERM, _performers, lambda _row, entry: _why("поручение возвращено на контроль", entry)),
    "report_execution": (_DECIDE, _deciders, lambda _row, _entry: "представлен отчёт, ждёт вашего решения"),
    "ask_extension": (_DECIDE, _deciders, lambda _row, entry: _why(f"просят продлить {_until(entry)}", entry)),
    "warn_of_terms": (_TERM, _performers, lambda row, entry: _term_words(row, timezone.localdate(entry.at))),
}
_ALSO = {"give_instructions": "give_instruction", "give_points": "give_instruction", "remove_many": "accept_report"}
_PRESSING = frozenset(("return_report",))


def _why(words: str, entry: Entry) -> str:
    return f"{words}: {entry.reason.strip()}" if entry.reason.strip() else words


def _until(entry: Entry) -> str:
    return f"до {entry.after['asked until']}" if entry.after.get("asked until") else "срок"


def _term_words(row: Instruction, day: date) -> str:
    return f"срок истёк {row.due_on:%d.%m.%Y}" if row.due_on < day else f"подходит срок: {row.due_on:%d.%m.%Y}"


def tell_instructions(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what happened to instructions on control; points of minutes that were not given yet have no entries."""
    rows = Instruction.objects.filter(pk__in={int(each.object_key) for each in entries})
    known = {row.pk: row for row in rows.prefetch_related("co_performers")}
    found = []
    for entry in entries:
        verb = entry.verb.partition(".")[2]
        verb = _ALSO.get(verb, verb)
        row = known.get(int(entry.object_key))
        if row is not None and verb in _VERBS and (entry.after or entry.before):
            found.append(_told(row, entry, verb, crowd))
    return found


def _told(row: Instruction, entry: Entry, verb: str, crowd: Crowd) -> Told:
    kind, audience, words = _VERBS[verb]
    near = verb in _PRESSING and (row.due_on - timezone.localdate(entry.at)).days <= 1
    return Told(
        key=f"instruction:{entry.pk}",
        kind=kind.code,
        subject=subject_of(row.pk),
        title=f"{row.heading}: {row.text}",
        url=reverse("instructions:instruction", args=[row.pk]),
        words=words(row, entry),
        happened_at=entry.at,
        audience=audience(row, crowd),
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        day=row.due_on,
        unit=row.unit_id,
        gravity=Gravity.PRESSING if near else Gravity.USUAL,
        is_mailed=verb == "warn_of_terms",
    )


def _lines(condition: Q, crowd: Crowd, today: date) -> dict[int, list[DigestLine]]:
    rows = Instruction.objects.filter(condition, state__in=OPEN).order_by("due_on", "pk")
    told = ((_performers(row, crowd), _line(row, today)) for row in rows.prefetch_related("co_performers"))
    return lines_for(told, most=_MOST, rest=reverse("instructions:mine"))


def _line(row: Instruction, today: date) -> DigestLine:
    term = f"Срок был {row.due_on:%d.%m.%Y}" if row.due_on < today else f"Срок {row.due_on:%d.%m}"
    url = reverse("instructions:instruction", args=[row.pk])
    return DigestLine(f"{term} — {_short(row.text)}", url, row.heading, subject_of(row.pk))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:157].rsplit(' ', 1)[0]}…"  # noqa: PLR2004 -- a line of a letter


def late_instructions(crowd: Crowd, today: date, _until_day: date) -> dict[int, list[DigestLine]]:
    """Return the instructions whose term is over; two queries."""
    return _lines(Q(due_on__lt=today), crowd, today)


def due_instructions(crowd: Crowd, today: date, until: date) -> dict[int, list[DigestLine]]:
    """Return the instructions whose term ends on these days; two queries."""
    return _lines(Q(due_on__range=(today, until)), crowd, today)


def decisions_of_digest(crowd: Crowd, _today: date, _until_day: date) -> dict[int, list[DigestLine]]:
    """Return reports and requests that wait for a decision: for the department all, for a giver the own; one query."""
    asked = Extension.objects.filter(instruction=OuterRef("pk"), state=ExtensionState.ASKED)
    rows: Any = Instruction.objects.annotate(is_asked=Exists(asked)).filter(
        Q(state=InstructionState.REPORTED) | Q(is_asked=True)
    )
    told = []
    for row in rows.order_by("due_on", "pk")[:100]:
        said = "Представлен отчёт" if row.state == InstructionState.REPORTED else "Просят продлить срок"
        url = reverse("instructions:instruction", args=[row.pk])
        line = DigestLine(f"{said}: {_short(row.text)}", url, row.heading, subject_of(row.pk))
        told.append((_deciders(row, crowd), line))
    return lines_for(told, most=_MOST, rest=reverse("instructions:list"))


def named(key: int) -> tuple[str, str]:
    """Return the heading and the address of an instruction."""
    return str(Instruction.objects.get(pk=key)), reverse("instructions:instruction", args=[key])


INSTRUCTION = NoticeSubject("instruction", seen_by, named)
INSTRUCTIONS = NoticeSource(
    frozenset(("instructions.instruction",)), (_GIVEN, _TERM, _RETURNED, _DECIDE, _CLOSED), tell_instructions
)
INSTRUCTIONS_IN_DIGEST = (
    DigestPart(DigestSection.LATE, late_instructions),
    DigestPart(DigestSection.DUE, due_instructions),
    DigestPart(DigestSection.WAITING, decisions_of_digest),
)
INSTRUCTIONS_TOLD = TellingRoom((INSTRUCTIONS,), (INSTRUCTION,), INSTRUCTIONS_IN_DIGEST)
