"""Roads from a routing server: what is asked, what is read, what becomes of a broken answer. The server is here."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.clashes import wire
from orgplan.clashes.actions import PairFacts, RoadFacts, write_pair, write_road
from orgplan.clashes.jobs import ask_roads
from orgplan.clashes.models import RoadPair, RoadRule
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.rules.kinds import PairSource
from orgplan.clashes.rules.road import Point, Roads, Travel
from orgplan.clashes.rules.router import (
    UnreadableTableError,
    batches,
    read_table,
    table_path,
    whole_minutes,
)
from orgplan.clashes.tests.factories import BY, event
from orgplan.directory.tests import factories as directory

PLACES = ((54.9848, 73.3674), (54.9713, 73.4044), (54.9530, 73.3780))


class Context:
    """A job that nobody stops."""

    def check_stopped(self):
        pass


CONTEXT: Any = Context()


@contextmanager
def server(answer):
    """A routing server on this machine: `answer` is given the places that are asked about."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            places = urlsplit(self.path).path.rsplit("/", 1)[1].split(";")
            status, body = answer(places)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}", asked
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def table(places):
    """Ten minutes and a second for every way."""
    rows = [[0 if one == other else 601 for other in places] for one in places]
    return 200, json.dumps({"code": "Ok", "durations": rows}).encode()


@pytest.fixture
def city(db, settings):
    """Three venues, and somebody who goes from the first to the second tomorrow."""
    settings.WEBHOOKS_NETWORKS = (ip_network("127.0.0.0/8"),)
    venues = [directory.venue(latitude=Decimal(str(lat)), longitude=Decimal(str(lon))) for lat, lon in PLACES]
    day, person = timezone.localdate() + timedelta(days=1), directory.person("Объездов")
    event("Планёрка", "09:00–10:00", person, day=day, venue=venues[0])
    event("Открытие", "11:00–12:00", person, day=day, venue=venues[1])
    event("Приём", "11:00–12:00", directory.person("Другой"), day=day, venue=venues[2])
    return venues


def set_router(address):
    road = RoadRule.objects.first()
    facts = RoadFacts(30, Decimal("1.4"), 10, {}, router=address)
    write_road(facts=facts, road=road, edition=road.edition if road else 0, by=BY)


def test_server_is_asked_only_for_the_ways_that_somebody_goes(city):
    with server(table) as (address, asked):
        set_router(address)
        ask_roads(CONTEXT)
        ask_roads(CONTEXT)
    assert asked == ["/table/v1/driving/73.367400,54.984800;73.404400,54.971300?annotations=duration"]
    (pair,) = RoadPair.objects.all()
    assert (pair.start, pair.end, pair.minutes, pair.source) == (city[0], city[1], 21, PairSource.ROUTER)
    assert pair.asked_on == timezone.localdate()
    assert norms().pairs == {(city[0].pk, city[1].pk): 21}
    assert RoadRule.objects.get().router_problem == ""


def test_what_a_person_wrote_is_not_asked_about(city):
    write_pair(facts=PairFacts(city[1], city[0], 40), by=BY)
    with server(table) as (address, asked):
        set_router(address)
        ask_roads(CONTEXT)
    assert asked == []
    assert RoadPair.objects.get().minutes == 40


def test_old_answer_is_asked_about_again(city):
    with server(table) as (address, asked):
        set_router(address)
        ask_roads(CONTEXT)
        RoadPair.objects.update(asked_on=date(2020, 1, 1))
        ask_roads(CONTEXT)
    assert len(asked) == 2
    assert RoadPair.objects.get().asked_on == timezone.localdate()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda _places: (200, b"<html>"), "не таблицей"),
        (lambda _places: (400, b'{"code": "TooBig", "message": "Too many"}'), "отказал: Too many"),
        (lambda _places: (200, b'{"code": "Ok", "durations": [[0]]}'), "не хватает строк"),
        (lambda places: (200, json.dumps({"code": "Ok", "durations": [[-5] * 2] * len(places)}).encode()), "не бывает"),
        (lambda _places: (500, b""), "ошибкой (500)"),
        (lambda _places: (302, b""), "ошибкой (302)"),
    ],
)
def test_broken_answer_becomes_a_sentence_and_the_formula_holds(city, answer, words):
    with server(answer) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
    assert words in RoadRule.objects.get().router_problem
    assert norms().pairs == {}


def test_server_that_is_not_there_becomes_a_sentence(city, settings):
    with server(table) as (address, _asked):
        pass
    set_router(address)
    ask_roads(CONTEXT)
    assert "не отвечает" in RoadRule.objects.get().router_problem
    settings.WEBHOOKS_NETWORKS = ()
    ask_roads(CONTEXT)
    assert "ORGPLAN_WEBHOOKS_NETWORKS" in RoadRule.objects.get().router_problem


