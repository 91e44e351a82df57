"""Printed papers whose facts were changed: marked, made anew as «проект», told of; the mark goes with the change."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.documents.actions import register_document
from orgplan.documents.models import Document, OutdatedFact
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.actions.basket import Chosen, put_into_basket, restore_events
from orgplan.events.models import Event
from orgplan.events.rules import Basis, EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.language.timing.reading import read_timing
from orgplan.notices.models import Message
from orgplan.planning.actions.agreement import Answer, Curator, answer_agreement, lay_before_curators
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.tests.factories import AUGUST, BY, city_plan, line

pytestmark = pytest.mark.django_db

FORM = {"reason": "Дождь", "basis": "записка", "wording": "20 августа 2026 года, 14:00"}


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def printed(office):
    """The registered Word of an approved plan that a curator agreed."""
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(title="Концерт", when="12 августа, 14:00")], by=BY)
    curator = Curator(directory.person("Кураторов", email="k@example.org"), "заместитель")
    laid = lay_before_curators(plan=plan, curators=[curator], due_on=date(2026, 7, 24), by=BY)
    answer_agreement(laid.agreements.get(), answer=Answer("agree"), edition=1, by=BY)
    day = date(2026, 7, 25)
    version = approve_plan(plan=plan, approved_on=day, approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    office.get(f"/plans/versions/{version.pk}/document.docx")
    return register_document(
        Document.objects.get(), edition=1, registered_number="15-р", registered_on=day, registered_link="", by=BY
    )


def begun(office):
    return office.post(f"/changes/event/{Event.objects.get().pk}/move/", FORM)["Location"]


def decided(decision):
    return FORM | {"do": "apply", "group-planning.papers": decision, "was-planning.papers": "leave"}


def moved(words, edition):
    event = Event.objects.get()
    facts = facts_of(event).moved(read_timing(words, AUGUST).timing)
    return change_event(event, facts=facts, edition=edition, reason="Дождь", basis=Basis("записка"), by=BY)


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def stored(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())


def words(content: bytes) -> str:
    document = Word(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_document_stands_in_the_list_of_what_is_touched(office, printed):
    page = text(office.get(begun(office)))
    for each in ("Документы реестра", "версия 1, Word, № 15-р", "Устареет: 12 августа 2026 года, 14:00 → 20 августа"):
        assert each in page, each


def test_document_that_is_left_is_marked_with_what_differs(office, printed):
    office.post(begun(office), decided("leave"))
    assert Document.objects.count() == 1
    for address in (f"/documents/{printed.pk}/", "/documents/", "/documents/?outdated=yes"):
        page = text(office.get(address))
        assert "устарел" in page, address
        assert "12 августа 2026 года, 14:00 → 20 августа 2026 года, 14:00" in page, address


def test_next_version_is_a_draft_and_the_one_before_keeps_its_number(office, printed):
    office.post(begun(office), decided("update"))
    new = Document.objects.get(number=2)
    assert (new.is_draft, new.kind, new.subject, new.registered_number) == (True, printed.kind, printed.subject, "")
    paper = words(stored(new))
    assert "ПРОЕКТ" in paper
    assert "20 августа" in paper
    assert not new.outdated_facts.exists()
    page = text(office.get(f"/documents/{new.pk}/"))
    assert "№ 15-р от 25.07.2026" in page
    assert "Есть более новая версия" in text(office.get(f"/documents/{printed.pk}/"))
    assert "Концерт" not in text(office.get("/documents/?outdated=yes"))


def test_version_is_still_given_out_as_it_was_approved(office, printed):
    office.post(begun(office), decided("update"))
    version = printed.of_plan.version
    assert "12 августа" in words(office.get(f"/plans/versions/{version.pk}/document.docx").content)


def test_curators_who_agreed_the_plan_are_told(office, printed):
    office.post(begun(office), decided("notify") | {"group-events.participants": "leave"})
    assert Message.objects.filter(recipient_email="k@example.org").count() == 1


def test_mark_goes_when_the_facts_are_again_what_was_printed(printed):
    moved("20 августа, 14:00", 1)
    moved("21 августа, 14:00", 2)
    assert "12 августа 2026 года, 14:00 → 21 августа 2026 года, 14:00" in OutdatedFact.objects.get().words.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    moved("12 августа, 14:00", 3)
    assert OutdatedFact.objects.count() == 0


def test_undo_takes_the_mark_away(office, printed):
    address = begun(office)
    office.post(address, decided("leave"))
    office.post(f"{address}undo/")
    assert OutdatedFact.objects.count() == 0


def test_next_version_is_made_from_the_card_too(office, client_of, printed):
    moved("20 августа, 14:00", 1)
    assert client_of(Role.COORDINATOR).post(f"/documents/{printed.pk}/next/").status_code == 403
    office.post(f"/documents/{printed.pk}/next/")
    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2]


# «С участием Мэра»


@pytest.fixture
def mayor():
    person = directory.person("Образцов", "Илья", email="m@example.org")
    directory.position(person, "Мэр города Пробного", leader_order=1)
    return person


@pytest.fixture
def calendar(office, mayor):
    """The registered Word of the Mayor's week."""
    taking = (Participant(ParticipationKind.HOSTS, person=mayor),)
    events.event(title="Приём", timing=read_timing("12 августа, 14:00", AUGUST).timing, participants=taking)
    office.get("/plans/leaders.docx", {"day": "2026-08-11"})
    return Document.objects.get()


