"""A change of an event with many parts: ordered, carried piece by piece, stopped, taken up again, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.models import Entry
from orgplan.config.jobs import HANDLERS
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, Participant, along, change_event, create_events, facts_of
from orgplan.events.following import along_work
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.rules import Basis, ParticipationKind
from orgplan.jobs.actions import leases, stop_job
from orgplan.jobs.jobs import JobContext, run_job
from orgplan.jobs.models import Job
from orgplan.jobs.rules import LEASE, JobState
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.notices.models import Message
from orgplan.planning.tests.factories import BY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few")]

PARTS = 5
BEFORE, AFTER = date(2026, 8, 12), date(2026, 8, 20)
FORM = {"reason": "Дождь", "basis": "записка", "wording": "20 августа 2026 года, 14:00"}


@pytest.fixture
def few(monkeypatch):
    """Let three parts be many, and two a piece."""
    monkeypatch.setattr(along, "MANY", 2)
    monkeypatch.setattr(along_work, "PIECE", 2)


@pytest.fixture
def user():
    return accounts.user(Role.DEPARTMENT)


@pytest.fixture
def office(user, signed_in):
    return signed_in(user)


@pytest.fixture
def whole():
    unit = directory.unit("Отдел", email="o@example.org")
    speaker = directory.person("Докладчиков", email="d@example.org")
    speaks = (Participant(ParticipationKind.SPEAKS, person=speaker),)
    timing = read_timing("12 августа, 14:00", Period.parse("2026-08")).timing
    (feast,) = create_events(facts=[EventFacts("Праздник", unit, timing)], by=BY)
    part = EventFacts("Часть", unit, timing, part_of=feast, participants=speaks)
    create_events(facts=[replace(part, title=f"Часть {n}") for n in range(PARTS)], by=BY)
    return feast


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def moved(office, event) -> str:
    address = str(office.post(f"/changes/event/{event.pk}/move/", FORM)["Location"])
    office.post(address, FORM | {"do": "apply"})
    return address


def on(day) -> int:
    return Event.objects.filter(part_of__isnull=False, first_day=day).count()


def taken() -> Job:
    job = leases.claim_job(token=f"тест {Job.objects.count()}", now=timezone.now())
    assert job is not None
    return job


def run(context: type[JobContext] = JobContext) -> str:
    job = taken()
    return run_job(context(job), next(each for each in HANDLERS if each.kind == job.kind))


class KilledError(BaseException):
    """The worker's process ends here: nothing after it runs."""


class KilledAfterTwo(JobContext):
    """A worker that dies when two pieces are written."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        super().progress(done, total, words)
        if done == 2 * 2:
            raise KilledError


class StoppedAfterOne(JobContext):
    """Somebody stops the work while the first piece is written."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        stop_job(self.job, by=BY)
        super().progress(done, total, words)


def killed() -> None:
    """Run the job that is due in a worker that dies in the middle, and let its lease run out."""
    with pytest.raises(KilledError):
        run(KilledAfterTwo)
    Job.objects.filter(state=JobState.RUNNING).update(leased_until=timezone.now() - LEASE)


def test_many_parts_go_along_by_a_job_and_the_page_tells_how_far(office, whole):
    address = moved(office, whole)
    waiting = text(office.get(address))
    assert (on(AFTER), Event.objects.get(pk=whole.pk).first_day) == (0, AFTER)
    assert ("every 2s" in waiting, "Исполнитель заданий не запущен" in waiting, "Отменить изменение" in waiting) == (
        True,
        True,
        False,
    )
    assert run() == "done"
    done = text(office.get(address))
    assert (on(AFTER), "every 2s" in done, "изменено 5 частей" in done) == (PARTS, False, True)
    assert Change.objects.filter(cause=ProposedChange.objects.get().change).count() == PARTS


def test_each_part_keeps_its_own_entry_of_who_ordered(office, user, whole):
    moved(office, whole)
    run()
    part = Event.objects.filter(part_of=whole).first()
    entry = Entry.objects.filter(object_kind="events.event", object_key=str(part.pk)).latest("pk")
    assert (entry.verb, entry.actor) == ("events.change_along", str(user))


