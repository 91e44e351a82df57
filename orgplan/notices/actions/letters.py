"""Writing letters, letting them go, holding and taking them back: the acts of people and rooms, all audited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.notices.models import Message, MessageQuerySet
from orgplan.notices.rules import CHANGEABLE, UNSENT, MessageState, next_message_state, occasion_of

VERBS = (
    gettext_noop("write message"),
    gettext_noop("write messages"),
    gettext_noop("release"),
    gettext_noop("hold"),
    gettext_noop("cancel"),
    gettext_noop("send again"),
    gettext_noop("confirm sent"),
    gettext_noop("change message"),
    gettext_noop("take back letters"),
)
"""How the history names these actions."""

_SHOWN = ("recipient_name", "recipient_email", "subject", "about_label", "state", "leaves_at")
_SUBJECT = 200
_WRITTEN = (
    "state",
    "edition",
    "leaves_at",
    "is_urgent",
    "attempts",
    "taken_back_why",
    "on_wire_at",
    "sent_at",
    "released_at",
    "released_by",
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter addresses. Without an e-mail it is kept as a draft until somebody fills it in."""

    name: str
    email: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be written. `why` says in words why this person gets it; letters of one `about` stand together.

    `about_url` is an address of the product without its host. `leaves_at` None: as soon as quiet hours allow.
    `held`: a draft that a person must let go. `urgent`: quiet hours do not hold it. `cause`: the decision with which
    all its letters are taken back. `html`, `stop` and `subjects` as in `Message`.
    """

    send_key: str
    to: Recipient
    subject: str
    text: str
    why: str
    about_label: str
    about_url: str
    leaves_at: datetime | None = None
    held: bool = False
    urgent: bool = False
    cause: str = ""
    html: str = ""
    stop: str = ""
    subjects: tuple[str, ...] = ()


@audited
def write_message(  # noqa: PLR0913 -- the fields of a letter, all keywords
    *,
    send_key: str,
    to: Recipient,
    subject: str,
    text: str,
    why: str,
    about_label: str,
    about_url: str,
    leaves_at: datetime | None = None,
    held: bool = False,
    urgent: bool = False,
    by: Actor,
) -> Message:
    """Put one letter into the outbox; see `Letter`. A key that was written already returns its letter unchanged."""
    letter = Letter(send_key, to, subject, text, why, about_label, about_url, leaves_at, held, urgent)
    return write_messages([letter], by=by)[0]


@audited
def write_messages(letters: Sequence[Letter], *, by: Actor) -> list[Message]:
    """Put letters into the outbox, in the order given; keys that were written already return their letters unchanged.

    Four statements, more only where a database takes few values at once. The rows are written in the caller's
    transaction: a decision that is rolled back was never mailed.
    """
    keys = [letter.send_key for letter in letters]
    known = set(Message.objects.filter(send_key__in=keys).values_list("send_key", flat=True))
    fresh = {letter.send_key: letter for letter in reversed(letters) if letter.send_key not in known}
    now = timezone.now()
    rows = [_row(letter, now, by) for letter in reversed(fresh.values())]
    Message.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
    stored = {message.send_key: message for message in Message.objects.filter(send_key__in=keys)}
    written = [stored[row.send_key] for row in rows]
    record_many([(message, {}, state_of(message, *_SHOWN)) for message in written])
    return [stored[key] for key in keys]


def _row(letter: Letter, now: datetime, by: Actor) -> Message:
    is_held = letter.held or not letter.to.email
    leaves_at = letter.leaves_at or now
    return Message(
        send_key=letter.send_key,
        recipient_name=letter.to.name[:200],
        recipient_email=letter.to.email,
        user=letter.to.user,
        subject=" ".join(letter.subject.split())[:_SUBJECT],
        text=letter.text,
        why=letter.why[:300],
        about_label=letter.about_label[:200],
        about_url=letter.about_url,
        occasion=occasion_of(letter.about_label[:200], letter.about_url),
        state=MessageState.HELD if is_held else MessageState.WAITING,
        leaves_at=leaves_at,
        is_urgent=letter.urgent,
        cause=letter.cause,
        html=letter.html,
        stop=letter.stop,
        subjects=list(letter.subjects),
        written_by=str(by)[:200],
    )


@audited
def release(messages: Iterable[Message], *, at_once: bool = True, by: Actor) -> list[Message]:
    """Let drafts go, and at once what would leave later; return those that go now, in quiet hours too.

    Letters without an address stay drafts: the caller says so. `at_once` False keeps the time of leaving.
    """
    now = timezone.now()

    def let_go(message: Message) -> bool:
        if not message.recipient_email:
            return False
        message.released_at, message.released_by = now, str(by)[:200]
        if at_once:
            message.leaves_at, message.is_urgent = min(message.leaves_at, now), True
        return True

    return _pass(messages, "release", let_go)


@audited
def hold(messages: Iterable[Message], *, by: Actor) -> list[Message]:
    """Make drafts of letters that would leave, or were taken back; return those that could be held."""

    def forget_why(message: Message) -> bool:
        message.taken_back_why = ""
        return True

    return _pass(messages, "hold", forget_why)


@audited
def cancel(messages: Iterable[Message], *, why: str = "", by: Actor) -> list[Message]:
    """Take letters back before they leave; return those that were taken back. `why` stands on their pages."""

    def say_why(message: Message) -> bool:
        message.taken_back_why = why[:300]
        return True

    return _pass(messages, "cancel", say_why)


@audited
def take_back_letters(*, cause: str, why: str, by: Actor) -> int:
    """Take back the letters of this cause that have not left; return how many. Those that may have left stay."""
    unsent: MessageQuerySet = Message.objects.filter(cause=cause, state__in=UNSENT)
    return len(cancel(unsent.only("pk"), why=why, by=by))


@audited
def send_again(messages: Iterable[Message], *, by: Actor) -> list[Message]:
    """Let letters that did not leave, or may have left, leave now with all their attempts; return them."""
    now = timezone.now()

    def begin_anew(message: Message) -> bool:
        message.attempts, message.leaves_at, message.on_wire_at = 0, now, None
        message.released_at, message.released_by = now, str(by)[:200]
        return bool(message.recipient_email)

    return _pass(messages, "send_again", begin_anew)


@audited
def confirm_sent(messages: Iterable[Message], *, by: Actor) -> list[Message]:
    """Write that letters which may have left did leave: somebody asked the recipient or the mail server."""

    def sent(message: Message) -> bool:
        message.sent_at = message.on_wire_at or timezone.now()
        return True

    return _pass(messages, "confirm", sent)


@audited
def change_message(message: Message, *, email: str, subject: str, text: str, edition: int, by: Actor) -> Message:
    """Correct the address and the words of a letter that has not left.

    Raises ChangedMeanwhileError, and RefusedError where it is leaving, has left or was taken back.
    """
    current = take_edition(message, edition)
    if current.state not in CHANGEABLE:
        raise RefusedError(
            _("The letter can no longer be changed: %(state)s.") % {"state": current.get_state_display()}
        )
    if not email and current.state == MessageState.WAITING:
        raise RefusedError(_("The letter is to leave: it needs an address. Make it a draft first."))
    before = state_of(current, "recipient_email", "subject", "text")
    if current.text != text:
        current.html = ""
    current.recipient_email, current.subject, current.text = email, subject, text
    current.save(update_fields=["recipient_email", "subject", "text", "html", "edition"])
    record(current, before=before, after=state_of(current, "recipient_email", "subject", "text"))
    return current


def _pass(messages: Iterable[Message], verb: str, change: Callable[[Message], bool] | None = None) -> list[Message]:
    """Lock the letters, lead those that the table lets pass through `verb`, record each; return them."""
    keys = [message.pk for message in messages]
    changes, passed = [], []
    with transaction.atomic():
        for message in Message.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            state = next_message_state(message.state, verb)
            before = state_of(message, "state", "leaves_at")
            if state is None or (change is not None and not change(message)):
                continue
            message.state, message.edition = state, message.edition + 1
            passed.append(message)
            changes.append((message, before, state_of(message, "state", "leaves_at")))
        Message.objects.bulk_update(passed, _WRITTEN, batch_size=100)
        record_many(changes)
    if not passed:
        nothing_changed()
    return passed
