"""A file of the directory beside the directory as it stands: what is new, changed, the same, doubtful, wrong.

Nobody is doubled: a row whose name is only like a known one is doubtful, and waits for a person's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from orgplan.directory.models import Intake, Organisation, Person, Position, Record, Unit, Venue
from orgplan.directory.queries.index import DirectoryIndex
from orgplan.directory.queries.posts import positions_on
from orgplan.directory.rules import Gender, IntakeKind, KnownPerson, Named, NameIndex, PeopleIndex, UnitKind
from orgplan.language.declension import guess_gender
from orgplan.language.grammar import Gender as NameGender
from orgplan.language.names import PersonName, parse_name

_NAMES = ("name", "short_name", "surname", "first_name", "patronymic", "gender")
NEW, CHANGED, SAME, DOUBTFUL, WRONG = "new", "changed", "same", "doubtful", "wrong"


@dataclass(slots=True)
class ComparedRow:
    """A row of the file: what would happen, to which record, which fields would change (label, before, after).

    `values` are those that are written: names of model fields, rows for references. `choices` are what a person may
    answer to a doubtful row (answer, words); the first one stands until somebody chooses. `same_as` is the number of
    the row with the same new person.
    """

    number: int
    title: str
    status: str
    match: Record | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    post: dict[str, Any] | None = None
    model: type[Record] = Person
    same_as: int = 0


def compare(intake: Intake, day: date) -> list[ComparedRow]:
    """Return the rows of the file beside the directory of the day; a fixed number of queries."""
    snapshot = _Snapshot(day)
    reader: Callable[[dict[str, Any]], ComparedRow] = {
        IntakeKind.UNITS: snapshot.unit,
        IntakeKind.PEOPLE: snapshot.person,
        IntakeKind.ORGANISATIONS: snapshot.organisation,
        IntakeKind.VENUES: snapshot.venue,
    }[IntakeKind(intake.kind)]
    rows = []
    seen: dict[tuple[str, ...], int] = {}
    new_people: dict[str, ComparedRow] = {}
    for raw in intake.rows:
        row = reader(raw)
        row.reasons = [f"{flaw['cell']}: {flaw['words']}" for flaw in raw["flaws"]] + row.reasons
        if raw["flaws"] or not row.title:
            row.status, row.choices = WRONG, []
        if not row.title and intake.kind != IntakeKind.PEOPLE:
            row.reasons.append(_("the row names nothing"))
        key = (_plain(row.title), *(_plain(raw["values"].get(name, "")) for name in ("title", "body")))
        if key in seen and row.status != WRONG:
            row.status, row.choices = WRONG, []
            row.reasons.append(_("repeats row %(number)d of the file") % {"number": seen[key]})
        elif row.status == NEW and intake.kind == IntakeKind.PEOPLE:
            _ask_whether_one(row, new_people.setdefault(_plain(row.title), row))
        seen.setdefault(key, row.number)
        row.changes = _written(row) + row.changes
        rows.append(row)
    return rows


def _ask_whether_one(row: ComparedRow, first: ComparedRow) -> None:
    """Ask of a second row with the name of a new person: a second post, or a namesake."""
    if row is first:
        return
    row.status, row.same_as = DOUBTFUL, first.number
    row.reasons.append(_("the name stands in row %(number)d of the file, too") % {"number": first.number})
    row.choices = [
        ("skip", _("do not take")),
        (f"row:{first.number}", _("the person of row %(number)d: a second post") % {"number": first.number}),
        ("new", _("another person of the same name")),
    ]


def _written(row: ComparedRow) -> list[tuple[str, str, str]]:
    """Return what a new record would hold beside its name, for the preview."""
    if row.status != NEW:
        return []
    shown = {name: value for name, value in row.values.items() if name not in _NAMES and value not in ("", None)}
    return [(_label_of(row.model, name), "", _words_of(row.model, name, value)) for name, value in shown.items()]


def counts_of(rows: list[ComparedRow]) -> dict[str, int]:
    """Return how many rows there are of each status."""
    found = Counter(row.status for row in rows)
    return {status: found[status] for status in (NEW, CHANGED, DOUBTFUL, WRONG, SAME)}


class _Snapshot:
    """The directory loaded once, each kind when it is first needed."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.index = DirectoryIndex()

    def unit(self, raw: dict[str, Any]) -> ComparedRow:
        values = _texts(raw, "name", "short_name", "phone", "email")
        values["short_name"] = values["short_name"] or values["name"][:120]
        row = ComparedRow(raw["number"], values["name"], NEW, values=values, model=Unit)
        given = raw["values"]
        if kind := given.get("kind", ""):
            values["kind"] = next((each.value for each in UnitKind if each.label.lower() == kind.lower()), "")
            if not values["kind"]:
                words = {"cell": raw["cells"]["kind"], "kind": kind, "known": ", ".join(map(str, UnitKind.labels))}
                row.reasons.append(_("%(cell)s: the kind “%(kind)s” is not known; known are: %(known)s.") % words)
                row.status = WRONG
        if parent := given.get("parent", ""):
            found = self.units.get(_plain(parent))
            if found is None:
                row.reasons.append(
                    _("%(cell)s: there is no unit “%(name)s”; bring it first.")
                    % {"cell": raw["cells"]["parent"], "name": parent}
                )
                row.status = WRONG
            values["parent"] = found
        exact = self.units.get(_plain(values["name"])) or (
            self.units.get(_plain(given["short_name"])) if given.get("short_name") else None
        )
        like = None if exact else next(iter(self.index.find_units(values["name"])), None)
        return _beside(row, exact, like, raw)

    def organisation(self, raw: dict[str, Any]) -> ComparedRow:
        values = _texts(raw, "name", "short_name", "city", "address", "phone", "email")
        if raw["values"].get("founded_on"):
            values["founded_on"] = date.fromisoformat(raw["values"]["founded_on"])
        rows, names = self.organisations
        exact = names.get(_plain(values["name"]))
        found = [] if exact else self.organisation_index.find(values["name"])
        like = rows[found[0]] if found else None
        row = ComparedRow(raw["number"], values["name"], NEW, values=values, model=Organisation)
        return _beside(row, exact, like, raw)

    def venue(self, raw: dict[str, Any]) -> ComparedRow:
        values = _texts(raw, "name", "address", "district", "contact", "aliases", "latitude", "longitude")
        row = ComparedRow(raw["number"], values["name"], NEW, values=values, model=Venue)
        if raw["values"].get("capacity"):
            values["capacity"] = int(raw["values"]["capacity"])
        if bool(values["latitude"]) != bool(values["longitude"]):
            row.status = WRONG
            row.reasons.append(_("one coordinate without the other"))
        values |= {name: values[name] or None for name in ("latitude", "longitude")}
        exact = next((each for each in self.venues if _plain(each.name) == _plain(values["name"])), None)
        like = None if exact else self.index.find_venue(values["name"])
        return _beside(row, exact, like, raw)

    def person(self, raw: dict[str, Any]) -> ComparedRow:
        given = raw["values"]
        name = (
            parse_name(given["full_name"])
            if given.get("full_name")
            else PersonName(*(given.get(part, "") for part in ("surname", "first_name", "patronymic")))
        )
        row = ComparedRow(raw["number"], name.full(), NEW, values=_texts(raw, "phone", "email"))
        exact = [each for each in self.people if _same_name(each.full_name, name)]
        if len(exact) > 1:
            row.status = DOUBTFUL
            row.reasons.append(_("there are several people of this name"))
            row.choices = [("skip", _("do not take")), *((f"pk:{each.pk}", f"{each}") for each in exact)]
        elif exact:
            row.match = exact[0]
        elif like := self._like(name):
            _ask(row, like)
        self._name(row, name, given)
        self._post(row, raw)
        return _settle(row)

    def _like(self, name: PersonName) -> Person | None:
        found = self.people_index.find(name.full())
        return next((each for each in self.people if each.pk == found), None)

    def _name(self, row: ComparedRow, name: PersonName, given: dict[str, str]) -> None:
        """Take the name of a new person; a known one keeps the fuller name of the card."""
        may_be_new = row.status != DOUBTFUL or "new" in dict(row.choices)
        if row.match is not None or not may_be_new:
            return
        row.values |= {"surname": name.surname, "first_name": name.first_name, "patronymic": name.patronymic}
        gender = given.get("gender") or guess_gender(name.surname, name.first_name, name.patronymic)
        row.values["gender"] = Gender(str(gender)) if gender else ""
        in_full = name.first_name and not name.first_name.endswith(".")
        if row.status == DOUBTFUL:
            row.choices = [each for each in row.choices if each[0] != "new" or (in_full and gender)]
        elif not name.surname:
            row.status, row.choices = WRONG, []
            row.reasons.append(_("there is no name in the row"))
        elif not in_full:
            row.status, row.choices = WRONG, []
            row.reasons.append(_("the first name is needed in full: there is no such person in the directory yet"))
        elif not gender:
            row.status = DOUBTFUL
            row.reasons.append(_("the name does not tell the gender"))
            row.choices = [("skip", _("do not take")), ("m", _("record as a man")), ("f", _("record as a woman"))]

    def _post(self, row: ComparedRow, raw: dict[str, Any]) -> None:
        title, body = raw["values"].get("title", ""), raw["values"].get("body", "")
        if not title:
            return
        units, organisation = self.index.find_units(body), self.organisations[1].get(_plain(body))
        unit = self.units.get(_plain(body)) or (units[0] if len(units) == 1 else None)
        if unit is None and organisation is None:
            row.status, row.choices = WRONG, []
            cell = raw["cells"].get("body", raw["cells"]["title"])
            words = (
                _("%(cell)s: neither a unit nor an organisation “%(name)s” is known.")
                if body
                else _("%(cell)s: the post “%(title)s” needs its unit or organisation.")
            )
            row.reasons.append(words % {"cell": cell, "name": body, "title": title})
            return
        order = raw["values"].get("leader_order")
        row.post = {
            "title": title,
            "unit": unit,
            "organisation": None if unit else organisation,
            "starts_on": date.fromisoformat(raw["values"]["starts_on"]) if raw["values"].get("starts_on") else None,
            "leader_order": int(order) if order else None,
        }
        held = self.posts.get(row.match.pk, []) if row.match else []
        if any(_plain(post.title) == _plain(title) and post.body in (unit, organisation) for post in held):
            row.post = None
        else:
            before = "; ".join(f"{post.title}, {post.body}" for post in held)
            since = row.post["starts_on"]
            after = _("%(post)s, since %(day)s") if since else "%(post)s"
            told = {"post": f"{title}, {unit or organisation}", "day": f"{since:%d.%m.%Y}" if since else ""}
            row.changes.append((_("Post"), before, after % told))

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {_plain(text): each for each in Unit.objects.all() for text in (each.short_name, each.name) if text}

    @cached_property
    def organisations(self) -> tuple[dict[int, Organisation], dict[str, Organisation]]:
        rows = {each.pk: each for each in Organisation.objects.all()}
        return rows, {_plain(text): each for each in rows.values() for text in (each.short_name, each.name) if text}

    @cached_property
    def organisation_index(self) -> NameIndex:
        return NameIndex(Named(key, (each.name, each.short_name)) for key, each in self.organisations[0].items())

    @cached_property
    def venues(self) -> list[Venue]:
        return list(Venue.objects.all())

    @cached_property
    def people(self) -> list[Person]:
        return list(Person.objects.all())

    @cached_property
    def people_index(self) -> PeopleIndex:
        return PeopleIndex(KnownPerson(each.pk, each.full_name, NameGender(each.gender)) for each in self.people)

    @cached_property
    def posts(self) -> dict[int, list[Position]]:
        found: dict[int, list[Position]] = {}
        for post in positions_on(self.day):
            found.setdefault(post.person_id, []).append(post)
        return found


