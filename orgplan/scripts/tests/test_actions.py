"""What people do with scripts: by example."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import audited
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import TemplateFacts, Wanted, facts_of, write_template
from orgplan.events.actions.changes import Ground, write_changes
from orgplan.events.following import Decision, Decisions
from orgplan.events.models import Event, EventTemplate
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.scripts.actions import (
    ItemFacts,
    NewMark,
    ScriptFacts,
    accept_length,
    begin_script,
    copy_script,
    lay_usual_kinds,
    move_item,
    paste_items,
    remove_item,
    shift_script,
    take_back_script,
    take_marks,
    write_item,
    write_script,
)
from orgplan.scripts.actions.items import Written
from orgplan.scripts.actions.prints import record_print
from orgplan.scripts.documents import script_paper
from orgplan.scripts.models import ItemKind, Mark, Script, ScriptItem, ScriptUndo
from orgplan.scripts.queries import course_of, items_of, latest_prints, script_of, suggestions_for, table_of
from orgplan.scripts.rules.kinds import Hold, MarkVerb
from orgplan.scripts.rules.pasting import read_lines
from orgplan.scripts.tests.factories import BY, at, item, mark, script

pytestmark = pytest.mark.django_db


def step_of(done: Written) -> ScriptUndo:
    assert done.step is not None
    return done.step


def copied(source: Event | EventTemplate | None, event: Event) -> int:
    assert source is not None
    return copy_script(source=source, event=event, by=BY)


def items_for(event: Event) -> list[ScriptItem]:
    found = script_of(event)
    assert found is not None
    return items_of(found)


def titles(of: Script) -> list[str]:
    return [each.title for each in ScriptItem.objects.filter(script=of)]


def test_script_begins_with_its_event_and_only_once():
    event = events.event(when="12 августа 2026 года, 14:30–15:30")
    made = begin_script(source=event, by=BY)
    assert (made.day, made.begins_at) == (date(2026, 8, 12), time(14, 30))
    with pytest.raises(RefusedError):
        begin_script(source=event, by=BY)


def test_new_item_stands_behind_the_one_that_was_named():
    made = script()
    first, _last = item(made, "Гимн"), item(made, "Речь")
    write_item(made, facts=ItemFacts("Пауза"), after=first, by=BY)
    assert titles(made) == ["Гимн", "Пауза", "Речь"]


def test_item_of_another_edition_is_not_written_over():
    made = script()
    one = item(made, "Гимн")
    write_item(made, facts=ItemFacts("Гимн города"), item=one, edition=one.edition, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        write_item(made, facts=ItemFacts("Гимн страны"), item=one, edition=one.edition, by=BY)


@pytest.mark.parametrize(("place", "order"), [(1, "вабг"), (4, "абгв"), (9, "абгв"), (2, "авбг")])
def test_item_moves_to_its_place(place, order):
    made = script()
    items = {letter: item(made, letter) for letter in "абвг"}
    move_item(items["в"], place=place, by=BY)
    assert titles(made) == list(order)


def test_write_is_taken_back_whole():
    made, user = script(), accounts.user(Role.DEPARTMENT)
    leader = directory.person("Главный")
    one = item(made, "Гимн", hold=Hold.EXACTLY.value, hold_at=time(10), leaders=(leader,))
    item(made, "Речь")
    key = one.pk
    step = step_of(remove_item(one, by=user))
    assert titles(made) == ["Речь"]
    take_back_script(step, by=user)
    back = ScriptItem.objects.get(pk=key)
    assert (titles(made), back.hold_at, list(back.leaders.all())) == (["Гимн", "Речь"], time(10), [leader])


def test_nothing_is_taken_back_over_another_persons_words():
    made, user = script(), accounts.user(Role.DEPARTMENT)
    step = step_of(write_item(made, facts=ItemFacts("Гимн"), by=user))
    item(made, "Речь")
    with pytest.raises(RefusedError, match="тест"):
        take_back_script(step, by=user)


def test_pasted_lines_are_tied_to_their_times():
    made = script()
    read = read_lines("09:30–09:50 Сбор\n10:00–10:05 Гимн\n10:03–10:10 Речь")
    paste_items(made, lines=read.lines, by=BY)
    made.refresh_from_db()
    table = table_of(made)
    assert made.begins_at == time(9, 30)
    assert [row.start for row in table.rows] == [time(9, 30), time(10), time(10, 3)]
    assert (table.rows[1].gap, table.rows[2].shortage) == (
        "до 10:00 свободно 10 мин",
        "не хватает 2 мин до 10:03: «Гимн» кончается позже",
    )


def test_script_longer_than_its_event_says_by_how_much():
    assert table_of(script(40, 35)).overrun == "сценарий длиннее мероприятия на 15 мин (конец мероприятия в 11:00)"


def test_beginning_moves_what_is_not_tied():
    made = script(10, 10)
    write_script(made, facts=ScriptFacts(time(12), made.day), edition=made.edition, by=BY)
    made.refresh_from_db()
    assert [row.start for row in table_of(made).rows] == [time(12), time(12, 10)]


def test_clone_keeps_the_distance_from_the_beginning_and_names_nobody():
    made = script()
    item(made, "Гимн", hold=Hold.EXACTLY.value, hold_at=time(10, 15), person=directory.person("Прошлогодний"))
    event = events.event(when="1 августа 2027 года, 12:00–13:00")
    assert copied(made.event, event) == 1
    (copy,) = items_for(event)
    assert (copy.hold_at, copy.person, copy.script.day) == (time(12, 15), None, date(2027, 8, 1))
    assert copied(made.event, event) == 0


def test_clone_gives_the_items_of_a_leader_to_who_holds_the_post_now():
    before, now = directory.person("Прежнев"), directory.person("Нынешнев")
    title = "Мэр города Омска"
    directory.position(before, title, leader_order=1, ends_on=date(2026, 12, 31))
    directory.position(now, title, leader_order=1, starts_on=date(2027, 1, 1))
    speaker = directory.person("Ведущев")
    directory.position(speaker, title="главный режиссёр")
    made = script()
    greeting = item(made, "Поздравление", person=before)
    item(made, "Ведение", person=speaker).leaders.set([before])
    event = events.event(when="1 августа 2027 года, 12:00–13:00")
    copied(made.event, event)
    first, second = items_for(event)
    assert greeting.title == first.title
    assert (first.person, first.who) == (now, "")
    assert (second.person, second.who, list(second.leaders.all())) == (None, "главный режиссёр", [now])


def test_script_moves_with_its_event_and_takes_hold_points_along():
    made = script()
    item(made, "Гимн", hold=Hold.EXACTLY.value, hold_at=time(10, 15))
    moved = shift_script(made, day=date(2026, 8, 13), minutes=120, by=BY)
    assert (moved.day, moved.begins_at, ScriptItem.objects.get().hold_at) == (date(2026, 8, 13), time(12), time(12, 15))


def test_marked_item_stays():
    made = script(10)
    (one,) = items_of(made)
    mark(one, MarkVerb.START, "10:02")
    with pytest.raises(RefusedError):
        remove_item(one, by=BY)


def test_same_mark_sent_twice_is_kept_once():
    made = script(10)
    (one,) = items_of(made)
    new = NewMark(uuid4(), one.pk, MarkVerb.START, at("10:02", made))
    for _again in range(2):
        taken = take_marks(made, marks=[new], now=new.at, by=BY)
        assert taken.kept == [new.uid]
    assert Mark.objects.count() == 1


def test_earlier_of_two_persons_marks_wins_whenever_it_arrives():
    made = script(10)
    (one,) = items_of(made)
    mark(one, MarkVerb.START, "10:05")
    mark(one, MarkVerb.START, "10:03")
    assert (one.started_at, Mark.objects.count()) == (at("10:03", made), 2)


def test_fast_clock_does_not_mark_the_future():
    made = script(10)
    (one,) = items_of(made)
    now = at("10:02", made)
    take_marks(made, marks=[NewMark(uuid4(), one.pk, MarkVerb.START, at("11:00", made))], now=now, by=BY)
    one.refresh_from_db()
    assert one.started_at == now


def test_mark_of_a_removed_item_is_told_and_harms_nothing():
    made = script(10)
    new = NewMark(uuid4(), 10**6, MarkVerb.START, at("10:02", made))
    assert take_marks(made, marks=[new], now=new.at, by=BY).unknown == [new.uid]


def test_pause_takes_a_delay_up_on_the_day():
    lay_usual_kinds(by=BY)
    made = script(10)
    item(made, "Пауза", minutes=10, kind=ItemKind.objects.get(name="Техническая пауза"))
    item(made, "Речь", minutes=5)
    items = items_of(made)
    mark(items[0], MarkVerb.START, "10:00")
    mark(items[0], MarkVerb.FINISH, "10:16")
    course = course_of(made, items_of(made), at("10:16", made))
    assert [row.start for row in course.rows] == [time(10), time(10, 16), time(10, 20)]
    assert (course.delay, course.following.title) == (0, "Пауза")


def test_template_learns_the_median_of_real_lengths():
    template = write_template(facts=TemplateFacts("Возложение", directory.unit()), by=BY)
    usual = begin_script(source=template, by=BY)
    planned = item(usual, "Проход", minutes=5)
    for day, end in ((1, "10:08"), (2, "10:09"), (3, "10:20")):
        event = events.event(when=f"{day} августа 2026 года, 10:00–11:00")
        copied(template, event)
        (one,) = items_for(event)
        mark(one, MarkVerb.START, "10:00")
        mark(one, MarkVerb.FINISH, end)
    (found,) = suggestions_for(usual)
    assert (found.median, found.count) == (9, 3)
    accept_length(planned, minutes=9, by=BY)
    assert suggestions_for(usual) == []


def test_script_and_its_papers_follow_a_moved_event():
    made = script(10)
    event = made.event
    assert event is not None
    item(made, "Гимн", hold=Hold.EXACTLY.value, hold_at=time(10, 30))
    user = accounts.user(Role.DEPARTMENT)
    paper = record_print(made, paper=script_paper(table_of(made), None, "script", "pdf"), by=BY)
    timing = read_timing("13 августа 2026 года, 12:00–13:00", Period.parse("2026")).timing
    facts = facts_of(event).moved(timing)
    decided = Decisions(groups={"scripts.scripts": Decision.UPDATE})

    @audited
    def write(*, by):
        return write_changes([Wanted(event, facts, event.edition)], Ground("Зал занят", decisions=decided), by)

    write(by=user)
    made.refresh_from_db()
    tied = ScriptItem.objects.get(title="Гимн")
    assert (made.day, made.begins_at, tied.hold_at) == (date(2026, 8, 13), time(12), time(12, 30))
    assert paper.outdated_facts.exists()
    assert [each.number for each in latest_prints(made)] == [2]
