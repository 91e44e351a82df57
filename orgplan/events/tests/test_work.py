"""Work on the list: windows, many at once, one field in place, taking back, the basket."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import RefusedError
from orgplan.core.pages import keyed_window
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import (
    Chosen,
    Wanted,
    change_event,
    change_with_undo,
    delete_with_undo,
    empty_basket,
    facts_of,
    put_into_basket,
    restore_events,
    take_back,
    to_plain,
)
from orgplan.events.models import Event, Tombstone, UndoStep
from orgplan.events.queries import EventFilter, matching
from orgplan.events.queries.shown import list_rows
from orgplan.events.rules import EventKind, replaced_words, shift_days
from orgplan.events.tests.factories import BY, event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))


@given(days=st.lists(DAYS, min_size=1, max_size=5), shift=st.integers(-366, 366))
def test_shift_there_and_back_is_no_shift(days, shift):
    timing = Timing(TimingKind.DAYS, tuple(Occurrence(day, day) for day in days))
    moved = shift_days(timing, shift)
    assert moved is not None
    assert shift_days(moved, -shift) == timing


@pytest.mark.parametrize("count", [0, 1, 3, 7])
@pytest.mark.parametrize("sort", ["when", "-when", "title", "-changed"])
@pytest.mark.parametrize(("bound", "from_end"), [(0, False), (0, True), (100, False)])
def test_windows_cover_each_row_once_and_in_order(count, sort, bound, from_end):
    for number in range(count):
        event(f"{1 + number % 3} августа 2026 года", title=f"Дело {number % 2}")
    user = accounts.user(Role.DEPARTMENT)
    rows = matching(user, EventFilter(sort=sort))
    fetch = partial(list_rows, year=2026, may_choose=True, may_edit=bool)
    shown = []
    for page in range(1, 5):
        request = RequestFactory().get("/", {"page": page})
        window = keyed_window(request, rows, fetch, bound=bound, from_end=from_end, size=2)
        if window.number == page:
            shown += [each.key for each in window.items]
    assert shown == [each.pk for each in rows]


def test_words_are_found_whatever_their_case_and_in_the_venue():
    event(title="Ёлка на площади")
    event(title="Приём", venue=directory.venue("Дворец «Звёздный»"))
    event(title="Заседание")
    user = accounts.user(Role.DEPARTMENT)
    for words, titles in {"елка": ["Ёлка на площади"], "ЗВЕЗДНЫЙ": ["Приём"], "приём дворец": ["Приём"]}.items():
        assert [each.title for each in matching(user, EventFilter(words=words))] == titles


def posted(page: str) -> dict[str, str]:
    """Return the hidden values of the form of a page."""
    found = re.findall(r'name="(chosen|apply|query|row|seen)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def test_many_are_changed_after_a_preview_and_taken_back_as_one(office):
    mine = [event(title=f"Фестиваль {number}", kind=EventKind.OTHER) for number in range(3)]
    before = [to_plain(facts_of(each)) for each in mine]
    first = office.post("/events/bulk/", {"row": [each.pk for each in mine]}).content.decode()
    change = posted(first) | {"days": "7", "kind": "culture", "find": "фестиваль", "put": "Праздник"}
    preview = office.post("/events/bulk/", change | {"preview": "1"}).content.decode()
    assert Event.objects.filter(kind="culture").count() == 0
    assert "19 августа" in preview
    assert re.search(r"Изменить 3\s+мероприятия", preview)
    answer = office.post("/events/bulk/", change | posted(preview))
    assert answer.status_code == 303
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Праздник 0", "Праздник 1", "Праздник 2"]
    step = UndoStep.objects.get()
    office.post(f"/events/undo/{step.pk}/")
    assert [to_plain(facts_of(Event.objects.get(pk=each.pk))) for each in mine] == before


def test_list_keeps_its_filter_after_many_were_changed_or_deleted(office):
    mine = event(title="Концерт")
    chosen = {"row": [mine.pk], "query": "q=Концерт&since="}
    first = office.post("/events/bulk/", chosen).content.decode()
    assert 'href="/events/?q=%D0%9A' in first
    change = posted(first) | {"kind": "culture"}
    preview = office.post("/events/bulk/", change | {"preview": "1"}).content.decode()
    there = office.post("/events/bulk/", change | posted(preview)).headers["Location"]
    assert dict(parse_qsl(there.partition("?")[2], keep_blank_values=True)) == {"q": "Концерт", "since": ""}
    asked = office.post("/events/basket/put/", chosen).content.decode()
    deleted = office.post("/events/basket/put/", posted(asked) | {"reason": "записано дважды"})
    assert deleted.headers["Location"] == there


@pytest.mark.parametrize(
    ("title", "find", "put", "after"),
    [
        ("Совещание у Мэра", "совещание", "рабочее совещание", "Рабочее совещание у Мэра"),
        ("Выездное совещание", "совещание", "заседание", "Выездное заседание"),
        ("Совещание", "Совещание", "ВКС", "ВКС"),
        ("Турнир «Снежинка»", "турнир", "Кубок", "Кубок «Снежинка»"),
        ("Турнир", "", "Кубок", "Турнир"),
    ],
)
def test_words_put_at_the_beginning_of_a_title_take_its_capital(title, find, put, after):
    assert replaced_words(title, find, put) == after


def test_preview_stands_anew_when_somebody_changed_a_row(office):
    mine = event(title="Концерт")
    change = posted(office.post("/events/bulk/", {"row": [mine.pk]}).content.decode()) | {"kind": "culture"}
    preview = office.post("/events/bulk/", change | {"preview": "1"}).content.decode()
    change_event(mine, facts=replace(facts_of(mine), title="Чужое слово"), edition=1, by=BY)
    answer = office.post("/events/bulk/", change | posted(preview))
    assert answer.status_code == 409
    assert "Чужое слово" in answer.content.decode()
    assert Event.objects.get().kind == EventKind.OTHER


def test_what_cannot_be_changed_says_why(client_of):
    unit = directory.unit("Департамент культуры")
    own, shared = event(owner=unit), event()
    shared.co_owners.add(unit)
    client = client_of(Role.COORDINATOR, unit=unit)
    chosen = posted(client.post("/events/bulk/", {"row": [own.pk, shared.pk]}).content.decode())
    page = client.post("/events/bulk/", chosen | {"kind": "culture", "preview": "1"}).content.decode()
    assert "мероприятие другого подразделения" in page
    assert re.search(r"Изменить 1\s+мероприятие", page)


def test_shown_field_opened_as_a_page_leads_to_the_card(office):
    mine = event(title="Концерт")
    address = f"/events/{mine.pk}/line/title/?shown"
    assert office.get(address)["Location"] == f"/events/{mine.pk}/"
    assert office.get(address, headers={"HX-Request": "true"}).status_code == 200


def test_one_field_is_changed_in_place_and_the_second_person_keeps_the_words(office):
    mine = event(title="Концерт")
    editor = office.get(f"/events/{mine.pk}/line/title/", headers={"HX-Request": "true"}).content.decode()
    assert 'name="edition" value="1"' in editor
    assert "<html" not in editor
    saved = {"edition": "1", "title": "Первое слово"}
    done = office.post(f"/events/{mine.pk}/line/title/", saved, headers={"HX-Request": "true"})
    assert "Первое слово" in done.content.decode()
    late = office.post(f"/events/{mine.pk}/line/title/", saved | {"title": "Второе"}, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert "Второе" in late.content.decode()
    assert Event.objects.get().title == "Первое слово"


def test_time_that_nobody_worded_opens_in_words(office):
    mine = event(wording="")
    assert 'value="12 августа 2026' in office.get(f"/events/{mine.pk}/line/wording/").content.decode()


@pytest.mark.parametrize(
    ("place", "typed", "venue", "words"),
    [
        ("", "Соборная площадь", "Соборная площадь", ""),
        ("", "Парк «Зелёный остров»", "Парк «Зелёный остров»", ""),
        ("", "площадь перед школой № 5", None, "площадь перед школой № 5"),
        ("", "", None, ""),
        ("у сцены", "у фонтана", "Соборная площадь", "у фонтана"),
    ],
)
def test_venue_opens_by_its_name_and_goes_with_the_words(office, place, typed, venue, words):
    square = directory.venue("Соборная площадь")
    directory.venue("Парк «Зелёный остров»")
    mine = event(venue=square, place=place)
    address = f"/events/{mine.pk}/line/place/"
    assert f'value="{place or square.name}"' in office.get(address).content.decode()
    office.post(address, {"edition": "1", "place": typed})
    now = Event.objects.select_related("venue").get()
    assert (now.venue.name if now.venue else None, now.place) == (venue, words)


def test_unread_date_in_place_is_said_and_saves_nothing(office):
    mine = event()
    answer = office.post(f"/events/{mine.pk}/line/wording/", {"edition": "1", "wording": "когда-нибудь"})
    assert answer.status_code == 422
    assert "не нашлось даты" in answer.content.decode()
    assert Event.objects.get().edition == 1


def test_taking_back_is_refused_where_somebody_changed_it_since():
    mine, user = event(title="Концерт"), accounts.user(Role.DEPARTMENT)
    step = change_with_undo(wanted=[Wanted(mine, replace(facts_of(mine), title="Моё"), 1)], by=user)
    now = Event.objects.get()
    change_event(now, facts=replace(facts_of(now), title="Чужое"), edition=now.edition, by=BY)
    with pytest.raises(RefusedError, match="после вас изменили"):
        take_back(step, by=user)
    assert Event.objects.get().title == "Чужое"


def test_deleted_event_leaves_the_list_and_comes_back():
    mine, user = event(title="Концерт"), accounts.user(Role.DEPARTMENT)
    step = delete_with_undo(chosen=[Chosen(mine, mine.edition)], reason="записано дважды", by=user)
    assert list(Event.objects.visible_to(user)) == []
    lying = Event.objects.visible_to(user, deleted=True).get()
    assert (lying.deleted_by, lying.deleted_why) == (str(user), "записано дважды")
    take_back(step, by=user)
    assert list(Event.objects.visible_to(user)) == [mine]


def test_basket_is_emptied_after_its_term_and_leaves_a_tombstone():
    mine = event()
    uid = mine.uid
    put_into_basket(chosen=[Chosen(mine, mine.edition)], by=BY)
    now = timezone.now()
    assert empty_basket(before=now - timedelta(days=30), by=BY) == 0
    assert empty_basket(before=now + timedelta(seconds=1), by=BY) == 1
    assert not Event.objects.exists()
    assert Tombstone.objects.get().uid == uid


def test_restored_twice_stays_restored():
    mine = event()
    put_into_basket(chosen=[Chosen(mine, mine.edition)], by=BY)
    restore_events(events=[mine], by=BY)
    assert restore_events(events=[mine], by=BY) == []
    assert Event.objects.kept().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_basket_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    for _number in range(count):
        mine = event()
        put_into_basket(chosen=[Chosen(mine, mine.edition)], by=BY)
    with django_assert_num_queries(10):
        office.get("/events/basket/")
