"""The ladder: who is told when, in one letter, and nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.actions import Performer, note_material, set_term
from orgplan.instructions.actions.ladder import warn_of_terms
from orgplan.instructions.models import StepTaken
from orgplan.instructions.tests.factories import BY, DUE, instruction, level, step
from orgplan.notices.models import Message

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 3, 17)  # three working days before the term, 20 March


@pytest.fixture
def unit():
    return directory.unit(email="unit@omsk.example")


def told() -> list[str]:
    return list(Message.objects.order_by("recipient_name").values_list("recipient_name", flat=True))


def test_performer_is_told_once_however_often_the_worker_comes(unit):
    step()
    row = instruction(Performer(unit, directory.person("Исполнителев", email="i@omsk.example")))
    assert [warn_of_terms(today=BEFORE, by=BY) for _turn in range(3)] == [1, 0, 0]
    letter = Message.objects.get()
    assert (letter.recipient_name.replace("\u00a0", " "), letter.recipient_email) == (
        "Исполнителев П. П.",
        "i@omsk.example",
    )
    assert row.text in letter.text
    assert letter.why == "вы отвечаете за исполнение"
    assert StepTaken.objects.get().due_on == DUE


def test_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(unit):
    step()
    instruction(Performer(unit, directory.person()))
    with transaction.atomic():
        warn_of_terms(today=BEFORE, by=BY)
        transaction.set_rollback(True)  # the worker died before the commit
    assert (Message.objects.count(), StepTaken.objects.count()) == (0, 0)
    assert warn_of_terms(today=BEFORE, by=BY) == 1


def test_one_letter_holds_everything_of_the_day(unit):
    step()
    person = directory.person()
    rows = [instruction(Performer(unit, person), text=f"Дело {number}.") for number in range(3)]
    warn_of_terms(today=BEFORE, by=BY)
    letter = Message.objects.get()
    assert letter.subject == "Сроки поручений: 3 поручения"
    assert all(row.text in letter.text for row in rows)


def test_each_rung_of_the_ladder(unit):
    head, giver, controller, curator = (
        directory.person(name) for name in ("Головин", "Давалов", "Контролёв", "Кураторов")
    )
    directory.position(head, "директор департамента", unit=unit)
    kept = level("Контроль", controller=controller)
    for rung in ("head", "giver", "controller", "curator"):
        step(side="after", count=1, rung=rung)
    instruction(Performer(unit, directory.person("Тихонов")), giver=giver, level=kept, curator=curator)
    warn_of_terms(today=date(2026, 3, 23), by=BY)
    assert [name.split("\u00a0")[0] for name in told()] == ["Головин", "Давалов", "Контролёв", "Кураторов"]
    assert "просрочено — 1" in Message.objects.first().subject


def test_co_performers_are_told_until_the_material_is_given(unit):
    step(rung="co_performers")
    row = instruction(Performer(unit, directory.person()), Performer(directory.unit(), directory.person("Второв")))
    note_material(row.co_performers.get(), given_on=BEFORE, by=BY)
    assert warn_of_terms(today=BEFORE, by=BY) == 0
    assert told() == []


def test_steps_of_a_level_take_the_place_of_the_general_ones(unit):
    strict = level("Строгий")
    step(count=3)
    step(count=5, level=strict)
    instruction(Performer(unit, directory.person()), level=strict)
    assert warn_of_terms(today=BEFORE, by=BY) == 0
    assert warn_of_terms(today=date(2026, 3, 13), by=BY) == 1


def test_new_term_begins_the_ladder_anew(unit):
    step()
    row = instruction(Performer(unit, directory.person()))
    warn_of_terms(today=BEFORE, by=BY)
    set_term(row, due_on=date(2026, 4, 10), reason="Решение", edition=1, by=BY)
    assert warn_of_terms(today=date(2026, 4, 7), by=BY) == 1


def test_unit_gets_the_letter_where_no_person_signs_in_and_users_see_it(unit):
    step()
    user: User = accounts.user(Role.COORDINATOR, email="k@omsk.example")
    person = directory.person()
    directory.membership(user, unit=unit, person=person)
    instruction(Performer(unit, person))
    warn_of_terms(today=BEFORE, by=BY)
    assert (Message.objects.get().user, Message.objects.get().recipient_email) == (user, "k@omsk.example")


def test_old_missed_steps_are_left_out(unit):
    step()
    instruction(Performer(unit, directory.person()))
    assert warn_of_terms(today=DUE + timedelta(days=5), by=BY) == 0


def test_co_performers_are_told_before_the_day_of_their_material_and_read_it(unit):
    early = level("Материалы за десять дней", co_days=10)
    step(rung="co_performers")
    second = Performer(directory.unit(), directory.person("Второв"))
    row = instruction(Performer(unit, directory.person()), second, level=early)
    assert row.co_performers.get().material_on == date(2026, 3, 10)
    assert warn_of_terms(today=date(2026, 3, 3), by=BY) == 0
    assert warn_of_terms(today=date(2026, 3, 4), by=BY) == 1  # 8 and 9 March are days off
    said = Message.objects.get().text
    assert "Материалы до 10.03.2026 (за 3 рабочих дня до срока), срок поручения 20.03.2026" in said.replace(
        "\u00a0", " "
    )


def test_a_step_of_the_last_day_that_is_taken_late_says_that_the_term_is_over(unit):
    step(side="on_day", count=0)
    instruction(Performer(unit, directory.person()))
    assert warn_of_terms(today=DUE + timedelta(days=1), by=BY) == 1
    said = Message.objects.get().text
    assert f"Срок истёк {DUE:%d.%m.%Y}." in said
    assert "в день срока" not in said


def test_letter_leads_the_performer_to_own_work_and_whoever_watches_to_what_is_late(unit):
    giver = directory.person("Давалов")
    step(side="after", count=1, rung="giver")
    step(side="after", count=1, rung="performer")
    instruction(Performer(unit, directory.person("Тихонов")), giver=giver)
    warn_of_terms(today=date(2026, 3, 23), by=BY)
    links = {each.recipient_name.split("\u00a0")[0]: each.about_url for each in Message.objects.all()}
    assert links == {"Давалов": "/instructions/?status=overdue", "Тихонов": "/instructions/mine/"}


def test_units_that_help_are_told_by_their_head_else_at_their_own_address(unit):
    step(rung="co_performers")
    headed, bare = directory.unit("Парки"), directory.unit("Архив", email="arhiv@omsk.example")
    directory.position(directory.person("Парков", email="park@omsk.example"), "директор парков", unit=headed)
    instruction(Performer(unit, directory.person()), Performer(headed), Performer(bare))
    assert warn_of_terms(today=date(2026, 3, 12), by=BY) == 2
    assert set(Message.objects.values_list("recipient_email", flat=True)) == {"park@omsk.example", "arhiv@omsk.example"}
