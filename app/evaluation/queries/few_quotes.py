"""Companies without a quote with what they said, and what was decided on few quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.commissions.models import Commission
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.evaluation.models import FewQuotesDecision, NoQuoteReason
from app.evaluation.rules import (
    ENOUGH_QUOTES,
    Course,
    Settled,
    is_unsettled,
    why_award_waits,
)
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


def unsettled_quotes(counts: Mapping[int, int]) -> set[int]:
    """The commissions of these, each with its count of quotes, that few quotes hold back."""
    few = [each for each, quotes in counts.items() if quotes < ENOUGH_QUOTES]
    last = _last_settled(few)
    return {each for each in few if is_unsettled(counts[each], last.get(each))}


def award_waits_for(commission: Commission, *, is_for_a_quote: bool = False) -> str | None:
    """The sentence by which few quotes hold a proposal of an award back; None where they do not."""
    last = _last_settled([commission.id]).get(commission.id)
    return why_award_waits(len(sealed_quotes(commission)), last, is_for_a_quote=is_for_a_quote)


def _last_settled(commission_ids: Collection[int]) -> dict[int, Settled]:
    """What was decided last on each of these commissions; in one statement."""
    wanted = (
        select(FewQuotesDecision.commission_id, FewQuotesDecision.quotes, FewQuotesDecision.course)
        .where(FewQuotesDecision.commission_id.in_(commission_ids))
        .order_by(FewQuotesDecision.id)
    )
    return {
        commission_id: Settled(quotes, course)
        for commission_id, quotes, course in db.session.execute(wanted)
    }


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
