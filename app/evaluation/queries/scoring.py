"""Who scores, who has handed in, which scores count, and when members see one another's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from app import access, clock
from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.evaluation.models import Score, ScoreSheet, ScoringClose
from app.evaluation.queries.standings import Place, place_of, places, quotes_to_see
from app.evaluation.rules import Standing, are_scores_open, may_score
from app.people.models import Person
from app.people.queries import people_with_role
from app.quotes.queries import UnpricedQuote


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


class CountedScore(NamedTuple):
    """One score that was handed in, and whose it is."""

    person_id: int
    score: Score


def scoring_basis(commission: Commission, person: access.Person) -> ScoringBasis:
    """The opened quotes that a person may see, and the criteria of the brief in force."""
    brief = issued_brief(commission.id)
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


def scoring_people(commission: Commission) -> list[Person]:
    """The members whose scores are awaited: all of the group's but those who step aside.

    Whoever has not declared yet is awaited too, so that nobody sees others' scores before giving
    theirs; and whoever waits for the officer, who may let them take part.
    """
    known = places([commission.id])
    members = people_with_role(access.Role.MEMBER)
    return [
        person
        for person in sorted(members, key=lambda one: one.name)
        if known.get((commission.id, person.id), Place()).standing is not Standing.CONFLICT
        and access.Role.ADMINISTRATOR not in person.roles
    ]


def counted_people(commission: Commission) -> list[Person]:
    """Those whose scores count: who handed them in and does not step aside.

    Whoever leaves the group or gets another role later changes no result.
    """
    known = places([commission.id])
    aside = {
        person_id for (_, person_id), place in known.items() if place.standing is Standing.CONFLICT
    }
    handed_in = submitted_people(commission) - aside
    found = db.session.scalars(select(Person).where(Person.id.in_(handed_in)))
    return sorted(found, key=lambda one: one.name)


def handed_in_scores(commission: Commission) -> list[CountedScore]:
    """Every score that was handed in, struck or not, in the order of sheets."""
    rows = db.session.execute(
        select(ScoreSheet.person_id, Score)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .where(
            ScoreSheet.commission_id == commission.id,
            ScoreSheet.submitted_at.is_not(None),
        )
        .order_by(ScoreSheet.id, Score.id)
    )
    return [CountedScore(person_id, score) for person_id, score in rows]


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
    return kept_out is not None and kept_out == invitation_of.get(given.score.quote_id)


def counted_scores(
    commission: Commission, quotes: Collection[UnpricedQuote], known: Mapping[int, Place]
) -> list[CountedScore]:
    """Every score that counts, by where each person stands."""
    invitation_of = {quote.id: quote.invitation_id for quote in quotes}
    handed_in = handed_in_scores(commission)
    return [given for given in handed_in if not is_struck(given, known, invitation_of)]


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


def people_yet_to_submit(commission: Commission) -> list[Person]:
    """The members who take part and have not handed in."""
    done = submitted_people(commission)
    return [person for person in scoring_people(commission) if person.id not in done]


def scoring_close(commission: Commission) -> ScoringClose | None:
    """The officer's closing of scoring, if there was one."""
    return db.session.scalar(
        select(ScoringClose).where(ScoringClose.commission_id == commission.id)
    )


def scores_are_open(commission: Commission) -> bool:
    """Whether members may see one another's scores: once they may, whoever comes later changes it
    no more.
    """
    if commission.scores_opened_at is not None:
        return True
    return are_scores_open(
        [person.id for person in scoring_people(commission)],
        submitted_people(commission),
        scoring_close(commission) is not None,
    )


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
    if scoring_close(commission) is not None:
        return "The officer has closed scoring. No score can be given or changed."
    sheet = sheet_of(person, commission)
    if sheet is not None and sheet.submitted_at is not None:
        return "You have submitted your scores. They can no longer be changed."
    if scores_are_open(commission):
        return "Scoring has ended: everybody’s scores can be seen already."
    return None
