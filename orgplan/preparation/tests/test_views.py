"""Pages of preparation, each once, with what people see and what they cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Membership
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.queries.cloning import days_offered
from orgplan.preparation.rules.kinds import LessonState, StepState
from orgplan.preparation.tests import factories

pytestmark = pytest.mark.django_db


def soon(days: int) -> str:
    """Return the day so many days ahead in the words of a plan."""
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}"


@pytest.fixture
def office(client):
    client.force_login(accounts.user(Role.DEPARTMENT))
    return client


def text(answer) -> str:
    return str(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def on(event: Event, day: date) -> Event:
    """Put the event on the day, as years go by."""
    Event.objects.filter(pk=event.pk).update(first_day=day, last_day=day)
    event.occurrences.update(start=day, end=day)
    event.refresh_from_db()
    return event


@pytest.fixture
def coming() -> Event:
    return on(events.event(), timezone.localdate() + timedelta(days=30))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("view", ["table", "timeline"])
def test_plan_costs_a_fixed_number_of_queries(office, coming, count, view, django_assert_num_queries):
    for number in range(count):
        factories.step(coming, f"Шаг {number}", offset=-number, unit=directory.unit())
    address = reverse("preparation:plan", args=[coming.pk]) + f"?view={view}"
    office.get(address)
    with django_assert_num_queries(8):
        page = office.get(address)
    assert [f"Шаг {number}" in text(page) for number in range(count)] == [True] * count


def test_late_plan_offers_three_ways_and_each_works(office, coming):
    factories.step(coming, "Оргкомитет", offset=-40)
    skipped = factories.step(coming, "Афиши", offset=-35, is_essential=False)
    address = reverse("preparation:plan", args=[coming.pk])
    page = text(office.get(address))
    assert "2 шага уже просрочены" in page
    assert "Все шаги успевают, если мероприятие начнётся" in page
    assert "Краткий вариант оставляет 1 открытый шаг и пропускает: «Афиши»." in page
    refused = office.post(reverse("preparation:shorten", args=[coming.pk]), {"what": "short"}, follow=True)
    assert "Укажите, почему шаг пропущен" in text(refused)
    data = {"what": "chosen", "step": [skipped.pk], "reason": "Мало времени"}
    assert "Осознанно пропущено: Афиши." in text(
        office.post(reverse("preparation:shorten", args=[coming.pk]), data, follow=True)
    )
    assert "Сжат 1 шаг." in text(office.post(reverse("preparation:compress", args=[coming.pk]), follow=True))
    assert Step.objects.filter(title="Оргкомитет", due_on__gte=timezone.localdate()).exists()


def test_step_is_written_by_its_form_and_a_circle_is_said(office, coming):
    unit = directory.unit()
    data = {
        "title": "Сценарий", "unit": unit.pk, "days": "5", "offset_unit": "working", "side": "before",
        "anchor": "start", "on_working_day": "on", "is_essential": "on",
    }  # fmt: skip
    assert office.post(reverse("preparation:new_step", args=[coming.pk]), data).status_code == 303
    step = Step.objects.get(title="Сценарий")
    assert (step.offset, step.unit) == (-5, unit)
    other = factories.step(coming, "Репетиция", anchor="step", after=step, offset=1)
    address = reverse("preparation:step", args=[step.pk])
    form = office.get(address).context["form"]
    hidden = {"edition": form["edition"].value(), "opened": form["opened"].value()}
    answer = office.post(address, data | hidden | {"anchor": "step", "after": other.pk})
    assert answer.status_code == 422
    assert "по кругу" in text(answer)
    answer = office.post(address, data | hidden | {"anchor": "step"})
    assert "Выберите шаг, от которого считать дни." in text(answer)


def test_my_steps_are_late_first_and_done_in_place(client, coming):
    unit = directory.unit()
    user = accounts.user(Role.COORDINATOR)
    Membership.objects.create(user=user, unit=unit)
    late = factories.step(coming, "Опоздавший шаг", unit=unit, offset=-40)
    factories.step(coming, "Будущий шаг", unit=unit, offset=-1)
    factories.step(coming, "Чужой шаг", unit=directory.unit(), offset=-1)
    client.force_login(user)
    page = text(client.get(reverse("preparation:mine")))
    assert page.index("Опоздавший шаг") < page.index("Будущий шаг")
    assert "Чужой шаг" not in page
    assert "Опоздавший шаг" in text(client.get(reverse("home:steps")))
    answer = client.post(reverse("preparation:finish", args=[late.pk]) + f"?next={reverse('home:today')}")
    assert (answer.status_code, answer["Location"]) == (303, reverse("home:today"))
    late.refresh_from_db()
    assert (late.state, late.done_on) == (StepState.DONE, timezone.localdate())
    assert client.get(reverse("preparation:plan", args=[coming.pk])).status_code == 404


def test_proof_is_kept_and_a_future_day_refused(office, coming):
    step = factories.step(coming)
    address = reverse("preparation:finish", args=[step.pk])
    data = {"done_on": soon(3), "words": "№ 5"}
    assert "ещё не наступил" in text(office.post(address, data))
    file = SimpleUploadedFile("акт.pdf", b"%PDF-1")
    assert office.post(address, {"done_on": soon(0), "words": "№ 5", "file": file}).status_code == 303
    got = office.get(reverse("preparation:proof", args=[step.pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1"
    assert "attachment" in got["Content-Disposition"]


def test_wizard_shows_days_by_rule_and_takes_the_chosen_parts(office):
    source = on(events.event(title="День города 2025"), date(2025, 8, 2))
    factories.step(source, "Оргкомитет", offset=-30)
    factories.lesson(source)
    address = reverse("preparation:clone_event", args=[source.pk])
    page = office.get(address)
    assert "первая суббота августа" in text(page)
    form = page.context["form"]
    first = page.context["days"][0]
    assert (first.day.weekday(), first.day.month, first.day.day <= 7) == (5, 8, True)
    data = {
        "title": form["title"].value(),
        "owner": form["owner"].value(),
        "day": first.value,
        "parts": ["steps", "lessons"],
    }
    answer = office.post(address, data)
    made = Event.objects.get(origin__source=source)
    assert (answer["Location"], made.first_day) == (reverse("preparation:plan", args=[made.pk]), first.day)
    assert (made.steps.count(), LessonAnswer.objects.filter(event=made).count()) == (1, 1)
    wrong = office.post(address, data | {"day": "own"})
    assert "Укажите дату нового мероприятия." in text(wrong)
    assert "не ждёт" not in text(office.get(answer["Location"]))
    assert "ждёт ответа" in text(office.get(answer["Location"]))


def test_example_is_found_by_words_of_its_title(office):
    on(events.event(title="Фестиваль цветов"), date(2025, 8, 2))
    address = reverse("preparation:choose")
    assert "Фестиваль цветов" in text(office.get(address, {"q": "фестиваль"}))
    assert "Фестиваль цветов" not in text(office.get(address, {"q": "марафон"}))


def test_example_is_found_in_any_form_and_the_best_comes_first(office):
    on(events.event(title="Линейки ко Дню знаний в школах города"), date(2025, 9, 1))
    on(events.event(title="Праздник Дня города"), date(2025, 8, 2))
    page = text(office.get(reverse("preparation:choose"), {"q": "день города"}))
    assert page.index("Праздник Дня города") < page.find("Линейки ко Дню знаний") % len(page)


def test_day_of_the_year_is_known_by_past_events_of_the_same_name(office):
    for day in (date(2024, 9, 1), date(2025, 9, 1), date(2026, 9, 1)):
        last = on(events.event(title=f"День знаний {day.year}"), day)
    assert days_offered(last, date(2026, 11, 24))[0].day == date(2027, 9, 1)
    alone = on(events.event(title="Другой праздник"), date(2026, 9, 1))
    assert days_offered(alone, date(2026, 11, 24))[0].day == date(2027, 9, 7)


def test_lesson_goes_round(office, coming):
    past = on(events.event(owner=coming.owner), date(2025, 8, 2))
    data = {"kind": "wrong", "text": "Мало рамок на входе", "advice": "Двенадцать рамок"}
    assert office.post(reverse("preparation:new_lesson", args=[past.pk]), data).status_code == 303
    answer = factories.lesson_answer(coming)
    address = reverse("preparation:answer", args=[answer.pk])
    form = office.get(address).context["form"]
    hidden = {"edition": form["edition"].value(), "opened": form["opened"].value()}
    assert office.post(address, hidden | {"words": "Заказано", "settles": "on"}).status_code == 303
    answer.lesson.refresh_from_db()
    assert answer.lesson.state == LessonState.SETTLED
    assert "Мало рамок на входе" in text(office.get(reverse("preparation:lessons")))
    assert answer.lesson.text not in text(office.get(reverse("preparation:lessons")))
    assert answer.lesson.text in text(office.get(reverse("preparation:lessons") + "?state=all"))


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_a_fixed_number_of_queries(office, count, django_assert_num_queries):
    for _number in range(count):
        event = on(events.event(), timezone.localdate() + timedelta(days=30))
        factories.step(event, unit=directory.unit())
        factories.lesson(event, unit=directory.unit())
    for name, cost in (("events", 5), ("lessons", 6), ("choose", 5), ("mine", 5)):
        office.get(reverse(f"preparation:{name}"))
        with django_assert_num_queries(cost):
            assert office.get(reverse(f"preparation:{name}")).status_code == 200


def test_steps_of_a_template_are_taken_into_a_standing_event(office, coming):
    template = factories.template()
    factories.step(template, "Сценарий")
    address = reverse("preparation:take", args=[coming.pk])
    assert "Взят 1 шаг." in text(office.post(address, {"template": template.pk}, follow=True))
    assert "Сценарий" in text(office.get(template.get_absolute_url()))
    assert "Подготовка" in text(office.get(reverse("events:event", args=[coming.pk])))


def test_steps_that_nobody_answers_for_are_named_in_the_template_the_wizard_and_the_plan(office, coming):
    gone = directory.unit("Управление прежних дел")
    template = factories.template()
    factories.step(template, "Афиша", unit=gone)
    factories.step(template, "Смета")
    factories.step(template, "Сценарий", unit=directory.unit())
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    wizard = reverse("preparation:clone_template", args=[template.pk])
    office.post(reverse("preparation:take", args=[coming.pk]), {"template": template.pk})
    for address in (template.get_absolute_url(), wizard, reverse("preparation:plan", args=[coming.pk])):
        page = text(office.get(address))
        assert "Не назван ответственный: шаг «Смета». Назначьте подразделение." in page
        assert "«Управление прежних дел» больше не действует: шаг «Афиша». Назначьте другого." in page
        assert "«Сценарий». Назначьте" not in page


def test_protected_template_says_to_others_who_changes_it(client):
    keeper, other = directory.unit("Отдел протокола"), directory.unit()
    template = factories.template(owner=keeper)
    user = accounts.user(Role.COORDINATOR)
    Membership.objects.create(user=user, unit=other)
    client.force_login(user)
    page = text(client.get(template.get_absolute_url()))
    assert "Шаблон защищён: его меняют Отдел протокола и организационный отдел." in page
    assert client.get(reverse("events:change_template", args=[template.pk])).status_code == 403


def test_ladder_stands_in_the_order_of_days_whatever_a_step_hangs_on(office):
    template = factories.template()
    factories.step(template, "Рассадка", offset=-3)
    first = factories.step(template, "Список", offset=-20)
    factories.step(template, "Отчёт", anchor="end", offset=3)
    factories.step(template, "Приглашения", anchor="step", after=first, offset=3)
    page = text(office.get(template.get_absolute_url()))
    places = [page.index(f">{title}<") for title in ("Список", "Приглашения", "Рассадка", "Отчёт")]
    assert places == sorted(places)
