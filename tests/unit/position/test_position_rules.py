"""Company names kept out of sentences, who decides, and ratings in words."""

from __future__ import annotations

import pytest

from app.position.rules import (
    Sentence,
    company_named_in,
    rating_words,
    why_not_decide,
    why_not_write,
)
from app.slippage import STANDARD_THRESHOLDS, Rating, Thresholds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The work of Example Research Ltd was late.", "Example Research Ltd"),
        ("example   RESEARCH did not deliver.", "Example Research Ltd"),
        ("Example-Research's report is late", "Example Research's Ltd"),
        ("Sample & Insight were asked.", "Sample and Insight CIC"),
        ("We asked Placeholder for it.", "Placeholder Limited"),
    ],
)
def test_a_company_is_found_however_its_name_is_written(text: str, name: str) -> None:
    assert company_named_in(text, ["Specimen Studio", name]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The review is late.", "Review Ltd"),
        ("An example of research.", "Example Research Ltd"),
        ("Examples Researched", "Example Research Ltd"),
        ("Anything at all", ""),
    ],
)
def test_ordinary_words_are_not_taken_for_a_company(text: str, name: str) -> None:
    assert company_named_in(text, [name] if name else []) is None


def test_only_an_officer_writes_a_sentence() -> None:
    assert why_not_write(True) is None
    assert why_not_write(False) == "Only an officer can write this sentence."


def test_whoever_wrote_a_sentence_does_not_decide_on_it() -> None:
    waiting = Sentence(is_waiting=True, written_by_id=1)

    assert why_not_decide(2, True, waiting) is None
    assert why_not_decide(1, True, waiting) == (
        "You wrote this sentence, so another person must decide on it."
    )
    assert why_not_decide(2, False, waiting) == (
        "Only an officer or a member can decide on this sentence."
    )
    assert why_not_decide(2, True, Sentence(is_waiting=False, written_by_id=1)) == (
        "This sentence has already been decided."
    )


@pytest.mark.parametrize(
    ("rating", "thresholds", "words"),
    [
        (Rating.GREEN, STANDARD_THRESHOLDS, "green: not late"),
        (Rating.GREEN, Thresholds(5, 31), "green: no more than 5 days late"),
        (Rating.AMBER, STANDARD_THRESHOLDS, "amber: up to 31 days late"),
        (Rating.RED, Thresholds(0, 1), "red: more than 1 day late"),
        (Rating.NONE, STANDARD_THRESHOLDS, "not rated: there is no date to count from"),
    ],
)
def test_a_rating_is_said_in_words(rating: Rating, thresholds: Thresholds, words: str) -> None:
    assert rating_words(rating, thresholds) == words
