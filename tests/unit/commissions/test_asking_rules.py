"""Until when a company may ask, and what in a text gives an invited company away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.commissions.rules import (
    Party,
    Stage,
    asked_until,
    asking_deadline_fault,
    given_away,
    why_not_ask,
)

UNTIL = datetime(2013, 12, 9, 12, 0, tzinfo=UTC)
EXAMPLE = Party("Example Research Ltd", ["Una Sinclair"], ["una@example-research.example"])
SPECIMEN = Party("Specimen", ["Rory Mackenzie"], ["rory.mackenzie@gmail.com"])


@pytest.mark.parametrize(
    ("before", "refused"),
    [
        (timedelta(microseconds=1), False),
        (timedelta(0), True),
        (timedelta(seconds=-1), True),
    ],
)
def test_the_deadline_for_questions_is_an_instant(before: timedelta, refused: bool) -> None:
    sentence = why_not_ask(Stage.ISSUED, UNTIL, UNTIL - before, "12 noon")
    assert (sentence is not None) is refused
    assert sentence is None or "12 noon" in sentence


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.ISSUED])
def test_nothing_is_asked_at_another_stage(stage: Stage) -> None:
    assert "You cannot ask a question" in str(why_not_ask(stage, UNTIL, UNTIL, ""))


def test_without_a_deadline_of_their_own_questions_end_with_the_quotes() -> None:
    assert asked_until(None, UNTIL) == UNTIL
    assert asked_until(UNTIL, UNTIL + timedelta(days=4)) == UNTIL


def test_the_deadline_for_questions_comes_before_that_for_quotes() -> None:
    assert asking_deadline_fault(UNTIL, UNTIL + timedelta(seconds=1)) is None
    assert asking_deadline_fault(None, UNTIL) is None
    assert "before the deadline for quotes" in str(asking_deadline_fault(UNTIL, UNTIL))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We at Example Research ask whether …", "the company Example Research Ltd"),
        ("EXAMPLE  RESEARCH, LIMITED asks", "the company Example Research Ltd"),
        ("Example_Research_plan.pdf", "the company Example Research Ltd"),
        ("ExampleResearch-2013.pdf", "the company Example Research Ltd"),
        ("Una Sinclair asked by telephone", "Una Sinclair, of Example Research Ltd"),
        ("Mrs Sinclair asked", "Una Sinclair, of Example Research Ltd"),
        ("See www.example-research.example/work", "“example-research.example”"),
        ("Write to una@example-research.example", "“example-research.example”"),
        ("Specimen asks", "the company Specimen"),
        ("Write to Rory.Mackenzie@gmail.com", "rory.mackenzie@gmail.com"),
    ],
)
def test_what_gives_a_company_away_is_said(text: str, told: str) -> None:
    assert told in " ".join(given_away([text], [EXAMPLE, SPECIMEN]))


@pytest.mark.parametrize(
    "text",
    [
        "Is there an example of the research that you mean?",
        "May a specimen of the questionnaire be sent?",
        "Am faod sinn an aithisg a sgrìobhadh ann an Gàidhlig? 🙂",
        "Ask at gmail.com, as everybody may",
        "research.example and examples",
        "",
    ],
)
def test_ordinary_words_give_nobody_away(text: str) -> None:
    assert given_away([text], [EXAMPLE, SPECIMEN]) == []
