"""Pages of a unit's paper: drop, check, send; what cannot be read is said in one sentence and saves nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.submissions import read_in
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Plan, PlanLine, Submission, SubmissionRow
from orgplan.planning.rules.states import LineState, SubmissionState
from orgplan.planning.tests.factories import AUGUST, BY, line, unit_plan
from orgplan.planning.views.submissions import coming_month
from orgplan.tables.tests.test_reading import ole

pytestmark = pytest.mark.django_db

SEND = "/plans/send/?period=2026-08"
HEAD = ("Дата", "Мероприятие", "Место", "Ответственный")
CONCERT = ("5 августа, 18:00", "Концерт духового оркестра", "Сад «Сибирь»", "Примеров П.П.")
DOUBTFUL = ("32 августа", "Выставка цветов", "", "")
SESSION = ("12 августа, 14:00", "Заседание комиссии", "каб. 210", "Проба П.П. (по согласованию)")


def word(*rows: tuple[str, ...]) -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pasted(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in (HEAD, *rows))


def staged(plan: Plan, *rows: tuple[str, ...]) -> Submission:
    source = Source(name="план.txt", text=pasted(*rows))
    return read_in(plan=plan, source=source, reading=read_source(source, AUGUST), by=BY)


@pytest.fixture
def unit():
    return directory.unit("Департамент культуры")


@pytest.fixture
def clerk(unit, client_of):
    return client_of(Role.COORDINATOR, unit=unit)


def test_file_dropped_is_read_and_nothing_is_sent(clerk, unit):
    paper = SimpleUploadedFile("культура.docx", word(CONCERT, SESSION))
    answer = clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "paper": paper})
    submission = Submission.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/submissions/{submission.pk}/")
    assert [row.title for row in submission.rows.all()] == ["Концерт духового оркестра", "Заседание комиссии"]
    assert PlanLine.objects.count() == 0
    assert Entry.objects.filter(verb="planning.read_in").count() == 1


def test_rows_pasted_are_read(clerk, unit):
    answer = clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "pasted": pasted(CONCERT)})
    assert answer.status_code == 303
    assert SubmissionRow.objects.get().title == "Концерт духового оркестра"


def test_page_of_sending_offers_the_own_unit_and_the_asked_period(clerk, unit):
    directory.unit("Департамент спорта")
    page = clerk.get(SEND).content.decode()
    assert "Отправить план" in page
    assert "Департамент культуры" in page
    assert "Департамент спорта" not in page
    assert '<option value="2026-08" selected>август 2026 года</option>' in page


def test_period_that_is_none_is_no_choice(clerk, unit):
    for asked in ("2026-99", "завтра", "2026-08-05..2026-08-06", "'"):
        answer = clerk.post(
            f"/plans/send/?period={asked}", {"period": asked, "unit": unit.pk, "pasted": pasted(CONCERT)}
        )
        assert answer.status_code == 422, asked
    assert Submission.objects.count() == 0


def test_department_reads_in_the_paper_of_any_unit(client_of, unit):
    answer = client_of(Role.DEPARTMENT).post(SEND, {"period": "2026-08", "unit": unit.pk, "pasted": pasted(CONCERT)})
    assert answer.status_code == 303
    assert Submission.objects.get().plan.unit == unit


def test_unit_cannot_send_for_another(clerk):
    other = directory.unit("Департамент спорта")
    answer = clerk.post(SEND, {"period": "2026-08", "unit": other.pk, "pasted": pasted(CONCERT)})
    assert answer.status_code == 422
    assert Submission.objects.count() == 0


def test_coordinator_without_a_unit_reads_who_sends(client_of):
    assert client_of(Role.COORDINATOR).get(SEND).status_code == 403


def zip_of(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
ENCRYPTED = ole("EncryptionInfo", "EncryptedPackage")
BAD_FILES = {
    "broken": ("план.docx", word(CONCERT)[:900], "«план.docx» повреждён"),
    "picture": ("план.docx", PICTURE, "«план.docx» — это изображение"),
    "empty": ("план.docx", b"", "«план.docx» пуст"),
    "encrypted": ("план.xlsx", ENCRYPTED, "«план.xlsx» защищён паролем"),
    "huge": ("план.docx", b"P" * (20 * 1024 * 1024 + 1), "«план.docx» — 21 МБ; читаются файлы до 20 МБ"),
    "archive": ("план.zip", zip_of(a=b"x"), "«план.zip» — это архив"),
    "no dates": ("план.csv", "Товар;Цена\nКраска;1200\n".encode(), "Мероприятий не найдено"),
    "nul": ("план.txt", b"\0\0\0\0", "«план.txt»"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_is_refused_in_one_sentence_and_nothing_is_saved(kind, clerk, unit):
    name, data, words = BAD_FILES[kind]
    answer = clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "paper": SimpleUploadedFile(name, data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Не сохранено" in page
    assert (Submission.objects.count(), Plan.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_nothing_chosen_is_asked_for(clerk, unit):
    answer = clerk.post(SEND, {"period": "2026-08", "unit": unit.pk})
    assert answer.status_code == 422
    assert "Выберите файл или вставьте строки" in answer.content.decode()


def test_review_shows_rows_beside_their_cells_with_problems_in_words(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT, DOUBTFUL)
    page = clerk.get(f"/plans/submissions/{submission.pk}/").content.decode()
    assert "Проверьте, как прочитано" in page
    assert "5 августа, 18:00" in page
    assert "Выставка цветов" in page
    assert "32 августа" in page
    assert "как в файле" in page
    assert "Отправить 2\N{NO-BREAK SPACE}строки" in page


@pytest.mark.parametrize("count", [1, 3])
def test_review_costs_a_fixed_number_of_queries(count, clerk, unit, django_assert_num_queries):
    rows = [("5 августа", f"Концерт № {number}", "Сад", "Проба П.П.") for number in range(count)]
    submission = staged(unit_plan(unit), *rows)
    clerk.get(f"/plans/submissions/{submission.pk}/")
    with django_assert_num_queries(QUERIES_OF_REVIEW):
        page = clerk.get(f"/plans/submissions/{submission.pk}/")
    assert len(page.context["window"].items) == count


QUERIES_OF_REVIEW = 10


def test_filter_of_the_review_comes_as_a_fragment(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT, DOUBTFUL)
    answer = clerk.get(f"/plans/submissions/{submission.pk}/?show=doubtful", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "Выставка цветов" in page
    assert "Концерт духового оркестра" not in page


@pytest.mark.parametrize(("show", "titles"), [("new", 2), ("changed", 0), ("left_out", 0), ("nonsense", 2)])
def test_review_is_filtered(show, titles, clerk, unit):
    submission = staged(unit_plan(unit), CONCERT, SESSION)
    page = clerk.get(f"/plans/submissions/{submission.pk}/?show={show}")
    assert len(page.context["window"].items) == titles


def row_address(submission: Submission, ending: str) -> str:
    return f"/plans/submissions/{submission.pk}/rows/{submission.rows.first().pk}/{ending}"


def test_row_is_corrected_and_the_date_read_again(clerk, unit):
    submission = staged(unit_plan(unit), DOUBTFUL)
    form = {"title": "Выставка цветов", "date_text": "7 августа, 12:00", "place": "Сад", "responsible": "Проба П.П."}
    answer = clerk.post(row_address(submission, "edit/"), form)
    row = submission.rows.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/submissions/{submission.pk}/#row-{row.pk}")
    assert (row.when, row.place, row.problems) == ("7 августа, 12:00", "Сад", [])
    assert Entry.objects.filter(verb="planning.correct_row").count() == 1


def test_row_is_corrected_in_place(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    htmx = {"HX-Request": "true"}
    form = clerk.get(row_address(submission, "edit/"), headers=htmx).content.decode()
    assert form.lstrip().startswith("<tr")
    answer = clerk.post(row_address(submission, "edit/"), {"title": "Концерт хора"}, headers=htmx).content.decode()
    assert answer.lstrip().startswith("<tr")
    assert "Концерт хора" in answer
    back = clerk.get(row_address(submission, ""), headers=htmx).content.decode()
    assert "Концерт хора" in back


@pytest.mark.parametrize("form", [{}, {"title": ""}, {"title": "я" * 1001}])
def test_mistake_in_a_row_is_said_and_saves_nothing(form, clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    answer = clerk.post(row_address(submission, "edit/"), form)
    assert answer.status_code == 422
    assert submission.rows.get().title == "Концерт духового оркестра"


@pytest.mark.parametrize(("verb", "field", "value"), [("confirm", "problems", []), ("leave-out", "is_left_out", True)])
def test_verb_on_a_row_is_done_and_audited(verb, field, value, clerk, unit):
    submission = staged(unit_plan(unit), DOUBTFUL)
    before = Entry.objects.count()
    answer = clerk.post(row_address(submission, f"{verb}/"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert getattr(submission.rows.get(), field) == value
    assert Entry.objects.count() == before + 1


def test_row_left_out_is_taken_back_in(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    clerk.post(row_address(submission, "leave-out/"))
    clerk.post(row_address(submission, "take-in/"))
    assert submission.rows.get().is_left_out is False


def test_sending_makes_lines_and_tells_the_department(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT, SESSION)
    answer = clerk.post(f"/plans/submissions/{submission.pk}/submit/")
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/{submission.plan_id}/")
    assert "План отправлен в организационный отдел" in clerk.get(answer["Location"]).content.decode()
    assert PlanLine.objects.count() == 2
    assert Plan.objects.filter(unit__isnull=True, period_code="2026-08").count() == 1


def test_sending_withdraws_only_the_ticked_lines_that_wait(clerk, unit):
    plan = unit_plan(unit)
    ticked, accepted, left = line(plan), line(plan), line(plan)
    PlanLine.objects.filter(pk=accepted.pk).update(state=LineState.ACCEPTED)
    submission = staged(plan, CONCERT)
    page = clerk.get(f"/plans/submissions/{submission.pk}/").content.decode()
    assert ticked.title in page
    ticks = [ticked.pk, accepted.pk, "²", "x", "9" * 30]
    assert clerk.post(f"/plans/submissions/{submission.pk}/submit/", {"withdraw": ticks}).status_code == 303
    states = dict(PlanLine.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (ticked, accepted, left)] == ["withdrawn", "accepted", "submitted"]


def test_second_click_on_send_says_it_was_sent(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    address = f"/plans/submissions/{submission.pk}/"
    clerk.post(f"{address}submit/")
    answer = clerk.post(f"{address}submit/", follow=True)
    assert "Этот файл уже отправлен" in answer.content.decode()
    assert PlanLine.objects.count() == 1


@pytest.mark.parametrize("ending", ["edit/", "confirm/", "leave-out/"])
def test_row_of_a_paper_sent_meanwhile_stays_as_it_was_sent(ending, clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    clerk.post(f"/plans/submissions/{submission.pk}/submit/")
    answer = clerk.post(row_address(submission, ending), {"title": "Другое"}, follow=True)
    assert answer.status_code == 200
    assert "Этот файл уже отправлен" in answer.content.decode()
    row = submission.rows.get()
    assert (row.title, row.is_left_out) == ("Концерт духового оркестра", False)


def test_paper_set_aside_sends_nothing(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    answer = clerk.post(f"/plans/submissions/{submission.pk}/discard/", follow=True)
    submission.refresh_from_db()
    assert "ничего не отправлено" in answer.content.decode().lower()
    assert (submission.state, PlanLine.objects.count()) == (SubmissionState.DISCARDED, 0)
    assert "отложен" in clerk.get(f"/plans/submissions/{submission.pk}/").content.decode().lower()


def test_original_file_is_a_download_under_its_own_name(clerk, unit):
    data = word(CONCERT)
    clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "paper": SimpleUploadedFile("культура.docx", data)})
    answer = clerk.get(f"/plans/submissions/{Submission.objects.get().pk}/file/")
    assert b"".join(answer) == data
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%BA")


def test_clipboard_has_no_file(clerk, unit):
    submission = staged(unit_plan(unit), CONCERT)
    assert clerk.get(f"/plans/submissions/{submission.pk}/file/").status_code == 403


def test_hostile_words_are_shown_as_words(clerk, unit):
    evil = ("5 августа", "<script>alert(1)</script>{{ 7|add:1 }}", "=cmd|' /C calc'!A0", "Проба П.П.")
    submission = staged(unit_plan(unit), evil)
    page = clerk.get(f"/plans/submissions/{submission.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:1 }}" in page


def test_reader_sees_the_paper_and_changes_nothing(client_of, unit):
    submission = staged(unit_plan(unit), CONCERT)
    reader = client_of(Role.LEADER)
    assert reader.get(f"/plans/submissions/{submission.pk}/").status_code == 200
    assert reader.post(f"/plans/submissions/{submission.pk}/submit/").status_code == 403


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("п" * 250 + ".csv", "Дата;Мероприятие\n5 августа;Концерт\n".encode()),
        ("план.csv", f"{'План ' * 400}\n\nДата;Мероприятие\n5 августа;{'я' * 3000}\n".encode()),
    ],
    ids=["long name", "long words"],
)
def test_what_a_database_refuses_never_reaches_it(name, data, clerk, unit):
    answer = clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "paper": SimpleUploadedFile(name, data)})
    assert answer.status_code == 303
    submission = Submission.objects.get()
    assert clerk.post(f"/plans/submissions/{submission.pk}/submit/").status_code == 303
    assert PlanLine.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 11, 1), "2026-12"), (date(2026, 11, 30), "2026-12"), (date(2026, 12, 31), "2027-01")],
)
def test_month_that_is_planned_now_is_the_next_one(today, month):
    assert coming_month(today) == month
