"""What lies on the desks of the measured city: a change that touches 3,000 things, letters, documents, the basket.

Written past the actions in bulk, as `benchmarks.city` writes; only the change is prepared by its own action.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from benchmarks.invented import title

#: What the prepared change touches: 2,990 things besides the approved plan and the drafts in which the event stands.
PARTS, LINES, PEOPLE = 2_000, 590, 400
LETTERS, DOCUMENTS, DELETED, CURATORS = 5_000, 5_000, 1_000, 8
_BATCH = 1_000
_WHO = "Пробный Сотрудник"


def furnish(chance: random.Random, units: list[Any], events: list[Any]) -> None:
    """Fill the desks of the city that `benchmarks.city` has built."""
    _touched(chance, units)
    _letters(chance, units)
    _documents(chance)
    _basket(chance, events)
    _round()


def touched() -> Any:
    """Return the prepared change."""
    from orgplan.events.models import ProposedChange  # noqa: PLC0415 -- after setup

    return ProposedChange.objects.get()


def _touched(chance: random.Random, units: list[Any]) -> None:
    from orgplan.accounts.models import User  # noqa: PLC0415 -- after setup
    from orgplan.directory.models import Person  # noqa: PLC0415 -- after setup
    from orgplan.events.actions import facts_of, prepare_change  # noqa: PLC0415 -- after setup
    from orgplan.events.models import Event, Participation  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import Plan, PlanItem, PlanLine  # noqa: PLC0415 -- after setup

    whole = Event.objects.filter(plan_items__plan__state="approved", timing_kind="timed").earliest("pk")
    _parts(chance, whole, units)
    people = Person.objects.bulk_create(
        Person(surname=f"Участников{n}", first_name="Иван", gender="m", is_invented=True, email=f"u{n}@example.org")
        for n in range(PEOPLE)
    )
    Participation.objects.bulk_create(Participation(event=whole, kind="attends", person=each) for each in people)
    drafts = Plan.objects.filter(unit__isnull=True).exclude(state="approved")
    PlanItem.objects.bulk_create(PlanItem(plan=each, event=whole, section=each.sections.first()) for each in drafts)
    keys = list(PlanLine.objects.filter(state="accepted").order_by("pk").values_list("pk", flat=True)[:LINES])
    PlanLine.objects.filter(pk__in=keys).update(event=whole)
    facts = facts_of(whole)
    days = tuple(replace(each, start=each.start + timedelta(1), end=each.end + timedelta(1)) for each in _dated(facts))
    moved = replace(facts, timing=replace(facts.timing, occurrences=days))
    prepare_change(whole, facts=moved, edition=whole.edition, reason="Проба", by=User.objects.get())


def _dated(facts: Any) -> list[Any]:
    return [each for each in facts.timing.occurrences if each.start]


def _parts(chance: random.Random, whole: Any, units: list[Any]) -> None:
    from orgplan.events.models import Event, Occurrence, Participation  # noqa: PLC0415 -- after setup

    parts = [
        Event(
            title=title(chance),
            state="planned",
            owner=chance.choice(units),
            part_of=whole,
            timing_kind="timed",
            first_day=date(2026, 9, 1 + number % 28),
            last_day=date(2026, 9, 1 + number % 28),
            start_time=time(10),
            venue=whole.venue,
        )
        for number in range(PARTS)
    ]
    for each in parts:
        each.put_keys()
    Event.objects.bulk_create(parts, batch_size=_BATCH)
    Occurrence.objects.bulk_create(
        (Occurrence(event=each, start=each.first_day, end=each.last_day, start_time=each.start_time) for each in parts),
        batch_size=_BATCH,
    )
    Participation.objects.bulk_create(
        (Participation(event=each, kind="responsible", unit=each.owner) for each in parts), batch_size=_BATCH
    )


def _letters(chance: random.Random, units: list[Any]) -> None:
    from orgplan.notices.models import Message  # noqa: PLC0415 -- after setup

    leaves = datetime(2026, 12, 1, tzinfo=UTC)
    Message.objects.bulk_create(
        (
            Message(
                send_key=f"bench-{number}",
                recipient_name=str(chance.choice(units)),
                recipient_email="unit@example.org",
                subject=title(chance)[:200],
                text="Проба",
                why="Проба",
                about_label=f"Повод {number // 40}",
                about_url="/",
                occasion=f"bench-{number // 40}",
                state="waiting",
                leaves_at=leaves,
                written_by=_WHO,
            )
            for number in range(LETTERS)
        ),
        batch_size=_BATCH,
    )


def _documents(chance: random.Random) -> None:
    from orgplan.documents.models import Document  # noqa: PLC0415 -- after setup

    Document.objects.bulk_create(
        (
            Document(
                kind="planning.plan",
                subject=f"bench-{number // 2}",
                title=title(chance)[:300],
                number=number % 2 + 1,
                format="pdf",
                file=f"documents/bench-{number}.pdf",
                digest=f"{number:064}",
                made_by=_WHO,
            )
            for number in range(DOCUMENTS)
        ),
        batch_size=_BATCH,
    )


def _basket(chance: random.Random, events: list[Any]) -> None:
    from orgplan.events.models import Event  # noqa: PLC0415 -- after setup

    old = [each.pk for each in events if each.first_day < date(2026, 1, 1)]
    Event.objects.filter(pk__in=chance.sample(old, DELETED)).update(
        deleted_at=datetime(2026, 11, 1, tzinfo=UTC), deleted_by=_WHO, deleted_why="Проба"
    )


def _round() -> None:
    """Lay the plan of 2,000 rows before eight curators."""
    from orgplan.directory.models import Person  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import Agreement, AgreementRound, PlanVersion  # noqa: PLC0415 -- after setup

    version = PlanVersion.objects.get()
    laid = AgreementRound.objects.create(
        plan=version.plan, number=1, order="parallel", due_on=date(2026, 12, 1), rows=version.rows, sent_by=_WHO
    )
    Agreement.objects.bulk_create(
        Agreement(round=laid, position=position, person=person, post="заместитель Мэра города")
        for position, person in enumerate(Person.objects.order_by("pk")[:CURATORS])
    )
