"""What the records know of an event, as its papers print it: nothing of this is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from orgplan.directory.models import Person, Position
from orgplan.directory.queries import ActingIndex, leaders_on, positions_on
from orgplan.document_sets.models import DocumentSet
from orgplan.document_sets.rules.asked import Fact, Listed, list_words, listed
from orgplan.document_sets.rules.kinds import Content
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event, Participation
from orgplan.events.rules import ParticipationKind
from orgplan.preparation.models import Step
from orgplan.resources.models import Need
from orgplan.scripts.models import Script
from orgplan.scripts.queries import ScriptTable, scripts_with_sources, table_of

_IN_PERSON = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)
_MOST_WITHOUT_ORDER = 2
_HEADS = ("директор", "начальник", "глава", "руководитель", "управляющий", "заведующий")


@dataclass
class Known:
    """An event with all that its papers are drafted of; each part is read once, when a paper asks for it."""

    document_set: DocumentSet
    event: Event = field(init=False)

    def __post_init__(self) -> None:
        rows = Event.objects.select_related("owner", "venue").prefetch_related(*WITH_FACTS)
        self.event = rows.get(pk=self.document_set.event_id)

    @cached_property
    def day(self) -> date:
        """Return the day by which posts are read: the event's first, today where it has none."""
        return self.event.first_day or timezone.localdate()

    @cached_property
    def leaders(self) -> list[Position]:
        """Return the leaders' posts of the event's day, the Mayor first."""
        return leaders_on(self.day)

    @cached_property
    def acting(self) -> ActingIndex:
        """Return who acts for whom on the event's day and today."""
        return ActingIndex(min(self.day, timezone.localdate()), max(self.day, timezone.localdate()))

    @cached_property
    def posts(self) -> dict[int, str]:
        """Return the posts of whoever takes part, by person."""
        people = {each.person_id for each in self.event.participations.all() if each.person_id}
        rows = positions_on(self.day).filter(person__in=people)
        return {each.person_id: each.post_words for each in reversed(list(rows))} if people else {}

    @cached_property
    def steps(self) -> list[Step]:
        """Return the steps of preparation by their days."""
        rows = Step.objects.filter(event=self.event).exclude(state="skipped").select_related("unit", "person", "after")
        return sorted(rows, key=lambda each: (each.due_on or date.max, each.position, each.pk))

    @cached_property
    def needs(self) -> list[Need]:
        """Return the resources that the event asks for, without those that are refused."""
        return list(Need.objects.filter(event=self.event).exclude(state="refused").select_related("resource"))

    @cached_property
    def script(self) -> ScriptTable | None:
        """Return the script with its running times, None where there is none with items."""
        found: Script | None = scripts_with_sources().filter(event=self.event).first()
        table = table_of(found) if found else None
        return table if table and table.rows else None

    @cached_property
    def parts(self) -> list[Event]:
        """Return the events of which this one consists, in their order."""
        return list(Event.objects.kept().filter(part_of=self.event).select_related("owner", "venue")[:100])

    @cached_property
    def head_of_block(self) -> Position | None:
        """Return the first of the leaders who take part: theirs is the block."""
        people = {each.person_id for each in self._taking(*_IN_PERSON)}
        return next((post for post in self.leaders if post.person_id in people), None)

    def _taking(self, *kinds: str) -> list[Participation]:
        return [each for each in self.event.participations.all() if each.kind in kinds]

    def _row(self, each: Participation) -> Listed:
        if each.person is None:
            return Listed(str(each))
        return Listed(each.person.full_name.surname_first(), self.posts.get(each.person.pk, ""))

    def answer(self, fact: Fact) -> str:
        """Return what people said of the fact, else what the records say; empty where nobody knows."""
        return str(self.document_set.answers.get(fact, "")) or self.derived(fact)

    def rows(self, fact: Fact) -> list[Listed]:
        """Return a fact that is a list, line by line."""
        return listed(self.answer(fact))

    def lines(self, fact: Fact) -> list[str]:
        """Return a fact that is a list of sentences, without empty ones."""
        return [line.strip() for line in self.answer(fact).splitlines() if line.strip()]

    def derived(self, fact: Fact) -> str:
        """Return what the records say of the fact."""
        made = {
            Fact.ACT: lambda: "order",
            Fact.SIGNER: lambda: str(self.leaders[0].pk) if self.leaders else "",
            Fact.GROUND: lambda: f"В целях подготовки и проведения мероприятия «{self.event.title}»",
            Fact.CONTROL: self._control,
            Fact.EXECUTOR: self._executor,
            Fact.COMMITTEE: lambda: list_words(self._committee()),
            Fact.PARTICIPANTS: lambda: self._people(*_IN_PERSON),
            Fact.SPEAKERS: lambda: self._people(ParticipationKind.SPEAKS),
            Fact.PRESIDIUM: self._presidium,
            Fact.ABOUT: self.event.note.strip,
        }
        return made[fact]() if fact in made else ""

    def by_rank(self, rows: Iterable[Participation]) -> list[Participation]:
        """Return those who take part in the order of leaders, the Mayor first; others behind them as on the card."""
        found = list(rows)
        if len(found) < _MOST_WITHOUT_ORDER:
            return found
        places = {post.person_id: place for place, post in reversed(list(enumerate(self.leaders)))}
        return sorted(found, key=lambda each: places.get(each.person_id or 0, len(places)))

    def with_post(self, each: Participation) -> str:
        """Return «Мэр города Омска Образцов Илья Игоревич», with consent where it is awaited."""
        post = self.posts.get(each.person_id or 0, "")
        return f"{post} {each.as_worded}".strip()

    def _people(self, *kinds: str) -> str:
        found: dict[str, Listed] = {}
        for each in self.by_rank(self._taking(*kinds)):
            found.setdefault(str(each), self._row(each))
        return list_words(found.values())

    def _presidium(self) -> str:
        people = {each.person_id for each in self._taking(ParticipationKind.HOSTS, ParticipationKind.ATTENDS)}
        rows = [post for post in self.leaders if post.person_id in people]
        return list_words([Listed(post.person.full_name.surname_first(), post.post_words) for post in rows])

    def _control(self) -> str:
        """Return the post of the leader after the first one who takes part, else of the second leader."""
        people = {each.person_id for each in self._taking(*_IN_PERSON)}
        others = [post for post in self.leaders[1:] if post.person_id in people] or self.leaders[1:2]
        return str(others[0].pk) if others else ""

    def _executor(self) -> str:
        named = next((each.person for each in self._taking(ParticipationKind.RESPONSIBLE) if each.person), None)
        if named is not None:
            return ", ".join(filter(None, (named.full_name.surname_first(), named.phone or self.event.owner.phone)))
        return ", ".join(filter(None, (str(self.event.owner), self.event.owner.phone)))

    def _committee(self) -> list[Listed]:
        """Return the curator as the chair, the head of the unit that holds it, then the others by the alphabet."""
        chair = self.position(Fact.CONTROL)
        units = list(dict.fromkeys([self.event.owner_id, *(each.unit_id for each in self.steps if each.unit_id)]))
        posts = list(positions_on(self.day).filter(unit__in=units, leader_order__isnull=True))
        heads: dict[int | None, Position] = {}
        for post in posts:
            if post.title.lower().startswith(_HEADS):
                heads.setdefault(post.unit_id, post)
        rows = [Listed(chair.person.full_name.surname_first(), chair.post_words, "председатель")] if chair else []
        named = [_named(heads[key]) for key in units if key in heads]
        rows += [replace(each, role="заместитель председателя") for each in named[:1]]
        rows += [replace(each, role="член комитета") for each in sorted(named[1:], key=_by_alphabet)]
        return rows

    def position(self, fact: Fact) -> Position | None:
        """Return the post that the fact names by its key; None where it is held no more."""
        key = self.answer(fact)
        return next((post for post in self.leaders if str(post.pk) == key), None)

    def person_of_block(self) -> Person | None:
        """Return whose block is printed."""
        return self.head_of_block.person if self.head_of_block else None


