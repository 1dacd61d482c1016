"""What each member handed in, and whether it still is what it was then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.commissions.models import Commission
from app.database import db
from app.evaluation.models import Score, ScoreSheet
from app.evaluation.rules import digest_of_scores
from app.people.models import Person


@dataclass(frozen=True)
class SheetHandedIn:
    """One member's scores as they were handed in; the instant is aware, UTC.

    `digest` is the SHA-256 that the audit holds too; of before there was one it is empty, and
    nobody can tell whether anything `is_unchanged`.
    """

    member: str
    at: datetime
    digest: str
    is_unchanged: bool | None


def sheets_handed_in(commission: Commission) -> list[SheetHandedIn]:
    """What was handed in, by member's name, compared with the scores on record; two statements."""
    here = ScoreSheet.commission_id == commission.id, ScoreSheet.submitted_at.is_not(None)
    scores: dict[int, list[tuple[int, int, int | None, str]]] = defaultdict(list)
    of_all = (
        select(Score.sheet_id, Score.quote_id, Score.criterion_id, Score.value, Score.comment)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .where(*here)
    )
    for sheet_id, quote_id, criterion_id, value, comment in db.session.execute(of_all):
        scores[sheet_id].append((quote_id, criterion_id, value, comment))
    sheets = (
        select(
            ScoreSheet.id, Person.name, ScoreSheet.submitted_at, ScoreSheet.nonce, ScoreSheet.digest
        )
        .join(Person, Person.id == ScoreSheet.person_id)
        .where(*here)
        .order_by(Person.name, ScoreSheet.id)
    )
    return [
        SheetHandedIn(
            row.name,
            row.submitted_at,
            row.digest,
            digest_of_scores(row.nonce, scores[row.id]) == row.digest if row.digest else None,
        )
        for row in db.session.execute(sheets)
    ]
