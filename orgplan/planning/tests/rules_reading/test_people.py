from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.reading.people import split_responsible

CASES = {
    "Гладков И.А. (по согласованию) Мацалин В.М.": ["Гладков И.А.*", "Мацалин В.М."],
    "Г.В.Куралина": ["Г.В.Куралина"],
    "Калитин B.C.": ["Калитин В.С."],
    "Панин Л.Б.\nЖилкин К.К.": ["Панин Л.Б.", "Жилкин К.К."],
    "РЦНТ, Управление культуры": ["РЦНТ", "Управление культуры"],
    "Департамент искусств, семейной политики и отдыха": ["Департамент искусств, семейной политики и отдыха"],
    "Комитет по физической культуре, спорту и молодёжной политике": [
        "Комитет по физической культуре, спорту и молодёжной политике"
    ],
    "Отдел культуры, спорта и молодёжи, отдел образования": ["Отдел культуры, спорта и молодёжи", "отдел образования"],
    "Управление культуры; Областной союз моряков": ["Управление культуры", "Областной союз моряков"],
    "Департамент культуры, Кедров Э.А.": ["Департамент культуры", "Кедров Э.А."],
    "Управление культуры (Кедров И.И., Пихтина А.А.)": ["Управление культуры", "Кедров И.И.", "Пихтина А.А."],
    "Администрация города\nОльховска": ["Администрация города Ольховска"],
    "МБУ\n«Рассвет»\nОтдел спорта,\nдепартамент образования (по согласованию)": [
        "МБУ «Рассвет»",
        "Отдел спорта",
        "департамент образования*",
    ],
    "парк им. А.С. Невидимова, Зоркин А.А. и Лесной П.П.": ["парк им. А.С. Невидимова", "Зоркин А.А.", "Лесной П.П."],
    "ДК «Мир», «Заря»": ["ДК «Мир», «Заря»"],
    "Управление по делам ГО, ЧС и ПБ": ["Управление по делам ГО, ЧС и ПБ"],
    "Совет ветеранов войны, труда, Вооружённых Сил": ["Совет ветеранов войны, труда, Вооружённых Сил"],
    "директор МБУК «Центр»\nКедрова А.А.\nтел. 25-12-12": ["Кедрова А.А."],
    "Заместители главы администрации города, руководители учреждений": [
        "Заместители главы администрации города",
        "руководители учреждений",
    ],
    "Пихтин Иван Иванович": ["Пихтин Иван Иванович"],
    "УМВД России по городу\n(по согласованию)": ["УМВД России по городу*"],
    "Кедров И.И, Пихтин П.П": ["Кедров И.И", "Пихтин П.П"],
    "Управление культуры и отдел образования": ["Управление культуры", "отдел образования"],
    "–": [],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_responsible_cell_splits_into_persons_and_bodies(text: str) -> None:
    got = [party.name + ("*" if party.by_agreement else "") for party in split_responsible(text)]
    assert got == CASES[text]


def test_post_beside_a_person_is_kept_apart_from_the_name() -> None:
    parties = split_responsible("Начальник отдела Кедров И.И., Пихтина А.А., ведущий специалист")
    assert [(party.name, party.post) for party in parties] == [
        ("Кедров И.И.", "Начальник отдела"),
        ("Пихтина А.А.", "ведущий специалист"),
    ]


NAMES = st.sampled_from(
    ["Кедров И.И.", "Пихтина А.А.", "Г.Г.Ольхин", "Отдел спорта", "МБУ «Рассвет»", "Совет ветеранов"]
)


@given(st.lists(NAMES, unique=True, max_size=5), st.sampled_from(["\n", ", ", "; ", ",\n", " ;"]), st.data())
def test_names_come_back_whatever_separates_them(names: list[str], separator: str, data: st.DataObject) -> None:
    agreed = [data.draw(st.booleans()) for _ in names]
    text = separator.join(f"{name} (по согласованию)" if by else name for name, by in zip(names, agreed, strict=True))
    assert [(party.name, party.by_agreement) for party in split_responsible(text)] == list(
        zip(names, agreed, strict=True)
    )


@given(st.text(alphabet='АБв Ии.,;()«»"\n-–/1x№\x01', max_size=80))
def test_any_words_split_without_an_error(text: str) -> None:
    for party in split_responsible(text):
        assert party.name.strip() == party.name
        assert party.name