def test_letters_about_parts_are_written_when_the_parts_stand_so(office, whole):
    moved(office, whole)
    assert not Message.objects.filter(recipient_name__startswith="Докладчиков").exists()
    run()
    letter = Message.objects.get(recipient_name__startswith="Докладчиков")
    assert letter.text.count("\nЧасть") == PARTS


def test_worker_killed_in_the_middle_changes_nothing_twice_and_loses_nothing(office, whole):
    moved(office, whole)
    killed()
    assert on(AFTER) == 4
    assert run() == "done"
    assert (on(AFTER), Change.objects.exclude(cause=None).count()) == (PARTS, PARTS)
    assert Message.objects.filter(recipient_name__startswith="Докладчиков").count() == 1


def test_stopped_work_goes_on_where_it_ended(office, whole):
    address = moved(office, whole)
    assert run(StoppedAfterOne) == "stopped"
    page = text(office.get(address))
    assert (on(AFTER), "Работа с частями остановлена" in page, "изменено: 2 части" in page) == (2, True, True)
    assert ("Часть 4" in page, "Часть 0" in page) == (True, False)
    office.post(f"{address}go-on/")
    assert run() == "done"
    assert (on(AFTER), Change.objects.exclude(cause=None).count()) == (PARTS, PARTS)


def test_waiting_work_is_stopped_by_the_button_and_the_rest_can_be_taken_back(office, whole):
    address = moved(office, whole)
    office.post(f"{address}stop/")
    assert Job.objects.get().state == JobState.CANCELLED
    office.post(f"{address}undo/")
    assert (Event.objects.get(pk=whole.pk).first_day, on(BEFORE)) == (BEFORE, PARTS)
    office.post(f"{address}go-on/")
    assert run() == "failed"
    assert on(AFTER) == 0


def test_change_cannot_be_taken_back_while_its_parts_go_along(office, whole):
    address = moved(office, whole)
    page = text(office.post(f"{address}undo/", follow=True))
    assert "остановите это или дождитесь конца" in page
    assert Event.objects.get(pk=whole.pk).first_day == AFTER


def test_taking_back_puts_the_parts_back_by_a_job_each_once(office, whole):
    address = moved(office, whole)
    run()
    page = text(office.post(f"{address}undo/", follow=True))
    assert ("every 2s" in page, Event.objects.get(pk=whole.pk).first_day, on(AFTER)) == (True, BEFORE, PARTS)
    killed()
    assert on(BEFORE) == 4
    assert run() == "done"
    assert (on(BEFORE), Change.objects.exclude(takes_back=None).count()) == (PARTS, PARTS + 1)
    assert "Изменение отменено" in text(office.get(address))


def test_part_changed_while_the_others_are_put_back_stays_and_is_named(office, whole):
    address = moved(office, whole)
    run()
    office.post(f"{address}undo/")
    part = Event.objects.get(title="Часть 3")
    change_event(
        part, facts=replace(facts_of(part), place="каб. 5"), edition=part.edition, reason="?", basis=Basis("?"), by=BY
    )
    assert run() == "done"
    page = text(office.get(address))
    assert (on(BEFORE), "Части, которые не изменились: 1" in page, "Часть 3" in page) == (PARTS - 1, True, True)


def test_part_changed_since_keeps_the_change_from_being_taken_back(office, whole):
    address = moved(office, whole)
    run()
    part = Event.objects.get(title="Часть 3")
    change_event(
        part, facts=replace(facts_of(part), place="каб. 5"), edition=part.edition, reason="?", basis=Basis("?"), by=BY
    )
    page = text(office.post(f"{address}undo/", follow=True))
    assert "верните" in page.lower() or "вручную" in page
    assert (on(AFTER), Event.objects.get(pk=whole.pk).first_day) == (PARTS, AFTER)


def test_closed_sign_in_of_who_ordered_ends_the_work_with_a_sentence(office, user, whole):
    moved(office, whole)
    user.is_active = False
    user.save()
    assert run() == "failed"
    assert (Job.objects.get().last_error, on(AFTER)) == (
        "Вход того, кто это поручил, закрыт; остальное остаётся как есть.",
        0,
    )


def test_few_parts_go_along_at_once(office, whole):
    Event.objects.filter(title__in=["Часть 0", "Часть 1", "Часть 2"]).delete()
    moved(office, whole)
    assert (on(AFTER), Job.objects.count()) == (2, 0)
