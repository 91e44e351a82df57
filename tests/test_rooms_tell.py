"""What papers of sets, people, resources and folders tell: whom, why, in the digest; nothing of drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.actions import (
    PaperFacts,
    Signing,
    add_paper,
    compose_set,
    mark_paper,
    sign_paper,
    strike_paper,
)
from orgplan.document_sets.models import DocumentSet, SetPaper
from orgplan.document_sets.queries.told import seen_sets
from orgplan.document_sets.tests import factories as sets
from orgplan.events.actions.facts import Participant
from orgplan.events.models import Event
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.folders.actions import BriefingFacts, NoteFacts, write_briefing, write_note
from orgplan.folders.rules.kinds import NoteKind
from orgplan.notices.models import Message, Notice
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.digest import digests_of
from orgplan.notices.rules.telling import DigestSection
from orgplan.quotas.actions import AnswerFacts, answer_share, ask_bodies
from orgplan.quotas.models import Quota
from orgplan.quotas.queries.told import seen_quotas
from orgplan.quotas.tests import factories as quotas
from orgplan.resources.actions import promise_need, refuse_need
from orgplan.resources.models import Need
from orgplan.resources.queries.told import seen_needs
from orgplan.resources.tests import factories as resources
from tests.telling import BY, coordinator, moved, planned, soon, told, words_on

pytestmark = pytest.mark.django_db


class Sides:
    """An event of one unit, another unit that is asked, a coordinator of each, a clerk and a stranger."""

    def __init__(self) -> None:
        self.owner, self.asked = directory.unit(), directory.unit()
        self.holding, self.asking = coordinator(self.owner), coordinator(self.asked)
        self.clerk = accounts.user(Role.DEPARTMENT, email="otdel@omsk.example")
        self.stranger = coordinator(directory.unit())
        self.event = planned(soon(20), owner=self.owner)

    def set_with_paper(self) -> tuple[DocumentSet, SetPaper]:
        mass = sets.size("Массовое")
        sets.kind("Смета", mass, unit=self.asked)
        made = compose_set(self.event, by=BY)
        return made, made.papers.get()


@pytest.fixture
def sides() -> Sides:
    return Sides()


def notices_of(user: Any) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", "words"))


def lines_of(user: Any, section: DigestSection) -> list[tuple[str, str]]:
    reader = Crowd(timezone.localdate()).readers[user.pk]
    (shown,) = digests_of([reader], timezone.now())
    return [(line.words, line.reason) for each in shown.sections if each.kind == section for line in each.lines]


def test_composed_set_tells_each_unit_its_papers_and_why(sides: Sides) -> None:
    sides.set_with_paper()
    told()
    ((kind, words),) = notices_of(sides.asking)
    assert kind == "paper_given"
    assert words.startswith("вам поручено: Смета, срок ")
    assert Notice.objects.get(user=sides.asking).reason == "документ готовит ваше подразделение"
    assert notices_of(sides.stranger) == notices_of(sides.holding) == []


def test_paper_sent_returned_signed_and_struck_is_told_to_whom_it_concerns(sides: Sides) -> None:
    _made, paper = sides.set_with_paper()
    told()
    paper = mark_paper(paper, verb="send", edition=paper.edition, by=sides.asking)
    paper = mark_paper(paper, verb="give_back", edition=paper.edition, by=sides.holding)
    paper = sign_paper(paper, signing=Signing(date(2026, 11, 2), "118-р"), edition=paper.edition, by=sides.holding)
    own = add_paper(paper.document_set, facts=PaperFacts("Афиша", unit=sides.asked), by=BY)
    strike_paper(own, why="афишу печатает театр", edition=own.edition, by=sides.holding)
    told()
    kinds = ["paper_course", "paper_course", "paper_given", "paper_given", "paper_returned"]
    assert sorted(kind for kind, _words in notices_of(sides.asking)) == kinds
    assert ("paper_course", "Смета: передан на согласование") in notices_of(sides.holding)
    assert ("paper_course", "Смета: подписан 02.11.2026 № 118-р") in notices_of(sides.asking)
    assert ("paper_course", "Афиша: документ не нужен: афишу печатает театр") in notices_of(sides.asking)


def test_paper_returned_the_day_before_its_term_is_urgent(sides: Sides) -> None:
    _made, paper = sides.set_with_paper()
    SetPaper.objects.filter(pk=paper.pk).update(due_on=soon(1), state="on_agreement")
    paper.refresh_from_db()
    mark_paper(paper, verb="give_back", edition=paper.edition, by=sides.holding)
    told()
    notice = Notice.objects.get(user=sides.asking, kind="paper_returned")
    assert notice.is_urgent
    assert notice.message is not None


def test_late_paper_stands_in_the_digest_of_its_unit_and_of_the_department(sides: Sides) -> None:
    _made, paper = sides.set_with_paper()
    SetPaper.objects.filter(pk=paper.pk).update(due_on=soon(-3))
    ((words, why),) = lines_of(sides.asking, DigestSection.LATE)
    assert (words, why) == (f"Срок был {soon(-3):%d.%m.%Y} — Смета", "документ готовит ваше подразделение")
    ((words, why),) = lines_of(sides.clerk, DigestSection.LATE)
    assert words.startswith(f"Срок был {soon(-3):%d.%m.%Y} — Смета (")
    assert why == "вы ведёте комплекты документов города"
    assert lines_of(sides.stranger, DigestSection.LATE) == []


def test_moved_event_is_told_to_the_unit_that_makes_its_paper(sides: Sides) -> None:
    sides.set_with_paper()
    moved(sides.event, soon(30))
    told()
    assert "paper_term" in {kind for kind, _words in notices_of(sides.asking)}


def test_people_asked_answered_and_late_are_told(sides: Sides) -> None:
    made, share = quotas.asked(sides.event, sides.asked, due_on=soon(3))
    told()
    assert notices_of(sides.asking) == [
        ("people_asked", f"просят направить 40 человек, ответить до {soon(3):%d.%m.%Y}")
    ]
    assert [why for _words, why in lines_of(sides.asking, DigestSection.WAITING)] == [
        "людей просят у вашего подразделения"
    ]
    Quota.objects.filter(pk=made.pk).update(due_on=soon(-1))
    for user in (sides.asking, sides.holding, sides.clerk):
        assert len(lines_of(user, DigestSection.LATE)) == 1
    share.refresh_from_db()
    answer_share(share, facts=AnswerFacts(30, "десять в отпуске"), edition=share.edition, by=sides.asking)
    told()
    assert notices_of(sides.holding) == [("people_answered", f"{sides.asked} — 30 из 40: десять в отпуске")]
    assert lines_of(sides.holding, DigestSection.LATE) == []


def test_resource_asked_answered_and_short_is_told(sides: Sides) -> None:
    barriers = resources.resource("Барьеры", 50, keeper=sides.asked)
    need = resources.need(sides.event, barriers, 60)
    told()
    assert [kind for kind, _words in notices_of(sides.asking)] == ["resource_asked", "resource_short"]
    assert "не хватает 10 секций" in Notice.objects.get(user=sides.clerk, kind="resource_short").words
    (words, _why), _short = lines_of(sides.asking, DigestSection.WAITING)
    assert words.startswith("Просят: Барьеры")
    promise_need(need, promised=50, answer="больше нет", edition=need.edition, by=sides.asking)
    told()
    assert notices_of(sides.holding) == [("resource_answered", "Барьеры: обещано 50 секций: больше нет")]


def test_shortage_that_stays_is_told_once(sides: Sides) -> None:
    barriers = resources.resource("Барьеры", 50, keeper=sides.asked)
    resources.need(sides.event, barriers, 60)
    first = told()
    assert first > 0
    assert told() == 0


def test_text_and_plan_b_are_told_to_the_leader_who_goes(sides: Sides) -> None:
    person = directory.person()
    directory.position(person, "Мэр", leader_order=1)
    leader = accounts.user(Role.LEADER)
    directory.membership(leader, person=person)
    event = planned(soon(1), owner=sides.owner, participants=(Participant(ParticipationKind.HOSTS, person=person),))
    write_note(event, facts=NoteFacts(person, NoteKind.SPEECH, "Дорогие омичи"), by=sides.clerk)
    write_briefing(event, facts=BriefingFacts(plan_b="В фойе театра"), by=sides.clerk)
    told()
    assert [kind for kind, _words in notices_of(leader)] == ["folder_text", "folder_text"]
    assert {each.url for each in Notice.objects.filter(user=leader)} == {f"/folders/leaders/{person.pk}/{soon(1)}/"}
    assert all(each.is_urgent for each in Notice.objects.filter(user=leader))


def test_drafts_tell_nobody_and_write_to_nobody(sides: Sides) -> None:
    sides.event = events.event(words_on(soon(20)), owner=sides.owner, state=EventState.DRAFT)
    _made, paper = sides.set_with_paper()
    SetPaper.objects.filter(pk=paper.pk).update(due_on=soon(-3))
    resources.need(sides.event, resources.resource("Барьеры", 500, keeper=sides.asked), 60)
    made = quotas.quota(sides.event, sides.asked, due_on=soon(3))
    quotas.numbers(made, 40)
    with pytest.raises(RefusedError, match="черновик"):
        ask_bodies(made, by=BY)
    told()
    assert not Notice.objects.exists()
    assert not Message.objects.exists()
    for user in (sides.asking, sides.holding, sides.clerk):
        assert [lines_of(user, each) for each in DigestSection] == [[], [], [], [], []]


@pytest.mark.parametrize("kind", ["set", "quota", "need"])
def test_who_may_be_told_is_who_may_see(sides: Sides, kind: str) -> None:
    made, _paper = sides.set_with_paper()
    quota, _share = quotas.asked(sides.event, sides.asked, due_on=soon(3))
    need = resources.need(sides.event, resources.resource("Барьеры", keeper=sides.asked), 60)
    for role in (Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR, Role.PERFORMER):
        accounts.user(role)
    seen: Any
    model: Any
    seen, model, key = {
        "set": (seen_sets, DocumentSet, made.pk),
        "quota": (seen_quotas, Quota, quota.pk),
        "need": (seen_needs, Need, need.event_id),
    }[kind]
    readers = Crowd(timezone.localdate()).readers.values()
    field = "event" if kind == "need" else "pk"
    visible = {each.key for each in readers if model.objects.visible_to(each.user).filter(**{field: key}).exists()}
    assert {user for user, _key in seen(list(readers), [key])} == visible
    assert {sides.asking.pk, sides.holding.pk, sides.clerk.pk} <= visible
    assert sides.stranger.pk not in visible


def test_queries_of_a_digest_do_not_grow_with_papers_and_people(sides: Sides) -> None:
    def filled(count: int) -> int:
        for _number in range(count):
            other = Sides.__new__(Sides)
            other.event = planned(soon(20), owner=sides.owner)
            _some(other.event, sides.asked)
        with CaptureQueriesContext(connection) as asked:
            digests_of([Crowd(timezone.localdate()).readers[sides.asking.pk]], timezone.now())
        return len(asked)

    sides.set_with_paper()
    assert filled(1) == filled(3)


def _some(event: Event, unit: Unit) -> None:
    made = compose_set(event, by=BY)
    made.papers.update(due_on=soon(-1))
    quotas.asked(event, unit, due_on=soon(3))
    barriers = resources.resource(f"Барьеры {event.pk}", 10, keeper=unit)
    resources.need(event, barriers, 60)


def test_department_in_the_owners_place_is_told_of_what_is_not_given_only(sides: Sides) -> None:
    event = planned(soon(20), owner=directory.unit())
    chairs, stage = (resources.resource(name, 50, keeper=sides.asked) for name in ("Стулья", "Сцена"))
    whole, part = resources.need(event, chairs, 40), resources.need(event, stage, 2)
    promise_need(whole, promised=40, edition=whole.edition, by=sides.asking)
    refuse_need(part, answer="в ремонте", edition=part.edition, by=sides.asking)
    told()
    answered = Notice.objects.filter(user=sides.clerk, kind="resource_answered")
    assert [(each.words, each.subject) for each in answered] == [
        ("Сцена: отказано: в ремонте", f"event_needs:{event.pk}")
    ]


def test_keeper_that_does_not_see_the_event_answers_and_comes_back_to_the_resource(sides: Sides, client: Any) -> None:
    barriers = resources.resource("Барьеры", 50, keeper=sides.asked)
    need = resources.need(sides.event, barriers, 40)
    client.force_login(sides.asking)
    answered = client.post(
        f"/resources/needs/{need.pk}/answer/", {"edition": need.edition, "promised": 40, "answer": ""}, follow=True
    )
    assert answered.status_code == 200
    need.refresh_from_db()
    assert need.promised == 40
