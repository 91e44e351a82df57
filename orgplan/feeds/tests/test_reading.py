"""Calendars as programs read them: by the icalendar and vobject packages, recurrences by recurring-ical-events."""

from __future__ import annotations

import gzip
import logging
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.users import close_user, reopen_user
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.moving import Going, Why
from orgplan.almanac.actions.returning import cancel_occurrence, move_occurrence
from orgplan.almanac.models import PartedMeeting
from orgplan.almanac.rules.shifting import Scope
from orgplan.directory.models import Membership
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.actions.basket import Chosen, put_into_basket, restore_events
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.feeds.actions.feeds import Source, revoke_feed
from orgplan.feeds.masking import WithoutSecrets
from orgplan.feeds.models import Feed, FeedMemory
from orgplan.feeds.rules.addresses import MOST_MISSES, MOST_READS
from orgplan.feeds.rules.memory import TERM
from orgplan.feeds.tests.factories import BY, made, read
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.saved_views.actions import change_view, keep_view

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Omsk")


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def office():
    return accounts.user(Role.DEPARTMENT)


def days_ahead(number):
    return timezone.localdate() + timedelta(days=number)


def event(*stretches, kind=TimingKind.TIMED, rrule=None, **facts):
    """An event in ten days at 14:00–15:30, or in the given stretches of days."""
    day = days_ahead(10)
    found = stretches or (Occurrence(day, day, time(14), time(15, 30)),)
    return events.event(timing=Timing(kind, found, rrule), **facts)


def changed(row, **facts):
    row.refresh_from_db()
    return change_event(row, facts=replace(facts_of(row), **facts), edition=row.edition, by=BY)


def notes(secret):
    """Return the VEVENTs by UID, as the icalendar package reads them."""
    answer = read(secret)
    assert answer.status_code == 200
    found = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert not [each.errors for each in found if each.errors]
    return {str(each["UID"]): each for each in found}


def test_event_is_read_back_with_its_hours_place_and_card(office):
    venue = directory.venue("Дом культуры", address="ул. Ленина, 5", latitude="54.98480", longitude="73.36740")
    row = event(title="Приём, «Труд»; награждение", venue=venue)
    (note,) = notes(made(office).secret).values()
    day = days_ahead(10)
    assert note["DTSTART"].dt == datetime.combine(day, time(14), ZONE)
    assert note["DTEND"].dt == datetime.combine(day, time(15, 30), ZONE)
    assert {
        name: str(note[name]) for name in ("UID", "SUMMARY", "LOCATION", "STATUS", "TRANSP", "URL", "SEQUENCE")
    } == {
        "UID": str(row.uid),
        "SUMMARY": "Приём, «Труд»; награждение",
        "LOCATION": "Дом культуры, ул. Ленина, 5",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "URL": f"http://127.0.0.1:8000/events/{row.pk}/",
        "SEQUENCE": "1",
    }
    assert note["GEO"].to_ical() == "54.9848;73.3674"
    assert [str(each) for each in note["CATEGORIES"].cats] == ["Другое", "городской уровень"]


def test_second_library_reads_the_same(office):
    event(title="Заседание")
    found = vobject.readOne(read(made(office).secret).content.decode())
    assert found.vevent.summary.value == "Заседание"
    assert found.vevent.dtstart.value.astimezone(ZONE) == datetime.combine(days_ahead(10), time(14), ZONE)


def test_period_stands_above_the_day_and_only_where_it_is_asked_for(office):
    event(Occurrence(days_ahead(5), days_ahead(35)), kind=TimingKind.PERIOD, title="Субботники")
    event(Occurrence(None, days_ahead(20)), kind=TimingKind.DUE, title="Отчёт")
    assert notes(made(office).secret) == {}
    shown = {str(each["SUMMARY"]): each for each in notes(made(office, with_vague=True).secret).values()}
    assert (shown["Субботники"]["DTSTART"].dt, shown["Субботники"]["DTEND"].dt) == (days_ahead(5), days_ahead(36))
    assert (shown["Отчёт"]["DTSTART"].dt, str(shown["Отчёт"]["TRANSP"])) == (days_ahead(20), "TRANSPARENT")


