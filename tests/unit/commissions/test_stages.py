"""The life of a commission as a table: the stage on an instant, and the acts of each stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.commissions.rules import LEGAL, Act, Facts, Stage, is_legal, refusal, stage_on, why_not

ISSUED = datetime(2013, 12, 4, 10, 0, tzinfo=UTC)
DEADLINE = datetime(2013, 12, 18, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def days(number: int) -> datetime:
    return DEADLINE + timedelta(days=number)


LIFE = Facts(
    issued_at=ISSUED,
    quote_deadline=DEADLINE,
    opened_at=days(1),
    recommended_at=days(10),
    awarded_at=days(12),
    delivered_at=days(90),
    completed_at=days(100),
)


@pytest.mark.parametrize(
    ("at", "stage"),
    [
        (ISSUED - SECOND, Stage.DRAFT),
        (ISSUED, Stage.ISSUED),
        (DEADLINE - SECOND, Stage.ISSUED),
        (DEADLINE, Stage.CLOSED),
        (days(1) - SECOND, Stage.CLOSED),
        (days(1), Stage.OPENED),
        (days(10), Stage.RECOMMENDED),
        (days(12), Stage.AWARDED),
        (days(90), Stage.DELIVERED),
        (days(100), Stage.COMPLETED),
    ],
)
def test_the_stage_of_any_past_instant_can_be_told(at: datetime, stage: Stage) -> None:
    assert stage_on(LIFE, at) is stage


def test_a_deadline_without_an_issue_leaves_a_draft_a_draft() -> None:
    assert stage_on(Facts(quote_deadline=DEADLINE), days(5)) is Stage.DRAFT


def test_a_cancelled_commission_was_at_its_stage_before_it() -> None:
    facts = Facts(issued_at=ISSUED, quote_deadline=DEADLINE, cancelled_at=days(-2))
    assert stage_on(facts, days(-3)) is Stage.ISSUED
    assert stage_on(facts, days(30)) is Stage.CANCELLED


def test_work_that_is_not_awarded_ends_there() -> None:
    facts = Facts(
        issued_at=ISSUED,
        quote_deadline=DEADLINE,
        opened_at=days(1),
        recommended_at=days(2),
        not_awarded_at=days(3),
    )
    assert stage_on(facts, days(4)) is Stage.NOT_AWARDED


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("stage", Stage)
def test_an_act_is_either_legal_or_refused_in_a_sentence_that_names_it(
    act: Act, stage: Stage
) -> None:
    sentence = why_not(act, stage)
    if is_legal(act, stage):
        assert sentence is None
    else:
        assert sentence is not None
        assert sentence.startswith(f"You cannot {act.value}: ")
        assert sentence.endswith(".")


def test_each_act_is_in_the_table_once() -> None:
    assert set(LEGAL) == set(Act)


@pytest.mark.parametrize("stage", [Stage.COMPLETED, Stage.CANCELLED])
def test_nothing_is_done_to_a_commission_that_has_ended(stage: Stage) -> None:
    left = {Act.CONSIDER} if stage is Stage.COMPLETED else set()  # what it recommends lives on
    assert {act for act in Act if is_legal(act, stage)} == left


def test_whoever_is_no_officer_is_refused_whatever_the_stage() -> None:
    assert refusal(Act.ISSUE_BRIEF, Stage.DRAFT, False) == "Only an officer can issue the brief."
    assert refusal(Act.ISSUE_BRIEF, Stage.DRAFT, True) is None
