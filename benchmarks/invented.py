"""Invented plan lines of a city, by a seeded generator: as varied as real ones, and the same in every run."""

import random
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from orgplan.language.months import MONTHS_GENITIVE

_KINDS = (
    "Заседание", "Совещание", "Выставка", "Концерт", "Открытие", "Семинар", "Круглый стол", "Публичные слушания",
    "Личный приём граждан", "Субботник", "Ярмарка", "Торжественное собрание", "Встреча", "Конкурс", "Фестиваль",
    "Турнир", "Мастер-класс", "Экскурсия", "Акция", "Митинг", "Возложение цветов", "Объезд", "Спартакиада", "Лекция",
)  # fmt: skip
_SUBJECTS = (
    "комиссии по делам несовершеннолетних", "по подготовке к отопительному сезону", "ко Дню города", "ветеранов труда",
    "молодёжных инициатив", "по проекту планировки территории", "народного творчества", "детских рисунков",
    "по мини-футболу среди дворовых команд", "памяти земляков", "по вопросам благоустройства", "педагогов города",
    "управляющих компаний", "местных товаропроизводителей", "участников художественной самодеятельности",
    "по противодействию терроризму", "антинаркотической комиссии", "библиотечных работников", "молодых семей",
    "по шахматам", "по лёгкой атлетике", "волонтёрских отрядов", "хоров и вокальных ансамблей", "юных краеведов",
    "предпринимателей", "по охране труда", "по безопасности дорожного движения", "садоводов", "казачьей культуры",
)  # fmt: skip
_PROPER = (
    "Рябиновый", "Светлый", "Заречье", "Полёт", "Радуга", "Истоки", "Созвездие", "Содружество", "Надежда", "Вера",
    "Вдохновение", "Северный", "Олимпиец", "Родник", "Перекрёсток", "Добрый город", "Первые шаги", "Мой двор",
    "Наследие", "Старт",
    "Мелодии весны", "Золотая осень", "Белая вежа", "Горизонт", "Искра", "Диалог", "Кедр", "Парус", "Алые зори",
)  # fmt: skip
_STREETS = (
    "Рябиновая",
    "Заводская",
    "Речная",
    "Садовая",
    "Степная",
    "Лесная",
    "Школьная",
    "Новая",
    "Парковая",
    "Южная",
)
_HOUSES = ("Дворец культуры", "парк", "стадион", "библиотека", "школа", "сквер", "лицей", "музей", "дом творчества")
_ROLES = ("начальник отдела", "директор", "заведующий сектором", "главный специалист", "заместитель директора")
_SURNAMES = (
    "Берёзкин",
    "Кленова",
    "Рябинин",
    "Осинцева",
    "Вязов",
    "Ольхова",
    "Дубравин",
    "Липина",
    "Ивушкин",
    "Ясенева",
)
_DISTRICTS = ("Северный", "Южный", "Западный", "Восточный", "Центральный")
_WHOLE_MONTH = 0.1  # the share of lines that last a month
_SHORTER = (
    ("Торжественное", "Торж."), ("комиссии", "ком."), ("Публичные слушания", "Слушания"), ("молодёжных", "молодежных"),
    ("Личный приём", "Прием"), ("территории ", ""), ("города", "г."), ("Совещание", "Рабочее совещание"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's line in the form of `orgplan duplicates`."""

    id: str
    unit: str
    title: str
    date_text: str
    start: str
    end: str
    start_time: str | None
    end_time: str | None
    place: str
    responsible: str


def lines(count: int, *, first: date, days: int, repeats: float = 0.0, seed: int = 2026) -> list[Line]:
    """`count` lines of forty units within `days` days; the share `repeats` rewords an earlier line of another unit."""
    dice = random.Random(seed)
    made: list[Line] = []
    for number in range(count):
        if made and dice.random() < repeats:
            made.append(_reworded(dice, dice.choice(made), number))
        else:
            made.append(_line(dice, number, first + timedelta(days=dice.randrange(days))))
    return made


def as_request(made: list[Line], period: str) -> dict[str, Any]:
    """The lines as the file that `orgplan duplicates` reads."""
    return {"period": period, "lines": [asdict(one) for one in made]}


def _line(dice: random.Random, number: int, day: date) -> Line:
    made = _dated_line(dice, number, day)
    if dice.random() >= _WHOLE_MONTH:
        return made
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    text = dice.choice(
        ("в течение месяца", f"в течение {MONTHS_GENITIVE[day.month - 1]}", f"{first:%d.%m} - {last:%d.%m}")
    )
    return replace(made, date_text=text, start=first.isoformat(), end=last.isoformat(), start_time=None)


def title(dice: random.Random) -> str:
    """What an event may be called."""
    proper = f" «{dice.choice(_PROPER)}»" if dice.random() < 0.5 else ""
    where = f" в микрорайоне № {dice.randint(1, 60)}" if dice.random() < 0.3 else ""
    return f"{dice.choice(_KINDS)} {dice.choice(_SUBJECTS)}{proper}{where}"


def _dated_line(dice: random.Random, number: int, day: date) -> Line:
    named = title(dice)
    hour = dice.randint(8, 19)
    time = f"{hour:02}:{dice.choice(('00', '30'))}" if dice.random() < 0.8 else None
    end = day + timedelta(days=dice.randint(1, 9)) if time is None and dice.random() < 0.4 else day
    return Line(
        id=f"L{number:05}",
        unit=_unit(dice),
        title=named,
        date_text=_date_text(dice, day, end, time),
        start=day.isoformat(),
        end=end.isoformat(),
        start_time=time,
        end_time=None,
        place=_place(dice),
        responsible=f"{dice.choice(_ROLES)} {dice.choice(_SURNAMES)} {dice.choice('АВЕИОС')}.{dice.choice('АВИНП')}.",
    )


def _reworded(dice: random.Random, line: Line, number: int) -> Line:
    title = line.title
    for long, short in dice.sample(_SHORTER, 4):
        title = title.replace(long, short)
    if dice.random() < 0.3:
        title = title.replace("«", '"').replace("»", '"')
    day, end = date.fromisoformat(line.start), date.fromisoformat(line.end)
    return replace(
        line,
        id=f"L{number:05}",
        unit=_unit(dice),
        title=title,
        date_text=_date_text(dice, day, end, line.start_time),
        place=line.place if dice.random() < 0.7 else line.place.split(",")[0],
        responsible=f"{dice.choice(_ROLES)} {dice.choice(_SURNAMES)}",
    )


def _unit(dice: random.Random) -> str:
    if dice.random() < 0.4:
        return f"Администрация округа {dice.choice(_DISTRICTS)}"
    return f"Департамент № {dice.randint(1, 35)}"


def _place(dice: random.Random) -> str:
    house = (
        f"{dice.choice(_HOUSES)} «{dice.choice(_PROPER)}»" if dice.random() < 0.7 else f"каб. {dice.randint(100, 499)}"
    )
    return f"{house}, ул. {dice.choice(_STREETS)}, {dice.randint(1, 120)}"


def _date_text(dice: random.Random, day: date, end: date, time: str | None) -> str:
    if end != day:
        return f"{day:%d.%m} – {end:%d.%m.%Y}" if dice.random() < 0.5 else f"с {_words(day)} по {_words(end)}"
    text = f"{day:%d.%m.%Y}" if dice.random() < 0.5 else _words(day)
    if time is None:
        return text
    shown = time.replace(":", dice.choice((".", "-", ":")))
    return f"{text} {shown}" if dice.random() < 0.7 else f"{text}, в {shown}"


def _words(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"
