"""The demonstration city's control of instructions: rules, and instructions of two years in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Person, Unit
from orgplan.instructions.actions import (
    InstructionFacts,
    Performer,
    Proof,
    SourceFacts,
    TermFacts,
    accept_report,
    ask_extension,
    cancel_instruction,
    give_instructions,
    grant_extension,
    lay_periods,
    note_material,
    refuse_extension,
    report_execution,
    return_report,
)
from orgplan.instructions.actions.rules import write_level, write_step, write_term_rule
from orgplan.instructions.models import ControlLevel, Extension, Instruction, Report, TermRule
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.states import SourceKind
from orgplan.worktime.reckoning import working_day_from

_DATA = Path(__file__).with_name("demo_data")
_DONE = "Поручение исполнено. {what} Итоги доложены, материалы приложены."
_REASON = "Не получены сведения от соисполнителей, требуется согласование с подрядной организацией."
_PROOF = "Справка об исполнении поручения (показательный файл).\n".encode()
_KINDS = (
    ("Протокол выезда", SourceKind.VISIT),
    ("Протокол", SourceKind.MINUTES),
    ("Резолюция", SourceKind.RESOLUTION),
    ("Распоряжение", SourceKind.ACT),
    ("Соглашение", SourceKind.AGREEMENT),
    ("Поручение Правительства", SourceKind.UPPER),
    ("Перечень поручений Губернатора", SourceKind.UPPER),
)


def build_instructions(by: Actor, password: str) -> None:  # noqa: ARG001 -- every room's part is called alike
    """Write the rules of control, then the instructions with their reports, requests and decisions."""
    _rules(by)
    told = rows_of(_DATA / "instructions.csv")
    given = give_instructions(given=_Giving(told).facts(), by=by)
    people = _Acting.of(by)
    for row, instruction in zip(told, given, strict=True):
        if row["end"] != "series":
            _lead(instruction, row["end"], people)
    _series(people)


def _rules(by: Actor) -> None:
    people = {each.surname: each for each in Person.objects.all()}
    levels = {}
    for row in rows_of(_DATA / "levels.csv"):
        facts = {
            "title": row["title"],
            "controller": people.get(row["controller"]),
            "is_strict": row["strict"] == "yes",
            "co_days": int(row["days"]),
            "co_measure": row["measure"],
            "basis": row["basis"],
            "position": int(row["position"]),
        }
        levels[row["title"]] = write_level(facts=facts, by=by)
    for row in rows_of(_DATA / "terms.csv"):
        plain = {name: row[name] for name in ("title", "kind", "measure", "counted_from", "off_day", "basis")}
        numbers = {name: int(row[name]) for name in ("count", "day", "month", "position")}
        facts = plain | numbers | {"phrases": "\n".join(several(row["phrases"])), "valid_from": date(2024, 1, 1)}
        facts |= {"level": levels.get(row["level"]), "is_default": row["default"] == "yes"}
        write_term_rule(facts=facts, by=by)
    for row in rows_of(_DATA / "ladder.csv"):
        step = {"side": row["side"], "count": int(row["count"]), "measure": row["measure"], "rung": row["rung"]}
        write_step(facts=step | {"is_urgent": row["urgent"] == "yes"}, by=by)


class _Giving:
    """Reads the rows of the data file into what the action takes; days are counted back from today."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.units: dict[str, Unit] = {each.short_name: each for each in Unit.objects.all()}
        self.levels = {each.title: each for each in ControlLevel.objects.all()}
        self.rules = {each.title: each for each in TermRule.objects.filter(level=None)}
        self.people: dict[str, Person] = {each.surname: each for each in Person.objects.all()}
        self.mayor, self.deputy, self.chief = (self.people[name] for name in ("Образцов", "Уютнов", "Распорядов"))
        self.points: dict[str, int] = {}

    def facts(self) -> list[InstructionFacts]:
        return [self._one(number, row) for number, row in enumerate(self.rows, start=1)]

    def _one(self, number: int, row: Row) -> InstructionFacts:
        signed = _office_day(timezone.localdate() - timedelta(days=int(row["age"])))
        label = row["source"]
        self.points[label] = self.points.get(label, 0) + 1
        registered = signed if row["term"] in self.rules or number % 3 else None
        return InstructionFacts(
            text=row["text"] + ".",
            performers=[self._performer(cell) for cell in several(row["units"])],
            signed_on=signed,
            term=self._term(row, signed),
            source=SourceFacts(_kind(label), label, str(self.points[label]), signed),
            giver=self._giver(row),
            level=self.levels[row["level"]],
            curator=self.deputy if "культур" in row["text"] else self.chief,
            registered_number=f"{100 + number}-пр" if registered else "",
            registered_on=registered,
            registered_link=f"https://sed.omsk.example/cards/{4000 + number}" if registered else "",
        )

    def _performer(self, cell: str) -> Performer:
        name, _colon, surname = cell.partition(":")
        return Performer(self.units[name], self.people.get(surname))

    def _giver(self, row: Row) -> Person:
        return self.deputy if "заместител" in row["source"] or "заместител" in row["level"] else self.mayor

    def _term(self, row: Row, signed: date) -> TermFacts:
        term = row["term"]
        if term.isdigit():
            return TermFacts(_office_day(signed + timedelta(days=int(term))))
        if signed.year >= working_calendar().years[-1]:  # rules in working days count no year beyond the calendar's
            return TermFacts(_office_day(signed + timedelta(days=30)))
        return TermFacts(rule=self.rules["без указания срока" if term == "без срока" else term])


