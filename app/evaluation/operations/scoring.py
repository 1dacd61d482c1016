"""Scoring: saved as one goes, submitted once, closed by the officer where somebody stays away."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.errors import RuleBroken
from app.evaluation import rules
from app.evaluation.models import Score, ScoreChange, ScoreSheet, ScoringClose
from app.evaluation.operations.deciding import must_be_settled
from app.evaluation.queries import (
    people_yet_to_submit,
    scores_are_open,
    scoring_basis,
    scoring_close,
    sheet_of,
    why_not_score,
)

Given = Mapping[int, tuple[int | None, str]]
"""By criterion: the score, None where not given yet, and the comment."""


def save_scores(commission: Commission, quote_id: int, given: Given, *, by: Person) -> ScoreSheet:
    """Keep a member's scores of one quote, whole or in part.

    Raises RuleBroken where the member may not score, has submitted, or scoring is closed.
    """
    sheet = _open_sheet(commission, by)
    basis = scoring_basis(commission)
    if quote_id not in basis.quote_ids:
        raise RuleBroken("This quote is not part of the comparison.")
    kept = {
        score.criterion_id: score
        for score in db.session.scalars(
            select(Score).where(Score.sheet_id == sheet.id, Score.quote_id == quote_id)
        )
    }
    for criterion_id, (value, comment) in given.items():
        if criterion_id not in basis.criterion_ids:
            raise RuleBroken("This criterion is not part of the brief.")
        _keep(sheet, quote_id, criterion_id, kept.get(criterion_id), value, comment)
    audit.record(
        "scores saved",
        commission,
        commission.reference,
        by=by,
        after=f"{sum(value is not None for value, _ in given.values())} scores of quote {quote_id}",
        commission_id=commission.id,
    )
    return sheet


def submit_scores(commission: Commission, *, by: Person) -> ScoreSheet:
    """Hand in a member's scores. Raises RuleBroken while one is missing or lacks its comment.

    Also while a stopped quote is not settled: it would be scored after others' scores were seen.
    """
    must_be_settled(commission)
    sheet = _open_sheet(commission, by)
    basis = scoring_basis(commission)
    scores = list(db.session.scalars(select(Score).where(Score.sheet_id == sheet.id)))
    missing = len(basis.quote_ids) * len(basis.criterion_ids) - len(scores)
    if missing > 0:
        left = "One score is missing." if missing == 1 else f"{missing} scores are missing."
        raise RuleBroken(f"{left} Score every quote on every criterion before you submit.")
    for score in scores:
        if fault := rules.comment_fault(score.value, score.comment):
            raise RuleBroken(f"{fault}. Look at the scores marked “comment needed”.")
    sheet.submitted_at = clock.now()
    open_scores_if_complete(commission)
    audit.record(
        "scores submitted",
        commission,
        commission.reference,
        by=by,
        commission_id=commission.id,
    )
    return sheet


def close_scoring(commission: Commission, reason: str, *, by: Person) -> ScoringClose:
    """End scoring although somebody has not submitted; who had not is recorded."""
    require(commission, Act.SCORE)
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can close scoring.")
    must_be_settled(commission)
    if scoring_close(commission) is not None:
        raise RuleBroken("Scoring is already closed.")
    if not reason.strip():
        raise RuleBroken("Enter why you are closing scoring", "reason")
    missing = [person.name for person in people_yet_to_submit(commission)]
    if not missing:
        raise RuleBroken("Everybody who scores has submitted: there is nothing to close.")
    closed = ScoringClose(
        commission_id=commission.id,
        closed_at=clock.now(),
        closed_by_id=by.id,
        missing=", ".join(missing),
        reason=reason.strip(),
    )
    db.session.add(closed)
    open_scores_if_complete(commission)
    audit.record(
        "scoring closed",
        commission,
        commission.reference,
        by=by,
        after=f"not submitted: {closed.missing}",
        why=reason.strip(),
        commission_id=commission.id,
    )
    return closed


def open_scores_if_complete(commission: Commission) -> None:
    """Note the instant from which members see one another's scores; nothing closes them again."""
    db.session.flush()
    if commission.scores_opened_at is None and scores_are_open(commission):
        commission.scores_opened_at = clock.now()


def _open_sheet(commission: Commission, by: Person) -> ScoreSheet:
    if refusal := why_not_score(by, commission):
        raise RuleBroken(refusal)
    sheet = sheet_of(by, commission)
    if sheet is None:
        sheet = ScoreSheet(commission_id=commission.id, person_id=by.id, begun_at=clock.now())
        db.session.add(sheet)
        db.session.flush()
    return sheet


def _keep(
    sheet: ScoreSheet,
    quote_id: int,
    criterion_id: int,
    kept: Score | None,
    value: int | None,
    comment: str,
) -> None:
    if value is None and comment.strip():
        raise RuleBroken("Choose a score for each comment", f"score_{criterion_id}")
    if value is not None and not 0 <= value <= rules.HIGHEST_SCORE:
        raise RuleBroken("Choose a score from 0 to 4", f"score_{criterion_id}")
    before = (kept.value, kept.comment) if kept else (None, "")
    after = (value, comment.strip())
    if before == after:
        return
    # Beside the scores, not in the audit: officers read that, and scores stay hidden at first.
    change = ScoreChange(
        sheet_id=sheet.id, quote_id=quote_id, criterion_id=criterion_id, changed_at=clock.now()
    )
    change.value_before, change.comment_before = before
    change.value_after, change.comment_after = after
    db.session.add(change)
    if value is None:
        if kept is not None:
            db.session.delete(kept)
    elif kept is None:
        score = Score(sheet_id=sheet.id, quote_id=quote_id, criterion_id=criterion_id, value=value)
        score.comment = after[1]
        db.session.add(score)
    else:
        kept.value, kept.comment = value, after[1]
