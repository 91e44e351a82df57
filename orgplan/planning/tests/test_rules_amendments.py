"""«Изменения к плану»: version and amendments give the facts, numbers stay those of the version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.amendments import AmendmentKind, Point, amendments, applied, grounded, numbered

words = st.sampled_from(["", "12 августа", "каб. 210", "Концерт", "Примеров П. П."])


@st.composite
def plans(draw):
    """A plan: points with different keys, in print order."""
    keys = draw(st.lists(st.integers(1, 12), unique=True))
    return [Point(key, *(draw(words) for _field in range(5))) for key in keys]


def whole(then, now):
    """The amendments between two whole plans."""
    return amendments(numbered(then), now, last=len(then))


@given(plans(), plans())
def test_version_with_its_amendments_is_the_facts(then, now):
    result = applied(then, whole(then, now))
    assert {point.key: point for point in result.values()} == {point.key: point for point in now}


@given(plans(), plans())
def test_numbers_stay_those_of_the_version(then, now):
    result = applied(then, whole(then, now))
    standing = {number: point.key for number, point in result.items() if number <= len(then)}
    assert all(then[number - 1].key == key for number, key in standing.items())
    added = sorted(number for number in result if number > len(then))
    assert added == list(range(len(then) + 1, len(then) + 1 + len(added)))


@given(plans())
def test_plan_that_stands_as_approved_has_no_amendments(then):
    assert whole(then, reversed(then)) == []


@given(plans(), plans())
def test_next_version_needs_no_more_amendments(then, now):
    following = list(applied(then, whole(then, now)).values())
    assert whole(following, now) == []


@given(plans(), plans())
def test_points_that_stand_unchanged_may_be_left_out(then, now):
    same = {point for point in then if point in now}
    differing = {number: point for number, point in numbered(then).items() if point not in same}
    made = amendments(differing, [point for point in now if point not in same], last=len(then))
    assert made == whole(then, now)


def test_wording_is_that_of_an_act():
    kept, gone, new = (Point(key, "Раздел", f"Дело {key}", "1 мая", "", "") for key in (1, 2, 3))
    moved = Point(1, "Раздел", "Дело 1", "2 мая", "", "")
    made = whole([kept, gone], [moved, new])
    assert [each.wording for each in made] == [
        "Пункт 1 изложить в следующей редакции:",
        "Пункт 2 исключить.",
        "Дополнить пунктом 3 раздела «Раздел» следующего содержания:",
    ]
    assert made[0].differences == [("срок", "1 мая", "2 мая")]
    assert [each.kind for each in made] == [AmendmentKind.REWORD, AmendmentKind.EXCLUDE, AmendmentKind.ADD]
    said = grounded(made, {1: ("Зал занят", "записка")})
    assert [each.is_gap for each in said] == [False, True, True]
