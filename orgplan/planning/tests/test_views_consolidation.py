"""The page on which the department decides: lines, pairs, sections, in bulk and two people at once."""

from __future__ import annotations

import re

import pytest

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.planning.actions.lines import accept_lines, change_line
from orgplan.planning.actions.pairs import decide_pair
from orgplan.planning.models import EventSuggestion, PairSuggestion, PairVerdict, Plan, PlanLine, PlanUndo
from orgplan.planning.rules.states import LineState, Verdict
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan():
    return city_plan()


@pytest.fixture
def address(plan):
    return f"/plans/{plan.pk}/consolidation/"


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def states() -> dict[int, str]:
    return dict(PlanLine.objects.values_list("pk", "state"))


def pair_of_lines():
    first = line(unit_plan(directory.unit()), title="Открытие сквера на улице Лобкова", when="5 августа, 11:30")
    second = line(unit_plan(directory.unit()), title="Открытие сквера, ул. Лобкова", when="5 августа, 11:30")
    return first, second


def test_page_shows_all_units_lines_with_what_was_doubtful(office, address):
    line(unit_plan(directory.unit("Департамент спорта")), title="Кросс наций", place="Парк", when="5 августа")
    line(
        unit_plan(directory.unit("Департамент культуры")),
        title="Концерт",
        problems=[{"code": "date", "text": "Такого дня нет: 32 августа."}],
        responsible=[{"name": "Театр «Пример»", "by_agreement": True}],
    )
    page = office.get(address).content.decode()
    for words in ("Сведение", "Кросс наций", "Департамент спорта", "Концерт", "Такого дня нет", "по согласованию"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_a_fixed_number_of_queries(count, plan, address, office, django_assert_num_queries):
    for _number in range(count):
        first, second = pair_of_lines()
        PairSuggestion.objects.create(
            plan=plan, first=first, second=second, is_part=False, certainty=0.9, reasons=["а"]
        )
        decide_pair(first=first, second=line(), verdict=Verdict.FIRST_PART, by=BY)
    with django_assert_num_queries(13):
        page = office.get(address)
    assert len(page.context["window"].items) == 3 * count


def test_page_without_lines_says_what_to_do(office, address):
    page = office.get(address).content.decode()
    assert "На этот период ещё никто не прислал строк" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("?state=", 3),
        ("?state=all", 3),
        ("?state=accepted", 1),
        ("?state=declined", 1),
        ("?state=nonsense", 3),
        ("?state=&doubtful=1", 1),
        ("?state=&paired=1", 0),
        ("?state=&q=концерт", 1),
        ("?state=&q=КОНЦЕРТ", 1),
        ("?state=&unit=999999999", 0),
        ("?state=&unit=²&section=9999999999999999999", 3),
    ],
)
def test_lines_are_filtered(query, count, plan, office, address):
    line(title="Концерт хора")
    declined = line(title="Приём", problems=[{"code": "date", "text": "Дата?"}])
    PlanLine.objects.filter(pk=declined.pk).update(state=LineState.DECLINED, decline_reason="Нет")
    accept_lines(plan=plan, lines=[line(title="Заседание")], by=BY)
    page = office.get(address + query)
    assert len(page.context["window"].items) == count


def test_fragment_is_the_rows_alone(office, address):
    line(title="Концерт хора")
    page = office.get(f"{address}?q=хора", headers=HTMX).content.decode()
    assert "Концерт хора" in page
    assert "<html" not in page


def test_lines_are_accepted_in_bulk_and_the_note_offers_undo(office, plan, address):
    lines = [line(), line(), line()]
    answer = office.post(f"{address}decide/?state=", {"accept": "chosen", "row": [lines[0].pk, lines[1].pk]})
    assert (answer.status_code, answer["Location"]) == (303, f"{address}?state=")
    assert [states()[each.pk] for each in lines] == ["accepted", "accepted", "submitted"]
    assert plan.items.count() == 2
    page = office.get(address).content.decode()
    assert "Приняты 2 строки." in page
    assert f'action="/plans/undo/{PlanUndo.objects.get().pk}/"' in page
    assert Entry.objects.filter(verb="planning.accept_lines", object_kind="planning.plan").count() == 1


