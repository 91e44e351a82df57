"""What kind of event a line proposes and in which section it usually stands, guessed from its words.

A guess only fills an empty field; people change it. The kinds are those of `events.rules.EventKind`.
"""

from __future__ import annotations

from orgplan.language.lemmas import lemmas

#: The usual sections of a city plan, used where no earlier plan of the same kind shows the office's own.
USUAL_SECTIONS = (
    "Городские мероприятия",
    "Заседания, совещания, приём граждан",
    "Мероприятия в административных округах",
)

# The first word of the title that stands in a row of this table decides.
_KIND_BY_WORD: dict[str, str] = {
    word: kind
    for kind, words in {
        "staff_meeting": "аппаратный планёрка планерка оперативка",
        "session": "заседание сессия коллегия комиссия слушание штаб",
        "meeting": "совещание встреча собрание сход переговоры",
        "public_reception_hours": "приём прием",
        "signing": "подписание",
        "wreath_laying": "возложение венок",
        "conference": "конференция форум семинар симпозиум тренинг вебинар съезд чтение",
        "sport": "турнир чемпионат первенство соревнование спартакиада марафон забег кросс кубок матч эстафета пробег",
        "culture": "концерт выставка спектакль экспозиция кинопоказ вернисаж мастер-класс постановка вечер",
        "mass_event": "праздник фестиваль ярмарка гуляние шествие парад салют карнавал народный акция субботник",
        "ceremony": "церемония торжественный вручение награждение чествование открытие",
        "site_visit": "объезд выезд осмотр инспекция обход",
        "visit": "визит делегация",
    }.items()
    for word in words.split()
}


def guess_kind(title: str) -> str:
    """Return the name of the kind that the title's first telling word has, else `other`."""
    words = lemmas(title)
    if "круглый" in words and "стол" in words:
        return "conference"
    if "официальный" in words and ("приём" in words or "прием" in words):
        return "official_reception"
    return next((_KIND_BY_WORD[word] for word in words if word in _KIND_BY_WORD), "other")


def guess_section(kind: str, unit_kind: str) -> str:
    """Return the usual section for a kind of event of a kind of unit."""
    if kind in {"staff_meeting", "session", "meeting", "public_reception_hours"}:
        return USUAL_SECTIONS[1]
    return USUAL_SECTIONS[2] if unit_kind == "district" else USUAL_SECTIONS[0]
