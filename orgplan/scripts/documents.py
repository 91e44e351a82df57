"""Scripts on paper: the whole one or a leader's block, on A4 or A5."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from orgplan.audit.actions import Actor
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import Document, DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.events.rules import EventState
from orgplan.scripts.actions.prints import record_print
from orgplan.scripts.models import Script, ScriptPrint
from orgplan.scripts.queries import ItemRow, ScriptTable, scripts_with_sources, table_of
from orgplan.scripts.rules.wording import minutes_words


def script_data(table: ScriptTable, person: Person | None = None) -> dict[str, Any]:
    """Return what the form prints; with a person, only what concerns this leader, numbered as in the whole script."""
    script = table.script
    rows = [row for row in table.rows if person is None or row.item.concerns(person.pk)]
    heading = "Блок руководителя" if person else "Сценарный план"
    return {
        "title": f"{heading} ({person.full_name.surname_first()}): {script.title}"
        if person
        else f"{heading}: {script.title}",
        "heading": heading,
        "subject": script.title,
        "when": _when(script),
        "place": script.event.where if script.event else "",
        "whose": _whose(script, person) if person else "",
        "draft": script.event is None or script.event.state == EventState.DRAFT,
        "rows": [_row(row) for row in rows],
        "total": f"Длительность {table.length}, окончание в {table.ends:%H:%M}" if person is None else "",
        "remarks": "" if person else _remarks(table),
        "footer": f"Редакция {script.edition}. Напечатано {timezone.localtime():%d.%m.%Y %H:%M}",
    }


def _when(script: Script) -> str:
    begins = f"начало в {script.begins_at:%H:%M}"
    when = f"{date_format(script.day, 'j E Y')} года, {begins}" if script.day else begins
    off = script.event is not None and script.event.state == EventState.CANCELLED
    return f"ОТМЕНЕНО ({when})" if off else when


def _whose(script: Script, person: Person) -> str:
    posts = {post.person_id: post.title for post in leaders_on(script.day or timezone.localdate())}
    name = person.full_name.surname_first()
    return f"{posts[person.pk]} {name}" if person.pk in posts else name


def _row(row: ItemRow) -> dict[str, Any]:
    item = row.item
    return {
        "number": row.number,
        "time": f"{row.start:%H:%M}–{row.end:%H:%M}" if item.minutes else f"{row.start:%H:%M}",
        "minutes": minutes_words(item.minutes),
        "tie": item.hold_words,
        "title": item.title,
        "who": item.who_words,
        "place": item.place,
        "cue": item.cue,
        "text": item.text,
        "note": item.note,
    }


def _remarks(table: ScriptTable) -> str:
    said = [f"Пункт {row.number}: {row.shortage}" for row in table.shortages]
    return "\n".join([*said, table.overrun] if table.overrun else said)


def script_subject(script: Script, person: Person | None, code: str, ending: str) -> str:
    """Return the name of the paper's series in the register."""
    whose = f"person {person.pk}" if person else "whole"
    return f"script {script.pk} {whose} {code} {ending}"


def script_paper(table: ScriptTable, person: Person | None, code: str, ending: str) -> Paper:
    """Return the paper for the register; FormRefusedError where the office's own form refuses."""
    data = script_data(table, person)
    return Paper(
        kind=code,
        subject=script_subject(table.script, person, code, ending),
        title=data["title"],
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(code, data),
        data=data,
        template=active_template(code) if ending == "docx" else None,
        is_draft=data["draft"],
    )


def script_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a printed script as it stands now; None for another document."""
    joined = ScriptPrint.objects.filter(document=document).first()
    if joined is None:
        return None
    script = scripts_with_sources().get(pk=joined.script_id)
    whose = document.subject.split()[2:4]
    person = Person.objects.filter(pk=int(whose[1])).first() if whose[0] == "person" else None
    paper = script_paper(table_of(script), person, document.kind, document.format)
    return record_print(script, paper=paper, by=by)
