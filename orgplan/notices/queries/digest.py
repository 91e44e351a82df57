"""The morning digest: for whom it is due, and what stands in it. Queries do not grow with the number of readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from orgplan.language.counts import counted
from orgplan.notices.models import Digest, Notice, NoticeSettings
from orgplan.notices.queries.crowd import Crowd, Reader
from orgplan.notices.queries.notices import bundles_of, changed_since, notice_rules
from orgplan.notices.queries.outbox import is_day_off, outbox_rules
from orgplan.notices.queries.sources import DigestLine, digest_parts, seen_subjects
from orgplan.notices.rules.telling import DigestSection, is_digest_due, next_working_day

_FIRST = timedelta(days=1)
_MOST_CHANGES = 12


@dataclass(slots=True)
class Section:
    """One part of a digest with its lines."""

    kind: DigestSection
    lines: list[DigestLine] = field(default_factory=list)


@dataclass(slots=True)
class DigestShown:
    """The digest of one reader: its sections in order, the notices it carries, up to when it tells."""

    reader: Reader
    day: date
    until: datetime
    sections: list[Section]
    notices: list[Notice]

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def subjects(self) -> list[str]:
        """Return what the reader must still be allowed to see when the letter leaves."""
        return sorted({line.subject for section in self.sections for line in section.lines if line.subject})

    @property
    def count(self) -> int:
        """Return the number of things told, those that are only summed up too."""
        return sum(line.stands_for for section in self.sections for line in section.lines)

    @property
    def late(self) -> int:
        """Return how many things are overdue."""
        late = (each.lines for each in self.sections if each.kind == DigestSection.LATE)
        return sum(line.stands_for for lines in late for line in lines)


def due_readers(now: datetime) -> list[Reader]:
    """Return those whose digest of the day is due and was not composed yet: with an e-mail, at their hour; six queries.

    Read first: between the mornings it costs three queries.
    """
    local = timezone.localtime(now)
    day, rules = local.date(), notice_rules()
    city = outbox_rules().quiet
    crowd = Crowd(day)
    own: Mapping[int, NoticeSettings] = {row.user_id: row for row in NoticeSettings.objects.all()}
    done = set(Digest.objects.filter(day=day).values_list("user", flat=True))
    found = []
    for reader in crowd.readers.values():
        wish = own.get(reader.key) or NoticeSettings(user_id=reader.key)
        if not wish.has_digest or not reader.user.email or reader.key in done:
            continue
        at, quiet = wish.digest_at or rules.digest_at, wish.quiet_of(city)
        if is_digest_due(local, at, quiet, is_day_off=is_day_off, on_days_off=not quiet.days_off):
            found.append(reader)
    return found


def digests_of(readers: Collection[Reader], now: datetime) -> list[DigestShown]:
    """Return the digests of the readers as they would leave now; nothing in one whose sections are empty."""
    if not readers:
        return []
    local = timezone.localtime(now)
    day, until = local.date(), next_working_day(local.date(), is_day_off)
    # Who acts for whom is asked of everybody; lines are taken of those who are asked for.
    crowd = Crowd(day, [each.key for each in readers])
    lines: dict[int, dict[DigestSection, list[DigestLine]]] = {}
    for part in digest_parts():
        for user, own in part.lines(crowd, day, until).items():
            lines.setdefault(user, {}).setdefault(part.section, []).extend(own)
    told = _changes(readers, now)
    for user, notices in told.items():
        if changes := _lines_of_changes(notices):
            lines.setdefault(user, {})[DigestSection.CHANGED] = changes
    lines = _only_seen(readers, lines)
    return [
        DigestShown(reader, day, now, _sections(lines.get(reader.key, {})), told.get(reader.key, []))
        for reader in readers
    ]


def _changes(readers: Collection[Reader], now: datetime) -> dict[int, list[Notice]]:
    """Return what each was told since the last digest that was composed, at most a month back; two queries."""
    users = [each.key for each in readers]
    since = dict(Digest.objects.filter(user__in=users).order_by("day").values_list("user", "until"))
    earliest = min((since.get(user, now - _FIRST) for user in users), default=now - _FIRST)
    found: dict[int, list[Notice]] = {}
    for notice in changed_since(users, max(earliest, now - timedelta(days=31)), now):
        if notice.written_at > since.get(notice.user_id, now - _FIRST):
            found.setdefault(notice.user_id, []).append(notice)
    return found


def _lines_of_changes(notices: Iterable[Notice]) -> list[DigestLine]:
    found = []
    bundles = bundles_of(list(notices))
    for bundle in bundles[:_MOST_CHANGES]:
        latest = bundle.latest
        more = len(bundle.notices) - 1
        words = latest.words if not more else f"{latest.words} (и ещё {counted(more, 'изменение')})"
        why = "; ".join(bundle.reasons)
        found.append(DigestLine(f"{latest.title} — {words}", latest.url, subject=latest.subject, reason=why))
    if len(bundles) > _MOST_CHANGES:
        more = len(bundles) - _MOST_CHANGES
        found.append(DigestLine(f"и ещё {counted(more, 'уведомление')}", "/notices/", stands_for=more))
    return found


def _only_seen(
    readers: Collection[Reader], lines: Mapping[int, Mapping[DigestSection, list[DigestLine]]]
) -> dict[int, dict[DigestSection, list[DigestLine]]]:
    """Leave out what a reader may not see at this moment: a part of another room may know less than the policy."""
    subjects = {line.subject for own in lines.values() for each in own.values() for line in each if line.subject}
    seen = seen_subjects(readers, subjects)
    return {
        user: {
            section: kept
            for section, each in own.items()
            if (kept := [line for line in each if not line.subject or (user, line.subject) in seen])
        }
        for user, own in lines.items()
    }


def _sections(lines: Mapping[DigestSection, list[DigestLine]]) -> list[Section]:
    return [Section(kind, lines[kind]) for kind in DigestSection if lines.get(kind)]
