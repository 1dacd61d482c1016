"""Orders to send the outcome letters, and what is added to each."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app import clock
from app.commissions.models import Commission
from app.database import db
from app.evaluation.models import Award, LetterFeedback, LettersOrder


def letters_order(commission: Commission) -> LettersOrder | None:
    """The order that waits until its letters leave; None where none was given or it is over."""
    return db.session.scalar(
        select(LettersOrder)
        .join(Award, Award.id == LettersOrder.award_id)
        .where(
            Award.commission_id == commission.id,
            LettersOrder.stopped_at.is_(None),
            LettersOrder.left_at.is_(None),
        )
    )


def letters_leaving(commission_ids: Collection[int]) -> set[int]:
    """The commissions whose letters wait to leave and can still be stopped; in one statement."""
    return set(
        db.session.scalars(
            select(Award.commission_id)
            .join(LettersOrder, LettersOrder.award_id == Award.id)
            .where(
                Award.commission_id.in_(commission_ids),
                LettersOrder.stopped_at.is_(None),
                LettersOrder.left_at.is_(None),
                LettersOrder.leaves_at > clock.real_now(),
            )
        )
    )


def due_orders() -> list[LettersOrder]:
    """The orders whose time to be stopped is over and whose letters have not left, oldest first."""
    return list(
        db.session.scalars(
            select(LettersOrder)
            .where(
                LettersOrder.stopped_at.is_(None),
                LettersOrder.left_at.is_(None),
                LettersOrder.leaves_at <= clock.real_now(),
            )
            .order_by(LettersOrder.id)
        )
    )


def feedback_in_letters(award: Award) -> dict[int, str]:
    """What the letter of each quote says beside its points, as last written."""
    rows = db.session.execute(
        select(LetterFeedback.quote_id, LetterFeedback.text)
        .where(LetterFeedback.award_id == award.id)
        .order_by(LetterFeedback.id)
    )
    return {quote_id: text for quote_id, text in rows}
