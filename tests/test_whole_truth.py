"""An event that stands in every room moves, goes elsewhere, is cancelled: nothing that is live says what was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.availability.actions.bookings import book_venue
from orgplan.availability.models import VenueBooking
from orgplan.changes.queries import change_of, groups_of
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document, OutdatedFact
from orgplan.events.actions import EventFacts, Participant, apply_change, decide_effects, facts_of, prepare_change
from orgplan.events.actions.taking_back import take_back_change
from orgplan.events.following import Decision
from orgplan.events.models import Event, ProposedChange
from orgplan.events.rules import Basis, ParticipationKind
from orgplan.events.rules.rewording import day_forms
from orgplan.events.tests.factories import event
from orgplan.folders.actions import NoteFacts, write_note
from orgplan.folders.actions.briefings import BriefingFacts, write_briefing
from orgplan.folders.models import Briefing, LeaderNote
from orgplan.folders.rules.kinds import NoteKind
from orgplan.instructions.tests.factories import instruction
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.minutes.models import MinutesLine
from orgplan.minutes.tests.factories import minutes
from orgplan.notices.models import Message
from orgplan.notices.tests import factories as notices
from orgplan.preparation.tests import factories as preparation
from orgplan.quotas.tests import factories as quotas
from orgplan.resources.models import Need
from orgplan.resources.tests import factories as resources
from orgplan.scripts.models import Script
from orgplan.scripts.tests import factories as scripts

pytestmark = pytest.mark.django_db
BY = System("тест")
OLD, NEW = date(2036, 8, 1), date(2036, 8, 8)
WHEN, THEN = "1 августа 2036 года, 10:00–12:00", "8 августа 2036 года, 10:00–12:00"
HISTORY = re.compile(r'<ol class="history.*?</ol>', re.DOTALL)


@pytest.fixture
def city(client):
    """An event with something in every room, its papers printed, a letter of it waiting."""
    unit, venue = directory.unit("Округ", email="o@omsk.example"), directory.venue("Концертный зал")
    hall = directory.venue("Дворец молодёжи")
    leader, deputy = directory.person("Мэрова"), directory.person("Первый")
    user = accounts.user()
    of = event(
        WHEN,
        title="День города",
        venue=venue,
        participants=(Participant(ParticipationKind.HOSTS, person=leader),),
    )
    book_venue(of, by=BY)
    preparation.step(of, "Разослать приглашения", unit=unit)
    preparation.step(of, "Репетиция перед 1 августа 2036 года", paper="Схема на 01.08.2036")
    preparation.step(of, "Собрать ответы к 15 июля")
    script = scripts.script(event=of)
    scripts.item(script, "Открытие 1 августа", text="Добрый день. Сегодня 01.08.2036, Концертный зал.", person=leader)
    scripts.item(script, "Салют", place="Концертный зал", hold="exactly", hold_at=time(11, 0))
    need = resources.need(of, resources.resource(keeper=unit), 10)
    Need.objects.filter(pk=need.pk).update(note="Сцена к 1 августа, монтаж с 30 июля")
    made, share = quotas.asked(of, unit, due_on=date(2036, 7, 21), gathering="1 августа, у сквера")
    greets = BriefingFacts(greeter="У входа в Концертный зал, 1 августа 2036 года, в 10:00")
    write_briefing(of, facts=greets, by=BY)
    write_note(of, facts=NoteFacts(leader, NoteKind.SPEECH, "Дорогие омичи, 1 августа мы празднуем."), by=BY)
    notices.message(
        about_label="День города",
        about_url=f"/events/{of.pk}/",
        subject="Приглашение на 1 августа",
        text=f"Ждём вас: {WHEN}, Концертный зал.",
        held=True,
    )
    client.force_login(user)
    for name, keys in (
        ("quotas:letter", [share.pk, "docx"]),
        ("quotas:table", [made.pk, "docx"]),
        ("scripts:paper", [script.pk, "script", "docx"]),
    ):
        assert client.get(reverse(name, args=keys)).status_code == 200
    return {"of": of, "user": user, "script": script, "quota": made, "hall": hall, "leader": leader, "deputy": deputy}


def _update_all(of: Event, facts: EventFacts, user: Any) -> Any:
    """Make the change with «update all», and «notify» where nothing can be updated."""
    of = Event.objects.get(pk=of.pk)
    proposed = prepare_change(of, facts=facts, edition=of.edition, reason="Ремонт", basis=Basis("записка"), by=user)
    single = {
        (group.key, line.effect.key): next(
            each for each in (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE) if each in line.effect.may
        )
        for group in groups_of(proposed, change_of(proposed), user)
        for line in group.lines
    }
    proposed = decide_effects(proposed, groups={key: Decision.LEAVE for key, _name in single}, single=single, by=user)
    return apply_change(proposed, by=user)


def _papers() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of the latest version of each paper."""
    latest = {each.subject: each for each in Document.objects.order_by("number")}
    for each in latest.values():
        with each.file.open("rb") as file:
            word = Word(BytesIO(file.read()))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        yield each.title, "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def _letters() -> Iterator[tuple[str, str]]:
    """Yield the letters that have not left, but those of the change: they say what was and what is."""
    for each in Message.objects.filter(state__in=("held", "waiting")).exclude(cause__startswith="event-change"):
        yield each.recipient_name, f"{each.subject}\n{each.text}"


