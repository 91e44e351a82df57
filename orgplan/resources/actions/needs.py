"""What events need: asked for, promised, refused. Who gives the resource and who asked are told by letter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.events.models import Event, EventTemplate
from orgplan.events.rules import EventState
from orgplan.events.rules.rewording import reworded
from orgplan.notices.actions import Letter, Recipient, write_messages
from orgplan.resources.models import Need, Resource
from orgplan.resources.queries.days import days_of
from orgplan.resources.queries.needs import answered_days, taken_days
from orgplan.resources.rules.kinds import NeedState, next_need_state
from orgplan.resources.rules.wording import amount_words, days_words

_FACTS = ("amount", "days_before", "days_after", "note")
_STATE = ("state", "promised", "answer")
Source = Event | EventTemplate


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """So much of a resource, taken so many calendar days before the event and given back so many after it."""

    resource: Resource
    amount: int
    days_before: int = 0
    days_after: int = 0
    note: str = ""


@audited
def write_need(source: Source, *, facts: NeedFacts, need: Need | None = None, edition: int = 0, by: Actor) -> Need:
    """Ask for a resource, or write over the need of that edition; what was answered before is asked anew.

    RefusedError for nothing, and where the source asks for this resource already.
    """
    if facts.amount < 1:
        raise RefusedError(_("Name how much is needed: one at least."))
    current = take_edition(need, edition) if need else Need(resource=facts.resource, **_of(source))
    if need is None and Need.objects.of(source).filter(resource=facts.resource).exists():
        raise RefusedError(_("%(resource)s is asked for already: change that line.") % {"resource": facts.resource})
    before = state_of(current, *_FACTS, *_STATE) if need else {}
    for name in _FACTS:
        setattr(current, name, getattr(facts, name))
    if current.is_answered:
        _take_answer_back(current)
    current.save()
    record(current, before=before, after=state_of(current, *_FACTS, *_STATE))
    if isinstance(source, Event):
        _tell_keeper(current, by)
    return current


def _of(source: Source) -> dict[str, Source]:
    return {"event": source} if isinstance(source, Event) else {"template": source}


@audited
def remove_need(need: Need, *, by: Actor) -> None:
    """Need it no longer."""
    record(need, before=state_of(need, *_FACTS, *_STATE), after={"amount": None})
    need.delete()


@audited
def promise_need(need: Need, *, promised: int, answer: str = "", edition: int, by: Actor) -> Need:
    """Promise the resource for the event's present days: so much of it, less than asked for with words why.

    RefusedError for a template, for more than is asked, and for less without words.
    """
    current = _answering(need, "promise", edition)
    if not 0 < promised <= current.amount:
        raise RefusedError(_("Promise from 1 to %(amount)d, or refuse with a reason.") % {"amount": current.amount})
    if promised < current.amount and not answer.strip():
        raise RefusedError(_("Say why less is given than was asked for."))
    return _answer(current, NeedState.PROMISED, promised, answer, by)


@audited
def refuse_need(need: Need, *, answer: str, edition: int, by: Actor) -> Need:
    """Refuse the resource; RefusedError without a reason."""
    current = _answering(need, "refuse", edition)
    if not answer.strip():
        raise RefusedError(_("Say why it is refused: who asked reads it."))
    return _answer(current, NeedState.REFUSED, None, answer, by)


def _answering(need: Need, verb: str, edition: int) -> Need:
    current = take_edition(need, edition)
    if current.event is None:
        raise RefusedError(_("A template asks nobody: only needs of events are answered."))
    if next_need_state(current.state, verb) is None and not (verb == "promise" and current.state == NeedState.PROMISED):
        raise RefusedError(_("This need is answered already: open it again to see the answer."))
    return current


def _answer(current: Need, state: NeedState, promised: int | None, answer: str, by: Actor) -> Need:
    before = state_of(current, *_STATE)
    assert current.event is not None, "only events' needs are answered"
    current.state, current.promised, current.answer = state, promised, answer.strip()[:300]
    current.answered_by, current.answered_at = str(by)[:200], timezone.now()
    current.answered_for = answered_days(days_of([current.event]).get(current.event.pk, []))
    current.save()
    record(current, before=before, after=state_of(current, *_STATE))
    _tell_owner(current, by)
    return current


@audited
def ask_again(needs: list[Need], *, by: Actor) -> int:
    """Ask anew for what was answered for other days; return how many are asked."""
    count = 0
    for need in Need.objects.select_for_update().filter(pk__in=[each.pk for each in needs]).order_by("pk"):
        if not need.is_answered:
            continue
        before = state_of(need, *_STATE)
        _take_answer_back(need)
        need.edition += 1
        need.save()
        record(need, before=before, after=state_of(need, *_STATE))
        count += 1
    if not count:
        nothing_changed()
    return count


@audited
def reword_needs(keys: Collection[int], *, words: Mapping[str, str], by: Actor) -> int:
    """Put new words of day and place for old ones into what needs are for; return how many read otherwise now."""
    entries = []
    for need in Need.objects.select_for_update(of=("self",)).select_related("resource").filter(pk__in=keys):
        before = state_of(need, "note")
        need.note = reworded(need.note, words)[: Need._meta.get_field("note").max_length]
        if state_of(need, "note") != before:
            need.edition += 1
            need.save(update_fields=["note", "edition"])
            entries.append((need, before, state_of(need, "note")))
    if not entries:
        nothing_changed()
        return 0
    record_many(entries)
    return len(entries)


def _take_answer_back(need: Need) -> None:
    need.state, need.promised, need.answer = NeedState.ASKED, None, ""
    need.answered_by, need.answered_at, need.answered_for = "", None, []


@audited
def copy_needs(source: Source, event: Event, *, by: Actor) -> int:
    """Ask for the event for what the source asked for; nobody has answered yet. Return how many needs came."""
    known = set(event.needs.values_list("resource", flat=True))
    rows = Need.objects.of(source).filter(resource__is_active=True).select_related("resource")
    new = [
        Need(event=event, resource=each.resource, **{name: getattr(each, name) for name in _FACTS})
        for each in rows
        if each.resource_id not in known
    ]
    Need.objects.bulk_create(new)
    if not new:
        nothing_changed()
        return 0
    record(event, before={"needs": None}, after={"needs": "; ".join(str(each) for each in new)})
    return len(new)


def _tell_keeper(need: Need, by: Actor) -> None:
    """Write to who gives the resource; a draft tells nobody, planned it stands in the keeper's digest."""
    keeper = need.resource.keeper
    assert need.event is not None, "templates ask nobody"
    if keeper is None or keeper == need.event.owner or need.event.state == EventState.DRAFT:
        return
    days = [days_words(*span) for span in taken_days(need, days_of([need.event]).get(need.event.pk, []))]
    lines = [
        need.event.title,
        _("Needed: %(what)s, %(amount)s") % {"what": need.resource, "amount": _amount(need, need.amount)},
        _("Days: %(days)s") % {"days": "; ".join(days) or need.event.when},
        *([need.note] if need.note else []),
    ]
    why = _("%(unit)s gives this resource.") % {"unit": keeper}
    subject = _("A resource is asked for: %(what)s") % {"what": need.resource}
    # The unit that gives it may not open the event: it is led to where it answers.
    _write(need, _Told(keeper, subject, lines, why, reverse("resources:answer", args=[need.pk])), by)


