"""The demonstration city's first screen: a day with roads and a clash, news since the last visit, chosen leaders."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, Participant, change_event, create_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.home.actions import choose_leaders, see_news
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_DATA = Path(__file__).with_name("demo_data")
_READERS = ("otdel", "kultura", "sport", "protokol")
_CHOOSES, _CHOSEN = "protokol", 2


def build_home(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Fill today and tomorrow, mark the news as seen by all, then let colleagues change something."""
    found = _Found()
    users = {user.login: user for user in User.objects.filter(is_demo=True)}
    for row in rows_of(_DATA / "today.csv"):
        create_event(facts=found.facts(row, EventKind(row["kind"])), by=by)
    news = rows_of(_DATA / "news.csv")
    standing = [create_event(facts=found.facts(row), by=by) for row in news if row["verb"] != "recorded"]
    for login in _READERS:
        see_news(until=timezone.now(), by=users[login])
    for row in news:
        _change(row, standing, found, users[row["login"]])
    chosen = [found.leaders[order] for order in sorted(found.leaders)[:_CHOSEN]]
    choose_leaders(leaders=chosen, desk=users[_CHOOSES].desk, edition=users[_CHOOSES].desk.edition, by=users[_CHOOSES])


class _Found:
    """What the rows name: units, venues, leaders by their order today."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.units = {unit.short_name: unit for unit in Unit.objects.all()}
        self.venues = {venue.name: venue for venue in Venue.objects.all()}
        self.leaders: dict[int, Person] = {post.leader_order or 0: post.person for post in leaders_on(self.today)}

    def facts(self, row: Row, kind: EventKind = EventKind.OTHER) -> EventFacts:
        """Return the event of a row."""
        people = ((ParticipationKind.HOSTS, row["host"]), (ParticipationKind.ATTENDS, row.get("attends", "")))
        return EventFacts(
            title=row["title"],
            owner=self.units[row["owner"]],
            timing=at(self.today + timedelta(days=int(row["after"])), row["start"], row["end"]),
            kind=kind,
            venue=self.venues[row["venue"]],
            participants=tuple(
                Participant(part, self.leaders[int(order)], consent=Consent.NOT_NEEDED)
                for part, order in people
                if order and int(order) in self.leaders
            ),
        )


def at(day: date, start: str, end: str) -> Timing:
    """Return the clock time of a row."""
    hours = time.fromisoformat(start), time.fromisoformat(end)
    return Timing(TimingKind.TIMED, (Occurrence(day, day, *hours),))


def _change(row: Row, standing: list[Event], found: _Found, by: User) -> None:
    if row["verb"] == "recorded":
        create_event(facts=found.facts(row), by=by)
        return
    event = next(each for each in standing if each.title == row["title"])
    facts = facts_of(event)
    if row["verb"] == "moved":
        first = facts.timing.occurrences[0]
        assert first.start is not None, "rows have days"
        facts = facts.moved(at(first.start, row["value"], "20:00"))
    elif row["verb"] == "placed":
        facts = facts.placed(found.venues[row["value"]])
    else:
        facts = facts.cancelled()
    change_event(event, facts=facts, edition=event.edition, reason=row["reason"], by=by)
