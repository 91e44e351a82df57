"""«Накладки»: all clashes of a span of days with a filter kept in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.clashes.models import ClashRule
from orgplan.clashes.policy import can_keep_norms, can_see_load
from orgplan.clashes.queries import ShownClash, clashes_of_meetings, clashes_over
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, window_of
from orgplan.directory.models import Venue
from orgplan.directory.queries import leaders_on

_SPAN = timedelta(days=30)
_LONGEST = timedelta(days=92)
"""Clashes are computed, not stored: a quarter is read at once."""
_OPEN, _ACCEPTED = "open", "accepted"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    since: date
    until: date
    leader: int | None
    venue: int | None
    level: str
    subject: str
    state: str
    is_cut: bool = False

    def fits(self, shown: ShownClash) -> bool:
        """Tell whether the clash is shown; days, leader and venue are asked of the database."""
        return (
            (not self.level or shown.clash.level == self.level)
            and (not self.subject or shown.clash.subject == self.subject)
            and (not self.state or shown.is_open == (self.state == _OPEN))
        )


def wanted_of(query: QueryDict, today: date) -> Wanted:
    """Read the filter out of the address; what makes no sense is left out, and more than a quarter is cut."""
    since = _day(query.get("since", "")) or today
    until = _day(query.get("until", "")) or since + _SPAN
    last = max(since, min(until, since + _LONGEST))
    return Wanted(
        since=since,
        until=last,
        leader=row_key(query.get("leader", "")),
        venue=row_key(query.get("venue", "")),
        level=_known(query.get("level", ""), ClashLevel.values),
        subject=_known(query.get("subject", ""), Subject.values),
        state=_known(query.get("state", _OPEN), (_OPEN, _ACCEPTED)),
        is_cut=until > last,
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1900, 1, 1) <= found <= date(2199, 12, 31) else None


def _known(text: str, values: Sequence[str]) -> str:
    return text if text in values else ""


@require_GET
def clash_list(request: UserRequest) -> HttpResponse:
    """The clashes of the days, open ones unless the address asks otherwise, with their levels counted."""
    today = timezone.localdate()
    wanted = wanted_of(request.GET, today)
    found = clashes_over(request.user, wanted.since, wanted.until, leader=wanted.leader, venue=wanted.venue)
    counts = Counter(each.clash.level for each in found if each.is_open)
    leaders = [(post.person_id, post.title) for post in leaders_on(today)]
    among = clashes_of_meetings(request.user, wanted.since, wanted.until, leader=wanted.leader, venue=wanted.venue)
    context = {
        "wanted": wanted,
        "meetings": [shown for shown in map(ShownClash, among) if wanted.fits(shown)],
        "window": window_of(request, _folded([each for each in found if wanted.fits(each)], wanted), size=200),
        "levels": [(level, level.label, counts[level]) for level in ClashLevel if level != ClashLevel.IGNORE],
        "open_count": counts.total(),
        "all_count": len(found),
        "selects": _selects(request, wanted, leaders),
        "has_rules": ClashRule.objects.visible_to(request.user).exists(),
        "may_keep": can_keep_norms(request.user),
        "may_see_load": can_see_load(request.user),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "clashes/list.html", context, fragment="rows")


def _folded(found: list[ShownClash], wanted: Wanted) -> list[tuple[ShownClash, int]]:
    """Return the clashes with how many more the first one stands for: an absence meets every meeting of its weeks."""
    times = Counter(each.clash.obstacle.key for each in found if each.clash.obstacle)
    if wanted.subject == Subject.OBSTACLE:
        return [(each, 0) for each in found]
    rows = []
    for each in found:
        obstacle = each.clash.obstacle
        if obstacle is None:
            rows.append((each, 0))
        elif times[obstacle.key]:
            rows.append((each, times.pop(obstacle.key) - 1))
    return rows


Choice = tuple[str, str, str, list[tuple[str, str]]]
"""A select of the filter: its name in the address, label, value, what can be chosen."""


def _selects(request: UserRequest, wanted: Wanted, leaders: list[tuple[int, str]]) -> list[Choice]:
    venues = Venue.objects.visible_to(request.user).filter(is_active=True).values_list("pk", "name")
    return [
        ("leader", _("Leader"), str(wanted.leader or ""), [(str(key), title) for key, title in leaders]),
        ("venue", _("Venue"), str(wanted.venue or ""), [(str(key), name) for key, name in venues]),
        ("subject", _("What clashes"), wanted.subject, [(key, str(words)) for key, words in Subject.choices]),
    ]
