"""Requisites that papers of many rooms bear alike (ГОСТ Р 7.0.97): the approval stamp, the signature, the footer."""

from __future__ import annotations

from orgplan.documents.rules.kinds import FormField

_APPROVER = (
    FormField("draft", "проект", "Да, пока документ не утверждён: {% if проект %}ПРОЕКТ{% endif %}"),
    FormField("approver_post", "утвердил_должность", "Должность того, кто утверждает"),
    FormField("approver_line", "утвердил_подпись", "Строка подписи с именем: «____________ О. О. Образцов»"),
)
STAMP = (
    *_APPROVER,
    FormField("approved_line", "утвердил_дата", "Дата утверждения: «25» июля 2026 г.; у проекта — пустые графы"),
)
STAMP_BY_HAND = (
    *_APPROVER,
    FormField("approved_line", "утвердил_дата", "Дата утверждения: пустые графы, их заполняют от руки"),
)
SIGNATURE = (
    FormField("signer_post", "подписал_должность", "Должность того, кто подписывает"),
    FormField("signer_name", "подписал_имя", "Инициалы и фамилия того, кто подписывает"),
)
PRINTED = FormField("footer", "колонтитул", "Время печати — для нижнего колонтитула")
EDITION_PRINTED = FormField("footer", "колонтитул", "Редакция и время печати — для нижнего колонтитула")
