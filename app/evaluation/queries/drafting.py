"""What outcome letters could say as feedback, drafted from why quotes were scored as they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.commissions.models import Commission
from app.commissions.queries import brief_to_judge
from app.database import db
from app.evaluation.models import Consensus, Moderation
from app.evaluation.queries.scoring import (
    counted_scores,
    places_in,
    progress_of,
    scores_are_open,
)
from app.evaluation.rules import LONGEST_FEEDBACK, Reasons, drafted_feedback, names_said
from app.quotes.queries import opened_quotes


class Draft(NamedTuple):
    """Feedback to one company as drafted; `names` are those in it of other companies and members.

    They are for the officer to take out.
    """

    text: str
    names: Sequence[str]


NO_DRAFT = Draft("", ())


def feedback_drafts(commission: Commission) -> dict[int, Draft]:
    """A draft for each opened quote, by criterion: the consensus reason, else members' comments.

    Of the scores that count, without saying whose. Shown to whoever may see every quote. Nothing is
    drafted before scores are open: *no award* may be decided before that.
    """
    if not scores_are_open(commission):
        return {}
    brief, quotes = brief_to_judge(commission.id), opened_quotes(commission)
    known = places_in(commission)
    reasons = _consensus_reasons(commission)
    comments: dict[tuple[int, int], list[str]] = defaultdict(list)
    for _, quote_id, criterion_id, _, comment in counted_scores(commission, quotes, known):
        if comment.strip():
            comments[quote_id, criterion_id].append(comment)
    members = [one.name for one in progress_of(commission, known).counted]
    found: dict[int, Draft] = {}
    for quote in quotes:
        given = [
            Reasons(
                criterion.title,
                reasons.get((quote.id, criterion.id), ""),
                comments[quote.id, criterion.id],
            )
            for criterion in brief.criteria
        ]
        others = [other.company.name for other in quotes if other is not quote]
        found[quote.id] = _draft(given, [*others, *members])
    return found


def _draft(given: Iterable[Reasons], names: Iterable[str]) -> Draft:
    text = drafted_feedback(given, LONGEST_FEEDBACK)
    return Draft(text, names_said(text, names))


def _consensus_reasons(commission: Commission) -> Mapping[tuple[int, int], str]:
    """The reason of the newest consensus, by quote and criterion."""
    rows = db.session.execute(
        select(Consensus.quote_id, Consensus.criterion_id, Consensus.reason)
        .join(Moderation, Moderation.id == Consensus.moderation_id)
        .where(Moderation.commission_id == commission.id)
        .order_by(Consensus.id)
    )
    return {(quote_id, criterion_id): reason for quote_id, criterion_id, reason in rows}
