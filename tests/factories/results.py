"""A commission with every kind of result at once, made by the operations that people use."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation import operations
from app.evaluation.rules import DoubtKind, Way
from app.people.models import Person
from app.quotes.operations import withdraw
from app.quotes.queries import opened_quotes
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

CRITERIA = [
    CriterionWords("Method", "", 40, minimum=2),
    CriterionWords("Experience", "", 20),
    CriterionWords("Insured", "", 0, is_pass_fail=True),
]
"""With a price weight of 40."""

PENCE = (1_000_000, 1_250_000, 900_000, 800_000, 200_000, 1_250_000, 100)
"""What each quote asks, by the company's name. The last is withdrawn before the deadline."""

GIVEN = (
    ((4, 3, 1), (3, 3, 1)),  # Method 3½ = 35, Experience 3 = 15, price 40: 90, first
    ((4, 4, 1), (1, 4, 1)),  # a meeting agrees on Method 3: 30 + 20, price 32: 82
    ((4, 4, 0), (4, 4, 0)),  # fails on insurance: out
    ((1, 4, 1), (2, 4, 1)),  # 1½ on Method is below 2: out
    ((4, 4, 1), (4, 4, 1)),  # £2,000 is far below the others and stays unexplained: set aside
    ((3, 4, 1), (3, 4, 1)),  # 30 + 20 + 32: as the second, to the point
)
"""By quote: what each of two members gives on Method, Experience and Insured."""

TOTALS = (90, 82, None, None, None, 82)
RANKS = (1, 2, None, None, None, 2)


def make_varied() -> Commission:
    """A first, two second, one that failed, one below a minimum, one set aside, one withdrawn."""
    commission = make_commission("draft", companies=len(PENCE))
    by = commission.officer
    commissions.set_criteria(commission, 40, CRITERIA, by=by)
    commissions.issue_brief(commission, clock.now(), by=by)
    asked = invited(commission)
    for invitation, pence in zip(asked, PENCE, strict=True):
        submit_quote(invitation, pence)
    withdraw(asked[-1], by=contact_of(asked[-1].company))
    db.session.commit()
    open_quotes(commission)
    members = [make_member(f"Member {letter}") for letter in "AB"]
    for place, member in enumerate(members):
        declare(commission, member)
        _score(commission, member, place)
    meeting = operations.record_moderation(commission, clock.today(), "A and B", by=by)
    quotes = {quote.invitation_id: quote.id for quote in opened_quotes(commission)}
    method = issued_brief(commission.id).criteria[0].id
    cell = (quotes[asked[1].id], method)
    operations.agree_score(commission, cell, 3, "Half is shown.", meeting_id=meeting.id, by=by)
    leave_out_for_its_price(commission, quotes[asked[4].id], by)
    db.session.commit()
    return commission


def _score(commission: Commission, member: Person, place: int) -> None:
    criteria = [criterion.id for criterion in issued_brief(commission.id).criteria]
    by_name = sorted(opened_quotes(commission), key=lambda quote: quote.company.name)
    for quote, both in zip(by_name, GIVEN, strict=True):
        given: dict[tuple[int, int], tuple[int | None, str]] = {
            (quote.id, criterion): (value, f"Why {value}.")
            for criterion, value in zip(criteria, both[place], strict=True)
        }
        operations.save_scores(commission, given, by=member)
    operations.submit_scores(commission, by=member)
    db.session.commit()


def leave_out_for_its_price(commission: Commission, quote_id: int, by: Person) -> None:
    """It is asked why its price is so low, says nothing in time, and two people set it aside."""
    until = clock.now() + timedelta(hours=1)
    low = DoubtKind.LOW_PRICE
    operations.ask_about_doubt(commission, quote_id, low, "Why so low?", until, by=by)
    current_app.extensions["clock"].move_to(until)
    operations.resolve_doubt(commission, quote_id, low, Way.LEFT_OUT, "No answer came.", by=by)
    operations.decide_aside(commission, quote_id, low, True, "", by=make_officer())
