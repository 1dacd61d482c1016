"""What a company sees of its own quote. Another company's is a NotFound."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Protocol

from sqlalchemy import select

from app import clock
from app.access import Person
from app.commissions.models import Brief, Invitation, Question
from app.commissions.queries import issued_brief
from app.commissions.rules import OfferedDue, ReadDue, Topic, read_dues
from app.database import db
from app.errors import NotFound, RuleBroken
from app.quotes.marks import PRICES, TIMETABLE, Marked, answer_part, file_part, marks_of
from app.quotes.models import Quote, QuoteState
from app.quotes.queries.contents import contents_of, contents_with
from app.quotes.queries.parts import Contents, HeldFile
from app.quotes.rules import (
    NOTHING_STATED,
    AnswerGiven,
    Difference,
    Missing,
    PricedLine,
    Stated,
    Totals,
    differences,
    missing_from,
    words_in,
)
from app.sealing import CannotUnseal, key_of


@dataclass(frozen=True)
class OwnAnswer:
    """A question and the company's own answer to it."""

    question_id: int
    key: str
    number: int
    question: str
    word_limit: int | None
    text: str
    asks_for_dates: bool = False
    """Whether the question is about the dates of delivery."""

    @property
    def words(self) -> int:
        """How many words the answer has."""
        return words_in(self.text)

    @property
    def is_too_long(self) -> bool:
        """Whether the answer has more words than the question allows."""
        return self.word_limit is not None and self.words > self.word_limit


@dataclass(frozen=True)
class OwnQuote:
    """A company's own draft or submitted quote with all that can be read of it; sums in pence."""

    id: int
    is_draft: bool
    changed_at: datetime
    received_at: datetime | None
    receipt: str | None
    answers: tuple[OwnAnswer, ...]
    lines: tuple[PricedLine, ...]
    totals: Totals
    files: Sequence[HeldFile]
    is_sealed: bool = False
    """Whether nothing of it can be read but with the company's own key."""
    is_lost: bool = False
    """Whether this draft can be read by nobody: its key went with the server's memory."""
    brief_id: int | None = None
    """The version of the brief that a draft is shown against."""
    stated: Stated = NOTHING_STATED
    """The totals that the company states by itself."""
    timetable: tuple[OfferedDue, ...] = ()
    """What the company will deliver and when, in its own words."""
    marks: tuple[Marked, ...] = ()
    """What the company considers confidential, in the order of the quote."""

    @property
    def is_read(self) -> bool:
        """Whether what is in it was unsealed, with the company's own key."""
        return bool(self.answers or self.lines or self.files or self.timetable)

    @cached_property
    def dues(self) -> tuple[ReadDue, ...]:
        """The timetable with its dates read: as from the day it was received, else from today."""
        at = self.received_at
        return read_dues(self.timetable, clock.day_of(at) if at else clock.today())

    @property
    def parts(self) -> dict[str, str]:
        """Every part that can be marked as confidential, in words."""
        named = {
            answer_part(each.key): f"Your answer to question {each.number}"
            for each in self.answers
            if each.text
        }
        if self.lines:
            named[PRICES] = "Your price lines"
        if self.timetable:
            named[TIMETABLE] = "Your timetable"
        files = {file_part(each.id): f"Your file {each.typed_name}" for each in self.files}
        return named | files

    @property
    def marked(self) -> dict[str, Marked]:
        """The marks of the parts that are there, by part."""
        return marks_of(self.marks, self.parts)

    @property
    def differences(self) -> list[Difference]:
        """Where the stated totals are not what the price lines come to."""
        return differences(self.lines, self.stated)

    @property
    def seen(self) -> str:
        """A mark of the brief and of all in the quote: it changes whenever any of it does."""
        answers = [(answer.key, answer.text) for answer in self.answers]
        files = [file.sha256 for file in self.files]
        said = (answers, self.lines, files, self.stated, self.timetable, self.marks)
        whole = repr((self.id, self.brief_id, *said))
        return hashlib.sha256(whole.encode()).hexdigest()


class Unfinished(Protocol):
    """A file that is not in the draft yet; `is_whole` once all of it has arrived."""

    @property
    def typed_name(self) -> str: ...
    @property
    def is_whole(self) -> bool: ...


def own_quote(person: Person, invitation: Invitation) -> OwnQuote | None:
    """The company's draft, else its submitted quote, else None. Raises NotFound to any other."""
    return own_draft(person, invitation) or own_sent(person, invitation)


