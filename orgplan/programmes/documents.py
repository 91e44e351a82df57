"""The plan of a programme's events on paper, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.queries import leaders_on, signatory_on
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import Document, DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.events.models import Event, Programme
from orgplan.events.queries.programmes import in_order, within
from orgplan.programmes.actions import print_programme
from orgplan.programmes.models import ProgrammePaper
from orgplan.programmes.queries.overview import counted_events
from orgplan.programmes.rules.papers import PROGRAMME_FORM

CODE = PROGRAMME_FORM.code
_BLANK_NAME = "____________________"


def programme_data(user: User, programme: Programme, *, is_draft: bool) -> dict[str, Any]:
    """Return what the form prints; six queries, whatever the number of events."""
    now = timezone.localtime()
    first = next(iter(leaders_on(now.date())), None)
    signs = signatory_on(now.date(), first) if first else None
    years = f"{programme.first_year} год" if programme.first_year == programme.last_year else f"{programme.years} годы"
    kind = "раздела" if programme.is_section else "программы"
    subject = f"мероприятий {kind} «{programme.name}» на {years}"
    return {
        "title": f"План {subject}",
        "heading": "План",
        "subject": subject,
        "annex": "",
        "draft": is_draft,
        "approver_post": signs.post if signs else "",
        "approver_line": f"____________ {signs.name}" if signs else _BLANK_NAME,
        "approved_line": f"«___» ______________ {programme.last_year} г.",
        "curator": str(programme.curator or ""),
        "units": ", ".join(str(each) for each in programme.units.all()),
        "rows": list(_rows(user, programme)),
        "signer_post": "",
        "signer_name": "",
        "footer": f"{'Проект. ' if is_draft else ''}Напечатано {now:%d.%m.%Y %H:%M}",
    }


def _rows(user: User, programme: Programme) -> Iterator[dict[str, Any]]:
    """Number the events through all sections; what stands in none comes last."""
    events = counted_events(user, programme).select_related("owner", "venue")
    rows = list(events.prefetch_related("occurrences", "participations__person").order_by("moment", "pk"))
    inner = list(Programme.objects.visible_to(user).filter(within(programme)).exclude(pk=programme.pk))
    joined = Programme.events.through.objects.filter(programme__in=inner).values_list("event", "programme")
    stands: dict[int, set[int]] = {}
    for event_key, key in joined if inner else ():
        stands.setdefault(event_key, set()).add(key)
    number, printed = 0, set[int]()
    for place, (section, _depth) in enumerate(in_order(inner), start=1):
        heading = f"{place}. {section.name}"
        for event in rows:
            if section.pk in stands.get(event.pk, ()) and event.pk not in printed:
                number += 1
                printed.add(event.pk)
                yield _printed(number, heading, event)
                heading = ""
    heading = f"{len(inner) + 1}. Другие мероприятия" if inner else ""
    for event in rows:
        if event.pk not in printed:
            number += 1
            yield _printed(number, heading, event)
            heading = ""


def _printed(number: int, section: str, event: Event) -> dict[str, Any]:
    return {
        "number": number,
        "section": section,
        "when": event.when or "срок уточняется",
        "title": event.title,
        "place": event.where or "—",
        "responsible": event.responsible or str(event.owner),
    }


def programme_file(user: User, programme: Programme, form: str, *, is_draft: bool) -> bytes:
    """Return the plan in Word or PDF; FormRefusedError where the office's own form refuses."""
    data = programme_data(user, programme, is_draft=is_draft)
    return (print_pdf if form == "pdf" else print_word)(CODE, data)


def programme_paper(user: User, programme: Programme, form: DocumentFormat) -> Paper:
    """Return the plan for the register: to be signed, so without «проект»."""
    data = programme_data(user, programme, is_draft=False)
    return Paper(
        kind=CODE,
        subject=f"programme {programme.pk} {form}",
        title=data["title"],
        format=form,
        content=(print_pdf if form == DocumentFormat.PDF else print_word)(CODE, data),
        data=data,
        template=active_template(CODE) if form == DocumentFormat.WORD else None,
    )


def programme_paper_anew(document: Document, *, by: Actor) -> Document | None:
    """Return the next version of a programme's plan (config/forms.py: PAPER_MAKERS); None for another document."""
    joined = ProgrammePaper.objects.filter(document=document).select_related("programme__curator").first()
    if joined is None or not isinstance(by, User):
        return None
    paper = programme_paper(by, joined.programme, DocumentFormat(document.format))
    return print_programme(joined.programme, paper=paper, by=by)
