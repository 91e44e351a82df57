"""The paper «Изменения к плану» as data: its fields under English and Russian names, with sample data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.planning.rules.papers import SIGNATURE_FIELDS, STAMP_FIELDS

AMENDMENT_FIELDS = (
    FormField("order", "номер_изменения", "Номер изменения по порядку"),
    FormField("wording", "формулировка", "«Пункт 12 изложить в следующей редакции:»", required=True),
    FormField("has_text", "есть_текст", "Да, если за формулировкой следует новая редакция пункта"),
    FormField("number", "номер", "Номер пункта утверждённого плана"),
    FormField("when", "когда", "Дата и время словами плана"),
    FormField("event", "мероприятие", "Наименование мероприятия"),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки"),
    FormField("reason", "причина", "Причина изменения"),
    FormField("basis", "основание", "Основание изменения: акт или записка с датой и номером"),
)
AMENDMENTS_FORM = FormKind(
    "amendments",
    _("Changes to the plan"),
    (
        FormField("title", "заголовок", "Заголовок: «Изменения к плану …»"),
        FormField("plan_title", "план", "Название утверждённого плана", required=True),
        FormField("plan_dative", "плану", "К чему изменения: «плану основных мероприятий … на август 2026 года»"),
        FormField("approved_when", "план_утверждён", "Когда план утверждён"),
        FormField("approved_by", "план_утвердил", "Кто утвердил план"),
        *STAMP_FIELDS,
        FormField("amendments", "изменения", "Изменения по порядку пунктов", AMENDMENT_FIELDS, required=True),
        *SIGNATURE_FIELDS,
    ),
    {
        "title": "Изменения к плану «План основных мероприятий Администрации города Образцова на август 2026 года»",
        "plan_title": "План основных мероприятий Администрации города Образцова на август 2026 года",
        "plan_dative": "плану основных мероприятий Администрации города Образцова на август 2026 года",
        "approved_when": "«25» июля 2026 г.",
        "approved_by": "Мэр города Образцова О. О. Образцов",
        "draft": True,
        "approver_post": "Мэр города Образцова",
        "approver_line": "____________ О. О. Образцов",
        "approved_line": "«___» ______________ 2026 г.",
        "amendments": [
            {
                "order": 1,
                "wording": "Пункт 12 изложить в следующей редакции:",
                "has_text": True,
                "number": 12,
                "when": "20 августа, 15:00",
                "event": "Заседание комиссии по бюджету",
                "place": "каб. 210",
                "responsible": "Примеров П. П.",
                "reason": "Зал занят",
                "basis": "служебная записка от 03.08.2026 № 15-п",
            },
        ],
        "signer_post": "Начальник отдела",
        "signer_name": "П. П. Планова",
        "footer": "Изменения к редакции 1 от 25.07.2026. Проект.",
    },
)