def _office_day(day: date, *, ahead: bool = False) -> date:
    """Return the day, or the nearest working day before or after it; beyond the calendar's years weekdays are."""
    return working_day_from(day, working_calendar(), back=not ahead)


def _kind(label: str) -> str:
    return next((kind.value for begins, kind in _KINDS if label.startswith(begins)), SourceKind.OTHER.value)


@dataclass(frozen=True, slots=True)
class _Acting:
    """Who acts in the demonstration: the department keeps control, units report."""

    by: Actor
    office: Actor
    mayor: Actor

    @classmethod
    def of(cls, by: Actor) -> _Acting:
        users = {each.login: each for each in User.objects.filter(is_demo=True)}
        return cls(by, users.get("otdel", by), users.get("mer", by))

    def performer(self, instruction: Instruction) -> Actor:
        user = User.objects.filter(role="coordinator", membership__unit=instruction.unit_id).first()
        return user or _Named(str(instruction.person.full_name.surname_first()) if instruction.person else "")


@dataclass(frozen=True, slots=True)
class _Named:
    """A performer without a sign-in, whose paper the department wrote down."""

    name: str
    pk: str = ""

    def __str__(self) -> str:
        return self.name


def _lead(instruction: Instruction, end: str, people: _Acting) -> None:
    """Lead an instruction to the state that the data file names."""
    today = timezone.localdate()
    due = instruction.due_on
    if end in {"in_extended", "extended"}:
        wanted = due + timedelta(days=14) if end == "in_extended" else max(due, today) + timedelta(days=14)
        _extend(instruction, wanted, min(due - timedelta(days=2), today), people)
    if (days := _CLOSED_AFTER.get(end)) is not None:
        _close(instruction, min(due + timedelta(days=days), today), people)
    elif (act := _LEFT_OPEN.get(end)) is not None:
        act(instruction, today, people)


def _wait_for_acceptance(instruction: Instruction, today: date, people: _Acting) -> None:
    _report(instruction, min(instruction.due_on, today - timedelta(days=1)), people)


def _get_back(instruction: Instruction, today: date, people: _Acting) -> None:
    report = _report(instruction, min(instruction.due_on, today - timedelta(days=5)), people)
    words = "Не указаны мероприятия второй половины месяца, нет данных о посещаемости."
    return_report(report, decision=words, edition=report.instruction.edition, by=people.office)


