"""What the papers of a set print: whom in which order, when, and what is refused as empty."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.directory.tests import factories as directory
from orgplan.document_sets.queries.known import Known, missing_for
from orgplan.document_sets.rules.asked import Fact
from orgplan.document_sets.rules.kinds import Content
from orgplan.document_sets.rules.papers import within_sentence
from orgplan.document_sets.tests.factories import composed
from orgplan.events.actions import Participant
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.preparation.tests import factories as preparation
from orgplan.scripts.actions import begin_script
from orgplan.scripts.tests.factories import BY, item


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("7 августа 2027 года, 08:00–23:00", "7 августа 2027 года с 08:00 до 23:00"),
        ("15 августа 2026 года, 12:00", "15 августа 2026 года в 12:00"),
        ("1–3 августа 2026 года", "1–3 августа 2026 года"),
        ("", ""),
    ],
)
def test_time_within_a_sentence(when, said):
    assert within_sentence(when) == said


@given(st.times(), st.times())
def test_times_within_a_sentence_are_those_of_the_card(begins, ends):
    said = within_sentence(f"7 мая, {begins:%H:%M}–{ends:%H:%M}")
    assert said == f"7 мая с {begins:%H:%M} до {ends:%H:%M}"


def _leader(surname: str, order: int, title: str):
    person = directory.person(surname)
    directory.position(person, title=title, leader_order=order)
    return person


@pytest.mark.django_db
def test_participants_stand_by_rank_whatever_the_order_of_the_card():
    deputy, mayor = _leader("Примеров", 2, "заместитель Мэра города"), _leader("Образцов", 1, "Мэр города")
    guest = directory.person("Гостев")
    kind = ParticipationKind.ATTENDS
    taking = tuple(Participant(kind, person=each) for each in (guest, deputy, mayor))
    event = events.event("15 августа 2026 года, 12:00", participants=taking)
    rows = Known(composed(event)[0]).rows(Fact.PARTICIPANTS)
    assert [row.name.split()[0] for row in rows] == ["Образцов", "Примеров", "Гостев"]


@pytest.mark.django_db
def test_members_of_the_committee_stand_by_the_alphabet_behind_chair_and_deputy():
    _leader("Образцов", 1, "Мэр города")
    _leader("Председателев", 2, "первый заместитель Мэра города")
    event = events.event("15 августа 2026 года, 12:00")
    for surname in ("Яковлев", "Ёлкин", "Абрамов"):
        post = directory.position(directory.person(surname))
        preparation.step(event, f"Шаг {surname}", unit=post.unit)
    directory.position(directory.person("Хозяев"), unit=event.owner)
    rows = Known(composed(event)[0]).rows(Fact.COMMITTEE)
    names = [row.name.split()[0] for row in rows]
    assert names == ["Председателев", "Хозяев", "Абрамов", "Ёлкин", "Яковлев"]
    assert [row.role for row in rows][:3] == ["председатель", "заместитель председателя", "член комитета"]


@pytest.mark.django_db
def test_block_of_a_leader_whom_the_script_does_not_name_is_not_printed_empty():
    mayor = _leader("Образцов", 1, "Мэр города")
    taking = (Participant(ParticipationKind.HOSTS, person=mayor),)
    event = events.event("15 августа 2026 года, 12:00", participants=taking)
    script = begin_script(source=event, by=BY)
    made = item(script, "Гимн")
    document_set = composed(event)[0]
    (words,) = missing_for(Content.BLOCK, Known(document_set), [])
    assert words.startswith("в сценарии нет пунктов, где занят Образцов")
    made.leaders.set([mayor])
    assert missing_for(Content.BLOCK, Known(document_set), []) == []


@pytest.mark.django_db
def test_what_is_missing_is_said_once_for_all_fields():
    event = events.event("15 августа 2026 года, 12:00", expected_turnout=10)
    labels = [(Fact.ABOUT, "«О чём»"), (Fact.THESES, "«Тезисы»")]
    assert missing_for(Content.BRIEFING, Known(composed(event)[0]), labels) == ["не заполнено: «О чём», «Тезисы»"]
    assert event.first_day == date(2026, 8, 15)
