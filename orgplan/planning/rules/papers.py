"""The papers of planning as data: their fields under English and Russian names, with sample data (config/forms.py).

Samples are invented.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind

ROW_FIELDS = (
    FormField("number", "номер", "Номер строки по порядку", required=False),
    FormField("section", "раздел", "Название раздела; стоит только у первой строки раздела, у остальных пусто"),
    FormField("when", "когда", "Дата и время словами плана: «12 августа, 14:00»", required=True),
    FormField("title", "мероприятие", "Наименование мероприятия", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки, с отметкой «(по согласованию)»"),
)
STAMP_FIELDS = (
    FormField("draft", "проект", "Да, пока документ не утверждён: {% if проект %}ПРОЕКТ{% endif %}"),
    FormField("approver_post", "утвердил_должность", "Должность того, кто утверждает"),
    FormField("approver_line", "утвердил_подпись", "Строка подписи с именем: «____________ О. О. Образцов»"),
    FormField("approved_line", "утвердил_дата", "Дата утверждения: «25» июля 2026 г.; у проекта — пустые графы"),
)
SIGNATURE_FIELDS = (
    FormField("signer_post", "подписал_должность", "Должность того, кто подписывает"),
    FormField("signer_name", "подписал_имя", "Инициалы и фамилия того, кто подписывает"),
    FormField("footer", "колонтитул", "Версия и время печати — для нижнего колонтитула"),
)
TITLE_FIELDS = (
    FormField("title", "заголовок", "Заголовок целиком: «План основных мероприятий … на август 2026 года»"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «План»"),
    FormField("subject", "о_чём", "Остаток заголовка: «основных мероприятий … на август 2026 года»"),
)
PLAN_FIELDS = (
    *TITLE_FIELDS,
    *STAMP_FIELDS,
    FormField("rows", "строки", "Строки плана по порядку", ROW_FIELDS, required=True),
    *SIGNATURE_FIELDS,
)

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
    "signer_post": "Начальник отдела организационной работы",
    "signer_name": "П. П. Примеров",
    "footer": "Проект. Напечатано 20.07.2026 10:15",
}

PLAN_FORM = FormKind("plan", _("Plan of a period: list with sections"), PLAN_FIELDS, PLAN_SAMPLE, group="plan")
