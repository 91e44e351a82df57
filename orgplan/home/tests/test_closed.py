"""«Сегодня» tells what is not free: bans, busy leaders, closed halls, claims on halls, clashes of the own unit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.availability.actions import block_venue, book_venue, refuse_booking
from orgplan.availability.models import ClosedTime
from orgplan.availability.tests import factories as availability
from orgplan.availability.tests.factories import BY, hours, layer
from orgplan.clashes.tests import factories as clashes
from orgplan.directory.tests import factories as directory

pytestmark = pytest.mark.django_db


def day(shift=0):
    return timezone.localdate() + timedelta(days=shift)


def event(title, clock, *people, **more):
    return clashes.event(title, clock, *people, **({"day": day()} | more))


def busy(person, *spans):
    calendar = availability.busy(person)
    for span in spans:
        start, end = (timezone.make_aware(each) for each in (span.start, span.end))
        ClosedTime.objects.create(calendar=calendar, person=person, start=start, end=end, words=span.words)


def texts(rows):
    return [shown.clash.sentence.replace("\N{NO-BREAK SPACE}", " ") for row in rows for shown in row.clashes]


@pytest.fixture
def head():
    return clashes.mayor()


def test_leaders_row_says_why_its_time_is_not_free(client_of, head):
    hall = directory.venue("Большой зал")
    meeting = event("Совещание", "14:00–15:00", head, venue=hall)
    layer("Матч", hours(day(), "13:00", "18:00"), level="warn", words="Перекрыты улицы.")
    block_venue(hall, span=hours(day(), "12:00", "20:00"), words="ремонт", by=BY)
    busy(head, hours(day(), "14:30", "16:00", "Приём врача"))
    answer = client_of(Role.PROTOCOL).get("/")
    (sheet,) = answer.context["desk"].sheets
    date_words = f"{day():%d.%m.%Y}"
    assert sorted(texts(sheet.rows)) == [
        f"«Совещание» 14:00–15:00 — Матч ({date_words} 13:00–18:00)",
        f"«Совещание» 14:00–15:00 — занят по личному календарю ({date_words} 14:30–16:00)",
        f"«Совещание» 14:00–15:00 — площадка закрыта: ремонт ({date_words} 12:00–20:00)",
    ]
    assert sheet.busy == "занят 14:30–16:00: Приём врача"
    page = answer.content.decode()
    assert "Перекрыты улицы." in page
    assert f'href="/clashes/event/{meeting.pk}/"' in page


def test_what_keeps_a_leader_is_told_only_to_those_who_may_know(client_of, head):
    busy(head, hours(day(), "14:30", "16:00", "Приём врача"))
    page = client_of(Role.DEPARTMENT).get("/").content.decode()
    assert "14:30–16:00" in page
    assert "врача" not in page


def test_ban_of_tomorrow_stands_above_tomorrow_also_for_a_coordinator(client_of):
    unit = directory.unit()
    event("Концерт", "14:00", owner=unit, day=day(1))
    layer("Выборы", hours(day(1), "08:00", "20:00"), words="Агитация запрещена.")
    answer = client_of(Role.COORDINATOR, unit=unit).get("/")
    assert ([each.name for each in answer.context["following"].bans], answer.context["desk"].bans) == (["Выборы"], [])
    assert "Агитация запрещена." in answer.content.decode()


@pytest.mark.parametrize(
    ("refused", "words"), [(False, "площадка ещё не подтверждена"), (True, "в площадке отказано: Зал занят")]
)
def test_row_says_how_its_hall_stands(client_of, head, refused, words):
    hall = directory.venue("Большой зал", owner=directory.unit())
    for people in ((head,), ()):
        booking = book_venue(event("Приём", "14:00–15:00", *people, venue=hall), by=BY)
        if refused:
            refuse_booking(booking, reason="Зал занят", edition=booking.edition, by=BY)
    desk = (answer := client_of(Role.DEPARTMENT).get("/")).context["desk"]
    assert [row.event.claim.words for row in desk.sheets[0].rows] == [words]
    assert [each.claim.words for each in desk.rest] == [words]
    assert answer.content.decode().count(words) == 2


# Who decides about halls


@pytest.fixture
def keeper():
    return directory.unit("Дворец культуры")


@pytest.fixture
def claim(keeper):
    hall = directory.venue("Большой зал", owner=keeper)
    asker = directory.coordinator(directory.unit("Департамент спорта"))
    return book_venue(event("Награждение", "14:00–15:00", venue=hall, day=day(9)), by=asker)


def claims_told(page):
    return "1 заявка на площадку" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_claims_wait_for_the_keeper_of_the_hall_and_for_the_department(client_of, claim, keeper):
    for client in (client_of(Role.COORDINATOR, unit=keeper), client_of(Role.DEPARTMENT)):
        answer = client.get("/")
        assert answer.context["claims"] == 1
        assert claims_told(answer.content.decode())
    for client in (
        client_of(Role.COORDINATOR, unit=directory.unit()),
        client_of(Role.PROTOCOL),
        client_of(Role.LEADER),
    ):
        answer = client.get("/")
        assert answer.context["claims"] == 0
        assert not claims_told(answer.content.decode())


def test_navigation_counts_the_claims_at_no_query(client_of, claim, keeper, django_assert_num_queries):
    client = client_of(Role.COORDINATOR, unit=keeper)
    client.get("/gallery/")
    with django_assert_num_queries(2):  # the session and the user
        page = client.get("/gallery/").content.decode()
    section = page[page.index('href="/availability/"') :]
    assert ">1<" in section[: section.index("</a>")]


def test_refused_claim_waits_for_the_one_who_asked_until_another_hall_is_taken(signed_in, claim):
    refuse_booking(claim, reason="Зал занят", edition=claim.edition, by=BY)
    client = signed_in(claim.asker)
    assert client.get("/").context["claims_refused"] == 1
    claim.event.venue = directory.venue("Малый зал")
    claim.event.save()
    assert client.get("/").context["claims_refused"] == 0


# The own unit


def test_coordinator_sees_what_of_the_own_unit_clashes(client_of, django_assert_num_queries):
    unit, hall = directory.unit(), directory.venue("Большой зал")
    own = event("Репетиция", "14:00–15:00", owner=unit, venue=hall, day=day(3))
    other = event("Чужой вечер", "14:30–16:00", venue=hall, day=day(3))
    event("Далёкое", "14:00–15:00", owner=unit, venue=hall, day=day(40))
    event("Ещё чужое", "14:00–15:00", venue=hall, day=day(40))
    client = client_of(Role.COORDINATOR, unit=unit)
    client.get("/today/ahead/")
    with django_assert_num_queries(15):
        answer = client.get("/today/ahead/")
    found = answer.context["clashes"]
    assert ([each.clash.events for each in found.shown], found.more) == ([(own.pk, other.pk)], 0)
    page = answer.content.decode()
    assert f'href="/clashes/both/{own.pk}/{other.pk}/"' in page
    assert "Чужой вечер" not in page
    assert client_of(Role.DEPARTMENT).get("/today/ahead/").context["clashes"] is None
    assert client_of(Role.COORDINATOR, unit=directory.unit()).get("/today/ahead/").context["clashes"] is None


def test_assistant_of_a_leader_is_told_no_claims(signed_in, claim):
    user = accounts.user(Role.LEADER)
    assert signed_in(user).get("/").context["claims"] == 0
