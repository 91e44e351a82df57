"""Programmes: written by the department, chosen on the card, asked for by the filter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orgplan.accounts.rules import Role
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions.programmes import (
    ProgrammeFacts,
    facts_of_programme,
    put_into_programme,
    put_into_programmes,
    remove_programme,
    write_programme,
)
from orgplan.events.models import Programme, UndoStep
from orgplan.events.queries.programmes import within
from orgplan.events.tests.factories import BY, event

pytestmark = pytest.mark.django_db


def programme(name: str = "80 лет Победы", code: str = "ПОБЕДА-80") -> Programme:
    return write_programme(facts=ProgrammeFacts(name, code, 2024, 2025), by=BY)


def section(parent: Programme, name: str) -> Programme:
    facts = ProgrammeFacts(name, "", parent.first_year, parent.last_year, parent=parent, is_section=True)
    return write_programme(facts=facts, by=BY)


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT, unit=directory.unit())


def card_of(made) -> dict[str, object]:
    """Return what the card of an event posts."""
    facts = {"title": made.title, "wording": made.wording, "owner": made.owner_id, "kind": made.kind}
    return facts | {"level": made.level, "edition": made.edition, "opened": "{}"}


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


def test_filter_by_a_programme_holds_what_stands_in_its_sections(office):
    whole = programme()
    inner = section(whole, "Память")
    deepest = section(inner, "Мемориалы")
    for place, title in ((whole, "Сбор Первый"), (inner, "Сбор Второй"), (deepest, "Сбор Третий")):
        put_into_programmes(event(title=title), programmes=[place], by=BY)
    pages = [office.get(f"/events/?since=&programme={each.pk}").content.decode() for each in (whole, inner, deepest)]
    words = ("Сбор Первый", "Сбор Второй", "Сбор Третий")
    assert [[word in page for word in words] for page in pages] == [
        [True, True, True],
        [False, True, True],
        [False, False, True],
    ]


def test_section_takes_its_years_from_the_programme_and_follows_it(office):
    whole = programme()
    inner = section(whole, "Память")
    assert inner.years == "2024–2025"
    facts = replace(facts_of_programme(whole), first_year=2023)
    write_programme(facts=facts, programme=whole, edition=whole.edition, by=BY)
    assert Programme.objects.get(pk=inner.pk).years == "2023–2025"


def test_programme_moved_into_another_takes_its_sections_along():
    outer, inner = programme("Большая", "БОЛ"), programme("Малая", "МАЛ")
    part = section(inner, "Раздел")
    facts = replace(facts_of_programme(inner), parent=outer)
    write_programme(facts=facts, programme=inner, edition=inner.edition, by=BY)
    part.refresh_from_db()
    assert part.keys_above() == [outer.pk, inner.pk]
    assert Programme.objects.filter(within(outer)).count() == 3


def test_programme_cannot_be_put_into_what_lies_in_it():
    whole = programme()
    inner = write_programme(facts=ProgrammeFacts("Внутри", "ВН", 2024, 2025, parent=whole), by=BY)
    with pytest.raises(RefusedError, match="не может входить"):
        write_programme(
            facts=replace(facts_of_programme(whole), parent=inner), programme=whole, edition=whole.edition, by=BY
        )


def test_removed_section_leaves_its_events_to_the_programme():
    whole = programme()
    inner = section(whole, "Память")
    made = event()
    put_into_programmes(made, programmes=[inner], by=BY)
    remove_programme(inner, edition=inner.edition, by=BY)
    assert list(made.programmes.all()) == [whole]
    with pytest.raises(RefusedError, match="ещё есть мероприятия"):
        remove_programme(whole, edition=whole.edition, by=BY)


def test_event_put_into_a_section_leaves_the_other_section_of_the_programme_only():
    whole, other = programme(), programme("Культурная столица", "КС")
    first, second = section(whole, "Первый"), section(whole, "Второй")
    made = event()
    put_into_programmes(made, programmes=[first, other], by=BY)
    assert put_into_programme(programme=second, events=[made], by=BY) == 1
    assert set(made.programmes.all()) == {second, other}
    assert put_into_programme(programme=second, events=[made], by=BY) == 0


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