def own_draft(person: Person, invitation: Invitation) -> OwnQuote | None:
    """The draft against the brief in force, every question listed. Raises NotFound to any other."""
    row = _row(person, invitation, QuoteState.DRAFT)
    if row is None:
        return None
    brief = issued_brief(invitation.commission_id)
    contents = contents_of([row.id])[row.id]
    return replace(_own(row, contents, answers_to(brief, contents)), brief_id=brief.id)


def own_sent(
    person: Person, invitation: Invitation, reading_key: str | None = None
) -> OwnQuote | None:
    """The submitted quote as it was sent. Raises NotFound to any other.

    Until the opening it is sealed, and read with the company's own reading key only. Raises
    RuleBroken at `reading_key` for another key.
    """
    row = _row(person, invitation, QuoteState.SUBMITTED)
    if row is None:
        return None
    contents = contents_of([row.id])[row.id]
    if contents.is_sealed and reading_key is not None:
        contents = replace(read_with(row, reading_key), is_sealed=True)
    sent = tuple(
        OwnAnswer(given.question_id, given.key, given.number, given.question, None, given.text)
        for given in contents.answers.values()
    )
    return _own(row, contents, sent)


def own_file(
    person: Person, invitation: Invitation, file_id: int, reading_key: str | None = None
) -> HeldFile:
    """A file of the company's own draft or submitted quote. Raises NotFound.

    With the reading key: of the submitted quote, as `own_sent`.
    """
    sources = (
        [own_sent(person, invitation, reading_key)]
        if reading_key is not None
        else [own_draft(person, invitation), own_sent(person, invitation)]
    )
    for quote in sources:
        for file in quote.files if quote else ():
            if file.id == file_id:
                return file
    raise NotFound


def read_with(quote: Quote, reading_key: str) -> Contents:
    """What was sent in, with the key that came with its receipt. RuleBroken at `reading_key`."""
    try:
        return contents_with(quote, key_of(reading_key).secret)
    except CannotUnseal:
        raise RuleBroken(
            f"This reading key does not open your quote {quote.receipt}. It begins with "
            "AGE-SECRET-KEY-1 and came with that receipt",
            "reading_key",
        ) from None


def what_is_missing(quote: OwnQuote, unfinished: Sequence[Unfinished] = ()) -> list[Missing]:
    """What stands between a draft and its submission; `unfinished` are files still arriving."""
    given = [AnswerGiven(a.number, a.text, a.word_limit) for a in quote.answers]
    waiting = [Missing(_to_finish(each)) for each in unfinished]
    return [*missing_from(given, len(quote.lines)), *waiting]


def _to_finish(file: Unfinished) -> str:
    if file.is_whole:
        return f"Have {file.typed_name} checked for viruses, or remove it"
    return f"Send the rest of {file.typed_name}, or remove it"


def answers_to(brief: Brief, contents: Contents) -> tuple[OwnAnswer, ...]:
    """Every question of a brief with what the contents answer to it, through all its versions."""
    return tuple(_answer(question, contents) for question in brief.questions)


def row_in_state(invitation: Invitation, state: QuoteState) -> Quote | None:
    """The newest quote of an invitation in a state, for the room's operations."""
    wanted = select(Quote).where(Quote.invitation_id == invitation.id, Quote.state == state)
    return db.session.scalar(wanted.order_by(Quote.id.desc()).limit(1))


def _answer(question: Question, contents: Contents) -> OwnAnswer:
    given = contents.answers.get(question.key)
    return OwnAnswer(
        question_id=question.id,
        key=question.key,
        number=question.number,
        question=question.text,
        word_limit=question.word_limit,
        text=given.text if given else "",
        asks_for_dates=question.topic is Topic.DELIVERY,
    )


def must_be_own(person: Person, invitation: Invitation) -> None:
    """Raises NotFound to any other company, and to everybody else."""
    if person.company_id is None or person.company_id != invitation.company_id:
        raise NotFound


def _row(person: Person, invitation: Invitation, state: QuoteState) -> Quote | None:
    must_be_own(person, invitation)
    return row_in_state(invitation, state)


def _own(row: Quote, contents: Contents, answers: tuple[OwnAnswer, ...]) -> OwnQuote:
    return OwnQuote(
        id=row.id,
        is_draft=row.state is QuoteState.DRAFT,
        changed_at=row.changed_at,
        received_at=row.submitted_at,
        receipt=row.receipt,
        answers=answers,
        lines=tuple(contents.lines),
        totals=contents.totals,
        files=contents.files,
        stated=contents.stated,
        timetable=tuple(contents.timetable),
        marks=tuple(contents.marks),
        is_sealed=contents.is_sealed,
        is_lost=contents.is_lost,
    )
