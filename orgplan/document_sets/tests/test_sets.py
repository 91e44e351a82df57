"""A set from the proposal to the signature, and what becomes of it when its event changes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from datetime import date

import pytest
from django.urls import reverse
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.actions import (
    DutyAnswer,
    PaperFacts,
    RuleFacts,
    Signing,
    Struck,
    add_paper,
    answer_duty,
    answer_facts,
    compose_set,
    copy_set,
    mark_paper,
    reopen_duty,
    sign_paper,
    strike_paper,
    take_shipped,
    write_paper_kind,
    write_size,
)
from orgplan.document_sets.actions.lists import KindFacts, SizeFacts
from orgplan.document_sets.documents import draft_paper, draft_papers, final_of
from orgplan.document_sets.following import SetsFollower
from orgplan.document_sets.models import EventSize, LegalDuty, PaperKind
from orgplan.document_sets.queries.proposal import propose
from orgplan.document_sets.queries.sets import papers_of
from orgplan.document_sets.rules.asked import Fact
from orgplan.document_sets.rules.kinds import Content, PaperState, Part
from orgplan.document_sets.tests.factories import BY, composed, duty, kind, size
from orgplan.documents.models import OutdatedFact
from orgplan.events.actions import Participant, apply_change, change_event, decide_effects, facts_of, prepare_change
from orgplan.events.rules import NO_BASIS, Decision, EventKind, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.preparation.tests import factories as preparation

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, str] = {Fact.PARTICIPANTS: "Образцов О. О. — директор\nПримерова А. А. — учитель"}


def words_of(document):
    with document.file.open("rb") as file:
        word = Word(io.BytesIO(file.read()))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def drafted(event=None):
    """A set whose list of participants is drafted."""
    made, paper, _duty = composed(event or events.event("15 августа 2026 года, 12:00"))
    answer_facts(made, answers=ANSWERS, edition=made.edition, by=BY)
    paper = papers_of(made)[0]
    document = draft_paper(paper, by=BY)
    paper.refresh_from_db()
    return made, paper, document


def moved(event, when):
    timing = read_timing(when, Period.parse("2026")).timing
    return change_event(event, facts=facts_of(event).moved(timing), edition=event.edition, by=BY)


def test_set_takes_the_papers_of_the_proposed_size_with_days_counted_back():
    unit = directory.unit()
    small, large = size("Малое"), size("Большое", 2, RuleFacts(least_people=100))
    kind("Программа", small, large)
    kind("Смета", large, unit=unit, content=Content.ESTIMATE, days=10)
    event = events.event("15 августа 2026 года, 12:00", expected_turnout=300)
    made = compose_set(event, by=BY)
    assert (made.size, made.size_why) == (large, "300\u00a0человек (от 100)")
    assert [(each.title, each.unit, each.due_on) for each in made.papers.order_by("title")] == [
        ("Программа", event.owner, date(2026, 8, 10)),
        ("Смета", unit, date(2026, 8, 3)),
    ]


def test_struck_paper_needs_words_and_keeps_them():
    one = size()
    paper = kind("Программа", one)
    event = events.event()
    with pytest.raises(RefusedError, match="Программа"):
        compose_set(event, struck=[Struck(paper.pk, " ")], by=BY)
    made = compose_set(event, struck=[Struck(paper.pk, "не нужна")], by=BY)
    struck = made.papers.get()
    assert (struck.state, struck.why) == (PaperState.NOT_NEEDED, "не нужна")
    taken = mark_paper(struck, verb="take", edition=struck.edition, by=BY)
    assert (taken.state, taken.why) == (PaperState.NOT_BEGUN, "")


def test_second_set_and_an_event_without_a_size_are_refused_in_words():
    event = events.event()
    with pytest.raises(RefusedError, match="размер"):
        compose_set(event, by=BY)
    size()
    compose_set(event, by=BY)
    with pytest.raises(RefusedError, match="уже есть"):
        compose_set(event, by=BY)


def test_unit_that_is_gone_is_named_and_the_owner_makes_the_paper():
    gone = directory.unit("Отдел, которого нет")
    kind("Программа", size(), unit=gone)
    gone.is_active = False
    gone.save()
    event = events.event()
    (paper,) = propose(event).papers
    assert paper.unit == event.owner
    assert "Отдел, которого нет" in paper.remark


def test_event_without_a_date_has_no_days_and_is_not_drafted():
    made, paper, _duty = composed(events.event("в течение года"))
    made.event.occurrences.all().delete()
    made.event.first_day = made.event.last_day = None
    made.event.save()
    with pytest.raises(RefusedError, match="нет даты"):
        draft_paper(papers_of(made)[0], by=BY)
    assert paper.document is None


def test_draft_names_what_is_missing():
    made, _paper, _duty = composed(events.event())
    with pytest.raises(RefusedError, match="Участники"):
        draft_paper(papers_of(made)[0], by=BY)
    done = draft_papers(papers_of(made), by=BY)
    assert (done.made, len(done.refused)) == ([], 1)


def test_draft_prints_what_was_answered_and_is_kept_once():
    _made, paper, document = drafted()
    words = words_of(document)
    assert "15 августа 2026 года" in words
    assert "Примерова А. А." in words
    assert document.is_draft
    again = papers_of(paper.document_set)[0]
    assert draft_paper(again, by=BY) == document


def test_answer_that_equals_nothing_follows_the_records_again():
    made, _paper, _document = drafted()
    made.refresh_from_db()
    kept = answer_facts(made, answers={Fact.PARTICIPANTS: ""}, edition=made.edition, by=BY)
    assert kept.answers == {}


def test_two_people_answering_are_told():
    made, _paper, _document = drafted()
    with pytest.raises(ChangedMeanwhileError):
        answer_facts(made, answers=ANSWERS, edition=1, by=BY)


def test_signed_paper_has_its_number_in_the_register_and_no_draft_mark():
    _made, paper, draft = drafted()
    signing = Signing(date(2026, 8, 7), "45-р", "https://sed.example/45")
    signed = sign_paper(paper, signing=signing, edition=paper.edition, final=final_of(paper, signing), by=BY)
    assert (signed.state, signed.document.registered_number) == (PaperState.SIGNED, "45-р")
    assert not signed.document.is_draft
    assert "ПРОЕКТ" in words_of(draft)
    assert "ПРОЕКТ" not in words_of(signed.document)
    opened = mark_paper(signed, verb="reopen", edition=signed.edition, by=BY)
    assert (opened.state, opened.signed_on, opened.registered_number) == (PaperState.ON_AGREEMENT, None, "")


def test_signed_paper_is_not_struck_and_the_reason_is_said():
    _made, paper, _document = drafted()
    signed = sign_paper(paper, signing=Signing(date(2026, 8, 7)), edition=paper.edition, by=BY)
    with pytest.raises(RefusedError, match="подписан"):
        strike_paper(signed, why="лишний", edition=signed.edition, by=BY)


def test_moved_event_moves_days_and_marks_drafts():
    made, paper, document = drafted()
    moved(made.event, "22 августа 2026 года, 12:00")
    paper.refresh_from_db()
    assert paper.due_on == date(2026, 8, 17)
    assert OutdatedFact.objects.filter(document=document).exists()


def test_move_over_the_border_of_two_laws_exchanges_open_duties():
    mass = size("Массовое", 1, is_mass=True)
    old, new = duty("По-старому", until=date(2025, 8, 31)), duty("По-новому", since=date(2025, 9, 1))
    kind("Список", mass)
    event = events.event("29 августа 2025 года, 12:00")
    made = compose_set(event, by=BY)
    assert [each.duty for each in made.duties.all()] == [old]
    timing = read_timing("5 сентября 2025 года, 12:00", Period.parse("2025")).timing
    change_event(event, facts=facts_of(event).moved(timing), edition=event.edition, by=BY)
    assert [each.duty for each in made.duties.all()] == [new]


def test_duty_is_settled_with_words_and_a_day_and_opened_again():
    _made, _paper, open_duty = composed(events.event())
    with pytest.raises(RefusedError):
        answer_duty(open_duty, verb="settle", answer=DutyAnswer("уведомление № 5"), edition=open_duty.edition, by=BY)
    told = DutyAnswer("уведомление № 5", done_on=date(2026, 7, 1))
    done = answer_duty(open_duty, verb="settle", answer=told, edition=open_duty.edition, by=BY)
    assert (done.state, done.answer, done.done_by) == ("done", "уведомление № 5", str(BY))
    opened = reopen_duty(done, edition=done.edition, by=BY)
    assert (opened.state, opened.done_on, opened.done_by) == ("open", None, "")


def test_copied_set_has_the_papers_not_begun_and_no_names():
    made, _paper, _document = drafted()
    own = add_paper(made, facts=PaperFacts("Схема сцены"), by=BY)
    event = events.event("21 августа 2027 года, 12:00")
    assert copy_set(made, event=event, by=BY) == 2
    found = event.document_set
    assert found.answers == {}
    assert {each.state for each in found.papers.all()} == {PaperState.NOT_BEGUN}
    assert own.title in {each.title for each in found.papers.all()}


def test_shipped_lists_come_once_and_name_unknown_units():
    assert take_shipped(by=BY) != []
    counts = [model.objects.count() for model in (EventSize, PaperKind, LegalDuty)]
    assert take_shipped(by=BY) == []
    assert [model.objects.count() for model in (EventSize, PaperKind, LegalDuty)] == counts
    assert min(counts) >= 4


def test_lists_refuse_in_words():
    with pytest.raises(RefusedError, match="условие"):
        write_size(facts=SizeFacts("Пустое", 1), by=BY)
    with pytest.raises(RefusedError, match="за сколько дней"):
        write_paper_kind(facts=KindFacts("Без срока", days=None), by=BY)
    size("Дважды")
    with pytest.raises(RefusedError, match="уже есть"):
        size("дважды")


def whole_set():
    """City Day with the shipped lists: an event of which every record is there but the script."""
    take_shipped(by=BY)
    mayor, deputy = directory.person("Образцов"), directory.person("Примеров")
    directory.position(mayor, "Мэр города Омска", leader_order=1)
    directory.position(deputy, "заместитель Мэра города Омска", leader_order=2)
    event = events.event(
        "1 августа 2026 года, 10:00–22:00",
        title="День города",
        place="Соборная площадь",
        kind=EventKind.MASS_EVENT,
        expected_turnout=5000,
        participants=(
            Participant(ParticipationKind.HOSTS, person=mayor),
            Participant(ParticipationKind.ATTENDS, person=deputy),
        ),
    )
    preparation.step(event)
    return compose_set(event, by=BY)


def test_act_names_its_appendices_the_controller_and_the_signature():
    made = whole_set()
    order = next(each for each in papers_of(made) if each.content == Content.ORDER)
    words = words_of(draft_paper(order, by=BY))
    assert "РАСПОРЯЖАЮСЬ:" in words
    assert "Провести 1 августа 2026 года" in words
    assert "состав организационного комитета (приложение № 1);" in words
    assert "программу (приложение № 3)." in words
    assert "возложить на заместителя Мэра города Омска Примерова" in words
    assert "Мэр города Омска" in words


def test_decree_says_its_own_verb():
    made = whole_set()
    answer_facts(made, answers={Fact.ACT: "decree"}, edition=made.edition, by=BY)
    order = next(each for each in papers_of(made) if each.content == Content.ORDER)
    words = words_of(draft_paper(order, by=BY))
    assert "ПОСТАНОВЛЯЮ:" in words
    assert "РАСПОРЯЖ" not in words


def test_no_live_document_holds_the_old_date_after_update_all():
    made, paper, _document = drafted()
    event = made.event
    timing = read_timing("22 августа 2026 года, 12:00", Period.parse("2026")).timing
    wanted = facts_of(event).moved(timing)
    proposed = prepare_change(event, facts=wanted, edition=event.edition, reason="дождь", basis=NO_BASIS, by=BY)
    decide_effects(proposed, groups={SetsFollower().key: Decision.UPDATE}, single={}, by=BY)
    apply_change(proposed, by=BY)
    paper.refresh_from_db()
    assert paper.document.number == 2
    assert "22 августа 2026 года" in words_of(paper.document)
    assert "15 августа" not in words_of(paper.document)
    assert not OutdatedFact.objects.filter(document=paper.document).exists()


def test_libreoffice_opens_an_act(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        assert os.environ.get("CI") != "true", "LibreOffice belongs to the full check"
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer)")
    made = whole_set()
    order = next(each for each in papers_of(made) if each.content == Content.ORDER)
    document = draft_paper(order, by=BY)
    source = tmp_path / "act.docx"
    with document.file.open("rb") as file:
        source.write_bytes(file.read())
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "act.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_papers_costs_the_same_queries_for_any_number(rows, client_of, django_assert_num_queries):
    one = size()
    for number in range(rows):
        kind(f"Бумага {number}", one, part=Part.OTHER)
    made = compose_set(events.event(), by=BY)
    client = client_of(Role.DEPARTMENT)
    client.get(reverse("document_sets:index"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("document_sets:index"))
    page = reverse("document_sets:of_event", args=[made.event_id])
    client.get(page)
    with django_assert_num_queries(SET_QUERIES):
        client.get(page)


LIST_QUERIES, SET_QUERIES = 5, 14
