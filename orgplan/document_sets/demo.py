"""The demonstration city's document sets: City Day of 2026 whole, an official reception, a meeting, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.document_sets.actions import (
    DutyAnswer,
    Signing,
    Struck,
    answer_duty,
    answer_facts,
    compose_set,
    mark_paper,
    sign_paper,
    take_shipped,
    write_set_terms,
)
from orgplan.document_sets.documents import draft_papers, final_of
from orgplan.document_sets.models import DocumentSet, PaperKind, SetPaper
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.queries.sets import contents_of, missing_of, papers_of
from orgplan.document_sets.rules.asked import Fact, facts_for
from orgplan.document_sets.rules.kinds import FORM_OF, Content, DutyState, PaperState
from orgplan.events.models import Event
from orgplan.events.rules import EventKind, EventState

_CITY_DAY = Q(title__startswith="День города:", first_day__year=2026)
_ANSWERS = {
    Fact.CLOSURE: "улица Ленина от Соборной площади до улицы Тарской — с 06:00 до 23:30\n"
    "улица Интернациональная — с 08:00 до 23:30",
    Fact.AWARDEES: "Образцова М. И. — учитель — Благодарственное письмо Мэра города Омска\n"
    "Примеров К. С. — водитель автобуса — Почётная грамота Администрации города Омска",
    Fact.ABOUT: "Главный городской праздник. Проводится в первую субботу августа вместе с Днём Омской области.",
    Fact.THESES: "Город благодарит тех, кто его строит и хранит\nЧто сделано за год: дороги, школы, скверы\n"
    "Приглашение на вечерний концерт",
    Fact.SPEAKERS: "Образцов О. О. — представитель Правительства Омской области\n"
    "Примерова А. В. — председатель совета ветеранов",
    Fact.PARTICIPANTS: "Примеров П. П. — директор учреждения культуры\n"
    "Образцова Н. Н. — руководитель общественного совета",
    Fact.PRESIDIUM: "Образцов О. О. — представитель Правительства Омской области",
}
"""What people answer in the demonstration; the names are plainly invented."""
_OF_ANY_EVENT = {
    Fact.CLOSURE: "въезд на площадку и стоянка перед ней — за три часа до начала и до окончания мероприятия",
    Fact.ABOUT: "Мероприятие плана города. Приглашены жители, общественные организации, подразделения Администрации.",
    Fact.THESES: "Приветствие участникам\nЧто сделано за год по этому направлению\nБлагодарность организаторам",
}
"""What is said of every event but City Day."""
_PROOFS = (
    ("уведомление № 214 направлено в министерство культуры области", date(2026, 7, 3)),
    ("подтверждение получено, вх. № 1187", date(2026, 7, 8)),
    ("письмо министерства культуры в полицию, копия в деле", date(2026, 7, 20)),
    ("акт осмотра места, замечаний нет", date(2026, 7, 21)),
    ("паспорт безопасности Соборной площади действует до 2028 года", date(2026, 7, 6)),
)


def build_document_sets(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Take over the usual lists, then make the sets: one signed, others on their way."""
    take_shipped(by=by)
    write_set_terms(leader_days=3, leader_unit="working", by=by)
    today = timezone.localdate()
    planned = Event.objects.kept().filter(state=EventState.PLANNED, first_day__gt=today, part_of=None)
    for day in Event.objects.kept().filter(_CITY_DAY):
        _city_day(day, by)
    reception = planned.filter(kind=EventKind.OFFICIAL_RECEPTION).order_by("first_day").first()
    mass = planned.filter(kind=EventKind.MASS_EVENT).order_by("first_day").first()
    meeting = planned.filter(kind=EventKind.MEETING).order_by("first_day").first()
    for number, event in enumerate((reception, mass, meeting)):
        if event is not None:
            _coming(event, number, by)


def _city_day(event: Event, by: Actor) -> None:
    estimate = PaperKind.objects.get(content=Content.ESTIMATE)
    why = "расходы предусмотрены сметой муниципальной программы"
    made = compose_set(event, outdoors=True, struck=[Struck(estimate.pk, why)], by=by)
    _answer(made, _ANSWERS, by)
    draft_papers([each for each in papers_of(made) if each.content in FORM_OF], by=by)
    for number, paper in enumerate(papers_of(made), start=1):
        is_missing = paper.state == PaperState.NOT_BEGUN and paper.content in FORM_OF
        if paper.is_open and not is_missing:
            _sign(paper, number, by)
    duties = made.duties.filter(state=DutyState.OPEN).select_related("duty", "document_set")
    for (words, day), duty in zip(_PROOFS, duties, strict=False):
        answer_duty(duty, verb="settle", answer=DutyAnswer(words, done_on=day), edition=duty.edition, by=by)


def _sign(paper: SetPaper, number: int, by: Actor) -> None:
    day = min((paper.due_on or timezone.localdate()) - timedelta(days=2), timezone.localdate())
    signing = Signing(day, _number(paper, number))
    sign_paper(paper, signing=signing, edition=paper.edition, final=final_of(paper, signing), by=by)


def _number(paper: SetPaper, number: int) -> str:
    if paper.part == "act":
        return f"{200 + number}-р"
    return f"ОРГ-{1180 + number * 3}" if paper.part == "letter" else ""


def _coming(event: Event, number: int, by: Actor) -> None:
    """Make a set of a coming event: one paper struck, most drafted, one being agreed, one signed."""
    presidium = PaperKind.objects.filter(content=Content.PRESIDIUM).first()
    struck = [Struck(presidium.pk, "президиум не предусмотрен порядком ведения")] if presidium else []
    made = compose_set(event, struck=struck, by=by)
    if number:
        _answer(made, _ANSWERS | _OF_ANY_EVENT, by)
    papers = papers_of(made)
    known = Known(made)
    ready = [each for each in papers if each.content in FORM_OF and not missing_of(each, known)]
    open_ones = [each for each in ready if each.state == PaperState.NOT_BEGUN]
    draft_papers(open_ones[: 4 + number], by=by)
    drafted = [each for each in papers_of(made) if each.state == PaperState.DRAFTED]
    for paper in drafted[1:3]:
        mark_paper(paper, verb="send", edition=paper.edition, by=by)
    if drafted and _is_due(drafted[0].due_on):
        _sign(drafted[0], number + 40, by)


def _is_due(day: date | None) -> bool:
    return day is not None and day <= timezone.localdate() + timedelta(days=30)


def _answer(made: DocumentSet, said: Mapping[Fact, str], by: Actor) -> None:
    """Answer what the set's papers print and the records do not know."""
    known = Known(made)
    asked = {each.code for each in facts_for(contents_of(papers_of(made)))}
    answers = {fact.value: words for fact, words in said.items() if fact in asked and not known.derived(fact)}
    answer_facts(made, answers=answers, edition=made.edition, by=by)
