"""Scoring: saved as one goes, submitted once, closed by the officer where somebody stays away."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require
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
    sheet_of,
    why_not_close,
    why_not_score,
)

Cell = tuple[int, int]
"""A quote and a criterion."""

Given = Mapping[Cell, tuple[int | None, str]]
"""By cell: the score, None where not given yet, and the comment."""


def save_scores(
    commission: Commission, given: Given, *, by: Person, seen: Mapping[Cell, str] | None = None
) -> ScoreSheet:
    """Keep a member's scores and comments, whole or in part; those that did not change stay.

    `seen` are the marks of what the page showed: what was changed elsewhere since is not
    overwritten; a score from one window and a comment from another are both kept. Raises RuleBroken
    at each score that both windows changed, and where the member may not score, has submitted, or
    scoring is closed.
    """
    sheet = _open_sheet(commission, by)
    basis = scoring_basis(commission, by)
    kept = {
        (score.quote_id, score.criterion_id): score
        for score in db.session.scalars(select(Score).where(Score.sheet_id == sheet.id))
    }
    saved = 0
    faults: dict[str, str] = {}
    for cell, (value, comment) in given.items():
        if cell[0] not in basis.quote_ids:
            raise RuleBroken("This quote is not part of the comparison.")
        if cell[1] not in basis.criterion_ids:
            raise RuleBroken("This criterion is not part of the brief.")
        there, mark = kept.get(cell), (seen or {}).get(cell)
        scale = rules.scale_of(cell[1] in basis.pass_fail_ids)
        wanted = _wanted(there, value, comment, mark, scale)
        if isinstance(wanted, str):
            faults[name_of_cell(cell)] = wanted
        else:
            saved += _keep(sheet, cell, there, *wanted)
    if faults:
        name, sentence = faults.popitem()
        raise RuleBroken(sentence, name, beside=faults)
    if saved:
        audit.record(
            "scores saved",
            commission,
            commission.reference,
            by=by,
            after="one score or comment" if saved == 1 else f"{saved} scores or comments",
            commission_id=commission.id,
        )
    return sheet


def submit_scores(commission: Commission, *, by: Person) -> ScoreSheet:
    """Hand in a member's scores. Raises RuleBroken while one is missing or lacks its comment.

    Also while a stopped quote is not settled: it would be scored after others' scores were seen.
    """
    must_be_settled(commission)
    sheet = _open_sheet(commission, by)
    basis = scoring_basis(commission, by)
    every = list(db.session.scalars(select(Score).where(Score.sheet_id == sheet.id)))
    scores = [
        score for score in every if score.quote_id in basis.quote_ids and score.value is not None
    ]
    pass_fail = basis.pass_fail_ids
    missing = len(basis.cells - {(score.quote_id, score.criterion_id) for score in scores})
    if missing > 0:
        left = "One score is missing." if missing == 1 else f"{missing} scores are missing."
        raise RuleBroken(f"{left} Score every quote on every criterion before you submit.")
    lacking = sum(
        rules.comment_fault(score.value or 0, score.comment, score.criterion_id in pass_fail)
        is not None
        for score in scores
    )
    if lacking:
        need = "score needs" if lacking == 1 else "scores need"
        raise RuleBroken(f"{lacking} {need} a comment before you submit.")
    sheet.submitted_at = clock.now()
    sheet.nonce = secrets.token_hex(16)
    sheet.digest = rules.digest_of_scores(
        sheet.nonce, ((one.quote_id, one.criterion_id, one.value, one.comment) for one in every)
    )
    open_scores_if_complete(commission)
    audit.record(
        "scores submitted",
        commission,
        commission.reference,
        by=by,
        after=f"SHA-256 {sheet.digest}",
        commission_id=commission.id,
    )
    return sheet


def close_scoring(commission: Commission, reason: str, *, by: Person) -> ScoringClose:
    """End scoring although somebody has not submitted; who had not is recorded."""
    require(lock_commission(commission.id), Act.SCORE)
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can close scoring.")
    if refusal := why_not_close(commission):
        raise RuleBroken(refusal)
    if not reason.strip():
        raise RuleBroken("Enter why you are closing scoring", "reason")
    missing = [person.name for person in people_yet_to_submit(commission)]
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
    """A member's sheet while it may be written; one who submits or closes meanwhile goes first."""
    lock_commission(commission.id)
    if refusal := why_not_score(by, commission):
        raise RuleBroken(refusal)
    sheet = sheet_of(by, commission)
    if sheet is None:
        sheet = ScoreSheet(commission_id=commission.id, person_id=by.id, begun_at=clock.now())
        db.session.add(sheet)
        db.session.flush()
    return sheet


def _wanted(
    kept: Score | None, value: int | None, comment: str, mark: str | None, scale: Mapping[int, str]
) -> tuple[int | None, str] | str:
    """What is to be kept of one score, or the sentence about it.

    Another window may have changed the same, or what was typed is no score.
    """
    if mark is not None:
        there = (kept.value, kept.comment) if kept else (None, "")
        value, comment, differs = rules.merged(mark, there, (value, comment))
        if differs:
            now = rules.given_in_words(*there) if kept else "nothing"
            return f"This was changed in another window: {now} is there. Save again to replace it"
    if value is not None and value not in scale:
        return f"Choose one of: {', '.join(scale.values())}"
    return value, comment


def name_of_cell(cell: Cell) -> str:
    """The name of a cell's score on a form."""
    return f"score_{cell[0]}_{cell[1]}"


def _keep(
    sheet: ScoreSheet,
    cell: Cell,
    kept: Score | None,
    value: int | None,
    comment: str,
) -> bool:
    """Keep one score with its comment; says whether anything changed."""
    before = (kept.value, kept.comment) if kept else (None, "")
    after = (value, comment.strip())
    if before == after:
        return False
    # Beside the scores, not in the audit: officers read that, and scores stay hidden at first.
    change = ScoreChange(
        sheet_id=sheet.id, quote_id=cell[0], criterion_id=cell[1], changed_at=clock.now()
    )
    change.value_before, change.comment_before = before
    change.value_after, change.comment_after = after
    db.session.add(change)
    if after == (None, ""):
        if kept is not None:
            db.session.delete(kept)
    elif kept is None:
        score = Score(sheet_id=sheet.id, quote_id=cell[0], criterion_id=cell[1], value=value)
        score.comment = after[1]
        db.session.add(score)
    else:
        kept.value, kept.comment = after
    return True
