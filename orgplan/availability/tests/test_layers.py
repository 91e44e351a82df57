"""Layers: what is written, how clashes and calendars learn of it, their pages."""

from datetime import date

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.availability.actions import LayerFacts, add_times, remove_time, write_layer
from orgplan.availability.models import ClosedTime, Layer
from orgplan.availability.queries import closed_times
from orgplan.availability.queries.layers import card_of
from orgplan.availability.tests.factories import BY, days, hours, layer
from orgplan.clashes.queries import clashes_of, impossible_times
from orgplan.clashes.tests.factories import DAY, event, mayor
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.rules import EventKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def told(user, one):
    return [(str(each.clash.level), each.clash.sentence) for each in clashes_of(user, one)]


def test_ban_of_the_city_speaks_in_the_clash():
    layer("ЕГЭ", hours(DAY, "09:00", "14:00", "русский язык"))
    one = event("Концерт", "13:00–15:00", kind=EventKind.CULTURE)
    found = clashes_of(accounts.user(Role.DEPARTMENT), one)
    assert [(each.clash.level, each.clash.sentence) for each in found] == [
        ("block_approval", "«Концерт» 13:00–15:00 — ЕГЭ: русский язык (12.08.2026 09:00–14:00)")
    ]
    assert found[0].clash.ruling.words == "Шум у школ запрещён."


def test_ban_lets_other_hours_and_other_kinds_be():
    layer("ЕГЭ", hours(DAY, "09:00", "14:00"), kinds=("mass_event",))
    assert told(accounts.user(Role.DEPARTMENT), event("Совещание", "10:00–11:00")) == []
    late = event("Гулянье", "14:00–20:00", kind=EventKind.MASS_EVENT)
    assert told(accounts.user(Role.DEPARTMENT), late) == []
    early = event("Парад", "13:30–15:00", kind=EventKind.MASS_EVENT)
    assert [level for level, _words in told(accounts.user(Role.DEPARTMENT), early)] == ["block_approval"]


def test_ban_out_of_force_is_silent():
    layer("ЕГЭ", days(DAY), is_active=False)
    assert told(accounts.user(Role.DEPARTMENT), event("Концерт", "13:00–15:00")) == []


@pytest.mark.parametrize("scope", ["districts", "venues", "people"])
def test_ban_concerns_only_what_it_names(scope):
    near, far = (
        directory.venue("Ближний зал", district="Кировский"),
        directory.venue("Дальний зал", district="Советский"),
    )
    boss, other = mayor(), directory.person("Другой")
    facts = {"districts": ["Кировский"], "venues": [near], "people": [boss]}
    layer("Работы", days(DAY), scope=scope, **{scope: facts[scope]})
    user = accounts.user(Role.DEPARTMENT)
    assert len(told(user, event("Здесь", "10:00–11:00", boss, venue=near))) == 1
    assert told(user, event("Там", "15:00–16:00", other, venue=far)) == []


