"""Who is reminded of a plan, of what and in which words: letters are made here and written by `actions.reminders`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.directory.models import Membership, Unit
from orgplan.notices.actions import Letter, Recipient
from orgplan.notices.models import Message
from orgplan.planning.models import Plan, ReminderRule
from orgplan.planning.queries.board import Board, BoardRow
from orgplan.planning.queries.deadlines import naive, working_calendar
from orgplan.planning.queries.office import collecting_terms, contact_words
from orgplan.planning.rules.deadlines import moment_words
from orgplan.planning.rules.lateness import BoardState
from orgplan.planning.rules.naming import period_words
from orgplan.planning.rules.reminders import USUAL_SUBJECT, USUAL_TEXT, fill, occasion_due

WHY = "Вы отвечаете за план подразделения «%s»"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
"""Where ORGPLAN_ADDRESS was not set, it names the machine itself, and no reader of a letter gets there."""
_NO_YEAR = 0
_KEY = re.compile(r"reminder:plan-\d+:unit-(?P<unit>\d+):")


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates of a reminder."""

    subject: str = USUAL_SUBJECT
    text: str = USUAL_TEXT


def letters_for(
    plan: Plan, rows: Iterable[BoardRow], occasion: str, wording: Wording, contact: str = ""
) -> list[Letter]:
    """Return the letters that remind the units of these rows; one query, without the `contact` three.

    A unit's coordinators get one each; a unit without coordinators gets it at its own address. `occasion` makes the
    key: the same occasion never writes to somebody twice.
    """
    chosen = list(rows)
    people = _recipients([row.unit for row in chosen])
    contact = contact or contact_words(collecting_terms())
    return [
        _letter(plan, row, recipient, f"{occasion}:{_whom(recipient, number)}", wording, facts)
        for row in chosen
        for facts in [facts_of(plan, row, contact)]
        for number, recipient in enumerate(people[row.unit.pk])
    ]


def _whom(to: Recipient, number: int) -> str:
    return f"user-{to.user.pk}" if to.user else f"address-{number}"


def _letter(
    plan: Plan, row: BoardRow, to: Recipient, occasion: str, wording: Wording, facts: Mapping[str, str]
) -> Letter:
    return Letter(
        send_key=f"reminder:plan-{plan.pk}:unit-{row.unit.pk}:{occasion}",
        to=to,
        subject=fill(wording.subject, facts),
        text=fill(wording.text, facts),
        why=WHY % row.unit,
        about_label=f"Напоминание: план на {facts['план']}"[:200],
        about_url=_page_of(plan, row),
    )


def facts_of(plan: Plan, row: BoardRow, contact: str) -> dict[str, str]:
    """Return what a template may name, in words; a moment with its year, as a letter may be read late."""
    return {
        "подразделение": str(row.unit),
        "план": period_words(plan.period),
        "срок": moment_words(row.due.local, _NO_YEAR) if row.due.local else "не установлен",
        "осталось": row.timing or "срок не установлен",
        "чего_нет": _missing_words(row),
        "страница": page_words(_page_of(plan, row)),
        "кому_звонить": contact,
    }


def _page_of(plan: Plan, row: BoardRow) -> str:
    """Return where the unit does what is asked of it: its plan, or the sending of one."""
    if row.plan_id is not None:
        return reverse("planning:plan", args=[row.plan_id])
    return f"{reverse('planning:send')}?period={plan.period_code}&unit={row.unit.pk}"


def page_words(path: str) -> str:
    """Return the full address of a page; where the product has none of its own, the path and what to do with it."""
    if urlsplit(settings.ADDRESS).hostname in _LOOPBACK:
        return f"откройте Оргплан, как обычно, и допишите к его адресу {path}"
    return f"{settings.ADDRESS}{path}"


def _missing_words(row: BoardRow) -> str:
    if row.state == BoardState.RETURNED and row.returned:
        return f"возвращён на доработку: {row.returned.reason}"
    return "прочитан, но не отправлен" if row.draft_since else "не отправлен"


def _recipients(units: list[Unit]) -> dict[int, list[Recipient]]:
    found: defaultdict[int, list[Recipient]] = defaultdict(list)
    members = Membership.objects.filter(unit__in=units, user__is_active=True, user__role=Role.COORDINATOR)
    for each in members.select_related("user", "unit").order_by("user__name", "pk"):
        unit = each.unit
        assert unit is not None, "chosen by its unit"
        found[unit.pk].append(Recipient(each.user.name, each.user.email or unit.email, each.user))
    return {unit.pk: found[unit.pk] or [Recipient(str(unit), unit.email)] for unit in units}


def due_letters(plan: Plan, board: Board, rules: Iterable[ReminderRule], now: datetime) -> list[Letter]:
    """Return the letters that the rules ask for now; those that were written keep their keys and are not repeated."""
    wordings = {rule.occasion: Wording(rule.subject, rule.text) for rule in rules if rule.plan_kind in {"", plan.kind}}
    terms = collecting_terms()
    stale = timedelta(days=terms.stale_days)
    chosen: defaultdict[str, list[BoardRow]] = defaultdict(list)
    wording_of: dict[str, Wording] = {}
    for row in board.missing:
        if row.due.local is None:
            continue
        occasion = occasion_due(wordings, due=row.due.local, now=naive(now), calendar=working_calendar(), stale=stale)
        if occasion is not None:
            key = f"{occasion.code}:{row.due.local:%Y-%m-%d}"
            chosen[key].append(row)
            wording_of[key] = wordings[occasion]
    if not chosen:
        return []
    contact = contact_words(terms)
    return [letter for key, rows in chosen.items() for letter in letters_for(plan, rows, key, wording_of[key], contact)]


def by_hand(now: datetime) -> str:
    """Return the occasion of a reminder that a person sends: not twice within one hour."""
    return f"hand-{timezone.localtime(now):%Y-%m-%d-%H}"


def reminded_when(plan: Plan) -> dict[int, datetime]:
    """Return when each unit was last written to about the plan; one query."""
    found: dict[int, datetime] = {}
    letters = Message.objects.filter(send_key__startswith=f"reminder:plan-{plan.pk}:").order_by("written_at")
    for key, at in letters.values_list("send_key", "written_at"):
        if match := _KEY.match(key):
            found[int(match["unit"])] = at
    return found
