"""Quotes side by side, with the scores that this person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.access import Person
from app.commissions.models import Brief, Commission
from app.commissions.queries import brief_to_judge
from app.evaluation.queries.doubts import DoubtStanding, doubts_in, left_out_by, resolutions_of
from app.evaluation.queries.results import Values, agreements, points_from
from app.evaluation.queries.scoring import (
    CountedScore,
    counted_scores,
    given_scores,
    places_in,
    progress_of,
)
from app.evaluation.queries.standings import Place, must_see, quotes_from
from app.evaluation.rules import Points, is_price_hidden, may_judge_all
from app.quotes.queries import OpenedQuote, UnpricedQuote
from app.quotes.rules import PricedLine


class MemberScore(NamedTuple):
    """One member's score of one quote on one criterion. A plain row: there are thousands.

    `words` stand for the value on pass and fail.
    """

    member: str
    value: int
    comment: str
    is_own: bool
    words: str = ""


@dataclass(frozen=True)
class Column:
    """One quote in the comparison. `points` is None while scores are hidden."""

    quote: OpenedQuote | UnpricedQuote
    scores: Mapping[int, Sequence[MemberScore]]
    points: Points | None
    agreed: Mapping[int, int] = field(default_factory=dict[int, int])

    @property
    def lines(self) -> Sequence[PricedLine]:
        """The price lines; none where prices are hidden."""
        return self.quote.lines if isinstance(self.quote, OpenedQuote) else ()


@dataclass(frozen=True)
class Comparison:
    """The whole comparison as one person may see it.

    `doubts` are those about prices, for whoever sees every quote with its price.
    """

    brief: Brief
    columns: Sequence[Column]
    are_scores_open: bool
    are_points_hidden: bool
    are_prices_hidden: bool
    has_submitted: bool
    taking_part: Sequence[str]
    yet_to_submit: Sequence[str]
    closed_without: str
    doubts: Sequence[DoubtStanding]


MemberScores = Mapping[int, Mapping[int, Sequence[MemberScore]]]
"""Members' scores by quote and by criterion."""


def comparison(
    commission: Commission, person: Person, known: Mapping[int, Place] | None = None
) -> Comparison:
    """Every quote that a person may see as a column: best first once scores are open, until then
    by name.

    Whoever keeps out of one company is shown no points: they would tell its price. Raises NotFound
    for whoever may not see the quotes. `known` is where everybody stands, if that was read already.
    """
    known = places_in(commission) if known is None else known
    place = known.get(person.id, Place())
    must_see(person, commission, place)
    brief = brief_to_judge(commission.id)
    progress = progress_of(commission, known)
    are_open = commission.scores_opened_at is not None or progress.is_over
    is_without_price = is_price_hidden(
        person.roles,
        brief.hides_price,
        are_scores_open=commission.scores_opened_at is not None,
        has_handed_in=person.id in progress.submitted,
    )
    quotes = quotes_from(commission, place, without_price=is_without_price)
    priced = [quote for quote in quotes if isinstance(quote, OpenedQuote)]
    names = {one.id: one.name for one in [*progress.awaited, *progress.counted]}
    counted = counted_scores(commission, quotes, known) if are_open else ()
    scores = _told(counted, names, person) if are_open else _own(commission, person)
    agreed = agreements(commission) if are_open else {}
    shows_points = are_open and place.kept_out_of is None
    sees_all = may_judge_all(person.roles, place.standing) and not is_without_price
    resolutions = resolutions_of([commission.id])
    aside = left_out_by(resolutions)
    values = _values(scores)
    points = points_from(brief, priced, values, agreed, aside) if shows_points else {}
    columns = [
        Column(q, scores.get(q.id, {}), points.get(q.id), agreed.get(q.id, {})) for q in quotes
    ]
    return Comparison(
        brief=brief,
        columns=sorted(columns, key=_best_first),
        are_scores_open=are_open,
        are_points_hidden=place.kept_out_of is not None,
        are_prices_hidden=len(priced) < len(quotes),
        has_submitted=person.id in progress.submitted,
        taking_part=list(names.values()),
        yet_to_submit=[name for key, name in names.items() if key not in progress.submitted],
        closed_without=progress.closed_without or "",
        doubts=doubts_in(priced, resolutions) if sees_all else [],
    )


def _told(
    counted: Iterable[CountedScore], names: Mapping[int, str], person: Person
) -> MemberScores:
    """Everybody's scores that count, each with its member's name."""
    own_id = person.id
    told: dict[int, dict[int, list[MemberScore]]] = defaultdict(lambda: defaultdict(list))
    for person_id, quote_id, criterion_id, value, comment in counted:
        if value is not None:
            name = names.get(person_id, "")
            one = MemberScore(name, value, comment, person_id == own_id)
            told[quote_id][criterion_id].append(one)
    return told


def _values(scores: MemberScores) -> Values:
    """The scores alone."""
    return {
        quote_id: {criterion: [one.value for one in given] for criterion, given in each.items()}
        for quote_id, each in scores.items()
    }


def _own(commission: Commission, person: Person) -> MemberScores:
    """Only one's own scores, while others' are hidden."""
    scores: dict[int, dict[int, list[MemberScore]]] = defaultdict(lambda: defaultdict(list))
    for (quote_id, criterion_id), given in given_scores(commission, person).items():
        if given.value is not None:
            told = MemberScore(person.name, given.value, given.comment, is_own=True)
            scores[quote_id][criterion_id].append(told)
    return scores


def _best_first(column: Column) -> tuple[int, str]:
    rank = column.points.rank if column.points and column.points.rank else 1_000_000
    return rank, column.quote.company.name
