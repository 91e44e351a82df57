from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orgplan.directory.rules import (
    AbsenceFact,
    ActingScope,
    acting_post,
    find_circle,
    gaps_on,
    overlaps,
    short_acting_post,
    substitution,
)

MONDAY = date(2026, 8, 3)
MAYOR, FIRST, SECOND, THIRD = 1, 2, 3, 4


def away(
    person: int, acting: int | None, *, first: int = 0, last: int | None = 4, scope: ActingScope = ActingScope.ALL
) -> AbsenceFact:
    end = None if last is None else MONDAY + timedelta(days=last)
    key = person * 10_000 + first * 100 + (acting or 0) + list(ActingScope).index(scope) * 1000
    return AbsenceFact(key, person, MONDAY + timedelta(days=first), end, acting, scope)


def test_who_is_there_is_not_substituted() -> None:
    assert substitution(MAYOR, MONDAY, [away(FIRST, SECOND)]) is None


def test_chain_goes_on_while_the_substitute_is_away_too() -> None:
    absences = [away(MAYOR, FIRST), away(FIRST, SECOND, first=2)]
    before, after = (substitution(MAYOR, MONDAY + timedelta(days=day), absences) for day in (1, 2))
    assert before is not None
    assert after is not None
    assert (before.acting, [each.person for each in before.chain]) == (FIRST, [MAYOR])
    assert (after.acting, [each.person for each in after.chain]) == (SECOND, [MAYOR, FIRST])


def test_nobody_named_and_nobody_left_are_gaps() -> None:
    absences = [away(MAYOR, FIRST), away(FIRST, None), away(SECOND, THIRD)]
    assert [each.person for each in gaps_on(MONDAY, [MAYOR, FIRST, SECOND, THIRD], absences)] == [MAYOR, FIRST]


def test_substitute_for_signature_does_not_go_to_meetings() -> None:
    absences = [away(MAYOR, FIRST, scope=ActingScope.SIGNATURE), away(MAYOR, SECOND, scope=ActingScope.MEETINGS)]
    found = {scope: substitution(MAYOR, MONDAY, absences, scope) for scope in ActingScope}
    assert {scope: each and each.acting for scope, each in found.items() if scope != ActingScope.ALL} == {
        ActingScope.SIGNATURE: FIRST,
        ActingScope.MEETINGS: SECOND,
    }


def test_open_end_lasts() -> None:
    assert away(MAYOR, None, last=None).holds_on(MONDAY + timedelta(days=4000))


def test_circle_is_found_on_its_first_day_with_its_persons() -> None:
    others = [away(FIRST, SECOND, first=2), away(SECOND, MAYOR, first=3, last=None)]
    assert find_circle(away(MAYOR, FIRST), others) == (MONDAY + timedelta(days=3), (MAYOR, FIRST, SECOND))
    assert find_circle(away(MAYOR, FIRST, last=2), others) is None


def test_overlap_of_the_same_person_only() -> None:
    leave, illness, other = away(MAYOR, FIRST), away(MAYOR, None, first=4, last=9), away(FIRST, None)
    assert overlaps(leave, [leave, illness, other]) == [illness]


persons = st.integers(1, 5)
facts = st.builds(
    lambda key, person, first, length, acting, scope: AbsenceFact(
        key,
        person,
        MONDAY + timedelta(days=first),
        None if length is None else MONDAY + timedelta(days=first + length),
        None if acting == person else acting,
        scope,
    ),
    st.integers(1, 10_000),
    persons,
    st.integers(0, 12),
    st.none() | st.integers(0, 12),
    st.none() | persons,
    st.sampled_from(ActingScope),
)
absence_lists = st.lists(facts, max_size=8, unique_by=lambda each: each.key)


@given(absence_lists, persons, st.integers(0, 25), st.sampled_from(ActingScope))
def test_who_acts_is_never_away_that_day_and_the_chain_ends(
    absences: list[AbsenceFact], person: int, day: int, scope: ActingScope
) -> None:
    on = MONDAY + timedelta(days=day)
    found = substitution(person, on, absences, scope)
    assert (found is None) == all(each.person != person or not each.holds_on(on) for each in absences)
    if found is not None:
        assert len({each.person for each in found.chain}) == len(found.chain)
        assert found.acting != person
        assert all(each.person != found.acting or not each.holds_on(on) for each in absences)


@given(absence_lists, facts)
def test_circle_named_is_a_circle_of_substitutes_on_that_day(absences: list[AbsenceFact], new: AbsenceFact) -> None:
    others = [each for each in absences if each.key != new.key]
    found = find_circle(new, others)
    if found is not None:
        day, circle = found
        assert new.holds_on(day)
        named = {(each.person, each.acting) for each in [new, *others] if each.holds_on(day)}
        assert set(zip(circle, circle[1:] + circle[:1], strict=True)) <= named


@given(facts, facts)
def test_meeting_absences_share_a_day(one: AbsenceFact, other: AbsenceFact) -> None:
    days = [MONDAY + timedelta(days=number) for number in range(40)]
    assert one.meets(other) == other.meets(one) == any(one.holds_on(day) and other.holds_on(day) for day in days)


def test_post_of_the_acting_person_in_words() -> None:
    posts = (
        "Мэр города Омска",
        "первый заместитель Мэра города Омска",
        "управляющий делами Администрации города Омска",
        "исполняющий обязанности директора департамента культуры",
    )
    assert [acting_post(post) for post in posts] == [
        "исполняющий обязанности Мэра города Омска",
        "исполняющий обязанности первого заместителя Мэра города Омска",
        "исполняющий обязанности управляющего делами Администрации города Омска",
        "исполняющий обязанности директора департамента культуры",
    ]
    assert [short_acting_post(post, own_words="города Омска").replace("\u00a0", " ") for post in posts] == [
        "и. о. Мэра",
        "и. о. первого заместителя Мэра",
        "и. о. управляющего делами Администрации",
        "исполняющий обязанности директора департамента культуры",
    ]
