"""Quotas taken into a cloned event, and asked anew where the event goes to other days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.events.models import Event
from orgplan.events.rules.rewording import reworded
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.queries.page import body_key, last_numbers, shares_with_bodies
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import add_working_days, count_working_days, working_day_from

_WORDED = ("gathering", "note")
_LONGEST = 300
_COPIED = ("purpose", "total", "answer_to", "gathering", "note")


@audited
def copy_quotas(source: Event, event: Event, *, by: Actor) -> int:
    """Ask for the event for the same people as the source did, spread as they came; nobody is asked yet.

    The day for answers stands as many working days before the event. Return how many quotas came.
    """
    known = set(Quota.objects.filter(event=event).values_list("purpose", flat=True))
    rows = [each for each in Quota.objects.filter(event=source).order_by("pk") if each.purpose not in known]
    made = []
    for old in rows:
        due = moved_due(old.due_on, source.first_day, event.first_day) or old.due_on
        new = Quota.objects.create(event=event, due_on=due, **{name: getattr(old, name) for name in _COPIED})
        shares = list(shares_with_bodies().filter(quota=old).order_by("pk"))
        came = last_numbers(new, shares)
        QuotaShare.objects.bulk_create(
            QuotaShare(
                quota=new,
                unit=each.unit,
                organisation=each.organisation,
                weight=each.weight,
                is_pinned=each.is_pinned,
                asked=each.asked if each.is_pinned else came.get(body_key(each), each.asked),
            )
            for each in shares
        )
        made.append(new)
    if not made:
        nothing_changed()
        return 0
    record(event, before={"quotas": None}, after={"quotas": "; ".join(str(each) for each in made)})
    return len(made)


def moved_due(due: date, before: date | None, after: date | None) -> date | None:
    """Return the day that stands as many working days before the event's new day; None where a day is unknown."""
    if before is None or after is None:
        return None
    calendar = WorkingCalendar.bundled()
    if due >= before:
        return after
    ahead = count_working_days(due, working_day_from(before, calendar, back=True), calendar)
    last = working_day_from(after, calendar, back=True)
    return add_working_days(last, -ahead, calendar) if ahead > 0 else last


@audited
def reword_quotas(quotas: Sequence[Quota], *, words: Mapping[str, str], by: Actor) -> int:
    """Put new words of day and place for old ones into what letters say; return how many quotas are otherwise now."""
    entries = []
    for quota in quotas:
        was = state_of(quota, *_WORDED)
        for name in _WORDED:
            setattr(quota, name, reworded(getattr(quota, name), words)[:_LONGEST])
        if state_of(quota, *_WORDED) != was:
            quota.edition += 1
            quota.save(update_fields=[*_WORDED, "edition"])
            entries.append((quota, was, state_of(quota, *_WORDED)))
    if not entries:
        nothing_changed()
        return 0
    record_many(entries)
    return len(entries)


@audited
def ask_shares_anew(quotas: Sequence[Quota], *, before: date | None, after: date | None, today: date, by: Actor) -> int:
    """Take the answers back that were given for other days and move the day for answers; return how many are asked.

    Names stay: most will come on the other day, too. A day for answers that would be over already is today.
    """
    entries = []
    for quota in quotas:
        due = moved_due(quota.due_on, before, after)
        if due is not None and due != quota.due_on:
            was = state_of(quota, "due_on")
            quota.due_on = max(due, min(today, after or today))
            quota.edition += 1
            quota.save(update_fields=["due_on", "edition"])
            entries.append((quota, was, state_of(quota, "due_on")))
    rows = QuotaShare.objects.select_for_update().filter(quota__in=quotas, promised__isnull=False)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    shares = list(shares_with_bodies().filter(pk__in=keys))
    for each in shares:
        was = state_of(each, "promised", "answer")
        each.answer = _("before the event moved: %(count)d") % {"count": each.promised}
        each.promised, each.answered_by, each.answered_at = None, "", None
        each.edition += 1
        entries.append((each, was, state_of(each, "promised", "answer")))
    if not entries:
        nothing_changed()
        return 0
    QuotaShare.objects.bulk_update(
        shares, ["promised", "answer", "answered_by", "answered_at", "edition"], batch_size=200
    )
    record_many(entries)
    return len(shares)
