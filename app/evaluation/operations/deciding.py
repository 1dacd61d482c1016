"""The award: proposed by one person, decided by another."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations import hold_route, value_as_awarded
from app.commissions.operations.checks import lock_commission, require
from app.commissions.queries import is_justified, routes_at_award, value_of
from app.commissions.rules import Act, RouteMoment
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import Award
from app.evaluation.operations.doubting import no_doubt_may_be_open
from app.evaluation.queries import (
    Column,
    approval_limits,
    award_waits_for,
    comparison,
    final_points,
    is_second_needed,
    may_see_all,
    proposed_award,
    waiting_for_ruling,
)
from app.plans.models import Agreement
from app.quotes.queries import OpenedQuote, opened_quotes, why_held


def propose_award(
    commission: Commission, quote_id: int | None, reason: str, route_reason: str = "", *, by: Person
) -> Award:
    """Propose a quote for award, or no award where `quote_id` is None.

    Raises RuleBroken where the stage, the person, a withdrawn quote, missing scores or an open
    doubt about a price forbid it, and at `route_reason` where the route check asks for one.
    """
    require(lock_commission(commission.id), Act.RECOMMEND)
    _must_see_quotes(commission, by, "propose an award")
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can propose an award.")
    must_be_settled(commission)
    if not reason.strip():
        raise RuleBroken("Enter the reasons for the proposal", "reason")
    if wait := award_waits_for(commission, is_for_a_quote=quote_id is not None):
        raise RuleBroken(wait)
    view = comparison(commission, by)
    chosen = next((column for column in view.columns if column.quote.id == quote_id), None)
    if quote_id is not None and chosen is None:
        raise RuleBroken("This quote was withdrawn or is not part of the comparison.", "quote")
    if chosen is not None:
        _may_be_proposed(commission, chosen, are_scores_open=view.are_scores_open)
        _hold_route(commission, chosen, route_reason, by)
    award = Award(
        commission_id=commission.id,
        quote_id=quote_id,
        value_pence=_price_of(chosen) if chosen else None,
        reason=reason.strip(),
        outcome=Agreement.PROPOSED,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
    )
    db.session.add(award)
    commission.recommended_at = award.proposed_at
    # Without the price: entries are read by people who may not see the quotes.
    audit.record(
        "award proposed",
        commission,
        commission.reference,
        by=by,
        after=chosen.quote.company.name if chosen else "no award",
        why=reason.strip(),
        commission_id=commission.id,
    )
    return award


def decide_award(commission: Commission, approve: bool, reason: str, *, by: Person) -> Award:
    """Approve or refuse a proposal; above a limit it stands only when a second person approves.

    Raises RuleBroken for the proposer, for whoever has approved it already, for a value above what
    the person may approve, and at the wrong stage.
    """
    require(lock_commission(commission.id), Act.DECIDE)
    award = proposed_award(commission)
    if award is None:
        raise RuleBroken("No award waits for a decision.")
    if award.proposed_by_id == by.id:
        raise RuleBroken("You proposed this award. Another person must decide on it.")
    if award.first_approved_by_id == by.id:
        raise RuleBroken("You have approved this award. A second person must decide on it.")
    _must_see_quotes(commission, by, "decide on the award")
    if approve:
        must_be_settled(commission)
    if not approve and not reason.strip():
        raise RuleBroken("Enter why you refuse the proposal", "reason")
    if approve and award.quote_id is not None:
        _nothing_may_wait(commission)
        no_doubt_may_be_open(commission)
        _must_be_ranked_still(commission, award.quote_id)
        _route_must_be_right(commission, award)
    if approve:
        if fault := rules.approval_fault(by.roles, award.value_pence, approval_limits()):
            raise RuleBroken(fault, "decision")
        if is_second_needed(award):
            _approve_first(commission, award, reason.strip(), by)
            return award
    award.outcome = Agreement.APPROVED if approve else Agreement.REFUSED
    award.decided_by_id, award.decided_at = by.id, clock.now()
    award.decision_reason = reason.strip()
    if not approve:
        commission.recommended_at = None
    elif award.quote_id is None:
        commission.not_awarded_at = award.decided_at
    else:
        commission.awarded_at = award.decided_at
        _keep_value(commission, award, by)
    audit.record(
        "award approved" if approve else "award refused",
        commission,
        commission.reference,
        by=by,
        before="proposed",
        after=award.outcome.value,
        why=reason.strip(),
        commission_id=commission.id,
    )
    return award


def _approve_first(commission: Commission, award: Award, reason: str, by: Person) -> None:
    award.first_approved_by_id, award.first_approved_at = by.id, clock.now()
    award.first_approval_reason = reason
    audit.record(
        "award approved by the first of two",
        commission,
        commission.reference,
        by=by,
        before="proposed",
        after="waits for a second approval",
        why=reason,
        commission_id=commission.id,
    )


def must_be_settled(commission: Commission) -> None:
    """Raise RuleBroken while a quote that was stopped at its opening is not settled."""
    if held := why_held(commission):
        raise RuleBroken(held)


def _may_be_proposed(commission: Commission, chosen: Column, *, are_scores_open: bool) -> None:
    """Raise RuleBroken where a quote cannot be proposed yet, or at all."""
    if not are_scores_open:
        raise RuleBroken(
            "Scores are not complete yet. Wait until every member has submitted, or close scoring."
        )
    _nothing_may_wait(commission)
    no_doubt_may_be_open(commission)
    if chosen.points is not None and (fault := rules.standing_fault(chosen.points)):
        raise RuleBroken(fault, "quote")


def _must_be_ranked_still(commission: Commission, quote_id: int) -> None:
    """Raise RuleBroken where the proposed quote has lost its place: a member may step aside."""
    if fault := rules.standing_fault(final_points(commission)[quote_id]):
        raise RuleBroken(f"{fault} This was not so when it was proposed. Refuse the proposal.")


def _hold_route(commission: Commission, chosen: Column, reason: str, by: Person) -> None:
    """Keep why the route is right, where that is asked. Raises RuleBroken at `route_reason`."""
    quote, price = chosen.quote, _price_of(chosen)
    found = routes_at_award(commission, {quote.id: (price, quote.company.id)})
    award, company_id = RouteMoment.AWARD, quote.company.id
    hold_route(commission, award, found[quote.id], reason, by=by, company_id=company_id)


def _winner(commission: Commission, award: Award) -> OpenedQuote:
    """The quote that is proposed."""
    return next(each for each in opened_quotes(commission) if each.id == award.quote_id)


def _route_must_be_right(commission: Commission, award: Award) -> None:
    """Raise RuleBroken where more counts for the route than when the award was proposed."""
    winner = _winner(commission, award)
    offer = {winner.id: (winner.price_pence, winner.company.id)}
    check = routes_at_award(commission, offer)[winner.id]
    if check.reasons and not is_justified(commission, RouteMoment.AWARD, check, winner.company.id):
        raise RuleBroken(
            f"{check.in_short} This was not so when the award was proposed. Refuse it, so "
            "that it can be proposed again with the reason for its route."
        )


def _keep_value(commission: Commission, award: Award, by: Person) -> None:
    """What was awarded counts from now on for the route of other commissions."""
    winner, extension = _winner(commission, award), value_of(commission).worth.extension_pence
    value_as_awarded(commission, winner.price_pence, extension, winner.company.id, by=by)


def _price_of(chosen: Column) -> int:
    """What is awarded, in pence: whoever proposes sees prices."""
    if not isinstance(chosen.quote, OpenedQuote):
        raise RuleBroken("Hand in your own scores first: prices are hidden from you until then.")
    return chosen.quote.price_pence


def _must_see_quotes(commission: Commission, by: Person, act: str) -> None:
    if not may_see_all(by, commission):
        raise RuleBroken(f"Only people who may see all the quotes can {act}.")


def _nothing_may_wait(commission: Commission) -> None:
    """Raise RuleBroken while a declared interest waits: its scores may be struck."""
    if waiting_for_ruling([commission.id]):
        raise RuleBroken(
            "A declared interest waits for an officer to record what follows. Do that first."
        )
