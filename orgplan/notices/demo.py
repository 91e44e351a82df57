"""The demonstration city's outbox: letters in every state, none of which can reach anybody (`.example`)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor
from orgplan.audit.models import Entry
from orgplan.directory.models import Unit
from orgplan.language.periods import Period
from orgplan.notices.actions import Letter, Recipient, cancel, write_messages
from orgplan.notices.actions.gathering import write_notices
from orgplan.notices.actions.sending import claim_messages, mark_on_wire, mark_refused, mark_sent, take_back_lost
from orgplan.notices.actions.wishes import mute, watch
from orgplan.notices.mail import own_message_id
from orgplan.notices.models import Gathering, Message, Notice
from orgplan.notices.queries.sources import kind_words
from orgplan.notices.rules import LEASE, refusal_words
from orgplan.notices.rules.telling import MuteScope

_INVITED = 14
_DRAFTS = 9
_WHY = "это почта подразделения «%s», которое участвует в плане города"

_DEADLINE = """Добрый день.

Напоминаем: предложения в план мероприятий города на %(month)s принимаются до %(day)s, 12:00. \
Файл Word или Excel можно отправить на странице плана или перетащить в окно.

Если мероприятий нет, отметьте это на той же странице: мы не будем напоминать."""

_FOLDER = """Добрый день.

Еженедельное аппаратное совещание состоится %(day)s в 09:00, ул. Гагарина, 34, малый зал. \
Материалы к вопросам повестки просим прислать накануне до 15:00."""


def build_notices(by: Actor, password: str) -> None:  # noqa: ARG001 -- every room's part is called alike
    """Write letters that were sent, did not leave, may have left, will leave tomorrow, and drafts."""
    units = list(Unit.objects.filter(is_active=True, submits_plans=True).order_by("position", "name"))
    now = timezone.localtime()
    _past(units, now, by)
    _tomorrow(units[:_INVITED], now, by)
    _drafts(units[-_DRAFTS:], now, by)


def _past(units: list[Unit], now: datetime, by: Actor) -> None:
    """Reminders of a week ago: most were taken, one mailbox was gone, one line broke, one letter was taken back."""
    moment = datetime.combine(now.date() - timedelta(days=7), time(9, 0), tzinfo=now.tzinfo)
    month = _month(now.date(), later=0)
    letters = [
        _letter(unit, f"демо:срок:{unit.pk}", _DEADLINE, f"План на {month}: срок подачи", "/plans/", moment)
        for unit in units[: _INVITED + 3]
    ]
    written = write_messages(letters, by=by)
    cancel(written[-1:], by=by)
    taken = claim_messages(token="показательный город", urgent_only=False, now=now)  # noqa: S106 -- a lease, no secret
    gone, broken, *others = taken
    for message in taken:
        mark_on_wire(message, now=moment)
    for number, message in enumerate(others):
        mark_sent(message, message_id=own_message_id(message), now=moment + timedelta(seconds=2 * number))
    mark_refused(gone, words=refusal_words(550, "5.1.1 User unknown"))
    Message.objects.filter(pk=broken.pk).update(leased_until=moment)
    take_back_lost(resend=False, now=moment + LEASE)


def _tomorrow(units: list[Unit], now: datetime, by: Actor) -> None:
    moment = datetime.combine(now.date() + timedelta(days=1), time(9, 0), tzinfo=now.tzinfo)
    letters = [
        _letter(unit, f"демо:совещание:{unit.pk}", _FOLDER, "Аппаратное совещание: материалы", "/events/", moment)
        for unit in units
    ]
    write_messages(letters, by=by)


def _drafts(units: list[Unit], now: datetime, by: Actor) -> None:
    label = f"План на {_month(now.date())}: план ещё не прислан"
    letters = [_letter(unit, f"демо:план:{unit.pk}", _DEADLINE, label, "/plans/", now, held=True) for unit in units]
    coordinator = User.objects.filter(role=Role.COORDINATOR).order_by("login").first()
    if coordinator is not None:
        without = Recipient(f"{coordinator.name}, запасной координатор")
        letters.append(
            Letter(
                "демо:план:запасной",
                without,
                label,
                _text(_DEADLINE, now),
                "вы замещаете координатора подразделения",
                label,
                "/plans/",
                held=True,
            )
        )
    write_messages(letters, by=by)


def _letter(  # noqa: PLR0913 -- the parts of a letter
    unit: Unit, key: str, text: str, label: str, url: str, leaves_at: datetime, *, held: bool = False
) -> Letter:
    return Letter(
        key,
        Recipient(unit.short_name, unit.email or f"otdel-{unit.pk}@omsk.example"),
        label,
        _text(text, leaves_at),
        _WHY % unit.short_name,
        label,
        url,
        leaves_at,
        held,
    )


def _text(text: str, moment: datetime) -> str:
    return text % {"month": _month(moment.date()), "day": f"{moment:%d.%m.%Y}"}


def _month(day: date, *, later: int = 1) -> str:
    """Return «декабрь 2026»: the month of the day, or the one `later`."""
    period = Period.around(day, "month")
    for _step in range(later):
        period = Period.around(period.end + timedelta(days=1), "month")
    return date_format(period.start, "F Y").lower()


_TOLD = {"events.event": 60, "events.proposedchange": 12, "instructions.instruction": 60, "planning.plan": 40}
"""How many of the latest entries of which kinds the city's people were told of."""
_FEW = {"preparation.step": 24, "planning.planline": 60, "availability.venuebooking": 12}


def build_told(by: Actor, password: str) -> None:  # noqa: ARG001 -- every room's part is called alike
    """Tell everybody of what was done lately, over the last two days; some of it is read, muted, followed."""
    now = timezone.now()
    entries = [
        entry
        for kind, most in (_TOLD | _FEW).items()
        for entry in Entry.objects.filter(object_kind=kind).exclude(before={}, after={}).order_by("-pk")[:most]
    ]
    write_notices(sorted(entries, key=lambda each: each.pk), now=now)
    Gathering.objects.create(pk=1, looked_back_at=now, last_entry=Entry.objects.aggregate(last=Max("pk"))["last"] or 0)
    _spread(now)
    department = User.objects.filter(role=Role.DEPARTMENT).order_by("pk").first()
    if department is not None:
        _wishes_of(department, by)


def _spread(now: datetime) -> None:
    """Let what a minute of building brought look like two days of work; the older half is read."""
    for user in User.objects.filter(notices__isnull=False).distinct():
        rows = list(Notice.objects.filter(user=user).order_by("-pk"))
        step = timedelta(hours=40) / max(len(rows), 1)
        for number, row in enumerate(rows):
            row.happened_at = now - step * (number + 1)
            row.read_at = now - timedelta(hours=1) if number > _UNREAD else None
        Notice.objects.bulk_update(rows, ["happened_at", "read_at"], batch_size=200)


_UNREAD = 14


def _wishes_of(user: User, by: Actor) -> None:
    known = Notice.objects.filter(user=user).order_by("pk").first()
    if known is None:
        return
    mute(user=user, scope=MuteScope.KIND, value="instruction_closed", label=kind_words()["instruction_closed"], by=by)
    watch(user=user, subject=known.subject, label=known.title, url=known.url, by=by)