def _pages(city: Any, client: Any) -> Iterator[tuple[str, str]]:
    """Yield the pages of the event in every room, without the history, which keeps what was."""
    of = city["of"].pk
    for name, key in (
        ("scripts:script", city["script"].pk),
        ("quotas:quota", city["quota"].pk),
        ("quotas:of_event", of),
        ("resources:of_event", of),
        ("preparation:plan", of),
    ):
        answer = client.get(reverse(name, args=[key]))
        assert answer.status_code == 200
        yield name, HISTORY.sub("", answer.content.decode())


def _more_rooms(city: Any) -> tuple[tuple[str, list[int]], ...]:
    """Return more pages about the event, with the keys of their addresses."""
    return (
        ("scripts:list", []),
        ("scripts:live", [city["script"].pk]),
        ("folders:briefing", [city["of"].pk]),
        ("quotas:change", [city["quota"].pk]),
    )


def _live(city: Any, client: Any) -> Iterator[tuple[str, str]]:
    yield from _papers()
    yield from _letters()
    yield from _pages(city, client)
    yield from (("briefing", each.greeter) for each in Briefing.objects.all())


def _found(words: tuple[str, ...], live: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    said = [re.compile(rf"(?<!\w){re.escape(each)}(?!\w)") for each in words]
    plain = ((name, text.replace("\N{NO-BREAK SPACE}", " ")) for name, text in live)
    return [(name, each.pattern) for name, text in plain for each in said if each.search(text)]


def test_the_old_day_stands_everywhere_before(city, client):
    places = {name for name, _words in _found(day_forms(OLD), _live(city, client))}
    assert {"scripts:script", "quotas:quota", "Разнарядка: зрители"} <= places


def test_a_moved_event_leaves_the_old_day_nowhere(city, client):
    facts = facts_of(city["of"]).moved(read_timing(THEN, Period.year(2036)).timing)
    _update_all(city["of"], facts, city["user"])
    assert _found(day_forms(OLD), _live(city, client)) == []
    assert Script.objects.get().day == NEW
    assert "8 августа" in LeaderNote.objects.get().text
    assert [
        row.start.date() for each in VenueBooking.objects.filter(state="prebooked") for row in each.times.all()
    ] == [NEW]
    latest = {each.subject: each.pk for each in Document.objects.order_by("number")}
    assert not OutdatedFact.objects.filter(document__in=latest.values()).exists()


def test_days_written_by_hand_are_named_for_a_person_to_look_at(city, client):
    of = city["of"]
    facts = facts_of(of).moved(read_timing(THEN, Period.year(2036)).timing)
    change = prepare_change(of, facts=facts, edition=of.edition, reason="Ремонт", by=city["user"])
    page = client.get(reverse("changes:change", args=[change.pk])).content.decode()
    listed = page.partition("Посмотрите сами")[2]
    assert "15 июля" in listed
    assert "30 июля" in listed
    assert reverse("preparation:plan", args=[of.pk]) in listed
    assert "«1 августа»" not in listed  # that one is put into the new words
    assert "01.08.2036" not in listed


def _given_at(of: Event, text: str) -> None:
    """Put an instruction out of the event's minutes on control."""
    kept = minutes(event=of)
    MinutesLine.objects.create(minutes=kept, position=1, raw=text, text=text, instruction=instruction(text=text))


def _moved_by_page(city: Any, client: Any) -> ProposedChange:
    of = Event.objects.get(pk=city["of"].pk)
    facts = facts_of(of).moved(read_timing(THEN, Period.year(2036)).timing)
    change = prepare_change(of, facts=facts, edition=of.edition, reason="Ремонт", by=city["user"])
    client.post(reverse("changes:change", args=[change.pk]), {"do": "apply", "reason": "Ремонт", "edition": "1"})
    change.refresh_from_db()
    assert change.state == "applied"
    return change


def test_wishes_to_halls_and_instructions_that_name_a_day_are_among_them(city, client):
    VenueBooking.objects.update(note="Ключи с 30 июля")
    _given_at(city["of"], "Убрать площадь к 31 июля")
    of = Event.objects.get(pk=city["of"].pk)
    facts = facts_of(of).moved(read_timing(THEN, Period.year(2036)).timing)
    change = prepare_change(of, facts=facts, edition=of.edition, reason="Ремонт", by=city["user"])
    listed = client.get(reverse("changes:change", args=[change.pk])).content.decode().partition("Посмотрите сами")[2]
    assert "Пожелание владельцу зала: Концертный зал" in listed
    assert reverse("availability:booking", args=[VenueBooking.objects.get().pk]) in listed
    assert "31 июля" in listed


def test_texts_to_look_at_stay_on_the_page_of_the_change_until_they_are_ticked(city, client):
    change = _moved_by_page(city, client)
    page, deed = reverse("changes:change", args=[change.pk]), reverse("changes:looked", args=[change.pk])
    number = next(at for at, each in enumerate(change.looks) if "15 июля" in each.sentence)
    before = client.get(page).content.decode()
    assert "Посмотрите сами" in before
    assert before.count(f'action="{deed}"') == len(change.looks)
    for line in (str(number), str(number), "99", "вздор"):
        assert client.post(deed, {"line": line}).status_code == 303
    after = client.get(page).content.decode()
    assert after.count(f'action="{deed}"') == len(change.looks) - 1
    assert f"просмотрено: {city['user']}" in after
    other = client.__class__()
    other.force_login(accounts.user(Role.LEADER))
    assert "Посмотрите сами" not in other.get(page).content.decode()
    assert other.post(deed, {"line": "0"}).status_code == 403
    take_back_change(change.change, by=city["user"])
    assert "Посмотрите сами" not in client.get(page).content.decode()


def test_an_event_that_does_not_move_asks_nobody_to_look(city, client):
    of = city["of"]
    facts = facts_of(of).placed(city["hall"])
    change = prepare_change(of, facts=facts, edition=of.edition, reason="Ремонт", by=city["user"])
    assert "Посмотрите сами" not in client.get(reverse("changes:change", args=[change.pk])).content.decode()


def test_places_within_the_old_venue_are_named_for_a_person_to_look_at(city, client):
    scripts.item(city["script"], "Построение", place="у Вечного огня")
    of = Event.objects.get(pk=city["of"].pk)
    change = prepare_change(of, facts=facts_of(of).placed(city["hall"]), edition=1, reason="Ремонт", by=BY)
    listed = client.get(reverse("changes:change", args=[change.pk])).content.decode().partition("Посмотрите сами")[2]
    assert "пункты называют «у Вечного огня»: проверьте" in listed


def test_a_new_place_leaves_the_old_one_nowhere(city, client):
    facts = facts_of(city["of"]).placed(city["hall"])
    _update_all(city["of"], facts, city["user"])
    assert _found(("Концертный зал",), _live(city, client)) == []
    assert {str(each.venue) for each in VenueBooking.objects.filter(state="prebooked")} == {"Дворец молодёжи"}


def test_a_new_place_tells_those_who_prepare_and_those_who_bring(city):
    Unit.objects.update(email="u@omsk.example")
    of = Event.objects.get(pk=city["of"].pk)
    proposed = prepare_change(of, facts=facts_of(of).placed(city["hall"]), edition=of.edition, reason="Ремонт", by=BY)
    listed = {group.key: group.lines for group in groups_of(proposed, change_of(proposed), city["user"])}
    told = [each for each in listed["preparation.steps"] if each.effect.key.startswith("where-")]
    assert [each.effect.default for each in told] == [Decision.NOTIFY]
    assert "Дворец молодёжи" in str(told[0].effect.sentence)
    assert [each.effect.default for each in listed["resources.needs"]] == [Decision.NOTIFY]
    _update_all(city["of"], facts_of(city["of"]).placed(city["hall"]), city["user"])
    whys = " ".join(Message.objects.filter(cause__startswith="event-change").values_list("why", flat=True))
    assert "шаг подготовки" in whys


def test_a_cancelled_event_sends_nothing_more_and_frees_the_hall(city):
    _update_all(city["of"], facts_of(city["of"]).cancelled(), city["user"])
    assert [name for name, text in _letters() if "Ждём вас" in text] == []
    assert not VenueBooking.objects.filter(state="prebooked").exists()
    told = set(Message.objects.filter(cause__startswith="event-change").values_list("recipient_name", flat=True))
    assert "Округ" in told


def test_papers_of_a_cancelled_event_say_so_and_no_letter_asks_for_people(city, client):
    _given_at(city["of"], "Убрать площадь")
    of = Event.objects.get(pk=city["of"].pk)
    proposed = prepare_change(of, facts=facts_of(of).cancelled(), edition=of.edition, reason="Карантин", by=BY)
    groups = groups_of(proposed, change_of(proposed), city["user"])
    assert any("нужно ли ещё" in str(line.effect.sentence) for group in groups for line in group.lines)
    letters = Document.objects.filter(kind="quota_letter").count()
    _update_all(city["of"], facts_of(city["of"]).cancelled(), city["user"])
    assert Document.objects.filter(kind="quota_letter").count() == letters
    assert OutdatedFact.objects.filter(document__kind="quota_letter").exists()
    said = {
        title: "ОТМЕНЕНО (1 августа 2036 года" in text.replace("\N{NO-BREAK SPACE}", " ") for title, text in _papers()
    }
    assert {title for title, off in said.items() if off} == {"Разнарядка: зрители", "Сценарный план: День города"}


def test_an_event_that_is_held_after_all_asks_anew_and_tells_everybody(city):
    Unit.objects.update(email="u@omsk.example")
    _update_all(city["of"], facts_of(city["of"]).cancelled(), city["user"])
    Message.objects.all().delete()
    of = Event.objects.get(pk=city["of"].pk)
    proposed = prepare_change(of, facts=facts_of(of).reinstated(), edition=of.edition, reason="Снят", by=BY)
    listed = {group.key: group.lines for group in groups_of(proposed, change_of(proposed), city["user"])}
    for key, words in (("quotas.quotas", "всё же состоится"), ("resources.needs", "всё же понадобится")):
        told = [each.effect for each in listed[key] if each.effect.default == Decision.NOTIFY]
        assert [words in str(each.sentence) for each in told] == [True], key
    _update_all(of, facts_of(of).reinstated(), city["user"])
    assert [str(each.venue) for each in VenueBooking.objects.filter(state="prebooked")] == ["Концертный зал"]
    assert Message.objects.filter(cause__startswith="event-change", why__contains="шаг подготовки").exists()


def test_every_room_says_that_the_event_is_cancelled(city, client):
    assert [name for name, text in _pages(city, client) if "отменено" in text] == []
    _update_all(city["of"], facts_of(city["of"]).cancelled(), city["user"])
    more = [(each, reverse(each, args=key)) for each, key in _more_rooms(city)]
    pages = [*_pages(city, client), *((name, client.get(address).content.decode()) for name, address in more)]
    assert [name for name, text in pages if '<span class="tag bad">отменено</span>' not in text] == []


def test_who_comes_instead_stands_in_the_script_and_its_papers(city, client):
    _update_all(city["of"], facts_of(city["of"]).handed_over(city["leader"], city["deputy"]), city["user"])
    assert _found(("Мэрова",), _papers()) == []
    assert [each.person for each in Script.objects.get().items.all()] == [city["deputy"], None]
    assert LeaderNote.objects.get().person == city["deputy"]


def test_everybody_who_stays_reads_who_comes_instead(city):
    of = Event.objects.get(pk=city["of"].pk)
    after = facts_of(of).handed_over(city["leader"], city["deputy"])
    proposed = prepare_change(of, facts=after, edition=of.edition, reason="Болезнь", by=BY)
    groups = {group.key: group.lines for group in groups_of(proposed, change_of(proposed), city["user"])}
    said = [str(each.effect.sentence).partition(" · ")[0] for each in groups["events.participants"]]
    assert all(said)
    assert any(each.startswith("участвует, как и прежде; другие: Мэрова") for each in said)


def test_what_went_along_comes_back_with_the_change(city, client):
    facts = facts_of(city["of"]).moved(read_timing(THEN, Period.year(2036)).timing)
    done = _update_all(city["of"], facts, city["user"])
    take_back_change(done.change, by=city["user"])
    assert Script.objects.get().day == OLD
    assert _found(day_forms(NEW), (each for each in _letters() if "Приглашение" in each[1])) == []
    assert _found(day_forms(NEW), iter([_page_of_script(city, client)])) == []


def _page_of_script(city: Any, client: Any) -> tuple[str, str]:
    return next(each for each in _pages(city, client) if each[0] == "scripts:script")