def _tell_owner(need: Need, by: Actor) -> None:
    assert need.event is not None, "templates ask nobody"
    owner = need.event.owner
    if owner == need.resource.keeper or need.event.state == EventState.DRAFT:
        return
    said = _("refused") if need.state == NeedState.REFUSED else _amount(need, need.promised or 0)
    lines = [need.event.title, f"{need.resource}: {said}", *([need.answer] if need.answer else [])]
    why = _("%(unit)s asked for this resource.") % {"unit": owner}
    subject = _("Answer about a resource: %(what)s") % {"what": need.resource}
    _write(need, _Told(owner, subject, lines, why, need.get_absolute_url()), by)


def _amount(need: Need, amount: int) -> str:
    return amount_words(amount, need.resource.measure)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a unit is written about a need, why, and the page to which the letter leads."""

    unit: Unit
    subject: str
    lines: list[str]
    why: str
    url: str


def _write(need: Need, told: _Told, by: Actor) -> None:
    assert need.event is not None, "templates ask nobody"
    letter = Letter(
        send_key=f"need-{need.pk}-{need.edition}-{need.state}-{told.unit.pk}",
        to=Recipient(str(told.unit), told.unit.email),
        subject=told.subject,
        text="\n".join(told.lines),
        why=told.why,
        about_label=need.event.title,
        about_url=told.url,
    )
    write_messages([letter], by=by)
