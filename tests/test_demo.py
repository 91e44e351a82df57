"""The demonstration city: it builds on an empty database, twice alike, and everything in it makes sense."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import System
from orgplan.clashes import demo as clashes_demo
from orgplan.config.demo import SIGN_INS, build_city, city_is_stale, demo_files
from orgplan.core.demo_data import rows_of as csv_rows
from orgplan.directory.models import Membership, Person, Position, Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.demo import is_working
from orgplan.events.models import Event, Participation
from orgplan.events.rules import EventState
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import open_plan
from orgplan.planning.actions.submissions import read_in, submit
from orgplan.planning.demo.days import fill
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import AgreementRound, PairSuggestion, Plan, PlanLine, Publication, Submission
from orgplan.planning.queries.amendments import amendments_now
from orgplan.planning.queries.plans import difference, rows_of, version_rows
from orgplan.planning.queries.submissions import gone_lines, review_counts
from orgplan.planning.rules.approval import RoundState
from orgplan.planning.rules.states import LineState, PlanState
from orgplan.scheduling.models import MonthSearch

BY = System("Проверка")
CLASHES = Path(clashes_demo.__file__).with_name("demo_data") / "clashes.csv"


class Built:
    """The day for which the city was last built."""

    day: date | None = None


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """The city is built for the module by the first who asks; the tests after it get an empty database again."""
    yield Built()
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def _city_of_today(_built, django_db_blocker):
    """Build the city, and once more where midnight has passed in Omsk meanwhile: it is a city of its day."""
    with django_db_blocker.unblock():
        while _built.day != timezone.localdate():
            _built.day = timezone.localdate()
            build_city()
    return _built.day


@pytest.fixture
def city(_city_of_today, db):
    """The city of today; what a test changes in it is rolled back."""
    return _city_of_today


def next_month() -> Period:
    return Period.around(Period.around(timezone.localdate(), "month").end + timedelta(days=1), "month")


def counts() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__module__.startswith("orgplan.")]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_city_is_built_twice_alike(city) -> None:
    before, files = counts(), [each.path.name for each in demo_files()]
    build_city()
    if timezone.localdate() != city:  # midnight has passed: another day has another city
        before, files = counts(), [each.path.name for each in demo_files()]
        build_city()
    assert counts() == before
    assert [each.path.name for each in demo_files()] == files


def test_city_people_are_all_invented_and_marked(city) -> None:
    assert not Person.objects.filter(is_invented=False).exists()
    assert Position.objects.count() >= Person.objects.count() >= 60


def test_city_has_forty_units_that_send_plans(city) -> None:
    assert Unit.objects.filter(submits_plans=True).count() == 40
    assert (
        Venue.objects.filter(latitude__range=(54.8, 55.2), longitude__range=(73.1, 73.7)).count()
        == Venue.objects.count()
    )


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda each: each.login)
def test_printed_sign_in_opens_the_first_screen(city, sign_in) -> None:
    client = Client()
    answer = client.post(reverse("accounts:sign_in"), {"username": sign_in.login, "password": sign_in.password})
    assert answer.status_code == 302
    page = client.get(reverse("home:today"), follow=True)
    assert page.status_code == 200
    user = User.objects.get(login=sign_in.login)
    assert Membership.objects.filter(user=user, unit__isnull=False, person__isnull=False).count() == 1


def test_city_has_one_sign_in_for_each_role_two_coordinators_and_an_assistant(city) -> None:
    roles = Counter(User.objects.values_list("role", flat=True))
    two = {
        Role.COORDINATOR.value: 2,
        Role.PROTOCOL.value: 2,
    }  # the second of the protocol service is the Mayor's assistant
    assert roles == Counter(dict.fromkeys(Role.values, 1) | two)


def test_city_events_have_titles_owners_days_and_states_of_today(city) -> None:
    today = timezone.localdate()
    own = Event.objects.filter(plan_lines=None)
    assert not own.filter(first_day=None).exists()
    assert not own.filter(title__contains="{").exists()
    assert not own.filter(state=EventState.HELD, last_day__gte=today).exists()
    assert not own.filter(state=EventState.HELD, outcome=None).exists()
    assert own.filter(first_day__year__lte=2026).count() >= 600
    for event in own.filter(timing_kind="timed").prefetch_related("occurrences"):
        for each in event.occurrences.all():
            assert each.end_time is None or each.start_time < each.end_time, event


def test_city_day_has_parts_in_both_years(city) -> None:
    days = Event.objects.filter(title__startswith="День города: ")
    assert list(days.order_by("first_day").values_list("title", "first_day__day")) == [
        ("День города: 309-я годовщина со дня основания Омска", 2),
        ("День города: 310-я годовщина со дня основания Омска", 1),
        ("День города: 311-я годовщина со дня основания Омска", 7),
    ]
    assert all(day.parts.count() >= 14 for day in days.filter(first_day__year__lt=2027))


def test_leaders_are_busy_on_every_working_day_ahead(city) -> None:
    today = timezone.localdate()
    for shift in range(60):
        day = today + timedelta(days=shift)
        if is_working(day) and not (day.month == 1 and day.day <= 11):
            of_day = Event.objects.kept().filter(
                timing_kind="timed", occurrences__start__lte=day, occurrences__end__gte=day
            )
            leaders = [post.person_id for post in leaders_on(day)]
            # Keys first: PostgreSQL, which has counted nothing yet, would join the three tables row by row.
            keys = list(of_day.exclude(state=EventState.CANCELLED).values_list("pk", flat=True))
            busy = Participation.objects.filter(event__in=keys, person__in=leaders)
            assert busy.values("person").distinct().count() >= 2, day


def test_leader_is_never_at_two_weekly_meetings_at_once(city) -> None:
    today = timezone.localdate()
    meetings = (
        Event.objects.kept()
        .filter(kind__in=("meeting", "staff_meeting"), timing_kind="timed", first_day__gte=today, part_of=None)
        .exclude(state=EventState.CANCELLED)
        .exclude(first_day__gte=MonthSearch.objects.get().month)  # that month clashes on purpose, to be sorted out
        .exclude(title__in=[row["title"] for row in csv_rows(CLASHES)])  # these do, too
    )
    taken: dict[tuple[int, object], list[tuple[object, object]]] = {}
    for event in meetings.prefetch_related("occurrences", "participations"):
        for each in event.occurrences.all():
            for part in event.participations.all():
                if part.person_id and part.kind == "hosts" and each.end_time:  # else nobody knows how long
                    others = taken.setdefault((part.person_id, each.start), [])
                    assert all(each.end_time <= start or end <= each.start_time for start, end in others), event
                    others.append((each.start_time, each.end_time))


def test_ended_post_has_a_successor(city) -> None:
    ended = Position.objects.get(ends_on__isnull=False, leader_order__isnull=False)
    successor = next(
        post for post in leaders_on(ended.ends_on + timedelta(days=1)) if post.leader_order == ended.leader_order
    )
    assert successor.person != ended.person
    assert ended.person in [post.person for post in leaders_on(ended.ends_on)]


def test_city_plans_are_approved_up_to_now_and_a_coming_week_waits(city) -> None:
    today = timezone.localdate()
    plans = Plan.objects.filter(unit=None)
    approved = plans.filter(state=PlanState.APPROVED)
    assert {plan.kind for plan in approved} >= {"year", "month"}
    assert all(plan.items.exists() and plan.versions.count() == 1 and plan.signer_name for plan in approved)
    assert approved.filter(kind="month", starts_on__lte=today, ends_on__gte=today).count() == 1
    waiting = plans.get(state=PlanState.ON_APPROVAL)
    assert (waiting.kind, waiting.starts_on > today) == ("week", True)
    assert waiting.items.count() >= 10


def test_running_month_differs_from_its_version_by_a_moved_a_cancelled_and_an_added_event(city) -> None:
    today = timezone.localdate()
    plan = Plan.objects.get(unit=None, kind="month", starts_on__lte=today, ends_on__gte=today)
    changes = difference(rows_of(plan), version_rows(plan.versions.get()))
    assert max(len(changes.added), len(changes.removed), len(changes.changed)) <= 1
    assert all(then.when != now.when and then.title == now.title for then, now in changes.changed)
    made = amendments_now(plan, plan.versions.get())
    assert [each for each in made if each.is_gap] == []
    assert Publication.objects.get().code == plan.period_code


def test_coming_week_is_half_agreed(city) -> None:
    laid = AgreementRound.objects.get(state=RoundState.OPEN)
    assert [each.state for each in laid.agreements.all()] == ["agreed", "with_remarks", "waiting"]


def test_next_month_is_in_consolidation(city) -> None:
    month = next_month()
    lines = PlanLine.objects.filter(plan__period_code=month.code)
    assert lines.values("plan__unit").distinct().count() == 28
    states = Counter(lines.values_list("state", flat=True))
    assert states[LineState.SUBMITTED] > states[LineState.ACCEPTED] > states[LineState.DECLINED] >= 4
    assert lines.exclude(problems=[]).count() >= 3
    assert not lines.filter(cells=[]).exists()
    assert not lines.filter(title="").exists()
    assert not lines.filter(title__contains="{").exists()
    assert PairSuggestion.objects.filter(is_part=False).count() >= 12
    assert PairSuggestion.objects.filter(is_part=True).count() >= 3
    assert Submission.objects.filter(state="read").count() == 1
    assert not city_is_stale()


def test_ready_papers_are_read_and_the_corrected_one_changes_two_rows(city) -> None:
    month = next_month()
    first, corrected, education, district = (each.path for each in demo_files())
    rows = {
        path: read_source(Source(path.name, path.read_bytes()), month).rows for path in (first, education, district)
    }
    assert [len(found) for found in rows.values()] == [13, 10, 7]
    assert {problem.code for row in rows[first] for problem in row.problems} >= {"day_does_not_exist"}
    unit = Unit.objects.get(short_name="Департамент спорта")
    plan = open_plan(unit=unit, period=month, by=BY)
    for path in (first, corrected):
        source = Source(path.name, path.read_bytes())
        staged = read_in(plan=plan, source=source, reading=read_source(source, month), by=BY)
        if path == first:
            submit(staged, by=BY)
    counted = review_counts(staged)
    assert (counted.new, counted.changed, counted.same) == (0, 2, 10)
    assert [str(line) for line in gone_lines(staged)] == ["Занятия клуба молодых семей"]


@pytest.mark.parametrize("code", [f"{year}-{month:02}" for year in (2026, 2028) for month in range(1, 13)])
def test_days_of_any_month_are_filled_in(code: str) -> None:
    month = Period.parse(code)
    words = fill("{сб1:дата} {вт5:дата} {р3:дата} {д31:дата}", month)
    days = [date.fromisoformat(word) for word in words.split()]
    assert all(day in month for day in days)
    assert [days[0].weekday(), days[1].weekday()] == [5, 1]
    assert is_working(days[2])
    assert days[3] == month.end