def test_calendar_of_leaders_is_in_the_register_once_while_it_says_the_same(office, calendar):
    again = office.get("/plans/leaders.docx", {"day": "2026-08-13"})
    assert (calendar.kind, again.content, Document.objects.count()) == (
        "executive_calendar",
        stored(calendar),
        1,
    )


def test_calendar_becomes_outdated_and_no_longer_prints_what_left_its_week(office, calendar):
    office.post(begun(office), decided("leave"))
    assert "устарел" in text(office.get(f"/documents/{calendar.pk}/"))
    office.post(f"/documents/{calendar.pk}/next/")
    new = Document.objects.get(number=2)
    assert "Приём" not in words(stored(new))
    moved("21 августа, 15:00", 2)
    assert not OutdatedFact.objects.filter(document=new).exists()


def test_calendar_is_made_anew_together_with_the_change(office, calendar):
    form = FORM | {"wording": "14 августа 2026 года, 10:00"}
    address = office.post(f"/changes/event/{Event.objects.get().pk}/move/", form)["Location"]
    assert "Документы реестра" in text(office.get(address))
    office.post(address, decided("update"))
    new = Document.objects.get(number=2)
    assert "14 августа, пятница" in words(stored(new))
    assert (calendar.subject, calendar.outdated_facts.exists()) == (new.subject, True)


def new_event(mayor, when="14 августа, 10:00", title="Встреча", kind=ParticipationKind.ATTENDS):
    taking = (Participant(kind, person=mayor),) if mayor else ()
    return events.event(title=title, timing=read_timing(when, AUGUST).timing, participants=taking)


def put_otherwise(event, **facts):
    return change_event(
        event, facts=replace(facts_of(event), **facts), edition=event.edition, reason="?", basis=Basis("?"), by=BY
    )


def marks(document) -> list[tuple[str, str]]:
    return [(row.about_label, row.words.replace("\N{NO-BREAK SPACE}", " ")) for row in document.outdated_facts.all()]


def test_event_that_comes_into_a_printed_calendar_outdates_it(office, calendar, mayor):
    new_event(mayor)
    assert marks(calendar) == [("Встреча", "новое мероприятие: — → 14 августа 2026 года, 10:00")]
    page = text(office.get(f"/documents/{calendar.pk}/"))
    assert "новое мероприятие: — → 14 августа 2026 года, 10:00" in page
    office.post(f"/documents/{calendar.pk}/next/")
    new = Document.objects.get(number=2)
    assert ("Встреча" in words(stored(new)), marks(new)) == (True, [])


@pytest.mark.parametrize("way", ["moved in", "leader given", "reinstated", "restored"])
def test_every_way_into_a_printed_calendar_outdates_it(way, calendar, mayor):
    taking = (Participant(ParticipationKind.HOSTS, person=mayor),)
    in_week = read_timing("14 августа, 10:00", AUGUST).timing
    event = new_event(
        None if way == "leader given" else mayor, "25 августа, 10:00" if way == "moved in" else "14 августа, 10:00"
    )
    if way == "moved in":
        assert marks(calendar) == []
        put_otherwise(event, timing=in_week, wording="")
    elif way == "leader given":
        assert marks(calendar) == []
        put_otherwise(event, participants=taking)
    elif way == "reinstated":
        event = put_otherwise(event, state=EventState.CANCELLED)
        assert marks(calendar) == []
        put_otherwise(event, state=EventState.PLANNED)
    else:
        put_into_basket(chosen=[Chosen(event, event.edition)], by=BY)
        assert marks(calendar) == []
        restore_events(events=[event], by=BY)
    assert [label for label, _words in marks(calendar)] == ["Встреча"]


def test_event_that_leaves_a_printed_calendar_again_takes_its_mark_away(calendar, mayor):
    event = put_otherwise(new_event(mayor), title="Беседа")
    assert [label for label, _words in marks(calendar)] == ["Беседа"]
    put_otherwise(event, timing=read_timing("25 августа, 10:00", AUGUST).timing, wording="")
    assert marks(calendar) == []


