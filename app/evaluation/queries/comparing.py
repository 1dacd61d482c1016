"""Quotes side by side, with the scores that this person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache, cached

from app.access import Person
from app.commissions.models import Brief, Commission
from app.commissions.queries import brief_to_judge
from app.evaluation.queries.doubts import DoubtStanding, doubts_in, left_out_by, resolutions_of
from app.evaluation.queries.results import Agreements, Values, agreements, points_from
from app.evaluation.queries.scoring import (
    CountedScore,
    Progress,
    counted_scores,
    given_scores,
    places_in,
    progress_of,
)
from app.evaluation.queries.standings import Place, must_see, quotes_from
from app.evaluation.rules import Points, is_price_hidden, may_judge_all
from app.quotes.queries import OpenedQuote, QuoteMark, UnpricedQuote, opened_marks
from app.quotes.rules import PricedLine

MOST_MADE = 8
"""So many comparisons stay made in a process's memory: those that were looked at last."""


class MemberScore(NamedTuple):
    """One member's score of one quote on one criterion. A plain row: there are thousands.

    `words` stand for the value on pass and fail.
    """

    person_id: int
    member: str
    value: int
    comment: str
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


class HandedIn(NamedTuple):
    """Scores that count: whose they are, the SHA-256 of them, and the invitation of the company
    that this member keeps out of, whose scores do not count.
    """

    person_id: int
    name: str
    digest: str
    kept_out: int | None


@dataclass(frozen=True)
class Basis:
    """All that the columns of a comparison are made of, by names that stand for what it says.

    A brief that was issued, an opened quote and scores that were handed in change no more. What is
    equal therefore makes the same columns, and what was made of it once is never out of date.
    `own` are the scores of somebody who does not see others'.
    """

    brief_id: int
    quotes: tuple[QuoteMark, ...]
    is_without_price: bool
    are_scores_open: bool
    shows_points: bool
    handed_in: tuple[HandedIn, ...]
    own: tuple[tuple[tuple[int, int], MemberScore], ...]
    agreed: tuple[tuple[int, int, int], ...]
    aside: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """Whether each part has the name that stands for what it says; old records have none."""
        digests = [one.digest for one in self.quotes] + [one.digest for one in self.handed_in]
        return bool(self.quotes) and all(digests)


@dataclass(frozen=True)
class Comparison:
    """The whole comparison as one person may see it.

    `doubts` are those about prices, for whoever sees every quote with its price. `basis` is None
    where what it is made of has no name that stands for it.
    """

    own_id: int
    basis: Basis | None
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
    resolutions = resolutions_of([commission.id])
    sight = _sight(commission, person, known, left_out_by(resolutions))
    basis, progress = sight.basis, sight.progress
    columns = columns_made_once(basis, sight.columns) if basis.is_whole else sight.columns()
    by_id = {column.quote.id: column.quote for column in columns}
    in_order = [by_id[mark.id] for mark in basis.quotes]
    priced = [quote for quote in in_order if isinstance(quote, OpenedQuote)]
    names = {one.id: one.name for one in [*progress.awaited, *progress.counted]}
    sees_all = may_judge_all(person.roles, place.standing) and not basis.is_without_price
    return Comparison(
        own_id=person.id,
        basis=basis if basis.is_whole else None,
        brief=sight.brief,
        columns=columns,
        are_scores_open=basis.are_scores_open,
        are_points_hidden=place.kept_out_of is not None,
        are_prices_hidden=len(priced) < len(columns),
        has_submitted=person.id in progress.submitted,
        taking_part=list(names.values()),
        yet_to_submit=[name for key, name in names.items() if key not in progress.submitted],
        closed_without=progress.closed_without or "",
        doubts=doubts_in(priced, resolutions) if sees_all else [],
    )


