"""The points and ranks of a commission's quotes, from the scores that count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.access import Person
from app.commissions.models import Brief, Commission
from app.commissions.queries import brief_to_judge
from app.database import db
from app.evaluation.models import Consensus, Moderation, ScoreSheet
from app.evaluation.queries.doubts import left_out
from app.evaluation.queries.scoring import (
    CountedScore,
    counted_scores,
    handed_in_scores,
    is_struck,
    places_in,
    scores_are_open,
    scores_where,
)
from app.evaluation.queries.standings import Place, may_see_all
from app.evaluation.rules import Measure, Part, Points, ScoredQuote, Standing, compare
from app.quotes.queries import OpenedQuote, opened_quotes

_PLACES = {
    Part.TAKES_PART: Standing.FREE,
    Part.ALL_BUT_ONE: Standing.ALL_BUT_ONE,
    Part.ASIDE: Standing.CONFLICT,
}


@dataclass(frozen=True)
class ResultLine:
    """One quote's points with somebody's scores and without those that would be struck."""

    company: str
    before: Points
    after: Points


@dataclass(frozen=True)
class Effect:
    """What follows for scores from somebody's part. `result` is None while it may not be told."""

    part: Part
    excepted: str
    struck: Sequence[tuple[str, int]]
    result: Sequence[ResultLine] | None

    @property
    def changes_the_order(self) -> bool:
        """Whether any rank would be another."""
        return any(line.before.rank != line.after.rank for line in self.result or ())


Agreements = Mapping[int, Mapping[int, int]]
"""What meetings agreed on: by quote, by criterion."""

Values = Mapping[int, Mapping[int, Sequence[int]]]
"""The scores that count: by quote, by criterion."""


def agreements(commission: Commission) -> dict[int, dict[int, int]]:
    """The newest score that a meeting agreed on, by quote and criterion; in one statement."""
    rows = db.session.scalars(
        select(Consensus)
        .join(Moderation, Moderation.id == Consensus.moderation_id)
        .where(Moderation.commission_id == commission.id)
        .order_by(Consensus.id)
    )
    found: dict[int, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row.quote_id, {})[row.criterion_id] = row.value
    return found


def measures_of(brief: Brief) -> dict[int, Measure]:
    """How each criterion of a brief counts, by its id."""
    return {
        each.id: Measure(each.weight, each.is_pass_fail, each.minimum) for each in brief.criteria
    }


def points_from(
    brief: Brief,
    quotes: Sequence[OpenedQuote],
    values: Values,
    agreed: Agreements,
    aside: Collection[int] = (),
) -> dict[int, Points]:
    """Points of each quote from these scores, and from what meetings agreed on in their place.

    Those in `aside` were left out for a doubt about their price.
    """
    scored = [
        ScoredQuote(
            quote.id,
            quote.price_pence,
            values.get(quote.id, {}),
            agreed.get(quote.id, {}),
            quote.id in aside,
        )
        for quote in quotes
    ]
    return compare(scored, measures_of(brief), brief.price_weight, brief.price_formula)


def values_of(counted: Iterable[CountedScore]) -> Values:
    """The scores alone."""
    values: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for _, quote_id, criterion_id, value, _ in counted:
        if value is not None:
            values[quote_id][criterion_id].append(value)
    return values


def final_points(commission: Commission) -> dict[int, Points]:
    """Points of every opened quote from the scores that count, for letters and the record."""
    quotes = opened_quotes(commission)
    counted = counted_scores(commission, quotes, places_in(commission))
    brief, agreed = brief_to_judge(commission.id), agreements(commission)
    return points_from(brief, quotes, values_of(counted), agreed, left_out(commission))


def effects_of(
    commission: Commission,
    person_id: int,
    parts: Iterable[tuple[Part, int | None]],
    viewer: Person,
) -> list[Effect]:
    """What each part that somebody may be given does to the scores that were given.

    A part is named with the invitation that is kept out of, if one is. Before the opening there
    are no scores, and nothing is struck. The viewer is told a result only where they may see all.
    """
    if commission.opened_at is None:
        return [Effect(part, "", [], None) for part, _ in parts]
    scoring = _Scoring(
        brief=brief_to_judge(commission.id),
        quotes=opened_quotes(commission),
        known=places_in(commission),
        handed_in=handed_in_scores(commission),
        own=_given_by(commission, person_id),
        are_open=scores_are_open(commission) and may_see_all(viewer, commission),
        agreed=agreements(commission),
        aside=left_out(commission),
    )
    return [
        scoring.effect(person_id, part, Place(_PLACES[part], excepted_id))
        for part, excepted_id in parts
    ]


def struck_scores(commission: Commission) -> dict[int, list[tuple[str, int]]]:
    """How many scores that were handed in no longer count, by person: of which company, by name."""
    if commission.opened_at is None:
        return {}
    quotes, known = opened_quotes(commission), places_in(commission)
    invitation_of = {quote.id: quote.invitation_id for quote in quotes}
    struck = Counter(
        (given.person_id, given.quote_id)
        for given in handed_in_scores(commission)
        if is_struck(given, known, invitation_of)
    )
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda each: each.company.name):
        for person_id in known:
            if number := struck[person_id, quote.id]:
                found[person_id].append((quote.company.name, number))
    return found


@dataclass(frozen=True)
class _Scoring:
    """What was scored in a commission, one member's scores by themselves, and who stands where."""

    brief: Brief
    quotes: Sequence[OpenedQuote]
    known: Mapping[int, Place]
    handed_in: Sequence[CountedScore]
    own: Sequence[CountedScore]
    are_open: bool
    agreed: Agreements
    aside: Collection[int]

    def effect(self, person_id: int, part: Part, place: Place) -> Effect:
        """What follows where a person stands at `place`."""
        then = {**self.known, person_id: place}
        invitation_of = {quote.id: quote.invitation_id for quote in self.quotes}
        lost = [
            given.quote_id
            for given in self.own
            if is_struck(given, then, invitation_of)
            and not is_struck(given, self.known, invitation_of)
        ]
        excepted = (q.company.name for q in self.quotes if q.invitation_id == place.excepted_id)
        return Effect(
            part,
            next(excepted, ""),
            [(q.company.name, lost.count(q.id)) for q in self.quotes if q.id in lost],
            self._result(then) if self.are_open else None,
        )

    def _result(self, then: Mapping[int, Place]) -> list[ResultLine]:
        before, after = self._points(self.known), self._points(then)
        by_name = sorted(self.quotes, key=lambda quote: quote.company.name)
        return [ResultLine(q.company.name, before[q.id], after[q.id]) for q in by_name]

    def _points(self, known: Mapping[int, Place]) -> dict[int, Points]:
        invitation_of = {quote.id: quote.invitation_id for quote in self.quotes}
        counted = (one for one in self.handed_in if not is_struck(one, known, invitation_of))
        return points_from(self.brief, self.quotes, values_of(counted), self.agreed, self.aside)


def _given_by(commission: Commission, person_id: int) -> list[CountedScore]:
    """Every score of one person, handed in or not."""
    sheet = ScoreSheet.__table__.c
    return scores_where(sheet.commission_id == commission.id, sheet.person_id == person_id)
