"""How far scores lie apart, and which come first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules.spread import most_apart_first, most_apart_of_groups, spread, unrest

SCORES = st.lists(st.integers(0, 4), max_size=8)


@pytest.mark.parametrize(
    ("scores", "apart"), [([], 0), ([3], 0), ([2, 2], 0), ([0, 4], 4), ([1, 3, 2], 2)]
)
def test_the_spread_is_the_highest_less_the_lowest(scores: list[int], apart: int) -> None:
    assert spread(scores) == apart


def test_of_equal_spreads_the_one_with_more_difference_comes_first() -> None:
    cells = {"calm": [0, 3, 3, 3], "torn": [0, 0, 3, 3], "agreed": [2, 2], "far": [0, 4]}
    assert most_apart_first(cells) == ["far", "torn", "calm", "agreed"]


@given(SCORES)
def test_the_order_of_members_changes_neither(scores: list[int]) -> None:
    assert spread(scores) == spread(sorted(scores))
    assert unrest(scores) == unrest(sorted(scores))


def test_of_groups_the_widest_comes_first_then_the_one_with_most_difference_in_all() -> None:
    groups = {"a": [[3, 3], [2, 1]], "b": [[4, 1], [2, 2]], "c": [[2, 1], [3, 2]], "d": [[2], []]}
    assert most_apart_of_groups(groups) == ["b", "c", "a", "d"]
    assert most_apart_of_groups({"none": []}) == ["none"]