@dataclass(frozen=True)
class _Sight:
    """What somebody may see of a commission's quotes, before the quotes and scores are read."""

    commission: Commission
    brief: Brief
    known: Mapping[int, Place]
    place: Place
    progress: Progress
    agreed: Agreements
    basis: Basis

    def columns(self) -> Sequence[Column]:
        """The columns, best first, of the quotes that the basis names."""
        basis, brief = self.basis, self.brief
        named = {mark.id for mark in basis.quotes}
        every = quotes_from(
            self.commission, self.place, brief.questions, without_price=basis.is_without_price
        )
        quotes = [quote for quote in every if quote.id in named]
        priced = [quote for quote in quotes if isinstance(quote, OpenedQuote)]
        scores = self._scores(quotes)
        points = (
            points_from(brief, priced, _values(scores), self.agreed, basis.aside)
            if basis.shows_points
            else {}
        )
        columns = [
            Column(q, scores.get(q.id, {}), points.get(q.id), self.agreed.get(q.id, {}))
            for q in quotes
        ]
        return sorted(columns, key=_best_first)

    def _scores(self, quotes: Collection[UnpricedQuote]) -> MemberScores:
        if not self.basis.are_scores_open:
            return _by_cell(self.basis.own)
        return _told(counted_scores(self.commission, quotes, self.known), self.basis)


def _sight(
    commission: Commission, person: Person, known: Mapping[int, Place], aside: Iterable[int]
) -> _Sight:
    place = known.get(person.id, Place())
    brief = brief_to_judge(commission.id)
    progress = progress_of(commission, known)
    are_open = commission.scores_opened_at is not None or progress.is_over
    agreed = agreements(commission) if are_open else {}
    basis = Basis(
        brief_id=brief.id,
        quotes=tuple(
            mark for mark in opened_marks(commission) if mark.invitation_id != place.kept_out_of
        ),
        is_without_price=is_price_hidden(
            person.roles,
            brief.hides_price,
            are_scores_open=commission.scores_opened_at is not None,
            has_handed_in=person.id in progress.submitted,
        ),
        are_scores_open=are_open,
        shows_points=are_open and place.kept_out_of is None,
        handed_in=_handed_in(progress, known) if are_open else (),
        own=() if are_open else _own(commission, person),
        agreed=tuple((q, c, value) for q, each in agreed.items() for c, value in each.items()),
        aside=frozenset(aside),
    )
    return _Sight(commission, brief, known, place, progress, agreed, basis)


@cached(LRUCache(MOST_MADE), key=lambda basis, _: basis, lock=Lock())
def columns_made_once(_basis: Basis, make: Callable[[], Sequence[Column]]) -> Sequence[Column]:
    """The columns of this basis, from memory where they were made before."""
    return make()


def _handed_in(progress: Progress, known: Mapping[int, Place]) -> tuple[HandedIn, ...]:
    return tuple(
        HandedIn(one.id, one.name, progress.digests[one.id], known.get(one.id, Place()).kept_out_of)
        for one in progress.counted
    )


def _told(counted: Iterable[CountedScore], basis: Basis) -> MemberScores:
    """Everybody's scores that count, each with its member's name."""
    names = {one.person_id: one.name for one in basis.handed_in}
    told: dict[int, dict[int, list[MemberScore]]] = defaultdict(lambda: defaultdict(list))
    for person_id, quote_id, criterion_id, value, comment in counted:
        if value is not None:
            one = MemberScore(person_id, names.get(person_id, ""), value, comment)
            told[quote_id][criterion_id].append(one)
    return told


def _values(scores: MemberScores) -> Values:
    """The scores alone."""
    return {
        quote_id: {criterion: [one.value for one in given] for criterion, given in each.items()}
        for quote_id, each in scores.items()
    }


def _own(commission: Commission, person: Person) -> tuple[tuple[tuple[int, int], MemberScore], ...]:
    """Only one's own scores, by quote and criterion, while others' are hidden."""
    return tuple(
        (cell, MemberScore(person.id, person.name, given.value, given.comment))
        for cell, given in sorted(given_scores(commission, person).items())
        if given.value is not None
    )


def _by_cell(scores: Iterable[tuple[tuple[int, int], MemberScore]]) -> MemberScores:
    found: dict[int, dict[int, list[MemberScore]]] = defaultdict(lambda: defaultdict(list))
    for (quote_id, criterion_id), one in scores:
        found[quote_id][criterion_id].append(one)
    return found


def _best_first(column: Column) -> tuple[int, str]:
    rank = column.points.rank if column.points and column.points.rank else 1_000_000
    return rank, column.quote.company.name
