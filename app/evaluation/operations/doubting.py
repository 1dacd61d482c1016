"""Doubts about prices: asked about in writing, and resolved before an award."""

from __future__ import annotations

from datetime import datetime

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require, said
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import DoubtEnquiry, DoubtResolution, Enquiry
from app.evaluation.operations.enquiring import enquire
from app.evaluation.queries import final_points, scores_are_open
from app.evaluation.queries.doubts import doubt_to_see, open_doubts, out_anyway
from app.evaluation.rules import DoubtKind, Way


def ask_about_doubt(
    commission: Commission,
    quote_id: int,
    kind: DoubtKind,
    text: str,
    answer_by: datetime,
    *,
    by: Person,
) -> Enquiry:
    """Ask a company in writing about what was pointed out of its quote.

    Raises NotFound for what is not pointed out or may not be seen, and as `enquire`.
    """
    there = doubt_to_see(by, commission, quote_id, kind)
    made = enquire(commission, {there.quote.invitation_id}, text, answer_by, by=by)
    db.session.add(DoubtEnquiry(enquiry_id=made.id, quote_id=quote_id, kind=kind))
    return made


def resolve_doubt(
    commission: Commission, quote_id: int, kind: DoubtKind, way: Way, reason: str, *, by: Person
) -> DoubtResolution:
    """Keep how a doubt is resolved, and why. A later one takes its place; nothing is overwritten.

    To set the quote aside is a proposal until a second person confirms it (`decide_aside`).
    Neither the price nor what was pointed out is in the audit: entries are read by others. Raises
    NotFound as `ask_about_doubt`; RuleBroken to others than officers, at a wrong stage, for no
    reason, and at `way` before the company was asked or has answered.
    """
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can resolve a doubt about a price.")
    locked = lock_commission(commission.id)
    require(locked, Act.RESOLVE)
    there = doubt_to_see(by, locked, quote_id, kind)
    fault = rules.resolution_fault(
        kind,
        way,
        has_answer=there.has_answer,
        has_had_its_time=there.has_had_its_time(clock.now()),
        is_out=_is_out(locked, quote_id),
    )
    if fault:
        raise RuleBroken(fault, "way")
    sets_aside = way is Way.LEFT_OUT
    if sets_aside and there.can_be_taken_back:
        done = "proposed: another person must confirm it" if there.waiting else "done"
        raise RuleBroken(f"To set the quote aside is {done} already.", "way")
    kept = DoubtResolution(
        commission_id=locked.id,
        quote_id=quote_id,
        kind=kind,
        doubt=there.doubt.sentence,
        way=way,
        reason=said(reason, "Enter the reason"),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(kept)
    audit.record(
        "setting aside over a doubt proposed" if sets_aside else "doubt about a quote resolved",
        kept,
        locked.reference,
        by=by,
        before=f"{there.quote.company.name}: {there.resolved.way if there.resolved else 'open'}",
        after=f"{there.quote.company.name}: {way.value}",
        commission_id=locked.id,
    )
    return kept


def no_doubt_may_be_open(commission: Commission) -> None:
    """Raise RuleBroken while a doubt about the price of any quote is open.

    One that was left alone, since the quote was out by its scores, is open again when it no longer
    is: a moderation meeting may have agreed on others.
    """
    still_open = open_doubts([commission.id]).get(commission.id, 0)
    still_open += sum(not _is_out(commission, each) for each in out_anyway(commission))
    if sentence := rules.why_doubts_hold(still_open):
        raise RuleBroken(sentence)


def _is_out(commission: Commission, quote_id: int) -> bool:
    """Whether a quote failed or is below a minimum score, once scores are complete."""
    if not scores_are_open(commission):
        return False
    bars = final_points(commission)[quote_id].bars
    return any(bar is not rules.Bar.SET_ASIDE for bar in bars.values())
