"""The agreement sheet («лист согласования») as data: its fields under English and Russian names, with sample data.

ГОСТ Р 7.0.97-2025 knows it as the requisite «гриф согласования» taken to a sheet of its own: post, name, result, date.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind

REMARK_FIELDS = (
    FormField("row", "строка_плана", "К какой строке плана замечание; «К плану в целом»", required=True),
    FormField("text", "замечание", "Текст замечания", required=True),
    FormField("outcome", "итог", "Учтено; не учтено и почему; ожидает ответа"),
)
CURATOR_FIELDS = (
    FormField("number", "номер", "Номер по порядку"),
    FormField("post", "должность", "Должность согласующего", required=True),
    FormField("name", "имя", "Инициалы и фамилия согласующего", required=True),
    FormField("acting", "за_кого", "«и. о.», за кого подписано; пусто, если сам"),
    FormField("answer", "результат", "«Согласовано», «Согласовано с замечаниями», «Возвращено на доработку»"),
    FormField("words", "слова", "Что согласующий написал от себя"),
    FormField("day", "дата", "Дата ответа; у неответивших — пустая графа для подписи от руки"),
    FormField("remarks", "замечания", "Замечания этого согласующего", REMARK_FIELDS),
)
AGREEMENT_FORM = FormKind(
    "agreement_sheet",
    _("Agreement sheet"),
    (
        FormField("title", "заголовок", "Заголовок: «Лист согласования плана …»"),
        FormField("plan_title", "план", "Название плана", required=True),
        FormField("draft", "проект", "Да, пока согласование не завершено: {% if проект %}ПРОЕКТ{% endif %}"),
        FormField("round", "круг", "Номер согласования: 1, у повторного — 2"),
        FormField("sent", "направлено", "Кем и когда план направлен, до какого дня ждут ответа"),
        FormField("result", "итог_согласования", "«План согласован всеми», «Согласование не завершено» и подобное"),
        FormField("changes", "изменено_строк", "Сколько строк плана изменилось после отправки на согласование"),
        FormField("curators", "согласующие", "Согласующие по порядку", CURATOR_FIELDS, required=True),
        FormField("signer_post", "подписал_должность", "Должность того, кто подготовил план"),
        FormField("signer_name", "подписал_имя", "Инициалы и фамилия того, кто подготовил план"),
        FormField("footer", "колонтитул", "Номер согласования и время печати — для нижнего колонтитула"),
    ),
    {
        "title": "Лист согласования: План основных мероприятий Администрации города Образцова на август 2026 года",
        "plan_title": "План основных мероприятий Администрации города Образцова на август 2026 года",
        "draft": True,
        "round": 1,
        "sent": "Направлено 20.07.2026, организационный отдел; ответ до 24.07.2026",
        "result": "Согласование не завершено: ответили 1 из 2",
        "changes": 1,
        "curators": [
            {
                "number": 1,
                "post": "Заместитель Мэра города Образцова",
                "name": "П. П. Примеров",
                "acting": "и. о.: директор департамента культуры С. С. Сменщиков",
                "answer": "Согласовано с замечаниями",
                "words": "Уточнить площадку",
                "day": "21.07.2026",
                "remarks": [
                    {
                        "row": "2. Фестиваль духовых оркестров «Образцовые трубы»",
                        "text": "Площадка занята до 17 августа",
                        "outcome": "учтено: перенесено на 18 августа",
                    }
                ],
            },
            {
                "number": 2,
                "post": "Управляющий делами",
                "name": "О. О. Образцов",
                "acting": "",
                "answer": "Ожидается ответ",
                "words": "",
                "day": "",
                "remarks": [],
            },
        ],
        "signer_post": "Начальник отдела организационной работы",
        "signer_name": "П. П. Планова",
        "footer": "Согласование 1. Проект. Напечатано 21.07.2026 10:15",
    },
)
