"""The line of a new event: its page, what is asked, what is written, and that no word is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.directory.models import Person, Position
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event, UndoStep
from orgplan.events.tests.test_phrases import known
from orgplan.language.periods import Period, PeriodKind
from orgplan.language.phrase.reading import read_phrase
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.writing import write_timing

WORDS = ("брысь", "квазар", "тополь", "шуршать", "жёлудь", "облепиха", "зябко")
TODAY = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(TODAY, st.lists(st.sampled_from(WORDS), max_size=6), st.sampled_from(["завтра 10:00", "5 декабря", "чт", ""]))
@settings(max_examples=60, deadline=None)
def test_unknown_words_stay_in_the_title_in_their_order(today: date, words: list[str], time: str) -> None:
    assert read_phrase(f"{time} {' '.join(words)}", today, known()).title == " ".join(words)


@given(TODAY, st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(today: date, text: str) -> None:
    phrase = read_phrase(text, today, known())
    assert phrase.title == phrase.title.strip()


@given(TODAY, st.integers(0, 6))
@settings(max_examples=40, deadline=None)
def test_weekday_is_the_nearest_one(today: date, number: int) -> None:
    name = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")[number]
    (one,) = read_phrase(f"{name} 15:00 штаб", today, known()).timing.occurrences
    assert one.start is not None
    assert (one.start.weekday(), today <= one.start < today + timedelta(days=7)) == (number, True)


@given(
    TODAY, st.sampled_from(["на следующей неделе", "чт 15:00 2 ч", "через неделю", "в декабре", "по пятницам в 9:00"])
)
@settings(max_examples=40, deadline=None)
def test_time_is_read_back_from_its_words(today: date, said: str) -> None:
    timing = read_phrase(f"{said} штаб", today, known()).timing
    period = Period(today - timedelta(days=30), today + timedelta(days=335), PeriodKind.RANGE)
    again = read_timing(write_timing(timing), period).timing
    assert (again.occurrences, timing.kind == TimingKind.PERIOD or again == timing) == (timing.occurrences, True)


def post_of(surname: str, title: str, order: int | None, first_name: str = "Пётр") -> Person:
    person = Person.objects.create(surname=surname, first_name=first_name, patronymic="Ильич", gender="m")
    if order:
        Position.objects.create(person=person, unit=directory.unit("Руководство"), title=title, leader_order=order)
    return person


@pytest.mark.django_db
def test_line_becomes_an_event_that_can_be_taken_back(client_of):
    unit = directory.unit("Отдел организационной работы")
    mayor = post_of("Выдуманов", "Мэр города Омска", 1)
    client = client_of(Role.DEPARTMENT, unit=unit)
    answer = client.post("/events/quick/", {"say": "12.09.2027 15:00 встреча с делегацией, каб. 401, 1 ч, ведёт мэр"})
    made = Event.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/events/{made.pk}/")
    assert (made.title, made.when) == ("Встреча с делегацией", "12 сентября 2027 года, 15:00–16:00")
    assert (made.where, made.host, made.owner) == ("каб. 401", mayor, unit)
    assert Entry.objects.filter(verb="events.create_event").count() == 1
    assert client.post(f"/events/undo/{UndoStep.objects.get().pk}/").status_code == 303
    assert Event.objects.get().is_deleted


@pytest.mark.django_db
def test_two_people_of_one_name_are_asked_about(client_of):
    client = client_of(Role.DEPARTMENT, unit=directory.unit())
    first, _second = post_of("Иванов", "", None), post_of("Иванов", "", None, "Павел")
    said = {"say": "завтра 10:00 совещание, Иванов"}
    asked = client.post("/events/quick/", said)
    assert (asked.status_code, Event.objects.count()) == (422, 0)
    assert "О ком речь: «Иванов»" in asked.content.decode()
    assert client.post("/events/quick/", said | {"who_0": first.pk}).status_code == 303
    assert Event.objects.get().leaders == [first]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Напишите, когда и что пройдёт"),
        ("завтра 10:00", "что это за мероприятие"),
        ("совещание по снегу", "когда оно пройдёт"),
    ],
)
def test_line_that_lacks_something_is_kept_and_told(text, sentence, client_of):
    answer = client_of(Role.DEPARTMENT, unit=directory.unit()).post("/events/quick/", {"say": text})
    page = answer.content.decode()
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    assert sentence in page
    assert f'value="{text}"' in page or not text


@pytest.mark.django_db
def test_line_is_shown_part_by_part_while_it_is_typed(client_of, django_assert_num_queries):
    client = client_of(Role.DEPARTMENT, unit=directory.unit())
    client.get("/events/new/")
    with django_assert_num_queries(6):
        page = client.get("/events/new/", {"say": "chtlf 10:00 ikzgf"}, headers={"HX-Request": "true"}).content.decode()
    assert "Шляпа" in page
    assert "10:00" in page
    assert "<html" not in page


@pytest.mark.django_db
def test_whole_card_is_filled_by_the_line(client_of):
    unit = directory.unit()
    post_of("Выдуманов", "Мэр города Омска", 1)
    page = client_of(Role.DEPARTMENT, unit=unit).get("/events/new/", {"say": "12.09.2027 10:00 парад, мэр"})
    form = page.context["form"]
    assert (form.initial["title"], form.initial["wording"]) == ("Парад", "12 сентября 2027 года, 10:00")
    assert len(form.initial["leaders"]) == 1


@pytest.mark.django_db
def test_speaker_named_in_the_line_outlives_a_change_by_the_card(client_of):
    unit = directory.unit()
    post_of("Выдуманов", "Мэр города Омска", 1)
    client = client_of(Role.DEPARTMENT, unit=unit)
    client.post("/events/quick/", {"say": "12.09.2027 10:00 совет, докладывает Выдуманов"})
    made = Event.objects.get()
    form = {"title": "Совет", "wording": made.wording, "owner": unit.pk, "kind": "session", "level": "city"}
    assert client.post(f"/events/{made.pk}/edit/", form | {"edition": made.edition}).status_code == 303
    assert [(each.kind, str(each)) for each in made.participations.all()] == [("speaks", "Выдуманов Пётр Ильич")]
