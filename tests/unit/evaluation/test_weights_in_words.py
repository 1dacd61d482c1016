"""A weight as it is shown: never as a whole one that it is not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.queries.result_pictures import weight_in_words


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (Fraction(40), "40"),
        (Fraction(500, 9), "about 55.56"),
        (Fraction(1, 2), "about 0.50"),
        (Fraction(1799999, 100000), "about 17.99999"),
        (Fraction(18001, 1000), "about 18.001"),
        (Fraction(1, 3000), "about 0.0003"),
    ],
)
def test_a_weight_is_shown_to_as_many_decimals_as_tell_it_from_a_whole_one(
    weight: Fraction, words: str
) -> None:
    assert weight_in_words(weight) == words


@given(st.fractions(0, 100))
def test_shown_and_whole_weights_are_on_the_same_side(weight: Fraction) -> None:
    shown = Fraction(weight_in_words(weight).removeprefix("about "))
    assert shown // 1 == weight // 1
    assert (shown == weight // 1) is (weight.denominator == 1)
    assert abs(shown - weight) <= Fraction(1, 200)
