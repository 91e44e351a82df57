"""By when units send, who was late, what was returned: the next month as the board shows it in the middle of work."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from orgplan.audit.actions import Actor, System
from orgplan.directory.models import Unit
from orgplan.language.periods import Period
from orgplan.planning.actions.deadlines import DeadlineFacts, set_deadline, set_plan_deadline
from orgplan.planning.actions.office import OfficeFacts, set_collecting_terms, set_office_hours
from orgplan.planning.actions.plans import open_city_plan
from orgplan.planning.actions.remarks import answer_remark, remark_on_line
from orgplan.planning.actions.reminders import ReminderFacts, set_reminder
from orgplan.planning.actions.returns import return_lines, send_again
from orgplan.planning.models import Plan, PlanLine, Submission
from orgplan.planning.queries.deadlines import working_calendar
from orgplan.planning.rules.deadlines import DeadlineKind, Measure
from orgplan.planning.rules.reminders import USUAL_SUBJECT, USUAL_TEXT, ReminderMoment
from orgplan.planning.rules.states import LineState, RemarkRole, SubmissionState
from orgplan.worktime import UnknownYearError

_DEPARTMENT, _CURATOR = System("Планова О. С."), System("Этикетова И. В.")
_SINCE = date(2025, 1, 1)
_RULES = "Правила внутреннего трудового распорядка, п. 4.1 (показательные)"
_BASIS = "Регламент Администрации, раздел 2 (показательный)"
_RETURNED, _SENT_AGAIN, _REMARKED = (
    "Департамент благоустройства",
    "Управление дорожного хозяйства",
    "Департамент культуры",
)
_LATE = {"Центр ТОС": 2, "Дирекция парков": 4}
"""Units that sent after the deadline, and by how many hours."""
_POSTPONED, _WHY = "Департамент транспорта", "Служебная записка: объединяется график движения"
_ORDER = "Распоряжение Мэра города Омска № 0-р (показательное)"
_HOUR = 12


def build_deadlines(by: Actor) -> None:
    """Set the office hours, a deadline of each of the four kinds, and the usual reminders."""
    hours = OfficeFacts(time(8, 30), time(17, 30), time(16, 30), time(12, 30), time(13, 30), _RULES)
    set_office_hours(year=_SINCE.year, facts=hours, by=by)
    set_collecting_terms(contact="Планова О. С., организационный отдел, 78-00-03", stale_days=3, ahead_days=62, by=by)
    for facts in (
        DeadlineFacts("year", None, _SINCE, DeadlineKind.DATE, time(17), days="1 октября", basis=_BASIS),
        DeadlineFacts("quarter", None, _SINCE, DeadlineKind.BEFORE_END, time(16), count=20, basis=_BASIS),
        DeadlineFacts(
            "month", None, _SINCE, DeadlineKind.BEFORE_START, time(12), count=10, measure=Measure.WORKING, basis=_BASIS
        ),
        DeadlineFacts("week", None, _SINCE, DeadlineKind.WEEKDAY, time(12), weekday=2, basis=_BASIS),
    ):
        set_deadline(facts=facts, by=by)
    for moment, count in (
        (ReminderMoment.BEFORE, 3),
        (ReminderMoment.BEFORE, 1),
        (ReminderMoment.AT, 0),
        (ReminderMoment.AFTER, 1),
    ):
        set_reminder(facts=ReminderFacts("", moment, count, Measure.WORKING, USUAL_SUBJECT, USUAL_TEXT), by=by)


def build_board(month: Period, today: date) -> None:
    """Let the next month's deadline be the last working day: most sent in time, some late, some were returned."""
    plan = open_city_plan(period=month, by=_DEPARTMENT)
    due = timezone.make_aware(datetime.combine(_working_day(today, -1), time(_HOUR)))
    set_plan_deadline(
        plan=plan, due_at=due, basis="Распоряжение Мэра города Омска № 0-р (показательное)", by=_DEPARTMENT
    )
    unit = Unit.objects.get(short_name=_POSTPONED)
    later = timezone.make_aware(datetime.combine(_working_day(today, 2), time(_HOUR)))
    set_plan_deadline(plan=plan, unit=unit, due_at=later, basis=_WHY, by=_DEPARTMENT)
    _date_sendings(month, due)
    _remark_and_return(month)


def _working_day(day: date, count: int) -> date:
    try:
        return working_calendar().add(day, count)
    except UnknownYearError:
        return day + timedelta(days=count)


def _date_sendings(month: Period, due: datetime) -> None:
    """Spread the sendings over the days before the deadline: the city was built in a minute."""
    sent = Submission.objects.filter(plan__period_code=month.code, state=SubmissionState.SUBMITTED)
    for number, submission in enumerate(sent.select_related("plan__unit").order_by("pk")):
        hours = _LATE.get(str(submission.plan.unit))
        day = _working_day(timezone.localtime(due).date(), -1 - number % 3)
        early = timezone.make_aware(datetime.combine(day, time(9 + number % 8, 7 * number % 60)))
        at = due + timedelta(hours=hours, minutes=17) if hours else early
        Submission.objects.filter(pk=submission.pk).update(submitted_at=at)


def _remark_and_return(month: Period) -> None:
    returned = _waiting(month, _RETURNED)[:2]
    if returned:
        remark_on_line(returned[0], text="Назовите дом: по этой улице три площадки.", by=_DEPARTMENT)
        remark_on_line(
            returned[-1], text="Согласуйте время с департаментом культуры.", role=RemarkRole.CURATOR, by=_CURATOR
        )
        reason = "В двух строках не хватает точного места и согласованного времени."
        _return(returned, reason)
    again = _waiting(month, _SENT_AGAIN)[:1]
    if again:
        remark = remark_on_line(again[0], text="Назовите ответственного за проведение.", by=_DEPARTMENT)
        plan = _return(again, "Нет ответственного.")
        answer_remark(remark, answer="Ответственный указан.", edition=remark.edition, by=System("Щёткина Т. Т."))
        send_again(plan=plan, by=System("Щёткина Т. Т."))
    for line in _waiting(month, _REMARKED)[:1]:
        remark_on_line(line, text="Мэр просит начать не раньше 18:00.", role=RemarkRole.CURATOR, by=_CURATOR)


def _return(lines: list[PlanLine], reason: str) -> Plan:
    plan = lines[0].plan
    return_lines(plan=plan, lines=[line.pk for line in lines], reason=reason, by=_DEPARTMENT)
    return plan


def _waiting(month: Period, unit: str) -> list[PlanLine]:
    lines = PlanLine.objects.filter(
        plan__period_code=month.code, plan__unit__short_name=unit, state=LineState.SUBMITTED
    )
    return list(lines.select_related("plan__unit").order_by("pk"))