def test_decision_is_taken_back_once(office, plan, address):
    mine = line()
    office.post(f"{address}decide/", {"accept": mine.pk})
    undo = f"/plans/undo/{PlanUndo.objects.get().pk}/"
    answer = office.post(undo, headers={"referer": f"http://testserver{address}?state=all"})
    assert (answer.status_code, answer["Location"]) == (303, f"http://testserver{address}?state=all")
    assert (states()[mine.pk], plan.items.count()) == ("submitted", 0)
    before = Entry.objects.count()
    assert "уже отменено" in office.post(undo, follow=True).content.decode()
    assert Entry.objects.count() == before


def test_strangers_step_is_not_taken_back(office, address, client_of):
    mine = line()
    office.post(f"{address}decide/", {"accept": mine.pk})
    assert client_of(Role.DEPARTMENT).post(f"/plans/undo/{PlanUndo.objects.get().pk}/").status_code == 404
    assert states()[mine.pk] == "accepted"


def test_one_line_is_accepted_in_place(office, address):
    mine = line(title="Концерт хора")
    page = office.post(f"{address}decide/?state=", {"accept": mine.pk}, headers=HTMX).content.decode()
    assert states()[mine.pk] == "accepted"
    assert "<html" not in page
    assert "Принята 1 строка" in page


def test_second_of_two_who_accept_reads_that_it_is_done(office, plan, address):
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    page = office.post(f"{address}decide/", {"accept": mine.pk}, follow=True).content.decode()
    assert "только что приняли решение" in page
    assert (Event.objects.count(), plan.items.count()) == (1, 1)


@pytest.mark.parametrize("verb", ["decline", "reopen"])
def test_second_of_two_who_decide_otherwise_reads_that_it_is_done(verb, office, address):
    mine = line()
    state = LineState.DECLINED if verb == "decline" else LineState.SUBMITTED
    PlanLine.objects.filter(pk=mine.pk).update(state=state, decline_reason="Уже")
    before = Entry.objects.count()
    page = office.post(f"{address}decide/", {verb: mine.pk, "reason": "Нет"}, follow=True).content.decode()
    assert "только что приняли решение" in page
    assert Entry.objects.count() == before


def test_line_is_declined_with_a_reason_that_the_unit_reads(office, plan, address, client_of):
    unit = directory.unit()
    mine = line(unit_plan(unit))
    assert "Напишите причину" in office.post(f"{address}decide/", {"decline": mine.pk}, follow=True).content.decode()
    assert states()[mine.pk] == "submitted"
    office.post(f"{address}decide/", {"decline": mine.pk, "reason": "Не городского уровня"})
    assert states()[mine.pk] == "declined"
    page = client_of(Role.COORDINATOR, unit=unit).get(f"/plans/{mine.plan_id}/").content.decode()
    assert "Не городского уровня" in page


def test_lines_are_reopened(office, plan, address):
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    office.post(f"{address}decide/", {"reopen": "chosen", "row": [mine.pk]})
    assert states()[mine.pk] == "submitted"


def test_lines_are_put_in_a_section_and_out_of_it(office, plan, address):
    mine, section = line(), plan.sections.first()
    office.post(f"{address}decide/", {"into": "chosen", "row": [mine.pk], "section": section.pk})
    assert PlanLine.objects.get(pk=mine.pk).section == section
    for nonsense in ("", "²", "x", "999999999"):
        office.post(f"{address}decide/", {"into": "chosen", "row": [mine.pk], "section": nonsense})
        assert PlanLine.objects.get(pk=mine.pk).section is None


@pytest.mark.parametrize("rows", [[], ["²"], ["x"], ["999999999"], ["9" * 30]])
def test_nothing_chosen_is_said(rows, office, address):
    line()
    page = office.post(f"{address}decide/", {"accept": "chosen", "row": rows}, follow=True).content.decode()
    assert "Выберите хотя бы одну строку" in page


