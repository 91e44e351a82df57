"""Columns that the coordinator named: the paper is read again, the next one too, and it can be forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role as Persona
from orgplan.directory.tests import factories as directory
from orgplan.language.periods import Period
from orgplan.planning.models import ColumnMapping, Submission
from orgplan.planning.rules.reading.columns import header_fingerprint, shape_fingerprint
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.tables import read_clipboard

pytestmark = pytest.mark.django_db

PAPER = "Дата\tМероприятие\tПримечание\tОтветственный\n5 августа\tКонцерт\tСад «Сибирь»\tПримеров П.П.\n"
SEND = "/plans/send/?period=2026-08"
CHOSEN = {"role-1-0": "date", "role-1-1": "title", "role-1-2": "place", "role-1-3": "responsible"}


@pytest.fixture
def unit():
    return directory.unit("Департамент культуры")


@pytest.fixture
def clerk(unit, client_of):
    return client_of(Persona.COORDINATOR, unit=unit)


def read(clerk, unit) -> Submission:
    clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "pasted": PAPER})
    return Submission.objects.get(state="read")


def test_header_has_the_same_mark_whatever_the_letters():
    assert header_fingerprint({0: "Дата", 1: "МЕСТО"}) == header_fingerprint({0: "дата", 1: "Место"})
    assert header_fingerprint({0: "Дата"}) != header_fingerprint({1: "Дата"})


def test_remembered_roles_count_only_for_their_header():
    paper, period = read_clipboard(PAPER), Period.parse("2026-08")
    headers = {0: "Дата", 1: "Мероприятие", 2: "Примечание", 3: "Ответственный"}
    roles = {0: Role.DATE, 1: Role.TITLE, 2: Role.PLACE}
    known = read_plan(paper, period, remembered={header_fingerprint(headers): roles})
    other = read_plan(paper, period, remembered={"другая": roles})
    assert (known.rows[0].place, other.rows[0].place) == ("Сад «Сибирь»", read_plan(paper, period).rows[0].place)
    assert known.headers == {1: headers}


def test_named_column_is_read_again_and_remembered(clerk, unit):
    paper = read(clerk, unit)
    assert paper.rows.get().place == ""
    clerk.post(f"/plans/submissions/{paper.pk}/columns/", CHOSEN)
    again = Submission.objects.get(state="read")
    assert again.rows.get().place == "Сад «Сибирь»"
    assert ColumnMapping.objects.get().unit == unit
    following = read(clerk, unit)
    assert following.rows.get().place == "Сад «Сибирь»"
    assert "Столбцы прочитаны как в прошлый раз" in clerk.get(f"/plans/submissions/{following.pk}/").content.decode()


def test_what_was_remembered_is_forgotten(clerk, unit):
    clerk.post(f"/plans/submissions/{read(clerk, unit).pk}/columns/", CHOSEN)
    clerk.post(f"/plans/submissions/{Submission.objects.get(state='read').pk}/columns/", {"forget": "1"})
    assert ColumnMapping.objects.count() == 0
    assert Submission.objects.get(state="read").rows.get().place == ""


def test_other_unit_reads_by_the_words_of_its_header(clerk, unit, client_of):
    clerk.post(f"/plans/submissions/{read(clerk, unit).pk}/columns/", CHOSEN)
    Submission.objects.update(state="discarded")
    other = directory.unit("Департамент спорта")
    assert read(client_of(Persona.COORDINATOR, unit=other), other).rows.get().place == ""


def test_paper_without_an_event_column_is_refused_in_words(clerk, unit):
    paper = read(clerk, unit)
    page = clerk.post(f"/plans/submissions/{paper.pk}/columns/", CHOSEN | {"role-1-1": ""}, follow=True)
    assert "какой столбец называет мероприятие" in page.content.decode()
    assert ColumnMapping.objects.count() == 0


def test_corrections_by_hand_survive_the_second_reading(clerk, unit):
    paper = read(clerk, unit)
    row = paper.rows.get()
    form = {"title": "Большой концерт", "date_text": "5 августа", "place": "", "responsible": ""}
    clerk.post(f"/plans/submissions/{paper.pk}/rows/{row.pk}/edit/", form)
    clerk.post(f"/plans/submissions/{paper.pk}/columns/", CHOSEN)
    assert Submission.objects.get(state="read").rows.get().title == "Большой концерт"


BARE = "5 августа\tКонцерт в саду\tСад «Сибирь»\tПримеров П.П.\n6 августа\tЯрмарка мёда\tПлощадь\tПробов П.П.\n"
STRANGE = "Альфа\tБета\tГамма\n5 августа\tКонцерт в саду\tСад\n6 августа\tЯрмарка мёда\tПлощадь\n"
NAMED = {"role-1-0": "date", "role-1-1": "title", "role-1-2": "place", "role-1-3": "responsible"}


def drop(clerk, unit, pasted: str):
    """Send the rows to be read; return where the clerk is led."""
    return clerk.post(SEND, {"period": "2026-08", "unit": unit.pk, "pasted": pasted})["Location"]


def test_table_without_a_header_is_asked_for_its_columns_once(clerk, unit):
    page = drop(clerk, unit, BARE)
    shown = clerk.get(page).content.decode()
    assert page.endswith("/columns/")
    assert "В таблице нет знакомой шапки" in shown
    assert "Ярмарка мёда" in shown
    answer = clerk.post(page, NAMED | {"first-1": "1"}, follow=True)
    assert "Файл прочитан заново" in answer.content.decode()
    first = Submission.objects.get(state="read").rows.first()
    assert (first.title, first.place) == ("Концерт в саду", "Сад «Сибирь»")
    again = drop(clerk, unit, BARE.replace("Концерт", "Вечер"))
    assert again == f"/plans/submissions/{Submission.objects.get(state='read').pk}/"
    assert "Столбцы прочитаны как в прошлый раз" in clerk.get(again).content.decode()


def test_changed_columns_of_a_bare_table_are_noticed_and_asked_again(clerk, unit):
    clerk.post(drop(clerk, unit, BARE), NAMED | {"first-1": "1"})
    turned = "\n".join("\t".join(reversed(row.split("\t"))) for row in BARE.splitlines())
    page = drop(clerk, unit, turned)
    assert page.endswith("/columns/")
    assert "Столбцы не такие, как в прошлый раз" in clerk.get(page).content.decode()


def test_header_nobody_knows_is_remembered_by_its_words(clerk, unit):
    page = drop(clerk, unit, STRANGE)
    roles = {"role-1-0": "date", "role-1-1": "title", "role-1-2": "place"}
    clerk.post(page, roles | {"first-1": "2"})
    paper = Submission.objects.get(state="read")
    assert [row.title for row in paper.rows.all()] == ["Концерт в саду", "Ярмарка мёда"]
    assert ColumnMapping.objects.get().headers == {"0": "Альфа", "1": "Бета", "2": "Гамма"}
    assert drop(clerk, unit, "План на август\n" + STRANGE).endswith(f"/{Submission.objects.get(state='read').pk}/")


def test_another_known_header_is_told_to_be_new(clerk, unit):
    clerk.post(f"/plans/submissions/{read(clerk, unit).pk}/columns/", CHOSEN)
    other = PAPER.replace("Ответственный", "Исполнитель").replace("Примечание", "Место")
    page = clerk.get(drop(clerk, unit, other)).content.decode()
    assert "Столбцы не такие, как в прошлый раз" in page
    assert "Дата, Мероприятие, Примечание, Ответственный" in page


def test_paper_without_rows_is_not_sent(clerk, unit):
    paper = read(clerk, unit)
    paper.rows.all().delete()
    assert "Пока ничего не прочитано" in clerk.get(f"/plans/submissions/{paper.pk}/").content.decode()
    answer = clerk.post(f"/plans/submissions/{paper.pk}/submit/", follow=True).content.decode()
    assert "Отправлять нечего" in answer
    assert Submission.objects.get().state == "read"


@given(st.permutations(["date", "title", "place", "responsible"]))
def test_any_order_of_columns_is_read_as_it_was_said(order):
    cells = {"date": "5 августа", "title": "Концерт в саду", "place": "Сад", "responsible": "Примеров П.П."}
    rows = "".join("\t".join(cells[name] for name in order) + "\n" for _n in range(2))
    roles = {place: Role.parse(name) for place, name in enumerate(order)}
    known = read_plan(read_clipboard(rows), Period.parse("2026-08"), remembered={shape_fingerprint(4): roles})
    assert [each.how for each in known.tables] == ["said"]
    assert {(row.title, row.place) for row in known.rows} == {("Концерт в саду", "Сад")}


def test_wrong_answers_about_columns_change_nothing(clerk, unit):
    page = drop(clerk, unit, BARE)
    for wrong in ({"role-1-1": "мэр", "first-1": "x"}, {"role-1-0": "date", "role-1-1": "", "first-1": "99"}):
        told = clerk.post(page, NAMED | wrong, follow=True).content.decode()
        assert "какой столбец называет мероприятие" in told
    assert ColumnMapping.objects.count() == 0
