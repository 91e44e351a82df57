"""The search over the database: fresh at once, ordered, understood, and never more than the reader may see."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event as Stop

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.core.seams import bound
from orgplan.directory.actions import join_user
from orgplan.directory.models import Person
from orgplan.directory.tests import factories as directory
from orgplan.documents.actions import register_document
from orgplan.documents.tests import factories as documents
from orgplan.events.actions import Chosen, put_into_basket
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.planning.tests import factories as planning
from orgplan.search.actions import compare_all
from orgplan.search.jobs import fill_empty_index
from orgplan.search.models import IndexedRecord, KnownWord
from orgplan.search.queries.finding import answer
from orgplan.search.queries.naming import all_commands

pytestmark = pytest.mark.django_db

BY = System("проверка")
TODAY = date(2026, 7, 30)


def found(text, reader, **more):
    """Return the titles by group, in their order."""
    said = answer(text, reader=reader, today=TODAY, **more)
    return {group.label: [row.title for row in group.rows] for group in said.groups}


@pytest.fixture
def department():
    return accounts.user(Role.DEPARTMENT)


def test_event_is_found_as_soon_as_it_is_written(department):
    events.event(title="Заседание горсовета по благоустройству")
    assert found("благоустройство", department) == {"Мероприятия": ["Заседание горсовета по благоустройству"]}


def test_every_kind_is_found(department):
    unit = directory.unit("Департамент Проб и Ошибок")
    directory.person("Пробников")
    directory.organisation(name="Музей Проб")
    directory.venue(name="Зал Проб")
    events.event(title="Проба пера", owner=unit)
    planning.unit_plan(unit)
    documents.document("Проба подписи")
    compare_all(now=timezone.now())
    assert set(found("проба", department)) >= {"Мероприятия", "Организации", "Документы", "Подразделения", "Площадки"}
    assert found("пробников", department)["Люди"] == ["Пробников Пётр Пробович"]


def test_what_was_rolled_back_is_not_found(department):
    with transaction.atomic():
        events.event(title="Призрачный концерт")
        transaction.set_rollback(True)
    assert found("призрачный", department) == {}
    assert not KnownWord.objects.filter(text="призрачный").exists()


def test_changed_and_deleted_events_follow(department):
    event = events.event(title="Ярмарка")
    put_into_basket(chosen=[Chosen(event, event.edition)], reason="лишнее", by=BY)
    assert found("ярмарка", department) == {}


def test_post_belongs_to_the_person(department):
    person = directory.person("Пробников")
    directory.position(person, "главный звездочёт", unit=directory.unit("Обсерватория"))
    compare_all(now=timezone.now())
    assert found("звездочет", department)["Люди"] == [str(person)]


@pytest.mark.parametrize(
    "text", ["сводников", "у сводникова", "Сводниковым", "о сводникове", "cdjlybrjde", "сводниква"]
)
def test_surname_that_reads_as_a_common_noun_is_found_in_every_case(text, department):
    directory.person("Сводников")
    compare_all(now=timezone.now())
    assert found(text, department) == {"Люди": ["Сводников Пётр Пробович"]}


def test_adjective_that_is_a_surname_in_a_case_is_found(department):
    person = directory.person("Планова", gender="f", first_name="Ольга", patronymic="Сергеевна")
    compare_all(now=timezone.now())
    assert found("плановой", department)["Люди"] == found("Плановой О. С.", department)["Люди"] == [str(person)]


def test_who_is_called_by_a_post_stands_before_what_only_speaks_of_it(department):
    mayor, first = directory.person("Образцов"), directory.person("Примеров")
    unit = directory.unit("Аппарат Мэра")
    directory.position(mayor, "Мэр города Омска", unit=unit)
    directory.position(first, "первый заместитель Мэра города Омска", unit=unit)
    directory.organisation(name="Мэрия города Новосибирска")
    directory.venue(name="Кабинет Мэра")
    events.event(title="Личный приём граждан первым заместителем Мэра")
    compare_all(now=timezone.now())
    for text, person in [("мэр", mayor), ("ьэр", mayor), ("первый зам мэра", first)]:
        label, titles = next(iter(found(text, department).items()))
        assert (label, titles[0]) == ("Люди", str(person))
    assert "Действия и страницы" in found("мэр", department)


def test_post_that_was_left_is_no_name_any_more(department):
    left = directory.position(directory.person("Бывшев"), "звездочёт", unit=directory.unit("Обсерватория"))
    holds = directory.position(directory.person("Нынешнев"), "звездочёт младший", unit=left.unit)
    left.ends_on = timezone.localdate() - timedelta(days=1)
    left.save()
    compare_all(now=timezone.now())
    assert found("звездочёт", department)["Люди"][0] == str(holds.person)


def test_unit_is_found_by_the_abbreviation_of_its_whole_name(department):
    directory.unit("Отдел организационной работы")
    events.event(title="Совещание, которое готовит отдел организационной работы")
    compare_all(now=timezone.now())
    assert next(iter(found("орготдел", department).items())) == ("Подразделения", ["Отдел организационной работы"])


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("дептранс", "Департамент транспорта Администрации города"),
        ("депкультуры", "Департамент культуры Администрации города"),
        ("депспорт", "Департамент по делам молодёжи, физической культуры и спорта"),
        ("депгорхоз", "Департамент городского хозяйства"),
        ("ltgnhfyc", "Департамент транспорта Администрации города"),
        ("депобразование", "Департамент образования"),
        ("правупр", "Правовое управление"),
        ("транспортдеп", "Департамент транспорта Администрации города"),
    ],
)
def test_unit_is_found_by_the_beginnings_of_the_words_of_its_name(text, called, department):
    for name in ("транспорта Администрации города", "культуры Администрации города", "городского хозяйства"):
        directory.unit(f"Департамент {name}")
    directory.unit("Департамент по делам молодёжи, физической культуры и спорта")
    directory.unit("Департамент образования")
    directory.unit("Правовое управление")
    events.event(title="Депутатский приём о транспорте, культуре, спорте и правах")
    compare_all(now=timezone.now())
    assert next(iter(found(text, department))) == "Подразделения"
    assert found(text, department)["Подразделения"][0] == called


def test_organisation_is_found_by_its_contracted_name(department):
    directory.organisation(name="Министерство физической культуры и спорта Пробной области")
    directory.organisation(name="Министерство культуры Пробной области")
    compare_all(now=timezone.now())
    assert found("минспорт", department) == {
        "Организации": ["Министерство физической культуры и спорта Пробной области"]
    }
    assert found("минкульт", department)["Организации"][0] == "Министерство культуры Пробной области"


def test_exact_name_stands_before_its_rehearsals_and_what_speaks_of_it_often(department):
    events.event("8 мая 2026 года, 10:00", title="Репетиция ко Дню Победы: день Победы близко", note="День Победы " * 5)
    events.event("9 мая 2025 года, 10:00", title="День Победы", note="Площадь, парад, шествие, концерт, салют, гости")
    events.event("29 июля 2026 года, 10:00", title="Победы дня", note="День Победы " * 5)
    assert found("день победы", department)["Мероприятия"][0] == "День Победы"


def test_rehearsal_stands_behind_what_is_rehearsed_unless_it_is_asked_for(department):
    events.event("1 августа 2026 года, 10:00", title="Репетиция городского парада")
    events.event("1 июня 2026 года, 10:00", title="Большой праздничный парад войск")
    assert found("парад", department)["Мероприятия"][0] == "Большой праздничный парад войск"
    assert found("репетиция парада", department)["Мероприятия"][0] == "Репетиция городского парада"


def test_word_of_both_layouts_is_read_by_its_keys(department):
    directory.position(directory.person("Образцов"), "Мэр города", unit=directory.unit("Мэрия"))
    events.event(title="Закупка принтеров")
    compare_all(now=timezone.now())
    for text in ("vэр", "мэh", "v'р"):
        assert found(text, department)["Люди"] == ["Образцов Пётр Пробович"]
    assert found("принnеры", department) == {"Мероприятия": ["Закупка принтеров"]}


def test_of_a_day_the_events_stand_by_their_hours(department):
    said = (
        "12 августа 2026 года, 15:30",
        "12 августа 2026 года",
        "1–31 августа 2026 года",
        "12 августа 2026 года, 9:00",
    )
    for place, when in enumerate((*said, "12 августа 2026 года, 10:15", "12 августа 2025 года, 8:00")):
        events.event(when, title=f"Сход {place}")
    for text in ("12.08", "12 августа"):
        assert found(text, department, each=9)["Мероприятия"] == [f"Сход {place}" for place in (3, 4, 0, 1, 5, 2)]


def test_plan_is_found_by_its_kind_and_by_a_day_of_it(department):
    month, week = planning.city_plan(), planning.city_plan(Period.parse("2026-W32"))
    compare_all(now=timezone.now())
    assert found("недельный план", department)["Планы"] == [week.title]
    assert found("план на август", department)["Планы"][0] == month.title
    assert found("план 5 августа", department)["Планы"] == [week.title, month.title]


def test_of_a_day_the_events_stand_first(department):
    events.event("12 августа 2026 года, 10:00", title="Сход")
    plan = planning.city_plan()
    compare_all(now=timezone.now())
    assert list(found("12.08", department).items()) == [("Мероприятия", ["Сход"]), ("Планы", [plan.title])]


def test_exact_date_and_number_come_first(department):
    events.event("12 сентября 2026 года, 10:00", title="Сход")
    events.event("13 сентября 2026 года, 10:00", title="Сход 12 09")
    assert found("сход 12.09", department)["Мероприятия"] == ["Сход"]
    assert found("12 сентября", department)["Мероприятия"] == ["Сход"]


def test_registration_number_is_found(department):
    paper = documents.document("Распоряжение о субботнике")
    register_document(
        paper,
        edition=paper.edition,
        registered_number="50-п",
        registered_on=date(2026, 7, 1),
        registered_link="",
        by=BY,
    )
    assert found("№ 50-П", department) == {"Документы": ["Распоряжение о субботнике"]}


@pytest.mark.parametrize("text", ["ярмарка", "ярморка", "zhvfhrf", "yarmarka", "ЯРМАРКУ", "ярм", "zhv"])
def test_endings_slips_layout_and_beginnings(text, department):
    events.event(title="Ярмарка выходного дня")
    assert found(text, department) == {"Мероприятия": ["Ярмарка выходного дня"]}


def test_ending_yo_does_not_matter(department):
    events.event(title="Учёба резерва")
    assert found("учеба", department) == found("учёба", department) == {"Мероприятия": ["Учёба резерва"]}


def test_pages_and_actions_are_found_by_what_the_reader_may_do(department):
    assert found("создать событие", department)["Действия и страницы"][0] == "Создать мероприятие"
    assert found("отправить план", department)["Действия и страницы"][0] == "Отправить план"
    assert found("создать событие", accounts.user(Role.LEADER)) == {}


def test_nobody_finds_the_rows_of_another_unit():
    own, other = directory.unit("Департамент своих дел"), directory.unit("Департамент чужих дел")
    reader = accounts.user(Role.COORDINATOR)
    join_user(reader, unit=own, person=None, by=BY)
    events.event(title="Секретарская учёба своя", owner=own)
    events.event(title="Секретарская учёба чужая", owner=other)
    planning.unit_plan(other)
    documents.document("Секретарская записка")
    assert found("секретарская", reader) == {"Мероприятия": ["Секретарская учёба своя"]}
    assert "Планы" not in found("план чужих дел", reader)


def test_slip_tells_nothing_of_words_that_the_reader_may_not_see():
    reader = accounts.user(Role.COORDINATOR)
    events.event(title="Сверхтайна")
    said = answer("сверхтайно", reader=reader, today=TODAY)
    assert (list(said.groups), list(said.read_as)) == ([], [])


def test_closed_user_finds_nothing():
    events.event(title="Ярмарка")
    directory.person("Ярмаркин")
    closed = accounts.user(Role.DEPARTMENT)
    closed.is_active = False
    assert found("ярмарка ярмаркин", closed) == {}


def test_many_alike_are_found_near_today(department, monkeypatch):
    monkeypatch.setattr("orgplan.search.queries.finding.RARE", 3)
    for when in ("1 марта 2026 года", "3 августа 2026 года", "1 декабря 2026 года", "5 августа 2025 года"):
        events.event(when, title=f"Планёрка {when}")
    assert found("планерка", department)["Мероприятия"][0] == "Планёрка 3 августа 2026 года"


def test_comparison_mends_what_changed_beside_actions(department):
    event, person = events.event(title="Ярмарка"), directory.person("Пробников")
    Event.objects.filter(pk=event.pk).update(title="Карнавал")
    Person.objects.filter(pk=person.pk).delete()
    KnownWord.objects.create(text="небывальщина", length=12)
    assert compare_all(now=timezone.now()) == 2
    assert found("карнавал", department) == {"Мероприятия": ["Карнавал"]}
    assert found("пробников", department) == {}
    assert not KnownWord.objects.filter(text__in=["небывальщина", "пробник", "пробников", "ярмарка"]).exists()
    assert compare_all(now=timezone.now()) == 0


def test_worker_fills_an_empty_index_once(department):
    events.event(title="Ярмарка")
    IndexedRecord.objects.all().delete()
    assert found("ярмарка", department) == {}
    assert fill_empty_index(Stop()) > 0
    assert found("ярмарка", department) == {"Мероприятия": ["Ярмарка"]}
    assert fill_empty_index(Stop()) == 0


def test_index_stands_beside_the_rows_of_every_source():
    assert {source.name for source in bound("search_sources")} >= {"person", "event", "plan", "document"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80) | st.text("\"'*():&|!^-+№ aбв0.", max_size=40))
def test_any_question_is_answered(text, department):
    answer(text, reader=department, today=TODAY)


def test_palette_and_page_ask_a_fixed_number_of_queries(client_of, django_assert_num_queries):
    client = client_of(Role.DEPARTMENT)
    for number in (1, 3):
        for one in range(number):
            events.event(title=f"Ярмарка {number} {one}")
            directory.person(f"Ярмаркин{one}")
        client.get("/search/palette/", {"q": "ярмарка"})
        with django_assert_num_queries(QUERIES_OF_PALETTE):
            client.get("/search/palette/", {"q": "ярм"})
        with django_assert_num_queries(QUERIES_OF_PAGE):
            client.get("/search/", {"q": "ярм"})


QUERIES_OF_PALETTE, QUERIES_OF_PAGE = 6, 7


def test_palette_shows_rows_and_the_way_to_all(client_of):
    event = events.event(title="Ярмарка")
    page = client_of(Role.DEPARTMENT).get("/search/palette/", {"q": "zhvfhrf"}).content.decode()
    assert f'href="/events/{event.pk}/"' in page
    assert "«zhvfhrf» — как «ярмарка»" in page
    assert 'href="/search/?q=zhvfhrf"' in page


def test_empty_palette_offers_actions_and_pages(client_of):
    page = client_of(Role.DEPARTMENT).get("/search/palette/").content.decode()
    assert "Создать мероприятие" in page
    assert 'role="option"' in page


def test_page_without_an_answer_says_what_to_try(client_of):
    page = client_of(Role.DEPARTMENT).get("/search/", {"q": "абракадабра<b>"}).content.decode()
    assert "Ничего не найдено" in page
    assert "<b>" not in page.partition("<main")[2].partition("</main>")[0].replace("<b></b>", "")


def test_head_of_every_page_holds_the_field(client_of):
    page = client_of(Role.LEADER).get("/").content.decode()
    assert 'action="/search/"' in page
    assert 'hx-get="/search/palette/"' in page


@pytest.mark.parametrize("role", list(Role))
def test_every_command_opens_for_whom_it_is_offered(role, client_of):
    client = client_of(role, unit=directory.unit("Департамент")) if role == Role.COORDINATOR else client_of(role)
    reader = accounts.user(role)
    opened = {row.url: client.get(row.url).status_code for row in all_commands(reader).rows}
    assert {url: code for url, code in opened.items() if code not in (200, 302, 303)} == {}


def test_full_text_follows_the_rows():
    events.event(title="Ярмарка")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_fulltext(search_fulltext) VALUES ('integrity-check')")
        cursor.execute("SELECT COUNT(*) FROM search_indexedrecord")
        assert cursor.fetchone()[0] > 0
