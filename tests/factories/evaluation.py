"""Opened commissions, scores and awards for tests, made by the operations that people use."""

from __future__ import annotations

from collections.abc import Sequence

from app.commissions.models import Commission
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation import operations, queries
from app.evaluation.models import Award
from app.evaluation.queries import Declared, award_waits_for, people_yet_to_submit
from app.evaluation.rules import Course, Interest, InterestIn, InterestKind, Part
from app.people.models import Person
from app.quotes.queries import OpenedQuote, opened_quotes
from tests.factories.commissions import make_commission
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote


def make_opened(pounds: Sequence[int] = (9_000, 10_000, 12_000)) -> Commission:
    """A commission whose quotes, one per price, have been opened."""
    commission = make_commission("issued", companies=len(pounds))
    for invitation, price in zip(invited(commission), pounds, strict=True):
        submit_quote(invitation, unit_pence=price * 100)
    open_quotes(commission)
    return commission


def declare(commission: Commission, person: Person, interest: Interest = Interest.NONE) -> None:
    """No interest, or a conflict over which the person steps aside at once."""
    description = "A cousin works there." if interest is Interest.CONFLICT else ""
    operations.declare(commission, interest, description, by=person)
    db.session.commit()


def declare_interest(
    commission: Commission, person: Person, place: int = 0, kind: InterestKind = InterestKind.ACTUAL
) -> Declared:
    """An interest in the company at this place by name, which waits for the officer."""
    about = [InterestIn(invited(commission)[place].id, kind, "A cousin works there.")]
    operations.declare(commission, Interest.DESCRIBED, "", by=person, about=about)
    db.session.commit()
    return queries.declarations(commission)[-1]


def rule(commission: Commission, declared: Declared, part: Part) -> None:
    """An officer records what follows; "all but one" is the first company that was described."""
    described = [one for one in declared.interests if one.kind is not InterestKind.NONE]
    excepted = described[0].invitation_id if part is Part.ALL_BUT_ONE else None
    operations.rule_on_declaration(
        commission,
        declared.id,
        part,
        "As it was declared.",
        by=make_officer(),
        excepted_id=excepted,
    )
    db.session.commit()


def score_all(
    commission: Commission, member: Person, scores: Sequence[int], *, submit: bool = True
) -> None:
    """The member gives each quote they see (in order of receipt) one score on every criterion."""
    criteria = issued_brief(commission.id).criteria
    for quote, value in zip(queries.quotes_to_see(commission, member), scores, strict=True):
        given: dict[tuple[int, int], tuple[int | None, str]] = {
            (quote.id, criterion.id): (value, f"Why {value}.") for criterion in criteria
        }
        operations.save_scores(commission, given, by=member)
    if submit:
        operations.submit_scores(commission, by=member)
    db.session.commit()


def make_scored(pounds: Sequence[int] = (9_000, 10_000, 12_000)) -> Commission:
    """An opened commission that one member has scored: the first quote best."""
    commission = make_opened(pounds)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [max(3 - place, 1) for place in range(len(pounds))])
    return commission


def propose(commission: Commission, quote: OpenedQuote | None = None) -> Award:
    if people_yet_to_submit(commission):
        operations.close_scoring(commission, "The meeting is tomorrow.", by=make_officer())
    found = opened_quotes(commission)
    if award_waits_for(commission):
        few = (commission, Course.GO_ON, "Procurement: go on.", "It is a fair price.")
        operations.decide_few_quotes(*few, by=make_officer())
    chosen = quote or found[0]
    award = operations.propose_award(commission, chosen.id, "Best by far.", by=make_officer())
    db.session.commit()
    return award


def make_awarded(*, told: bool = True) -> Commission:
    """A commission whose first quote was awarded and, unless not wanted, everybody told."""
    commission = make_scored()
    propose(commission)
    operations.decide_award(commission, True, "", by=make_officer())
    if told:
        operations.send_letters(commission, {}, by=make_officer())
    db.session.commit()
    return commission
