"""Calendars from outside: fetched from a server on this machine, kept, shown to those who may."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.models import Entry
from orgplan.availability import actions, wire
from orgplan.availability.actions import CalendarFacts, write_calendar
from orgplan.availability.jobs import read_calendar
from orgplan.availability.models import ClosedTime, IncomingCalendar
from orgplan.availability.queries import closed_between, closed_times
from orgplan.availability.rules.incoming import LARGEST
from orgplan.availability.tests.factories import BY, days, layer
from orgplan.clashes.queries import clashes_of
from orgplan.clashes.tests.factories import event, mayor
from orgplan.core.editing import RefusedError

pytestmark = pytest.mark.django_db
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """A server on this machine; `answer` is given each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def near(settings):
    settings.WEBHOOKS_NETWORKS = (ip_network("127.0.0.0/8"),)


def sending(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") and handler.headers["If-None-Match"] == headers.get("ETag"):
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"BEGIN:VCALENDAR\r\n" * 4_000)


def in_circles(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/again.ics")
    handler.end_headers()


DAY = timezone.localdate() + timedelta(days=10)


def ics(*hours: str, words: str = "Врач") -> bytes:
    """A calendar with these hours («1000-1100») of the day."""
    parts = [
        f"BEGIN:VEVENT\nUID:{each}\nDTSTAMP:20260101T000000Z\nSUMMARY:{words}\n"
        f"DTSTART:{DAY:%Y%m%d}T{each[:4]}00\nDTEND:{DAY:%Y%m%d}T{each[5:]}00\nEND:VEVENT"
        for each in hours
    ]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:проба", *parts, "END:VCALENDAR", ""]).encode()


def taken(person, *hours: str) -> IncomingCalendar:
    """A leader's calendar from a file."""
    made = write_calendar(facts=CalendarFacts("Личный", person=person), by=BY)
    actions.take_file(made, content=ics(*hours), file_title="личный.ics", by=BY)
    return made


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (endless, "больше 5 МБ"),
        (in_circles, "перенаправляет снова и снова"),
        (sending(b"", Content_Length=str(LARGEST + 1)), "больше 5 МБ"),
        (sending(b"", 404), "больше нет календаря (404)"),
        (sending(b"", 403), "не даёт читать календарь (403)"),
        (sending(b"", 500), "ответила ошибкой (500)"),
    ],
)
def test_wrong_answer_becomes_a_sentence(answer, said, near):
    with serving(answer) as address:
        found = wire.fetch(f"{address}/busy.ics")
    assert (found.content, said in found.problem) == (None, True), found.problem


def test_calendar_comes_over_a_redirect_and_is_not_sent_again(near):
    body = ics("1000-1100")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/old.ics":
            handler.send_response(301)
            handler.send_header("Location", "/new.ics")
            handler.end_headers()
        else:
            sending(body, ETag='"1"')(handler)

    with serving(answer) as address:
        found = wire.fetch(f"{address}/old.ics")
        again = wire.fetch(f"{address}/old.ics", found.tag)
    assert (found.content, found.tag, again) == (body, '"1"', wire.Fetched())


def test_address_of_an_inner_network_is_not_asked():
    with serving(sending(ics("1000-1100"))) as address:
        assert "внутреннюю сеть" in wire.fetch(address).problem


def test_redirect_into_an_inner_network_is_not_followed(near, settings):
    settings.WEBHOOKS_NETWORKS = (ip_network("127.0.0.1/32"),)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://127.0.0.2:1/secret")
        handler.end_headers()

    with serving(answer) as address:
        assert "внутреннюю сеть (127.0.0.2)" in wire.fetch(address).problem


def test_nobody_there_is_told(near):
    with serving(sending(b"")) as address:
        pass
    assert "недоступен" in wire.fetch(address).problem


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://a:b@host/x.ics", "просто слова", "https://10.0.0.1/x"]
)
def test_wrong_address_is_refused_at_once(address):
    with pytest.raises(RefusedError):
        write_calendar(facts=CalendarFacts("Личный", person=mayor(), address=address), by=BY)


def test_address_is_kept_sealed_and_told_by_its_host_only():
    secret = "https://calendar.example.org/private-abc/basic.ics"
    made = write_calendar(facts=CalendarFacts("Личный", person=mayor(), address=secret), by=BY)
    assert (made.host, "private-abc" in made.sealed_address) == ("calendar.example.org", False)
    told = [str(entry.after) + str(entry.before) for entry in Entry.objects.all()]
    assert not any("private-abc" in each for each in told)


def test_worker_reads_and_keeps_what_it_knew_when_the_feed_breaks(near):
    person = mayor()
    with serving(sending(ics("1000-1100"), ETag='"1"')) as address:
        made = write_calendar(facts=CalendarFacts("Личный", person=person, address=f"{address}/a.ics"), by=BY)
        read_calendar(made)
        made.refresh_from_db()
        assert (made.count, made.problem) == (1, "")
        read_calendar(made)
    read_calendar(made)
    made.refresh_from_db()
    assert "недоступен" in made.problem
    assert (made.count, ClosedTime.objects.filter(calendar=made).count(), made.failures) == (1, 1, 1)


def test_page_instead_of_a_calendar_leaves_the_last_good_state(near):
    made = taken(mayor(), "1000-1100")
    with serving(sending(b"<html>Sign in</html>")) as address:
        facts = CalendarFacts("Личный", person=made.person, address=f"{address}/a.ics")
        made.refresh_from_db()
        made = write_calendar(facts=facts, calendar=made, edition=made.edition, by=BY)
        read_calendar(made)
    made.refresh_from_db()
    assert "веб-страница" in made.problem
    assert ClosedTime.objects.filter(calendar=made).count() == 1


