"""Some hundreds of events changed by a job: ordered, written in parts, stopped, undone as one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events import jobs as work
from orgplan.events.actions import change_event, facts_of
from orgplan.events.actions.bulk import BulkChange
from orgplan.events.actions.bulk_work import BulkOrder, change_part
from orgplan.events.models import Event, UndoStep
from orgplan.events.rules import Basis, EventKind, EventState, Level
from orgplan.events.tests.factories import BY, event
from orgplan.events.views import bulk as bulk_view
from orgplan.jobs.actions.leases import claim_job
from orgplan.jobs.jobs import Handler, JobContext, run_job
from orgplan.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def few(monkeypatch):
    """Let three events be many, and two a part."""
    monkeypatch.setattr(bulk_view, "MANY", 2)
    monkeypatch.setattr(work, "PART", 2)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(chosen|apply)" value="([^"]*)"', page))


def ordered(office) -> str:
    """Order the change of five events and return the address of its page."""
    unit = directory.unit()
    mine = [event(title=f"Фестиваль {number}", owner=unit) for number in range(5)]
    change = hidden(office.post("/events/bulk/", {"row": [each.pk for each in mine]}).content.decode())
    change |= {"kind": "culture"}
    preview = office.post("/events/bulk/", change | {"preview": "1"}).content.decode()
    answer = office.post("/events/bulk/", change | hidden(preview))
    assert answer.status_code == 303
    return str(answer["Location"])


def run() -> str:
    job = claim_job(token="тест", now=timezone.now())
    assert job is not None
    return run_job(JobContext(job), Handler("events.bulk", work.change_many, ""))


def changed() -> int:
    return Event.objects.filter(kind=EventKind.CULTURE).count()


@pytest.mark.usefixtures("few")
def test_many_are_changed_by_a_job_and_undone_as_one(office):
    page = ordered(office)
    waiting = office.get(page).content.decode()
    assert (changed(), "every 2s" in waiting, "Исполнитель заданий не запущен" in waiting) == (0, True, True)
    assert run() == "done"
    done = office.get(page).content.decode()
    assert (changed(), "every 2s" in done, "Отменить всё изменение" in done) == (5, False, True)
    step = UndoStep.objects.get()
    office.post(f"/events/undo/{step.pk}/")
    assert changed() == 0


@pytest.mark.usefixtures("few")
def test_stopped_job_keeps_what_is_written_and_can_be_undone(office, monkeypatch):
    page = ordered(office)
    whole = change_part

    def part_and_stop(**given):
        done = whole(**given)
        office.post(f"{page}stop/")
        return done

    monkeypatch.setattr(work, "change_part", part_and_stop)
    assert run() == "stopped"
    assert changed() == 2
    shown = office.get(page).content.decode()
    assert "Остались прежними: 3" in shown.replace("\N{NO-BREAK SPACE}", " ")
    office.post(f"/events/undo/{UndoStep.objects.get().pk}/")
    assert changed() == 0


@pytest.mark.usefixtures("few")
def test_row_changed_after_the_preview_stays_and_is_named(office):
    page = ordered(office)
    other = Event.objects.get(title="Фестиваль 3")
    change_event(other, facts=replace(facts_of(other), title="Чужое слово"), edition=other.edition, by=BY)
    assert run() == "done"
    assert changed() == 4
    assert "Чужое слово" in office.get(page).content.decode()


@pytest.mark.usefixtures("few")
def test_job_run_twice_writes_each_event_once(office):
    ordered(office)
    assert run() == "done"
    editions = set(Event.objects.values_list("edition", flat=True))
    Job.objects.update(state="waiting", finished_at=None)
    assert run() == "done"
    assert set(Event.objects.values_list("edition", flat=True)) == editions
    assert len(UndoStep.objects.get().befores) == 5


@pytest.mark.usefixtures("few")
def test_change_of_another_person_is_not_shown(office, client_of):
    page = ordered(office)
    stranger = client_of(Role.DEPARTMENT)
    assert (stranger.get(page).status_code, stranger.post(f"{page}stop/").status_code) == (404, 404)


@given(
    change=st.builds(
        BulkChange,
        kind=st.none() | st.sampled_from(EventKind),
        level=st.none() | st.sampled_from(Level),
        state=st.none() | st.sampled_from(EventState),
        days=st.integers(-366, 366),
        find=st.text(max_size=5),
        put=st.text(max_size=5),
    ),
    chosen=st.lists(st.tuples(st.integers(1), st.integers(1))).map(tuple),
    basis=st.builds(Basis, st.text(max_size=5), st.text(max_size=5), st.none() | st.dates()),
)
def test_order_is_read_as_it_was_stored(change, chosen, basis):
    order = BulkOrder(change, chosen, "почему", basis)
    assert BulkOrder.from_plain(order.to_plain()) == order
