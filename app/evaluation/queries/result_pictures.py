"""The pictures of a result, each with its table: points, price against quality, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.commissions.rules import PriceFormula
from app.evaluation.queries.comparing import Column, Comparison
from app.evaluation.rules import two_places
from app.evaluation.rules.safety import PRICE, Contender, ranks_by_weight
from app.formats import pounds
from app.pictures import (
    Earned,
    Picture,
    Placed,
    Standing,
    price_against_quality,
    ranks_against_weight,
    stacked,
)
from app.quotes.queries import OpenedQuote


def points_picture(view: Comparison, ranked: Sequence[Column]) -> Picture | None:
    """Weighted points stacked by criterion, the price first; nothing of what weighs nothing."""
    weighs = bool(view.brief.price_weight)
    criteria = [criterion for criterion in view.brief.criteria if criterion.weight]
    keys = [("P", f"Price, of {view.brief.price_weight}")] if weighs else []
    keys += [(str(n), f"{c.title}, of {c.weight}") for n, c in enumerate(criteria, 1)]
    rows: list[Earned] = []
    for column in ranked:
        if column.points is not None:
            earned = [column.points.criteria[criterion.id] for criterion in criteria]
            earned[:0] = [column.points.price] if weighs else []
            parts = tuple((float(each or 0), str(two_places(each))) for each in earned)
            rows.append(
                Earned(column.quote.company.name, str(two_places(column.points.total)), parts)
            )
    return stacked("Points by what they were earned for", keys, rows)


def price_picture(view: Comparison, ranked: Sequence[Column]) -> Picture | None:
    """Price without VAT against the points of all criteria together."""
    placed: list[Placed] = []
    for column in ranked:
        points = column.points
        quote = column.quote
        if points is not None and points.total is not None and isinstance(quote, OpenedQuote):
            quality = points.total - (points.price or 0)
            placed.append(
                Placed(
                    column.quote.company.name,
                    quote.price_pence / 100,
                    pounds(quote.price_pence),
                    float(quality),
                    str(two_places(quality)),
                )
            )
    most = sum(criterion.weight for criterion in view.brief.criteria)
    return price_against_quality("Price against quality", most, placed)


def ranks_picture(
    view: Comparison, ranked: Sequence[Column], contenders: Sequence[Contender]
) -> Picture | None:
    """Rank against the weight of the price; none where the price is fixed."""
    weight = view.brief.price_weight
    weights = {PRICE: weight, **{c.id: c.weight for c in view.brief.criteria}}
    if not can_price_weigh(view) or len(ranked) < 2:
        return None
    place_of = {column.quote.id: place for place, column in enumerate(ranked)}
    stands = [
        Standing(
            float(each.first),
            float(each.last),
            weight_in_words(each.first),
            weight_in_words(each.last),
            {place_of[quote_id]: rank for quote_id, rank in each.ranks.items()},
        )
        for each in ranks_by_weight(contenders, weights, PRICE)
    ]
    names = [column.quote.company.name for column in ranked]
    return ranks_against_weight(
        "Rank against the weight of the price", "Weight of the price", weight, names, stands
    )


def can_price_weigh(view: Comparison) -> bool:
    """Whether the brief has a way to score the price, even if it weighs nothing."""
    return view.brief.price_formula is not PriceFormula.QUALITY_ONLY


def weight_in_words(weight: Fraction) -> str:
    """A weight in percent as shown: whole, or with "about" to two decimals.

    To more where two would make it look whole: a brief can have that weight, and it is another.
    """
    if weight.denominator == 1:
        return str(weight.numerator)
    places = 2
    while (scaled := round(weight * 10**places)) % 10**places == 0:
        places += 1
    return f"about {Decimal(scaled).scaleb(-places)}"
