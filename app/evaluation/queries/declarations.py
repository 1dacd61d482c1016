"""Who declared what, and what the officer recorded as following from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app import access
from app.commissions.models import Commission, Invitation
from app.database import db
from app.errors import NotFound
from app.evaluation.models import Declaration, DeclarationRuling, DeclaredInterest
from app.evaluation.queries.standings import places
from app.evaluation.rules import Interest, InterestIn, InterestKind, Part, Standing
from app.people.models import Company, Person


@dataclass(frozen=True)
class Ruling:
    """What an officer recorded as following; `company` is the one that somebody keeps out of."""

    part: Part
    company: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class InterestOf:
    """What was declared of one company."""

    invitation_id: int
    company: str
    kind: InterestKind
    description: str


@dataclass(frozen=True)
class Declared:
    """One declaration in the record, with what followed; of each person the newest is current."""

    id: int
    person_id: int
    name: str
    interest: Interest
    description: str
    declared_at: datetime
    is_current: bool
    interests: tuple[InterestOf, ...]
    rulings: tuple[Ruling, ...]

    @property
    def waits(self) -> bool:
        """Whether an interest was described and nobody has recorded what follows."""
        return self.is_current and self.interest is Interest.DESCRIBED and not self.rulings


class Stands(NamedTuple):
    """What somebody's declarations came to on a day."""

    name: str
    standing: Standing


def stands_on(commission: Commission, at: datetime) -> list[Stands]:
    """Who had declared by an instant, by name, and what it came to then; in three statements."""
    known = {person_id: place for (_, person_id), place in places([commission.id], at=at).items()}
    people = select(Person.id, Person.name).where(Person.id.in_(known)).order_by(Person.name)
    return [
        Stands(name, known[person_id].standing) for person_id, name in db.session.execute(people)
    ]


def declared_by(person: access.Person, commission: Commission) -> Declaration | None:
    """A person's newest declaration in a commission."""
    return db.session.scalar(
        select(Declaration)
        .where(Declaration.commission_id == commission.id, Declaration.person_id == person.id)
        .order_by(Declaration.id.desc())
        .limit(1)
    )


def interests_in(declaration: Declaration | None) -> dict[int, InterestIn]:
    """What a declaration says of each company, by invitation."""
    if declaration is None:
        return {}
    rows = db.session.scalars(
        select(DeclaredInterest).where(DeclaredInterest.declaration_id == declaration.id)
    )
    return {
        row.invitation_id: InterestIn(row.invitation_id, row.kind, row.description) for row in rows
    }


def declarations(commission: Commission) -> list[Declared]:
    """Every declaration with what followed, oldest first; in three statements."""
    rows = db.session.execute(
        select(Declaration, Person.name)
        .join(Person, Person.id == Declaration.person_id)
        .where(Declaration.commission_id == commission.id)
        .order_by(Declaration.id)
    ).all()
    newest = {row.person_id: row.id for row, _ in rows}
    ids = [row.id for row, _ in rows]
    interests, rulings = _interests(ids), _rulings(ids)
    return [
        Declared(
            row.id,
            row.person_id,
            name,
            row.interest,
            row.description,
            row.declared_at,
            newest[row.person_id] == row.id,
            tuple(interests[row.id]),
            tuple(rulings[row.id]),
        )
        for row, name in rows
    ]


def declaration_in(commission: Commission, declaration_id: int) -> Declared:
    """One declaration of a commission. Raises NotFound."""
    for one in declarations(commission):
        if one.id == declaration_id:
            return one
    raise NotFound


def waiting_for_ruling(commission_ids: Collection[int]) -> dict[int, list[int]]:
    """By commission, whose declared interests wait for an officer to record what follows."""
    found: dict[int, list[int]] = defaultdict(list)
    for (commission_id, person_id), place in places(commission_ids).items():
        if place.standing is Standing.WAITING:
            found[commission_id].append(person_id)
    return found


def _interests(declaration_ids: Collection[int]) -> dict[int, list[InterestOf]]:
    rows = db.session.execute(
        select(DeclaredInterest, Company.name)
        .join(Invitation, Invitation.id == DeclaredInterest.invitation_id)
        .join(Company, Company.id == Invitation.company_id)
        .where(DeclaredInterest.declaration_id.in_(declaration_ids))
        .order_by(Company.name, DeclaredInterest.id)
    )
    found: dict[int, list[InterestOf]] = defaultdict(list)
    for row, company in rows:
        told = InterestOf(row.invitation_id, company, row.kind, row.description)
        found[row.declaration_id].append(told)
    return found


def _rulings(declaration_ids: Collection[int]) -> dict[int, list[Ruling]]:
    rows = db.session.execute(
        select(DeclarationRuling, Person.name, Company.name)
        .join(Person, Person.id == DeclarationRuling.by_id)
        .outerjoin(Invitation, Invitation.id == DeclarationRuling.excepted_id)
        .outerjoin(Company, Company.id == Invitation.company_id)
        .where(DeclarationRuling.declaration_id.in_(declaration_ids))
        .order_by(DeclarationRuling.id)
    )
    found: dict[int, list[Ruling]] = defaultdict(list)
    for row, by, company in rows:
        found[row.declaration_id].append(Ruling(row.part, company or "", row.reason, row.at, by))
    return found
