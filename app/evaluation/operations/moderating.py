"""Moderation: a meeting talks over the scores and agrees on some. The originals stay."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require
from app.commissions.queries import brief_to_judge
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import Consensus, Moderation
from app.evaluation.queries import may_see_all, scores_are_open, scoring_basis
from app.evaluation.queries.moderating import moderations
from app.quotes.queries import companies_of


def record_moderation(
    commission: Commission, day: date, present: str, note: str = "", *, by: Person
) -> Moderation:
    """Put a moderation meeting on record. Raises RuleBroken."""
    _must_moderate(commission, by)
    if day > clock.today():
        raise RuleBroken("The meeting must be today or in the past", "day")
    if commission.opened_at is not None and day < clock.day_of(commission.opened_at):
        raise RuleBroken("The meeting cannot be before the day of the opening", "day")
    if not present.strip():
        raise RuleBroken("Enter who was there", "present")
    if any(each.day == day and each.present == present.strip() for each in moderations(commission)):
        raise RuleBroken("A meeting on this day with the same people is on record already", "day")
    meeting = Moderation(
        commission_id=commission.id,
        day=day,
        present=present.strip(),
        note=note.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(meeting)
    db.session.flush()
    audit.record(
        "moderation meeting recorded",
        commission,
        commission.reference,
        by=by,
        after=f"{day.isoformat()}: {meeting.present}",
        commission_id=commission.id,
    )
    return meeting


def agree_score(
    commission: Commission,
    cell: tuple[int, int],
    value: int | None,
    reason: str,
    *,
    meeting_id: int,
    by: Person,
) -> Consensus:
    """Record the score that a meeting agreed on for a quote (first) on a criterion, and why.

    What members gave stays beside it; an earlier consensus too. Raises RuleBroken.
    """
    _must_moderate(commission, by)
    basis = scoring_basis(commission, by)
    if cell not in basis.cells:
        raise RuleBroken("This quote or criterion is not part of the comparison.")
    if meeting_id not in {meeting.id for meeting in moderations(commission)}:
        raise RuleBroken("Choose the meeting that agreed on it", "meeting")
    scale = rules.scale_of(cell[1] in basis.pass_fail_ids)
    if value not in scale or value is None:
        raise RuleBroken("Choose the score that was agreed on", "value")
    if not reason.strip():
        raise RuleBroken("Enter the reason for the score", "reason")
    consensus = Consensus(
        moderation_id=meeting_id,
        quote_id=cell[0],
        criterion_id=cell[1],
        value=value,
        reason=reason.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(consensus)
    # Without score and reason: entries are read by people who may not see the quotes.
    audit.record(
        "consensus recorded",
        commission,
        commission.reference,
        by=by,
        after=_named(commission, cell),
        commission_id=commission.id,
    )
    return consensus


def _named(commission: Commission, cell: tuple[int, int]) -> str:
    """A quote and a criterion for the record."""
    titles = {each.id: each.title for each in brief_to_judge(commission.id).criteria}
    return f"{companies_of([cell[0]])[cell[0]]}: {titles[cell[1]]}"


def _must_moderate(commission: Commission, by: Person) -> None:
    require(lock_commission(commission.id), Act.MODERATE)
    if Role.OFFICER not in by.roles or not may_see_all(by, commission):
        raise RuleBroken("Only an officer who may see all the quotes can record a moderation.")
    if not scores_are_open(commission):
        raise RuleBroken("Scores are not open yet: there is nothing to talk over.")
