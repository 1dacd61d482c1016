"""Quotes that were stopped at their opening: which, why, and what has become of them since."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app import clock
from app.commissions.models import Commission, Invitation
from app.database import db
from app.people.models import Person
from app.quotes.models import LaterOpening, Quote, QuoteState, SealedFile
from app.quotes.queries.openings import (
    OpeningBegun,
    RecordedQuote,
    opening_record,
    recorded_quotes,
)
from app.quotes.queries.sealed import was_stopped
from app.quotes.rules import TIME_TO_CONFIRM
from app.sealing import memory

LATER = "later-"
"""How the names begin under which first halves of later openings wait in memory."""


@dataclass(frozen=True)
class Stopped:
    """A quote that was stopped, with the newest reason; `stored_as` names its sealed files.

    It is settled once it was opened later or set aside.
    """

    quote_id: int
    invitation_id: int
    company_id: int
    company: str
    receipt: str
    received_at: datetime
    fault: str
    stored_as: tuple[str, ...]
    opened_late_at: datetime | None
    set_aside_at: datetime | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be decided on it."""
        return self.opened_late_at is not None or self.set_aside_at is not None


@dataclass(frozen=True)
class TriedLater:
    """One later opening by two people, and what it found of each quote."""

    at: datetime
    by: tuple[str, str]
    quotes: tuple[RecordedQuote, ...]


def stopped_quotes(commission: Commission) -> list[Stopped]:
    """Every quote that was stopped at the opening, in the order of receipt."""
    if commission.opened_at is None:
        return []
    wanted = (
        select(Quote)
        .join(Quote.invitation)
        .options(contains_eager(Quote.invitation).options(joinedload(Invitation.company)))
        .where(Invitation.commission_id == commission.id, was_stopped())
        .order_by(Quote.submitted_at, Quote.id)
    )
    quotes = list(db.session.scalars(wanted))
    if not quotes:
        return []
    faults = _newest_faults(commission)
    places = _places([quote.id for quote in quotes])
    return [
        Stopped(
            quote_id=quote.id,
            invitation_id=quote.invitation_id,
            company_id=quote.invitation.company_id,
            company=quote.invitation.company.name,
            receipt=quote.receipt or "",
            received_at=quote.submitted_at or quote.started_at,
            fault=faults.get(quote.receipt or "", ""),
            stored_as=places.get(quote.id, ()),
            opened_late_at=quote.opened_late_at,
            set_aside_at=quote.set_aside_at,
        )
        for quote in quotes
    ]


def unsettled(commission: Commission) -> list[Stopped]:
    """Those of them that wait to be opened or set aside."""
    return [each for each in stopped_quotes(commission) if not each.is_settled]


def unsettled_counts(commission_ids: Collection[int], at: datetime) -> dict[int, int]:
    """How many stopped quotes waited to be settled at an instant, by commission; one statement."""
    wanted = (
        select(Invitation.commission_id, func.count(Quote.id))
        .join(Invitation, Invitation.id == Quote.invitation_id)
        .join(Commission, Commission.id == Invitation.commission_id)
        .where(Commission.id.in_(commission_ids), Commission.opened_at <= at, _unsettled(at))
        .group_by(Invitation.commission_id)
    )
    return {commission_id: count for commission_id, count in db.session.execute(wanted)}


def why_held(commission: Commission) -> str | None:
    """The sentence that holds scores and award while a stopped quote is not settled, else None."""
    waiting = unsettled_counts([commission.id], clock.now()).get(commission.id, 0)
    if not waiting:
        return None
    which = "A quote was" if waiting == 1 else f"{waiting} quotes were"
    it = "it is" if waiting == 1 else "they are"
    return (
        f"{which} stopped at the opening, because what is stored is not what was received. "
        f"Scores cannot be handed in and no award proposed until {it} opened or set aside."
    )


def later_begun(commission: Commission) -> OpeningBegun | None:
    """The later opening that waits for its second person; None where none does any longer."""
    wanted = (
        select(LaterOpening, Person.name)
        .join(Person, Person.id == LaterOpening.first_id)
        .where(
            LaterOpening.commission_id == commission.id,
            LaterOpening.done_at.is_(None),
            LaterOpening.begun_really_at >= clock.real_now() - TIME_TO_CONFIRM,
        )
        .order_by(LaterOpening.id.desc())
        .limit(1)
    )
    row = db.session.execute(wanted).first()
    if row is None or memory.held(later_name_in_memory(row[0].id)) is None:
        return None
    return OpeningBegun(row[0].id, row[0].first_id, row[1], row[0].begun_really_at)


def later_openings(commission: Commission) -> list[TriedLater]:
    """Every later opening that two people finished, oldest first."""
    first, second = aliased(Person), aliased(Person)
    wanted = (
        select(LaterOpening, first.name, second.name)
        .join(first, first.id == LaterOpening.first_id)
        .join(second, second.id == LaterOpening.second_id)
        .where(LaterOpening.commission_id == commission.id, LaterOpening.done_at.is_not(None))
        .order_by(LaterOpening.id)
    )
    return [
        TriedLater(row.done_at, (one, other), recorded_quotes(json.loads(row.record)))
        for row, one, other in db.session.execute(wanted)
        if row.done_at is not None
    ]


def later_name_in_memory(later_id: int) -> str:
    """Under which name the first keyholder's half of a later opening waits for the second."""
    return f"{LATER}{later_id}"


def with_stopped_quotes() -> Select[int]:
    """The commissions that were opened and have a stopped quote that can still be opened."""
    return (
        select(Invitation.commission_id)
        .join(Quote, Quote.invitation_id == Invitation.id)
        .join(Commission, Commission.id == Invitation.commission_id)
        .where(
            Commission.opened_at.is_not(None),
            _sealed(),
            Quote.opened.is_(None),
            Quote.set_aside_at.is_(None),
        )
    )


def _sealed() -> ColumnElement[bool]:
    return and_(Quote.state == QuoteState.SUBMITTED, Quote.reading_public != "")


def _unsettled(at: datetime) -> ColumnElement[bool]:
    not_open = Quote.opened.is_(None) | (Quote.opened_late_at > at)
    return and_(_sealed(), not_open, Quote.set_aside_at.is_(None) | (Quote.set_aside_at > at))


def _newest_faults(commission: Commission) -> dict[str, str]:
    """Why each quote was not opened, by its receipt, as two people found it last."""
    record = opening_record(commission)
    found = list(record.quotes) if record else []
    for tried in later_openings(commission):
        found.extend(tried.quotes)
    return {quote.receipt: quote.fault for quote in found if quote.fault}


def _places(quote_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    rows = db.session.execute(
        select(SealedFile.quote_id, SealedFile.stored_as)
        .where(SealedFile.quote_id.in_(quote_ids))
        .order_by(SealedFile.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for quote_id, stored_as in rows:
        found[quote_id] = (*found.get(quote_id, ()), stored_as)
    return found
