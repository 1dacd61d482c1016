"""Who scores, who has handed in, which scores count, and when members see one another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, and_, select

from app import access, clock
from app.commissions.models import Commission
from app.commissions.queries import brief_to_judge
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.evaluation.models import Score, ScoreSheet, ScoringClose
from app.evaluation.queries.standings import Place, place_of, places, quotes_to_see
from app.evaluation.rules import Standing, are_scores_open, may_score
from app.people.models import Person, RoleGrant
from app.quotes.queries import UnpricedQuote, why_held


class ScoringBasis(NamedTuple):
    """What is to be scored: quotes and criteria."""

    quote_ids: frozenset[int]
    criterion_ids: frozenset[int]
    pass_fail_ids: frozenset[int]

    @property
    def cells(self) -> set[tuple[int, int]]:
        """Every quote with every criterion."""
        return {(quote, criterion) for quote in self.quote_ids for criterion in self.criterion_ids}


class Given(NamedTuple):
    """What a member gave: a score, None where there is only a comment, and the comment."""

    value: int | None
    comment: str


NOTHING_GIVEN = Given(None, "")
ROWS_AT_ONCE = 1000
"""So many rows of scores are read at a time."""


class CountedScore(NamedTuple):
    """One score that was handed in, and whose it is. A plain row: there are thousands."""

    person_id: int
    quote_id: int
    criterion_id: int
    value: int | None
    comment: str


class Scorer(NamedTuple):
    """Somebody who scores or has scored."""

    id: int
    name: str


@dataclass(frozen=True)
class Progress:
    """How far scoring has come; everybody by name.

    `awaited` are the members whose scores are awaited: all of the group's but those who step aside.
    Whoever has not declared yet is awaited too, so that nobody sees others' scores before giving
    theirs; and whoever waits for the officer, who may let them take part.
    `counted` are those whose scores count: who handed them in and does not step aside. Whoever
    leaves the group or gets another role later changes no result. `digests` are of what each
    person handed in; empty where that was before there were any.
    `closed_without` are the names of those whom the officer's closing did without; None where
    scoring was not closed.
    """

    awaited: Sequence[Scorer]
    counted: Sequence[Scorer]
    digests: Mapping[int, str]
    closed_without: str | None

    @property
    def submitted(self) -> Collection[int]:
        """Whoever has handed in, by id."""
        return self.digests.keys()

    @property
    def yet_to_submit(self) -> list[Scorer]:
        """The members who are awaited and have not handed in."""
        return [one for one in self.awaited if one.id not in self.submitted]

    @property
    def is_over(self) -> bool:
        """Whether members may see one another's scores (rules.are_scores_open)."""
        is_closed = self.closed_without is not None
        return are_scores_open([one.id for one in self.awaited], self.submitted, is_closed)


def progress_of(commission: Commission, known: Mapping[int, Place]) -> Progress:
    """How far scoring has come, by where each person stands; in one statement."""
    closed_without: str | None = None
    names: dict[int, str] = {}
    roles: dict[int, set[access.Role]] = defaultdict(set)
    digests: dict[int, str] = {}
    for row in db.session.execute(_scorers(commission)):
        closed_without = row.missing
        if row.id is not None:
            names[row.id] = row.name
            if row.role is not None and row.left_on is None:
                roles[row.id].add(row.role)
            if row.submitted_at is not None:
                digests[row.id] = row.digest
    taking_part = [
        Scorer(person_id, name)
        for person_id, name in sorted(names.items(), key=lambda one: one[1])
        if known.get(person_id, Place()).standing is not Standing.CONFLICT
    ]
    return Progress(
        [one for one in taking_part if _is_awaited(roles[one.id])],
        [one for one in taking_part if one.id in digests],
        digests,
        closed_without,
    )


def _is_awaited(roles: Collection[access.Role]) -> bool:
    return access.Role.MEMBER in roles and access.Role.ADMINISTRATOR not in roles


