"""A corrected paper against what was sent before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.matching import Known, match_rows

WORDS = st.text("абвгд ", min_size=1, max_size=20)


def _known(keys: range, texts: list[tuple[str, str]]) -> list[Known]:
    return [Known(key, f"{title}|{day}", title, day) for key, (title, day) in zip(keys, texts, strict=True)]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12))
def test_match_rows_same_paper_pairs_every_row_and_leaves_nothing(texts):
    rows, lines = _known(range(len(texts)), texts), _known(range(100, 100 + len(texts)), texts)
    matching = match_rows(rows, lines)
    assert sorted(matching.pairs) == [row.key for row in rows]
    assert sorted(matching.pairs.values()) == [line.key for line in lines]
    assert matching.gone == ()


@given(st.lists(st.tuples(WORDS, WORDS), max_size=10), st.lists(st.tuples(WORDS, WORDS), max_size=10))
def test_match_rows_uses_each_line_once_and_accounts_for_all(rows_texts, lines_texts):
    rows = _known(range(len(rows_texts)), rows_texts)
    lines = _known(range(100, 100 + len(lines_texts)), lines_texts)
    matching = match_rows(rows, lines)
    used = list(matching.pairs.values())
    assert len(used) == len(set(used))
    assert sorted([*used, *matching.gone]) == [line.key for line in lines]


def test_match_rows_follows_a_reworded_title_and_a_moved_date():
    lines = _known(range(10, 12), [("Концерт духового оркестра", "5 августа"), ("Субботник", "6 августа")])
    rows = _known(range(2), [("Концерт духового оркестра в парке", "5 августа"), ("Субботник", "8 августа")])
    assert match_rows(rows, lines).pairs == {0: 10, 1: 11}


def test_match_rows_takes_another_event_as_new():
    lines = _known(range(10, 11), [("Концерт духового оркестра", "5 августа")])
    rows = _known(range(1), [("Заседание комиссии по землепользованию", "5 августа")])
    matching = match_rows(rows, lines)
    assert matching.pairs == {}
    assert matching.gone == (10,)