def test_button_that_is_none_changes_nothing(office, address):
    mine = line()
    assert office.post(f"{address}decide/", {"explode": mine.pk}).status_code == 303
    assert states()[mine.pk] == "submitted"


def test_duplicates_are_found_and_decided_by_three_buttons(office, plan, address):
    first, second = pair_of_lines()
    answer = office.post(f"{address}pairs/")
    assert answer["Location"] == f"{address}?state=all&paired=1"
    page = office.get(answer["Location"]).content.decode()
    assert "1 возможная пара" in page
    for words in ("Похоже на", "То же", "Разные"):
        assert words in page
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:same"})
    assert PairVerdict.objects.get().verdict == Verdict.SAME
    assert "то же, что" in office.get(f"{address}?state=").content.decode()


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("part", Verdict.FIRST_PART), ("whole", Verdict.SECOND_PART), ("different", Verdict.DIFFERENT)],
)
def test_pair_is_decided_from_the_side_of_the_line(word, verdict, office, address):
    first, second = pair_of_lines()
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:{word}"})
    assert PairVerdict.objects.get().verdict == verdict
    shown = office.get(f"{address}?state=").content.decode()
    assert ("часть" in shown) == (verdict != Verdict.DIFFERENT) or "содержит" in shown


@pytest.mark.parametrize("pair", ["", "1", "x:y:same", "1:1:same", "²:³:same", "999999999:999999998:same"])
def test_pair_that_is_none_decides_nothing(pair, office, address):
    first, second = pair_of_lines()
    office.post(f"{address}decide/", {"pair": pair})
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:married"})
    assert PairVerdict.objects.count() == 0


def test_verdict_turned_round_turns_the_events_round(office, plan, address):
    first, second = pair_of_lines()
    accept_lines(plan=plan, lines=[first, second], by=BY)
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:part"})
    part, whole = PlanLine.objects.get(pk=first.pk).event, PlanLine.objects.get(pk=second.pk).event
    assert part.part_of == whole
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:whole"})
    part.refresh_from_db()
    whole.refresh_from_db()
    assert (part.part_of, whole.part_of) == (None, part)
    office.post(f"{address}decide/", {"pair": f"{first.pk}:{second.pk}:different"})
    whole.refresh_from_db()
    assert whole.part_of is None


def test_circle_of_parts_is_refused_in_words(office, plan, address):
    lines = [line() for _number in range(3)]
    accept_lines(plan=plan, lines=lines, by=BY)
    chain = [(0, 1), (1, 2), (2, 0)]
    for part, whole in chain:
        answer = office.post(f"{address}decide/", {"pair": f"{lines[part].pk}:{lines[whole].pk}:part"}, follow=True)
    assert "не может быть частью собственной части" in answer.content.decode()
    assert PairVerdict.objects.count() == 2


def test_line_is_changed_with_the_original_beside(office, plan, address):
    mine = line(title="Концерт", cells=[["Дата", "12 августа, 14:00"]])
    form = office.get(f"/plans/{plan.pk}/lines/{mine.pk}/?state=").content.decode()
    assert "как в файле" in form
    words = {"title": "Концерт хора", "date_text": "13 августа, 15:00", "place": "Сад", "responsible": "", "edition": 1}
    answer = office.post(f"/plans/{plan.pk}/lines/{mine.pk}/?state=", words)
    assert (answer.status_code, answer["Location"]) == (303, f"{address}?state=")
    changed = PlanLine.objects.get(pk=mine.pk)
    assert (changed.title, changed.when, changed.edition) == ("Концерт хора", "13 августа, 15:00", 2)
    assert Entry.objects.filter(verb="planning.change_line").count() == 1


