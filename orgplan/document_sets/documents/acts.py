"""The act with its appendices, the estimate and the letters, as their forms print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from orgplan.directory.models import Person
from orgplan.directory.queries import signatory_on, stored_posts
from orgplan.directory.rules.acting import Signatory, inside_a_sentence
from orgplan.document_sets.actions import Signing
from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.rules.asked import Fact
from orgplan.document_sets.rules.kinds import APPENDICES, Content, PaperState
from orgplan.document_sets.rules.papers import within_sentence
from orgplan.document_sets.rules.sizes import people_words
from orgplan.language.counts import figures
from orgplan.language.declension import Case, Gender, decline_name, decline_position
from orgplan.language.wording import in_words

DECREE = "decree"
_LINES = "от ______________ № _______"
_APPROVED = {
    Content.COMMITTEE: "состав организационного комитета",
    Content.STEPS: "план подготовки",
    Content.PROGRAMME: "программу",
}


@dataclass(frozen=True, slots=True)
class Printing:
    """A paper that is printed: of what, and how it was signed (None: a draft)."""

    paper: SetPaper
    known: Known
    signing: Signing | None = None

    @property
    def name(self) -> str:
        """Return the event's title in its quotes."""
        return f"«{self.known.event.title}»"

    @property
    def is_decree(self) -> bool:
        """Tell whether the act is a decree (постановление), not an order."""
        return self.known.answer(Fact.ACT) == DECREE

    def common(self, heading: str, subject: str) -> dict[str, Any]:
        """Return what every list prints."""
        event = self.known.event
        return {
            "title": f"{self.paper.title}: {event.title}",
            "heading": heading,
            "subject": subject,
            "draft": self.signing is None,
            "footer": self.footer,
        }

    @property
    def footer(self) -> str:
        """Return the words below every page."""
        return f"Комплект документов. Напечатано {timezone.localtime():%d.%m.%Y %H:%M}"

    @property
    def dated(self) -> dict[str, str]:
        """Return when and where, as lists print it."""
        return {"when": self.known.event.when_on_paper, "place": self.known.event.where}

    @property
    def signatory(self) -> Signatory | None:
        """Return who signs on the day: whoever acts where the holder is away."""
        post = self.known.position(Fact.SIGNER)
        day = self.signing.on if self.signing else timezone.localdate()
        return signatory_on(day, post) if post else None

    @property
    def signature(self) -> dict[str, str]:
        """Return the signature, «исполняющий обязанности» where the holder is away."""
        signs = self.signatory
        return {"signer_post": signs.post if signs else "", "signer_name": signs.name if signs else ""}


def act_line(signing: Signing | None) -> str:
    """Return «от 12 июня 2026 года № 45-р», or the lines to be filled."""
    if signing is None:
        return _LINES
    return f"от {in_words(signing.on)} № {signing.number or '________'}"


def order_data(printing: Printing) -> dict[str, Any]:
    """Return the act: the ground, what is held, what is approved, who answers, who controls."""
    kind = "ПОСТАНОВЛЕНИЕ" if printing.is_decree else "РАСПОРЯЖЕНИЕ"
    verb = "ПОСТАНОВЛЯЮ:" if printing.is_decree else "РАСПОРЯЖАЮСЬ:"
    ground = printing.known.answer(Fact.GROUND).rstrip(" ,.:")
    return {
        "title": f"{kind.capitalize()}: {printing.known.event.title}",
        "administration": settings.ADMINISTRATION,
        "act": kind,
        "act_line": act_line(printing.signing),
        "subject": f"О подготовке и проведении мероприятия {printing.name}",
        "preamble": f"{ground} {verb}",
        "points": _order_points(printing),
        **printing.signature,
        "draft": printing.signing is None,
        "footer": printing.footer,
    }


def _order_points(printing: Printing) -> list[dict[str, str]]:
    event, known = printing.known.event, printing.known
    place = f", место проведения — {event.where}" if event.where else ""
    taken = _contents(known)
    approved = [each for each in APPENDICES if each in taken]
    points: list[list[str]] = [[f"Провести {within_sentence(event.when)} мероприятие {printing.name}{place}."]]
    if approved:
        lines = [f"{_APPROVED[each]} (приложение № {number})" for number, each in enumerate(approved, start=1)]
        points.append(["Утвердить:", *lines])
    points.append([f"Ответственный за подготовку и проведение мероприятия — {event.owner.name}."])
    if Content.STEPS in approved:
        number = approved.index(Content.STEPS) + 1
        what = f"выполнение плана подготовки (приложение № {number}) в установленные сроки"
        points.append([f"Ответственным исполнителям обеспечить {what}."])
    if Content.ESTIMATE in taken:
        points.append(["Финансирование мероприятия осуществить в пределах сметы расходов."])
    points.append([_control(printing)])
    found = []
    for number, (text, *lines) in enumerate(points, start=1):
        found.append({"number": f"{number}.", "text": text})
        found += _lettered(lines)
    return found


def _lettered(lines: list[str]) -> list[dict[str, str]]:
    last = len(lines)
    return [
        {"number": f"{number})", "text": f"{line}{'.' if number == last else ';'}"}
        for number, line in enumerate(lines, start=1)
    ]


def _contents(known: Known) -> set[Content]:
    papers: Iterable[SetPaper] = known.document_set.papers.select_related("kind")
    return {each.content for each in papers if each.state != PaperState.NOT_NEEDED}