def test_each_stretch_of_an_event_has_its_own_lasting_name(office):
    first, second = (Occurrence(days_ahead(n), days_ahead(n), time(10), time(12)) for n in (3, 9))
    row, made_ = event(first, second), made(office)
    assert set(notes(made_.secret)) == {f"{row.uid}", f"{row.uid}-2"}
    changed(row, timing=Timing(TimingKind.TIMED, (second,)))
    after = notes(made_.secret)
    assert {uid: str(each["STATUS"]) for uid, each in after.items()} == {
        f"{row.uid}": "CONFIRMED",
        f"{row.uid}-2": "CANCELLED",
    }


def test_recurring_event_comes_back_on_the_days_of_its_rule(office):
    span = Occurrence(days_ahead(1), days_ahead(60), time(8, 30), time(9))
    event(span, kind=TimingKind.RECURRING, rrule="FREQ=WEEKLY;BYDAY=MO")
    calendar = icalendar.Calendar.from_ical(read(made(office).secret).content)
    found = recurring_ical_events.of(calendar).between(days_ahead(0), days_ahead(90))
    expected = [day for day in map(days_ahead, range(1, 61)) if day.weekday() == 0]
    assert sorted(each["DTSTART"].dt for each in found) == [
        datetime.combine(day, time(8, 30), ZONE) for day in expected
    ]


def test_name_stays_and_number_grows_with_every_change(office):
    row, secret = event(title="Было"), made(office).secret
    before = notes(secret)
    changed(row, title="Стало", timing=Timing(TimingKind.DAYS, (Occurrence(days_ahead(12), days_ahead(12)),)))
    after = notes(secret)
    assert before.keys() == after.keys()
    uid = str(row.uid)
    assert (int(before[uid]["SEQUENCE"]), int(after[uid]["SEQUENCE"]), str(after[uid]["SUMMARY"])) == (1, 2, "Стало")
    assert after[uid]["LAST-MODIFIED"].dt >= before[uid]["LAST-MODIFIED"].dt


def test_cancelled_event_stays_as_cancelled_and_takes_no_time(office):
    event(state=EventState.CANCELLED)
    (note,) = notes(made(office).secret).values()
    assert (str(note["STATUS"]), str(note["TRANSP"])) == ("CANCELLED", "TRANSPARENT")


def test_draft_is_tentative_and_only_where_it_is_asked_for(office):
    event(state=EventState.DRAFT)
    assert notes(made(office).secret) == {}
    (note,) = notes(made(office, with_drafts=True).secret).values()
    assert str(note["STATUS"]) == "TENTATIVE"


def test_deleted_event_is_called_off_comes_back_and_is_forgotten_after_its_term(office):
    row, one = event(title="Тайное"), made(office)
    numbers = [int(notes(one.secret)[str(row.uid)]["SEQUENCE"])]
    put_into_basket(chosen=[Chosen(row, row.edition)], by=BY)
    note = notes(one.secret)[str(row.uid)]
    assert (str(note["STATUS"]), str(note["SUMMARY"]), "URL" in note) == ("CANCELLED", "Снято из календаря", False)
    numbers.append(int(note["SEQUENCE"]))
    restore_events(events=[row], by=BY)
    note = notes(one.secret)[str(row.uid)]
    assert str(note["STATUS"]) == "CONFIRMED"
    numbers.append(int(note["SEQUENCE"]))
    assert numbers == sorted(set(numbers))
    row.refresh_from_db()
    put_into_basket(chosen=[Chosen(row, row.edition)], by=BY)
    assert str(row.uid) in notes(one.secret)
    kept = FeedMemory.objects.get(feed=one.feed)
    sequence, day, at = kept.plain["left"][str(row.uid)]
    kept.plain["left"][str(row.uid)] = [sequence, day, (datetime.fromisoformat(at) - TERM).isoformat()]
    kept.save()
    assert notes(one.secret) == {}


def test_feed_follows_its_kept_filter_and_calls_off_what_leaves_it(office):
    sport, concert = event(title="Матч"), event(title="Концерт")
    changed(sport, kind=EventKind.SPORT)
    changed(concert, kind=EventKind.CULTURE)
    view = keep_view(list_name="events", name="Спорт", query="kind=sport", by=office)
    secret = made(office, Source(view=view)).secret
    assert set(notes(secret)) == {str(sport.uid)}
    change_view(view, name="Культура", query="kind=culture", audience="", edition=view.edition, by=office)
    assert {uid: str(each["STATUS"]) for uid, each in notes(secret).items()} == {
        str(sport.uid): "CANCELLED",
        str(concert.uid): "CONFIRMED",
    }


