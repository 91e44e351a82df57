"""The papers of a set as data: their fields under English and Russian names, with invented samples (ADR 0015)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import SIGNATURE

_CLOCK = re.compile(r", (?P<begins>\d\d:\d\d)(?:\N{EN DASH}(?P<ends>\d\d:\d\d))?$")


def within_sentence(when: str) -> str:
    """Return the day and time as a sentence says them: «7 августа 2027 года с 08:00 до 23:00», «… в 10:00».

    A time that is no clock («днём») and a day without one stay as they are.
    """
    return _CLOCK.sub(_clock_words, when)


def _clock_words(found: re.Match[str]) -> str:
    if found["ends"]:
        return f" с {found['begins']} до {found['ends']}"
    return f" в {found['begins']}"


_FOOTER = FormField("footer", "колонтитул", "Комплект и время печати — для нижнего колонтитула")
_DRAFT = FormField("draft", "проект", "Истина, пока документ не подписан")
_TITLE = FormField("title", "заголовок", "Заголовок целиком, как в реестре документов")
_HEADING = FormField("heading", "вид_бумаги", "«СОСТАВ», «ПЛАН», «ПРОГРАММА», «СПИСОК», «СМЕТА», «СПРАВКА»")
_SUBJECT = FormField("subject", "предмет", "О чём бумага: «по подготовке и проведению мероприятия …»", required=True)
_APPENDIX = (
    FormField("appendix", "приложение", "«Приложение № 1»; пусто у бумаги без акта"),
    FormField("appendix_of", "приложение_к", "«к распоряжению Администрации города Омска»"),
    FormField("appendix_line", "приложение_от", "«от 12 июня 2026 года № 45-р» или линейки для заполнения"),
)
_WHEN_AND_WHERE = (
    FormField("when", "когда", "День и время"),
    FormField("place", "место", "Место проведения"),
)
_NUMBER = FormField("number", "номер", "Номер по порядку")
_LABEL = FormField("number", "номер", "Номер с точкой или скобкой: «1.», «2)»")
_COMMON = (_TITLE, _HEADING, _SUBJECT, _DRAFT)


def _rows(about: str, *fields: FormField) -> FormField:
    return FormField("rows", "строки", about, (_NUMBER, *fields), required=True)


_ORDER_FIELDS = (
    _TITLE,
    FormField("administration", "администрация", "Администрация в именительном падеже"),
    FormField("act", "акт", "«РАСПОРЯЖЕНИЕ» или «ПОСТАНОВЛЕНИЕ»", required=True),
    FormField("act_line", "акт_от", "Дата и номер акта или линейки для заполнения"),
    FormField("subject", "предмет", "Заголовок к тексту: «О подготовке и проведении мероприятия …»", required=True),
    FormField("preamble", "преамбула", "Основание со словом «РАСПОРЯЖАЮСЬ:» или «ПОСТАНОВЛЯЮ:» в конце"),
    FormField(
        "points",
        "пункты",
        "Пункты акта по порядку",
        (_LABEL, FormField("text", "текст", "Текст пункта")),
        required=True,
    ),
    *SIGNATURE,
    _DRAFT,
    _FOOTER,
)
_WHEN = "1 августа 2026 года"
_APPENDIX_SAMPLE = {
    "appendix": "Приложение № 1",
    "appendix_of": "к распоряжению Администрации города Образцова",
    "appendix_line": "от 12 июня 2026 года № 45-р",
}
_SIGNER_SAMPLE = {"signer_post": "Мэр города Образцова", "signer_name": "О. О. Образцов"}
_FOOTER_SAMPLE = "Напечатано 30.07.2026 10:15"
_PREPARING = "по подготовке и проведению мероприятия «День города Образцова»"


def _sample(heading: str, subject: str, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "title": f"{heading.capitalize()}: День города Образцова",
        "heading": heading,
        "subject": subject,
        "draft": True,
        "rows": rows,
        "footer": _FOOTER_SAMPLE,
    } | more


ORDER_FORM = FormKind(
    "set_order",
    _("Act on preparing an event"),
    _ORDER_FIELDS,
    {
        "title": "Распоряжение: День города Образцова",
        "administration": "Администрация города Образцова",
        "act": "РАСПОРЯЖЕНИЕ",
        "act_line": "от 12 июня 2026 года № 45-р",
        "subject": "О подготовке и проведении мероприятия «День города Образцова»",
        "preamble": "В целях подготовки и проведения мероприятия «День города Образцова» РАСПОРЯЖАЮСЬ:",
        "points": [
            {"number": "1.", "text": f"Провести {_WHEN} мероприятие «День города Образцова» (Соборная площадь)."}
        ],
        **_SIGNER_SAMPLE,
        "draft": True,
        "footer": _FOOTER_SAMPLE,
    },
)
COMMITTEE_FORM = FormKind(
    "set_committee",
    _("Organising committee of an event"),
    (
        *_COMMON,
        *_APPENDIX,
        _rows(
            "Члены организационного комитета",
            FormField("name", "имя", "Фамилия и инициалы"),
            FormField("post", "должность", "Должность"),
            FormField("role", "роль", "Кто он в комитете: председатель, секретарь, член"),
        ),
        _FOOTER,
    ),
    _sample(
        "СОСТАВ",
        f"организационного комитета {_PREPARING}",
        [{"number": 1, "name": "Примеров П. П.", "post": "заместитель Мэра города Образцова", "role": "председатель"}],
        **_APPENDIX_SAMPLE,
    ),
)
STEPS_FORM = FormKind(
    "set_steps",
    _("Preparation plan as an appendix"),
    (
        *_COMMON,
        *_APPENDIX,
        _rows(
            "Шаги подготовки по срокам",
            FormField("what", "что", "Что сделать", required=True),
            FormField("due", "срок", "Срок: «до 12 июня 2026 года»"),
            FormField("who", "кто", "Ответственный"),
            FormField("paper", "документ", "Какой документ получается"),
        ),
        _FOOTER,
    ),
    _sample(
        "ПЛАН",
        "подготовки мероприятия «День города Образцова»",
        [
            {
                "number": 1,
                "what": "Утвердить схему размещения",
                "due": "до 12 июня 2026 года",
                "who": "Департамент образцов",
                "paper": "схема",
            }
        ],
        **_APPENDIX_SAMPLE,
    ),
)
PROGRAMME_FORM = FormKind(
    "set_programme",
    _("Programme of an event"),
    (
        *_COMMON,
        *_APPENDIX,
        *_WHEN_AND_WHERE,
        _rows(
            "Что за чем происходит",
            FormField("time", "время", "Часы: «10:00–10:05» или дни"),
            FormField("what", "что", "Что происходит", required=True),
            FormField("where", "где", "Где"),
            FormField("who", "кто", "Кто действует или отвечает"),
        ),
        _FOOTER,
    ),
    _sample(
        "ПРОГРАММА",
        "мероприятия «День города Образцова»",
        [
            {
                "number": 1,
                "time": "10:00–10:05",
                "what": "Открытие праздника",
                "where": "главная сцена",
                "who": "Образцов О. О.",
            }
        ],
        when=_WHEN,
        place="Соборная площадь",
        **_APPENDIX_SAMPLE,
    ),
)
ESTIMATE_FORM = FormKind(
    "set_estimate",
    _("Budget estimate of an event"),
    (
        *_COMMON,
        *_WHEN_AND_WHERE,
        _rows(
            "Статьи расходов по заявленным ресурсам",
            FormField("what", "наименование", "Что нужно", required=True),
            FormField("measure", "единица", "Единица измерения"),
            FormField("amount", "количество", "Сколько нужно"),
            FormField("note", "примечание", "Куда и зачем"),
        ),
        *SIGNATURE,
        _FOOTER,
    ),
    _sample(
        "СМЕТА",
        "расходов на мероприятие «День города Образцова»",
        [{"number": 1, "what": "Барьеры", "measure": "секций", "amount": "120", "note": "сцена и проходы"}],
        when=_WHEN,
        place="Соборная площадь",
        **_SIGNER_SAMPLE,
    ),
)
LETTER_FORM = FormKind(
    "set_letter",
    _("Letter to a service about an event"),
    (
        _TITLE,
        FormField("administration", "администрация", "Администрация в именительном падеже"),
        FormField("addressee", "кому", "Адресат, строка за строкой", required=True),
        FormField("act_line", "исходящий", "Дата и номер письма или линейки"),
        FormField("subject", "предмет", "Заголовок к тексту: «О содействии в проведении мероприятия»"),
        FormField("opening", "вступление", "Что, когда, где проводится и сколько человек ожидается", required=True),
        FormField("points", "просьбы", "О чём просим", (_LABEL, FormField("text", "текст", "Просьба")), required=True),
        *SIGNATURE,
        FormField("executor", "исполнитель", "Исполнитель и телефон"),
        _DRAFT,
        _FOOTER,
    ),
    {
        "title": "Письмо: День города Образцова",
        "administration": "Администрация города Образцова",
        "addressee": "Главному врачу станции скорой медицинской помощи",
        "act_line": "от 12 июня 2026 года № 77",
        "subject": "О содействии в проведении мероприятия",
        "opening": f"{_WHEN} на Соборной площади проводится мероприятие «День города Образцова». Просим:",
        "points": [{"number": "1)", "text": "организовать дежурство бригад скорой медицинской помощи"}],
        **_SIGNER_SAMPLE,
        "executor": "Примеров П. П., 00-00-00",
        "draft": True,
        "footer": _FOOTER_SAMPLE,
    },
)
PEOPLE_FORM = FormKind(
    "set_people",
    _("List of people at an event"),
    (
        *_COMMON,
        *_WHEN_AND_WHERE,
        _rows(
            "Люди по порядку",
            FormField("name", "имя", "Фамилия и инициалы", required=True),
            FormField("post", "должность", "Должность"),
            FormField("role", "роль", "Роль, награда, примечание"),
        ),
        _FOOTER,
    ),
    _sample(
        "СПИСОК",
        "выступающих на мероприятии «День города Образцова»",
        [{"number": 1, "name": "Примеров П. П.", "post": "директор департамента", "role": "приветствие"}],
        when=_WHEN,
        place="Соборная площадь",
    ),
)
BRIEFING_FORM = FormKind(
    "set_briefing",
    _("Briefing note on an event"),
    (
        *_COMMON,
        FormField("about", "о_чём", "О чём мероприятие"),
        FormField(
            "rows",
            "сведения",
            "Сведения: что — какое",
            (FormField("label", "что", "Что"), FormField("text", "какое", "Какое")),
            required=True,
        ),
        FormField("theses", "тезисы", "Тезисы выступления", (_NUMBER, FormField("text", "текст", "Тезис"))),
        FormField("executor", "исполнитель", "Исполнитель и телефон"),
        _FOOTER,
    ),
    _sample(
        "СПРАВКА",
        "о мероприятии «День города Образцова»",
        [{"label": "Место", "text": "Соборная площадь"}],
        about="Празднование годовщины основания города.",
        theses=[{"number": 1, "text": "Город стал благоустроеннее"}],
        executor="Примеров П. П., 00-00-00",
    ),
)
SET_FORMS = (
    ORDER_FORM,
    COMMITTEE_FORM,
    STEPS_FORM,
    PROGRAMME_FORM,
    ESTIMATE_FORM,
    LETTER_FORM,
    PEOPLE_FORM,
    BRIEFING_FORM,
)