def _scorers(commission: Commission) -> Select[*tuple[Any, ...]]:
    """Each member and each who has handed in, a row for each of their roles.

    Beside each, how scoring was closed; a row without a person where there is nobody.
    """
    handed_in = and_(
        ScoreSheet.commission_id == commission.id, ScoreSheet.submitted_at.is_not(None)
    )
    members = select(RoleGrant.person_id).where(RoleGrant.role == access.Role.MEMBER)
    done = select(ScoreSheet.person_id).where(handed_in)
    return (
        select(
            ScoringClose.missing,
            Person.id,
            Person.name,
            Person.left_on,
            RoleGrant.role,
            ScoreSheet.submitted_at,
            ScoreSheet.digest,
        )
        .select_from(Commission)
        .outerjoin(ScoringClose, ScoringClose.commission_id == Commission.id)
        .outerjoin(Person, Person.id.in_(members.union(done)))
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(ScoreSheet, and_(ScoreSheet.person_id == Person.id, handed_in))
        .where(Commission.id == commission.id)
    )


def scoring_basis(commission: Commission, person: access.Person) -> ScoringBasis:
    """The opened quotes that a person may see, and the criteria of the brief in force."""
    brief = brief_to_judge(commission.id)
    return ScoringBasis(
        frozenset(quote.id for quote in quotes_to_see(commission, person)),
        frozenset(criterion.id for criterion in brief.criteria),
        frozenset(criterion.id for criterion in brief.criteria if criterion.is_pass_fail),
    )


def sheet_of(person: access.Person, commission: Commission) -> ScoreSheet | None:
    """A member's scores of one commission, begun or handed in."""
    return db.session.scalar(
        select(ScoreSheet).where(
            ScoreSheet.commission_id == commission.id, ScoreSheet.person_id == person.id
        )
    )


def given_scores(commission: Commission, person: access.Person) -> dict[tuple[int, int], Given]:
    """A member's own scores and comments, by quote and criterion."""
    rows = db.session.execute(
        select(Score.quote_id, Score.criterion_id, Score.value, Score.comment)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .where(ScoreSheet.commission_id == commission.id, ScoreSheet.person_id == person.id)
    )
    return {(quote, criterion): Given(value, comment) for quote, criterion, value, comment in rows}


def handed_in_scores(commission: Commission) -> list[CountedScore]:
    """Every score that was handed in, struck or not, in the order of sheets."""
    return scores_where(*_handed_in(commission))


def scores_where(*which: ColumnElement[bool]) -> list[CountedScore]:
    """The scores of these sheets, in the order of sheets; in one statement."""
    return [CountedScore._make(row) for row in _score_rows(*which)]


def counted_scores(
    commission: Commission, quotes: Collection[UnpricedQuote], known: Mapping[int, Place]
) -> Iterator[CountedScore]:
    """Every score that counts, by where each person stands, one after another."""
    invitation_of = {quote.id: quote.invitation_id for quote in quotes}
    concerned = {
        person_id
        for person_id, place in known.items()
        if place.standing is Standing.CONFLICT or place.kept_out_of is not None
    }
    rows = _score_rows(*_handed_in(commission))
    if not concerned:
        return rows
    return (row for row in rows if not is_struck(row, known, invitation_of))


def is_struck(
    given: CountedScore,
    known: Mapping[int, Place],
    invitation_of: Mapping[int, int],
) -> bool:
    """Whether a score no longer counts: its member steps aside, or keeps out of that company.

    `known` are the places by person; `invitation_of` names each quote's invitation.
    """
    place = known.get(given.person_id, Place())
    if place.standing is Standing.CONFLICT:
        return True
    kept_out = place.kept_out_of
    return kept_out is not None and kept_out == invitation_of.get(given.quote_id)


def _handed_in(commission: Commission) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    sheet = ScoreSheet.__table__.c
    return sheet.commission_id == commission.id, sheet.submitted_at.is_not(None)


