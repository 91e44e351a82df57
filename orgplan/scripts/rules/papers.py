"""The paper «Сценарный план» as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import EDITION_PRINTED

_ROW_FIELDS = (
    FormField("number", "номер", "Номер пункта по порядку"),
    FormField("time", "время", "Начало и конец: «10:00–10:05»", required=True),
    FormField("minutes", "минут", "Длительность в минутах"),
    FormField("tie", "привязка", "«ровно в 12:00», «не раньше 12:00» или пусто"),
    FormField("title", "что", "Что происходит", required=True),
    FormField("who", "кто", "Кто действует"),
    FormField("place", "где", "Где"),
    FormField("cue", "реплика", "Реплика-сигнал"),
    FormField("text", "текст", "Текст ведущего"),
    FormField("note", "примечание", "Примечание для служб"),
)
_FIELDS = (
    FormField("title", "заголовок", "Заголовок целиком: «Сценарный план: День города»"),
    FormField("heading", "вид_бумаги", "«Сценарный план» или «Блок руководителя»"),
    FormField("subject", "мероприятие", "Наименование мероприятия", required=True),
    FormField("when", "когда", "День и время начала"),
    FormField("place", "место", "Место проведения"),
    FormField("whose", "чей_блок", "Чей это блок: должность и имя; пусто у целого сценария"),
    FormField("draft", "проект", "Истина, пока мероприятие не запланировано"),
    FormField("rows", "строки", "Пункты сценария по порядку", _ROW_FIELDS, required=True),
    FormField("total", "итог", "Длительность и окончание словами"),
    FormField("remarks", "замечания", "Чего не хватает: по строке на замечание"),
    EDITION_PRINTED,
)
_SAMPLE = {
    "title": "Сценарный план: День города Образцова",
    "heading": "Сценарный план",
    "subject": "День города Образцова",
    "when": "1 августа 2026 года, 10:00",
    "place": "Соборная площадь",
    "whose": "",
    "draft": True,
    "rows": [
        {
            "number": 1,
            "time": "10:00–10:05",
            "minutes": "5 мин",
            "tie": "ровно в 10:00",
            "title": "Открытие праздника",
            "who": "Образцов О. О.",
            "place": "главная сцена",
            "cue": "Фанфары",
            "text": "Добрый день, уважаемые жители и гости города.",
            "note": "Микрофон № 2",
        }
    ],
    "total": "Длительность 5 мин, окончание в 10:05",
    "remarks": "",
    "footer": "Редакция 3. Напечатано 30.07.2026 10:15",
}
SCRIPT_FORM = FormKind("script", _("Script"), _FIELDS, _SAMPLE, group="script")
SCRIPT_A5_FORM = FormKind("script_a5", _("Script, A5"), _FIELDS, _SAMPLE, group="script")
SCRIPT_FORMS = (SCRIPT_FORM, SCRIPT_A5_FORM)
