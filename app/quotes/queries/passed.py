"""What passed between us and one company about its quotes: when, and the receipt; no contents."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from app.commissions.queries import Passed
from app.database import db
from app.quotes.models import Quote, QuoteState, RefusedAttempt


def passed_in_quotes(invitation_ids: Collection[int]) -> list[Passed]:
    """Quotes begun, sent, replaced and withdrawn, and what was refused; in two statements."""
    quotes = select(Quote).where(Quote.invitation_id.in_(invitation_ids))
    found = [one for quote in db.session.scalars(quotes) for one in _of_quote(quote)]
    refused = select(RefusedAttempt).where(RefusedAttempt.invitation_id.in_(invitation_ids))
    for each in db.session.scalars(refused):
        why = "too late" if each.is_late else "against the rules at that time"
        what = f"Refused, and kept out: you tried to {each.what}"
        here = (each.invitation_id, "quotes.invitation")
        found.append(Passed(each.at, False, what, *here, f"It was {why}."))
    return found


def invitations_with_quote(invitation_ids: Collection[int]) -> set[int]:
    """Those of these invitations whose company has a quote in; in one statement."""
    wanted = select(Quote.invitation_id).where(
        Quote.invitation_id.in_(invitation_ids), Quote.state == QuoteState.SUBMITTED
    )
    return set(db.session.scalars(wanted))


def _of_quote(quote: Quote) -> Iterator[Passed]:
    here = quote.invitation_id
    yield Passed(quote.started_at, False, "You began a quote", here, "quotes.invitation")
    if quote.submitted_at is None:
        return
    receipt = f"Receipt {quote.receipt}"
    yield Passed(quote.submitted_at, False, "You sent a quote", here, "quotes.receipt", receipt)
    if quote.ended_at is not None:
        act = "replaced" if quote.state is QuoteState.REPLACED else "withdrew"
        yield Passed(quote.ended_at, False, f"You {act} a quote", here, "quotes.receipt", receipt)
