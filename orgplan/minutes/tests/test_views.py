"""The pass: from pasted text to instructions on control, corrections in place, nothing lost."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import term_rule
from orgplan.minutes.models import Minutes
from orgplan.minutes.tests.factories import minutes

pytestmark = pytest.mark.django_db

TEXT = """РЕШИЛИ:
1. Департаменту пробы (Выдуманову П.П.) подготовить справку до 15 апреля 2026 года.
2. Неизвестным лицам сделать невозможное.
3. Принять к сведению.
"""


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def unit():
    unit = directory.unit("Департамент пробы")
    directory.position(directory.person("Выдуманов", "Пётр", "Петрович"), "директор департамента", unit=unit)
    return unit


def written(office, **more) -> Minutes:
    said = {"title": "Планёрка", "number": "7", "held_on": "2026-03-02", "signed_on": "2026-03-02", "text": TEXT}
    office.post("/minutes/new/", said | more)
    return Minutes.objects.get()


def test_text_becomes_instructions_in_one_pass(office, unit):
    made = written(office)
    page = office.get(made.get_absolute_url()).content.decode()
    assert "Поставить на контроль: 1\u00a0пункт" in page
    assert "Исполнитель не найден в справочнике: «Неизвестным лицам»." in page
    ready = made.lines.get(number="1")
    office.post(f"/minutes/{made.pk}/give/", {"line": f"{ready.pk}:{ready.edition}"})
    given = Instruction.objects.get()
    assert (given.unit, given.source_key, given.source_point) == (unit, made.key, "1")
    assert given.source_url == made.get_absolute_url()
    assert given.text == "Подготовить справку."
    made.refresh_from_db()
    assert made.text == TEXT.strip()


def test_point_is_corrected_in_place_and_given(office, unit):
    made = written(office)
    line = made.lines.get(number="2")
    fields = {"text": "Сделать возможное.", "unit": unit.pk, "due_on": "2026-05-15", "edition": 1, "opened": "{}"}
    office.post(f"/minutes/{made.pk}/points/{line.pk}/", fields)
    line.refresh_from_db()
    assert (line.text, line.problems, line.is_ready) == ("Сделать возможное.", [], True)
    assert line.raw == "2. Неизвестным лицам сделать невозможное."


def test_point_without_an_instruction_is_left_out_and_comes_back(office, unit):
    made = written(office)
    line = made.lines.get(number="3")
    for expected in (True, False):
        office.post(f"/minutes/{made.pk}/points/{line.pk}/leave-out/")
        line.refresh_from_db()
        assert line.is_left_out is expected


def test_point_changed_meanwhile_gives_nothing(office, unit):
    made = written(office)
    ready = made.lines.get(number="1")
    answer = office.post(f"/minutes/{made.pk}/give/", {"line": f"{ready.pk}:{ready.edition + 1}"}, follow=True)
    assert "тем временем изменили" in answer.content.decode()
    assert Instruction.objects.count() == 0


def test_minutes_of_an_event_stand_on_its_card(office):
    event = events.event(title="Аппаратное совещание")
    written(office, event=event.pk, text="")
    assert "Протокол № 7, планёрка" in office.get(f"/events/{event.pk}/").content.decode()


def test_signing_before_the_meeting_is_said(office):
    answer = office.post(
        "/minutes/new/", {"title": "П", "held_on": "2026-03-02", "signed_on": "2026-03-01", "text": TEXT}
    )
    assert (answer.status_code, Minutes.objects.count()) == (422, 0)
    assert "не может быть подписан раньше" in answer.content.decode()
    assert "Неизвестным лицам сделать невозможное" in answer.content.decode()


def test_performer_sees_only_the_own_points(office, unit, client):
    made = written(office)
    ready = made.lines.get(number="1")
    office.post(f"/minutes/{made.pk}/give/", {"line": f"{ready.pk}:{ready.edition}"})
    client.force_login(directory.coordinator(unit))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Подготовить справку." in page
    assert "Сделать невозможное" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_queries_whatever_the_number_of_points(count, client_of, django_assert_max_num_queries):
    made = minutes("\n".join(f"{number}. Никому сделать дело." for number in range(1, count + 1)))
    client = client_of(Role.DEPARTMENT)
    with django_assert_max_num_queries(12):
        client.get(made.get_absolute_url())


def test_a_point_that_cannot_be_given_says_why_and_holds_nobody_up(office, unit):
    directory.unit("Департамент без головы")
    term_rule("без срока", kind="months", count=1, counted_from="signing", measure="calendar", is_default=True)
    term_rule("срочно", phrases="срочно", kind="days", count=3, counted_from="registration", measure="working")
    made = minutes(
        "1. Департаменту без головы подготовить смету.\n2. Департаменту пробы срочно объявить закупку.\n"
        "3. Департаменту пробы подготовить график.\n4. Департаменту пробы подготовить справку до 20.02.2026."
    )
    page = office.get(made.get_absolute_url()).content.decode()
    assert "нет руководителя в справочнике: назовите" in page
    assert "укажите её в протоколе или назовите день" in page
    assert "истекает до подписания протокола" in page
    lines = [(each.pk, each.edition) for each in made.lines.all() if f'value="{each.pk}:{each.edition}"' in page]
    assert [pk for pk, _edition in lines] == [made.lines.get(number="3").pk]
    posted = {"line": [f"{pk}:{edition}" for pk, edition in lines]}
    assert office.post(f"/minutes/{made.pk}/give/", posted).status_code == 303
    assert made.lines.exclude(instruction=None).count() == 1
