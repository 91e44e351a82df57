"""Which names and posts the rules of declension may get wrong, and why: what a person looks at first."""

from __future__ import annotations

import re

from orgplan.language.declension import decline_name, decline_position, guess_gender
from orgplan.language.grammar import Case, Gender
from orgplan.language.names import PersonName

_RUSSIAN = re.compile(r"[А-ЯЁа-яё\-\s«»\"().,№\d]+")
_USUAL_SURNAME = re.compile(r".+(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая)|[ыио]й|ая|яя)", re.IGNORECASE)
_VOWEL_STAYS = re.compile(r".+(?:[оеёиыуюэ]|их|ых)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:зам|нач|зав|гл|вед|рук|и\. ?о|врио)\b\.?", re.IGNORECASE)


def doubts_of_name(name: PersonName, gender: Gender) -> list[str]:
    """Return why the six cases of the name deserve a look, as Russian words; empty where all is usual."""
    found = []
    guessed = guess_gender(name.surname, name.first_name, name.patronymic)
    if guessed is not None and guessed is not gender:
        found.append("имя похоже на имя другого пола")
    elif guessed is None:
        found.append("пол по имени не определить")
    if not _RUSSIAN.fullmatch(name.full()):
        found.append("в имени не только русские буквы")
    if "-" in name.surname:
        found.append("двойная фамилия")
    elif not _USUAL_SURNAME.fullmatch(name.surname):
        declined = decline_name(name, Case.GENITIVE, gender).surname
        stays = declined == name.surname and not _VOWEL_STAYS.fullmatch(name.surname)
        stays = stays and gender is Gender.MALE
        found.append("мужская фамилия не склоняется" if stays else "редкое окончание фамилии")
    if not name.patronymic:
        found.append("нет отчества")
    return found


def doubts_of_post(title: str) -> list[str]:
    """Return why the six cases of the post deserve a look, as Russian words."""
    found = []
    if decline_position(title, Case.GENITIVE) == title:
        found.append("должность не склоняется")
    if _ABBREVIATED.search(title):
        found.append("сокращённая должность")
    if not _RUSSIAN.fullmatch(title):
        found.append("не только русские буквы")
    return found
