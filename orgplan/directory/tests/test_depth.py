"""Structure with a past, posts by days, precedence, venues' photos, proof of cases."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from orgplan.accounts.rules import Role
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.actions import (
    Closing,
    NewName,
    PositionFacts,
    TableFacts,
    bring_precedence,
    check_person_cases,
    correct_post_cases,
    move_unit,
    pass_duties,
    rename_unit,
    replace_precedence,
    transfer_person,
)
from orgplan.directory.imports.photos import UnfitPhotoError, read_photo
from orgplan.directory.imports.precedence import read_precedence
from orgplan.directory.models import Unit
from orgplan.directory.queries import (
    former_names_on,
    history_of_post,
    name_on,
    precedence_of,
    signatory_on,
    unit_forest,
    vacancies_of,
)
from orgplan.directory.queries.cases import proof_of_names, proof_of_posts
from orgplan.directory.rules import HeldPost, PrecedenceLine, Tenure, place_of
from orgplan.directory.rules.doubts import doubts_of_name, doubts_of_post
from orgplan.directory.rules.tenure import Held, line_of_time
from orgplan.directory.tests import factories
from orgplan.language.grammar import Gender
from orgplan.language.names import PersonName

ClientOf = Callable[..., Client]
BY, DAY = System("Проверка"), date(2026, 8, 3)


@pytest.mark.django_db
class TestStructure:
    def test_forest_shows_heads_who_acts_and_how_many(self, django_assert_num_queries: Callable[..., Any]) -> None:
        top = factories.unit("Верх")
        factories.unit("Низ", parent=top)
        head, deputy = factories.person("Начальников"), factories.person("Замов")
        factories.position(head, "директор", unit=top)
        factories.position(deputy, "консультант", unit=top)
        factories.absence(head, acting=deputy)
        with django_assert_num_queries(4):
            (branch,) = unit_forest(Unit.objects.all(), day=DAY)
        assert (branch.below, branch.people, branch.acting) == (1, 2, deputy)
        assert branch.head is not None
        assert branch.head.person == head

    def test_search_keeps_the_way_up(self) -> None:
        top = factories.unit("Верх")
        factories.unit("Архив", parent=top)
        factories.unit("Прочее", parent=top)
        (branch,) = unit_forest(Unit.objects.all(), text="архив", day=DAY)
        assert [each.unit.name for each in branch.children] == ["Архив"]

    def test_move_under_itself_is_refused_with_the_way_round(self) -> None:
        top = factories.unit("Верх")
        low = factories.unit("Низ", parent=top)
        with pytest.raises(RefusedError, match="Верх → Низ → Верх"):
            move_unit(top, parent=low, position=1, edition=1, by=BY)
        assert move_unit(low, parent=None, position=5, edition=1, by=BY).parent is None

    def test_renamed_unit_keeps_the_name_of_earlier_days(self) -> None:
        unit = factories.unit("Комитет")
        rename_unit(unit, facts=NewName("Департамент", "Деп", DAY, "решение № 1"), edition=1, by=BY)
        unit.refresh_from_db()
        assert [name_on(unit, day) for day in (DAY - timedelta(days=1), DAY)] == ["Комитет", "Департамент"]
        assert [name.title for name in former_names_on(date(2020, 1, 1)).values()] == ["Комитет"]
        with pytest.raises(RefusedError):
            rename_unit(unit, facts=NewName("Ещё", "Ещё", DAY), edition=unit.edition, by=BY)

    def test_closed_unit_passes_subunits_and_ends_posts(self) -> None:
        old, heir = factories.unit("Старое"), factories.unit("Новое")
        low = factories.unit("Отдел", parent=old)
        post = factories.position(factories.person(), unit=old)
        pass_duties(old, facts=Closing(DAY, heir, "постановление № 2", end_posts=True), edition=1, by=BY)
        for row in (old, low, post):
            row.refresh_from_db()
        assert (old.is_active, old.successor, old.ends_on) == (False, heir, DAY - timedelta(days=1))
        assert (low.parent, post.ends_on) == (heir, DAY - timedelta(days=1))
        with pytest.raises(RefusedError):
            pass_duties(heir, facts=Closing(DAY, old), edition=1, by=BY)

    def test_heir_from_below_takes_the_place_above(self) -> None:
        old = factories.unit("Старое")
        heir = factories.unit("Отдел", parent=old)
        pass_duties(old, facts=Closing(DAY, heir), edition=1, by=BY)
        heir.refresh_from_db()
        assert heir.parent is None


days = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))


def in_order(span: tuple[date | None, date | None]) -> bool:
    return span[0] is None or span[1] is None or span[0] <= span[1]


@given(st.lists(st.tuples(days, days).filter(in_order), max_size=6))
def test_line_of_time_keeps_every_holder_and_vacancies_meet_none(spans: list[tuple[date | None, date | None]]) -> None:
    held = [Held(first, last, number) for number, (first, last) in enumerate(spans, start=1)]
    line = line_of_time(held, DAY)
    assert sorted(each.key for each in line if each.key) == [each.key for each in held]
    for gap in (each for each in line if each.key is None):
        assert gap.starts_on is not None
        for each in held:
            after = each.starts_on is not None and gap.ends_on is not None and each.starts_on > gap.ends_on
            assert after or (each.ends_on is not None and each.ends_on < gap.starts_on)


@pytest.mark.django_db
class TestPosts:
    def test_history_names_holders_and_vacancies(self) -> None:
        unit = factories.unit()
        first = factories.position(factories.person(), "Директор", unit=unit, ends_on=date(2026, 1, 31))
        acting = factories.position(
            factories.person(), "директор", unit=unit, starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 30),
            tenure=Tenure.TEMPORARY,
        )  # fmt: skip
        line = history_of_post(first, DAY)
        assert [(each.starts_on, each.ends_on, each.post) for each in line] == [
            (None, date(2026, 1, 31), first),
            (date(2026, 2, 1), date(2026, 2, 28), None),
            (date(2026, 3, 1), date(2026, 4, 30), acting),
            (date(2026, 5, 1), None, None),
        ]
        assert vacancies_of(unit, DAY) == [acting]
        assert acting.post_words == "временно исполняющий обязанности директора"

    def test_transfer_ends_one_post_and_begins_another(self) -> None:
        post = factories.position(factories.person(), "консультант")
        facts = PositionFacts("начальник", unit=factories.unit(), starts_on=DAY)
        new = transfer_person(post, facts=facts, edition=1, by=BY)
        post.refresh_from_db()
        assert (post.ends_on, new.person, new.starts_on) == (DAY - timedelta(days=1), post.person, DAY)
        with pytest.raises(RefusedError):
            transfer_person(new, facts=PositionFacts("директор", unit=new.unit), edition=1, by=BY)


LINES = (
    PrecedenceLine(1, "Мэр города", "", None),
    PrecedenceLine(2, "заместитель Мэра", "", None),
    PrecedenceLine(3, "директор", "", None),
    PrecedenceLine(4, "директор", "Департамент культуры", None),
    PrecedenceLine(5, "", "", 77),
)


def test_place_is_that_of_the_row_that_says_most() -> None:
    theatre, culture = HeldPost("директор", ("Театр",)), HeldPost("директор", ("Департамент культуры",))
    deputy = HeldPost("заместитель Мэра города, директор департамента", ())
    ranks = [place_of(1, [post], LINES) for post in (theatre, culture, deputy, HeldPost("советник", ()))]
    assert [each and each.rank for each in ranks] == [3, 4, 2, None]


def test_own_name_wins_and_of_several_posts_the_highest_place() -> None:
    posts = [HeldPost("директор", ()), HeldPost("Мэр города Омска", ())]
    assert [each and (each.rank, each.post) for each in (place_of(77, posts, LINES), place_of(1, posts, LINES))] == [
        (5, None),
        (1, posts[1]),
    ]


@pytest.mark.django_db
class TestPrecedence:
    def test_table_of_the_day_explains_the_place(self) -> None:
        mayor = factories.person()
        factories.position(mayor, "Мэр города Омска")
        factories.precedence_table(date(2025, 1, 1), (2, "Мэр"))
        factories.precedence_table(date(2026, 2, 1), (3, "Мэр города"))
        now, before = precedence_of(mayor, DAY), precedence_of(mayor, date(2025, 5, 1))
        assert now is not None
        assert before is not None
        assert (before.rank, now.rank) == (2, 3)
        assert now.words == "должность „Мэр города Омска“ — строка 3 таблицы от 01.02.2026"
        assert precedence_of(mayor, date(2024, 1, 1)) is None

    def test_file_comes_in_with_persons_found_and_is_replaced_whole(self) -> None:
        person = factories.person("Выдуманов")
        text = "№;Должность;ФИО;Примечание\n1;Губернатор;;гость\n2;;Выдуманов П. П.;\n"
        rows, wrong = read_precedence(text.encode(), "таблица.csv")
        table = bring_precedence(facts=TableFacts("Таблица", DAY), rows=rows, by=BY)
        assert (wrong, [row.person for row in table.rows.all()]) == ([], [None, person])
        replace_precedence(table, facts=TableFacts("Таблица", DAY), rows=rows[:1], edition=1, by=BY)
        assert table.rows.count() == 1
        with pytest.raises(RefusedError):
            bring_precedence(facts=TableFacts("Вторая", DAY), rows=rows, by=BY)

    def test_wrong_rows_are_named_by_cell_on_the_page(self, client_of: ClientOf) -> None:
        file = SimpleUploadedFile("т.csv", "Место;Должность\nпервый;Мэр\n".encode())
        sent = {"title": "Таблица", "valid_from": "01.02.2026", "file": file}
        answer = client_of(Role.DEPARTMENT).post("/directory/precedence/new/", sent)
        assert answer.status_code == 422
        assert "A2: место «первый» — не число." in answer.content.decode()


def picture(size: tuple[int, int] = (2400, 1200), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "съёмка у входа"
    Image.new("RGB", size, "navy").save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def test_photo_is_made_smaller_and_forgets_its_camera() -> None:
    with Image.open(io.BytesIO(read_photo(picture()))) as made:
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (1600, 800), {})


def test_what_is_no_picture_or_too_large_is_refused_before_it_is_unpacked() -> None:
    bomb = bytearray(picture((10, 10), "PNG"))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    for data, words in (
        (b"<svg></svg>", "не фотография"),
        (bytes(bomb), "точек|не фотография|слишком"),
        (b"", "не фот"),
    ):
        with pytest.raises(UnfitPhotoError, match=words):
            read_photo(data)


@pytest.mark.django_db
def test_photo_is_served_only_to_the_signed_in(client_of: ClientOf) -> None:
    venue, client = factories.venue(), client_of(Role.DEPARTMENT)
    address = f"/directory/venues/{venue.pk}/photo/"
    assert client.get(address).status_code == 404
    assert client.post(address + "new/", {"file": SimpleUploadedFile("зал.jpg", b"no picture")}).status_code == 422
    assert client.post(address + "new/", {"file": SimpleUploadedFile("зал.jpg", picture())}).status_code == 303
    served = client.get(address)
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    b"".join(served)
    assert Client().get(address).status_code == 302
    assert client.post(address + "remove/").status_code == 303
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_equipment_is_typed_by_lines_and_kept_with_numbers(client_of: ClientOf) -> None:
    venue = factories.venue("Зал")
    form = {"name": "Зал", "edition": "1", "equipment": "микрофон — 4\nэкран\nмикрофон: 2 шт."}
    client = client_of(Role.DEPARTMENT)
    assert client.post(f"/directory/venues/{venue.pk}/change/", form).status_code == 303
    venue.refresh_from_db()
    assert venue.equipment == [["микрофон", 6], ["экран", 1]]
    assert "микрофон — 6" in client.get(f"/directory/venues/{venue.pk}/change/").content.decode()


def test_doubts_are_said_of_unusual_names_only() -> None:
    assert doubts_of_name(PersonName("Иванов", "Пётр", "Ильич"), Gender.MALE) == []
    assert doubts_of_name(PersonName("Иванова", "Анна", "Петровна"), Gender.MALE) == ["имя похоже на имя другого пола"]
    assert doubts_of_name(PersonName("Smith", "John"), Gender.MALE)
    assert doubts_of_post("директор департамента") == []
    assert doubts_of_post("зам. директора") != []


@pytest.mark.django_db
class TestProof:
    def test_doubtful_stand_first_until_they_are_checked(self) -> None:
        usual, double = factories.person("Иванов"), factories.person("Теплов-Озёрный")
        assert [row.person for row in proof_of_names()] == [double, usual]
        check_person_cases(double, by=BY)
        rows = {row.person: (row.is_open, row.checked_by) for row in proof_of_names()}
        assert rows == {usual: (False, ""), double: (False, "Проверка")}

    def test_corrected_post_stands_in_signatures(self) -> None:
        holder, deputy = factories.person("Образцов"), factories.person("Примеров")
        post = factories.position(holder, "шеф протокола")
        factories.absence(holder, acting=deputy)
        correct_post_cases(title="шеф протокола", forms={"genitive": "шефа Протокола"}, by=BY)
        assert signatory_on(DAY, post).post == "Исполняющий обязанности шефа Протокола"
        (row,) = proof_of_posts(DAY)
        assert (row.corrected, row.forms[1], row.checked_by) == (True, "шефа Протокола", "Проверка")

    @pytest.mark.parametrize("of", ["people", "posts"])
    def test_page_offers_to_check(self, of: str, client_of: ClientOf) -> None:
        factories.position(factories.person("Теплов-Озёрный"), "зам. директора")
        client = client_of(Role.DEPARTMENT)
        page = client.get(f"/directory/cases/?of={of}").content.decode()
        assert "Проверено" in page
        client.post("/directory/cases/posts/check/", {"title": "зам. директора"})
        assert ">Проверено<" not in client.get("/directory/cases/?of=posts&show=unchecked").content.decode()
