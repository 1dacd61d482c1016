"""A quote is awarded only while it has its place in the ranking: also when that is lost later."""

from __future__ import annotations

import pytest
from flask import Flask

from app.errors import RuleBroken
from app.evaluation import operations
from app.evaluation.rules import Interest
from app.plans.models import Agreement
from tests.factories.evaluation import declare, make_opened, propose, score_all
from tests.factories.people import make_member, make_officer


def test_a_proposed_quote_that_loses_its_scores_is_not_approved_and_may_be_refused(
    app: Flask,
) -> None:
    commission = make_opened()
    partial = make_member()
    declare(commission, partial)
    score_all(commission, partial, [3, 2, 2])
    propose(commission)
    declare(commission, partial, Interest.CONFLICT)
    with pytest.raises(RuleBroken, match=r"has no total.*was not so when it was proposed"):
        operations.decide_award(commission, True, "", by=make_officer())
    assert commission.awarded_at is None
    refused = operations.decide_award(commission, False, "Scores were struck.", by=make_officer())
    assert refused.outcome is Agreement.REFUSED


def test_a_quote_without_a_total_is_not_proposed(app: Flask) -> None:
    commission = make_opened()
    declare(commission, make_member())
    with pytest.raises(RuleBroken, match="has no total: a score is missing") as refusal:
        propose(commission)
    assert refusal.value.field == "quote"
