"""The evening archive: what is inside, made once, kept and forgotten, given out with a trace, a full disk."""

from __future__ import annotations

import errno
import io
import subprocess
import zipfile
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.models import Entry
from orgplan.config.jobs import HANDLERS
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.folders.actions import RulesFacts, order_archive, write_archive_rules
from orgplan.folders.documents import pack_archive
from orgplan.folders.jobs import clear_out, evening
from orgplan.folders.models import ArchiveRules, EveningArchive
from orgplan.folders.queries.archives import ARCHIVE_KIND
from orgplan.folders.tests.factories import BY, archive, leader, tomorrow, with_leader
from orgplan.jobs.actions import leases
from orgplan.jobs.jobs import JobContext, run_job
from orgplan.jobs.models import Job
from orgplan.jobs.rules import JobState
from orgplan.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def _day(monkeypatch):
    """Let the archive be of tomorrow alone, whatever day of the week the test runs on."""
    monkeypatch.setattr("orgplan.folders.jobs.days_of_folder", lambda today, _calendar: [today + timedelta(days=1)])


def run(job: Job) -> str:
    claimed = leases.claim_job(token="тест", now=timezone.now())
    assert claimed == job
    return run_job(JobContext(claimed), next(each for each in HANDLERS if each.kind == ARCHIVE_KIND))


def words_of(pdf: bytes) -> str:
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True).stdout
    return " ".join(found.decode().split())


def test_archive_holds_plan_lists_contacts_folders_and_index():
    mayor, guest = leader(surname="Образцов"), directory.person("Гостев", phone="20-01-35")
    with_leader(
        mayor, "10:00–11:00", guest, title="Открытие сада", owner=directory.unit("Отдел проб", phone="78-00-01")
    )
    events.event(f"{tomorrow():%d.%m.%Y}", title="Ярмарка")
    packed = pack_archive([tomorrow()])
    with zipfile.ZipFile(io.BytesIO(packed.content)) as file:
        names = file.namelist()
        inside = {name: file.read(name) for name in names}
    folder = f"Папки/Папка {tomorrow().isoformat()} Образцов.pdf"
    assert names == ["0 Опись.pdf", "1 План.pdf", "2 Участники.pdf", "3 Контакты.pdf", "Списки.xlsx", folder]
    assert [(name, len(content)) for name, content in inside.items()] == packed.contents
    assert "10:00–11:00 Открытие сада" in words_of(inside["1 План.pdf"])
    assert "Гостев" in words_of(inside["2 Участники.pdf"])
    assert "78-00-01" in words_of(inside["3 Контакты.pdf"])
    assert "Списки.xlsx" in words_of(inside["0 Опись.pdf"])
    book = openpyxl.load_workbook(io.BytesIO(inside["Списки.xlsx"]))
    assert book.sheetnames == ["План", "Участники", "Контакты"]
    assert [row[1].value for row in book["План"].iter_rows(min_row=2)] == ["Ярмарка", "Открытие сада"]
    assert book["Участники"].cell(3, 7).value == "20-01-35"


def test_archive_of_an_empty_day_says_so():
    packed = pack_archive([tomorrow()])
    with zipfile.ZipFile(io.BytesIO(packed.content)) as file:
        assert "Мероприятий на эти дни нет" in words_of(file.read("1 План.pdf"))


def test_text_that_begins_like_a_formula_stays_text():
    events.event(f"{tomorrow():%d.%m.%Y}", title="=1+1")
    with zipfile.ZipFile(io.BytesIO(pack_archive([tomorrow()]).content)) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read("Списки.xlsx")))
    assert (book["План"]["B2"].value, book["План"]["B2"].data_type) == ("=1+1", "s")


def at(clock: str) -> JobContext:
    moment = timezone.make_aware(datetime.combine(timezone.localdate(), time.fromisoformat(clock)))
    return JobContext(Job(kind="recurring.folders.evening", key=moment.isoformat(), due_at=moment))


def test_evening_orders_one_archive_from_its_hour_on():
    evening(at("18:15"))
    assert Job.objects.filter(kind=ARCHIVE_KIND).count() == 0
    evening(at("18:30"))
    evening(at("18:45"))
    assert [job.key for job in Job.objects.filter(kind=ARCHIVE_KIND)] == [tomorrow().isoformat()]