def test_events_of_others_and_of_other_weeks_outdate_no_calendar(calendar, mayor):
    new_event(mayor, "17 августа, 10:00")
    new_event(directory.person("Прочий"))
    new_event(None)
    assert marks(calendar) == []


def test_only_the_latest_paper_of_a_calendar_gets_the_mark(office, calendar, mayor):
    new_event(mayor)
    office.post(f"/documents/{calendar.pk}/next/")
    new_event(mayor, "15 августа, 10:00", "Обход")
    latest = Document.objects.get(number=2)
    assert ([label for label, _words in marks(calendar)], [label for label, _words in marks(latest)]) == (
        ["Встреча"],
        ["Обход"],
    )


# «Изменения к плану»


@pytest.fixture
def amendments(office, printed):
    """The registered «Изменения к плану» that the second version approved."""
    moved("15 августа, 14:00", 1)
    plan, day = printed.of_plan.version.plan, date(2026, 8, 1)
    version = approve_plan(plan=plan, approved_on=day, approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    office.get(f"/plans/versions/{version.pk}/changes.docx")
    return Document.objects.get(kind="amendments")


def test_approved_changes_are_in_the_register_once(office, amendments):
    version = amendments.of_amendments.later
    again = office.get(f"/plans/versions/{version.pk}/changes.docx")
    assert (again.content, Document.objects.filter(kind="amendments").count()) == (stored(amendments), 1)
    assert (amendments.is_draft, "15 августа" in words(again.content)) == (False, True)


def test_changes_to_the_plan_become_outdated_and_are_made_anew_as_a_draft(office, amendments):
    address = begun(office)
    assert "Изменения к плану" in text(office.get(address))
    office.post(address, decided("update"))
    new = Document.objects.get(kind="amendments", number=2)
    paper = words(stored(new))
    assert (new.is_draft, "20 августа" in paper, amendments.outdated_facts.exists()) == (True, True, True)
    version = amendments.of_amendments.later
    assert "15 августа" in words(office.get(f"/plans/versions/{version.pk}/changes.docx").content)


def test_who_agreed_the_plan_is_told_of_outdated_changes_once(office, amendments):
    office.post(begun(office), decided("notify") | {"group-events.participants": "leave"})
    assert Message.objects.filter(recipient_email="k@example.org").count() == 1


def test_draft_of_changes_is_in_the_register_as_a_draft_once_while_it_says_the_same(office, client_of, printed):
    moved("15 августа, 14:00", 1)
    plan = printed.of_plan.version.plan
    first, again = (office.get(f"/plans/{plan.pk}/changes.docx") for _number in range(2))
    draft = Document.objects.get(kind="amendments")
    assert (draft.is_draft, draft.number, first.content == again.content == stored(draft)) == (True, 1, True)
    assert "ПРОЕКТ" in words(first.content)
    assert "проект" in unquote(first.headers["Content-Disposition"])
    shown, page = text(office.get("/documents/")), text(office.get(f"/plans/{plan.pk}/changes/"))
    assert ("Изменения к плану" in shown, "проект" in shown, "Выданные проекты" in page) == (True, True, True)
    assert str(draft.made_by) in page
    unit = client_of(Role.COORDINATOR, unit=directory.unit())
    assert unit.get(f"/documents/{draft.pk}/").status_code == 404
    assert "Выданные проекты" not in text(unit.get(f"/plans/{plan.pk}/changes/"))


def test_draft_of_changes_that_says_something_else_is_the_next_one(office, printed):
    plan = printed.of_plan.version.plan
    for number, when in enumerate(("15 августа, 14:00", "16 августа, 14:00"), 1):
        moved(when, number)
        office.get(f"/plans/{plan.pk}/changes.docx")
    rows = Document.objects.filter(kind="amendments").order_by("number")
    assert [(each.number, each.is_draft, "16 августа" in words(stored(each))) for each in rows] == [
        (1, True, False),
        (2, True, True),
    ]


def test_issued_changes_are_never_the_draft(office, printed):
    moved("15 августа, 14:00", 1)
    plan = printed.of_plan.version.plan
    office.get(f"/plans/{plan.pk}/changes.docx")
    day = date(2026, 8, 1)
    version = approve_plan(plan=plan, approved_on=day, approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    issued = office.get(f"/plans/versions/{version.pk}/changes.docx")
    assert "ПРОЕКТ" not in words(issued.content)
    rows = Document.objects.filter(kind="amendments").order_by("number")
    assert [(each.number, each.is_draft, each.is_open) for each in rows] == [(1, True, False), (2, False, True)]
    assert rows[1].of_amendments.later == version
