"""Pages of clashes."""

import pytest

from orgplan.accounts.rules import Role
from orgplan.clashes.models import AcceptedClash, ClashRule, KindTimes, RoadPair, RoadRule
from orgplan.clashes.queries import clashes_of, norms
from orgplan.clashes.tests.factories import DAY, event, mayor, usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.planning.tests import factories as planning

pytestmark = pytest.mark.django_db
SPAN = f"since={DAY:%Y-%m-%d}&until={DAY:%Y-%m-%d}"


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def pair():
    usual_rules()
    leader, hall = mayor(), directory.venue("Зал приёмов")
    return event("Совещание", "14:00–15:30", leader, venue=hall), event("Приём", "15:00–16:00", leader, venue=hall)


def shown(response):
    return [(str(each.clash.subject), str(each.clash.level), more) for each, more in response.context["window"].items]


def test_list_shows_levels_and_words(office, pair):
    page = office.get(f"/clashes/?{SPAN}")
    assert shown(page) == [("person", "block", 0), ("venue", "block_approval", 0)]
    assert "«Совещание» 14:00–15:30 и «Приём» 15:00–16:00: одновременно" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("level=block", 1),
        ("subject=venue", 1),
        ("state=accepted", 0),
        ("leader=999", 0),
        ("venue=999", 0),
        ("level=x&subject=y&leader=z", 2),
    ],
)
def test_list_is_filtered(query, count, office, pair):
    assert len(shown(office.get(f"/clashes/?{SPAN}&{query}"))) == count


def test_list_is_filtered_by_leader_and_venue(office, pair):
    leader = pair[0].participations.get().person_id
    assert shown(office.get(f"/clashes/?{SPAN}&leader={leader}")) == [("person", "block", 0)]
    assert len(shown(office.get(f"/clashes/?{SPAN}&venue={pair[0].venue_id}"))) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_fixed_number_of_queries(count, office, pair, django_assert_num_queries):
    for number in range(count):
        event(f"Ещё {number}", "14:00–16:00", venue=pair[0].venue)
    norms()
    with django_assert_num_queries(14):
        office.get(f"/clashes/?{SPAN}")


def test_absence_of_weeks_stands_once_with_the_number_of_the_others(office):
    leader = mayor()
    directory.absence(leader, DAY, ends_on=DAY)
    for hours in ("09:00–10:00", "11:00–12:00", "13:00–14:00"):
        event("Встреча", hours, leader)
    assert shown(office.get(f"/clashes/?{SPAN}")) == [("obstacle", "warn", 2)]


def test_more_than_a_quarter_is_cut_and_said(office):
    page = office.get("/clashes/?since=2026-01-01&until=2026-12-31")
    assert "не больше квартала" in page.content.decode()


def test_both_events_stand_side_by_side_with_the_day_around(office, pair):
    third = event("Утро", "09:00–10:00", pair[0].participations.get().person)
    page = office.get(f"/clashes/both/{pair[0].pk}/{pair[1].pk}/").content.decode()
    assert all(
        words in page for words in ("Совещание", "Приём", third.title, "Найти другое время", "Мэр не может быть")
    )


def test_clash_is_accepted_on_its_page(office, pair):
    (found, _hall) = clashes_of(office.user, pair[0]) if hasattr(office, "user") else _found(pair[0])
    address = f"/clashes/event/{pair[0].pk}/accept/"
    assert office.post(address, {"identity": found.clash.identity, "reason": ""}).status_code == 422
    assert office.post(address, {"identity": "чужая", "reason": "Так"}).status_code == 422
    assert office.post(address, {"identity": found.clash.identity, "reason": "Так решено"}).status_code == 303
    page = office.get(f"/clashes/event/{pair[0].pk}/")
    assert "Так решено" in page.content.decode()
    accepted = AcceptedClash.objects.get()
    assert office.post(f"/clashes/accepted/{accepted.pk}/take-back/").status_code == 303
    assert not AcceptedClash.objects.exists()


def _found(one):
    from orgplan.accounts.models import User  # noqa: PLC0415 -- one helper

    return clashes_of(User.objects.filter(role=Role.DEPARTMENT).first(), one)


def test_chosen_time_moves_the_event(office):
    from datetime import timedelta  # noqa: PLC0415 -- one test

    from django.utils import timezone  # noqa: PLC0415 -- one test

    leader, day = mayor(), timezone.localdate() + timedelta(days=5)
    one = event("Совещание", "14:00–15:00", leader, day=day)
    event("Приём", "14:00–15:00", leader, day=day)
    page = office.get(f"/clashes/event/{one.pk}/times/")
    offer, _told = page.context["offers"][0]
    sent = {"start": offer.start.isoformat(timespec="minutes"), "edition": one.edition}
    assert office.post(f"/clashes/event/{one.pk}/times/", sent | {"start": "2020-01-01T10:00"}).status_code == 422
    assert office.post(f"/clashes/event/{one.pk}/times/", sent).status_code == 303
    moved = Event.objects.get(pk=one.pk).occurrences.get()
    assert (moved.start, moved.start_time, moved.end_time) == (offer.start.date(), offer.start.time(), offer.end.time())
    assert office.post(f"/clashes/event/{one.pk}/times/", sent).status_code == 422