def test_busy_leader_is_told_without_words():
    person = mayor()
    taken(person, "1000-1100")
    one = event("Совещание", "10:30–11:30", person, day=DAY)
    found = clashes_of(accounts.user(Role.DEPARTMENT), one)
    assert [each.clash.sentence for each in found] == [
        f"«Совещание» 10:30–11:30 — занят по личному календарю ({DAY:%d.%m.%Y} 10:00–11:00)"
    ]
    assert [each.words for each in closed_times(DAY, DAY, people=[person.pk], venues=())] == [
        "занят по личному календарю"
    ]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.PROTOCOL, "занят 10:00–11:00: Врач"),
        (Role.LEADER, "занят 10:00–11:00: Врач"),
        (Role.DEPARTMENT, "занят 10:00–11:00"),
        (Role.COORDINATOR, "занят 10:00–11:00"),
    ],
)
def test_what_keeps_a_leader_is_read_by_those_who_serve_him(role, words, client_of):
    person = mayor()
    taken(person, "1000-1100")
    assert closed_between(accounts.user(role), DAY, DAY).busy(person.pk, DAY) == words
    text = client_of(role).get(f"/calendar/day/{DAY.isoformat()}/").content.decode()
    assert (words in text, "Врач" in text) == (True, "Врач" in words)


def test_calendar_of_a_layer_gives_its_days():
    made = layer("Матчи", days(DAY + timedelta(days=3)))
    calendar = write_calendar(facts=CalendarFacts("Афиша", layer=made), by=BY)
    actions.take_file(calendar, content=ics("1900-2200", words="«Авангард»"), file_title="афиша.ics", by=BY)
    found = list(ClosedTime.objects.filter(layer=made))
    assert [(each.span.start.hour, each.words) for each in found] == [(19, "«Авангард»")]
    with pytest.raises(RefusedError, match="приходят из календаря"):
        actions.remove_time(made, span=found[0].span, by=BY)


def test_same_reading_is_not_told_in_the_history():
    made = taken(mayor(), "1000-1100")
    before = Entry.objects.count()
    from_file = ClosedTime.objects.get().pk
    reading = actions.take_file(made, content=ics("1000-1100"), file_title="личный.ics", by=BY)
    assert Entry.objects.count() == before + 1
    actions.store_reading(made, reading=reading, tag="", by=BY)
    assert Entry.objects.count() == before + 1
    assert ClosedTime.objects.get().pk != from_file


# Pages


@pytest.fixture
def protocol(client_of):
    return client_of(Role.PROTOCOL)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_calendars_costs_the_same(count, protocol, django_assert_num_queries):
    for number in range(count):
        write_calendar(facts=CalendarFacts(f"Личный {number}", person=mayor(f"Образцов{number}")), by=BY)
    with django_assert_num_queries(3):
        page = protocol.get("/availability/calendars/")
    assert len(page.context["calendars"]) == count


def test_calendar_is_ordered_read_from_a_file_stopped_and_removed(protocol):
    person = mayor()
    protocol.post(
        "/availability/calendars/new/",
        {"name": "Личный", "person": person.pk, "level": "warn", "address": "webcal://calendar.example.org/x.ics"},
    )
    made = IncomingCalendar.objects.get()
    page = f"/availability/calendars/{made.pk}/"
    assert protocol.post(f"{page}stop/").status_code == 303
    assert protocol.post(f"{page}stop/").status_code != 200
    assert protocol.post(f"{page}resume/").status_code == 303
    given = SimpleUploadedFile("личный.ics", ics("1000-1100"))
    assert protocol.post(f"{page}file/", {"file": given}).status_code == 303
    assert "Врач" in protocol.get(page).content.decode()
    protocol.post(f"{page}remove/")
    assert not ClosedTime.objects.exists()


def test_wrong_file_is_told_on_the_page(protocol):
    made = taken(mayor(), "1000-1100")
    page = protocol.post(
        f"/availability/calendars/{made.pk}/file/", {"file": SimpleUploadedFile("x.ics", b"<html></html>")}
    )
    assert (page.status_code, "веб-страница" in page.content.decode()) == (422, True)
    assert ClosedTime.objects.count() == 1


def test_form_shows_the_address_never_again(protocol):
    secret = "https://calendar.example.org/private-abc/basic.ics"
    made = write_calendar(facts=CalendarFacts("Личный", person=mayor(), address=secret), by=BY)
    text = protocol.get(f"/availability/calendars/{made.pk}/change/").content.decode()
    assert ("private-abc" in text, "calendar.example.org" in text) == (False, True)
    protocol.post(
        f"/availability/calendars/{made.pk}/change/",
        {"name": "Рабочий", "person": made.person_id, "level": "warn", "address": "", "edition": made.edition},
    )
    kept = IncomingCalendar.objects.get()
    assert (kept.name, kept.sealed_address) == ("Рабочий", made.sealed_address)


def test_department_reads_the_times_without_words(client_of):
    made = taken(mayor(), "1000-1100")
    text = client_of(Role.DEPARTMENT).get(f"/availability/calendars/{made.pk}/").content.decode()
    assert ("Врач" in text, f"{DAY:%d.%m.%Y} 10:00–11:00" in text) == (False, True)
    assert datetime.combine(DAY, datetime.min.time()) <= ClosedTime.objects.get().span.start