def _wait_for_term(instruction: Instruction, today: date, people: _Acting) -> None:
    _ask(instruction, max(instruction.due_on, today) + timedelta(days=10), people)


def _cancel(instruction: Instruction, today: date, people: _Acting) -> None:  # noqa: ARG001 -- one shape for all ends
    reason = "Вопрос снят решением Мэра: помещение передано под другие цели."
    cancel_instruction(instruction, reason=reason, edition=instruction.edition, by=people.office)


_CLOSED_AFTER = {"in_time": -1, "in_extended": 7, "late": 6}
_LEFT_OPEN = {
    "reported": _wait_for_acceptance,
    "returned": _get_back,
    "asked": _wait_for_term,
    "cancelled": _cancel,
}


def _ask(instruction: Instruction, wanted: date, people: _Acting) -> Extension:
    earlier = _office_day(wanted)
    wanted = earlier if earlier > instruction.due_on else _office_day(wanted, ahead=True)  # not back over a long feast
    extension = ask_extension(
        instruction,
        wanted_on=wanted,
        reason=_REASON,
        done_so_far="Подготовлен проект, направлены запросы.",
        edition=instruction.edition,
        by=people.performer(instruction),
    )
    instruction.refresh_from_db()
    return extension


def _extend(instruction: Instruction, wanted: date, day: date, people: _Acting) -> None:
    if instruction.pk % 4 == 0:  # some are refused first: the history of terms shows it
        first = _ask(instruction, wanted + timedelta(days=30), people)
        words = "Срок чрезмерный, представьте обоснование."
        refuse_extension(first, decision=words, edition=instruction.edition, by=people.mayor)
        Extension.objects.filter(pk=first.pk).update(asked_at=_at(day, 9), decided_at=_at(day, 11))
        instruction.refresh_from_db()
    extension = _ask(instruction, wanted, people)
    grant_extension(
        extension,
        granted_on=extension.wanted_on,
        decision="Согласовано.",
        edition=instruction.edition,
        by=people.mayor,
    )
    Extension.objects.filter(pk=extension.pk).update(asked_at=_at(day, 14), decided_at=_at(day, 17))
    instruction.refresh_from_db()


def _report(instruction: Instruction, day: date, people: _Acting) -> Report:
    day = max(_office_day(day), instruction.signed_on)
    others = list(instruction.co_performers.all())
    for other in others:
        note_material(other, given_on=min(other.material_on, day), by=people.office)
    report = report_execution(
        instruction,
        text=_DONE.format(what="Работа проведена в полном объёме."),
        done_on=day,
        today=day,
        proofs=[Proof("Справка об исполнении.txt", _PROOF)] if instruction.pk % 2 else (),
        edition=instruction.edition,
        by=people.performer(instruction),
    )
    Report.objects.filter(pk=report.pk).update(submitted_at=_at(day, 15))
    return report


def _close(instruction: Instruction, day: date, people: _Acting) -> None:
    report = _report(instruction, day, people)
    done = _office_day(report.done_on + timedelta(days=1), ahead=True)
    done = min(done, timezone.localdate())
    accept_report(report, decision="", today=done, edition=report.instruction.edition, by=people.office)
    Report.objects.filter(pk=report.pk).update(decided_at=_at(done, 10))


def _series(people: _Acting) -> None:
    """Let what comes back run up to now: past periods are reported, mostly in time, the present one is open."""
    today = timezone.localdate()
    for _turn in range(24):
        past = Instruction.objects.filter(series__isnull=False, due_on__lt=today, state="on_execution")
        rows = list(past.select_related("unit", "person", "level"))
        for number, instruction in enumerate(rows):
            shift = 4 if (instruction.due_on.month + number) % 5 == 0 else -1
            _close(instruction, min(instruction.due_on + timedelta(days=shift), today), people)
        if not lay_periods(today=today, by=people.by) and not rows:
            return


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 10)))
