"""Writes to attempts and sessions: who tried, who came in, who left."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from orgplan.accounts.models import Attempt, SignInSession, User
from orgplan.accounts.models.security import OwnSessions
from orgplan.accounts.queries.attempts import sign_in_rules, wait_of
from orgplan.accounts.rules.limits import COUNTED, AttemptKind, Outcome, minutes_of
from orgplan.accounts.rules.sessions import Ending, Way
from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many
from orgplan.core.editing import RefusedError

VERBS = (
    gettext_noop("sign in"),
    gettext_noop("sign out"),
    gettext_noop("refuse attempt"),
    gettext_noop("unlock"),
    gettext_noop("end session"),
    gettext_noop("end sessions"),
)
"""How the history names these actions: `audit.queries.verb_words` translates them."""

_LOGIN_LENGTH, _AGENT_LENGTH = 60, 300


class TooManyAttemptsError(RefusedError):
    """So many wrong attempts that the next one waits; the text says how long."""

    def __init__(self, wait: timedelta) -> None:
        minutes = minutes_of(wait)
        said = ngettext(
            "Too many attempts: try again in %(count)s minute.",
            "Too many attempts: try again in %(count)s minutes.",
            minutes,
        )
        super().__init__(said % {"count": minutes})
        self.wait = wait


def open_attempt(*, kind: AttemptKind, login: str, address: str) -> Attempt:
    """Note that somebody tries to prove who they are, before anything is compared; an open attempt counts as wrong.

    It is written first and counted afterwards: several processes at once cannot all see «one attempt left».
    Raises TooManyAttemptsError, and keeps nothing of an attempt that was not allowed.
    """
    login = login.strip().lower().replace("\0", "")[:_LOGIN_LENGTH]
    attempt = Attempt.objects.create(kind=kind, login=login, address=address)
    wait = wait_of(attempt)
    if wait:
        attempt.delete()
        raise TooManyAttemptsError(wait)
    return attempt


def accept_attempt(attempt: Attempt) -> None:
    """Note that the attempt was right: the wrong ones of this login before it count no more."""
    _settle(attempt.login, attempt.kind)
    Attempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.RIGHT)


def _settle(login: str, kind: str) -> int:
    since = timezone.now() - sign_in_rules().login_limit.window
    rows = Attempt.objects.filter(login=login, kind=kind, at__gt=since, outcome__in=COUNTED)
    return int(rows.update(outcome=Outcome.SETTLED))


@audited
def refuse_attempt(attempt: Attempt, *, by: Actor) -> None:
    """Note that the attempt was wrong; the history tells it without what was typed as the password."""
    attempt.outcome = Outcome.WRONG
    attempt.save(update_fields=["outcome"])
    record(attempt, after={"kind": attempt.kind, "login": attempt.login, "address": attempt.address})


@audited
def unlock(*, login: str, kind: AttemptKind, by: Actor) -> None:
    """Let a login that waits try again at once."""
    last = Attempt.objects.filter(login=login, kind=kind, outcome__in=COUNTED).first()
    if last is None or not _settle(login, kind):
        raise RefusedError(_("The login %(login)s does not wait any more.") % {"login": login})
    record(last, before={"outcome": last.outcome}, after={"outcome": Outcome.SETTLED})


@audited
def sign_in(user: User, *, key: str, way: Way, address: str, agent: str, by: Actor) -> SignInSession:
    """Open a session: its place in the own list, and a line in the history."""
    session = SignInSession(user=user, session_key=key, way=way, address=address, agent=agent[:_AGENT_LENGTH])
    session.save()
    record(session, after={"way": way, "address": address, "browser": session.browser})
    return session


def note_seen(key: str) -> None:
    """Note that somebody works in the session; called about once a minute, so it leaves no line in the history."""
    SignInSession.objects.filter(session_key=key, ending=Ending.GOING_ON).update(seen_at=timezone.now())


def renew_key(*, old: str, new: str) -> None:
    """Follow a session that got a new key, as it does when the password changes."""
    SignInSession.objects.filter(session_key=old).update(session_key=new)


@audited
def sign_out(user: User, *, key: str, by: Actor) -> None:
    """Close the session that the person leaves by the button."""
    found = _close(SignInSession.objects.filter(user=user, session_key=key), Ending.SIGNED_OUT)
    if not found:
        nothing_changed()


@audited
def end_session(session: SignInSession, *, ending: Ending, by: Actor) -> None:
    """End one session: the next request of its browser meets the sign-in page."""
    if not _close(SignInSession.objects.filter(pk=session.pk), ending):
        nothing_changed()


@audited
def end_sessions(user: User, *, ending: Ending, by: Actor, keep: str = "") -> int:
    """End all sessions of the user but the one with the key `keep`; return how many."""
    ended = _close(SignInSession.objects.filter(user=user).exclude(session_key=keep), ending)
    if not ended:
        nothing_changed()
    return ended


def _close(rows: OwnSessions, ending: Ending) -> int:
    """Mark the sessions as ended and take their keys from Django's table; within an audited action."""
    going_on = list(rows.going_on().select_related("user"))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in going_on:
        store.delete(session.session_key)
    SignInSession.objects.filter(pk__in=[session.pk for session in going_on]).update(ending=ending)
    if going_on:
        record_many([(session, {"ending": ""}, {"ending": ending}) for session in going_on])
    return len(going_on)
