"""Doubts about prices: what is pointed out, what was asked and answered, and how it was resolved.

They tell prices, so they are shown to whoever may see every quote with its price, and to nobody
else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.access import Person
from app.commissions.models import Commission
from app.database import db
from app.errors import NotFound
from app.evaluation.models import DoubtEnquiry
from app.evaluation.queries.enquiries import EnquiryMade, enquiries
from app.evaluation.queries.resolutions import (
    Place,
    Resolutions,
    Resolved,
    holding,
    left_out_by,
    resolutions_of,
)
from app.evaluation.queries.standings import hides_price, may_see_all
from app.evaluation.rules import Doubt, DoubtKind, PricedQuote, Way, doubts
from app.quotes.queries import OpenedQuote, opened_quotes, opened_quotes_in


@dataclass(frozen=True)
class DoubtStanding:
    """One doubt, what its company was asked about it and answered, and how it was resolved.

    `resolutions` are the oldest first: the newest holds, unless it waits for a second person, or
    was refused or taken back. `is_left_out`: the quote was set aside, for this or for another
    doubt, and nothing of it is open.
    """

    doubt: Doubt
    quote: OpenedQuote
    asked: Sequence[EnquiryMade]
    resolutions: Sequence[Resolved]
    is_left_out: bool

    @property
    def place(self) -> Place:
        """Which doubt it is."""
        return self.doubt.quote_id, self.doubt.kind

    @property
    def is_open(self) -> bool:
        """Whether it holds an award back."""
        return self.resolved is None and not self.is_left_out

    @property
    def resolved(self) -> Resolved | None:
        """What holds now; None while the doubt is open."""
        return holding(self.resolutions)

    @property
    def waiting(self) -> Resolved | None:
        """The proposal to set the quote aside that waits for a second person."""
        newest = self.resolutions[-1] if self.resolutions else None
        return newest if newest is not None and newest.waits else None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether the quote is set aside for this doubt, or somebody has proposed it."""
        holds = self.resolved is not None and self.resolved.sets_aside
        return holds or self.waiting is not None

    @property
    def has_answer(self) -> bool:
        """Whether the company has answered in writing what it was asked of this doubt."""
        return any(each.answers for each in self.asked)

    def has_had_its_time(self, now: datetime) -> bool:
        """Whether it was asked, and has answered or its time to answer is over."""
        return any(each.answers or each.answer_by <= now for each in self.asked)


def may_see_doubts(person: Person, commission: Commission) -> bool:
    """Whether somebody may see what is pointed out: every quote, and every price."""
    return may_see_all(person, commission) and not hides_price(person, commission)


def doubts_to_see(person: Person, commission: Commission) -> list[DoubtStanding]:
    """What is pointed out of a commission's quotes, for somebody; nothing to whoever may not."""
    if not may_see_doubts(person, commission):
        return []
    quotes = {quote.id: quote for quote in opened_quotes(commission)}
    resolutions = resolutions_of([commission.id])
    found = doubts_in(quotes.values(), resolutions)
    if not found:
        return []
    asked = _asked(person, commission)
    return [replace(each, asked=asked.get(each.place, ())) for each in found]


def doubts_in(quotes: Iterable[OpenedQuote], resolutions: Resolutions) -> list[DoubtStanding]:
    """What is pointed out of these quotes, without what was asked; from what was read already."""
    by_id = {quote.id: quote for quote in quotes}
    aside = left_out_by(resolutions)
    found = _doubts(by_id.values(), resolutions)
    return [
        DoubtStanding(
            each,
            by_id[each.quote_id],
            (),
            resolutions.get((each.quote_id, each.kind), ()),
            each.quote_id in aside,
        )
        for each in [*found, *_no_longer(found, by_id, resolutions)]
    ]


def doubt_to_see(
    person: Person, commission: Commission, quote_id: int, kind: DoubtKind
) -> DoubtStanding:
    """One of them. Raises NotFound."""
    for each in doubts_to_see(person, commission):
        if (each.doubt.quote_id, each.doubt.kind) == (quote_id, kind):
            return each
    raise NotFound


def open_doubts(commission_ids: Collection[int], *, with_waiting: bool = True) -> dict[int, int]:
    """How many doubts are open, by commission; of none where nothing is. It shows no price.

    In a constant number of statements. It is asked for what waits, and before an award. Where a
    second person has only to confirm that a quote is set aside, the doubt is open too, but for
    whoever asks without those (`with_waiting`).
    """
    resolutions = resolutions_of(commission_ids)
    aside = left_out_by(resolutions)
    found: dict[int, int] = {}
    for commission_id, quotes in opened_quotes_in(commission_ids).items():
        still_open = [
            each
            for each in _doubts(quotes, resolutions)
            if each.quote_id not in aside
            and _is_open(resolutions.get((each.quote_id, each.kind), ()), with_waiting)
        ]
        if still_open:
            found[commission_id] = len(still_open)
    return found


def _is_open(given: Sequence[Resolved], with_waiting: bool) -> bool:
    if holding(given) is not None:
        return False
    return with_waiting or not (given and given[-1].waits)


def out_anyway(commission: Commission) -> set[int]:
    """The quotes of which a doubt was left alone since they were out by their scores."""
    resolutions = resolutions_of([commission.id])
    return {place[0] for place, given in resolutions.items() if given[-1].way is Way.OUT_ANYWAY}


def left_out(commission: Commission) -> set[int]:
    """The quotes that are set aside since a doubt about their price was not resolved."""
    return left_out_by(resolutions_of([commission.id]))


def _no_longer(
    found: Sequence[Doubt], quotes: Collection[int], resolutions: Resolutions
) -> list[Doubt]:
    """What quotes are set aside for, where it would not be pointed out any more.

    The median may be another since, or too few prices left; what was decided stands all the same.
    """
    there = {(each.quote_id, each.kind) for each in found}
    return [
        Doubt(quote_id, kind, newest.doubt)
        for (quote_id, kind), given in resolutions.items()
        if (newest := holding(given)) is not None
        and newest.sets_aside
        and (quote_id, kind) not in there
        and quote_id in quotes
    ]


def _doubts(quotes: Iterable[OpenedQuote], resolutions: Resolutions) -> list[Doubt]:
    aside = left_out_by(resolutions)
    percent: int = current_app.config["LOW_PRICE_PERCENT"]
    priced = [
        PricedQuote(
            quote.id,
            quote.price_pence,
            tuple(each.sentence for each in quote.differences),
            quote.id in aside,
        )
        for quote in quotes
    ]
    return doubts(priced, percent)


def _asked(person: Person, commission: Commission) -> dict[Place, list[EnquiryMade]]:
    made = {each.id: each for each in enquiries(person, commission)}
    wanted = (
        select(DoubtEnquiry)
        .where(DoubtEnquiry.enquiry_id.in_(made))
        .order_by(DoubtEnquiry.enquiry_id)
    )
    found: dict[Place, list[EnquiryMade]] = {}
    for row in db.session.scalars(wanted):
        found.setdefault((row.quote_id, row.kind), []).append(made[row.enquiry_id])
    return found
