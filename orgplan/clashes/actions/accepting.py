"""Accepting clashes: with a reason that stays, and taken back when the reason is gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.rules.judging import Judged
from orgplan.core.editing import RefusedError


@audited
def accept_clash(clash: Judged, *, reason: str, by: Actor) -> AcceptedClash:
    """Let the clash stay, with a reason («принять»); RefusedError without one, or where it is accepted already."""
    if not reason.strip():
        raise RefusedError(_("Give the reason why the clash stays."))
    if AcceptedClash.objects.filter(identity=clash.identity).exists():
        raise RefusedError(_("This clash was accepted already."))
    row = _row(clash, reason, by)
    row.save()
    record(row, after={"accepted": row.sentence}, reason=row.reason)
    return row


@audited
def accept_clashes(*, clashes: Iterable[Judged], reason: str, by: Actor) -> list[AcceptedClash]:
    """Let many clashes stay with one reason; those accepted already are left as they are."""
    found = {each.identity: each for each in clashes}
    known = set(AcceptedClash.objects.filter(identity__in=found).values_list("identity", flat=True))
    rows = [_row(each, reason, by) for key, each in found.items() if key not in known]
    AcceptedClash.objects.bulk_create(rows)
    if rows:
        record_many(((row, {}, {"accepted": row.sentence}) for row in rows), reason=reason)
    else:
        nothing_changed()
    return rows


@audited
def take_back_acceptance(accepted: AcceptedClash, *, by: Actor) -> None:
    """Let the clash count again."""
    record(accepted, before={"accepted": accepted.sentence}, after={"accepted": None}, reason=accepted.reason)
    accepted.delete()


def _row(clash: Judged, reason: str, by: Actor) -> AcceptedClash:
    return AcceptedClash(
        identity=clash.identity,
        subject=clash.subject,
        first_id=clash.first.event,
        second_id=clash.second.event if clash.second else None,
        sentence=f"{clash.resource_name}: {clash.sentence}"[:1000],
        reason=reason.strip()[:500],
        accepted_by=str(by)[:200],
    )
