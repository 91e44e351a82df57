"""Where things stand in the calendar: promises over all stretches of days and hours."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.calendar.rules.bands import bars_of_week
from orgplan.calendar.rules.blocks import LEAST, drawn, folded, hours_shown, placed
from orgplan.calendar.rules.load import scale_of
from orgplan.calendar.rules.pieces import DAY, Piece, Span, busy_minutes, last_day_of, pieces
from orgplan.calendar.rules.sheet import Table, fit_of, height_of
from orgplan.calendar.rules.spans import FIRST_DAY, LAST_DAY, View, days_of, monday_of, stepped, weeks_of, window
from orgplan.calendar.rules.wording import length_words, read_day, span_words, window_words

MONDAY = date(2026, 11, 23)
quick = settings(max_examples=40, deadline=None)

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
clocks = st.times().map(lambda each: each.replace(second=0, microsecond=0))
boxes = st.tuples(st.integers(0, DAY - 1), st.integers(0, 400)).map(lambda box: drawn(box[0], min(DAY, sum(box))))


@st.composite
def spans(draw):
    first = draw(days)
    start = draw(st.none() | clocks)
    end = draw(st.none() | clocks) if start else None
    return Span(first, first + timedelta(days=draw(st.integers(0, 9))), start, end)


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


@quick
@given(spans())
def test_piece_stands_once_on_each_day_that_it_covers(span):
    found = pieces(span, span.first - timedelta(days=3), span.last + timedelta(days=3))
    covered = days_of(span.first, last_day_of(span)) if span.start else []
    assert [piece.day for piece in found] == covered
    assert all(0 <= piece.begins <= piece.ends <= DAY for piece in found)


@quick
@given(spans(), st.integers(-4, 12), st.integers(0, 6))
def test_pieces_of_a_window_are_those_of_the_whole(span, shift, length):
    since = span.first + timedelta(days=shift)
    until = since + timedelta(days=length)
    whole = pieces(span, date(2019, 1, 1), date(2032, 1, 1))
    assert pieces(span, since, until) == tuple(piece for piece in whole if since <= piece.day <= until)


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (Span(MONDAY, MONDAY, time(10), time(11, 30)), [(0, 600, 690, False, False)]),
        (Span(MONDAY, MONDAY, time(10)), [(0, 600, 660, False, False)]),
        (Span(MONDAY, MONDAY, time(10), time(10)), [(0, 600, 600, False, False)]),
        (Span(MONDAY, MONDAY, time(23, 30)), [(0, 1410, 1440, False, False)]),
        (Span(MONDAY, MONDAY, time(22), time(2)), [(0, 1320, 1440, False, True), (1, 0, 120, True, False)]),
        (Span(MONDAY, MONDAY, time(22), time(0)), [(0, 1320, 1440, False, False)]),
        (
            Span(MONDAY, MONDAY + timedelta(days=1), time(22), time(2)),
            [(0, 1320, 1440, False, True), (1, 0, 120, True, False)],
        ),
        (
            Span(MONDAY, MONDAY + timedelta(days=1), time(9), time(18)),
            [(0, 540, 1080, False, False), (1, 540, 1080, False, False)],
        ),
        (Span(MONDAY, MONDAY), []),
    ],
)
def test_pieces_of_known_stretches(span, found):
    expected = tuple(Piece(MONDAY + timedelta(days=shift), *rest) for shift, *rest in found)
    assert pieces(span, MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)) == expected


@quick
@given(st.lists(boxes, max_size=25))
def test_no_two_overlapping_blocks_share_a_column(found):
    places = placed(found)
    for at, one in enumerate(found):
        assert 0 <= places[at].column < places[at].columns
        for other in range(at):
            if overlap(one, found[other]):
                assert places[at].column != places[other].column
                assert places[at].columns == places[other].columns


@quick
@given(st.lists(boxes, max_size=25), st.integers(1, 6))
def test_each_block_is_drawn_or_folded_once_and_nothing_overlaps(found, most):
    kept, folds = folded(found, most)
    members = [number for fold in folds for number in fold.members]
    assert sorted([*kept, *members]) == list(range(len(found)))
    shown = [(found[number], place) for number, place in kept.items()]
    shown += [((fold.begins, fold.ends), fold.place) for fold in folds]
    for at, (box, place) in enumerate(shown):
        assert place.columns <= most
        for other, elsewhere in shown[:at]:
            assert not (overlap(box, other) and place.column == elsewhere.column)


@quick
@given(st.lists(boxes, min_size=1, max_size=10))
def test_block_has_room_for_words_and_stands_within_the_hours_shown(found):
    first, last = hours_shown(found)
    for begins, ends in found:
        assert ends - begins >= LEAST
        assert first * 60 <= begins < ends <= last * 60


@quick
@given(st.lists(st.tuples(days, st.integers(0, 20)), max_size=15), days)
def test_bars_of_a_week_cover_their_days_and_share_no_lane(rows, day):
    monday = monday_of(day)
    found = [(first, first + timedelta(days=length)) for first, length in rows]
    bars = bars_of_week(found, monday)
    here = [at for at, (first, last) in enumerate(found) if first <= monday + timedelta(days=6) and last >= monday]
    assert sorted(bar.number for bar in bars) == here
    taken = [(bar.lane, weekday) for bar in bars for weekday in range(bar.first, bar.last + 1)]
    assert len(taken) == len(set(taken))
    for bar in bars:
        first, last = found[bar.number]
        covered = [each for each in days_of(monday, monday + timedelta(days=6)) if first <= each <= last]
        assert [monday + timedelta(days=at) for at in range(bar.first, bar.last + 1)] == covered
        assert (bar.goes_on_before, bar.goes_on_after) == (first < monday, last > monday + timedelta(days=6))


@quick
@given(st.sampled_from(View), days)
def test_window_holds_its_day_and_steps_reach_each_window_once(view, day):
    first, last = window(view, day)
    assert first <= day <= last
    following = window(view, stepped(view, day, 1))
    assert following[0] == last + timedelta(days=1)
    assert window(view, stepped(view, day, -1))[1] == first - timedelta(days=1)


@pytest.mark.parametrize("view", View)
def test_steps_stay_within_the_days_that_can_be_named(view):
    assert stepped(view, LAST_DAY, 1) <= LAST_DAY
    assert stepped(view, FIRST_DAY, -1) >= FIRST_DAY


@quick
@given(days, st.integers(0, 100))
def test_weeks_hold_all_their_days(first, length):
    last = first + timedelta(days=length)
    mondays = weeks_of(first, last)
    assert mondays[0] <= first
    assert mondays[-1] <= last < mondays[-1] + timedelta(days=7)
    assert all(each.weekday() == 0 for each in mondays)


@quick
@given(st.lists(st.integers(0, 60), max_size=60))
def test_busier_day_never_looks_calmer(counts):
    scale = scale_of(counts)
    ordered = sorted(counts)
    steps = [scale.step(count) for count in ordered]
    assert steps == sorted(steps)
    assert all((step == 0) == (count == 0) for step, count in zip(steps, ordered, strict=True))
    assert len(scale.words) == len(scale.bounds) <= 4


def test_scale_names_its_numbers():
    assert scale_of([1, 2, 3, 3, 3, 4, 5, 8, 9, 20]).words == [(1, "1–3"), (2, "4–7"), (3, "8–19"), (4, "20 и больше")]


@quick
@given(st.lists(boxes, max_size=12))
def test_busy_minutes_count_what_overlaps_once(found):
    assert busy_minutes(found) == len({minute for begins, ends in found for minute in range(begins, ends)})


@quick
@given(st.lists(st.lists(st.integers(1, 120), max_size=9), min_size=7, max_size=7), st.integers(1, 9))
def test_week_is_printed_in_the_largest_type_that_fits(cells, columns):
    table = Table([30] * columns, [[8]] * 7, [[cell] * columns for cell in cells])
    fit = fit_of(table)
    assert 1 <= fit.size <= 6
    assert fit.most >= 1
    longest = max(map(len, cells))
    if fit.size < 6:
        assert height_of(table, fit.size + 1, longest) > 150


@quick
@given(st.lists(st.lists(st.integers(1, 120), max_size=6), min_size=1, max_size=30))
def test_table_on_two_sheets_has_room_for_its_head_twice_and_breaks_no_row(cells):
    rows = [[cell] * 7 for cell in cells]
    one, two = (Table([30] * 7, [[8]] * len(rows), rows, sheets=sheets) for sheets in (1, 2))
    for size in range(1, 7):
        highest = max(height_of(Table([30] * 7, [[8]], [row]), size, 6) for row in rows)
        head = height_of(Table([30] * 7, [], []), size, 6)
        assert height_of(two, size, 6) == pytest.approx(height_of(one, size, 6) + highest)
        assert highest > head
    assert fit_of(two).size >= fit_of(one).size or fit_of(two).most > fit_of(one).most


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12.09", date(2026, 9, 12)),
        ("12.09.2025", date(2025, 9, 12)),
        ("12 сентября", date(2026, 9, 12)),
        ("2027-01-05", date(2027, 1, 5)),
        ("завтра", date(2026, 11, 26)),
        ("Сегодня", date(2026, 11, 25)),
        ("в пятницу", date(2026, 11, 27)),
        ("ср", date(2026, 11, 25)),
        ("воскресенье", date(2026, 11, 29)),
        ("31.02", None),
        ("по пятницам", None),
        ("когда-нибудь", None),
        ("", None),
        ("01.01.0001", None),
        ("9" * 500, None),
    ],
)
def test_typed_day_is_read_in_the_year_and_week_shown(typed, found):
    assert read_day(typed, MONDAY, MONDAY + timedelta(days=2)) == found


@quick
@given(st.text(max_size=40))
def test_any_text_is_read_or_not_without_a_fault(typed):
    found = read_day(typed, MONDAY, MONDAY)
    assert found is None or FIRST_DAY <= found <= LAST_DAY


@pytest.mark.parametrize(
    ("view", "day", "words"),
    [
        (View.DAY, MONDAY, "Понедельник, 23 ноября 2026 года"),
        (View.WEEK, MONDAY, "Неделя 23–29 ноября 2026 года"),
        (View.HOURS, date(2026, 12, 1), "Неделя 30 ноября – 6 декабря 2026 года"),
        (View.VENUE_WEEK, date(2027, 1, 1), "Неделя 28 декабря 2026 года – 3 января 2027 года"),
        (View.MONTH, MONDAY, "Ноябрь 2026 года"),
        (View.QUARTER, MONDAY, "IV квартал 2026 года"),
        (View.YEAR, MONDAY, "2026 год"),
        (View.LIST, MONDAY, "С 23 ноября 2026 года"),
    ],
)
def test_heading_of_a_view(view, day, words):
    assert window_words(view, day) == words


def test_words_of_spans_and_lengths():
    assert span_words(MONDAY, MONDAY) == "23 ноября 2026 года"
    assert [length_words(each).replace("\N{NO-BREAK SPACE}", " ") for each in (0, 45, 60, 440)] == [
        "",
        "45 мин",
        "1 ч",
        "7 ч 20 мин",
    ]