def _texts(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: raw["values"].get(name, "") for name in names}


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def _same_name(one: PersonName, other: PersonName) -> bool:
    return _plain(one.full()) == _plain(other.full())


def _ask(row: ComparedRow, like: Record) -> None:
    """Make the row doubtful: the program takes it for a known record, and asks."""
    row.status = DOUBTFUL
    row.reasons.append(_("looks like “%(name)s”") % {"name": like})
    row.choices = [
        ("skip", _("do not take")),
        (f"pk:{like.pk}", _("it is “%(name)s”") % {"name": like}),
        ("new", _("it is a new record")),
    ]


def _beside(row: ComparedRow, exact: Record | None, like: Record | None, raw: dict[str, Any]) -> ComparedRow:
    if row.status == WRONG:
        return row
    row.match = exact
    if exact is None and like is not None:
        _ask(row, like)
    if exact is not None and not raw["values"].get("short_name"):
        row.values.pop("short_name", None)
    return _settle(row)


def _settle(row: ComparedRow) -> ComparedRow:
    """Say what would change in the known record; empty cells of the file change nothing."""
    if row.match is None or row.status in (WRONG, DOUBTFUL):
        return row
    row.changes = differences(row.match, row.values) + row.changes
    row.status = CHANGED if row.changes else SAME
    return row


def differences(record: Record, values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return label, before and after of the fields that the values would change."""
    found = []
    for name, value in values.items():
        now = getattr(record, name)
        same = str(now).lower() == str(value).lower() if name in ("name", "short_name") else str(now) == str(value)
        if value not in ("", None) and not same and not _equal_number(now, value):
            model = type(record)
            found.append((_label_of(model, name), _words_of(model, name, now or ""), _words_of(model, name, value)))
    return found


def _label_of(model: type[Record], name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _words_of(model: type[Record], name: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    choices = dict(getattr(model._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))


def _equal_number(now: object, value: object) -> bool:
    try:
        return float(str(now)) == float(str(value))
    except ValueError:
        return False