def test_part_of_the_table_is_taken_where_some_ways_are_not_known(city):
    person = directory.person("Дальний")
    day = timezone.localdate() + timedelta(days=1)
    event("Смотр", "13:00–14:00", person, day=day, venue=city[0])
    event("Показ", "15:00–16:00", person, day=day, venue=city[2])

    def partly(places):
        rows: list[list[Any]] = [[0 if one == other else 601 for other in places] for one in places]
        for row in (rows[0], rows[-1]):  # the third venue stands alone: nobody gets there
            row[places.index("73.378000,54.953000")] = None
        return 200, json.dumps({"code": "Ok", "durations": rows}).encode()

    with server(partly) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
    assert norms().pairs == {(city[0].pk, city[1].pk): 21}
    assert RoadRule.objects.get().router_problem == ""
    by_formula = Roads(
        norms().travel, {key.pk: Point(*place) for key, place in zip(city, PLACES, strict=True)}, norms().pairs
    )
    assert by_formula.minutes(city[0].pk, city[2].pk, 14) == norms().travel.minutes(
        Point(*PLACES[0]), Point(*PLACES[2]), 14
    )


def test_server_that_drips_is_broken_off_in_words(monkeypatch, settings):
    settings.WEBHOOKS_NETWORKS = (ip_network("127.0.0.0/8"),)
    monkeypatch.setattr(wire, "WHOLE", 0.3)
    line = socket.create_server(("127.0.0.1", 0))

    def drip():
        talk, _who = line.accept()
        with talk, suppress(OSError):
            talk.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            for _drop in range(20):
                talk.sendall(b" ")
                time.sleep(0.1)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with pytest.raises(wire.UnreachedError, match="не довёл ответ до конца"):
        wire.ask(f"http://127.0.0.1:{line.getsockname()[1]}/")
    thread.join()
    line.close()


def test_server_that_is_silent_becomes_a_sentence_and_known_roads_stay(city, monkeypatch):
    with server(table) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
    RoadPair.objects.update(asked_on=date(2020, 1, 1))
    monkeypatch.setattr(wire, "TIMEOUT", 0.1)
    talks = threading.Event()

    def silent(_places):
        talks.wait(5)
        return 200, b""

    with server(silent) as (address, asked):
        set_router(address)
        ask_roads(CONTEXT)
        talks.set()
    assert len(asked) == 1
    assert "не ответил за десять секунд" in RoadRule.objects.get().router_problem
    assert norms().pairs == {(city[0].pk, city[1].pk): 21}


def test_endless_answer_is_read_to_its_bound(city):
    with server(lambda _places: (200, b" " * 2_000_001)) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
    assert "больше любой таблицы" in RoadRule.objects.get().router_problem


def test_problem_is_forgotten_when_the_server_answers_again(city):
    with server(lambda _places: (500, b"")) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
        assert RoadRule.objects.get().router_problem
    with server(table) as (address, _asked):
        set_router(address)
        ask_roads(CONTEXT)
    assert (RoadRule.objects.get().router_problem, len(norms().pairs)) == ("", 1)


def test_without_a_server_nobody_is_asked(city):
    ask_roads(CONTEXT)
    assert not RoadPair.objects.exists()


def test_way_that_the_server_does_not_know_stays_with_the_formula():
    content = b'{"code": "Ok", "durations": [[0, null], [30.5, 0]]}'
    assert read_table(content, ("a", "b")) == {("b", "a"): 30.5}
    with pytest.raises(UnreadableTableError):
        read_table(b"[" * 100_000, ("a",))


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(31, 60)), max_size=60), st.integers(2, 10))
def test_batches_hold_every_pair_once_and_few_places(pairs, most):
    rows = list(batches(pairs, most))
    assert sorted(pair for row in rows for pair in row) == sorted(pairs)
    assert all(len({key for pair in row for key in pair}) <= most for row in rows)


@given(st.integers(0, 10**9), st.integers(0, 60))
def test_minutes_are_rounded_up_and_a_day_at_most(seconds, overhead):
    minutes = whole_minutes(seconds, overhead)
    assert minutes == 24 * 60 or 0 <= minutes * 60 - overhead * 60 - seconds < 60


def test_longitude_comes_first():
    assert table_path([Point(54.5, 73.25)]) == "/table/v1/driving/73.250000,54.500000?annotations=duration"


def test_hour_of_day_counts_for_what_the_server_told():
    roads = Roads(Travel(30, 1.4, 10, {8: 1.5}), {}, {(1, 2): 20})
    assert [roads.minutes(1, 2, hour) for hour in (7, 8)] == [20, 30]
