"""Letters of notices and digests: urgent ones at once, one digest a morning; who may see no more gets nothing.

The worker's bookkeeping (docs/adr/0044). A digest and its letter are written together, at most `CHUNK` readers in one
transaction: a worker killed in the middle leaves whole digests and none by halves, and the key of the letter is that of
the reader and the day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.language.counts import counted
from orgplan.language.wording import in_words
from orgplan.notices.actions.letters import Letter, Recipient, cancel, write_messages
from orgplan.notices.models import Digest, Message, Notice, NoticeSettings
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.queries.digest import DigestShown, digests_of, due_readers
from orgplan.notices.queries.outbox import is_day_off, outbox_rules
from orgplan.notices.queries.sources import seen_subjects
from orgplan.notices.rules import MessageState, leaves_when
from orgplan.notices.rules.telling import bundled

CHUNK = 50
STALE = timedelta(hours=6)
"""A digest that could not leave for so long is composed anew: what it says of the day is no longer true."""

DIGEST = "digest:"
TELLER = System("Уведомления")
"""In whose name the worker tells people."""

DIGEST_WHY = "утренняя сводка включена на странице «Когда присылать»"


def write_urgent(notices: Sequence[Notice], *, now: datetime) -> list[Message]:
    """Write letters of urgent notices: one to a user and a thing, whatever happened to it in this turn."""
    if not notices:
        return []
    users = {row.pk: row for row in User.objects.filter(pk__in={each.user_id for each in notices}, is_active=True)}
    wishes = {row.user_id: row for row in NoticeSettings.objects.filter(user__in=list(users))}
    city = outbox_rules().quiet
    letters, groups = [], []
    for group in bundled(notices, lambda each: (each.user_id, each.subject)):
        user = users.get(group[0].user_id)
        if user is None or not user.email:
            continue
        wish = wishes.get(user.pk) or NoticeSettings(user=user)
        if not wish.has_urgent:
            continue
        leaves_at = (
            now if wish.urgent_in_quiet else leaves_when(timezone.localtime(now), wish.quiet_of(city), is_day_off)
        )
        letters.append(_urgent_letter(group, user, leaves_at))
        groups.append(group)
    written = write_messages(letters, by=TELLER) if letters else []
    for message, group in zip(written, groups, strict=True):
        keys = [each.key for each in group]
        Notice.objects.filter(user=group[0].user_id, key__in=keys).update(message=message)
    return written


def _urgent_letter(group: Sequence[Notice], user: User, leaves_at: datetime) -> Letter:
    first = group[0]
    mark = hashlib.sha256("|".join(sorted(each.key for each in group)).encode()).hexdigest()[:24]
    reasons = "; ".join(dict.fromkeys(each.reason for each in group))
    text = "\n".join([first.title, "", *(f"{each.words}." for each in group), "", f"Срочно: {first.urgent_why}."])
    return Letter(
        send_key=f"notice:{user.pk}:{mark}",
        to=Recipient(user.name, user.email, user),
        subject=f"Срочно: {first.title}",
        text=text,
        why=reasons,
        about_label=first.title,
        about_url=first.url,
        leaves_at=leaves_at,
        urgent=True,
        stop=f"subject:{first.subject}",
        subjects=(first.subject,),
    )


def compose_digests(*, now: datetime, check: Callable[[], None] | None = None) -> int:
    """Compose the digests that are due; return how many letters were written.

    A reader with nothing to read gets no letter, and is asked no more this day. A digest of an earlier day that has not
    left is taken back: the new one tells what it told.
    """
    waiting = due_readers(now)
    if not waiting:
        return 0
    _take_back_old(waiting, now)
    shown = digests_of(waiting, now)
    count = 0
    for start in range(0, len(shown), CHUNK):
        if check is not None:
            check()
        count += _write(shown[start : start + CHUNK], now)
    return count


def _write(shown: Sequence[DigestShown], now: datetime) -> int:
    day = timezone.localdate(now)
    full = [each for each in shown if each]
    with transaction.atomic():
        messages = write_messages([digest_letter(each) for each in full], by=TELLER) if full else []
        letters = {each.reader.key: message for each, message in zip(full, messages, strict=True)}
        # A second worker would meet the row of the reader and the day: its whole transaction is undone.
        Digest.objects.bulk_create(
            [Digest(user=each.reader.user, day=day, until=now, message=letters.get(each.reader.key)) for each in shown],
            batch_size=200,
        )
        carried = []
        for each in full:
            for notice in each.notices:
                notice.message = letters[each.reader.key]
                carried.append(notice)
        Notice.objects.bulk_update(carried, ["message"], batch_size=200)
    return len(messages)


def _take_back_old(readers: Collection[Reader], now: datetime) -> None:
    """Take back digests that never left: their changes are told in the new one.

    With their rows, in one transaction: whoever is killed behind it finds all of it untold.
    """
    unsent = Digest.objects.filter(
        user__in=[each.key for each in readers],
        day__lt=timezone.localdate(now),
        message__state__in=(MessageState.WAITING, MessageState.HELD, MessageState.FAILED),
    ).select_related("message")
    old = list(unsent)
    if not old:
        return
    with transaction.atomic():
        gone = cancel([each.message for each in old], why="сводку заменила сводка нового дня", by=TELLER)
        Notice.objects.filter(message__in=[each.pk for each in gone]).update(message=None)
        Digest.objects.filter(message__in=[each.pk for each in gone]).delete()


def digest_letter(shown: DigestShown) -> Letter:
    """Return the letter of a digest, in plain text and in HTML."""
    user = shown.reader.user
    # Addresses become whole ones in the post: the outbox keeps the letter as the product reads it.
    context = {"digest": shown}
    late = f", просрочено — {shown.late}" if shown.late else ""
    return Letter(
        send_key=f"{DIGEST}{user.pk}:{shown.day.isoformat()}:{shown.until.isoformat()}",
        to=Recipient(user.name, user.email, user),
        subject=f"Сводка на {in_words(shown.day)}: {counted(shown.count, 'запись')}{late}",
        text=digest_text(shown),
        why=DIGEST_WHY,
        about_label="Уведомления",
        about_url="/notices/",
        leaves_at=shown.until,
        urgent=True,
        html=render_to_string("notices/digest_mail.html", context),
        stop=DIGEST,
        subjects=tuple(shown.subjects),
    )


def digest_text(shown: DigestShown) -> str:
    """Return the digest as plain text: sections with their lines, the address behind each."""
    parts = []
    for section in shown.sections:
        lines = [str(section.kind.label).upper()]
        for line in section.lines:
            behind = "; ".join(each for each in (line.note, line.reason) if each)
            lines.append(f"• {line.words} ({behind})" if behind else f"• {line.words}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def withhold(batch: Iterable[Message], *, now: datetime) -> set[int]:
    """Take back what may no longer go to its reader; return the keys of the letters that do not leave.

    Asked right before sending: who was closed or may not see the thing any more gets no letter about it. A digest that
    was withheld or has become stale is composed anew.
    """
    own = [each for each in batch if each.user_id and (each.subjects or each.stop)]
    if not own:
        return set()
    crowd = Crowd(timezone.localdate(now), {each.user_id for each in own if each.user_id})
    seen = seen_subjects(crowd.readers.values(), {subject for each in own for subject in each.subjects})
    why: dict[int, str] = {}
    for each in own:
        if each.user_id not in crowd.readers:
            why[each.pk] = "учётная запись получателя закрыта"
        elif any((each.user_id, subject) not in seen for subject in each.subjects):
            why[each.pk] = "получатель больше не видит того, о чём письмо"
        elif each.stop == DIGEST and now - each.written_at > STALE:
            why[each.pk] = "сводка устарела, составлена новая"
    if why:
        _take_back(why)
    return set(why)


def _take_back(why: dict[int, str]) -> None:
    with transaction.atomic():
        digests = Digest.objects.filter(message__in=list(why))
        Notice.objects.filter(message__in=digests.values("message")).update(message=None)
        digests.delete()
        for key, words in why.items():
            Message.objects.filter(pk=key, state=MessageState.SENDING).update(
                state=MessageState.CANCELLED, taken_back_why=words, lease_token="", leased_until=None, on_wire_at=None
            )


def forget_told(*, before: datetime) -> int:
    """Delete notices and digests of before; return how many notices. Their letters stay in the outbox."""
    Digest.objects.filter(written_at__lt=before).delete()
    return int(Notice.objects.filter(happened_at__lt=before).delete()[0])
