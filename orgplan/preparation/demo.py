"""The demonstration city's preparation: templates, past plans with real dates, City Day by last year's, lessons."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from itertools import cycle

from django.db.models import Q
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor
from orgplan.directory.models import Membership, Unit
from orgplan.events.actions import clone_event, facts_on
from orgplan.events.models import Event, EventTemplate, Origin
from orgplan.events.rules import EventState
from orgplan.preparation.actions import (
    LessonFacts,
    Proof,
    StepFacts,
    answer_lesson,
    copy_steps,
    finish_step,
    plan_step,
    skip_step,
    write_lesson,
)
from orgplan.preparation.actions.shipped import bring_shipped
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.rules.kinds import LessonKind, StepState
from orgplan.worktime import WorkingCalendar

_CITY_DAY = "День города:"
_TEMPLATE_OF_CITY_DAY = "День города"
_DELAYS = (0, -2, 3, 0, 5, 0, -1, 7, 0, 2)
"""By how many days real work differs from the plan, in turn."""
_SLOW = {"Смета расходов": 14, "Конкурс на сцену, звук и свет": 12, "Пакет для Мэра: программа, речь, список гостей": 2}
"""Steps that come later than planned every year: the template is told to say so."""
_SHORT_LEAD = 5
_PAST_EACH, _COMING_EACH = 2, 2
_LATE_OF = 2
"""Every second coming event has a late step."""
_OF_PERFORMER = 5
_AHEAD = timedelta(days=75)
_LESSONS = (
    (
        LessonKind.WRONG,
        "На входе к Соборной площади очередь в 40 минут: рамок поставили шесть вместо двенадцати.",
        "Заказать не меньше двенадцати рамок и открыть второй вход с улицы Партизанской.",
        "Управление безопасности",
    ),
    (
        LessonKind.WRONG,
        "Смету согласовали за шесть недель, конкурс на звук пришлось объявлять без запаса.",
        "Смету вносить в финансы сразу после распоряжения.",
        "Департамент финансов",
    ),
    (
        LessonKind.KEEP,
        "Автобусы до двух часов ночи по всем округам: жалоб на отъезд не было.",
        "",
        "Департамент транспорта",
    ),
)
_PROOFS = ("№ 112-р от 14 мая", "письмо исх. 4-15/318", "акт подписан", "", "")


def build_preparation(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Take over the shipped templates; prepare City Day, past events with real dates, the coming ones."""
    today = timezone.localdate()
    keeper = Unit.objects.get(short_name="Отдел организационной работы")
    templates = {each.name: each for each in bring_shipped(keeper=keeper, by=by).templates}
    _build_city_day(templates[_TEMPLATE_OF_CITY_DAY], today, by)
    for template in templates.values():
        if template.name != _TEMPLATE_OF_CITY_DAY:
            _build_events_of(template, today, by)
    _name_performer(today, by)


def _name_performer(today: date, by: Actor) -> None:
    """Let the performer of the demonstration city answer in person for a few coming steps of the own unit."""
    member = Membership.objects.filter(user__role=Role.PERFORMER).select_related("person").first()
    if member is None:
        return
    rows = Step.objects.filter(unit=member.unit, event__first_day__gt=today, state=StepState.PLANNED, person=None)
    for step in rows.order_by("due_on", "pk")[:_OF_PERFORMER]:
        facts = StepFacts(
            **{each.name: getattr(step, each.name) for each in fields(StepFacts)} | {"person": member.person}
        )
        plan_step(facts=facts, step=step, edition=step.edition, by=by)


def _build_city_day(template: EventTemplate, today: date, by: Actor) -> None:
    """Prepare the City Days of past years by the template, and the next one by the last."""
    days = list(Event.objects.kept().filter(title__startswith=_CITY_DAY).order_by("first_day"))
    gone = [each for each in days if each.last_day and each.last_day < today]
    for event in gone:
        _prepare(template, event, today, by)
    if not gone:
        return
    lessons = _learn(gone[-1], by)
    coming = next((each for each in days if each.last_day and each.last_day >= today), None)
    if coming is not None:
        _prepare(template, coming, today, by)
    elif (rule := template.year_rule) is not None:
        day = rule.day(gone[-1].first_day.year + 1, WorkingCalendar.bundled()) if gone[-1].first_day else None
        assert day is not None, "City Day comes back every year"
        parts = {"steps", "lessons", "participants", "parts"}
        coming = clone_event(source=gone[-1], facts=facts_on(gone[-1], day), parts=parts, by=by)
        _work_on(coming, today, by)
    answer = LessonAnswer.objects.filter(event=coming, lesson=lessons[-1]).first()
    if answer is not None:
        words = "Внесено в схему движения: автобусы до 02:00 закладываем сразу."
        answer_lesson(answer, words=words, settles=False, edition=answer.edition, by=by)


def _learn(event: Event, by: Actor) -> list[int]:
    units = {str(unit): unit for unit in Unit.objects.all()}
    return [
        write_lesson(facts=LessonFacts(text, kind, advice, units.get(unit)), event=event, by=by).pk
        for kind, text, advice, unit in _LESSONS
    ]


def _build_events_of(template: EventTemplate, today: date, by: Actor) -> None:
    """Give the template's plan to a few held events of the kind and to the nearest coming ones."""
    rows = Event.objects.kept().filter(kind=template.kind, part_of=None, one_stretch=True, steps__isnull=True)
    rows = rows.filter(Q(owner=template.owner) | Q(level__in=("city", "regional", "international")))
    held = rows.filter(last_day__lt=today, state=EventState.HELD).order_by("-first_day")[:_PAST_EACH]
    coming = rows.filter(first_day__gt=today, first_day__lte=today + _AHEAD, state=EventState.PLANNED)
    for event in [*held, *coming.order_by("first_day")[:_COMING_EACH]]:
        _prepare(template, event, today, by)


def _prepare(template: EventTemplate, event: Event, today: date, by: Actor) -> None:
    Origin.objects.create(event=event, template=template)
    copy_steps(source=template, event=event, shift=None, by=by)
    _work_on(event, today, by)


def _work_on(event: Event, today: date, by: Actor) -> None:
    """Mark what is done by today: with real delays, one left late, one skipped on purpose where it may be."""
    delays, proofs = cycle(_DELAYS), cycle(_PROOFS)
    due = [each for each in Step.objects.filter(event=event).order_by("due_on", "pk") if each.due_on]
    passed = [each for each in due if each.due_on and each.due_on < today]
    is_over = event.last_day is not None and event.last_day < today
    for place, step in enumerate(passed):
        assert step.due_on is not None, "read so"
        if not is_over and place == len(passed) - 1 and len(passed) > 1 and event.pk % _LATE_OF:
            continue
        if not step.is_essential and place % 2 and is_over:
            skip_step(step, reason="Не хватило времени, решено на оргкомитете", by=by)
            continue
        done_on = min(_done_on(step, event, _SLOW.get(step.title) or next(delays)), today)
        finish_step(step, done_on=done_on, today=today, proof=Proof(next(proofs)), by=by)


def _done_on(step: Step, event: Event, delay: int) -> date:
    """Return the real day: short leads slip by a day at most, and nothing before the event slips past its eve."""
    assert step.due_on is not None, "read so"
    assert event.first_day is not None, "steps with a day have an event with one"
    if abs(step.offset) <= _SHORT_LEAD:
        delay = max(-1, min(delay, 1))
    day = step.due_on + timedelta(days=delay)
    return min(day, event.first_day - timedelta(days=1)) if step.due_on < event.first_day else max(day, step.due_on)
