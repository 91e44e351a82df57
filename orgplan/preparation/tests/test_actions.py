"""Steps and lessons as people work with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System, audited
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import (
    OutcomeFacts,
    Wanted,
    change_event,
    change_to,
    clone_event,
    facts_of,
    facts_on,
    report_outcome,
)
from orgplan.events.actions.changes import Ground, write_changes
from orgplan.events.actions.following import Decisions
from orgplan.events.following import Decision
from orgplan.events.models import Event
from orgplan.events.rules import EventState, OutcomeKind
from orgplan.events.rules.yearly import Shift
from orgplan.events.tests import factories as events
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.notices.models import Message
from orgplan.preparation.actions import (
    Proof,
    StepFacts,
    accept_lead,
    answer_lesson,
    bring_shipped,
    carry_lessons,
    compress_plan,
    copy_steps,
    finish_step,
    pass_lesson,
    plan_step,
    remove_step,
    reopen_step,
    shorten_plan,
    skip_step,
)
from orgplan.preparation.following.changes import STEPS_KEY, StepsFollower
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.queries.leads import leads_of
from orgplan.preparation.queries.plan import preparation_of
from orgplan.preparation.queries.similar import similar_past, traits_of
from orgplan.preparation.rules.kinds import Anchor, LessonState, OffsetUnit, StepState
from orgplan.preparation.tests import factories
from orgplan.preparation.tests.factories import day

BY = System("проверка")
pytestmark = pytest.mark.django_db


def on(event: Event, first: str, last: str = ""):
    """Return the facts of the event on other days."""
    timing = Timing(TimingKind.DAYS, (Occurrence(day(first), day(last or first)),))
    return facts_of(event).moved(timing)


def moved(event: Event, first: str, decisions: Decisions | None = None) -> list[str]:
    event.refresh_from_db()
    ground = Ground("Просьба области", decisions=decisions or Decisions())

    @audited
    def write(*, by):
        return write_changes([Wanted(event, on(event, first), event.edition)], ground, by)

    done: list[str] = write(by=BY).done
    return done


def dues(event: Event) -> dict[str, date]:
    return dict(Step.objects.filter(event=event).values_list("title", "due_on"))


@pytest.fixture
def event() -> Event:
    return events.event("1 августа 2026 года")


def test_step_falls_back_from_the_event_and_moves_with_it(event):
    first = factories.step(event, "Распоряжение", offset=-20)
    factories.step(event, "Рассылка", anchor=Anchor.STEP, after=first, offset=2)
    factories.step(event, "Сбор", pinned_on=day("2026-07-20"))
    assert dues(event) == {"Распоряжение": day("2026-07-06"), "Рассылка": day("2026-07-08"), "Сбор": day("2026-07-20")}
    assert moved(event, "2026-08-08") == ["Передвинуто 2 шага подготовки."]
    assert dues(event) == {"Распоряжение": day("2026-07-13"), "Рассылка": day("2026-07-15"), "Сбор": day("2026-07-20")}


def test_step_that_people_leave_is_pinned_and_its_unit_told(event):
    left = factories.step(event, "Афиша", offset=-5)
    unit = directory.unit(email="kultura@example.org")
    told = factories.step(event, "Сцена", offset=-3, unit=unit)
    decisions = Decisions(
        single={(STEPS_KEY, str(left.pk)): Decision.LEAVE, (STEPS_KEY, str(told.pk)): Decision.NOTIFY}
    )
    done = moved(event, "2026-08-08", decisions)
    assert done == [
        "Передвинуто 2 шага подготовки.",
        "1 шаг оставлен на своей дате.",
        "Письмом уведомлено 1 подразделение.",
    ]
    left.refresh_from_db()
    assert (left.pinned_on, left.due_on, dues(event)["Сцена"]) == (
        day("2026-07-27"), day("2026-07-27"), day("2026-08-05"),
    )  # fmt: skip
    assert Message.objects.count() == 1


def test_preview_names_both_days_and_what_is_gone(event, django_assert_num_queries):
    for number in range(3):
        factories.step(event, f"Шаг {number}", offset=-10 - number)

    change = change_to(event, on(event, "2026-07-11"))
    user = accounts.user(Role.DEPARTMENT)
    with django_assert_num_queries(1):
        found = StepsFollower().preview(change, user)
    assert len(found) == 3
    assert found[0].sentence == "срок 20.07.2026 → 29.06.2026: этот день уже прошёл"


def test_circle_and_foreign_step_are_refused(event):
    one = factories.step(event, "Сценарий")
    two = factories.step(event, "Репетиция", anchor=Anchor.STEP, after=one, offset=1)
    facts = StepFacts("Сценарий", anchor=Anchor.STEP, after=two, offset=1)
    with pytest.raises(RefusedError, match="«Репетиция» → «Сценарий» → «Репетиция»"):
        plan_step(facts=facts, step=one, edition=one.edition, by=BY)
    other = factories.step(events.event(), "Чужой")
    with pytest.raises(RefusedError, match="«Чужой» относится к другому плану"):
        factories.step(event, anchor=Anchor.STEP, after=other)
    with pytest.raises(RefusedError, match="Выберите шаг"):
        factories.step(event, anchor=Anchor.STEP)
    with pytest.raises(RefusedError, match="«Репетиция»"):
        remove_step(one, by=BY)
    remove_step(two, by=BY)
    assert dues(event).keys() == {"Сценарий"}


def test_two_people_at_one_step_do_not_overwrite_each_other(event):
    step = factories.step(event)
    plan_step(facts=StepFacts("Раньше"), step=step, edition=step.edition, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        plan_step(facts=StepFacts("Позже"), step=step, edition=step.edition, by=BY)


def test_step_is_done_once_with_a_proof_and_put_back(event):
    step = factories.step(event)
    with pytest.raises(RefusedError, match="ещё не наступил"):
        finish_step(step, done_on=day("2026-07-02"), today=day("2026-07-01"), by=BY)
    proof = Proof("№ 112-р", "распоряжение.pdf", b"%PDF")
    finish_step(step, done_on=day("2026-07-01"), today=day("2026-07-01"), proof=proof, by=BY)
    step.refresh_from_db()
    with step.proof.open("rb") as file:
        content = file.read()
    assert (step.state, step.done_by, step.proof_name, content) == (
        StepState.DONE, "проверка", "распоряжение.pdf", b"%PDF",
    )  # fmt: skip
    with pytest.raises(RefusedError, match="Кто-то успел раньше"):
        finish_step(step, done_on=day("2026-07-01"), today=day("2026-07-01"), by=BY)
    reopen_step(step, by=BY)
    with pytest.raises(RefusedError, match="почему"):
        skip_step(step, reason=" ", by=BY)
    assert skip_step(step, reason="Не нужен", by=BY).state == StepState.SKIPPED


def test_late_plan_is_pressed_together_or_shortened(event):
    today = day("2026-07-20")
    early = factories.step(event, "Оргкомитет", offset=-30)
    factories.step(event, "Афиши", offset=-25, is_essential=False)
    factories.step(event, "Репетиция", offset=-2)
    factories.step(event, "Буклет", offset=-1, is_essential=False)
    factories.step(event, "Заметка в газету", anchor=Anchor.END, offset=1, is_essential=False)
    found = preparation_of(event, today)
    assert [each.title for each in found.shortage.left_out] == ["Афиши", "Буклет"]
    assert ([each.title for each in found.shortage.late], found.shortage.earliest) == (
        ["Оргкомитет", "Афиши"], day("2026-08-29"),
    )  # fmt: skip
    assert shorten_plan(event, reason="Мало времени", today=today, by=BY) == ["Афиши", "Буклет"]
    with pytest.raises(RefusedError, match="обязательные"):
        shorten_plan(event, reason="Мало времени", today=today, by=BY)
    assert compress_plan(event, today=today, by=BY) == 2
    assert dues(event)["Оргкомитет"] == today
    assert preparation_of(event, today).shortage is None
    with pytest.raises(RefusedError, match="Сжимать нечего"):
        compress_plan(event, today=today, by=BY)
    assert shorten_plan(event, only={early.pk}, reason="Есть", today=day("2026-07-21"), by=BY) == ["Оргкомитет"]


def test_steps_come_along_with_their_order_and_pins(event, django_assert_max_num_queries):
    source = factories.template()
    one = factories.step(source, "Сценарий", offset=-10)
    factories.step(source, "Репетиция", anchor=Anchor.STEP, after=one, offset=3)
    assert copy_steps(source=source, event=event, shift=None, by=BY) == 2
    first = Step.objects.get(event=event, title="Сценарий")
    finish_step(first, done_on=day("2026-07-10"), today=day("2026-07-10"), by=BY)
    factories.step(event, "Договор", pinned_on=day("2026-07-03"))
    made = events.event("7 августа 2027 года")
    shift = Shift(day("2026-08-01"), day("2027-08-07"))
    with django_assert_max_num_queries(17):
        assert copy_steps(source=event, event=made, shift=shift, by=BY) == 3
    rows = {each.title: each for each in Step.objects.filter(event=made)}
    assert rows["Репетиция"].after == rows["Сценарий"]
    assert {each.state for each in rows.values()} == {StepState.PLANNED}
    assert rows["Сценарий"].origin == one
    assert rows["Договор"].pinned_on == day("2027-07-09")
    assert rows["Договор"].baseline_on == rows["Договор"].due_on


def held(template, when: str, done_on: str) -> Event:
    made = clone_event(source=template, facts=facts_on(template, day(when)), parts={"steps"}, by=BY)
    step = Step.objects.get(event=made)
    finish_step(step, done_on=day(done_on), today=day("2026-12-01"), by=BY)
    facts = OutcomeFacts(OutcomeKind.HELD, day(when), day(when))
    report_outcome(made, facts=facts, edition=0, today=day("2026-12-01"), by=BY)
    return made


def test_template_learns_the_real_lead_of_past_events(django_assert_num_queries):
    template = factories.template()
    step = factories.step(template, "Пакет для Мэра", offset=-10, offset_unit=OffsetUnit.CALENDAR)
    held(template, "2026-05-09", "2026-05-05")
    assert leads_of([step])[step.pk].suggested is None
    held(template, "2026-06-12", "2026-06-08")
    with django_assert_num_queries(2):
        lead = leads_of([step])[step.pk]
    assert (lead.planned, lead.median, lead.events, lead.suggested) == (-10, -4, 2, -4)
    assert accept_lead(step, by=BY).offset == -4
    with pytest.raises(RefusedError, match="не подсказывают"):
        accept_lead(step, by=BY)


def test_open_lesson_asks_the_next_event_and_the_one_after_it(event):
    lesson = factories.lesson(event)
    settled = factories.lesson(event, "Мало скамеек")
    pass_lesson(settled, verb="settle", by=BY)
    second = clone_event(source=event, facts=facts_on(event, day("2027-08-07")), parts={"lessons"}, by=BY)
    third = clone_event(source=second, facts=facts_on(second, day("2028-08-05")), parts={"lessons"}, by=BY)
    assert [each.lesson for each in LessonAnswer.objects.filter(event=third)] == [lesson]
    assert carry_lessons(source=event, event=third, by=BY) == 0
    answer = LessonAnswer.objects.get(event=second)
    with pytest.raises(RefusedError, match="никого не научит"):
        answer_lesson(answer, words=" ", settles=True, edition=answer.edition, by=BY)
    answer_lesson(answer, words="Волонтёров 60", settles=True, edition=answer.edition, by=BY)
    lesson.refresh_from_db()
    assert lesson.state == LessonState.SETTLED
    with pytest.raises(RefusedError, match="Кто-то успел раньше"):
        pass_lesson(lesson, verb="settle", by=BY)


def test_similar_events_are_found_by_meaning(event):

    user = accounts.user(Role.DEPARTMENT)
    kept = [
        events.event("2 августа 2025 года", title="Празднование Дня города: 309-я годовщина основания Омска"),
        events.event("30 мая 2025 года", title="Последний звонок в школах"),
        events.event("3 августа 2024 года", title="Торжества к годовщине со дня основания Омска"),
    ]
    new = events.event("7 августа 2027 года", title="День города: 311 лет со дня основания Омска")
    found = similar_past(user, traits_of(new), day("2026-11-01"))
    assert {each.event for each in found} == {kept[0], kept[2]}
    assert "основание" in " ".join(found[0].likeness.why)


def test_draft_that_moved_says_that_its_steps_stand_by_the_old_date(event):

    draft = change_event(
        event, facts=replace(facts_of(event), state=EventState.DRAFT), edition=event.edition, reason="Уточняется", by=BY
    )
    factories.step(draft, "Афиша", offset=-5)
    draft.refresh_from_db()
    change_event(draft, facts=on(draft, "2026-08-08"), edition=draft.edition, by=BY)
    draft.refresh_from_db()
    assert [each.title for each in preparation_of(draft, day("2026-06-01")).moved] == ["Афиша"]


def test_ready_templates_are_taken_over_once_and_unknown_units_named():
    known = directory.unit("Департамент культуры")
    keeper = directory.unit()
    brought = bring_shipped(keeper=keeper, by=BY)
    kinds = {each.kind for each in brought.templates}
    assert {"official_reception", "ceremony", "conference", "mass_event", "wreath_laying", "signing"} <= kinds
    assert {"session", "meeting"} <= kinds
    assert {each.owner for each in brought.templates} == {keeper}
    assert "Аппарат Мэра" in brought.unknown_units
    assert Step.objects.filter(template__isnull=False, unit=known).exists()
    assert [each for each in brought.templates if not each.steps.exists()] == []
    assert bring_shipped(keeper=keeper, by=BY).templates == []