def test_card_says_the_clash(office, pair):
    assert "одновременно" in office.get(f"/events/{pair[0].pk}/").content.decode()


def test_load_is_shown_by_month(office, pair):
    ((_post, load),) = office.get(f"/clashes/load/?month={DAY:%Y-%m}").context["rows"]
    assert (load.events, load.hours) == (2, 2)
    assert office.get("/clashes/load/?month=вчера").status_code == 200


# Settings


def test_usual_rules_are_written_by_a_button(office):
    assert office.post("/clashes/rules/usual/").status_code == 303
    assert ClashRule.objects.count() == 9
    assert "Мэр не может быть в двух местах сразу" in office.get("/clashes/rules/").content.decode()


def test_rule_is_written_changed_and_removed(office):
    sent = {"position": 5, "level": "block", "words": "Нельзя", "subject": "venue"}
    assert office.post("/clashes/rules/new/", sent | {"since_year": 2027, "until_year": 2026}).status_code == 422
    assert office.post("/clashes/rules/new/", sent).status_code == 303
    rule = ClashRule.objects.get()
    page = f"/clashes/rules/{rule.pk}/"
    opened = office.get(page).context["form"]
    more = {"edition": rule.edition, "opened": opened["opened"].value()}
    assert office.post(page, sent | more | {"words": "Совсем нельзя"}).status_code == 303
    assert office.post(page, sent | more | {"words": "Иначе"}).status_code == 409
    assert office.post(f"{page}remove/").status_code == 303
    assert not ClashRule.objects.exists()


def test_minutes_hours_and_roads_are_set(office):
    minutes = {"usual": 90, "set_up": 30, "leaving": 15, "arrival": 5, "exit": 5}
    assert office.post("/clashes/minutes/meeting/", minutes).status_code == 303
    assert office.get("/clashes/minutes/nonsense/").status_code == 404
    hours = {"earliest": "21:00", "latest": "21:00", "days_ahead": 7}
    assert office.post("/clashes/hours/", hours).status_code == 422
    assert office.post("/clashes/hours/", hours | {"earliest": "08:00"}).status_code == 303
    road = {"speed_kmh": 25, "detour": "1.5", "overhead_min": 5, "on_foot_m": 200, "by_hour": "7–9: 1,5"}
    assert office.post("/clashes/road/", road | {"by_hour": "утром"}).status_code == 422
    assert office.post("/clashes/road/", road).status_code == 303
    assert (KindTimes.objects.get().usual, RoadRule.objects.get().by_hour) == (90, {"7": 1.5, "8": 1.5})
    assert "7–9: 1,5" in office.get("/clashes/road/").content.decode()


def test_pair_of_venues_is_written_and_removed(office):
    start, end = directory.venue("Зал"), directory.venue("Порт")
    sent = {"start": start.pk, "end": end.pk, "minutes": 20}
    assert office.post("/clashes/road/pairs/new/", sent).status_code == 303
    pair = RoadPair.objects.get()
    assert "Порт" in office.get("/clashes/road/pairs/").content.decode()
    assert office.post(f"/clashes/road/pairs/{pair.pk}/remove/").status_code == 303
    assert not RoadPair.objects.exists()


# Plans


def test_plan_is_not_approved_over_a_clash_that_stops_it(client_of, pair):
    leader = client_of(Role.LEADER)
    plan = planning.city_plan()
    plan.items.create(event=pair[0])
    sent = {"approver_post": "Мэр", "approver_name": "О. О.", "approved_on": "2026-07-20", "basis": ""}
    page = leader.post(f"/plans/{plan.pk}/approve/", sent)
    assert page.status_code == 422
    assert "Перенесите мероприятие или примите накладку с причиной" in page.content.decode()
    assert not plan.versions.exists()
    ClashRule.objects.all().delete()
    from orgplan.clashes.models import NormsStamp  # noqa: PLC0415 -- one test

    NormsStamp.objects.all().delete()
    assert leader.post(f"/plans/{plan.pk}/approve/", sent).status_code == 303


def test_plan_says_the_clash_beside_its_row(office, pair):
    plan = planning.city_plan()
    plan.items.create(event=pair[0])
    assert f'/plans/{plan.pk}/clashes/?event={pair[0].pk}"' in office.get(f"/plans/{plan.pk}/").content.decode()
    marks = office.get(f"/plans/{plan.pk}/clashes/?event={pair[0].pk}").content.decode()
    assert "«Совещание» 14:00–15:30 и «Приём» 15:00–16:00" in marks
