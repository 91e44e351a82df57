"""The evening archive: one ZIP with plan, participants and contacts as PDF and XLSX, the folders, an index."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from orgplan.directory.models import Position
from orgplan.directory.queries import leaders_on
from orgplan.documents.pdf import compile_form
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.folders.documents.folder import folder_file_name, folder_pdf
from orgplan.folders.documents.workbook import lists_workbook
from orgplan.folders.queries import coming_events, folder_of
from orgplan.folders.queries.met import people_of
from orgplan.folders.rules.lists import Listed, Packed

_FORM = "evening_list"


def pack_archive(days: Sequence[date], *, tell: Callable[[int, int, str], None] = lambda *_: None) -> Packed:
    """Return the archive of the days. `tell` is given how many folders are done, of how many, and whose is next."""
    events = coming_events(days[0], days[-1])
    lists = [_plan(events, days), _participants(events, days), _contacts(events, days)]
    files = [(f"{number} {each.title}.pdf", _pdf(each)) for number, each in enumerate(lists, start=1)]
    files.append(("Списки.xlsx", lists_workbook(lists)))
    files += _folders(days, tell)
    index = _index([(name, len(content)) for name, content in files], days)
    return _zipped([("0 Опись.pdf", _pdf(index)), *files])


def _folders(days: Sequence[date], tell: Callable[[int, int, str], None]) -> Iterator[tuple[str, bytes]]:
    wanted = [(post, day) for day in days for post in _first_posts(day)]
    for number, (post, day) in enumerate(wanted):
        tell(number, len(wanted), post.person.full_name.surname_first())
        folder = folder_of(post, day)
        if folder.events:
            yield f"Папки/{folder_file_name(folder)}", folder_pdf(folder)


def _first_posts(day: date) -> list[Position]:
    """Return the leaders of the day, each by the highest post."""
    posts = {post.person_id: post for post in reversed(leaders_on(day))}
    return sorted(posts.values(), key=lambda post: post.leader_order or 0)


def _days_words(days: Sequence[date]) -> str:
    first, last = (date_format(each, "j E Y") for each in (days[0], days[-1]))
    return first if first == last else f"{first} — {last}"


def _on(event: Event, days: Sequence[date]) -> list[tuple[date, str]]:
    """Return the days of the span on which the event stands, each with its hours in words."""
    found = []
    for day in days:
        for each in event.occurrences.all():
            if each.start and each.start <= day <= (each.end or each.start):
                hours = [f"{one:%H:%M}" for one in (each.start_time, each.end_time) if one]
                found.append((day, "–".join(hours) or "весь день"))
                break
    return found


def _in_days(events: Sequence[Event], days: Sequence[date]) -> list[tuple[date, str, Event]]:
    rows = [(day, hours, event) for event in events for day, hours in _on(event, days)]
    return sorted(rows, key=lambda row: (row[0], not row[1].startswith("весь"), row[1], row[2].title))


def _when(day: date, hours: str, days: Sequence[date]) -> str:
    return f"{day:%d.%m} {hours}" if len(days) > 1 else hours


def _plan(events: Sequence[Event], days: Sequence[date]) -> Listed:
    rows = [
        (
            _when(day, hours, days),
            event.title,
            event.where or "—",
            event.owner.short_name or event.owner.name,
            _names(event, ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS) or "—",
            event.responsible.replace("\n", "; ") or "—",
        )
        for day, hours, event in _in_days(events, days)
    ]
    columns = ("Время", "Мероприятие", "Место", "Готовит", "Участвуют", "Отвечает")
    return Listed("План", _days_words(days), columns, (1, 3, 2, 1.6, 2, 1.6), rows, "Мероприятий на эти дни нет.")


def _names(event: Event, *kinds: ParticipationKind) -> str:
    named = [
        each.person.full_name.surname_first() if each.person else str(each)
        for each in event.participations.all()
        if each.kind in kinds
    ]
    return "; ".join(dict.fromkeys(named))


def _participants(events: Sequence[Event], days: Sequence[date]) -> Listed:
    people = people_of(events, days[0], 0)
    rows = [
        (
            _when(day, hours, days),
            event.title,
            each.name,
            each.post or "—",
            each.part,
            each.consent or "—",
            each.phone or "—",
        )
        for day, hours, event in _in_days(events, days)
        for each in people.met[event.pk]
    ]
    columns = ("Время", "Мероприятие", "Участник", "Должность", "Участие", "Согласие", "Телефон")
    none = "Участники мероприятий этих дней не названы."
    return Listed("Участники", _days_words(days), columns, (1, 2.4, 2, 2.4, 1, 1.1, 1.1), rows, none)


def _contacts(events: Sequence[Event], days: Sequence[date]) -> Listed:
    people = people_of(events, days[0], 0)
    rows: list[tuple[str, ...]] = []
    for day, hours, event in _in_days(events, days):
        when = _when(day, hours, days)
        owner = event.owner
        rows.append((when, event.title, "готовит", owner.short_name or owner.name, owner.phone or "—"))
        rows += [(when, event.title, "отвечает", name, phone or "—") for name, phone in people.responsible[event.pk]]
        if event.venue and event.venue.contact:
            rows.append((when, event.title, "на площадке", f"{event.venue.name}: {event.venue.contact}", "—"))
    columns = ("Время", "Мероприятие", "Кто", "Имя", "Телефон")
    return Listed("Контакты", _days_words(days), columns, (1, 3, 1, 3, 1.2), rows, "Некого назвать: мероприятий нет.")


def _index(files: Sequence[tuple[str, int]], days: Sequence[date]) -> Listed:
    rows = [(str(number), name, f"{max(size // 1024, 1)} КБ") for number, (name, size) in enumerate(files, start=1)]
    return Listed(
        title="Опись вечернего архива",
        sub=_days_words(days),
        columns=("№", "Файл", "Размер"),
        widths=(0.6, 6, 1),
        rows=rows,
        empty="",
        note=(
            "Архив содержит персональные данные: фамилии, должности, телефоны. Хранить и уничтожать "
            f"по правилам их обработки. {settings.ADMINISTRATION}."
        ),
        wide=False,
    )


def _pdf(listed: Listed) -> bytes:
    data = {
        "title": listed.title,
        "sub": listed.sub,
        "columns": listed.columns,
        "widths": listed.widths,
        "rows": [list(row) for row in listed.rows],
        "empty": listed.empty,
        "note": listed.note,
        "wide": listed.wide,
        "footer": f"По состоянию на {timezone.localtime():%d.%m.%Y %H:%M}. Содержит персональные данные.",
    }
    return compile_form(_FORM, data)


def _zipped(files: Sequence[tuple[str, bytes]]) -> Packed:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return Packed(out.getvalue(), [(name, len(content)) for name, content in files])
