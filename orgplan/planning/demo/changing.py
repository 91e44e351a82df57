"""After approval: events moved, cancelled and added, a proposal that waits, agreement half done, a publication."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.documents.actions import register_document
from orgplan.events.actions import change_event, create_event, facts_of, prepare_change, propose_change
from orgplan.events.models import Event
from orgplan.events.rules import Basis, EventKind, EventState
from orgplan.language.timing.model import Occurrence
from orgplan.planning.actions.agreement import (
    Answer,
    Curator,
    answer_agreement,
    lay_before_curators,
    make_remark,
    resolve_remark,
)
from orgplan.planning.actions.documents import record_printed_sheet
from orgplan.planning.actions.exchange import bring_back_workbook
from orgplan.planning.actions.plans import take_events
from orgplan.planning.actions.publication import publish_version
from orgplan.planning.documents.agreement import sheet_paper
from orgplan.planning.documents.publication import frozen_files
from orgplan.planning.documents.workbook import plan_workbook
from orgplan.planning.models import Agreement, AgreementRound, Plan
from orgplan.planning.queries.agreement import curators_on, due_day
from orgplan.planning.rules.approval import RemarkState

_ROUND = 3
"""How many curators agree the coming week."""
_SENT = 5
"""So many days before it begins the running week was laid before curators."""


def change_after_approval(plan: Plan, today: date, by: Actor) -> None:
    """Move, cancel and add coming events of the running month, and let a unit propose another change."""
    # A meeting that returns every month is moved in its scheme, which would lay it once more on its old day.
    returning = Event.objects.values("title").annotate(times=Count("pk")).filter(times__gt=1).values("title")
    coming = list(
        Event.objects.filter(
            plan_items__plan=plan, first_day__gt=today, state=EventState.PLANNED, start_time__isnull=False, parts=None
        )
        .exclude(kind=EventKind.STAFF_MEETING)
        .exclude(title__in=returning)
        .order_by("first_day", "start_time")
    )
    if coming:
        _move(coming[0], by)
    if len(coming) > 1:
        memo = Basis("письмо организатора", "214", today)
        change_event(
            coming[1],
            facts=facts_of(coming[1]).cancelled(),
            edition=coming[1].edition,
            reason="Отказ участников",
            basis=memo,
            by=by,
        )
        _add(plan, coming[1], today, by)
    if len(coming) > 2:  # noqa: PLR2004 -- the third
        _propose(coming[2], today, by)


def _move(event: Event, by: Actor) -> None:
    facts = facts_of(event)
    later = tuple(_an_hour_later(each) for each in facts.timing.occurrences)
    changed = replace(facts, timing=replace(facts.timing, occurrences=later), wording="")
    change_event(
        event,
        facts=changed,
        edition=event.edition,
        reason="Совпало с выездом руководителя",
        basis=Basis("Служебная записка организатора"),
        by=by,
    )


def _add(plan: Plan, like: Event, today: date, by: Actor) -> None:
    facts = replace(facts_of(like), title="Рабочая встреча с организаторами городских мероприятий", participants=())
    event = create_event(facts=facts, by=by)
    item = like.plan_items.filter(plan=plan).select_related("section").first()
    section = item.section if item else None
    order = Basis("поручение Мэра города Омска", "31-п", today)
    take_events(plan=plan, events=[event], section=section, reason="Поручение по итогам совещания", basis=order, by=by)


def _propose(event: Event, today: date, by: Actor) -> None:
    facts = replace(facts_of(event), place="Концертный зал, фойе второго этажа", venue=None)
    memo = Basis("служебная записка", "47", today)
    proposed = prepare_change(
        event, facts=facts, edition=event.edition, reason="Ремонт прежнего зала", basis=memo, by=by
    )
    propose_change(proposed, by=by)


def lay_week(plan: Plan, today: date, by: Actor) -> None:
    """Lay the coming week before three deputies: one agreed, one with a remark that is answered, one is awaited."""
    curators = [Curator(person, post) for person, post in curators_on(today)][:_ROUND]
    laid = lay_before_curators(plan=plan, curators=curators, due_on=due_day(plan.kind, today), by=by)
    answers = list(laid.agreements.all())
    if len(answers) < _ROUND:
        return
    answer_agreement(answers[0], answer=Answer("agree"), edition=1, by=by)
    item = plan.items.select_related("event").order_by("event__first_day").first()
    remark = make_remark(answers[1], event=item.event if item else None, text="Уточнить состав участников", by=by)
    resolve_remark(remark, state=RemarkState.TAKEN, answer="Состав уточнён у организатора", edition=1, by=by)
    make_remark(answers[1], event=None, text="Отметить мероприятия с участием жителей", by=by)
    answer_agreement(answers[1], answer=Answer("agree_with_remarks"), edition=1, by=by)


def agree_week(plan: Plan, by: Actor) -> None:
    """Let the curators agree the running week before its approval; the sheet stands in the register of documents."""
    sent, answered = plan.starts_on - timedelta(days=_SENT), plan.starts_on - timedelta(days=_SENT - 1)
    curators = [Curator(person, post) for person, post in curators_on(sent)][:_ROUND]
    laid = lay_before_curators(plan=plan, curators=curators, due_on=answered, by=by)
    for number, each in enumerate(laid.agreements.all()):
        answer_agreement(each, answer=Answer("agree"), edition=1, by=by)
        Agreement.objects.filter(pk=each.pk).update(decided_at=_moment(answered, 9 + number))
    AgreementRound.objects.filter(pk=laid.pk).update(sent_at=_moment(sent, 10), ended_at=_moment(answered, 17))
    laid.refresh_from_db()
    record_printed_sheet(laid=laid, paper=sheet_paper(laid, "docx"), by=by)


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def publish_running(plan: Plan, by: Actor) -> None:
    """Publish the version of the running month, with its number of the document system beside its Word."""
    version = plan.versions.select_related("plan").first()
    if version is None:
        return
    publish_version(version, files=frozen_files(version, by=by), by=by)
    for joined in version.documents.filter(document__format="docx").select_related("document"):
        register_document(
            joined.document,
            edition=joined.document.edition,
            registered_number=f"{version.approved_on.month + 40}-п",
            registered_on=version.approved_on,
            registered_link=f"https://sed.omsk.example/card/{version.approved_on:%Y%m}",
            by=by,
        )


def return_workbook(plan: Plan, by: Actor) -> None:
    """Bring back the plan's workbook in which somebody moved two events to another room: it waits to be taken in."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- loads slowly, only the demonstration needs it here

    book = load_workbook(io.BytesIO(plan_workbook(plan)))
    rooms = [cell for row in book["План"].iter_rows() for cell in row if str(cell.value).startswith("Кабинет ")]
    for cell in rooms[:2]:
        cell.value = "Малый зал Администрации"
    out = io.BytesIO()
    book.save(out)
    bring_back_workbook(plan=plan, file_name="План на неделю с правками.xlsx", content=out.getvalue(), by=by)


def _an_hour_later(each: Occurrence) -> Occurrence:
    shifted = [
        clock.replace(hour=min(clock.hour + 1, 23)) if clock else None for clock in (each.start_time, each.end_time)
    ]
    return replace(each, start_time=shifted[0], end_time=shifted[1])
