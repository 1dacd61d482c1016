"""What each score means: the usual words, the brief's own for all criteria, or one criterion's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.commissions.rules import (
    LONGEST_LEVEL,
    USUAL_LEVELS,
    levels_fault,
    levels_in_words,
    levels_of,
    tidy_levels,
)
from app.evaluation.rules import SCORES_IN_WORDS, scale_of

OWN = ["", "little", "", "", "far beyond"]
FOR_ALL = ["nothing", "", "", "all of it and well", ""]


@pytest.mark.parametrize(
    ("own", "for_all", "meant"),
    [
        ([], [], USUAL_LEVELS),
        ([], FOR_ALL, ("nothing", *USUAL_LEVELS[1:3], "all of it and well", USUAL_LEVELS[4])),
        (OWN, [], (USUAL_LEVELS[0], "little", *USUAL_LEVELS[2:4], "far beyond")),
        (OWN, FOR_ALL, ("nothing", "little", USUAL_LEVELS[2], "all of it and well", "far beyond")),
    ],
)
def test_own_words_come_before_the_briefs_and_those_before_the_usual(
    own: Sequence[str], for_all: Sequence[str], meant: Sequence[str]
) -> None:
    assert levels_of(own, for_all) == tuple(meant)


def test_only_what_differs_is_kept() -> None:
    assert tidy_levels(USUAL_LEVELS) == []
    assert tidy_levels(["", "", "", "", ""]) == []
    assert tidy_levels([" nothing ", *USUAL_LEVELS[1:]]) == ["nothing", "", "", "", ""]


def test_the_record_says_each_score_with_its_own_words() -> None:
    assert levels_in_words(OWN) == "1: little\n4: far beyond"
    assert levels_in_words([]) == ""


def test_too_many_words_are_refused() -> None:
    assert levels_fault(["a" * LONGEST_LEVEL]) is None
    assert levels_fault(["a" * (LONGEST_LEVEL + 1)]) is not None


def test_pass_and_fail_have_no_words_of_their_own() -> None:
    assert scale_of(True, OWN) == {1: "Pass", 0: "Fail"}
    assert scale_of(False) == SCORES_IN_WORDS
    assert scale_of(False, levels_of(OWN))[4] == "4 – far beyond"
