"""The pages of programmes: what is missing opens its list, sections, aims, papers, what counts."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document, OutdatedFact
from orgplan.events.actions import apply_change, decide_effects, facts_of, prepare_change
from orgplan.events.actions.programmes import ProgrammeFacts, put_into_programme, write_programme
from orgplan.events.models import Event, Programme
from orgplan.events.queries import EventFilter, matching
from orgplan.events.rules import Basis, Decision, EventState
from orgplan.events.tests.factories import event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.programmes.actions import set_gap
from orgplan.programmes.models import Aim, GapSetting
from orgplan.programmes.queries.gaps import active_gaps
from orgplan.programmes.queries.overview import overview

pytestmark = pytest.mark.django_db
BY = System("тест")
FACTS = {"name": "80 лет Победы", "code": "ПОБЕДА-80", "first_year": "2024", "last_year": "2025"}


def programme(name: str = "80 лет Победы", code: str = "ПОБЕДА-80", **more: Any) -> Programme:
    return write_programme(facts=ProgrammeFacts(name, code, 2024, 2028, **more), by=BY)


def section(parent: Programme, name: str) -> Programme:
    facts = ProgrammeFacts(name, "", parent.first_year, parent.last_year, parent=parent, is_section=True)
    return write_programme(facts=facts, by=BY)


def in_days(days: int, **facts: Any) -> Event:
    """An event so many days from today, the whole day."""
    day = timezone.localdate() + timedelta(days=days)
    made: dict[str, Any] = {"timing": Timing(TimingKind.DAYS, (Occurrence(day, day),)), "wording": ""}
    return event(**made | facts)


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT, unit=directory.unit())


def test_programme_is_recorded_and_changed(office):
    assert office.post("/programmes/new/", FACTS).status_code == 303
    made = Programme.objects.get()
    assert (made.years, str(made), made.path) == ("2024–2025", "80 лет Победы", f"/{made.pk}/")
    answer = office.post(f"/programmes/{made.pk}/change/", FACTS | {"first_year": "2025", "edition": made.edition})
    assert (answer.status_code, Programme.objects.get().years) == (303, "2025")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "80 ЛЕТ победы"}, "Так уже названа другая программа"),
        ({"code": "победа-80"}, "Так уже названа другая программа"),
        ({"first_year": "2029"}, "Последний год раньше первого"),
    ],
)
def test_wrong_programme_is_answered_in_words(wrong, words, office):
    programme()
    other = {"name": "Другая", "code": "ДР"} | {key: FACTS[key] for key in ("first_year", "last_year")}
    answer = office.post("/programmes/new/", other | wrong)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_second_of_two_who_change_a_programme_is_told(office):
    made = programme()
    posted = FACTS | {"edition": made.edition}
    assert office.post(f"/programmes/{made.pk}/change/", posted | {"name": "Победа"}).status_code == 303
    assert office.post(f"/programmes/{made.pk}/change/", posted | {"name": "Восемьдесят лет"}).status_code == 409
    assert Programme.objects.get().name == "Победа"


def test_section_and_aim_are_added_and_taken_away(office):
    made = programme()
    assert office.post(f"/programmes/{made.pk}/sections/new/", {"name": "Память", "position": 10}).status_code == 303
    inner = Programme.objects.get(parent=made)
    again = office.post(f"/programmes/{made.pk}/sections/new/", {"name": "ПАМЯТЬ", "position": 20})
    assert (again.status_code, "уже есть раздел" in again.content.decode()) == (422, True)
    assert office.post(f"/programmes/{inner.pk}/remove/", {"edition": inner.edition}).status_code == 303
    assert office.post(f"/programmes/{made.pk}/aims/new/", {"measure": "events", "target": 3}).status_code == 303
    twice = office.post(f"/programmes/{made.pk}/aims/new/", {"measure": "events", "target": 4})
    assert (twice.status_code, "Такой показатель" in twice.content.decode()) == (422, True)
    assert office.post(f"/programmes/aims/{Aim.objects.get().pk}/remove/").status_code == 303
    assert (Programme.objects.count(), Aim.objects.count()) == (1, 0)


def test_every_number_of_a_gap_is_that_of_its_list_and_readiness_is_their_union():
    whole = programme()
    part = section(whole, "Память")
    bare = in_days(10, kind="ceremony")
    loose = event(timing=Timing(TimingKind.UNSCHEDULED, ()), wording="", place="Зал")
    over = in_days(-10)
    far = in_days(400)
    cancelled = in_days(10, state=EventState.CANCELLED)
    put_into_programme(programme=part, events=[bare, loose], by=BY)
    put_into_programme(programme=whole, events=[over, far, cancelled], by=BY)
    in_days(10)  # of no programme
    reader, today = accounts.user(Role.DEPARTMENT), timezone.localdate()
    page = overview(reader, whole, today)

    def listed(gap: str) -> set[int]:
        wanted = EventFilter(facets={"programme": str(whole.pk), "gap": gap})
        return set(matching(reader, wanted).values_list("pk", flat=True))

    lists = {row.gap.name: listed(row.gap.name) for row in page.gaps}
    assert {row.gap.name: row.number for row in page.gaps} == {name: len(keys) for name, keys in lists.items()}
    assert lists["no_date"] == {loose.pk}
    assert lists["no_report"] == {over.pk}
    assert bare.pk in lists["no_venue"] & lists["no_responsible"] & lists["no_script"] & lists["no_steps"]
    assert listed("any") == set().union(*lists.values()) == {bare.pk, loose.pk, over.pk}
    assert listed("none") == {far.pk}
    assert (page.readiness.total, page.readiness.ready) == (4, 1)
    assert [(row.programme.name, row.readiness.total) for row in page.sections] == [("Память", 2)]
    assert page.outside is not None
    assert page.outside.readiness.total == 2


@pytest.mark.parametrize("count", [1, 5])
def test_list_of_what_lacks_something_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    whole = programme()
    put_into_programme(programme=whole, events=[in_days(10 + each) for each in range(count)], by=BY)
    address = f"/events/?since=&programme={whole.pk}&gap=any"
    office.get(address)
    with django_assert_num_queries(15):
        page = office.get(address)
    assert (page.context["window"].total, page.context["window"].more) == (count, False)


def test_gap_counts_from_the_day_that_people_set_or_not_at_all(office):
    whole = programme()
    put_into_programme(programme=whole, events=[in_days(30, place="")], by=BY)
    reader, today = accounts.user(Role.DEPARTMENT), timezone.localdate()

    def missing() -> int:
        return next((row.number for row in overview(reader, whole, today).gaps if row.gap.name == "no_venue"), -1)

    assert missing() == 1
    assert office.post("/programmes/gaps/no_venue/", {"is_on": "on", "days": 29}).status_code == 303
    assert missing() == 0
    stands = GapSetting.objects.get()
    office.post("/programmes/gaps/no_venue/", {"is_on": "on", "days": 30, "edition": stands.edition})
    assert missing() == 1
    set_gap("no_venue", is_on=True, days=None, kinds=["sport"], edition=GapSetting.objects.get().edition, by=BY)
    assert missing() == 0
    set_gap("no_venue", is_on=False, days=None, kinds=[], edition=GapSetting.objects.get().edition, by=BY)
    assert missing() == -1
    assert "no_venue" not in {each.name for each in active_gaps()}
    assert "не учитывается" in office.get("/programmes/gaps/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_whatever_the_number_of_events(number, office, django_assert_num_queries):
    whole = programme()
    for each in range(number):
        inner = section(whole, f"Раздел {each}")
        put_into_programme(programme=inner, events=[in_days(5 + each), in_days(20 + each)], by=BY)
    office.get(f"/programmes/{whole.pk}/")
    with django_assert_num_queries(13):
        page = office.get(f"/programmes/{whole.pk}/").content.decode()
    assert f"В программе {2 * number}" in page


@pytest.mark.parametrize("page", ["coverage", "timeline", "map"])
def test_other_pages_ask_few_queries_and_say_what_they_show(page, office, django_assert_max_num_queries):
    whole = programme()
    venue = directory.venue(district="Ленинский", latitude="54.95", longitude="73.38")
    put_into_programme(programme=section(whole, "Память"), events=[in_days(3, venue=venue)], by=BY)
    with django_assert_max_num_queries(10):
        shown = office.get(f"/programmes/{whole.pk}/{page}/").content.decode()
    words = {"coverage": "в Ленинском округе ничего", "timeline": "Память", "map": venue.name}
    assert words[page].lower() in shown.lower()


def test_cell_of_the_coverage_opens_as_many_events_as_it_says(office):
    whole = programme()
    venue = directory.venue(district="Ленинский")
    put_into_programme(programme=whole, events=[in_days(3, venue=venue), in_days(3, venue=venue)], by=BY)
    shown = office.get(f"/programmes/{whole.pk}/coverage/").content.decode()
    (address,) = re.findall(r'<td class="number"><a href="([^"]*since=\d[^"]*district[^"]*)">2</a>', shown)
    listed = office.get(address.replace("&amp;", "&"))
    assert listed.context["window"].total == 2


def test_list_of_programmes_counts_what_the_reader_may_see(client_of):
    own = directory.unit()
    whole = programme()
    put_into_programme(programme=whole, events=[in_days(300, owner=own), in_days(300)], by=BY)
    page = client_of(Role.COORDINATOR, unit=own).get("/programmes/")
    assert [each.readiness.total for each in page.context["rows"]] == [1]


def test_events_of_the_list_are_put_into_a_section(office):
    inner = section(programme(), "Память")
    chosen = [in_days(5), in_days(6)]
    rows = [each.pk for each in chosen]
    asked = office.post("/programmes/put/", {"row": rows})
    assert (asked.status_code, "Память" in asked.content.decode()) == (200, True)
    assert office.post("/programmes/put/", {"row": rows, "programme": ""}).status_code == 422
    assert office.post("/programmes/put/", {"row": rows, "programme": inner.pk}).status_code == 303
    assert set(inner.events.all()) == set(chosen)


def test_way_back_from_the_choice_of_a_programme_leads_to_the_same_filter(office):
    section(programme(), "Память")
    sent = {"row": [in_days(5).pk], "query": "q=митинг&since=2026-01-01", "programme": ""}
    there = "/events/?q=%D0%BC%D0%B8%D1%82%D0%B8%D0%BD%D0%B3&amp;since=2026-01-01"
    for page in (office.post("/programmes/put/", sent | {"programme": "нет"}), office.post("/programmes/put/", sent)):
        assert page.content.decode().count(f'href="{there}"') == 2
    nothing = office.post("/programmes/put/", sent | {"row": []})
    assert nothing["Location"] == there.replace("&amp;", "&")


def test_plan_is_printed_by_sections_and_registered_as_versions(office):
    whole = programme()
    put_into_programme(programme=section(whole, "Память"), events=[in_days(5, title="Митинг Пробный")], by=BY)
    put_into_programme(programme=whole, events=[in_days(6, title="Сбор Пробный")], by=BY)
    word = Word(BytesIO(office.get(f"/programmes/{whole.pk}/plan.docx").content))
    text = "\n".join(each.text for each in word.paragraphs) + "\n".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )
    assert ("1. Память" in text, "2. Другие мероприятия" in text, "ПРОЕКТ" in text.upper()) == (True, True, True)
    assert text.index("Митинг Пробный") < text.index("Сбор Пробный")
    assert office.get(f"/programmes/{whole.pk}/plan.pdf").content.startswith(b"%PDF")
    assert office.get(f"/programmes/{whole.pk}/plan.odt").status_code == 404
    assert not Document.objects.exists(), "a draft leaves no trace"
    assert office.post(f"/programmes/{whole.pk}/plan/register/").status_code == 303
    made = Document.objects.get()
    assert (made.number, made.is_draft, made.programme_paper.programme) == (1, False, whole)
    assert "План мероприятий, версия 1" in office.get(f"/programmes/{whole.pk}/").content.decode()


def test_printed_plan_follows_a_moved_event_of_a_section(office):
    whole = programme()
    moved = in_days(40, title="Митинг Пробный")
    put_into_programme(programme=section(whole, "Память"), events=[moved], by=BY)
    put_into_programme(programme=programme("Другая", "ДРУГАЯ"), events=[in_days(41)], by=BY)
    for each in Programme.objects.filter(is_section=False):
        office.post(f"/programmes/{each.pk}/plan/register/")
    day = timezone.localdate() + timedelta(days=55)
    facts = facts_of(moved).moved(Timing(TimingKind.DAYS, (Occurrence(day, day),)))
    by = accounts.user(Role.DEPARTMENT)
    proposed = prepare_change(
        moved, facts=facts, edition=moved.edition, reason="Площадь занята", basis=Basis("записка"), by=by
    )
    page = office.get(f"/changes/{proposed.pk}/").content.decode()
    assert "Напечатано: План мероприятий программы «80 лет Победы»" in page
    assert "Напечатано: План мероприятий программы «Другая»" not in page
    proposed = decide_effects(proposed, groups={"programmes.papers": Decision.UPDATE}, single={}, by=by)
    apply_change(proposed, by=by)
    latest = Document.objects.filter(programme_paper__programme=whole).order_by("-number").first()
    assert latest is not None
    assert latest.number == 2
    assert f"{day:%-d}" in latest.data["rows"][0]["when"]
    stale = OutdatedFact.objects.select_related("document")
    assert {each.document.programme_paper.programme for each in stale} <= {whole}
    assert not stale.filter(document=latest).exists()
