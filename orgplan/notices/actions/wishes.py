"""What users decide about their notices: read, muted, followed, when; and what the city calls urgent. All audited."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.notices.models import Mute, Notice, NoticeRules, NoticeSettings, Watch
from orgplan.notices.rules.telling import MuteScope, MuteWay

VERBS = (
    gettext_noop("mute"),
    gettext_noop("unmute"),
    gettext_noop("watch"),
    gettext_noop("unwatch"),
    gettext_noop("mark read"),
    gettext_noop("mark unread"),
    gettext_noop("change notice settings"),
    gettext_noop("set digest"),
    gettext_noop("change notice rules"),
)
"""How the history names these actions."""

_MUTED = ("scope", "label", "way")


@dataclass(frozen=True, slots=True)
class NoticeWishes:
    """How one user wants to be told."""

    has_digest: bool
    digest_at: time | None
    has_urgent: bool
    urgent_in_quiet: bool
    quiet_since: time | None
    quiet_until: time | None
    on_days_off: bool


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What holds for the whole city."""

    digest_at: time
    urgent_days: int
    leader_days: int
    keep_days: int


@audited
def mute(  # noqa: PLR0913 -- the parts of a mute, all keywords
    *, user: User, scope: MuteScope, value: str, label: str, url: str = "", way: MuteWay = MuteWay.PAGE, by: Actor
) -> Mute:
    """Tell the user no more of this; what is unread of it is put away too. A second time it changes nothing."""
    row, is_new = Mute.objects.get_or_create(
        user=user, scope=scope, value=value, defaults={"label": label[:300], "url": url[:300], "way": way}
    )
    own = Notice.objects.unread().filter(user=user)
    match scope:
        case MuteScope.SUBJECT:
            own = own.filter(subject=value)
        case MuteScope.KIND:
            own = own.filter(kind=value)
        case MuteScope.UNIT:
            own = own.filter(unit=int(value))
    own.update(muted_by=row)
    if is_new:
        record(row, after=state_of(row, *_MUTED))
    else:
        nothing_changed()
    return row


@audited
def unmute(row: Mute, *, by: Actor) -> None:
    """Tell the user of it again; what was put away and not read comes back."""
    record(row, before=state_of(row, *_MUTED), after={"label": None})
    row.delete()


@audited
def watch(*, user: User, subject: str, label: str, url: str, by: Actor) -> Watch:
    """Tell the user of a thing that is not theirs; whether they may see it is asked before every notice."""
    row, is_new = Watch.objects.get_or_create(
        user=user, subject=subject, defaults={"label": label[:300], "url": url[:300]}
    )
    if is_new:
        record(row, after=state_of(row, "label"))
    else:
        nothing_changed()
    return row


@audited
def unwatch(row: Watch, *, by: Actor) -> None:
    """Follow the thing no more."""
    record(row, before=state_of(row, "label"), after={"label": None})
    row.delete()


@audited
def mark_read(*, user: User, subject: str = "", up_to: int, by: Actor) -> int:
    """Mark as read what the user was told of the thing (empty: of all), up to the notice the page showed."""
    rows = Notice.objects.unread().filter(user=user, pk__lte=up_to)
    if subject:
        rows = rows.filter(subject=subject)
    count = int(rows.update(read_at=timezone.now()))
    nothing_changed()  # what somebody has read is written on the notice, history would only repeat it
    return count


@audited
def mark_unread(*, user: User, subject: str, since: datetime, by: Actor) -> int:
    """Take the mark back that was set at this moment or later."""
    rows = Notice.objects.told().filter(user=user, subject=subject, read_at__gte=since)
    count = int(rows.update(read_at=None))
    nothing_changed()
    return count


@audited
def change_notice_settings(*, user: User, wishes: NoticeWishes, edition: int, by: Actor) -> NoticeSettings:
    """Change how the user is told; raises ChangedMeanwhileError, RefusedError for half of own quiet hours."""
    if (wishes.quiet_since is None) != (wishes.quiet_until is None):
        raise RefusedError(_("Own quiet hours need both times: from when and until when."))
    row, _is_new = NoticeSettings.objects.get_or_create(user=user)
    current = take_edition(row, edition)
    fields = asdict(wishes)
    before = state_of(current, *fields)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *fields))
    return current


@audited
def set_digest(*, user: User, has_digest: bool, by: Actor) -> NoticeSettings:
    """Switch the morning digest off or on, from a letter."""
    row, _is_new = NoticeSettings.objects.get_or_create(user=user)
    before = state_of(row, "has_digest")
    row.has_digest = has_digest
    row.edition += 1
    row.save(update_fields=["has_digest", "edition"])
    record(row, before=before, after=state_of(row, "has_digest"))
    return row


@audited
def change_notice_rules(*, facts: NoticeFacts, edition: int, by: Actor) -> NoticeRules:
    """Change what the city calls urgent and when digests come; raises ChangedMeanwhileError."""
    row, _is_new = NoticeRules.objects.get_or_create(pk=1)
    current: NoticeRules = take_edition(row, edition)
    fields = asdict(facts)
    before = state_of(current, *fields)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *fields))
    return current
