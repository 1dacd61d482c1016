"""components/state.html: a state is words first, and its colour has a name."""

from __future__ import annotations

from enum import StrEnum

import pytest

from tests.unit.components.conftest import Render

TAG = '{% from "components/state.html" import state_tag %}{{ state_tag(state, rating) }}'


class Rating(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("state", "rating", "colour", "words"),
    [
        ("on track", "green", "green", "On track (green)"),
        ("slipped – agreed", "amber", "amber", "Slipped – agreed (amber)"),
        ("lapsed", Rating.RED, "red", "Lapsed (red)"),
        ("undated", None, "grey", "Undated"),
        ("withdrawn", "none of these", "grey", "Withdrawn"),
    ],
)
def test_a_state_says_its_rating_in_words_too(
    render: Render, state: str, rating: str | None, colour: str, words: str
) -> None:
    page = render(TAG, state=state, rating=rating)
    (tag,) = page.select(f".tracker-state.tracker-state--{colour}")
    assert tag.get_text() == words