def test_token_of_another_unit_leaks_nothing_and_rights_are_asked_at_every_reading():
    mine, other = directory.unit(), directory.unit()
    user = directory.coordinator(mine)
    own, foreign = event(title="Своё", owner=mine), event(title="Чужое и тайное", owner=other)
    secret = made(user, with_people=True).secret
    assert set(notes(secret)) == {str(own.uid)}
    assert "Чужое" not in read(secret).content.decode()
    Membership.objects.filter(user=user).update(unit=other)
    after = notes(secret)
    assert {uid: str(each["STATUS"]) for uid, each in after.items()} == {
        str(own.uid): "CANCELLED",
        str(foreign.uid): "CONFIRMED",
    }
    assert "Своё" not in read(secret).content.decode()


def test_leaders_day_holds_where_the_leader_is_and_what_was_asked_for(office):
    mayor = directory.person("Примеров")

    def part(title, kind, consent=Consent.NOT_NEEDED):
        return event(title=title, participants=(Participant(kind, person=mayor, consent=consent),))

    part("Ведёт", ParticipationKind.HOSTS)
    part("Желательно", ParticipationKind.DESIRED)
    part("Отвечает", ParticipationKind.RESPONSIBLE)
    part("Отказался", ParticipationKind.ATTENDS, Consent.REFUSED)
    event(title="Без него")

    def titles(**options):
        return {str(each["SUMMARY"]) for each in notes(made(office, Source(person=mayor), **options).secret).values()}

    assert (titles(), titles(with_desired=False)) == ({"Ведёт", "Желательно"}, {"Ведёт"})


def test_names_of_participants_are_written_only_where_they_are_asked_for(office):
    mayor = directory.person("Примеров")
    event(participants=(Participant(ParticipationKind.HOSTS, person=mayor),))
    assert "Примеров" not in read(made(office).secret).content.decode()
    (note,) = notes(made(office, with_people=True).secret).values()
    assert "Ведёт: Примеров Пётр Пробович" in str(note["DESCRIPTION"])


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("close", "больше не действует"),
        ("reopen", "больше не действует"),
        ("revoke", "больше не действует"),
        ("", "календаря нет"),
    ],
)
def test_address_that_ended_says_so_in_words(office, end, words):
    one = made(office)
    if end == "revoke":
        revoke_feed(one.feed, by=BY)
    elif end:
        close_user(office, reason="уволен", heir=None, by=BY)
        if end == "reopen":
            reopen_user(office, by=BY)
    answer = read(one.secret if end else "opf_nothing")
    assert (answer.status_code, answer["Content-Type"]) == (410 if end else 404, "text/plain; charset=utf-8")
    assert words in answer.content.decode()


def test_unchanged_calendar_is_answered_304_by_one_query(office, django_assert_num_queries):
    event()
    secret = made(office).secret
    tag = read(secret)["ETag"]
    # What was written within the last quarter of an hour may have neighbours that are not visible yet: read anew.
    assert read(secret, **{"If-None-Match": tag}).status_code == 304
    Feed.objects.update(fresh_since=timezone.now())
    with django_assert_num_queries(1):
        answer = read(secret, **{"If-None-Match": f"W/{tag}"})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert (
        read(secret, **{"If-Modified-Since": timezone.now().strftime("%a, %d %b %Y %H:%M:%S GMT")}).status_code == 304
    )


def test_changed_calendar_has_another_tag(office):
    row, secret = event(), made(office).secret
    tag = read(secret)["ETag"]
    Feed.objects.update(fresh_since=timezone.now())
    changed(row, title="Иначе")
    answer = read(secret, **{"If-None-Match": tag})
    assert (answer.status_code, answer["ETag"] == tag) == (200, False)


@pytest.mark.parametrize("count", [1, 3])
def test_whole_reading_asks_as_many_queries_for_one_event_as_for_three(office, count, django_assert_num_queries):
    for _number in range(count):
        event()
    secret = made(office).secret
    read(secret)
    with django_assert_num_queries(8):
        read(secret)


