"""Which invitation a quote answers: no contents, for awards and what is delivered under them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.commissions.models import Invitation
from app.database import db
from app.quotes.models import Quote


def invitations_of_quotes(quote_ids: Collection[int]) -> dict[int, Invitation]:
    """The invitation, with its company, that each of these quotes answers."""
    rows = db.session.scalars(
        select(Quote)
        .join(Quote.invitation)
        .options(contains_eager(Quote.invitation).options(joinedload(Invitation.company)))
        .where(Quote.id.in_(set(quote_ids)))
    )
    return {row.id: row.invitation for row in rows}
