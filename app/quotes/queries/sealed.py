"""What may be known of quotes before they are opened: that they are there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.commissions.models import Commission, Invitation
from app.database import db
from app.people.models import Company
from app.quotes.models import Quote, QuoteState


@dataclass(frozen=True)
class SealedQuote:
    """A quote that is in: whose, when it was received (UTC), and its receipt. Nothing else."""

    company: Company
    received_at: datetime
    receipt: str


@dataclass(frozen=True)
class Stop:
    """That a quote was stopped at its opening, and when it was opened later or set aside, if so."""

    opened_late_at: datetime | None
    set_aside_at: datetime | None

    @property
    def words(self) -> str:
        """What became of it, in words."""
        if self.set_aside_at:
            return "Sent, and set aside"
        return "Sent, and opened later" if self.opened_late_at else "Sent, but not opened yet"


@dataclass(frozen=True)
class Standing:
    """Where a company's quote stands: for its own pages."""

    has_draft: bool = False
    receipt: str | None = None
    received_at: datetime | None = None
    withdrawn_at: datetime | None = None
    stop: Stop | None = None

    @property
    def has_sent(self) -> bool:
        """Whether a quote is in."""
        return self.receipt is not None

    @property
    def words(self) -> str:
        """Where the quote stands, in words."""
        if self.stop:
            return self.stop.words
        if self.has_sent:
            return "Sent, with changes not sent" if self.has_draft else "Sent"
        if self.has_draft:
            return "Draft, not sent"
        return "Withdrawn" if self.withdrawn_at else "Not started"


def sealed_quotes(commission: Commission, at: datetime | None = None) -> list[SealedQuote]:
    """The quotes that are in (or were at an instant), in the order in which they were received."""
    stood = Quote.state == QuoteState.SUBMITTED
    if at is not None:
        was_there = Quote.ended_at.is_(None) | (Quote.ended_at > at)
        stood = (Quote.submitted_at <= at) & was_there
    wanted = (
        select(Quote)
        .join(Quote.invitation)
        .options(contains_eager(Quote.invitation).options(joinedload(Invitation.company)))
        .where(
            Invitation.commission_id == commission.id,
            stood,
            Quote.submitted_at.is_not(None),
            Quote.receipt.is_not(None),
        )
        .order_by(Quote.submitted_at, Quote.id)
    )
    return [
        SealedQuote(quote.invitation.company, quote.submitted_at, quote.receipt)
        for quote in db.session.scalars(wanted)
        if quote.submitted_at and quote.receipt
    ]


def sealed_counts(commission_ids: Collection[int], at: datetime) -> dict[int, int]:
    """How many quotes were in by an instant, by commission; in one statement."""
    wanted = (
        select(Invitation.commission_id, func.count(Quote.id))
        .join(Quote.invitation)
        .where(
            Invitation.commission_id.in_(commission_ids),
            Quote.submitted_at <= at,
            Quote.ended_at.is_(None) | (Quote.ended_at > at),
        )
        .group_by(Invitation.commission_id)
    )
    counts = dict.fromkeys(commission_ids, 0)
    counts.update({commission_id: count for commission_id, count in db.session.execute(wanted)})
    return counts


def companies_of(quote_ids: Collection[int]) -> dict[int, str]:
    """The company's name of each quote, by the quote's id; in one statement."""
    wanted = (
        select(Quote.id, Company.name)
        .join(Quote.invitation)
        .join(Company, Company.id == Invitation.company_id)
        .where(Quote.id.in_(quote_ids))
    )
    return {quote_id: name for quote_id, name in db.session.execute(wanted)}


def standings(invitation_ids: Collection[int]) -> dict[int, Standing]:
    """Where the quote of each invitation stands; in one statement."""
    found = {invitation_id: Standing() for invitation_id in invitation_ids}
    wanted = (
        select(Quote, and_(Commission.opened_at.is_not(None), was_stopped()))
        .join(Invitation, Invitation.id == Quote.invitation_id)
        .join(Commission, Commission.id == Invitation.commission_id)
        .where(Quote.invitation_id.in_(found))
        .order_by(Quote.id)
    )
    for quote, is_stopped in db.session.execute(wanted):
        found[quote.invitation_id] = _with(found[quote.invitation_id], quote, is_stopped)
    return found


def was_stopped() -> ColumnElement[bool]:
    """Whether a quote of an opened commission was stopped then; also if it is settled by now."""
    is_sealed = and_(Quote.state == QuoteState.SUBMITTED, Quote.reading_public != "")
    return and_(is_sealed, Quote.opened.is_(None) | Quote.opened_late_at.is_not(None))


def _with(known: Standing, quote: Quote, is_stopped: bool) -> Standing:
    if quote.state is QuoteState.DRAFT:
        return replace(known, has_draft=True)
    if quote.state is QuoteState.SUBMITTED:
        stop = Stop(quote.opened_late_at, quote.set_aside_at) if is_stopped else None
        return replace(known, receipt=quote.receipt, received_at=quote.submitted_at, stop=stop)
    if quote.state is QuoteState.WITHDRAWN:
        return replace(known, withdrawn_at=quote.ended_at)
    return known