def test_head_gzip_and_quiet_headers(office):
    event(title="Заседание комиссии по делам " * 8)
    secret = made(office).secret
    head = Client().head(f"/feeds/read/{secret}.ics")
    assert (head.status_code, head.content) == (200, b"")
    answer = read(secret, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.content).startswith(b"BEGIN:VCALENDAR\r\n")
    assert {name: answer[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")} == {
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Cache-Control": "private, no-cache",
    }


def test_reading_is_noted_by_program_without_its_other_words(office):
    one = made(office)
    read(one.secret, **{"User-Agent": "Google-Calendar-Importer ivanova@gorod.example"})
    one.feed.refresh_from_db()
    assert (one.feed.client, one.feed.read_at is None) == ("Google Календарь", False)


def test_calendar_read_in_a_loop_is_asked_to_wait(office):
    secret = made(office).secret
    statuses = [read(secret).status_code for _number in range(MOST_READS + 1)]
    assert (statuses[-2], statuses[-1]) == (200, 429)
    answer = read(secret)
    assert (answer["Retry-After"], "слишком часто" in answer.content.decode()) == ("600", True)


def test_guessing_of_addresses_is_stopped():
    statuses = [read(f"opf_guess{number}").status_code for number in range(MOST_MISSES + 1)]
    assert (statuses[-2], statuses[-1]) == (404, 429)


def test_secret_never_stands_in_the_log(office, caplog):
    secret = made(office).secret
    caplog.handler.addFilter(WithoutSecrets())
    with caplog.at_level(logging.DEBUG):
        revoke_feed(Feed.objects.get(), by=BY)
        read(secret)
        logging.getLogger("django.request").warning("Gone: %s", f"/feeds/read/{secret}.ics")
    assert "opf_…" in caplog.text
    assert secret not in caplog.text


def test_secret_is_kept_nowhere(office):
    one = made(office)
    kept = str(list(Feed.objects.values())) + str(list(FeedMemory.objects.values()))
    assert one.secret not in kept


def occurrences_of(secret, first, last):
    """Return title, beginning and status of all that stands in the days, as two packages together expand rules."""
    calendar = icalendar.Calendar.from_ical(read(secret).content)
    found = recurring_ical_events.of(calendar).between(first, last)
    return sorted((each["DTSTART"].dt.replace(tzinfo=None), str(each["STATUS"])) for each in found)


def test_meetings_parted_from_a_rule_take_their_place_under_its_uid(office):
    """One is moved, one called off: their days are named by RECURRENCE-ID; of one that the feed may not tell, EXDATE."""
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    weeks = [monday + timedelta(days=7 * number) for number in range(5)]
    stretch = Occurrence(weeks[0], weeks[-1], time(9), time(10))
    row = event(stretch, kind=TimingKind.RECURRING, rrule="FREQ=WEEKLY;BYDAY=MO")
    why = Why("Отпуск пробный")

    def fresh():
        return Event.objects.get(pk=row.pk)

    going = Going(weeks[1] + timedelta(days=1), time(11))
    move_occurrence(fresh(), day=weeks[1], going=going, scope=Scope.ONE, why=why, by=office)
    cancel_occurrence(fresh(), day=weeks[2], scope=Scope.ONE, why=why, by=office)
    cancel_occurrence(fresh(), day=weeks[3], scope=Scope.ONE, why=why, by=office)
    gone = PartedMeeting.objects.get(day=weeks[3]).event
    put_into_basket(chosen=[Chosen(gone, gone.edition)], by=office)
    secret = made(office).secret
    assert occurrences_of(secret, weeks[0], weeks[-1] + timedelta(days=2)) == [
        (datetime.combine(weeks[0], time(9)), "CONFIRMED"),
        (datetime.combine(weeks[1] + timedelta(days=1), time(11)), "CONFIRMED"),
        (datetime.combine(weeks[2], time(9)), "CANCELLED"),
        (datetime.combine(weeks[4], time(9)), "CONFIRMED"),
    ]
    notes_read = vobject.readOne(read(secret).content.decode()).vevent_list
    assert {each.uid.value for each in notes_read} == {str(row.uid)}
    named = sorted(each.recurrence_id.value.date() for each in notes_read if hasattr(each, "recurrence_id"))
    assert named == weeks[1:3]
    (rule,) = (each for each in notes_read if hasattr(each, "rrule"))
    assert [each.date() for each in rule.exdate.value] == [weeks[3]]
