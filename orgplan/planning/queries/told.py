"""What planning tells people: lines returned, remarks and answers, plans laid for agreement or approval."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.language.counts import counted
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.queries.sources import (
    DigestLine,
    DigestPart,
    NoticeKind,
    NoticeSource,
    NoticeSubject,
    TellingRoom,
    Told,
    lines_for,
)
from orgplan.notices.rules.telling import DigestSection
from orgplan.planning.models import Agreement, Plan, PlanLine
from orgplan.planning.policy import visible_plans
from orgplan.planning.rules.approval import AgreementState, RoundState
from orgplan.planning.rules.states import LineState, PlanState

_RETURNED = NoticeKind("lines_returned", _("Lines returned and remarks on them"))
_ANSWERED = NoticeKind("remark_answered", _("Answers of units to remarks"))
_APPROVAL = NoticeKind("plan_approval", _("Plans laid for agreement and approval"))
OWN = "это план вашего подразделения"
DECIDES = "вы сводите план города"
APPROVES = "вы утверждаете планы города"
CURATES = "вы согласуете план"
_MOST = 40


def subject_of(plan: int) -> str:
    """Return how notices name the plan."""
    return f"plan:{plan}"


def seen_by(readers: Collection[Reader], keys: Collection[int]) -> set[tuple[int, int]]:
    """Return who may see which of the plans: one query for each unit and role among the readers."""
    groups: dict[tuple[str, int | None], list[Reader]] = {}
    for each in readers:
        groups.setdefault((each.user.role, each.unit if each.user.role == Role.COORDINATOR else None), []).append(each)
    rows = {row.pk: row for row in Plan.objects.filter(pk__in=keys)}
    found = set()
    for members in groups.values():
        for key, row in rows.items():
            if _may_see(members[0], row):
                found |= {(each.key, key) for each in members}
    return found


def _may_see(reader: Reader, plan: Plan) -> bool:
    """Tell of one row what `policy.visible_plans` says of all."""
    condition = visible_plans(reader.user, reader.unit)
    if not condition:
        return True
    approved = plan.unit_id is None and plan.state == PlanState.APPROVED
    own = reader.user.role == Role.COORDINATOR and reader.unit is not None and plan.unit_id == reader.unit
    return reader.user.is_active and (approved or own)


def tell_plans(entries: Sequence[Entry], crowd: Crowd) -> list[Told]:
    """Return what happened to plans and lines that were sent; what a unit still writes tells nobody; two queries."""
    of_lines = {int(each.object_key) for each in entries if each.object_kind == "planning.planline"}
    lines = {row.pk: row for row in PlanLine.objects.filter(pk__in=of_lines).select_related("plan__unit")}
    keys = {int(each.object_key) for each in entries if each.object_kind == "planning.plan"}
    plans = {row.pk: row for row in Plan.objects.filter(pk__in=keys).select_related("unit")}
    found = []
    for entry in entries:
        key = int(entry.object_key)
        told = (
            _of_line(entry, lines[key], crowd)
            if entry.object_kind == "planning.planline" and key in lines
            else _of_plan(entry, plans[key], crowd)
            if entry.object_kind == "planning.plan" and key in plans
            else None
        )
        if told is not None:
            found.append(told)
    return found


def _of_line(entry: Entry, line: PlanLine, crowd: Crowd) -> Told | None:
    plan, title = line.plan, " ".join(str(line).split())[:200]
    url = reverse("planning:remarks", args=[plan.pk, line.pk])
    match entry.verb.partition(".")[2]:
        case "remark_on_line":
            words = f"замечание к строке «{title}»: {entry.after.get('remark', '')}"
            return _told(entry, plan, _RETURNED, words, crowd.unit(plan.unit_id, OWN), url)
        case "answer_remark":
            words = f"ответ на замечание к строке «{title}»: {entry.after.get('answer', '')}"
            return _told(entry, plan, _ANSWERED, words, crowd.role(Role.DEPARTMENT, DECIDES), url)
    return None


def _of_plan(entry: Entry, plan: Plan, crowd: Crowd) -> Told | None:
    url = reverse("planning:plan", args=[plan.pk])
    match entry.verb.partition(".")[2]:
        case "return_lines":
            count = counted(int(entry.after.get("lines returned") or 0), "строка")
            words = f"на доработку возвращено: {count}. {entry.reason.strip()}"
            return _told(entry, plan, _RETURNED, words, crowd.unit(plan.unit_id, OWN), url)
        case "send_again":
            count = counted(int(entry.after.get("sent again") or 0), "строка")
            words = f"подразделение исправило и прислало снова: {count}"
            return _told(entry, plan, _ANSWERED, words, crowd.role(Role.DEPARTMENT, DECIDES), url)
        case "send_for_approval":
            return _told(entry, plan, _APPROVAL, "план передан на утверждение", crowd.role(Role.LEADER, APPROVES), url)
        case "lay_before_curators":
            people = Agreement.objects.filter(
                round__plan=plan, round__state=RoundState.OPEN, state=AgreementState.WAITING
            )
            audience = crowd.people(people.values_list("person", flat=True), CURATES)
            return _told(entry, plan, _APPROVAL, "план ждёт вашего согласования", audience, url)
        case "answer_agreement":
            answer = entry.after.get("curator's answer") or "дан ответ"
            words = f"{answer}: {entry.after.get('curator', '')}. {entry.reason.strip()}"
            return _told(entry, plan, _ANSWERED, words, crowd.role(Role.DEPARTMENT, DECIDES), url)
    return None


def _told(entry: Entry, plan: Plan, kind: NoticeKind, words: str, audience: dict[int, str], url: str) -> Told:
    return Told(
        key=f"plan:{entry.pk}",
        kind=kind.code,
        subject=subject_of(plan.pk),
        title=plan.title,
        url=url,
        words=words.strip(". "),
        happened_at=entry.at,
        audience=audience,
        actors={entry.actor_key, entry.behalf_key} - {""},
        who=entry.actor,
        unit=plan.unit_id,
    )


def waiting_of_digest(crowd: Crowd, today: date, _until: date) -> dict[int, list[DigestLine]]:
    """Return returned lines for units, plans before curators and before those who approve; three queries."""
    return lines_for(
        [*_returned(crowd, today), *_laid_before_curators(crowd), *_laid_for_approval(crowd)],
        most=_MOST,
        rest=reverse("planning:list"),
    )


def _returned(crowd: Crowd, today: date) -> Iterator[tuple[dict[int, str], DigestLine]]:
    rows = PlanLine.objects.filter(state=LineState.RETURNED, plan__ends_on__gte=today).order_by()
    for plan, title, unit, count in rows.values_list("plan", "plan__title", "plan__unit").annotate(Count("pk")):
        words = f"Возвращено на доработку: {counted(count, 'строка')}"
        yield crowd.unit(unit, OWN), _line(words, plan, title)


def _laid_before_curators(crowd: Crowd) -> Iterator[tuple[dict[int, str], DigestLine]]:
    asked = Agreement.objects.filter(state=AgreementState.WAITING, round__state=RoundState.OPEN)
    for row in asked.select_related("round__plan"):
        plan = row.round.plan
        yield crowd.person(row.person_id, CURATES), _line("План ждёт вашего согласования", plan.pk, plan.title)


def _laid_for_approval(crowd: Crowd) -> Iterator[tuple[dict[int, str], DigestLine]]:
    for plan in Plan.objects.filter(unit__isnull=True, state=PlanState.ON_APPROVAL):
        yield crowd.role(Role.LEADER, APPROVES), _line("План ждёт утверждения", plan.pk, plan.title)


def _line(words: str, plan: int, title: str) -> DigestLine:
    return DigestLine(words, reverse("planning:plan", args=[plan]), title, subject_of(plan))


def named(key: int) -> tuple[str, str]:
    """Return the title and the address of a plan."""
    return Plan.objects.values_list("title", flat=True).get(pk=key), reverse("planning:plan", args=[key])


PLAN = NoticeSubject("plan", seen_by, named)
PLANS = NoticeSource(frozenset(("planning.plan", "planning.planline")), (_RETURNED, _ANSWERED, _APPROVAL), tell_plans)
PLANS_IN_DIGEST = DigestPart(DigestSection.WAITING, waiting_of_digest)
PLANS_TOLD = TellingRoom((PLANS,), (PLAN,), (PLANS_IN_DIGEST,))
