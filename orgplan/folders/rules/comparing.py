"""What is otherwise in a folder since somebody looked, in sentences a leader reads in the car."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS = (
    ("where", "место"),
    ("entrance", "вход"),
    ("dress", "форма одежды"),
    ("plan_b", "план Б"),
    ("title", "название"),
)
_LISTS = (
    ("texts", "текст", "heading"),
    ("papers", "документ", "title"),
    ("promises", "поручение", "text"),
    ("contacts", "контакт", "name"),
)
_LONGEST = 90


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return what changed from one state of a folder to the next (`Folder.data`), events in the order of the day."""
    old = {each["key"]: each for each in before.get("events", ())}
    new = {each["key"]: each for each in after.get("events", ())}
    said = [f"Снято: {_named(each)}" for key, each in old.items() if key not in new]
    for key, each in new.items():
        said += _of_event(old[key], each) if key in old else [f"Добавлено: {_named(each)}"]
    if before.get("away", "") != after.get("away", "") and after.get("away"):
        said.append(str(after["away"]))
    if before.get("escort", []) != after.get("escort", []):
        said.append("Изменилось сопровождение: водитель, помощник")
    return said


def _named(event: Mapping[str, Any]) -> str:
    begins = f"{event['start']} " if event["start"] else ""
    return f"{begins}«{_short(event['title'])}»"


def _of_event(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    name = f"«{_short(new['title'])}»"
    said = []
    if (old["start"], old["end"]) != (new["start"], new["end"]):
        said.append(f"{name}: было {_hours(old)}, стало {_hours(new)}")
    for key, words in _WORDS:
        if old[key] != new[key]:
            now = _short(new[key]) or "снято"
            said.append(f"{name}: {words} — {now}")
    said += _people(name, old, new)
    for key, words, title in _LISTS:
        said += _list(name, words, [each[title] for each in old[key]], [each[title] for each in new[key]])
        if old[key] != new[key] and [each[title] for each in old[key]] == [each[title] for each in new[key]]:
            said.append(f"{name}: исправлено — {words}")
    if _leaving(old) != _leaving(new) and _leaving(new):
        said.append(f"{name}: выезд не позже {_leaving(new)}")
    return said


def _hours(event: Mapping[str, Any]) -> str:
    return "–".join(filter(None, (event["start"], event["end"]))) or "весь день"


def _leaving(event: Mapping[str, Any]) -> str:
    return str((event.get("road") or {}).get("leave", ""))


def _people(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    was = {each["key"]: each for each in old["people"]}
    now = {each["key"]: each for each in new["people"]}
    said = [f"{name}: будет {each['name']}" for key, each in now.items() if key not in was]
    said += [f"{name}: не будет {each['name']}" for key, each in was.items() if key not in now]
    if not said and was != now:
        said.append(f"{name}: уточнены участники")
    return said


def _list(name: str, words: str, was: list[str], now: list[str]) -> list[str]:
    said = [f"{name}: новый {words} — {_short(each)}" for each in now if each not in was]
    if words == "поручение":
        said = [each.replace("новый", "новое") for each in said]
    return said + [f"{name}: больше нет — {_short(each)}" for each in was if each not in now]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
