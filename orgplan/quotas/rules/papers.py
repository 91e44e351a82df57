"""The papers of a quota as data: the letter to one body and the table of all, with an invented sample."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import PRINTED, SIGNATURE

_EVENT = (
    FormField("title", "заголовок", "Заголовок файла целиком"),
    FormField("subject", "мероприятие", "Наименование мероприятия", required=True),
    FormField("when", "когда", "Дата и время мероприятия", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("purpose", "для_чего", "Для чего нужны люди: «зрители», «колонна»", required=True),
    FormField("due", "срок_ответа", "По какой день ждут ответа: «21 июля 2026 года»", required=True),
    FormField("answer_to", "кому_ответить", "Кому отвечать: имя, телефон, почта"),
    FormField("gathering", "сбор", "Где и когда собираются люди"),
    FormField("note", "примечание", "Что ещё сообщить"),
)
_SIGNED = (
    *SIGNATURE,
    PRINTED,
)
_SAMPLE = {
    "subject": "Торжественное шествие, посвящённое Дню города",
    "when": "1 августа 2026 года, 10:00–12:00",
    "place": "Соборная площадь",
    "purpose": "участники колонны",
    "due": "21 июля 2026 года",
    "answer_to": "П. П. Примеров, тел. 00-00-00",
    "gathering": "9:15, у сквера",
    "note": "Форма одежды парадная.",
    "signer_post": "Начальник отдела организационной работы",
    "signer_name": "П. П. Примеров",
    "footer": "Напечатано 01.07.2026 10:15",
}
LETTER_FORM = FormKind(
    "quota_letter",
    _("Letter asking for people"),
    (
        *_EVENT,
        FormField("body", "кому", "Подразделение или организация", required=True),
        FormField("count", "сколько", "Сколько человек: «130 человек»", required=True),
        *_SIGNED,
    ),
    _SAMPLE | {"title": "Письмо о направлении людей", "body": "Департамент примеров", "count": "130 человек"},
    group="quota",
)
TABLE_FORM = FormKind(
    "quota_table",
    _("Table of people asked for"),
    (
        *_EVENT,
        FormField(
            "rows",
            "строки",
            "По строке на подразделение или организацию",
            (
                FormField("number", "номер", "Номер по порядку"),
                FormField("body", "кто", "Подразделение или организация", required=True),
                FormField("asked", "надо", "Сколько человек направить", required=True),
                FormField("promised", "обещано", "Сколько обещано; пусто, пока ответа нет"),
                FormField("came", "прибыло", "Сколько прибыло; пусто, пока не сочли"),
                FormField("note", "примечание", "Слова ответа"),
            ),
            required=True,
        ),
        FormField("asked", "надо_всего", "Всего направить"),
        FormField("promised", "обещано_всего", "Всего обещано"),
        FormField("came", "прибыло_всего", "Всего прибыло; пусто, пока не сочли"),
        *_SIGNED,
    ),
    _SAMPLE
    | {
        "title": "Разнарядка: участники колонны",
        "rows": [
            {
                "number": 1,
                "body": "Департамент примеров",
                "asked": 130,
                "promised": 120,
                "came": "",
                "note": "десять человек в отпуске",
            }
        ],
        "asked": 130,
        "promised": 120,
        "came": "",
    },
    group="quota",
)
QUOTA_FORMS = (LETTER_FORM, TABLE_FORM)