def _named(post: Position) -> Listed:
    return Listed(post.person.full_name.surname_first(), post.post_words)


def _by_alphabet(row: Listed) -> str:
    return row.name.lower().replace("ё", "е")


_RECORDS: dict[Content, tuple[str, str]] = {
    Content.STEPS: ("steps", "нет шагов подготовки: составьте план подготовки"),
    Content.ESTIMATE: ("needs", "не заявлены ресурсы: смета составляется по ним"),
}


def missing_for(content: Content, known: Known, labels: Sequence[tuple[Fact, str]]) -> list[str]:
    """Return in words what is missing for a paper of the content; `labels` are its facts that must be known."""
    said = [] if known.event.first_day else ["у мероприятия нет даты: запишите её в карточке"]
    if content in {Content.LETTER, Content.CLOSURE, Content.BRIEFING} and known.event.expected_turnout is None:
        said.append("не указано ожидаемое число участников")
    empty = [str(label) for fact, label in labels if not known.answer(fact).strip()]
    said += [f"не заполнено: {', '.join(empty)}"] if empty else []
    if content in _RECORDS:
        name, words = _RECORDS[content]
        said += [] if getattr(known, name) else [words]
    if content in {Content.PROGRAMME, Content.RUNNING} and not known.script and not known.parts:
        said.append("нет ни сценария, ни частей мероприятия: программа составляется по ним")
    if content == Content.BLOCK:
        said += [] if known.script else ["нет сценария: блок руководителя берётся из него"]
        said += [] if known.head_of_block else ["в мероприятии не участвует ни один руководитель"]
        person = known.person_of_block()
        if known.script and person and not any(row.item.concerns(person.pk) for row in known.script.rows):
            said.append(f"в сценарии нет пунктов, где занят {person.full_name.surname_first()}: назовите их в сценарии")
    return said