def test_second_of_two_who_change_a_line_sees_the_first_and_keeps_the_words(office, plan):
    mine = line(title="Концерт")
    change_line(mine, values={"title": "Первое слово"}, edition=1, by=BY)
    form = {"title": "Второе слово", "edition": "1"}
    answer = office.post(f"/plans/{plan.pk}/lines/{mine.pk}/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Первое слово" in page
    assert "Второе слово" in page
    assert 'name="edition" value="2"' in page
    assert office.post(f"/plans/{plan.pk}/lines/{mine.pk}/", form | {"edition": "2"}).status_code == 303
    assert PlanLine.objects.get(pk=mine.pk).title == "Второе слово"


@pytest.mark.parametrize(("form", "status"), [({}, 422), ({"title": "Слово", "edition": "²"}, 409)])
def test_mistake_in_a_line_is_said_and_saves_nothing(form, status, office, plan):
    mine = line(title="Концерт")
    assert office.post(f"/plans/{plan.pk}/lines/{mine.pk}/", form).status_code == status
    assert PlanLine.objects.get(pk=mine.pk).title == "Концерт"


def test_leader_looks_on_without_buttons(client_of, address):
    line(title="Концерт")
    page = client_of(Role.LEADER).get(address).content.decode()
    assert "Концерт" in page
    assert 'name="accept"' not in page


def marks_of_lines(office, page):
    """What stands beside the lines that wait: key of the line and its words."""
    (address,) = re.findall(r'hx-get="(/plans/\d+/clashes/[^"]+)"', page)
    marks = office.get(address.replace("&amp;", "&")).content.decode()
    return dict(re.findall(r'id="line-clashes-(\d+)"([^\n]*)', marks))


def test_line_that_waits_tells_with_which_event_its_hall_would_clash(address, office):
    hall = directory.venue("Концертный зал")
    taken = line(when="12 августа, 14:00", title="Вечер органной музыки")
    accept_lines(plan=Plan.objects.get(unit=None), lines=[taken], by=BY)
    Event.objects.update(venue=hall)
    waits = line(when="12 августа, 14:30", title="Награждение", place="концертный зал")
    line(when="12 августа, 14:30", title="Ещё награждение", place="Неизвестный зал")
    line(when="13 августа, 14:30", title="Завтра", place="концертный зал")
    page = office.get(address).content.decode()
    assert f'id="line-clashes-{waits.pk}"' in page
    marks = marks_of_lines(office, page)
    assert set(marks) == {str(waits.pk)}
    assert "Вечер органной музыки" in marks[str(waits.pk)]
    assert f'href="/events/{Event.objects.get().pk}/"' in marks[str(waits.pk)]


def test_two_lines_of_one_hall_are_not_told_to_clash(address, office):
    directory.venue("Концертный зал")
    for title in ("Концерт ко дню города", "Ко дню города: концерт"):
        line(when="12 августа, 14:00", title=title, place="Концертный зал")
    assert marks_of_lines(office, office.get(address).content.decode()) == {}


def test_weekly_line_tells_a_clash_once_with_its_days(address, office):
    hall = directory.venue("Концертный зал")
    for day in (10, 17):
        taken = line(when=f"{day} августа, 14:00", title="Спевка хора", place="Концертный зал")
        accept_lines(plan=Plan.objects.get(unit=None), lines=[taken], by=BY)
    Event.objects.update(venue=hall)
    waits = line(when="еженедельно по понедельникам, 14:30", title="Награждение", place="Концертный зал")
    marks = marks_of_lines(office, office.get(address).content.decode())[str(waits.pk)]
    assert marks.count("Будет накладка") == 1
    assert "10 и 17 августа" in marks


def test_line_that_may_repeat_an_event_is_not_told_to_clash_with_it(address, office, plan):
    hall = directory.venue("Концертный зал")
    taken = line(when="12 августа, 14:00", title="Вечер органной музыки")
    accept_lines(plan=plan, lines=[taken], by=BY)
    Event.objects.update(venue=hall)
    event = Event.objects.get()
    waits = line(when="12 августа, 14:00", title="Органный вечер", place="Концертный зал")
    asked = EventSuggestion.objects.create(plan=plan, line=waits, event=event, certainty=0.9)
    assert marks_of_lines(office, office.get(address).content.decode()) == {}
    asked.is_dismissed = True
    asked.save()
    assert set(marks_of_lines(office, office.get(address).content.decode())) == {str(waits.pk)}
