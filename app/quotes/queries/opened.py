"""Quotes after their opening. Who of the staff may see them is asked in app/evaluation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from app import clock
from app.commissions.models import Commission, Invitation
from app.commissions.rules import OfferedDue, ReadDue, read_dues
from app.database import db
from app.errors import NotFound, RuleBroken
from app.people.models import Company
from app.quotes.models import Quote, QuoteState
from app.quotes.queries.contents import Stored, contents_of, contents_stored
from app.quotes.queries.openings import done_openings, has_been_opened, opened_among
from app.quotes.queries.parts import Contents, GivenAnswer, HeldFile
from app.quotes.rules import NOTHING_STATED, Difference, PricedLine, Stated, Totals, differences


class NotOpened(RuleBroken):
    """The quotes are sealed: two people have not opened them yet."""

    def __init__(self) -> None:
        super().__init__("The quotes are sealed. Two keyholders open them after the deadline.")


@dataclass(frozen=True)
class OpenedFile:
    """A file of an opened quote; size in bytes."""

    id: int
    typed_name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class UnpricedQuote:
    """An opened quote for those from whom its price is hidden: it has none.

    `answers` are keyed by `Question.key`.
    """

    id: int
    invitation_id: int
    company: Company
    received_at: datetime
    receipt: str
    digest: str
    answers: dict[str, GivenAnswer]
    files: tuple[OpenedFile, ...]
    timetable: tuple[OfferedDue, ...] = field(default=(), kw_only=True)

    @property
    def dues(self) -> tuple[ReadDue, ...]:
        """The lines of its timetable with their dates read, as from the day it was received."""
        return read_dues(self.timetable, clock.day_of(self.received_at))

    def answer_to(self, key: str) -> str:
        """What the quote answers to the question with this key; empty where it does not."""
        return self.answers[key].text if key in self.answers else ""

    @property
    def has_price(self) -> bool:
        """Whether its price is there to read."""
        return False


@dataclass(frozen=True)
class OpenedQuote(UnpricedQuote):
    """One opened quote, whole; sums are in pence."""

    lines: tuple[PricedLine, ...]
    totals: Totals
    stated: Stated = NOTHING_STATED

    @property
    def differences(self) -> list[Difference]:
        """Where the totals that the company states are not what its price lines come to."""
        return differences(self.lines, self.stated)

    @property
    def has_price(self) -> bool:
        """Whether its price is there to read."""
        return True

    @property
    def price_pence(self) -> int:
        """The total without VAT, in pence: what is compared."""
        return self.totals.net_pence

    def without_price(self) -> UnpricedQuote:
        """The same for those from whom the price is hidden."""
        kept = {each.name: getattr(self, each.name) for each in fields(UnpricedQuote)}
        return UnpricedQuote(**kept)


def opened_quotes(commission: Commission) -> list[OpenedQuote]:
    """Every opened quote in the order of receipt, in three statements however many there are.

    One that was not as it had been received stays sealed, and is not among them. Raises NotOpened
    before the opening.
    """
    if commission.opened_at is None:
        raise NotOpened
    wanted = _live_quotes([commission.id]).options(undefer(Quote.contents), undefer(Quote.opened))
    opened = wanted.where(Invitation.commission_id.in_(done_openings([commission.id])))
    rows = list(db.session.scalars(opened))
    if not rows and not has_been_opened(commission):
        raise NotOpened
    contents = contents_stored(
        Stored(row.id, row.state, row.draft_key, row.contents, row.opened) for row in rows
    )
    return [_opened(row, contents[row.id]) for row in rows if not contents[row.id].is_sealed]


def opened_quotes_in(commission_ids: Collection[int]) -> dict[int, list[OpenedQuote]]:
    """As `opened_quotes` of several commissions, in as many statements.

    Of one that two people have not opened there is nothing.
    """
    found: dict[int, list[OpenedQuote]] = {each: [] for each in commission_ids}
    if not found:
        return found
    rows = list(db.session.scalars(_live_quotes(opened_among(found))))
    contents = contents_of([row.id for row in rows])
    for row in rows:
        if not contents[row.id].is_sealed:
            found[row.invitation.commission_id].append(_opened(row, contents[row.id]))
    return found


def opened_files(commission: Commission) -> dict[int, list[HeldFile]]:
    """Every file of the opened quotes, by quote, in four statements. Raises NotOpened."""
    if not has_been_opened(commission):
        raise NotOpened
    ids = [row.id for row in db.session.scalars(_live_quotes([commission.id]))]
    return {quote_id: contents.files for quote_id, contents in contents_of(ids).items()}


def opened_file(commission: Commission, quote_id: int, file_id: int) -> HeldFile:
    """A file of an opened quote. Raises NotOpened and NotFound."""
    if not has_been_opened(commission):
        raise NotOpened
    row = db.session.scalar(_live_quotes([commission.id]).where(Quote.id == quote_id))
    files = contents_of([row.id])[row.id].files if row is not None else []
    for file in files:
        if file.id == file_id:
            return file
    raise NotFound


def _live_quotes(commission_ids: Collection[int]) -> Select[Quote]:
    return (
        select(Quote)
        .join(Quote.invitation)
        .options(contains_eager(Quote.invitation).options(joinedload(Invitation.company)))
        .where(Invitation.commission_id.in_(commission_ids), Quote.state == QuoteState.SUBMITTED)
        .order_by(Quote.submitted_at, Quote.id)
    )


def _opened(row: Quote, contents: Contents) -> OpenedQuote:
    if row.submitted_at is None or row.receipt is None:
        raise NotFound  # the database's own checks forbid it
    return OpenedQuote(
        id=row.id,
        invitation_id=row.invitation_id,
        company=row.invitation.company,
        received_at=row.submitted_at,
        receipt=row.receipt,
        digest=row.digest,
        answers=contents.answers,
        lines=tuple(contents.lines),
        totals=contents.totals,
        stated=contents.stated,
        timetable=tuple(contents.timetable),
        files=tuple(
            OpenedFile(file.id, file.typed_name, file.size, file.sha256) for file in contents.files
        ),
    )
