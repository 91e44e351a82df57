"""A leader's folder as PDF: ten events with a road, eight guests, a text and plan B each."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from datetime import time as clock

from benchmarks.model import Benchmark, Better
from benchmarks.programs import output_of

EVENTS, GUESTS, TARGET, RUNS = 10, 8, 2_000, 5
DAY = date(2026, 11, 24)


def _measured() -> float:
    """Milliseconds of the processor, in a process and a database of its own; the first paper starts the compiler."""
    return float(output_of([sys.executable, "-m", "benchmarks.folders"]).splitlines()[-1])


def _build() -> None:
    from orgplan.audit.actions import System  # noqa: PLC0415 -- after setup
    from orgplan.directory.models import Person, Position, Unit, Venue  # noqa: PLC0415 -- the same
    from orgplan.events.actions import EventFacts, Participant, create_event  # noqa: PLC0415 -- the same
    from orgplan.events.rules import ParticipationKind  # noqa: PLC0415 -- the same
    from orgplan.folders.actions import (  # noqa: PLC0415 -- the same
        BriefingFacts,
        NoteFacts,
        write_briefing,
        write_note,
    )
    from orgplan.folders.rules.kinds import NoteKind  # noqa: PLC0415 -- the same
    from orgplan.language.timing.model import Occurrence, Timing, TimingKind  # noqa: PLC0415 -- the same

    by = System("Замер")
    unit = Unit.objects.create(name="Подразделение", short_name="П", phone="78-00-00")
    mayor = Person.objects.create(surname="Образцов", first_name="Илья", patronymic="Игоревич", gender="m")
    Position.objects.create(person=mayor, title="Мэр", unit=unit, leader_order=1)
    for number in range(EVENTS):
        place = Venue.objects.create(name=f"Зал {number}", latitude=f"54.9{number}", longitude=f"73.3{number}")
        taking = [Participant(ParticipationKind.HOSTS, mayor)]
        for guest in range(GUESTS):
            names = {"surname": f"Гостев{number}-{guest}", "first_name": "Пётр", "patronymic": "Пробович"}
            person = Person.objects.create(**names, gender="m", phone="78-00-01")
            Position.objects.create(person=person, title="директор департамента культуры", unit=unit)
            taking.append(Participant(ParticipationKind.ATTENDS, person))
        hours = Occurrence(DAY, DAY, clock(8 + number), clock(8 + number, 40))
        timing = Timing(TimingKind.TIMED, (hours,))
        facts = EventFacts(f"Событие {number}", unit, timing, venue=place, participants=tuple(taking))
        event = create_event(facts=facts, by=by)
        write_briefing(event, facts=BriefingFacts(plan_b="Фойе, вход со двора. " * 10), by=by)
        write_note(event, facts=NoteFacts(mayor, NoteKind.SPEECH, "Добрый день, друзья. " * 60), by=by)


def _run() -> float:
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from orgplan.directory.models import Position  # noqa: PLC0415 -- the same
    from orgplan.folders.documents import folder_pdf  # noqa: PLC0415 -- the same
    from orgplan.folders.queries import folder_of  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0, interactive=False)
    _build()
    post = Position.objects.get(leader_order=1)
    best = float("inf")
    for _number in range(RUNS):
        begun = time.process_time()
        folder_pdf(folder_of(post, DAY))
        best = min(best, (time.process_time() - begun) * 1000)
    return best


def _serve() -> None:
    """Build a database, measure, print milliseconds."""
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        os.environ |= {
            "ORGPLAN_DATA": folder,
            "ORGPLAN_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": "orgplan.config.settings",
        }
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        print(_run())


BENCHMARKS = [
    Benchmark(
        name="folder.pdf",
        what="Папка руководителя в PDF: 10 мероприятий, 80 участников",
        unit="мс",
        better=Better.LESS,
        target=TARGET,
        run=_measured,
    )
]

if __name__ == "__main__":
    _serve()
