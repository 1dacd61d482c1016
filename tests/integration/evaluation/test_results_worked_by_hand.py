"""Results worked out by hand, from what members gave in the tracker to the totals and ranks.

The price weighs 40, Method 40 with a minimum of 2, Team 20; insurance is passed or failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation import operations, queries
from app.evaluation.rules import Interest, Points
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare
from tests.factories.people import make_member
from tests.factories.quotes import open_quotes, submit_quote

CRITERIA = [
    CriterionWords("Method", "", 40, minimum=2),
    CriterionWords("Team", "", 20),
    CriterionWords("Insured", "", 0, is_pass_fail=True),
]

Scores = Sequence[tuple[int, int, int]]
"""By quote: what a member gives on Method, Team and Insured."""

SUBMITS, STAYS_AWAY, STEPS_ASIDE = "submits", "enters scores, and never submits", "steps aside"


@dataclass(frozen=True)
class Case:
    """Prices in pounds, members in order of their submitting, and what comes of it by quote."""

    pounds: Sequence[int]
    members: Sequence[tuple[Scores, str]]
    totals: Sequence[int | None]
    ranks: Sequence[int | None]
    has_tie: bool = False


FIRST, SECOND = ((2, 4, 1), (4, 4, 1)), ((4, 4, 1), (2, 0, 1))

CASES = {
    # 40 + 3/4 of 40 + 2/4 of 20, twice
    "equal prices and scores": Case(
        (8_000, 8_000), [(((3, 2, 1), (3, 2, 1)), SUBMITS)], (80, 80), (1, 1), has_tie=True
    ),
    # 40 + 20 + 10, and half the price weight: 20 + 40 + 10. The third: 40 + 20 + 5.
    "a tie by other ways, and the next rank is left out": Case(
        (8_000, 16_000, 8_000),
        [(((2, 2, 1), (4, 2, 1), (2, 1, 1)), SUBMITS)],
        (70, 70, 65),
        (1, 1, 3),
        has_tie=True,
    ),
    "one quote": Case((9_000,), [(((2, 3, 1),), SUBMITS)], (75,), (1,)),
    "equal prices": Case(
        (9_000, 9_000, 9_000),
        [(((4, 4, 1), (3, 3, 1), (2, 4, 1)), SUBMITS)],
        (100, 85, 80),
        (1, 2, 3),
    ),
    # The cheaper one is out, and the other's price is now the lowest: 40 + 30 + 10.
    "a fail": Case((4_000, 8_000), [(((4, 4, 0), (3, 2, 1)), SUBMITS)], (None, 80), (None, 1)),
    # A mean of 2 is exactly the minimum; 1½ is below it. 40 + 20 + 10.
    "at the minimum, and below it": Case(
        (10_000, 5_000),
        [(((1, 2, 1), (1, 4, 1)), SUBMITS), (((3, 2, 1), (2, 4, 1)), SUBMITS)],
        (70, None),
        (1, None),
    ),
    # 40 + 2/4 of 40 + 20, and 32 + 40 + 20. What the second entered counts for nothing.
    "a member whose scores are missing": Case(
        (8_000, 10_000), [(FIRST, SUBMITS), (SECOND, STAYS_AWAY)], (80, 92), (2, 1)
    ),
    # With both: 40 + 30 + 20, and 32 + 30 + 10.
    "two members": Case((8_000, 10_000), [(FIRST, SUBMITS), (SECOND, SUBMITS)], (90, 72), (1, 2)),
    # The same two, and the second's scores are struck: as if they had never come.
    "a member who steps aside after scoring": Case(
        (8_000, 10_000), [(FIRST, SUBMITS), (SECOND, STEPS_ASIDE)], (80, 92), (2, 1)
    ),
    "the only member steps aside after scoring": Case(
        (8_000, 10_000), [(FIRST, STEPS_ASIDE)], (None, None), (None, None)
    ),
    "members who differ on pass and fail": Case(
        (8_000, 8_000),
        [(((3, 2, 1), (3, 2, 1)), SUBMITS), (((3, 2, 0), (3, 2, 1)), SUBMITS)],
        (None, 80),
        (None, 1),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_totals_and_ranks_are_those_worked_out_by_hand(app: Flask, name: str) -> None:
    case = CASES[name]
    commission = _opened(case.pounds)
    members = [make_member(f"Member {place}") for place, _ in enumerate(case.members)]
    for member in members:
        declare(commission, member)
    for member, (scores, what) in zip(members, case.members, strict=True):
        _give(commission, member, scores, submit=what != STAYS_AWAY)
    for member, (_, what) in zip(members, case.members, strict=True):
        if what == STAYS_AWAY:
            operations.close_scoring(commission, "The meeting is now.", by=commission.officer)
        if what == STEPS_ASIDE:
            declare(commission, member, Interest.CONFLICT)
    kept = queries.final_points(commission)
    shown = {
        column.quote.id: column.points
        for column in queries.comparison(commission, commission.officer).columns
    }
    assert shown == kept
    found: list[Points] = [kept[quote.id] for quote in opened_quotes(commission)]
    assert [points.total for points in found] == list(case.totals)
    assert [points.rank for points in found] == list(case.ranks)
    assert any(points.is_tied for points in found) is case.has_tie


def _opened(pounds: Sequence[int]) -> Commission:
    commission = make_commission("draft", companies=len(pounds))
    by = commission.officer
    commissions.set_criteria(commission, 40, CRITERIA, by=by)
    commissions.issue_brief(commission, clock.now(), by=by)
    for invitation, price in zip(invited(commission), pounds, strict=True):
        submit_quote(invitation, price * 100)
    open_quotes(commission)
    return commission


def _give(commission: Commission, member: Person, scores: Scores, *, submit: bool) -> None:
    criteria = [each.id for each in issued_brief(commission.id).criteria]
    given: dict[tuple[int, int], tuple[int | None, str]] = {
        (quote.id, criterion): (value, f"Why {value}.")
        for quote, of_quote in zip(opened_quotes(commission), scores, strict=True)
        for criterion, value in zip(criteria, of_quote, strict=True)
    }
    operations.save_scores(commission, given, by=member)
    if submit:
        operations.submit_scores(commission, by=member)
    db.session.commit()
