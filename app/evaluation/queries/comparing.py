"""Quotes side by side, with the scores that this person may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.access import Person
from app.commissions.models import Brief, Commission
from app.commissions.queries import issued_brief
from app.evaluation.queries.doubts import left_out
from app.evaluation.queries.results import agreements, points_from
from app.evaluation.queries.scoring import (
    CountedScore,
    Given,
    counted_people,
    counted_scores,
    given_scores,
    places_in,
    scores_are_open,
    scoring_close,
    scoring_people,
    submitted_people,
)
from app.evaluation.queries.standings import Place, quotes_to_see
from app.evaluation.rules import Points
from app.quotes.queries import OpenedQuote, UnpricedQuote
from app.quotes.rules import PricedLine


@dataclass(frozen=True)
class MemberScore:
    """One member's score of one quote on one criterion."""

    member: str
    value: int
    comment: str
    is_own: bool


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
    """The whole comparison as one person may see it."""

    brief: Brief
    columns: Sequence[Column]
    are_scores_open: bool
    are_points_hidden: bool
    are_prices_hidden: bool
    has_submitted: bool
    taking_part: Sequence[str]
    yet_to_submit: Sequence[str]
    closed_without: str


@dataclass
class _Scores:
    by_quote: dict[int, dict[int, list[MemberScore]]] = field(default_factory=dict)

    def add(self, quote_id: int, criterion_id: int, given: MemberScore) -> None:
        self.by_quote.setdefault(quote_id, {}).setdefault(criterion_id, []).append(given)


def comparison(commission: Commission, person: Person) -> Comparison:
    """Every quote that a person may see as a column: best first once scores are open, until then
    by name.

    Whoever keeps out of one company is shown no points: they would tell its price. Raises NotFound
    for whoever may not see the quotes.
    """
    quotes = quotes_to_see(commission, person)
    brief = issued_brief(commission.id)
    known = places_in(commission)
    people = scoring_people(commission)
    done = submitted_people(commission)
    are_open = scores_are_open(commission)
    names = {one.id: one.name for one in [*people, *counted_people(commission)]}
    counted = counted_scores(commission, quotes, known) if are_open else []
    own = given_scores(commission, person)
    scores = _named(counted, names, person) if are_open else _own(own, person)
    is_kept_out = known.get(person.id, Place()).kept_out_of is not None
    priced = [quote for quote in quotes if isinstance(quote, OpenedQuote)]
    agreed = agreements(commission) if are_open else {}
    shows_points = are_open and not is_kept_out
    aside = left_out(commission) if shows_points else ()
    points = points_from(brief, priced, counted, agreed, aside) if shows_points else {}
    columns = [
        Column(q, scores.by_quote.get(q.id, {}), points.get(q.id), agreed.get(q.id, {}))
        for q in quotes
    ]
    closed = scoring_close(commission)
    return Comparison(
        brief=brief,
        columns=sorted(columns, key=_best_first),
        are_scores_open=are_open,
        are_points_hidden=is_kept_out,
        are_prices_hidden=len(priced) < len(quotes),
        has_submitted=person.id in done,
        taking_part=list(names.values()),
        yet_to_submit=[name for person_id, name in names.items() if person_id not in done],
        closed_without=closed.missing if closed else "",
    )


def _named(counted: Sequence[CountedScore], names: Mapping[int, str], person: Person) -> _Scores:
    """Everybody's scores that count, each with its member's name."""
    scores = _Scores()
    for person_id, score in counted:
        if score.value is not None:
            name, is_own = names.get(person_id, ""), person_id == person.id
            told = MemberScore(name, score.value, score.comment, is_own)
            scores.add(score.quote_id, score.criterion_id, told)
    return scores


def _own(own: Mapping[tuple[int, int], Given], person: Person) -> _Scores:
    """Only one's own scores, while others' are hidden."""
    scores = _Scores()
    for (quote_id, criterion_id), given in own.items():
        if given.value is not None:
            told = MemberScore(person.name, given.value, given.comment, is_own=True)
            scores.add(quote_id, criterion_id, told)
    return scores


def _best_first(column: Column) -> tuple[int, str]:
    rank = column.points.rank if column.points and column.points.rank else 1_000_000
    return rank, column.quote.company.name
