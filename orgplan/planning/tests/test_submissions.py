"""A unit's paper: read in, corrected, sent, sent again."""

from __future__ import annotations

import pytest

from orgplan.audit.models import Entry
from orgplan.audit.queries import history_of
from orgplan.planning.actions.submissions import confirm_row, correct_row, discard, leave_out, read_in, submit
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Plan, PlanLine, Submission
from orgplan.planning.rules.states import ForbiddenPassageError, LineState, SubmissionState
from orgplan.planning.tests.factories import AUGUST, BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

HEAD = "Дата\tМероприятие\tМесто\tОтветственный\n"
FIRST = "5 августа\tКонцерт духового оркестра\tСад «Сибирь»\tКраснова А.А.\n"
SECOND = "12 августа, 14:00\tЗаседание комиссии\tкаб. 210\tПримеров П.П.\n"
THIRD = "в течение месяца\tПриём граждан\t\tРуководители\n"


def staged(plan: Plan, text: str) -> Submission:
    source = Source(name="план.txt", text=text)
    return read_in(plan=plan, source=source, reading=read_source(source, AUGUST), by=BY)


def test_read_in_stages_rows_and_sends_nothing():
    plan = unit_plan()
    submission = staged(plan, HEAD + FIRST + SECOND)
    assert [row.title for row in submission.rows.all()] == ["Концерт духового оркестра", "Заседание комиссии"]
    assert [row.date_text for row in submission.rows.all()] == ["5 августа", "12 августа, 14:00"]
    assert plan.lines.count() == 0


def test_read_in_again_sets_the_unsent_reading_aside():
    plan = unit_plan()
    first = staged(plan, HEAD + FIRST)
    staged(plan, HEAD + FIRST + SECOND)
    first.refresh_from_db()
    assert first.state == SubmissionState.DISCARDED


def test_submit_makes_lines_and_opens_the_city_plan():
    plan = unit_plan()
    submit(staged(plan, HEAD + FIRST + SECOND), by=BY)
    assert [each.title for each in plan.lines.all()] == ["Концерт духового оркестра", "Заседание комиссии"]
    assert Plan.objects.filter(unit__isnull=True, period_code="2026-08").count() == 1


def test_submit_twice_is_refused():
    submission = submit(staged(unit_plan(), HEAD + FIRST), by=BY)
    with pytest.raises(ForbiddenPassageError):
        submit(submission, by=BY)


def test_corrected_file_changes_only_the_changed_lines():
    plan = unit_plan()
    submit(staged(plan, HEAD + FIRST + SECOND + THIRD), by=BY)
    before = {each.title: (each.pk, each.edition) for each in plan.lines.all()}
    moved = SECOND.replace("12 августа, 14:00", "13 августа, 15:00")
    submit(staged(plan, HEAD + FIRST + moved + THIRD), by=BY)
    after = {each.title: (each.pk, each.edition) for each in plan.lines.all()}
    session = after.pop("Заседание комиссии")
    assert session == (before.pop("Заседание комиссии")[0], 2)
    assert after == before
    assert plan.lines.get(title="Заседание комиссии").when == "13 августа, 15:00"


def test_hand_corrections_survive_the_same_file_sent_again():
    plan = unit_plan()
    submission = staged(plan, HEAD + FIRST)
    correct_row(submission.rows.get(), values={"place": "Парк 30-летия ВЛКСМ"}, by=BY)
    submit(submission, by=BY)
    again = staged(plan, HEAD + FIRST)
    assert again.rows.get().place == "Парк 30-летия ВЛКСМ"
    submit(again, by=BY)
    assert plan.lines.get().edition == 1


def test_changed_line_that_was_accepted_waits_again():
    plan = unit_plan()
    submit(staged(plan, HEAD + FIRST), by=BY)
    plan.lines.update(state=LineState.ACCEPTED)
    submit(staged(plan, HEAD + FIRST.replace("5 августа", "6 августа")), by=BY)
    assert plan.lines.get().state == LineState.SUBMITTED


def test_gone_lines_are_withdrawn_only_when_named():
    plan = unit_plan()
    submit(staged(plan, HEAD + FIRST + SECOND), by=BY)
    gone = plan.lines.get(title="Заседание комиссии")
    submit(staged(plan, HEAD + FIRST), by=BY)
    gone.refresh_from_db()
    assert gone.state == LineState.SUBMITTED
    submit(staged(plan, HEAD + FIRST), withdraw=[gone.pk], by=BY)
    gone.refresh_from_db()
    assert gone.state == LineState.WITHDRAWN


def test_rows_left_out_are_not_sent():
    plan = unit_plan()
    submission = staged(plan, HEAD + FIRST + SECOND)
    leave_out(submission.rows.get(title="Заседание комиссии"), left_out=True, by=BY)
    submit(submission, by=BY)
    assert [each.title for each in plan.lines.all()] == ["Концерт духового оркестра"]


def test_correct_row_reads_the_date_again():
    submission = staged(unit_plan(), HEAD + FIRST.replace("5 августа", "32 августа"))
    row = submission.rows.get()
    assert row.problems
    row = correct_row(row, values={"date_text": "7 августа, 18:00"}, by=BY)
    assert (row.when, row.problems) == ("7 августа, 18:00", [])


def test_confirm_row_silences_the_doubt_and_keeps_the_words():
    submission = staged(unit_plan(), HEAD + FIRST.replace("5 августа", "32 августа"))
    row = confirm_row(submission.rows.get(), by=BY)
    assert (row.date_text, row.problems, set(row.levels.values())) == ("32 августа", [], {"sure"})


def test_sent_rows_can_no_longer_be_corrected():
    submission = submit(staged(unit_plan(), HEAD + FIRST), by=BY)
    with pytest.raises(ForbiddenPassageError):
        correct_row(submission.rows.get(), values={"title": "Другое"}, by=BY)


def test_discard_sends_nothing():
    plan = unit_plan()
    discard(staged(plan, HEAD + FIRST), by=BY)
    assert plan.lines.count() == 0


def test_every_line_keeps_its_original_cells():
    plan = unit_plan()
    submit(staged(plan, HEAD + FIRST), by=BY)
    assert plan.lines.get().cells == [
        ["Дата", "5 августа"],
        ["Мероприятие", "Концерт духового оркестра"],
        ["Место", "Сад «Сибирь»"],
        ["Ответственный", "Краснова А.А."],
    ]


def test_history_tells_who_sent_what():
    plan = unit_plan()
    submission = submit(staged(plan, HEAD + FIRST), by=BY)
    assert [entry.verb for entry in history_of(submission)] == ["planning.submit", "planning.read_in"]
    assert Entry.objects.filter(object_kind="planning.planline").count() == 1


def test_a_failure_in_the_middle_leaves_the_database_as_it_was(monkeypatch):
    plan = unit_plan()
    submission = staged(plan, HEAD + FIRST + SECOND)

    def broken(**_kwargs: object) -> None:
        raise OSError("диск")

    monkeypatch.setattr("orgplan.planning.actions.submissions.open_city_plan", broken)
    with pytest.raises(OSError, match="диск"):
        submit(submission, by=BY)
    submission.refresh_from_db()
    assert (submission.state, PlanLine.objects.count()) == (SubmissionState.READ, 0)


def test_factories_make_a_city_plan_with_sections():
    assert city_plan().sections.count() == 3
    assert line().state == LineState.SUBMITTED
