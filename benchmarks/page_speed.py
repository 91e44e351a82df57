"""Pages of a city of 200,000 events and 20,000 plan lines: server time, queries, bytes that travel."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from benchmarks.model import Benchmark, Better, RunError
from benchmarks.programs import output_of

_P95_MS, _QUERIES, _KILOBYTES = 100, 15, 200
#: A change that touches 3,000 things may take longer than a list.
_OWN_TARGETS = {"change": (500, 25), "programme": (150, 15)} | {
    f"palette.{each}": (60, 15) for each in ("common", "rare", "slip", "layout", "date", "letter")
}
_BASELINES = {
    "events": "Paginator по 100 строк, связи читаются построчно",
    "plan": "все 2 000 строк одной таблицей, связи читаются построчно",
    "consolidation": "все 2 000 строк одной таблицей, связи читаются построчно",
    "change": "2 000 частей одной таблицей, связи читаются построчно; без строк, планов и участников",
}
_PAGES = {
    "events": "Список мероприятий",
    "events.all_years": "Список за все годы",
    "events.words": "Список за все годы, отбор по словам",
    "events.leader": "Список за все годы, отбор по руководителю",
    "events.unit": "Список за все годы, отбор по подразделению",
    "events.last": "Список, последнее окно",
    "event": "Карточка мероприятия",
    "plan": "План из 2 000 строк",
    "plan.last": "План, последнее окно",
    "plan.jump": "План, переход к строке",
    "consolidation": "Сведение 2 000 строк 40 подразделений",
    "consolidation.words": "Сведение, отбор по словам",
    "consolidation.paired": "Сведение, только с повторами",
    "unit_plan": "План подразделения",
    "board": "Доска отправки, 40 подразделений",
    "execution": "Исполнение плана из 2 000 строк",
    "difference": "Отличия от редакции из 2 000 строк",
    "agreement": "Согласование плана из 2 000 строк",
    "outbox": "Исходящие, 5 000 писем",
    "documents": "Реестр из 5 000 документов",
    "basket": "Корзина, 1 000 мероприятий",
    "change": "Изменение, которое затрагивает 3 000",
    "today": "Сегодня",
    "today.ahead": "Сегодня: планы и даты, отдельным запросом",
    "search": "Поиск по словам",
    "palette.common": "Строка поиска, частое слово",
    "palette.rare": "Строка поиска, фамилия",
    "palette.slip": "Строка поиска, две опечатки",
    "palette.layout": "Строка поиска, чужая раскладка",
    "palette.date": "Строка поиска, слово и дата",
    "palette.letter": "Строка поиска, две буквы",
    "programme": "Программа из 1 000 мероприятий: готовность, разделы",
    "programme.coverage": "Программа из 1 000: покрытие по округам и неделям",
    "programme.timeline": "Программа из 1 000: график разделов",
    "programme.map": "Программа из 1 000: карта площадок",
    "programme.gap": "Список мероприятий программы, которым чего-то не хватает",
    "calendar.day": "Календарь: день",
    "calendar.week": "Календарь: неделя с руководителями",
    "calendar.hours": "Календарь: неделя по часам",
    "calendar.month": "Календарь: месяц из 3 600 мероприятий",
    "calendar.month.past": "Календарь: месяц восемь лет назад",
    "calendar.month.leader": "Календарь: месяц одного руководителя",
    "calendar.quarter": "Календарь: квартал",
    "calendar.year": "Календарь: год с загрузкой",
    "calendar.year.unit": "Календарь: год одного подразделения",
    "calendar.list": "Календарь: список без границ месяцев",
    "calendar.venues": "Календарь: площадки, день",
    "calendar.venue-week": "Календарь: площадки, неделя",
}


@cache
def _measured() -> Any:
    return json.loads(output_of((sys.executable, "-W", "ignore", "-m", "benchmarks.pages", "--json")))


def _figure(page: str, name: str) -> Callable[[], float]:
    def read() -> float:
        found = _measured()["pages"].get(page)
        if found is None:
            raise RunError(f"нет страницы {page}")
        return float(found[name])

    return read


def _plain(page: str) -> Callable[[], float] | None:
    return (lambda: float(_measured()["plain"][page])) if page in _BASELINES else None


def _rows(page: str, what: str) -> list[Benchmark]:
    less = Better.LESS
    p95, queries = _OWN_TARGETS.get(page, (_P95_MS, _QUERIES))
    return [
        Benchmark(
            name=f"page.{page}.p95",
            what=f"{what}: p95",
            unit="мс",
            better=less,
            target=p95,
            run=_figure(page, "p95_ms"),
            baseline=_plain(page),
            baseline_is=_BASELINES.get(page, ""),
        ),
        Benchmark(f"page.{page}.queries", f"{what}: запросов", "", less, queries, _figure(page, "queries")),
        Benchmark(f"page.{page}.size", f"{what}: по сети", "КБ", less, _KILOBYTES, _figure(page, "kilobytes")),
    ]


@cache
def _small_month() -> Any:
    return json.loads(output_of((sys.executable, "-W", "ignore", "-m", "benchmarks.small_month")))


_SMALL = [
    Benchmark(
        "month500.p50",
        "Месяц из 500 мероприятий, других в базе нет: медиана",
        "мс",
        Better.LESS,
        25,
        lambda: float(_small_month()["p50_ms"]),
        lambda: float(_small_month()["plain"]),
        "все строки месяца одной таблицей, связи читаются построчно",
    ),
    Benchmark(
        "month500.queries", "Месяц из 500: запросов", "", Better.LESS, 15, lambda: float(_small_month()["queries"])
    ),
]
BENCHMARKS = _SMALL + [row for page, what in _PAGES.items() for row in _rows(page, what)]
