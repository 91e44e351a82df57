"""The papers of planning as data: their fields under English and Russian names, with sample data (config/forms.py).

Samples are invented.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import EDITION_PRINTED, SIGNATURE, STAMP
from orgplan.events.rules.papers import event_row
from orgplan.planning.rules.laying_out import WEEKDAYS

ROW_FIELDS = event_row("12 августа, 14:00")
STAMP_FIELDS = STAMP
SIGNATURE_FIELDS = (*SIGNATURE, EDITION_PRINTED)
TITLE_FIELDS = (
    FormField("title", "заголовок", "Заголовок целиком: «План основных мероприятий … на август 2026 года»"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «План»"),
    FormField("subject", "о_чём", "Остаток заголовка: «основных мероприятий … на август 2026 года»"),
)
ENTRY_FIELDS = (
    FormField("day", "день", "День: «12 августа, среда»; стоит только у первого мероприятия дня", required=True),
    FormField("time", "время", "Время: «14:00», «14:00–16:00»; у мероприятий без дня — их срок словами"),
    FormField("title", "мероприятие", "Наименование мероприятия", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки"),
)
DAY_FIELDS = (
    FormField("label", "название", "День недели сетки: «12 августа, среда»"),
    FormField("text", "мероприятия", "Мероприятия дня, каждое с новой строки: «14:00 Заседание комиссии (каб. 210)»"),
)
WEEK_FIELDS = (FormField("days", "дни", "Семь дней недели с понедельника: неделя.дни[0] … неделя.дни[6]", DAY_FIELDS),)
ROWS_FIELD = FormField("rows", "строки", "Строки плана по порядку", ROW_FIELDS)
ENTRIES_FIELD = FormField("entries", "календарь", "Мероприятия по дням; без точного дня — в конце", ENTRY_FIELDS)
WEEKS_FIELD = FormField("weeks", "недели", "Недели периода, в каждой семь дней", WEEK_FIELDS)
ANNEX_FIELD = FormField("annex", "приложение", "«Приложение к распоряжению … № …»; пусто, где акта нет")


def plan_fields(main: FormField) -> tuple[FormField, ...]:
    """Return the fields of a plan's forms; every form gets all of them and is expected to print `main`."""
    bodies = (ROWS_FIELD, ENTRIES_FIELD, WEEKS_FIELD)
    expected = tuple(replace(each, required=each is main) for each in bodies)
    return (*TITLE_FIELDS, ANNEX_FIELD, *STAMP_FIELDS, *expected, *SIGNATURE_FIELDS)


PLAN_SAMPLE: dict[str, Any] = {
    "title": "План основных мероприятий Администрации города Образцова на август 2026 года",
    "heading": "План",
    "subject": "основных мероприятий Администрации города Образцова на август 2026 года",
    "draft": True,
    "approver_post": "Мэр города Образцова",
    "approver_line": "____________ О. О. Образцов",
    "approved_line": "«___» ______________ 2026 г.",
    "rows": [
        {
            "number": 1,
            "section": "Заседания и совещания",
            "when": "12 августа, 14:00",
            "title": "Заседание комиссии по бюджету",
            "place": "каб. 210",
            "responsible": "Примеров П. П.\nТеатр «Пример» (по согласованию)",
        },
        {
            "number": 2,
            "section": "Культура",
            "when": "18, 19 августа",
            "title": "Фестиваль духовых оркестров «Образцовые трубы»",
            "place": "парк культуры и отдыха",
            "responsible": "Департамент культуры",
        },
    ],
    "annex": "Приложение к распоряжению Администрации города Образцова от 25.07.2026 № 1-р",
    "entries": [
        {
            "day": "12 августа, среда",
            "time": "14:00",
            "title": "Заседание комиссии по бюджету",
            "place": "каб. 210",
            "responsible": "Примеров П. П.",
        },
        {"day": "", "time": "18:00", "title": "Приём граждан", "place": "каб. 401", "responsible": "Образцов О. О."},
    ],
    "weeks": [
        {
            "days": [
                {"label": f"{10 + number} августа, {name}", "text": "14:00 Заседание комиссии (каб. 210)"}
                for number, name in enumerate(WEEKDAYS)
            ]
        }
    ],
    "signer_post": "Начальник отдела организационной работы",
    "signer_name": "П. П. Примеров",
    "footer": "Проект. Напечатано 20.07.2026 10:15",
}

PLAN_FORM = FormKind(
    "plan", _("Plan of a period: list with sections"), plan_fields(ROWS_FIELD), PLAN_SAMPLE, group="plan"
)
CALENDAR_FORM = FormKind(
    "plan_calendar", _("Plan of a period: calendar by days"), plan_fields(ENTRIES_FIELD), PLAN_SAMPLE, group="plan"
)
WEEK_FORM = FormKind(
    "plan_week", _("Plan of a period: week with days as columns"), plan_fields(WEEKS_FIELD), PLAN_SAMPLE, group="plan"
)
PROGRAMME_FORM = FormKind(
    "plan_programme",
    _("Plan of a period: programme with performers"),
    plan_fields(ROWS_FIELD),
    PLAN_SAMPLE,
    group="plan",
)
PLAN_FORMS = (PLAN_FORM, CALENDAR_FORM, WEEK_FORM, PROGRAMME_FORM)
