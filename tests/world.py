"""One of everything: what the tests over all pages walk through. Every name here is plainly invented."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date, time

from django.db import transaction
from django.test import Client
from django.urls import reverse

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.models import User
from orgplan.accounts.queries.presence import mark_of
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.moving import Why, cancel_meeting
from orgplan.almanac.actions.registers import (
    CycleFacts,
    DateFacts,
    ExceptionFacts,
    JubileeFacts,
    JubileeRuleFacts,
    add_exception,
    write_cycle,
    write_date,
    write_jubilee,
    write_jubilee_rule,
)
from orgplan.almanac.models import Jubilee, JubileeRule, MemorialDate
from orgplan.almanac.rules.cycles import ExceptionKind
from orgplan.almanac.rules.jubilees import JubileeKind
from orgplan.almanac.rules.shifting import Scope as MeetingScope
from orgplan.audit.actions import System
from orgplan.availability.tests import factories as availability
from orgplan.clashes.actions import LoadFacts, PairFacts, RuleFacts, write_load, write_pair, write_rule
from orgplan.clashes.models import AcceptedClash, ClashRule, RoadPair
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.tests import factories as document_sets
from orgplan.documents.tests import factories as documents
from orgplan.events.actions import (
    Chosen,
    TemplateFacts,
    Wanted,
    change_with_undo,
    facts_of,
    prepare_change,
    propose_change,
    put_into_basket,
    write_template,
)
from orgplan.events.actions.programmes import ProgrammeFacts, write_programme
from orgplan.events.rules import Basis
from orgplan.events.rules.yearly import DateRule, DateRuleKind
from orgplan.events.tests import factories as events
from orgplan.feeds.tests import factories as feeds
from orgplan.folders.tests import factories as folders
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests import factories as instructions
from orgplan.jobs.tests import factories as jobs
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.minutes.tests import factories as minutes
from orgplan.notices.queries.stopping import stop_token
from orgplan.notices.tests import factories as notices
from orgplan.planning.actions.agreement import Curator, lay_before_curators, make_remark
from orgplan.planning.actions.deadlines import remove_deadline
from orgplan.planning.actions.exchange import bring_back_workbook
from orgplan.planning.actions.lines import accept_lines, change_line
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.actions.publication import FrozenFiles, publish_version
from orgplan.planning.actions.submissions import read_in
from orgplan.planning.actions.undo import with_undo
from orgplan.planning.documents.workbook import plan_workbook
from orgplan.planning.imports import Source, read_source
from orgplan.planning.tests import factories as planning
from orgplan.preparation.models import Step
from orgplan.preparation.tests import factories as preparation
from orgplan.programmes.actions import AimFacts, write_aim
from orgplan.programmes.rules.kinds import Measure
from orgplan.quotas.tests import factories as quotas
from orgplan.resources.tests import factories as resources
from orgplan.saved_views.actions import keep_view
from orgplan.saved_views.rules import ALL
from orgplan.scheduling.actions import ask_for_proposals
from orgplan.scripts.actions import ItemFacts, write_item
from orgplan.scripts.actions.kinds import KindFacts, write_kind
from orgplan.scripts.tests import factories as scripts
from orgplan.webhooks.tests import factories as webhooks
from tests.world_records import RECORDS, arguments_of

BY = System("проверка")
PERSONAS = ("anonymous", "closed", "department", "protocol", "leader", "own", "other", "administrator")
"""Who asks: nobody; a department user who may sign in no more; the five roles, coordinators of two units."""

FURTHER_PERSONAS = ("half", "unproved", "emergency", "assistant-day", "assistant-decide", "assistant-all", "performer")
"""Password given and code not yet; codes of the role overdue; administrator for some hours; for a leader at work; a performer.

