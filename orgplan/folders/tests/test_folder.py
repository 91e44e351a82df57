"""The folder put together: people in their cases, the road, promises, texts, contacts, plan B; on paper."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.directory.models import Person, Position
from orgplan.directory.rules import Gender
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.actions import answer_facts, compose_set, strike_paper
from orgplan.document_sets.documents import draft_papers
from orgplan.document_sets.queries.sets import papers_of
from orgplan.document_sets.rules.kinds import Content, Part
from orgplan.document_sets.tests import factories as sets
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.rules import Consent, EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.folders.actions import BriefingFacts, EscortFacts, write_briefing, write_escort
from orgplan.folders.documents import folder_pdf
from orgplan.folders.queries import folder_of, post_of
from orgplan.folders.rules.folder import Contact, Moment
from orgplan.folders.tests.factories import BY, leader, note, tomorrow, with_leader
from orgplan.instructions.actions import Performer
from orgplan.instructions.tests import factories as instructions
from orgplan.scripts.tests import factories as scripts

pytestmark = pytest.mark.django_db


def held(person: Person) -> Position:
    post = post_of(person.pk, tomorrow())
    assert post is not None
    return post


def folder(person):
    return folder_of(held(person), tomorrow())


def test_people_come_with_posts_and_cases():
    mayor, guest = (
        leader(),
        directory.person("Премьерова", "Елена", "Борисовна", gender=Gender.FEMALE, phone="20-01-35"),
    )
    directory.position(guest, "директор департамента культуры")
    with_leader(mayor, "10:00–11:00", guest)
    (met,) = folder(mayor).events[0].people
    assert (met.name, met.post) == ("Премьерова Елена Борисовна", "директор департамента культуры")
    assert met.address == "Уважаемая Елена Борисовна"
    assert (met.to_whom, met.with_whom) == ("Премьеровой Елене Борисовне", "Премьеровой Еленой Борисовной")
    assert met.phone == "20-01-35"


def test_drafts_cancelled_and_others_events_are_not_in_it():
    mayor, other = leader(), leader(2, "заместитель")
    with_leader(mayor, state=EventState.DRAFT)
    with_leader(other, "12:00–13:00")
    gone = with_leader(mayor, "14:00–15:00")
    change_event(gone, facts=facts_of(gone).cancelled(), edition=gone.edition, reason="проба", by=BY)
    refused = Participant(ParticipationKind.ATTENDS, person=mayor, consent=Consent.REFUSED)
    with_leader(other, "16:00–17:00", participants=(refused,))
    assert folder(mayor).events == ()


def test_whole_day_stands_before_the_hours():
    mayor = leader()
    with_leader(mayor, "09:00–10:00", title="Совещание")
    taking = (Participant(ParticipationKind.ATTENDS, person=mayor),)
    events.event(f"{tomorrow():%d.%m.%Y}", title="Ярмарка", participants=taking)
    assert [(each.title, each.when) for each in folder(mayor).events] == [
        ("Ярмарка", "весь день"),
        ("Совещание", "09:00–10:00"),
    ]


def test_road_begins_where_the_escort_says():
    mayor = leader()
    start = directory.venue("Мэрия", latitude="54.98000", longitude="73.37000")
    hall = directory.venue("Арена", latitude="55.02000", longitude="73.28000", address="ул. Пробная, 5")
    facts = EscortFacts("Рулевой П. С.", "8-913", "Лада", starts_from=start)
    write_escort(mayor, facts=facts, by=BY)
    with_leader(mayor, "10:00–11:00", venue=hall)
    found = folder(mayor)
    assert found.escort == (Contact("Водитель", "Рулевой П. С., Лада", "8-913"),)
    assert (found.events[0].road.start, found.events[0].road.leave) == ("Мэрия", "09:29")


def test_texts_of_this_leader_and_plan_b_are_in_it():
    mayor, deputy = leader(), leader(2, "заместитель")
    event = with_leader(mayor, "10:00–11:00", deputy)
    note(event, mayor, "Слово Мэра.")
    note(event, deputy, "Слово заместителя.")
    facts = BriefingFacts("Встречаев И. И.", "78-00-00", "служебный вход", "костюм", "Фойе театра", "до 08:00")
    write_briefing(event, facts=facts, by=BY)
    found = folder(mayor).events[0]
    assert [each.text for each in found.texts] == ["Слово Мэра."]
    assert (found.plan_b, found.plan_b_decides) == ("Фойе театра", "до 08:00")
    assert found.contacts[0] == Contact("Встречает", "Встречаев И. И.", "78-00-00")


def test_own_place_in_the_script_comes_with_its_time_and_text():
    mayor = leader()
    script = scripts.script(10, event=with_leader(mayor, "10:00–11:00"))
    scripts.item(script, "Приветствие", person=mayor, text="Дорогие горожане.", cue="Слово предоставляется", minutes=5)
    scripts.item(script, "Концерт", minutes=20)
    found = folder(mayor).events[0]
    assert found.moments == (Moment("10:10", "Приветствие", "", "Слово предоставляется"),)
    assert [each.text for each in found.texts] == ["Дорогие горожане."]


def test_open_instructions_to_those_people_are_promises():
    mayor, guest, stranger = leader(), directory.person(), directory.person()
    with_leader(mayor, "10:00–11:00", guest)
    today = timezone.localdate()
    to_guest, to_stranger = (Performer(directory.unit(), each) for each in (guest, stranger))
    instructions.instruction(
        to_guest,
        text="Сдать смету",
        giver=mayor,
        signed_on=today - timedelta(days=20),
        due_on=today - timedelta(days=3),
    )
    instructions.instruction(to_stranger, text="Чужое дело", giver=mayor)
    (promise,) = folder(mayor).events[0].promises
    assert (promise.text, promise.is_late) == ("Сдать смету", True)


def test_paper_is_a5_with_times_and_names(tmp_path):
    mayor = leader(surname="Образцов", first_name="Илья", patronymic="Игоревич")
    event = with_leader(mayor, "10:00–11:00", directory.person("Гостев"), title="Открытие сада")
    note(event, mayor, "Добрый день — «родители» и дети.")
    with_leader(mayor, "15:00–16:00", title="Совещание")
    file = tmp_path / "folder.pdf"
    file.write_bytes(folder_pdf(folder(mayor)))
    words = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    info = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
    assert [
        part for part in ("Образцов Илья Игоревич", "10:00–11:00", "Открытие сада", "Гостев") if part not in words
    ] == []
    assert "419.528 x 595.276 pts" in info


def test_empty_day_prints(tmp_path):
    assert folder_pdf(folder(leader())).startswith(b"%PDF")


@pytest.mark.parametrize("count", [1, 4])
def test_folder_costs_the_same_whatever_stands_on_the_day(count, django_assert_num_queries):
    mayor = leader()
    for number in range(count):
        with_leader(mayor, f"{10 + number}:00–{10 + number}:30", directory.person())
    post = held(mayor)
    folder_of(post, tomorrow())
    with django_assert_num_queries(15):
        folder_of(post, tomorrow())


def test_folders_follow_an_absence_and_who_acts(client_of):
    mayor, deputy = leader(), leader(2, "заместитель", surname="Примеров")
    away = directory.absence(mayor, tomorrow(), ends_on=tomorrow(), acting=deputy)
    reception = with_leader(mayor, title="Приём делегации")
    assert folder(mayor).away.startswith("Отсутствует (")
    assert "исполняет обязанности Примеров" in folder(mayor).away.replace("\N{NO-BREAK SPACE}", " ")
    assert (folder(deputy).away, folder(deputy).events) == ("", ())
    office, address = client_of(Role.DEPARTMENT), f"/events/{reception.pk}/absent/{away.pk}/"
    assert office.post(address, {"verb": "replace", "reason": "командировка"}).status_code == 303
    assert folder(mayor).events == ()
    assert [each.title for each in folder(deputy).events] == ["Приём делегации"]


def test_papers_and_words_of_the_document_set_are_in_it():
    mayor = leader()
    event = with_leader(mayor, place="Концертный зал", expected_turnout=120)
    middle = sets.size()
    sets.kind("Справка", middle, content=Content.BRIEFING, part=Part.LEADER)
    sets.kind("Список участников", middle, content=Content.PARTICIPANTS, part=Part.LEADER)
    sets.kind("Письмо в полицию", middle, content=Content.LETTER, part=Part.LETTER)
    made = compose_set(event, by=BY)
    answers = {"about": "Праздник города", "theses": "Спасибо строителям", "participants": "Примеров П. П. — директор"}
    answer_facts(made, answers=answers | {"executor": "Отдел, 78-00-01"}, edition=made.edition, by=BY)
    made.refresh_from_db()
    done = draft_papers([each for each in papers_of(made) if each.part == Part.LEADER], by=BY)
    assert done.refused == []
    (read,) = folder(mayor).events
    assert {each.title for each in read.papers} == {"Справка (проект)", "Список участников (проект)"}
    assert [(each.heading, each.text) for each in read.texts] == [
        ("О мероприятии", "Праздник города"),
        ("Тезисы выступления", "Спасибо строителям"),
    ]
    note_paper = made.papers.get(title="Справка")
    strike_paper(note_paper, why="выступления не будет", edition=note_paper.edition, by=BY)
    assert folder(mayor).events[0].texts == ()
