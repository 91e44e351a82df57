"""The life of an instruction: given, extended, reported, returned, removed; what is refused and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from orgplan.audit.queries import history_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.instructions.actions import (
    InstructionFacts,
    Performer,
    TermFacts,
    accept_report,
    ask_extension,
    change_instruction,
    facts_of,
    give_instruction,
    grant_extension,
    lay_periods,
    note_material,
    put_back_on_control,
    refuse_extension,
    remove_many,
    report_execution,
    return_report,
    set_term,
)
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.card import history_of_terms
from orgplan.instructions.rules.states import Status
from orgplan.instructions.tests.factories import (
    BY,
    DUE,
    SIGNED,
    instruction,
    level,
    performer,
    proof,
    reported,
    term_rule,
)

pytestmark = pytest.mark.django_db


def asked(of: Instruction, until: date):
    return ask_extension(of, wanted_on=until, reason="Нет данных", done_so_far="", edition=of.edition, by=BY)


def test_first_named_leads_and_others_give_material_earlier():
    first, second = performer(), performer()
    made = instruction(first, second)
    assert (made.unit, made.person) == (first.unit, first.person)
    assert [(each.unit, each.material_on) for each in made.co_performers.all()] == [(second.unit, date(2026, 3, 17))]


def test_head_of_the_unit_answers_where_nobody_is_named():
    unit, head = directory.unit(), directory.person()
    directory.position(head, "директор департамента", unit=unit)
    assert instruction(Performer(unit)).person == head


def test_unit_without_a_head_asks_for_a_person():
    with pytest.raises(RefusedError, match="нет руководителя в справочнике: назовите человека"):
        instruction(Performer(directory.unit("Департамент без головы")))


def test_nobody_to_answer_is_refused():
    with pytest.raises(RefusedError, match="Не назван исполнитель"):
        give_instruction(facts=InstructionFacts("Сделать", (), SIGNED, TermFacts(DUE)), by=BY)


def test_term_before_the_signing_is_refused_with_both_days():
    with pytest.raises(RefusedError, match=r"01\.03\.2026 — раньше, чем оно подписано, 02\.03\.2026"):
        instruction(due_on=date(2026, 3, 1))


def test_urgency_is_counted_and_explained():
    made = instruction(rule=term_rule(), registered_on=date(2026, 3, 5), registered_number="12")
    assert made.due_on == date(2026, 3, 11)
    assert made.term_words.startswith("«срочно»: 3\u00a0рабочих дня с даты регистрации 05.03.2026")


def test_rule_of_the_level_wins_over_the_general_one():
    strict = level("Поручения Президента", is_strict=True)
    general = term_rule()
    term_rule(level=strict, counted_from="signing", measure="calendar")
    made = instruction(rule=general, level=strict)
    assert (made.due_on, made.term_rule.level) == (date(2026, 3, 5), strict)


def test_default_rule_holds_where_no_term_is_named():
    term_rule("без срока", kind="months", count=1, counted_from="signing", is_default=True)
    assert instruction(due_on=None).due_on == date(2026, 4, 2)


def test_no_term_and_no_rule_is_refused():
    with pytest.raises(RefusedError, match="не назван срок, и нет правила"):
        instruction(due_on=None)


def test_extension_keeps_the_whole_history_of_terms():
    made = instruction(performer(), performer())
    refuse_extension(asked(made, DUE + timedelta(days=60)), decision="Много", edition=2, by=BY)
    made.refresh_from_db()
    grant_extension(
        asked(made, date(2026, 4, 10)), granted_on=date(2026, 4, 3), decision="", edition=made.edition + 1, by=BY
    )
    made.refresh_from_db()
    assert (made.first_due_on, made.due_on, made.extended_times) == (DUE, date(2026, 4, 3), 1)
    assert [each.state for each in made.extensions.all()] == ["refused", "granted"]
    assert made.co_performers.get().material_on == date(2026, 3, 31)
    assert made.status_on(DUE + timedelta(days=1)) == Status.EXTENDED
    assert made.status_on(date(2026, 4, 4)) == Status.OVERDUE


def test_extension_not_later_and_a_second_request_are_refused():
    made = instruction()
    with pytest.raises(RefusedError, match=r"позже нынешнего срока, 20\.03\.2026"):
        asked(made, DUE)
    asked(made, DUE + timedelta(days=5))
    made.refresh_from_db()
    with pytest.raises(RefusedError, match="уже подана"):
        asked(made, DUE + timedelta(days=6))


def test_giver_sets_an_earlier_term_which_is_no_extension():
    made = set_term(instruction(), due_on=date(2026, 3, 10), reason="Решение Мэра", edition=1, by=BY)
    assert (made.due_on, made.extended_times, made.extensions.get().before_on) == (date(2026, 3, 10), 0, DUE)


def test_control_is_removed_with_the_accepted_report():
    made = instruction()
    report = reported(made, proofs=[proof()])
    accept_report(report, today=date(2026, 3, 23), edition=2, by=BY)
    made.refresh_from_db()
    assert (made.state, made.done_on, made.removed_on) == ("removed", date(2026, 3, 18), date(2026, 3, 23))
    with report.files.get().file.open("rb") as file:
        assert file.read() == "Справка".encode()


def test_report_falls_back_when_it_is_returned():
    made = instruction()
    with pytest.raises(RefusedError, match="чего не хватает"):
        return_report(reported(made), decision=" ", edition=2, by=BY)
    return_report(made.reports.get(), decision="Нет таблицы", edition=2, by=BY)
    made.refresh_from_db()
    assert (made.state, made.done_on) == ("returned", None)
    assert reported(made).state == "submitted"


def test_report_takes_an_open_request_back():
    made = instruction()
    asked(made, DUE + timedelta(days=5))
    made.refresh_from_db()
    reported(made)
    assert made.extensions.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"text": " "}, "Напишите, что сделано"),
        ({"done_on": date(2026, 3, 1)}, r"между датой подписания, 02\.03\.2026"),
        ({"done_on": date(2026, 3, 19)}, "и сегодняшним днём"),
        ({"proofs": [proof(content=b"")]}, "пустой"),
        ({"proofs": [proof()] * 11}, "не больше 10 файлов"),
    ],
)
def test_report_that_cannot_be_is_refused_in_words(parts, said):
    made = instruction()
    with pytest.raises(RefusedError, match=said):
        reported(made, **parts)
    made.refresh_from_db()
    assert (made.state, made.reports.count()) == ("on_execution", 0)


def test_second_decision_on_one_report_is_refused():
    made = instruction()
    report = reported(made)
    accept_report(report, today=date(2026, 3, 23), edition=2, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        accept_report(report, today=date(2026, 3, 23), edition=2, by=BY)


def test_many_are_removed_and_those_without_a_report_stay():
    ready, bare = instruction(), instruction()
    reported(ready)
    ready.refresh_from_db()
    assert remove_many([ready, bare], today=date(2026, 3, 23), by=BY) == [ready]
    bare.refresh_from_db()
    assert bare.state == "on_execution"


def test_removed_instruction_comes_back_with_a_reason():
    made = instruction()
    accept_report(reported(made), today=date(2026, 3, 23), edition=2, by=BY)
    made.refresh_from_db()
    with pytest.raises(RefusedError, match="Укажите причину"):
        put_back_on_control(made, reason="", edition=made.edition, by=BY)
    back = put_back_on_control(made, reason="Жалоба", edition=made.edition, by=BY)
    assert (back.state, back.done_on, back.removed_on) == ("on_execution", None, None)


def test_change_keeps_the_term_and_the_notes_of_material():
    made = instruction(performer(), performer())
    other = made.co_performers.get()
    note_material(other, given_on=date(2026, 3, 9), by=BY)
    facts = replace(facts_of(made), text="Иначе.", term=TermFacts())
    changed = change_instruction(made, facts=facts, edition=1, by=BY)
    assert (changed.text, changed.due_on) == ("Иначе.", DUE)
    assert changed.co_performers.get().given_on == date(2026, 3, 9)


def test_periods_follow_without_a_repeat():
    monthly = term_rule("ежемесячно", kind="monthly", day=10, counted_from="signing")
    first = instruction(rule=monthly)
    assert first.due_on == date(2026, 4, 10)
    accept_report(reported(first, date(2026, 4, 8)), today=date(2026, 4, 9), edition=2, by=BY)
    assert lay_periods(today=date(2026, 4, 30), by=BY) == []
    assert [each.due_on for each in lay_periods(today=date(2026, 5, 12), by=BY)] == [date(2026, 6, 10)]
    days = Instruction.objects.filter(series=first.series).order_by("due_on").values_list("due_on", flat=True)
    assert list(days) == [date(2026, 4, 10), date(2026, 5, 8), date(2026, 6, 10)]


def test_history_names_the_acts_and_the_reason():
    made = instruction()
    set_term(made, due_on=date(2026, 3, 30), reason="Решение Мэра", edition=1, by=BY)
    entry = history_of(made)[0]
    assert (entry.verb, entry.reason, entry.after["due_on"]) == ("instructions.set_term", "Решение Мэра", "2026-03-30")


def test_report_execution_needs_the_edition_that_was_seen():
    made = instruction()
    with pytest.raises(ChangedMeanwhileError):
        report_execution(made, text="Да", done_on=DUE, today=DUE, edition=7, by=BY)


def test_first_term_keeps_its_ground_after_it_was_extended():
    made = instruction(rule=term_rule(), registered_number="1-пр", registered_on=SIGNED)
    ground = made.term_words
    set_term(made, due_on=made.due_on + timedelta(days=7), reason="Решение", edition=1, by=BY)
    made.refresh_from_db()
    set_term(made, due_on=made.due_on + timedelta(days=7), reason="Ещё", edition=2, by=BY)
    made.refresh_from_db()
    assert ground.startswith("«срочно»")
    assert [line.words for line in history_of_terms(made)] == [ground, "Решение", "Ещё"]
    named = instruction()
    asked(named, DUE + timedelta(days=5))
    grant_extension(named.extensions.get(), granted_on=DUE + timedelta(days=3), decision="", edition=2, by=BY)
    named.refresh_from_db()
    assert history_of_terms(named)[0].words == "день назван в поручении"
