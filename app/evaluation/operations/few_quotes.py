"""Few quotes: why companies sent none, and how it goes on."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission, Invitation
from app.commissions.operations.checks import require
from app.commissions.operations.inviting import write_to_each
from app.commissions.queries import invited
from app.commissions.rules import Act
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation.models import FewQuotesDecision, NoQuoteReason
from app.evaluation.queries.few_quotes import without_quote
from app.evaluation.rules import Course, few_quotes_fault
from app.quotes.queries import sealed_quotes


def explain_no_quote(invitation: Invitation, reason: str, *, by: Person) -> NoQuoteReason:
    """Keep why a company sent no quote: its own person says so, or an officer what was heard.

    Raises NotFound to anybody else, RuleBroken at a wrong stage, for no words, or with a quote in.
    """
    is_own = by.company_id is not None and by.company_id == invitation.company_id
    if not is_own and Role.OFFICER not in by.roles:
        raise NotFound
    commission = invitation.commission
    require(commission, Act.EXPLAIN)
    if not reason.strip():
        raise RuleBroken("Enter the reason", "reason")
    if invitation.id not in {each.invitation_id for each in without_quote(commission)}:
        raise RuleBroken(f"{invitation.company.name} has sent a quote.")
    kept = NoQuoteReason(
        invitation_id=invitation.id, reason=reason.strip(), at=clock.now(), by_id=by.id
    )
    db.session.add(kept)
    audit.record(
        "reason for no quote kept",
        kept,
        commission.reference,
        by=by,
        after=invitation.company.name,
        why=reason.strip(),
        commission_id=commission.id,
    )
    return kept


def ask_why(commission: Commission, *, by: Person) -> list[str]:
    """Mail each company that sent no quote and gave no reason; gives their names."""
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can ask why no quote was sent.")
    require(commission, Act.EXPLAIN)
    silent = {each.invitation_id for each in without_quote(commission) if not each.reasons}
    asked = [each for each in invited(commission) if each.id in silent]
    if not asked:
        raise RuleBroken("Every company without a quote has given its reason.")
    return write_to_each(
        commission,
        asked,
        "Why did you not quote?",
        "no_quote",
        act="companies asked why they sent no quote",
        by=by,
    )


def decide_few_quotes(
    commission: Commission, course: Course, advice: str, reason: str, *, by: Person
) -> FewQuotesDecision:
    """Keep how it goes on with the quotes that came, and why. Raises RuleBroken."""
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can record what follows from few quotes.")
    require(commission, Act.FEW_QUOTES)
    quotes = len(sealed_quotes(commission))
    if fault := few_quotes_fault(course, quotes, advice, reason):
        raise RuleBroken(fault, "advice" if reason.strip() else "reason")
    decision = FewQuotesDecision(
        commission_id=commission.id,
        quotes=quotes,
        course=course,
        advice=advice.strip(),
        reason=reason.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(decision)
    audit.record(
        "few quotes decided on",
        decision,
        commission.reference,
        by=by,
        after=f"{quotes} received: {course.value}" + (f"\nAdvice: {advice}" if advice else ""),
        why=reason.strip(),
        commission_id=commission.id,
    )
    return decision