def test_evening_orders_nothing_where_it_is_switched_off():
    write_archive_rules(facts=RulesFacts(is_on=False, begins_at=time(18, 30), keep_days=14, tells=True), by=BY)
    evening(at("20:00"))
    assert not Job.objects.exists()


@pytest.mark.usefixtures("_day")
def test_archive_is_kept_and_told_once_however_often_the_job_runs():
    accounts.user(Role.DEPARTMENT, email="otdel@omsk.example")
    accounts.user(Role.COORDINATOR, email="kultura@omsk.example")
    job = order_archive(day=tomorrow(), is_evening=True, by=BY)
    assert run(job) == "done"
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, leased_until=None, lease_token="")
    assert run(job) == "done"
    assert EveningArchive.objects.count() == 1
    assert [each.recipient_email for each in Message.objects.all()] == ["otdel@omsk.example"]


@pytest.mark.usefixtures("_day")
def test_archive_made_by_button_is_numbered_and_mails_nobody():
    accounts.user(Role.DEPARTMENT, email="otdel@omsk.example")
    for _number in range(2):
        assert run(order_archive(day=tomorrow(), by=BY)) == "done"
    assert sorted(EveningArchive.objects.values_list("number", "made_by")) == [(1, "тест"), (2, "тест")]
    assert not Message.objects.exists()


@pytest.mark.usefixtures("_day")
def test_full_disk_puts_the_archive_off_with_a_sentence(monkeypatch):
    def full(*_words: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    job = order_archive(day=tomorrow(), is_evening=True, by=BY)
    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "_save", full)
        assert run(job) == "put off"
    job.refresh_from_db()
    assert job.last_error == (
        "Для вечернего архива не хватило места на диске: освободите место, попытка повторится сама."
    )
    assert not EveningArchive.objects.exists()
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    assert run(job) == "done"
    assert EveningArchive.objects.count() == 1


def test_archive_of_a_day_gone_by_is_refused():
    job = order_archive(day=timezone.localdate() - timedelta(days=1), by=BY)
    assert run(job) == "failed"
    job.refresh_from_db()
    assert job.last_error == "День, на который заказан архив, уже прошёл."


def test_file_goes_after_its_term_and_the_line_stays():
    old, young = archive("старый", now=timezone.now() - timedelta(days=16)), archive("новый")
    name = old.file.name or ""
    clear_out(at("04:10"))
    clear_out(at("04:10"))
    old.refresh_from_db()
    young.refresh_from_db()
    assert (bool(old.file), default_storage.exists(name), bool(young.file)) == (False, False, True)
    assert Entry.objects.filter(verb="folders.remove_archive").count() == 1


def test_file_is_given_out_with_a_trace(signed_in):
    user, made = accounts.user(Role.DEPARTMENT), archive(content=b"PK-content")
    answer = signed_in(user).post(reverse("folders:take_archive", args=[made.pk]))
    assert b"".join(answer.streaming_content) == b"PK-content"
    assert Entry.objects.get(verb="folders.give_out_archive").actor == str(user)


def test_removed_file_is_not_found(signed_in):
    made = archive(now=timezone.now() - timedelta(days=16))
    clear_out(at("04:10"))
    answer = signed_in(accounts.user(Role.DEPARTMENT)).post(reverse("folders:take_archive", args=[made.pk]))
    assert answer.status_code == 404


def test_register_shows_what_is_made_and_what_is_under_way(client_of):
    archive()
    client = client_of(Role.DEPARTMENT)
    client.post(reverse("folders:make_archive"))
    page = client.get(reverse("folders:archives")).content.decode()
    assert "Скачать" in page
    assert f"Вечерний архив на {tomorrow():%d.%m.%Y}: ждёт" in page


def test_rules_are_changed_by_the_department_only(client_of):
    form = {"is_on": "on", "begins_at": "19:00", "keep_days": "30"}
    assert client_of(Role.PROTOCOL).post(reverse("folders:archive_rules"), form).status_code == 403
    assert client_of(Role.DEPARTMENT).post(reverse("folders:archive_rules"), form).status_code == 303
    assert ArchiveRules.objects.values_list("begins_at", "keep_days", "tells").get() == (time(19), 30, False)


def test_term_out_of_bounds_is_said(client_of):
    form = {"is_on": "on", "begins_at": "19:00", "keep_days": "0"}
    assert client_of(Role.DEPARTMENT).post(reverse("folders:archive_rules"), form).status_code == 422
    assert not ArchiveRules.objects.exists()
