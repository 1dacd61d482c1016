"""Which companies a comparison shows, in which order: as asked for in its address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

BY_RANK, BY_NAME, BY_PRICE, BY_RECEIPT = "rank", "name", "price", "received"
BY_CRITERION = "criterion-"
"""With a criterion's id after it."""


@dataclass(frozen=True, slots=True)
class Picks:
    """What was asked for: quotes to show (none: all), one to keep in view, the order, and with
    which quote the two on a small screen begin, from 0.
    """

    shown: frozenset[int] = frozenset()
    pinned: int | None = None
    sort: str = ""
    two: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """What of a quote decides on its place."""

    quote_id: int
    company: str
    price_pence: int
    received_at: datetime
    rank: int | None
    criteria: Mapping[int, Fraction | None]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The quotes to show by id, the pinned one first, and the two of a small screen."""

    order: tuple[int, ...]
    pinned: int | None
    sort: str
    pair: tuple[int, ...]
    before: int | None
    after: int | None


def read_picks(
    shown: Collection[str], pinned: str, sort: str, two: str, sorts: Collection[str]
) -> Picks:
    """What an address asks for; what cannot be read in it is left out."""
    ids = frozenset(found for words in shown if (found := _number(words)) is not None)
    chosen = sort if sort in sorts else ""
    return Picks(ids, _number(pinned), chosen, _number(two) or 0)


def arranged(quotes: Sequence[Placed], picks: Picks, usual: str) -> Arranged:
    """The quotes as asked for. What was asked for and is not there changes nothing."""
    there = {quote.quote_id for quote in quotes}
    wanted = there & picks.shown or there
    pinned = picks.pinned if picks.pinned in there else None
    sort = picks.sort or usual
    in_order = sorted(quotes, key=_key(sort))
    rest = [q.quote_id for q in in_order if q.quote_id in wanted and q.quote_id != pinned]
    order = rest if pinned is None else [pinned, *rest]
    step = 2 if pinned is None else 1
    least = max(0, min(picks.two, len(rest) - 1))
    start = least - least % step
    pair = rest[start : start + step] if pinned is None else [pinned, *rest[start : start + 1]]
    return Arranged(
        order=tuple(order),
        pinned=pinned,
        sort=sort,
        pair=tuple(pair),
        before=start - step if start else None,
        after=start + step if start + step < len(rest) else None,
    )


def without_pair(picks: Picks) -> Picks:
    """The same, from the first company on a small screen."""
    return replace(picks, two=0)


def _number(words: str) -> int | None:
    is_short = words.isascii() and words.isdecimal() and len(words) < 10
    return int(words) if is_short else None


def _key(sort: str) -> Callable[[Placed], tuple[object, ...]]:
    if sort == BY_PRICE:
        return lambda quote: (quote.price_pence, quote.company, quote.quote_id)
    if sort == BY_RECEIPT:
        return lambda quote: (quote.received_at, quote.quote_id)
    if sort == BY_NAME:
        return lambda quote: (quote.company, quote.quote_id)
    if sort.startswith(BY_CRITERION):
        criterion = int(sort.removeprefix(BY_CRITERION))
        return lambda quote: (_fewest_last(quote.criteria.get(criterion)), quote.company)
    return lambda quote: (quote.rank or 1_000_000, quote.company, quote.quote_id)


def _fewest_last(points: Fraction | None) -> Fraction:
    return Fraction(1) if points is None else -points