The performer is named in the instructions and in the steps of the world."""

PAPER = "Дата\tМероприятие\tМесто\tОтветственный\n5 августа\tКонцерт\tСад «Сибирь»\tПримеров П.П.\n"


class World:
    """Records of every kind and a client for every persona; the unit «own» has a plan, a paper and an event."""

    def __init__(self) -> None:
        self.unit, other_unit = directory.unit("Департамент своих дел"), directory.unit("Департамент чужих дел")
        self.venue, self.plain_venue = directory.venue(latitude="54.98", longitude="73.36"), directory.venue("Пустой")
        self.person, self.user = directory.person("Примеров"), accounts.user(Role.LEADER, name="Кто-то Ещё")
        self.grant, self.session = accounts.grant(self.user, accounts.user(Role.PROTOCOL)), accounts.session(self.user)
        self.token, self.absence = accounts.token(self.user), directory.absence(self.person)
        self.organisation, self.position = (
            directory.organisation(),
            directory.position(self.person, "директор", unit=self.unit),
        )
        self.table, self.intake = directory.precedence_table(), directory.intake()
        self.city = planning.city_plan()
        self.plan = planning.unit_plan(self.unit)
        self.line = planning.line(self.plan, title="Концерт в саду")
        accepted = planning.line(self.plan, title="Заседание комиссии", when="12 августа, 14:00")
        self.event = accept_lines(plan=self.city, lines=[accepted], by=BY)[0].event
        self.item = self.city.items.get()
        self.submission = self._paper()
        self.reminder = planning.reminder_rule()
        self.remark = planning.remark(self.line)
        self.deadline, self.office_year = planning.deadline_rule(), planning.office_year(2026)
        self.row = self.submission.rows.get()
        self.year = year = planning.city_plan(planning.Period.parse("2026"))
        self.version = approve_plan(
            plan=year, approved_on=date(2025, 12, 20), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
        )
        self.reported = planning.city_plan(planning.Period.parse("2026-07"))
        july = planning.unit_plan(self.unit, planning.Period.parse("2026-07"))
        accept_lines(plan=self.reported, lines=[planning.line(july, when="8 июля, 14:00")], by=BY)
        approve_plan(
            plan=self.reported, approved_on=date(2026, 6, 20), approver_name="О.", approver_post="Мэр", basis="", by=BY
        )
        self.workbook = bring_back_workbook(
            plan=self.city, file_name="план.xlsx", content=plan_workbook(self.city), by=BY
        )
        self.proposed = prepare_change(
            self.event,
            facts=replace(facts_of(self.event), place="каб. 401"),
            edition=self.event.edition,
            reason="Зал занят",
            basis=Basis("служебная записка"),
            by=BY,
        )
        propose_change(self.proposed, by=BY)
        self._instructions()
        self._told()
        self.template, self.document = documents.template(), documents.document()
        self.subscription, self.delivery = webhooks.subscribed(self.user)
        self.feed, self.secret = feeds.subscribed(self.user)
        facts = CycleFacts("Аппаратное совещание", self.unit, "еженедельно по понедельникам в 8.30", date(2026, 1, 1))
        self.cycle = write_cycle(facts=facts, by=BY)
        skipped = ExceptionFacts(ExceptionKind.CANCELLED, date(2026, 8, 3), "отпуск")
        self.exception = add_exception(self.cycle, facts=skipped, by=BY)
        self.memorial, self.jubilee, self.age_rule = self._days()
        self.clash_rule, self.pair, self.accepted = self._clashes()
        self.layer, self.busy = availability.layer("ЕГЭ"), availability.busy(self.person)
        self.booking, self.blocking = availability.booked(self.unit, self.venue)
        self._asked()
        self.month_search = ask_for_proposals(month=date(2026, 8, 1), by=BY)
        self.round = lay_before_curators(
            plan=self.city, curators=[Curator(self.person, "директор")], due_on=date(2026, 8, 1), by=BY
        )
        self.agreement = self.round.agreements.get()
        self.curator_remark = make_remark(self.agreement, event=self.event, text="Уточнить зал", by=BY)
        self.publication = publish_version(self.version, files=FrozenFiles(b"<style></style>", b"PK", b"%PDF"), by=BY)
        self.clients = {name: self._client(name, other_unit) for name in PERSONAS}
        office = User.objects.filter(role=Role.DEPARTMENT, is_active=True).earliest("pk")
        self._deeds(office)
        self.clients |= {name: self._further_client(name) for name in FURTHER_PERSONAS}

    def _document_sets(self) -> None:
        """A set of the event, and the lists out of which it was made."""
        self.document_set, self.set_paper, self.set_duty = document_sets.composed(self.event, self.unit)
        self.set_size_row, self.set_kind_row = self.document_set.size, self.set_paper.kind
        self.set_duty_row = self.set_duty.duty

    def _deeds(self, office: User) -> None:
        """What was done and can be taken back, kept or restored."""
        self._document_sets()
        self.event_template = write_template(facts=TemplateFacts("Шаблон совещания", self.unit), by=BY)
        self.prepared_step, self.proved_step = preparation.step(self.event), preparation.proved_step(self.event)
        self.lesson, self.lesson_answer = preparation.lesson(self.event), preparation.lesson_answer(self.event)
        self.programme = write_programme(facts=ProgrammeFacts("80 лет Победы", "ПОБЕДА-80", 2025, 2025), by=BY)
        self.aim = write_aim(self.programme, facts=AimFacts(Measure.EVENTS, 10), by=BY)
        self.deleted, changed = events.event(owner=self.unit), events.event(owner=self.unit)
        put_into_basket(chosen=[Chosen(self.deleted, self.deleted.edition)], by=BY)
        facts = replace(facts_of(changed), title="Переименованное")
        self.step = change_with_undo(wanted=[Wanted(changed, facts, changed.edition)], by=office)
        self.cycle_step = cancel_meeting(
            self.cycle, day=date(2026, 8, 17), scope=MeetingScope.ONE, why=Why("отпуск"), by=office
        )
        self.undo, self.page = self._undo(office), mark_of(self.event, office)
        self.row_step = self._row_step(office)
        self.view = keep_view(list_name="events", name="Общий", query="kind=sport", audience=ALL, by=office)

        days = Occurrence(date(2026, 8, 3), date(2026, 12, 28), time(9), time(10))
        weekly = Timing(TimingKind.RECURRING, (days,), "FREQ=WEEKLY;BYDAY=MO")
        self.returning = events.event(timing=weekly, owner=self.unit)

        self._script(office)
        self._folders()

    def _asked(self) -> None:
        self.resource, self.stock, self.need = resources.asked(self.event, self.unit)
        self.quota, self.quota_share = quotas.asked(self.event, self.unit)

    def _instructions(self) -> None:
        """An instruction of the own unit on execution, and one whose report with a file waits for acceptance."""
        of_unit = [instructions.performer(self.unit), instructions.performer()]
        self.instruction = instructions.instruction(*of_unit)
        self.performer = self.instruction.co_performers.get()
        self.awaiting = instructions.instruction(*of_unit)
        self.report = instructions.reported(self.awaiting, proofs=[instructions.proof()])
        self.minutes = minutes.minutes(text="1. Неизвестному управлению провести проверку до конца года.")
        self.minutes_line = self.minutes.lines.get()
        self.level, self.term_rule, self.step_of_ladder = (
            instructions.level(),
            instructions.term_rule(),
            instructions.step(),
        )

    def _script(self, office: User) -> None:
        """The script of the own unit's event, with an item in a leader's block and a write to take back."""
        self.script, self.script_kind = scripts.script(event=self.event), write_kind(facts=KindFacts("Гимн"), by=BY)
        self.script_item = scripts.item(self.script, "Открытие", person=self.person)
        self.script_step = write_item(self.script, facts=ItemFacts("Речь"), by=office).step

    def _folders(self) -> None:
        """A leader with a folder, a text in it, an evening archive."""
        self.leader = folders.leader()
        self.leader_note = folders.note(self.event, self.leader)
        self.archive = folders.archive()

    def _row_step(self, by):
        removed = planning.deadline_rule(plan_kind="week")
        return remove_with_undo(removed, act=lambda: remove_deadline(removed, by=by), by=by)

    def _undo(self, by):
        act = lambda: change_line(self.line, values={"place": "Сад"}, edition=self.line.edition, by=by)  # noqa: E731 -- one act
        return with_undo(plan=self.city, lines=[self.line], act=act, by=by)

    def _days(self) -> tuple[MemorialDate, Jubilee, JubileeRule]:
        """A date, a jubilee, and a rule of jubilees that begins later."""
        memorial = write_date(facts=DateFacts("День памяти", DateRule(DateRuleKind.FIXED, 6, 22)), by=BY)
        jubilee = write_jubilee(facts=JubileeFacts("Мост", JubileeKind.EVENT, date(1976, 6, 1)), by=BY)
        ages = JubileeRuleFacts("50", from_year=2030)
        return memorial, jubilee, write_jubilee_rule(kind=JubileeKind.EVENT, facts=ages, by=BY)

    def _clashes(self) -> tuple[ClashRule, RoadPair, AcceptedClash]:
        rule = write_rule(facts=RuleFacts("warn", "Проверьте"), by=BY)
        pair = write_pair(facts=PairFacts(directory.venue("Вокзал"), directory.venue("Порт"), 20), by=BY)
        self.load = write_load(year=2026, facts=LoadFacts(None, 8, 4, "Поровну"), by=BY)
        accepted = AcceptedClash(identity="person:1", subject="person", first=self.event, sentence="Накладка")
        accepted.reason = accepted.accepted_by = "О."
        accepted.save()
        return rule, pair, accepted

    def _paper(self):
        source = Source(name="план.csv", data=PAPER.replace("\t", ";").encode())
        return read_in(plan=self.plan, source=source, reading=read_source(source, planning.AUGUST), by=BY)

    def _client(self, persona: str, other_unit) -> Client:
        client = Client()
        if persona != "anonymous":
            client.force_login(self._user(persona, other_unit))
            User.objects.filter(name="Закрытый Пользователь").update(is_active=False)
        return client

    def _further_client(self, persona: str) -> Client:
        """Return a client in one of the states that a role alone does not tell."""
        client = Client()
        kind, _, scope = persona.partition("-")
        match kind:
            case "half":
                accounts.half_signed_in(client, accounts.user(Role.DEPARTMENT))
            case "unproved":
                client.force_login(accounts.overdue_user(Role.COORDINATOR))
            case "performer":
                client.force_login(self._performer())
            case "emergency":
                client.force_login(accounts.emergency_user())
            case _:
                grant = accounts.grant(accounts.user(Role.LEADER), accounts.user(Role.PROTOCOL), scope=Scope(scope))
                accounts.acting(client, grant)
        return client

    def _performer(self) -> User:
        user, person = accounts.user(Role.PERFORMER), self.instruction.person
        directory.membership(user, unit=self.unit, person=person)
        Step.objects.filter(pk__in=(self.prepared_step.pk, self.proved_step.pk)).update(person=person)
        Instruction.objects.filter(pk=self.awaiting.pk).update(person=person)
        return user

    def _user(self, persona: str, other_unit) -> User:
        match persona:
            case "closed":
                return accounts.user(Role.DEPARTMENT, name="Закрытый Пользователь")
            case "own":
                return directory.coordinator(self.unit)
            case "other":
                return directory.coordinator(other_unit)
            case _:
                return accounts.user(Role(persona))

    def _told(self) -> None:
        subject = f"event:{self.event.pk}"
        self.message, self.job = notices.message(held=True), jobs.job()
        self.notice, self.mute, self.watch = notices.told(self.user, subject)
        self.stop_token = stop_token(self.user.pk, f"subject:{subject}")

    def address(self, place: str) -> str:
        """Return the address of a URL name for the records of this world; `name#year` asks for that record."""
        name, _, record = place.partition("#")
        record = record or RECORDS.get(name, "")
        return reverse(name, kwargs={key: self._argument(record, key) for key in arguments_of(name)})

    def status(self, persona: str, method: str, place: str) -> int:
        """Return the status of one request; whatever it wrote is taken back."""
        client = Client()
        client.cookies = copy.deepcopy(self.clients[persona].cookies)
        with transaction.atomic():
            response = getattr(client, method)(self.address(place))
            b"".join(response)  # a file is closed when it has been read
            transaction.set_rollback(True)
        return int(response.status_code)

    def _argument(self, record: str, key: str) -> object:
        if key == "pk":
            return getattr(self, record).pk
        given = {
            "secret": self.secret,
            "role": "leader",
            "row_pk": self.row.pk,
            "remark_pk": self.remark.pk,
            "verb": "settle" if record == "plan" else "leave-out",
            "item_pk": self.item.pk,
            "line_pk": self.line.pk,
            "absence_pk": self.absence.pk,
            "field": "title",
            "name": "no_venue",
            "list_name": "events",
            "ids": str(self.line.pk),
            "mark": self.message.occasion,
            "page": self.page,
            "deed": "release",
            "exception_pk": self.exception.pk,
        }
        given |= {"code": "plan", "which": "sample", "listed": "units"}
        given |= {"first": self.event.pk, "second": self.event.pk, "event_kind": "meeting"}
        given |= {"code": "plan", "which": "sample", "number": 1, "note_pk": self.curator_remark.pk}
        given |= {"performer_pk": self.performer.pk, "file_pk": self.report.files.get().pk}
        given |= {"view": "week", "day": "2026-08-12", "person": self.leader.pk, "person_pk": self.person.pk}
        given |= {"view": "week", "day": "2026-08-12", "scope": "subject", "token": self.stop_token}
        if record == "script":
            given |= {"item_pk": self.script_item.pk, "code": "script"}
        if record == "publication" and key == "code":
            return self.publication.code
        deeds = {"subscription": "ping", "busy": "stop"}
        if key == "deed" and record in deeds:
            return deeds[record]
        special = {
            ("minutes", "line_pk"): self.minutes_line.pk,
            ("event", "verb"): "move",
            ("event", "code"): "event",
            ("event", "key"): self.event.pk,
            ("send_out", "form"): "xlsx",
            ("cycle", "day"): "2026-08-10",
            ("returning", "day"): "2026-08-10",
        }
        if (record, key) in special:
            return special[record, key]
        if record == "jubilee_kind":
            return "event"
        return (given | {"form": "docx", "kind": "month", "year": self.office_year.year})[key]
