"""Companies without a quote with what they said, and what was decided on few quotes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.commissions.models import Commission
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.evaluation.models import FewQuotesDecision, NoQuoteReason
from app.evaluation.rules import Course
from app.people.models import Person
from app.quotes.queries import sealed_quotes


@dataclass(frozen=True)
class WithoutQuote:
    """A company that sent no quote; `reasons` are its own words, or what an officer heard."""

    invitation_id: int
    company: str
    reply: Reply
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """How it was decided to go on with few quotes."""

    quotes: int
    course: Course
    advice: str
    reason: str
    at: datetime
    by: str


def without_quote(commission: Commission) -> list[WithoutQuote]:
    """Every invited company without a quote, by name, with each reason that is on file."""
    there = {quote.company.id for quote in sealed_quotes(commission)}
    silent = [each for each in invited(commission) if each.company_id not in there]
    reasons: dict[int, list[str]] = defaultdict(list)
    for each in silent:
        if each.reply_reason:
            reasons[each.id].append(each.reply_reason)
    kept = select(NoQuoteReason).where(NoQuoteReason.invitation_id.in_([i.id for i in silent]))
    for row in db.session.scalars(kept.order_by(NoQuoteReason.id)):
        reasons[row.invitation_id].append(row.reason)
    return [
        WithoutQuote(each.id, each.company.name, each.reply, tuple(reasons[each.id]))
        for each in silent
    ]


def few_quotes_decisions(commission: Commission) -> list[Decided]:
    """Every decision on few quotes, newest first."""
    wanted = (
        select(FewQuotesDecision, Person.name)
        .join(Person, Person.id == FewQuotesDecision.by_id)
        .where(FewQuotesDecision.commission_id == commission.id)
        .order_by(FewQuotesDecision.id.desc())
    )
    return [
        Decided(row.quotes, row.course, row.advice, row.reason, row.at, name)
        for row, name in db.session.execute(wanted)
    ]
