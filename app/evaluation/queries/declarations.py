"""Who declared what, and who has handed in their scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app import access, clock
from app.commissions.models import Commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.evaluation.models import Declaration, ScoreSheet, ScoringClose
from app.evaluation.rules import Interest, Standing, are_scores_open, may_score, may_see_quotes
from app.people.models import Person
from app.people.queries import people_with_role

_STANDINGS = {Interest.NONE: Standing.FREE, Interest.CONFLICT: Standing.CONFLICT}


@dataclass(frozen=True)
class Declared:
    """One declaration in the record."""

    person_id: int
    name: str
    interest: Interest
    description: str
    declared_at: datetime
    is_current: bool


def declared_by(person: access.Person, commission: Commission) -> Declaration | None:
    """A person's newest declaration in a commission."""
    return db.session.scalar(
        select(Declaration)
        .where(Declaration.commission_id == commission.id, Declaration.person_id == person.id)
        .order_by(Declaration.id.desc())
        .limit(1)
    )


def standing_of(person: access.Person, commission: Commission) -> Standing:
    """What a person's newest declaration says; undeclared where there is none."""
    newest = declared_by(person, commission)
    return Standing.UNDECLARED if newest is None else _STANDINGS[newest.interest]


def may_see(person: access.Person, commission: Commission) -> bool:
    """Whether a person may see this commission's opened quotes."""
    if commission.opened_at is None:
        return False
    return may_see_quotes(person.roles, standing_of(person, commission))


def declarations(commission: Commission) -> list[Declared]:
    """Every declaration, oldest first; of each person the newest one is current."""
    rows = db.session.execute(
        select(Declaration, Person.name)
        .join(Person, Person.id == Declaration.person_id)
        .where(Declaration.commission_id == commission.id)
        .order_by(Declaration.id)
    ).all()
    newest = {row.person_id: row.id for row, _ in rows}
    return [
        Declared(
            row.person_id,
            name,
            row.interest,
            row.description,
            row.declared_at,
            newest[row.person_id] == row.id,
        )
        for row, name in rows
    ]


def sheet_of(person: access.Person, commission: Commission) -> ScoreSheet | None:
    """A member's scores of one commission, begun or handed in."""
    return db.session.scalar(
        select(ScoreSheet).where(
            ScoreSheet.commission_id == commission.id, ScoreSheet.person_id == person.id
        )
    )


def scoring_people(commission: Commission) -> list[Person]:
    """The members whose scores are awaited: all of the group's but those with a conflict.

    Whoever has not declared yet is awaited too, so that nobody sees others' scores before giving
    theirs.
    """
    newest = {one.person_id: one.interest for one in declarations(commission) if one.is_current}
    members = people_with_role(access.Role.MEMBER)
    return [
        person
        for person in sorted(members, key=lambda one: one.name)
        if newest.get(person.id) is not Interest.CONFLICT
        and access.Role.ADMINISTRATOR not in person.roles
    ]


def counted_people(commission: Commission) -> list[Person]:
    """Those whose scores count: who handed them in and has declared no conflict.

    Whoever leaves the group or gets another role later changes no result.
    """
    conflicted = {
        one.person_id
        for one in declarations(commission)
        if one.is_current and one.interest is Interest.CONFLICT
    }
    handed_in = submitted_people(commission) - conflicted
    found = db.session.scalars(select(Person).where(Person.id.in_(handed_in)))
    return sorted(found, key=lambda one: one.name)


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


def why_not_score(person: access.Person, commission: Commission) -> str | None:
    """The sentence that keeps a person from scoring now; asked by the page and by the act."""
    if refusal := why_not(Act.SCORE, stage_to_act(commission, clock.now())):
        return refusal
    if not may_score(person.roles, standing_of(person, commission)):
        return "Only members who have declared no interest can score."
    if scoring_close(commission) is not None:
        return "The officer has closed scoring. No score can be given or changed."
    sheet = sheet_of(person, commission)
    if sheet is not None and sheet.submitted_at is not None:
        return "You have submitted your scores. They can no longer be changed."
    if scores_are_open(commission):
        return "Scoring has ended: everybody’s scores can be seen already."
    return None
