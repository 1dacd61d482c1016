"""Openings and refused attempts: who did what when, never what is in a quote."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select

from app import clock
from app.commissions.models import Commission, Invitation
from app.database import db
from app.people.models import Company, Person
from app.quotes.models import Opening, RefusedAttempt
from app.quotes.rules import TIME_TO_CONFIRM
from app.sealing import memory

OPENING = "opening-"
"""How the names begin under which first halves of openings wait in memory."""


@dataclass(frozen=True)
class AttemptMade:
    """Something that a company tried and that was refused."""

    company: str
    person: str
    at: datetime
    what: str
    is_late: bool


@dataclass(frozen=True)
class OpeningBegun:
    """An opening that waits for its second person (real time)."""

    id: int
    first_id: int
    first_name: str
    begun_really_at: datetime

    @property
    def lapses_at(self) -> datetime:
        """Until when, by the world's clock, the second person may confirm."""
        return self.begun_really_at + TIME_TO_CONFIRM


@dataclass(frozen=True)
class RecordedFile:
    """A file as its receipt acknowledged it, by number; sizes in bytes.

    `sealed_…` are of the sealed file that was on the disk; empty in records of before.
    """

    number: int
    sha256: str
    size: int
    is_as_received: bool
    id: int | None = None
    sealed_size: int | None = None
    sealed_sha256: str = ""


@dataclass(frozen=True)
class RecordedQuote:
    """An opened quote as the record lists it."""

    company: str
    receipt: str
    received_at: datetime
    digest: str
    is_as_received: bool
    files: tuple[RecordedFile, ...]
    fault: str = ""
    """Why it was not opened; empty where it was."""
    sealed_size: int | None = None
    sealed_sha256: str = ""


@dataclass(frozen=True)
class RecordedEnd:
    """A quote that was withdrawn or replaced before the deadline."""

    company: str
    receipt: str
    received_at: datetime
    ended_at: datetime
    how: str


@dataclass(frozen=True)
class RecordedSilence:
    """A company without a quote, and what it said."""

    company: str
    said: str
    reason: str


@dataclass(frozen=True)
class OpeningRecord:
    """Who opened what, when; instants on the group's calendar, aware UTC."""

    id: int
    begun_at: datetime
    opened_at: datetime
    opened_by: tuple[str, ...]
    deadline: datetime
    quotes: tuple[RecordedQuote, ...]
    ended: tuple[RecordedEnd, ...]
    without_quote: tuple[RecordedSilence, ...]
    attempts: tuple[AttemptMade, ...]


def opened_among(commission_ids: Collection[int]) -> list[int]:
    """Those of the commissions whose quotes two people have opened."""
    return list(db.session.scalars(done_openings(commission_ids)))


def done_openings(commission_ids: Collection[int]) -> Select[int]:
    """The same as a part of a statement that reads quotes: it finds none that are not opened."""
    return select(Opening.commission_id).where(
        Opening.commission_id.in_(commission_ids),
        Opening.opened_at.is_not(None),
        Opening.second_id.is_not(None),
    )


def has_been_opened(commission: Commission) -> bool:
    """Whether two people have opened the commission's quotes: asked of the opening's own row."""
    if commission.opened_at is None:
        return False
    done = exists().where(
        Opening.commission_id == commission.id,
        Opening.opened_at.is_not(None),
        Opening.second_id.is_not(None),
    )
    return bool(db.session.scalar(select(done)))


def attempts(commission: Commission, *, after: datetime | None = None) -> list[AttemptMade]:
    """Every refused attempt in order, or those after an instant."""
    wanted = (
        select(RefusedAttempt, Company.name, Person.name)
        .join(Invitation, Invitation.id == RefusedAttempt.invitation_id)
        .join(Company, Company.id == Invitation.company_id)
        .join(Person, Person.id == RefusedAttempt.person_id)
        .where(Invitation.commission_id == commission.id)
        .order_by(RefusedAttempt.at, RefusedAttempt.id)
    )
    if after is not None:
        wanted = wanted.where(RefusedAttempt.at > after)
    return [
        AttemptMade(company, person, attempt.at, attempt.what, attempt.is_late)
        for attempt, company, person in db.session.execute(wanted)
    ]


def opening_begun(commission: Commission) -> OpeningBegun | None:
    """The opening that waits for its second person; None where none does or its time is over."""
    return openings_begun([commission.id]).get(commission.id)


def openings_begun(commission_ids: Collection[int]) -> dict[int, OpeningBegun]:
    """The same for several commissions, by commission; in one statement."""
    earliest = clock.real_now() - TIME_TO_CONFIRM
    wanted = (
        select(Opening, Person.name)
        .join(Person, Person.id == Opening.first_id)
        .where(
            Opening.commission_id.in_(commission_ids),
            Opening.opened_at.is_(None),
            Opening.begun_really_at >= earliest,
        )
        .order_by(Opening.id)
    )
    return {
        opening.commission_id: OpeningBegun(
            opening.id, opening.first_id, name, opening.begun_really_at
        )
        for opening, name in db.session.execute(wanted)
        if memory.held(name_in_memory(opening.id)) is not None  # else begun before a restart
    }


def name_in_memory(opening_id: int) -> str:
    """Under which name the first keyholder's half of the opening waits for the second."""
    return f"{OPENING}{opening_id}"


def opening_record(commission: Commission) -> OpeningRecord | None:
    """The record of the opening as it was written then; None before it."""
    found = db.session.execute(
        select(Opening.id, Opening.record).where(
            Opening.commission_id == commission.id, Opening.opened_at.is_not(None)
        )
    ).first()
    return read_record(found.id, found.record) if found and found.record else None


def read_record(opening_id: int, written: str) -> OpeningRecord:
    """A record from its JSON."""
    kept = json.loads(written)
    at = datetime.fromisoformat
    return OpeningRecord(
        id=opening_id,
        begun_at=at(kept["begun_at"]),
        opened_at=at(kept["opened_at"]),
        opened_by=tuple(kept["opened_by"]),
        deadline=at(kept["deadline"]),
        quotes=recorded_quotes(kept["quotes"]),
        ended=tuple(
            RecordedEnd(
                end["company"],
                end["receipt"],
                at(end["received_at"]),
                at(end["ended_at"]),
                end["how"],
            )
            for end in kept["ended"]
        ),
        without_quote=tuple(RecordedSilence(**silence) for silence in kept["without_quote"]),
        attempts=tuple(
            AttemptMade(**{**attempt, "at": at(attempt["at"])}) for attempt in kept["attempts"]
        ),
    )


def recorded_quotes(kept: Sequence[dict[str, Any]]) -> tuple[RecordedQuote, ...]:
    """The quotes of a record from their JSON."""
    return tuple(
        RecordedQuote(
            quote["company"],
            quote["receipt"],
            datetime.fromisoformat(quote["received_at"]),
            quote["digest"],
            quote["is_as_received"],
            tuple(RecordedFile(**file) for file in quote["files"]),
            quote.get("fault", ""),
            quote.get("sealed_size"),
            quote.get("sealed_sha256", ""),
        )
        for quote in kept
    )
