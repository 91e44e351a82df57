"""The demonstration city's minutes: one pass that was made, one that waits for corrections."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.events.models import Event
from orgplan.instructions.models import ControlLevel
from orgplan.instructions.queries.rules import working_calendar
from orgplan.minutes.actions import MinutesFacts, give_points, leave_point_out, write_minutes
from orgplan.worktime.reckoning import working_day_from

_DATA = Path(__file__).with_name("demo_data")
_ATTENDEES = "Заместители Мэра, директора департаментов, главы администраций округов."


def build_minutes(by: Actor, password: str) -> None:  # noqa: ARG001 -- every room's part is called alike
    """Write two minutes of staff meetings: last week's points are given, yesterday's wait for their performers."""
    mayor = Person.objects.get(surname="Образцов")
    level = ControlLevel.objects.get(title="Контроль Мэра города Омска")
    today = timezone.localdate()
    for age, number, name in ((8, "39", "given.txt"), (1, "40", "waiting.txt")):
        held = working_day_from(today - timedelta(days=age), working_calendar(), back=True)
        event = Event.objects.filter(kind="staff_meeting", first_day=held, deleted_at=None).order_by("pk").first()
        facts = MinutesFacts(
            title="Аппаратное совещание при Мэре города Омска",
            held_on=held,
            signed_on=held,
            registered_on=held,
            number=number,
            chair=mayor,
            level=level,
            event=event,
            attendees=_ATTENDEES,
        )
        minutes = write_minutes(facts=facts, text=(_DATA / name).read_text(encoding="utf-8"), by=by)
        if name == "given.txt":
            ready = {each.pk: each.edition for each in minutes.lines.all() if each.is_ready}
            give_points(minutes, seen=ready, by=by)
        else:
            last = minutes.lines.get(number="6")
            leave_point_out(last, left_out=True, edition=last.edition, by=by)
