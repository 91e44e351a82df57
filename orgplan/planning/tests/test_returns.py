"""Remarks on lines, returns to the unit, sending again: in actions and on the page where both sides meet."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.audit.queries import history_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.remarks import answer_remark, remark_on_line, settle_remark
from orgplan.planning.actions.returns import return_lines, send_again
from orgplan.planning.actions.submissions import read_in, submit
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Plan, PlanReturn, Remark, Submission
from orgplan.planning.queries.returns import open_return, rounds_of
from orgplan.planning.rules.states import LineState, RemarkRole
from orgplan.planning.tests.factories import AUGUST, BY, line, remark, unit_plan

pytestmark = pytest.mark.django_db

HEAD = "Дата\tМероприятие\tМесто\tОтветственный\n"
FIRST = "5 августа\tКонцерт духового оркестра\tСад «Сибирь»\tКраснова А.А.\n"
SECOND = "12 августа, 14:00\tЗаседание комиссии\tкаб. 210\tПримеров П.П.\n"


def staged(plan: Plan, text: str) -> Submission:
    source = Source(name="план.txt", text=text)
    return read_in(plan=plan, source=source, reading=read_source(source, AUGUST), by=BY)


def sent(plan: Plan, text: str = HEAD + FIRST + SECOND) -> Submission:
    return submit(staged(plan, text), by=BY)


def states(plan: Plan) -> dict[str, str]:
    return dict(plan.lines.values_list("title", "state"))


def test_whole_plan_is_returned_without_its_decided_lines():
    plan = unit_plan()
    sent(plan)
    plan.lines.filter(title="Заседание комиссии").update(state=LineState.ACCEPTED)
    made = return_lines(plan=plan, reason="Нет времени начала", by=BY)
    assert states(plan) == {"Концерт духового оркестра": "returned", "Заседание комиссии": "accepted"}
    assert (made.line_count, open_return(plan)) == (1, made)
    assert history_of(plan)[0].reason == "Нет времени начала"


def test_chosen_lines_are_returned_declined_ones_too():
    plan = unit_plan()
    first, other = line(plan), line(plan, state=LineState.DECLINED, decline_reason="Повтор")
    line(plan, title="Остаётся")
    return_lines(plan=plan, lines=[first.pk, other.pk], reason="Уточните", by=BY)
    assert sorted(states(plan).values()) == ["returned", "returned", "submitted"]


def test_nothing_to_return_and_no_reason_are_said_in_words():
    plan = unit_plan()
    with pytest.raises(RefusedError, match="Возвращать нечего"):
        return_lines(plan=plan, reason="Уточните", by=BY)
    line(plan)
    with pytest.raises(RefusedError, match="Напишите причину"):
        return_lines(plan=plan, reason="  ", by=BY)


def test_sending_again_answers_the_return():
    plan = unit_plan()
    sent(plan)
    return_lines(plan=plan, reason="Уточните", by=BY)
    assert send_again(plan=plan, by=BY) == 2
    assert set(states(plan).values()) == {"submitted"}
    assert open_return(plan) is None
    with pytest.raises(RefusedError, match="план уже отправлен повторно"):
        send_again(plan=plan, by=BY)


def test_corrected_file_answers_the_return_and_keeps_the_remarks():
    plan = unit_plan()
    sent(plan)
    made = remark_on_line(plan.lines.get(title="Заседание комиссии"), text="Укажите зал", by=BY)
    return_lines(plan=plan, reason="Уточните", by=BY)
    paper = submit(staged(plan, HEAD + FIRST + SECOND.replace("каб. 210", "каб. 401")), by=BY)
    made.refresh_from_db()
    assert (made.line.place, made.line.state) == ("каб. 401", LineState.SUBMITTED)
    assert PlanReturn.objects.get().answer == paper


def test_line_that_is_gone_from_the_corrected_file_is_withdrawn():
    plan = unit_plan()
    sent(plan)
    gone = plan.lines.get(title="Заседание комиссии")
    return_lines(plan=plan, reason="Уточните", by=BY)
    submit(staged(plan, HEAD + FIRST), withdraw=[gone.pk], by=BY)
    assert states(plan) == {"Концерт духового оркестра": "submitted", "Заседание комиссии": "withdrawn"}


def test_unit_that_sends_while_the_department_returns_sees_the_return():
    plan = unit_plan()
    sent(plan)
    paper = staged(plan, HEAD + FIRST.replace("5 августа", "6 августа") + SECOND)
    made = return_lines(plan=plan, reason="Нет ответственных", by=BY)
    with pytest.raises(RefusedError, match="Нет ответственных"):
        submit(paper, seen_return=0, by=BY)
    submit(paper, seen_return=made.pk, by=BY)
    assert open_return(plan) is None


def test_department_that_returns_while_the_unit_sends_sees_the_sending():
    plan = unit_plan()
    seen = sent(plan)
    again = sent(plan, HEAD + FIRST.replace("5 августа", "6 августа") + SECOND)
    with pytest.raises(RefusedError, match="прислало план снова"):
        return_lines(plan=plan, reason="Уточните", seen=seen.pk, by=BY)
    assert return_lines(plan=plan, reason="Уточните", seen=again.pk, by=BY).line_count == 2


def test_rounds_stay_visible_newest_first():
    plan = unit_plan()
    sent(plan)
    return_lines(plan=plan, reason="Уточните", by=BY)
    send_again(plan=plan, by=BY)
    return_lines(plan=plan, reason="Ещё раз", by=BY)
    sent(plan, HEAD + FIRST)
    kinds = ["file" if each.submission else "back" if each.back else "again" for each in rounds_of(plan)]
    assert kinds == ["file", "back", "again", "back", "file"]


def test_remark_carries_who_and_in_what_role_and_is_answered_and_settled():
    made = remark_on_line(line(), text=" Уточните место ", role=RemarkRole.CURATOR, by=BY)
    assert (made.text, made.role, made.made_by, made.is_open) == ("Уточните место", "curator", "тест", True)
    made = answer_remark(made, answer="Место верно", edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        answer_remark(made, answer="Другое", edition=1, by=BY)
    made = settle_remark(made, settled=True, by=BY)
    assert not made.is_open
    with pytest.raises(RefusedError, match="снято"):
        answer_remark(made, answer="Поздно", edition=made.edition, by=BY)
    assert settle_remark(made, settled=False, by=BY).is_open


@pytest.mark.parametrize("text", ["", "   "])
def test_remark_without_words_is_refused(text):
    with pytest.raises(RefusedError, match="Напишите"):
        remark_on_line(line(), text=text, by=BY)


@pytest.fixture
def plan():
    return unit_plan(directory.unit("Департамент культуры"))


def test_unit_sees_what_is_asked_of_it_first(plan, client_of):
    line(plan, title="Ранняя строка", when="1 августа")
    back = line(plan, title="Поздняя строка", when="30 августа")
    remark(back, "Укажите зал")
    return_lines(plan=plan, lines=[back.pk], reason="Нет места", by=BY)
    page = client_of(Role.COORDINATOR, unit=plan.unit).get(f"/plans/{plan.pk}/").content.decode()
    assert "Возвращено на доработку: 1\N{NO-BREAK SPACE}строка" in page
    assert "Отправить снова: 1\N{NO-BREAK SPACE}строка" in page
    assert page.index("Поздняя строка") < page.index("Ранняя строка")
    assert "Укажите зал" in page
    assert "Вернуть отмеченные" not in page


def test_unit_corrects_in_place_answers_and_sends_again(plan, client_of):
    back = line(plan, title="Концерт")
    made = remark(back, "Укажите зал")
    return_lines(plan=plan, reason="Нет места", by=BY)
    back.refresh_from_db()
    clerk = client_of(Role.COORDINATOR, unit=plan.unit)
    form = {"title": "Концерт", "date_text": back.date_text, "place": "Органный зал", "responsible": ""}
    answer = clerk.post(f"/plans/{plan.pk}/lines/{back.pk}/correct/", form | {"edition": back.edition})
    assert answer.status_code == 303
    clerk.post(f"/plans/{plan.pk}/remarks/{made.pk}/answer/", {"answer": "Указан", "edition": "1"})
    clerk.post(f"/plans/{plan.pk}/send-again/")
    back.refresh_from_db()
    made.refresh_from_db()
    assert (back.place, back.state, made.answer) == ("Органный зал", "submitted", "Указан")


def test_line_that_is_not_returned_is_not_corrected_in_place(plan, client_of):
    waiting = line(plan)
    answer = client_of(Role.COORDINATOR, unit=plan.unit).get(
        f"/plans/{plan.pk}/lines/{waiting.pk}/correct/", follow=True
    )
    assert "Здесь исправляют только возвращённые строки" in answer.content.decode()


def test_second_of_two_who_correct_one_line_sees_the_first(plan, client_of):
    back = line(plan, title="Концерт")
    return_lines(plan=plan, reason="Нет места", by=BY)
    back.refresh_from_db()
    form = {"title": "Концерт", "date_text": back.date_text, "responsible": "", "edition": back.edition}
    address = f"/plans/{plan.pk}/lines/{back.pk}/correct/"
    assert client_of(Role.DEPARTMENT).post(address, form | {"place": "Сад"}).status_code == 303
    page = client_of(Role.COORDINATOR, unit=plan.unit).post(address, form | {"place": "Органный зал"})
    assert page.status_code == 409
    assert "Органный зал" in page.content.decode()
    assert "Сад" in page.content.decode()


def test_department_returns_from_the_page(plan, client_of):
    chosen = line(plan)
    department = client_of(Role.DEPARTMENT)
    address = f"/plans/{plan.pk}/return-lines/"
    page = department.post(address, {"which": "chosen", "reason": "Уточните", "seen": "0"}, follow=True)
    assert "Выберите" in page.content.decode() or "отметьте" in page.content.decode().lower()
    department.post(address, {"which": "chosen", "row": chosen.pk, "reason": "Уточните", "seen": "0"})
    chosen.refresh_from_db()
    assert chosen.state == LineState.RETURNED


def test_leader_makes_a_remark_as_curator(plan, client_of):
    made = line(plan)
    client_of(Role.LEADER).post(f"/plans/{plan.pk}/lines/{made.pk}/remarks/", {"text": "Перенести на вечер"})
    assert Remark.objects.get().role == RemarkRole.CURATOR


def test_return_met_while_sending_is_shown_on_the_page_of_the_paper(plan, client_of):
    sent(plan)
    paper = staged(plan, HEAD + FIRST.replace("5 августа", "6 августа"))
    made = return_lines(plan=plan, reason="Нет ответственных", by=BY)
    clerk = client_of(Role.COORDINATOR, unit=plan.unit)
    page = clerk.post(f"/plans/submissions/{paper.pk}/submit/", {"seen_return": ""}, follow=True).content.decode()
    assert "Пока вы проверяли файл, отдел вернул план" in page
    assert f'name="seen_return" value="{made.pk}"' in page
    paper.refresh_from_db()
    assert paper.state == "read"
    clerk.post(f"/plans/submissions/{paper.pk}/submit/", {"seen_return": made.pk})
    paper.refresh_from_db()
    assert paper.state == "submitted"


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_unit_plan_costs_the_same_for_one_and_three(plan, client_of, django_assert_num_queries, count):
    for _number in range(count):
        remark(line(plan))
    return_lines(plan=plan, reason="Уточните", by=BY)
    clerk = client_of(Role.COORDINATOR, unit=plan.unit)
    with django_assert_num_queries(14):
        clerk.get(f"/plans/{plan.pk}/")
