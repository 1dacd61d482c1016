"""Quotes of before there was sealing stay readable, to the same people, from their old tables."""

from __future__ import annotations

from sqlalchemy import select

from app.commissions.models import Question
from app.database import db
from app.quotes.models import Answer, PriceLine, QuoteFile
from app.quotes.queries.parts import Contents, GivenAnswer, HeldFile
from app.quotes.rules import PricedLine


def add_unsealed(found: dict[int, Contents]) -> None:
    """Add what the old tables hold of each of these quotes, in three statements."""
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
        found[file.quote_id].files.append(
            HeldFile(file.id, file.typed_name, file.size, file.sha256, file.kind, file.stored_as)
        )
