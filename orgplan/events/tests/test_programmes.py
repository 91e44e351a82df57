"""Programmes: written by the department, chosen on the card, asked for by the filter."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.actions.programmes import ProgrammeFacts, put_into_programmes, write_programme
from orgplan.events.models import Programme, UndoStep
from orgplan.events.tests.factories import BY, event

pytestmark = pytest.mark.django_db
FACTS = {"name": "80 лет Победы", "code": "ПОБЕДА-80", "first_year": "2024", "last_year": "2025"}


def programme(name: str = "80 лет Победы", code: str = "ПОБЕДА-80") -> Programme:
    return write_programme(facts=ProgrammeFacts(name, code, 2024, 2025), by=BY)


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT, unit=directory.unit())


def card_of(made) -> dict[str, object]:
    """Return what the card of an event posts."""
    facts = {"title": made.title, "wording": made.wording, "owner": made.owner_id, "kind": made.kind}
    return facts | {"level": made.level, "edition": made.edition, "opened": "{}"}


def test_programme_is_recorded_and_changed(office):
    assert office.post("/events/programmes/new/", FACTS).status_code == 303
    made = Programme.objects.get()
    assert (made.years, str(made)) == ("2024–2025", "80 лет Победы")
    assert office.post(f"/events/programmes/{made.pk}/", FACTS | {"first_year": "2025", "edition": made.edition})
    assert Programme.objects.get().years == "2025"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "80 ЛЕТ победы"}, "Так уже названа другая программа"),
        ({"code": "победа-80"}, "Так уже названа другая программа"),
        ({"first_year": "2026"}, "Последний год раньше первого"),
    ],
)
def test_wrong_programme_is_answered_in_words(wrong, words, office):
    programme()
    other = {"name": "Другая", "code": "ДР"} | {key: FACTS[key] for key in ("first_year", "last_year")}
    answer = office.post("/events/programmes/new/", other | wrong)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_second_of_two_who_change_a_programme_is_told(office):
    made = programme()
    posted = FACTS | {"edition": made.edition}
    assert office.post(f"/events/programmes/{made.pk}/", posted | {"name": "Победа"}).status_code == 303
    assert office.post(f"/events/programmes/{made.pk}/", posted | {"name": "Восемьдесят лет"}).status_code == 409
    assert Programme.objects.get().name == "Победа"


def test_card_of_an_event_chooses_its_programmes(office):
    first, second = programme(), programme("Культурная столица", "КС")
    made = event("12 августа 2026 года, 14:00–15:30")
    put_into_programmes(made, programmes=[first], by=BY)
    assert office.post(f"/events/{made.pk}/edit/", card_of(made) | {"programmes": [second.pk]}).status_code == 303
    assert list(made.programmes.all()) == [second]
    assert "Культурная столица" in office.get(f"/events/{made.pk}/").content.decode()


def test_new_event_stands_in_its_programme(office):
    chosen = programme()
    facts = {"title": "Митинг", "wording": "9 мая 2027 года, 10:00", "owner": directory.unit().pk}
    facts |= {"kind": "ceremony", "level": "city", "programmes": [chosen.pk]}
    assert office.post("/events/new/", facts).status_code == 303
    assert [each.title for each in chosen.events.all()] == ["Митинг"]


@pytest.mark.parametrize("address", ["/events/?since=&programme={}", "/calendar/list/2026-08-12/?programme={}"])
def test_filter_leaves_the_events_of_the_programme(address, office):
    chosen = programme()
    put_into_programmes(event(title="Митинг Пробный"), programmes=[chosen], by=BY)
    event(title="Планёрка Пробная")
    page = office.get(address.format(chosen.pk)).content.decode()
    assert ("Митинг Пробный" in page, "Планёрка Пробная" in page) == (True, False)


def test_list_of_programmes_counts_what_the_reader_may_see(client_of):
    own = directory.unit()
    chosen = programme()
    for owner in (own, directory.unit()):
        put_into_programmes(event(owner=owner), programmes=[chosen], by=BY)
    page = client_of(Role.COORDINATOR, unit=own).get("/events/programmes/")
    assert [each.number for each in page.context["programmes"]] == [1]


def test_programme_and_its_events_are_found_by_its_name(office):
    made = event(title="Митинг Пробный")
    put_into_programmes(made, programmes=[programme()], by=BY)
    for address in ("/search/?q=победа", "/search/palette/?q=победы"):
        page = office.get(address).content.decode()
        assert ("80 лет Победы" in page, "Митинг Пробный" in page) == (True, True), address


def test_taking_a_change_of_the_card_back_restores_its_programmes(office):
    first, second = programme(), programme("Культурная столица", "КС")
    made = event("12 августа 2026 года, 14:00–15:30")
    put_into_programmes(made, programmes=[first], by=BY)
    title = made.title
    office.post(f"/events/{made.pk}/edit/", card_of(made) | {"programmes": [second.pk], "title": "Иначе"})
    office.post(f"/events/undo/{UndoStep.objects.latest('pk').pk}/")
    made.refresh_from_db()
    assert (list(made.programmes.all()), made.title) == ([first], title)