def _control(printing: Printing) -> str:
    what = "постановления" if printing.is_decree else "распоряжения"
    post = printing.known.position(Fact.CONTROL)
    signs = printing.signatory
    if post is None or (signs is not None and signs.person == post.person_id):
        return f"Контроль за исполнением настоящего {what} оставляю за собой."
    whom = decline_position(inside_a_sentence(post.post_words), Case.ACCUSATIVE, stored_posts())
    return f"Контроль за исполнением настоящего {what} возложить на {whom} {_accusative(post.person)}".rstrip(".") + "."


def _accusative(person: Person) -> str:
    stored = {part: {Case(case): form for case, form in forms.items()} for part, forms in person.case_overrides.items()}
    return decline_name(person.full_name, Case.ACCUSATIVE, Gender(person.gender), stored).surname_first()


def _appendix(printing: Printing, content: Content) -> dict[str, str]:
    """Return the corner of an appendix; it stands empty where the set has no act."""
    taken = _contents(printing.known)
    if Content.ORDER not in taken:
        return {"appendix": "", "appendix_of": "", "appendix_line": ""}
    number = [each for each in APPENDICES if each in taken].index(content) + 1
    what = "постановлению" if printing.is_decree else "распоряжению"
    whose = decline_position(settings.ADMINISTRATION, Case.GENITIVE)
    acts = printing.known.document_set.papers.filter(kind__content=Content.ORDER, state=PaperState.SIGNED)
    act = acts.first()
    signing = Signing(act.signed_on, act.registered_number) if act else None
    return {
        "appendix": f"Приложение № {number}",
        "appendix_of": f"к {what} {whose}",
        "appendix_line": act_line(signing),
    }


def committee_data(printing: Printing) -> dict[str, Any]:
    """Return the organising committee."""
    rows = printing.known.rows(Fact.COMMITTEE)
    subject = f"организационного комитета по подготовке и проведению мероприятия {printing.name}"
    return (
        printing.common("СОСТАВ", subject)
        | _appendix(printing, Content.COMMITTEE)
        | {
            "rows": [
                {"number": number, "name": row.name, "post": row.post, "role": row.role}
                for number, row in enumerate(rows, start=1)
            ]
        }
    )


def steps_data(printing: Printing) -> dict[str, Any]:
    """Return the preparation plan by the present days of its steps."""
    rows = [
        {
            "number": number,
            "what": step.title,
            "due": f"до {in_words(step.due_on)}" if step.due_on else step.counted,
            "who": step.who or str(printing.known.event.owner),
            "paper": step.paper,
        }
        for number, step in enumerate(printing.known.steps, start=1)
    ]
    subject = f"подготовки мероприятия {printing.name}"
    return printing.common("ПЛАН", subject) | _appendix(printing, Content.STEPS) | {"rows": rows}


def programme_data(printing: Printing) -> dict[str, Any]:
    """Return the programme: of the script where there is one, else of the event's parts."""
    known = printing.known
    corner = {"appendix": "", "appendix_of": "", "appendix_line": ""}
    if printing.paper.content == Content.PROGRAMME:
        corner = _appendix(printing, Content.PROGRAMME)
    subject = f"мероприятия {printing.name}"
    rows = _script_rows(known) if known.script else _part_rows(known)
    return printing.common("ПРОГРАММА", subject) | corner | printing.dated | {"rows": rows}


def _script_rows(known: Known) -> list[dict[str, Any]]:
    assert known.script is not None, "asked before"
    return [
        {
            "number": row.number,
            "time": f"{row.start:%H:%M}–{row.end:%H:%M}" if row.item.minutes else f"{row.start:%H:%M}",
            "what": row.item.title,
            "where": row.item.place,
            "who": row.item.who_words,
        }
        for row in known.script.rows
    ]


def _part_rows(known: Known) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "time": part.when_in(known.day.year),
            "what": part.title,
            "where": part.where,
            "who": str(part.owner),
        }
        for number, part in enumerate(known.parts, start=1)
    ]


def estimate_data(printing: Printing) -> dict[str, Any]:
    """Return the estimate: the resources asked for; prices are written in by who makes it."""
    rows = [
        {
            "number": number,
            "what": str(need.resource),
            "measure": need.resource.measure,
            "amount": figures(need.amount),
            "note": need.note,
        }
        for number, need in enumerate(printing.known.needs, start=1)
    ]
    subject = f"расходов на мероприятие {printing.name}"
    return printing.common("СМЕТА", subject) | printing.dated | printing.signature | {"rows": rows}


def letter_data(printing: Printing) -> dict[str, Any]:
    """Return a letter to a service: what is held, and what is asked for."""
    event, kind = printing.known.event, printing.paper.kind
    assert kind is not None, "a letter has a kind"
    people = f", ожидается {people_words(event.expected_turnout)}" if event.expected_turnout is not None else ""
    place = f"место проведения — {event.where}" if event.where else "место проведения уточняется"
    asked = [line.strip().rstrip(".;") for line in kind.body.splitlines() if line.strip()]
    if printing.paper.content == Content.CLOSURE:
        asked += [f"закрыть для движения: {line}" for line in printing.known.lines(Fact.CLOSURE)]
    return {
        "title": f"{printing.paper.title}: {event.title}",
        "administration": settings.ADMINISTRATION,
        "addressee": kind.addressee,
        "act_line": act_line(printing.signing),
        "subject": "О содействии в проведении мероприятия",
        "opening": f"{within_sentence(event.when)} проводится мероприятие {printing.name}: {place}{people}. Просим:",
        "points": _lettered(asked or ["оказать содействие в проведении мероприятия"]),
        **printing.signature,
        "executor": printing.known.answer(Fact.EXECUTOR),
        "draft": printing.signing is None,
        "footer": printing.footer,
    }
