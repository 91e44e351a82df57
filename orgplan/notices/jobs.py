"""What the worker does: letters leave at every turn, history becomes notices, mornings bring digests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from orgplan.jobs.jobs import JobContext
from orgplan.notices.actions.gathering import gather
from orgplan.notices.actions.sending import (
    claim_messages,
    give_back,
    mark_on_wire,
    mark_put_off,
    mark_refused,
    mark_sent,
    mark_unknown,
    put_off_all,
    take_back_lost,
)
from orgplan.notices.actions.telling import compose_digests, forget_told, withhold
from orgplan.notices.mail import Post, PostAwayError, PutOff, Refused, Taken, Unknown, own_message_id
from orgplan.notices.models import Message, OutboxRules
from orgplan.notices.queries import is_day_off, outbox_rules
from orgplan.notices.queries.notices import notice_rules
from orgplan.notices.rules import leaves_when


def send_due(ending: Event) -> int:
    """Send the letters that are due, over one connection; return how many were dealt with.

    In quiet hours only urgent ones leave. A mail server that is away puts everything off, without counting attempts.
    """
    now = timezone.now()
    rules = outbox_rules()
    take_back_lost(resend=rules.resend_uncertain, now=now)
    local = timezone.localtime(now)
    is_quiet = leaves_when(local, rules.quiet, is_day_off) != local
    token = uuid4().hex
    batch = claim_messages(token=token, urgent_only=is_quiet, now=now)
    if not batch:
        return 0
    withheld = withhold(batch, now=now)
    batch = [message for message in batch if message.pk not in withheld]
    if not batch:
        return len(withheld)
    try:
        with _durable(), Post() as post:
            for message in batch:
                if ending.is_set() or not mark_on_wire(message, now=timezone.now()):
                    continue
                _send(post, message, rules)
    except PostAwayError as away:
        give_back(token=token)
        put_off_all(words=str(away), now=timezone.now())
        return 0
    give_back(token=token)
    return len(batch) + len(withheld)


def tell(_ending: Event) -> int:
    """Duty: read what is new in history and write whom it concerns; urgent notices become letters."""
    return gather(now=timezone.now())


def send_digests(context: JobContext) -> None:
    """Recurring: compose the digests that are due; found again, those that were composed stay as they are."""
    compose_digests(now=timezone.now(), check=context.check_stopped)


def forget_notices(context: JobContext) -> None:
    """Recurring: forget notices and digests that are older than the rules keep them."""
    forget_told(before=context.due_at - timedelta(days=notice_rules().keep_days))


def _send(post: Post, message: Message, rules: OutboxRules) -> None:
    try:
        outcome = post.deliver(message, rules)
    except PostAwayError as away:
        # The line broke at the letter before and cannot be opened again: this one certainly has not gone out.
        mark_put_off(message, words=str(away), now=timezone.now())
        raise
    match outcome:
        case Taken():
            mark_sent(message, message_id=own_message_id(message), now=timezone.now())
        case PutOff(words):
            mark_put_off(message, words=words, now=timezone.now())
        case Refused(words):
            mark_refused(message, words=words)
        case Unknown(words):
            mark_unknown(message, words=words)


@contextmanager
def _durable() -> Iterator[None]:
    """Let every commit reach the disk of a SQLite file: «it goes out now» must outlive a power cut."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
