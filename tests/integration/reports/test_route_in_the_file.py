"""The whole file of a commission says what it is worth and why its route is right."""

from __future__ import annotations

from flask import Flask

from app.commissions import operations as commissions
from app.commissions.rules import Worth
from app.database import db
from app.evaluation import operations as evaluation
from app.quotes.queries import opened_quotes
from app.reports.wholefile import whole_file
from app.reports.wholefile.model import Gives, Table
from tests.factories.evaluation import make_opened, make_scored
from tests.factories.people import make_officer

WHY = "The procurement team agreed."


def test_the_reason_for_the_route_is_there_and_what_tells_a_price_is_marked(app: Flask) -> None:
    commission = make_scored((51_000, 52_000, 53_000))
    by, reader = commission.officer, make_officer()
    commissions.estimate_value(commission, Worth(4_000_000, 500_000), "One more year.", by=by)
    best = opened_quotes(commission)[0]
    evaluation.propose_award(commission, best.id, "Best.", WHY, by=by)
    db.session.commit()
    [award] = [each for each in whole_file(reader, commission).parts if each.key == "award"]
    cells = [
        cell
        for block in award.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    words = [cell.words for cell in cells]
    assert WHY in words
    assert "One more year." in words
    telling = [cell for cell in cells if "51,000" in cell.words or "56,000" in cell.words]
    assert telling
    assert {(each.gives, each.invitation_id) for each in telling} == {
        (Gives.TOTAL, best.invitation_id)
    }


def test_before_a_proposal_the_file_says_that_there_is_none(app: Flask) -> None:
    commission, reader = make_opened(), make_officer()
    parts = whole_file(reader, commission).parts
    [award] = [each for each in parts if each.key == "award"]
    assert "No award has been proposed yet." in repr(award.blocks)
