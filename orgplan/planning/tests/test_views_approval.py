"""Agreement by curators, changes to an approved plan on page and paper, publication."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, create_event, facts_of
from orgplan.events.rules import Basis
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.models import Agreement, AgreementRemark, AgreementRound, ApprovalRule, Publication
from orgplan.planning.queries.amendments import amendments_now
from orgplan.planning.rules.states import PlanState
from orgplan.planning.tests.factories import BY, city_plan, line

pytestmark = pytest.mark.django_db

MEMO = Basis("служебная записка", "15-п", date(2026, 8, 3))


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def approve(plan):
    return approve_plan(
        plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
    )


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def changed():
    """An approved plan of three points: the first renamed, the second cancelled, the third as it was, a fourth new."""
    plan = city_plan()
    lines = [line(title=f"Дело {day}", when=f"{day} августа") for day in (3, 5, 7)]
    first, second, _third = [each.event for each in accept_lines(plan=plan, lines=lines, by=BY) if each.event]
    approve(plan)
    renamed = replace(facts_of(first), title="Большое дело")
    change_event(first, facts=renamed, edition=1, reason="Просьба организатора", basis=MEMO, by=BY)
    change_event(second, facts=facts_of(second).cancelled(), edition=1, reason="Карантин", basis=MEMO, by=BY)
    new = create_event(facts=replace(facts_of(first), title="Новое дело"), by=BY)
    take_events(plan=plan, events=[new], reason="Поручение Мэра", basis=MEMO, by=BY)
    return plan


def test_changes_are_listed_with_reason_and_basis(office, changed):
    page = text(office.get(f"/plans/{changed.pk}/changes/"))
    for words in (
        "Пункт 1 изложить в следующей редакции:",
        "Пункт 2 исключить.",
        "Дополнить пунктом 4",
        "Карантин",
        "служебная записка от 03.08.2026 № 15-п",
    ):
        assert words in page, words
    assert "причина не указана" not in page
    assert "Пункт 3" not in page


def test_gap_without_a_reason_is_named(office, changed):
    changed.items.get(event__title="Дело 7").delete()
    assert "Без указанной причины: 1 изменение" in text(office.get(f"/plans/{changed.pk}/changes/"))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_changes_are_printed(form, office, changed):
    answer = office.get(f"/plans/{changed.pk}/changes.{form}")
    assert answer.content.startswith(b"PK" if form == "docx" else b"%PDF")
    if form == "docx":
        document = Document(io.BytesIO(answer.content))
        words = "\n".join(each.text for each in document.paragraphs)
        assert "Пункт 2 исключить." in words
        assert "Причина: Карантин." in words
        assert "Большое дело" in [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_approving_the_changes_makes_the_next_version(office, changed):
    second = approve(changed)
    assert [row["title"] for row in second.rows] == ["Большое дело", "Дело 7", "Новое дело"]
    assert amendments_now(changed, second) == []
    assert "План соответствует утверждённому" in text(office.get(f"/plans/{changed.pk}/changes/"))
    assert office.get(f"/plans/versions/{second.pk}/changes.docx").content.startswith(b"PK")


def test_event_of_an_approved_plan_is_taken_out_with_a_ground(office, changed):
    item = changed.items.get(event__title="Дело 7")
    address = f"/plans/{changed.pk}/items/{item.pk}/take-out/"
    assert "утверждена 25 июля 2026" in text(office.get(address))
    assert office.post(address, {"reason": "Ошибка"}).status_code == 422
    assert office.post(address, {"reason": "Ошибка", "basis": "записка"}).status_code == 303
    assert "Ошибка" in text(office.get(f"/plans/{changed.pk}/changes/"))


@pytest.fixture
def curators():
    """Two deputies with sign-ins."""
    found = []
    for order in (2, 3):
        person = directory.person(f"Кураторов{order}")
        directory.position(person, f"заместитель {order}", leader_order=order)
        user = accounts.user(Role.LEADER)
        directory.membership(user, person=person)
        found.append((person, user))
    return found


@pytest.fixture
def laid(office, curators):
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(title="Концерт")], by=BY)
    form = {"curators": [person.pk for person, _user in curators], "due_on": "2026-08-01"}
    assert office.post(f"/plans/{plan.pk}/agreement/", form).status_code == 303
    return AgreementRound.objects.get()


def answer(client, agreement, verb, words=""):
    form = {"verb": verb, "text": words, "edition": agreement.edition}
    return client.post(f"/plans/agreement/answers/{agreement.pk}/", form, follow=True)


def test_plan_is_agreed_when_everybody_has_answered(signed_in, office, laid, curators):
    first, second = laid.agreements.all()
    assert laid.plan.state == PlanState.ON_APPROVAL
    one = signed_in(curators[0][1])
    address = f"/plans/agreement/answers/{first.pk}/remark/"
    assert "нет строки 2" in text(one.post(address, {"number": 2, "text": "Уточнить зал"}, follow=True))
    one.post(address, {"number": 1, "text": "Уточнить зал"})
    answer(one, first, "agree_with_remarks")
    assert answer(one, second, "agree").status_code == 403
    answer(office, second, "agree", "на бумаге")
    laid.refresh_from_db()
    assert laid.state == "agreed"
    remark = AgreementRemark.objects.get()
    resolve = f"/plans/agreement/{laid.pk}/remarks/{remark.pk}/"
    assert "почему замечание не принято" in text(
        office.post(resolve, {"state": "explained", "edition": 1}, follow=True)
    )
    office.post(resolve, {"state": "taken", "edition": 1})
    page = text(office.get(f"/plans/agreement/{laid.pk}/"))
    for words in ("Согласовано с замечаниями", "Уточнить зал", "учтено"):
        assert words in page, words


@pytest.fixture
def three(office, curators):
    """A plan of three rows laid before the curators."""
    plan = city_plan()
    lines = [line(title=f"Концерт {day}", when=f"{day} августа, 14:00") for day in (10, 11, 12)]
    accept_lines(plan=plan, lines=lines, by=BY)
    form = {"curators": [person.pk for person, _user in curators], "due_on": "2026-08-01"}
    office.post(f"/plans/{plan.pk}/agreement/", form)
    return AgreementRound.objects.get()


def test_number_of_a_remark_is_that_of_the_row_as_it_was_sent(office, three):
    first = three.agreements.first()
    gone = three.plan.items.select_related("event").get(event__title="Концерт 10")
    gone.delete()  # the plan may be worked on: the row left it after it was sent
    office.post(f"/plans/agreement/answers/{first.pk}/remark/", {"number": 1, "text": "Почему в понедельник?"})
    office.post(f"/plans/agreement/answers/{first.pk}/remark/", {"number": 3, "text": "Уточнить зал"})
    assert list(AgreementRemark.objects.order_by("pk").values_list("row_label", flat=True)) == [
        "Концерт 10",
        "Концерт 12",
    ]
    page = text(office.get(f"/plans/agreement/{three.pk}/"))
    assert ("Концерт 10: Почему в понедельник?" in page, "Концерт 12: Уточнить зал" in page) == (True, True)


def test_remark_without_a_number_is_on_the_whole_plan(office, three):
    first = three.agreements.first()
    office.post(f"/plans/agreement/answers/{first.pk}/remark/", {"number": "", "text": "Мало спорта"})
    assert AgreementRemark.objects.get().row_label == ""
    assert "план в целом: Мало спорта" in text(office.get(f"/plans/agreement/{three.pk}/"))


@pytest.mark.parametrize(("number", "words"), [("4", "нет строки 4"), ("0", "больше"), ("три", "число")])
def test_remark_with_a_wrong_number_stays_in_its_form(number, words, office, three):
    first = three.agreements.first()
    form = {"number": number, "text": "Уточнить зал у театра"}
    answer = office.post(f"/plans/agreement/answers/{first.pk}/remark/", form)
    page = text(answer)
    assert (answer.status_code, AgreementRemark.objects.count()) == (422, 0)
    assert (words in page, page.count("Уточнить зал у театра")) == (True, 1)


def test_forms_of_several_curators_have_ids_of_their_own(office, three):
    page = text(office.get(f"/plans/agreement/{three.pk}/"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_return_needs_a_reason_and_makes_the_plan_a_draft(signed_in, laid, curators):
    first = laid.agreements.first()
    one = signed_in(curators[0][1])
    assert "почему план возвращается" in text(answer(one, first, "return"))
    answer(one, first, "return", "Нет парада")
    laid.refresh_from_db()
    assert (laid.state, laid.plan.state) == ("returned", PlanState.DRAFT)


def test_in_order_the_second_waits_for_the_first(signed_in, office, curators):
    ApprovalRule.objects.create(kind="month", order="in_order")
    plan = city_plan()
    accept_lines(plan=plan, lines=[line()], by=BY)
    form = {"curators": [person.pk for person, _user in curators], "due_on": "2026-08-01"}
    office.post(f"/plans/{plan.pk}/agreement/", form)
    second = Agreement.objects.last()
    assert answer(signed_in(curators[1][1]), second, "agree").status_code == 403


def test_facts_may_change_and_the_curator_sees_it(office, laid):
    event = laid.plan.items.get().event
    change_event(event, facts=replace(facts_of(event), title="Большой концерт"), edition=1, by=BY)
    page = text(office.get(f"/plans/agreement/{laid.pk}/"))
    assert "Изменилось после отправки" in page
    assert "<s>Концерт</s> Большой концерт" in page


def test_curator_who_left_is_no_dead_end(office, laid, curators):
    person, _user = curators[0]
    left = person.positions.get()
    left.ends_on = timezone.localdate() - timedelta(days=1)
    left.starts_on = left.ends_on
    left.save()
    successor = directory.person("Преемников")
    directory.position(successor, left.title, leader_order=2)
    first = laid.agreements.first()
    page = text(office.get(f"/plans/agreement/{laid.pk}/"))
    assert "больше не занимает должность" in page
    assert "действует: Преемников" in page
    form = {"person": successor.pk, "reason": "Сменился"}
    assert office.post(f"/plans/agreement/answers/{first.pk}/hand-over/", form).status_code == 303
    first.refresh_from_db()
    assert (first.person, "Кураторов2" in first.on_behalf) == (successor, True)


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_costs_a_fixed_number_of_queries_whatever_the_rows(
    count, office, curators, django_assert_max_num_queries
):
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(when=f"{day + 1} августа") for day in range(count)], by=BY)
    form = {"curators": [person.pk for person, _user in curators], "due_on": "2026-08-01"}
    address = office.post(f"/plans/{plan.pk}/agreement/", form)["Location"]
    with django_assert_max_num_queries(25):
        office.get(address)


def test_published_bytes_never_change_and_the_latest_stands_at_the_address(office, client_of, changed):
    first = changed.versions.get()
    office.post(f"/plans/versions/{first.pk}/publish/")
    reader = client_of(Role.COORDINATOR)
    before = {form: reader.get(f"/plans/published/2026-08/1/plan.{form}").content for form in ("html", "docx", "pdf")}
    second = approve(changed)
    office.post(f"/plans/versions/{second.pk}/publish/")
    assert "уже опубликована" in text(office.post(f"/plans/versions/{first.pk}/publish/", follow=True))
    for form, content in before.items():
        assert reader.get(f"/plans/published/2026-08/1/plan.{form}").content == content
    page = text(reader.get("/plans/published/2026-08/"))
    for words in ("редакция 2", "Новое дело", "/plans/published/2026-08/1/plan.html"):
        assert words in page, words


def test_frozen_page_allows_its_own_style_only(office, changed):
    office.post(f"/plans/versions/{changed.versions.get().pk}/publish/")
    answer = office.get("/plans/published/2026-08/1/plan.html")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "Дело 5" in text(answer)


def test_withdrawn_publication_says_why(office, changed):
    office.post(f"/plans/versions/{changed.versions.get().pk}/publish/")
    made = Publication.objects.get()
    assert office.post(f"/plans/published/{made.pk}/withdraw/", {"reason": ""}).status_code == 422
    office.post(f"/plans/published/{made.pk}/withdraw/", {"reason": "Опечатка"})
    assert "Опечатка" in text(office.get("/plans/published/2026-08/"))
    gone = office.get("/plans/published/2026-08/1/plan.pdf")
    assert (gone.status_code, gone["Location"]) == (303, "/plans/published/2026-08/")
    with pytest.raises(TypeError):
        made.delete()