def test_dragging_is_greyed_by_a_ban():
    layer("Матч", hours(DAY, "19:00", "22:00", "«Авангард»"))
    one = event("Концерт", "13:00–15:00")
    found = impossible_times(accounts.user(Role.DEPARTMENT), one, DAY, DAY)
    assert [(f"{each.after:%H:%M}", f"{each.before:%H:%M}", each.words) for each in found] == [
        ("17:00", "22:00", "Матч: «Авангард»")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_obstacles_cost_one_query(count, django_assert_num_queries):
    for number in range(count):
        layer(f"Слой {number}", days(DAY))
    with django_assert_num_queries(1):
        assert len(closed_times(DAY, DAY, people=(), venues=())) == count


def test_layer_without_a_reason_is_refused():
    with pytest.raises(RefusedError, match="запрет без причины"):
        layer("ЕГЭ", words=" ")


def test_layer_that_names_nobody_is_refused():
    with pytest.raises(RefusedError, match="кого касается"):
        layer("ЕГЭ", scope="venues")


def test_layer_of_the_same_name_is_refused():
    layer("ЕГЭ")
    with pytest.raises(RefusedError, match="уже есть"):
        layer("ЕГЭ")


def test_days_go_along_with_a_change_of_the_scope():
    hall = directory.venue("Зал")
    made = layer("Работы", days(DAY), days(date(2026, 9, 1)))
    facts = LayerFacts("Работы", "roads", "warn", "Перекрыт мост.", scope="venues", venues=[hall])
    write_layer(facts=facts, layer=made, edition=made.edition, by=BY)
    assert [each.venue_id for each in ClosedTime.objects.filter(layer=made)] == [hall.pk, hall.pk]
    assert (
        len(card_of(accounts.user(Role.DEPARTMENT), made).coming)
        + len(card_of(accounts.user(Role.DEPARTMENT), made).gone)
        == 2
    )


def test_two_people_do_not_overwrite_a_layer():
    made = layer("Работы")
    facts = LayerFacts("Работы", "roads", "warn", "Перекрыт мост.")
    write_layer(facts=facts, layer=made, edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        write_layer(facts=facts, layer=made, edition=1, by=BY)


def test_same_time_is_closed_once_and_opened_again():
    made = layer("Работы", days(DAY))
    assert add_times(made, spans=[days(DAY), days(date(2026, 9, 1))], by=BY) == 1
    remove_time(made, span=days(DAY), by=BY)
    assert [each.span.start.date() for each in ClosedTime.objects.filter(layer=made)] == [date(2026, 9, 1)]
    with pytest.raises(RefusedError, match="уже открыто"):
        remove_time(made, span=days(DAY), by=BY)


def test_time_that_ends_before_it_begins_is_refused():
    with pytest.raises(RefusedError, match="Конец должен быть позже начала"):
        layer("Работы", hours(DAY, "15:00", "14:00"))


# Pages


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(count, office, django_assert_num_queries):
    for number in range(count):
        layer(
            f"Слой {number}", days(date(2030, 1, 1 + number)), scope="venues", venues=[directory.venue(f"Зал {number}")]
        )
    with django_assert_num_queries(7):
        page = office.get("/availability/")
    assert [row.coming for row in page.context["rows"]] == [1] * count


def form(**more):
    return {
        "name": "ЕГЭ",
        "kind": "exams",
        "level": "warn",
        "words": "Тишина.",
        "tone": "warn",
        "scope": "city",
        **more,
    }


def test_layer_is_written_and_filled_on_its_pages(office):
    office.post("/availability/layers/new/", form(is_active="on"))
    made = Layer.objects.get()
    page = f"/availability/layers/{made.pk}/"
    assert office.post(f"{page}times/", {"first": "2030-05-28", "begins": "09:00", "ends": "14:00"}).status_code == 303
    table = {"year": "2030", "table": "29.05.2030; ЕГЭ\n30.05.2030; ЕГЭ"}
    assert office.post(f"{page}table/", table).status_code == 303
    assert [each.when for each in office.get(page).context["card"].coming] == [
        "28.05.2030 09:00–14:00",
        "29.05.2030",
        "30.05.2030",
    ]
    row = office.get(page).context["card"].coming[0]
    office.post(f"{page}open/", {"span": row.key})
    assert len(office.get(page).context["card"].coming) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"first": "2030-05-28", "begins": "09:00"}, "Назовите оба часа"),
        ({"first": "2030-05-28", "last": "2030-05-27"}, "Конец должен быть позже начала"),
        ({"first": "2030-05-28", "last": "2130-05-27"}, "проверьте годы"),
        ({"first": "завтра"}, "правильную дату"),
    ],
)
def test_wrong_time_is_told_on_the_page(data, said, office):
    page = office.post(f"/availability/layers/{layer().pk}/times/", data)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_table_with_an_unread_line_stays_in_the_form(office):
    made = layer()
    page = office.post(
        f"/availability/layers/{made.pk}/table/", {"year": "2030", "table": "29.05.2030; а\nкогда-то; б"}
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "Строка 2 «когда-то; б»: не видно дня" in text
    assert "29.05.2030; а\nкогда-то; б" in text
    assert not ClosedTime.objects.exists()


def test_reader_reads_the_layers_only(client_of):
    made = layer("ЕГЭ", days(date(2030, 1, 1)))
    reader = client_of(Role.LEADER)
    text = reader.get(f"/availability/layers/{made.pk}/").content.decode()
    assert "Закрыть дни вручную" not in text
    assert reader.post(f"/availability/layers/{made.pk}/times/", {"first": "2030-01-02"}).status_code == 403


@pytest.mark.parametrize("view", ["day", "week", "hours", "month", "list", "venues", "venue-week"])
def test_ban_stands_above_its_days_in_the_calendar(view, office):
    layer("ЕГЭ", hours(DAY, "09:00", "14:00", "русский язык"))
    event("Совещание", "10:00–11:00", mayor(), venue=directory.venue("Зал"))
    text = office.get(f"/calendar/{view}/{DAY.isoformat()}/").content.decode()
    assert "ЕГЭ: русский язык, 09:00–14:00" in text
