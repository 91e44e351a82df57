"""Letters of a change: counted once on the button, taken back with it, corrected where they have left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, Participant, create_event, facts_of, write_corrections
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.rules import ParticipationKind
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.notices.models import Message
from orgplan.planning.tests.factories import BY

pytestmark = pytest.mark.django_db


def timing(words):
    return read_timing(words, Period.parse("2026-08")).timing


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def whole():
    """A feast of one unit with two parts of others; a speaker takes part in both parts and not in the whole."""
    units = [directory.unit(f"Отдел {n}", email=f"o{n}@example.org") for n in range(3)]
    speaker = directory.person("Докладчиков", email="d@example.org")
    feast = create_event(facts=EventFacts("Праздник", units[0], timing("12 августа, 14:00")), by=BY)
    for number in (1, 2):
        speaks = (Participant(ParticipationKind.SPEAKS, person=speaker),)
        facts = EventFacts(f"Часть {number}", units[number], timing(f"12 августа, 1{number + 4}:00"), part_of=feast)
        create_event(facts=replace(facts, participants=speaks), by=BY)
    return feast


def moved(client, event, **decisions):
    """Move the event by the pages and return the page of the change."""
    form = {"reason": "Дождь", "basis": "записка", "wording": "20 августа 2026 года, 14:00"}
    address = client.post(f"/changes/event/{event.pk}/move/", form)["Location"]
    client.post(address, form | decisions | {"do": "apply"})
    return address


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def sent(message):
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=timezone.now())


def test_participants_of_parts_get_one_letter_of_all_their_parts(office, whole):
    form = {"reason": "Дождь", "basis": "записка", "wording": "20 августа 2026 года, 14:00"}
    address = office.post(f"/changes/event/{whole.pk}/move/", form)["Location"]
    assert "вместе с ним: 2 · уйдут 4 письма" in text(office.get(address))
    office.post(address, form | {"do": "apply"})
    letter = Message.objects.get(recipient_name="Докладчиков Пётр Пробович")
    assert [line for line in letter.text.splitlines() if line.startswith("Часть")] == [
        "Часть 1: 12 августа 2026 года, 15:00 → 20 августа 2026 года, 15:00",
        "Часть 2: 12 августа 2026 года, 16:00 → 20 августа 2026 года, 16:00",
    ]
    assert Message.objects.count() == 4


def test_participants_of_a_part_that_stays_are_not_told(office, whole):
    stays = Event.objects.get(title="Часть 2")
    moved(office, whole, **{"group-events.parts": "update", "was-events.parts": "update",
                            f"one-events.parts-{stays.pk}": "leave"})  # fmt: skip
    letter = Message.objects.get(recipient_name="Докладчиков Пётр Пробович")
    assert "Часть 1" in letter.text
    assert "Часть 2" not in letter.text
    assert sorted(Message.objects.values_list("recipient_name", flat=True)) == [
        "Докладчиков Пётр Пробович",
        "Отдел 0",
        "Отдел 1",
    ]


def test_undo_takes_unsent_letters_back_with_the_reason(office, whole):
    address = moved(office, whole)
    page = text(office.post(f"{address}undo/", follow=True))
    assert set(Message.objects.values_list("state", "taken_back_why")) == {("cancelled", "Изменение отменено")}
    assert "4 письма взяты назад из исходящих" in page
    assert "Направить" not in page


def test_undo_offers_a_correction_to_those_whose_letter_has_left(office, whole):
    address = moved(office, whole)
    sent(Message.objects.get(recipient_name="Отдел 0"))
    page = text(office.post(f"{address}undo/", follow=True))
    assert "1 письмо об изменении уже отправлено" in page
    assert "Направить 1 письмо-поправку" in page
    page = text(office.post(f"{address}correct/", follow=True))
    assert "Направить" not in page
    letter = Message.objects.get(subject="Поправка: Праздник")
    assert (letter.recipient_name, letter.state) == ("Отдел 0", "waiting")
    assert "Срок: 12 августа 2026 года, 14:00" in letter.text.replace("\N{NO-BREAK SPACE}", " ")
    office.post(f"{address}correct/")
    assert Message.objects.filter(subject="Поправка: Праздник").count() == 1


def test_standing_change_has_nothing_to_correct(office, whole):
    address = moved(office, whole)
    assert "Изменение действует" in text(office.post(f"{address}correct/", follow=True))
    with pytest.raises(RefusedError, match="действует"):
        write_corrections(Change.objects.earliest("pk"), by=BY)


def test_part_that_moved_by_itself_keeps_its_letters_when_another_change_is_taken_back(office, whole):
    part = Event.objects.get(title="Часть 1")
    own = moved(office, part)
    other = moved(office, Event.objects.get(title="Часть 2"))
    office.post(f"{other}undo/")
    kept = Message.objects.filter(state="waiting")
    assert {each.cause for each in kept} == {
        f"event-change-{ProposedChange.objects.get(pk=own.split('/')[2]).change_id}"
    }
    assert facts_of(Event.objects.get(pk=part.pk)).timing == timing("20 августа, 14:00")
