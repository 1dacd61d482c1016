"""Quotes after their opening. Who of the staff may see them is asked in app/evaluation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache, cached
from sqlalchemy import Row, Select, or_, select

from app import clock
from app.commissions.models import Commission, Invitation, Question
from app.commissions.rules import OfferedDue, ReadDue, read_due
from app.database import db
from app.errors import NotFound, RuleBroken
from app.people.models import Company
from app.quotes.marks import Marked
from app.quotes.models import Quote, QuoteState
from app.quotes.queries.contents import Stored, contents_of, contents_stored
from app.quotes.queries.openings import done_openings, has_been_opened, opened_among
from app.quotes.queries.parts import Contents, GivenAnswer, HeldFile
from app.quotes.rules import NOTHING_STATED, Difference, PricedLine, Stated, Totals, differences

MOST_DATES = 5_000
"""Lines of opened timetables of which a process keeps in memory what their dates mean."""

_read_once = cached(LRUCache[tuple[OfferedDue, date], ReadDue](MOST_DATES), lock=Lock())(read_due)
"""As `read_due`: everybody who scores reads the same dates. Never of what is not opened."""


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


class Bidder(NamedTuple):
    """The company of a quote."""

    id: int
    name: str


class QuoteMark(NamedTuple):
    """An opened quote without its contents: whose it is, and the SHA-256 of what it says.

    Two of one mark say the same, since what is sealed has something random in it.
    """

    id: int
    invitation_id: int
    company: Bidder
    digest: str


@dataclass(frozen=True)
class UnpricedQuote:
    """An opened quote for those from whom its price is hidden: it has none.

    `answers` are keyed by `Question.key`.
    """

    id: int
    invitation_id: int
    company: Bidder
    received_at: datetime
    receipt: str
    digest: str
    answers: dict[str, GivenAnswer]
    files: tuple[OpenedFile, ...]
    timetable: tuple[OfferedDue, ...] = field(default=(), kw_only=True)
    marks: tuple[Marked, ...] = field(default=(), kw_only=True, repr=False)
    """What the company considers confidential: for officers (`app.evaluation.queries.marks`)."""

    @property
    def dues(self) -> tuple[ReadDue, ...]:
        """The lines of its timetable with their dates read, as from the day it was received."""
        said_on = clock.day_of(self.received_at)
        return tuple(_read_once(due, said_on) for due in self.timetable)

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


def opened_quotes(commission: Commission, known: Iterable[Question] = ()) -> list[OpenedQuote]:
    """Every opened quote in the order of receipt, in three statements however many there are, and
    in one less where all questions that they answer are `known`.

    One that was not as it had been received stays sealed, and is not among them. Raises NotOpened
    before the opening.
    """
    if commission.opened_at is None:
        raise NotOpened
    wanted = _live_quotes([commission.id]).add_columns(
        Quote.draft_key, Quote.contents, Quote.opened
    )
    opened = wanted.where(Invitation.commission_id.in_(done_openings([commission.id])))
    rows = db.session.execute(opened).all()
    if not rows and not has_been_opened(commission):
        raise NotOpened
    stored = [Stored(row.id, row.state, row.draft_key, row.contents, row.opened) for row in rows]
    contents = contents_stored(stored, known)
    return [_opened(row, contents[row.id]) for row in rows if not contents[row.id].is_sealed]


def opened_marks(commission: Commission) -> list[QuoteMark]:
    """The marks of the quotes that `opened_quotes` gives, in one statement. Raises NotOpened."""
    if commission.opened_at is None:
        raise NotOpened
    is_readable = or_(Quote.opened.is_not(None), Quote.contents.is_(None))
    is_done = Invitation.commission_id.in_(done_openings([commission.id]))
    rows = db.session.execute(_live_quotes([commission.id]).where(is_done, is_readable)).all()
    if not rows and not has_been_opened(commission):
        raise NotOpened
    return [
        QuoteMark(row.id, row.invitation_id, Bidder(row.company_id, row.name), row.digest)
        for row in rows
    ]


def opened_quotes_in(commission_ids: Collection[int]) -> dict[int, list[OpenedQuote]]:
    """As `opened_quotes` of several commissions, in as many statements.

    Of one that two people have not opened there is nothing.
    """
    found: dict[int, list[OpenedQuote]] = {each: [] for each in commission_ids}
    if not found:
        return found
    rows = db.session.execute(_live_quotes(opened_among(found))).all()
    contents = contents_of([row.id for row in rows])
    for row in rows:
        if not contents[row.id].is_sealed:
            found[row.commission_id].append(_opened(row, contents[row.id]))
    return found


def opened_files(commission: Commission) -> dict[int, list[HeldFile]]:
    """Every file of the opened quotes, by quote, in four statements. Raises NotOpened."""
    if not has_been_opened(commission):
        raise NotOpened
    ids = [row.id for row in db.session.execute(_live_quotes([commission.id]))]
    return {quote_id: contents.files for quote_id, contents in contents_of(ids).items()}


def opened_file(commission: Commission, quote_id: int, file_id: int) -> HeldFile:
    """A file of an opened quote. Raises NotOpened and NotFound."""
    if not has_been_opened(commission):
        raise NotOpened
    wanted = _live_quotes([commission.id]).where(Quote.id == quote_id)
    row = db.session.execute(wanted).one_or_none()
    files = contents_of([row.id])[row.id].files if row is not None else []
    for file in files:
        if file.id == file_id:
            return file
    raise NotFound


def _live_quotes(commission_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Quote.id,
            Quote.invitation_id,
            Invitation.commission_id,
            Invitation.company_id,
            Company.name,
            Quote.state,
            Quote.submitted_at,
            Quote.receipt,
            Quote.digest,
        )
        .join(Invitation, Invitation.id == Quote.invitation_id)
        .join(Company, Company.id == Invitation.company_id)
        .where(Invitation.commission_id.in_(commission_ids), Quote.state == QuoteState.SUBMITTED)
        .order_by(Quote.submitted_at, Quote.id)
    )


def _opened(row: Row[*tuple[Any, ...]], contents: Contents) -> OpenedQuote:
    if row.submitted_at is None or row.receipt is None:
        raise NotFound  # the database's own checks forbid it
    return OpenedQuote(
        id=row.id,
        invitation_id=row.invitation_id,
        company=Bidder(row.company_id, row.name),
        received_at=row.submitted_at,
        receipt=row.receipt,
        digest=row.digest,
        answers=contents.answers,
        lines=tuple(contents.lines),
        totals=contents.totals,
        stated=contents.stated,
        timetable=tuple(contents.timetable),
        marks=tuple(contents.marks),
        files=tuple(
            OpenedFile(file.id, file.typed_name, file.size, file.sha256) for file in contents.files
        ),
    )
