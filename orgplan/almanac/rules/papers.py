"""The paper «Циклограмма» as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import PRINTED

_ROW_FIELDS = (
    FormField("number", "номер", "Номер строки по порядку"),
    FormField("title", "мероприятие", "Наименование совещания, заседания, приёма", required=True),
    FormField("when", "когда", "Правило словами: «1, 3-й вторник месяца, 14:00»", required=True),
    FormField("chair", "ведёт", "Должность и имя того, кто ведёт"),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Подразделение, которое готовит"),
)
SCHEME_FORM = FormKind(
    "cycle_scheme",
    _("Scheme of regular meetings"),
    (
        FormField("title", "заголовок", "Заголовок целиком: «Циклограмма совещаний … по состоянию на …»"),
        FormField("subject", "о_чём", "Заголовок без слова «Циклограмма»"),
        FormField("approver_post", "утвердил_должность", "Должность того, кто утверждает"),
        FormField("approver_line", "утвердил_подпись", "Строка подписи с именем: «____________ О. О. Образцов»"),
        FormField("approved_line", "утвердил_дата", "Пустые графы даты утверждения"),
        FormField("rows", "строки", "Регулярные совещания по порядку", _ROW_FIELDS, required=True),
        PRINTED,
    ),
    {
        "title": "Циклограмма регулярных мероприятий Администрации города Образцова",
        "subject": "регулярных мероприятий Администрации города Образцова",
        "approver_post": "Мэр города Образцова",
        "approver_line": "____________ О. О. Образцов",
        "approved_line": "«___» ______________ 2026 г.",
        "rows": [
            {
                "number": 1,
                "title": "Аппаратное совещание",
                "when": "каждый понедельник, 08:30",
                "chair": "Мэр города Образцова Образцов О. О.",
                "place": "Большой зал",
                "responsible": "Аппарат Мэра",
            }
        ],
        "footer": "Напечатано 07.08.2026 10:15",
    },
)
