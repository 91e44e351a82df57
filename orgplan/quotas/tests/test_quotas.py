"""Quotas: spread, asked, answered, reminded, copied, moved; who sees and who answers."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook

from orgplan.accounts.models import User
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document, OutdatedFact
from orgplan.events.actions import apply_change, decide_effects, facts_of, prepare_change
from orgplan.events.following import Decision
from orgplan.events.models import Event
from orgplan.events.rules import Basis
from orgplan.events.tests.factories import event
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.notices.models import Message
from orgplan.quotas.actions import (
    AnswerFacts,
    QuotaFacts,
    ShareFacts,
    answer_share,
    ask_bodies,
    copy_quotas,
    count_who_came,
    remind_bodies,
    spread_quota,
    write_quota,
    write_shares,
)
from orgplan.quotas.documents import quota_workbook
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.queries import listed_quotas, own_shares
from orgplan.quotas.queries.listing import quotas_to_answer
from orgplan.quotas.tests.factories import BY, TODAY, asked, numbers, quota

pytestmark = pytest.mark.django_db
WHEN = "1 августа 2026 года, 10:00–12:00"


@pytest.fixture
def units():
    return [directory.unit(f"Округ {number}", email=f"okrug{number}@omsk.example") for number in (1, 2, 3)]


@pytest.fixture
def department():
    return accounts.user()


def _timing(words):
    return read_timing(words, Period.year(2026)).timing


def _asked_numbers(made):
    return list(made.shares.order_by("pk").values_list("asked", flat=True))


def test_the_total_is_spread_over_the_rest_of_what_is_fixed_by_hand(units):
    made = quota(event(WHEN), *units, total=100)
    rows = list(made.shares.order_by("pk"))
    write_shares(
        made,
        rows=[
            ShareFacts(rows[0].pk, 1, 40, is_pinned=False, weight=10),
            ShareFacts(rows[1].pk, 1, 0, is_pinned=False, weight=20),
            ShareFacts(rows[2].pk, 1, 0, is_pinned=False, weight=40),
        ],
        by=BY,
    )
    spread_quota(made, over="weight", by=BY)
    assert _asked_numbers(made) == [40, 20, 40]


def test_spreading_says_why_it_cannot(units):
    made = quota(event(WHEN), *units, total=10)
    for over in ("weight", "last"):
        with pytest.raises(RefusedError):
            spread_quota(made, over=over, by=BY)
    numbers(made, 5, 5, 5, pinned=True)
    with pytest.raises(RefusedError, match="15"):
        spread_quota(made, over="equal", by=BY)
    with pytest.raises(RefusedError):
        spread_quota(quota(event(WHEN)), over="equal", by=BY)


def test_two_people_do_not_overwrite_each_others_numbers(units):
    made = quota(event(WHEN), *units)
    numbers(made, 1, 2, 3)
    with pytest.raises(ChangedMeanwhileError):
        write_shares(made, rows=[ShareFacts(made.shares.first().pk, 1, 9, is_pinned=False, weight=0)], by=BY)


@pytest.mark.parametrize(
    "facts",
    [
        QuotaFacts("ЗРИТЕЛИ", 5, date(2026, 7, 20)),
        QuotaFacts("колонна", 0, date(2026, 7, 20)),
        QuotaFacts("колонна", 5, date(2026, 6, 30)),
        QuotaFacts("колонна", 5, date(2026, 8, 2)),
    ],
)
def test_a_quota_that_asks_nobody_or_too_late_is_refused(facts, units):
    of = event(WHEN)
    quota(of, *units)
    with pytest.raises(RefusedError):
        write_quota(of, facts=facts, today=TODAY, by=BY)


def test_bodies_are_asked_once_for_a_number_and_anew_for_another(units):
    silent = directory.organisation("Совет ветеранов")
    made = quota(event(WHEN), *units, organisations=[silent])
    numbers(made, 10, 20, 0, 5)
    assert len(ask_bodies(made, by=BY)) == 3
    letters = Message.objects.order_by("pk")
    assert [each.state for each in letters] == ["waiting", "waiting", "held"]
    assert "Направить человек: 10" in letters[0].text
    with pytest.raises(RefusedError):
        ask_bodies(made, by=BY)
    first = made.shares.get(unit=units[0])
    answer_share(first, facts=AnswerFacts(10), edition=first.edition, by=BY)
    first.refresh_from_db()
    write_shares(made, rows=[ShareFacts(first.pk, first.edition, 12, is_pinned=True, weight=0)], by=BY)
    assert [each.unit for each in ask_bodies(made, by=BY)] == [units[0]]
    first.refresh_from_db()
    assert (first.told, first.promised) == (12, None)


def test_fewer_needs_words_and_names_fit_the_number(units):
    _made, share = asked(event(WHEN), units[0])
    with pytest.raises(RefusedError):
        answer_share(share, facts=AnswerFacts(39), edition=share.edition, by=BY)
    with pytest.raises(RefusedError, match="2"):
        answer_share(share, facts=AnswerFacts(1, "отпуск", "А\nБ"), edition=share.edition, by=BY)
    done = answer_share(share, facts=AnswerFacts(39, "отпуск", "1. А\n2. Б"), edition=share.edition, by=BY)
    assert (done.promised, done.names, done.named) == (39, "А\nБ", 2)


def test_those_who_are_silent_are_reminded_twice_and_never_more(units):
    made, share = asked(event(WHEN), units[0])
    other = quota(made.event, units[1], purpose="колонна")
    numbers(other, 5)
    Message.objects.all().delete()
    sent = [remind_bodies(today=date(2026, 7, day), by=BY) for day in (10, 16, 17, 20, 21, 22)]
    assert sent == [0, 1, 0, 0, 1, 0]
    answer_share(share, facts=AnswerFacts(40), edition=share.edition, by=BY)
    assert remind_bodies(today=date(2026, 7, 23), by=BY) == 0


def test_a_clone_asks_as_many_as_came_and_counts_the_day_back(units):
    before = event("2 августа 2025 года, 10:00", title="День города")
    made = quota(before, *units, due_on=date(2025, 7, 21), total=60)
    numbers(made, 20, 20, 20)
    count_who_came(made, came={share.pk: 18 for share in made.shares.all()}, by=BY)
    after = event(WHEN, title="День города")
    assert copy_quotas(before, after, by=BY) == 1
    copy = Quota.objects.get(event=after)
    assert copy.due_on == date(2026, 7, 20)
    assert _asked_numbers(copy) == [20, 20, 20]  # fixed by hand
    assert not copy.shares.filter(asked_at__isnull=False).exists()
    QuotaShare.objects.filter(quota=copy).update(is_pinned=False)
    copy.total = 54
    copy.save()
    spread_quota(copy, over="last", by=BY)
    assert _asked_numbers(copy) == [18, 18, 18]


def _changed(of, facts, decision, by):
    proposed = prepare_change(
        of, facts=facts, edition=of.edition, reason="Площадь занята", basis=Basis("записка"), by=by
    )
    proposed = decide_effects(proposed, groups={"quotas.quotas": decision}, single={}, by=by)
    return apply_change(proposed, by=by)


def test_a_moved_event_asks_anew_and_its_papers_name_the_new_day(units, department, client):
    of = event("1 августа 2036 года, 10:00–12:00")
    made, share = asked(of, units[0], due_on=date(2036, 7, 21))
    answer_share(share, facts=AnswerFacts(40, names="А"), edition=share.edition, by=BY)
    client.force_login(department)
    assert client.get(reverse("quotas:letter", args=[share.pk, "docx"])).status_code == 200
    client.get(reverse("quotas:table", args=[made.pk, "docx"]))
    _changed(of, facts_of(of).moved(_timing("8 августа 2036 года, 10:00–12:00")), Decision.UPDATE, department)
    share.refresh_from_db()
    made.refresh_from_db()
    assert (share.promised, share.names, made.due_on) == (None, "А", date(2036, 7, 28))
    latest = {each.subject: each for each in Document.objects.order_by("number")}
    assert [each.number for each in latest.values()] == [2, 2]
    assert not OutdatedFact.objects.filter(document__in=[each.pk for each in latest.values()]).exists()
    for each in latest.values():
        with each.file.open("rb") as file:
            word = Word(BytesIO(file.read()))
        said = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert "8 августа" in said
        assert "1 августа" not in said
    assert Message.objects.filter(cause__startswith="event-change").count() == 1


def test_a_cancelled_event_tells_those_who_were_asked(units, department):
    of = event(WHEN)
    asked(of, units[0])
    _changed(of, facts_of(of).cancelled(), Decision.NOTIFY, department)
    (letter,) = Message.objects.filter(cause__startswith="event-change")
    assert letter.recipient_email == units[0].email


def test_a_unit_sees_and_answers_only_its_own_line(units, client):
    of = event(WHEN, owner=units[2])
    made = quota(of, *units)
    numbers(made, 10, 20, 30)
    ask_bodies(made, by=BY)
    user = directory.coordinator(units[0])
    assert [each.share.unit for each in own_shares(user, TODAY)] == [units[0]]
    client.force_login(user)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Округ 1" in page
    assert "Округ 2" not in page
    own, other = made.shares.get(unit=units[0]), made.shares.get(unit=units[1])
    assert client.get(reverse("quotas:answer", args=[other.pk])).status_code == 404
    answered = {"edition": own.edition, "promised": "10", "answer": "", "names": ""}
    assert client.post(reverse("quotas:answer", args=[own.pk]), answered).status_code == 303
    own.refresh_from_db()
    assert own.promised == 10
    told = Message.objects.filter(recipient_name=str(units[2]), send_key__startswith="quota-answer-")
    assert told.count() == 1


def test_the_first_screen_counts_what_waits(units, department):
    of = event("1 августа 2036 года")
    made, share = asked(of, units[0])
    user = directory.coordinator(units[0])
    assert quotas_to_answer(user) == 1
    assert quotas_to_answer(department) == int(made.due_on < timezone.localdate())
    answer_share(share, facts=AnswerFacts(40), edition=share.edition, by=BY)
    assert quotas_to_answer(User.objects.get(pk=user.pk)) == 0


def test_the_workbook_holds_numbers_and_names(units):
    made, share = asked(event(WHEN), units[0])
    answer_share(share, facts=AnswerFacts(40, names="=А\nБ"), edition=share.edition, by=BY)
    book = load_workbook(BytesIO(quota_workbook(Quota.objects.get(pk=made.pk))))
    assert [cell.value for cell in book["Разнарядка"][2]][:4] == [1, "Округ 1", 40, 40]
    assert [cell.value for cell in book["Списки"][2]] == [1, "Округ 1", "=А"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(count, units, department, client, django_assert_num_queries):
    of = event(WHEN)
    made = quota(of, *units[:count])
    numbers(made, *[5] * count)
    for number in range(count - 1):
        quota(event("3 августа 2099 года", title=f"Ярмарка {number}"), *units)
    client.force_login(department)
    client.get(made.get_absolute_url())
    with django_assert_num_queries(7):
        assert client.get(made.get_absolute_url()).status_code == 200
    assert listed_quotas(department, today=TODAY)


def test_a_typed_word_is_named_and_nothing_is_saved(units, department, client):
    made = quota(event(WHEN), units[0])
    share = made.shares.get()
    client.force_login(department)
    form = {"share": [share.pk], f"edition-{share.pk}": 1, f"asked-{share.pk}": "сорок", f"weight-{share.pk}": "1"}
    answer = client.post(reverse("quotas:write_shares", args=[made.pk]), form, follow=True)
    assert "«сорок»" in answer.content.decode()
    assert Event.objects.count() == 1
    share.refresh_from_db()
    assert share.asked == 0
