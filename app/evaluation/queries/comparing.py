"""Quotes side by side, with the scores that this person may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from app.access import Person
from app.commissions.models import Brief, Commission
from app.commissions.queries import issued_brief
from app.database import db
from app.errors import NotFound
from app.evaluation.models import Score, ScoreSheet
from app.evaluation.queries.declarations import (
    counted_people,
    may_see,
    scores_are_open,
    scoring_close,
    scoring_people,
    sheet_of,
    submitted_people,
)
from app.evaluation.rules import Points, ScoredQuote, compare
from app.quotes.queries import OpenedQuote, opened_quotes


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

    quote: OpenedQuote
    scores: Mapping[int, Sequence[MemberScore]]
    points: Points | None


@dataclass(frozen=True)
class Comparison:
    """The whole comparison as one person may see it."""

    brief: Brief
    columns: Sequence[Column]
    are_scores_open: bool
    has_submitted: bool
    taking_part: Sequence[str]
    yet_to_submit: Sequence[str]
    closed_without: str


class ScoringBasis(NamedTuple):
    """What is to be scored: quotes and criteria."""

    quote_ids: frozenset[int]
    criterion_ids: frozenset[int]


@dataclass
class _Scores:
    by_quote: dict[int, dict[int, list[MemberScore]]] = field(default_factory=dict)

    def add(self, score: Score, member: str, is_own: bool) -> None:
        of_quote = self.by_quote.setdefault(score.quote_id, {})
        given = MemberScore(member, score.value, score.comment, is_own)
        of_quote.setdefault(score.criterion_id, []).append(given)


def comparison(commission: Commission, person: Person) -> Comparison:
    """Every opened quote as a column: best first once scores are open, until then by name.

    Raises NotFound for whoever may not see the quotes.
    """
    if not may_see(person, commission):
        raise NotFound
    brief = issued_brief(commission.id)
    quotes = opened_quotes(commission)
    people = scoring_people(commission)
    done = submitted_people(commission)
    are_open = scores_are_open(commission)
    names = {one.id: one.name for one in [*people, *counted_people(commission)]}
    scores = _visible_scores(commission, person, names, are_open)
    points = _points(brief, quotes, scores) if are_open else {}
    columns = [Column(q, scores.by_quote.get(q.id, {}), points.get(q.id)) for q in quotes]
    closed = scoring_close(commission)
    return Comparison(
        brief=brief,
        columns=sorted(columns, key=_best_first),
        are_scores_open=are_open,
        has_submitted=person.id in done,
        taking_part=list(names.values()),
        yet_to_submit=[name for person_id, name in names.items() if person_id not in done],
        closed_without=closed.missing if closed else "",
    )


def scoring_basis(commission: Commission) -> ScoringBasis:
    """The opened quotes and the criteria of the brief in force."""
    brief = issued_brief(commission.id)
    return ScoringBasis(
        frozenset(quote.id for quote in opened_quotes(commission)),
        frozenset(criterion.id for criterion in brief.criteria),
    )


def quote_to_see(commission: Commission, person: Person, quote_id: int) -> OpenedQuote:
    """One opened quote. Raises NotFound for whoever may not see it."""
    if may_see(person, commission):
        for quote in opened_quotes(commission):
            if quote.id == quote_id:
                return quote
    raise NotFound


def own_scores(commission: Commission, person: Person) -> dict[int, dict[int, Score]]:
    """A member's own scores: by quote, by criterion."""
    sheet = sheet_of(person, commission)
    given: dict[int, dict[int, Score]] = {}
    if sheet is not None:
        for score in db.session.scalars(select(Score).where(Score.sheet_id == sheet.id)):
            given.setdefault(score.quote_id, {})[score.criterion_id] = score
    return given


def _visible_scores(
    commission: Commission, person: Person, names: Mapping[int, str], are_open: bool
) -> _Scores:
    """All that were handed in once scores are open, until then only one's own."""
    wanted = (
        select(Score, ScoreSheet.person_id)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .where(ScoreSheet.commission_id == commission.id)
    )
    if are_open:
        wanted = wanted.where(ScoreSheet.submitted_at.is_not(None), ScoreSheet.person_id.in_(names))
    else:
        wanted = wanted.where(ScoreSheet.person_id == person.id)
    scores = _Scores()
    for score, person_id in db.session.execute(wanted.order_by(ScoreSheet.id, Score.id)):
        scores.add(score, names.get(person_id, person.name), person_id == person.id)
    return scores


def _points(brief: Brief, quotes: Sequence[OpenedQuote], scores: _Scores) -> dict[int, Points]:
    weights = {criterion.id: criterion.weight for criterion in brief.criteria}
    scored = [
        ScoredQuote(
            quote.id,
            quote.price_pence,
            {
                criterion: tuple(one.value for one in given)
                for criterion, given in scores.by_quote.get(quote.id, {}).items()
            },
        )
        for quote in quotes
    ]
    return compare(scored, weights, brief.price_weight, brief.price_formula)


def _best_first(column: Column) -> tuple[int, str]:
    rank = column.points.rank if column.points and column.points.rank else 1_000_000
    return rank, column.quote.company.name