def _score_rows(*which: ColumnElement[bool]) -> Iterator[CountedScore]:
    """Rows with the names of a `CountedScore`; not made into one each, since there are thousands.

    They are read some at a time, so that they are not all held twice.
    """
    sheet, score = ScoreSheet.__table__.c, Score.__table__.c
    # Of the tables and not of the classes: the session would make each row twice.
    rows = db.session.execute(
        select(sheet.person_id, score.quote_id, score.criterion_id, score.value, score.comment)
        .join_from(Score.__table__, ScoreSheet.__table__, sheet.id == score.sheet_id)
        .where(*which)
        .order_by(sheet.id, score.id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    parts = cast(Iterator[Sequence[CountedScore]], rows.partitions())
    return chain.from_iterable(parts)


def places_in(commission: Commission) -> dict[int, Place]:
    """Where everybody who has declared stands in one commission, by person."""
    return {person_id: place for (_, person_id), place in places([commission.id]).items()}


def submitted_people(commission: Commission) -> set[int]:
    """The ids of those who have handed in their scores."""
    return set(
        db.session.scalars(
            select(ScoreSheet.person_id).where(
                ScoreSheet.commission_id == commission.id, ScoreSheet.submitted_at.is_not(None)
            )
        )
    )


def people_yet_to_submit(commission: Commission) -> list[Scorer]:
    """The members who take part and have not handed in."""
    return progress_of(commission, places_in(commission)).yet_to_submit


def scoring_close(commission: Commission) -> ScoringClose | None:
    """The officer's closing of scoring, if there was one."""
    return db.session.scalar(
        select(ScoringClose).where(ScoringClose.commission_id == commission.id)
    )


class Closing(NamedTuple):
    """How the officer closed scoring; `missing` names who had not submitted."""

    missing: str
    reason: str
    at: datetime
    by: str


def closing_of(commission: Commission) -> Closing | None:
    """The officer's closing of scoring for the record, if there was one; in one statement."""
    row = db.session.execute(
        select(ScoringClose.missing, ScoringClose.reason, ScoringClose.closed_at, Person.name)
        .join(Person, Person.id == ScoringClose.closed_by_id)
        .where(ScoringClose.commission_id == commission.id)
    ).one_or_none()
    return None if row is None else Closing._make(row)


def why_not_close(commission: Commission) -> str | None:
    """The sentence that keeps an officer from closing scoring; asked by the page and by the act."""
    if refusal := why_not(Act.SCORE, stage_to_act(commission, clock.now())) or why_held(commission):
        return refusal
    if scoring_close(commission) is not None:
        return "Scoring is already closed."
    if not people_yet_to_submit(commission):
        return "Everybody who scores has submitted: there is nothing to close."
    return None


def scores_are_open(commission: Commission) -> bool:
    """Whether members may see one another's scores: once they may, whoever comes later changes it
    no more.
    """
    if commission.scores_opened_at is not None:
        return True
    return progress_of(commission, places_in(commission)).is_over


_KEPT_OUT = {
    Standing.WAITING: "You declared an interest. You can score once the officer has recorded that "
    "you take part.",
    Standing.CONFLICT: "You step aside from this commission. Others score its quotes.",
}


def why_not_score(person: access.Person, commission: Commission) -> str | None:
    """The sentence that keeps a person from scoring now; asked by the page and by the act."""
    if refusal := why_not(Act.SCORE, stage_to_act(commission, clock.now())):
        return refusal
    standing = place_of(person, commission).standing
    if not may_score(person.roles, standing):
        return _KEPT_OUT.get(standing, "Only members who have declared can score.")
    sheet = sheet_of(person, commission)
    if sheet is not None and sheet.submitted_at is not None:
        return "You have submitted your scores. They can no longer be changed."
    if scoring_close(commission) is not None:
        lost = " You had not submitted yours: they do not count." if sheet is not None else ""
        return f"The officer has closed scoring. No score can be given or changed.{lost}"
    if scores_are_open(commission):
        return "Scoring has ended: everybody’s scores can be seen already."
    return None
