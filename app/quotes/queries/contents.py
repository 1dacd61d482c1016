"""Reads the contents of quotes. It asks nobody who wants them: only its neighbours call it.

`own.py` calls it for the quote's own company, `opened.py` after the opening, and the room's
operations to change, copy and acknowledge a draft.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.commissions.models import Question
from app.database import db
from app.quotes.models import Answer, PriceLine, QuoteFile
from app.quotes.rules import PricedLine, Totals, totals


@dataclass(frozen=True)
class GivenAnswer:
    """An answer with the question as it stood when the answer was saved.

    `key` is what the question is known by through all versions of the brief.
    """

    key: str
    question_id: int
    number: int
    question: str
    text: str


@dataclass
class Contents:
    """What is in one quote: answers by the question's key, price lines and files in their order."""

    answers: dict[str, GivenAnswer] = field(default_factory=dict)
    lines: list[PricedLine] = field(default_factory=list)
    files: list[QuoteFile] = field(default_factory=list)

    @property
    def totals(self) -> Totals:
        """The sums of the price lines, in pence."""
        return totals(self.lines)


def contents_of(quote_ids: Collection[int]) -> dict[int, Contents]:
    """The contents of each of these quotes, in three statements however many there are."""
    found = {quote_id: Contents() for quote_id in quote_ids}
    if not found:
        return found
    answers = (
        select(Answer.quote_id, Answer.text, Question)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.quote_id.in_(found))
        .order_by(Question.number, Answer.id)
    )
    for quote_id, text, question in db.session.execute(answers):
        found[quote_id].answers[question.key] = GivenAnswer(
            question.key, question.id, question.number, question.text, text
        )
    lines = select(PriceLine).where(PriceLine.quote_id.in_(found)).order_by(PriceLine.number)
    for line in db.session.scalars(lines):
        found[line.quote_id].lines.append(
            PricedLine(line.description, line.quantity, line.unit_pence, line.vat_percent)
        )
    files = select(QuoteFile).where(QuoteFile.quote_id.in_(found)).order_by(QuoteFile.id)
    for file in db.session.scalars(files):
        found[file.quote_id].files.append(file)
    return found


def files_of(quote_id: int) -> Sequence[QuoteFile]:
    """The files of one quote, in the order in which they were added."""
    wanted = select(QuoteFile).where(QuoteFile.quote_id == quote_id)
    return db.session.scalars(wanted.order_by(QuoteFile.id)).all()
