"""How doubts about prices were resolved, and by whom quotes that are set aside are confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.database import db
from app.evaluation.models import AsideDecision, AsideTakenBack, DoubtResolution
from app.evaluation.rules import DoubtKind, Way
from app.people.models import Person

Place = tuple[int, DoubtKind]
"""Which doubt is meant: the quote's, and of what kind."""


@dataclass(frozen=True)
class AsideStep:
    """What somebody did about a proposal to set a quote aside: confirmed, refused, took it back."""

    is_confirmed: bool
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Resolved:
    """How a doubt was resolved; `doubt` is what was pointed out then.

    Where the quote is set aside by it, another person must confirm it: `decision` is what they did
    about it. `taken_back`: it holds no more.
    """

    id: int
    doubt: str
    way: Way
    reason: str
    at: datetime
    by_id: int
    by: str
    decision: AsideStep | None = None
    taken_back: AsideStep | None = None

    @property
    def sets_aside(self) -> bool:
        """Whether the quote is to be left out by it."""
        return self.way is Way.LEFT_OUT

    @property
    def waits(self) -> bool:
        """Whether another person has still to confirm it."""
        return self.sets_aside and self.decision is None and self.taken_back is None

    @property
    def holds(self) -> bool:
        """Whether it resolves the doubt."""
        if not self.sets_aside:
            return True
        is_confirmed = self.decision is not None and self.decision.is_confirmed
        return is_confirmed and self.taken_back is None


@dataclass(frozen=True)
class AsideProposed:
    """A proposal to set a quote aside that waits for another person than `by_id`."""

    quote_id: int
    kind: DoubtKind
    by_id: int
    at: datetime


Resolutions = Mapping[Place, Sequence[Resolved]]
"""How each doubt was resolved, the oldest first."""


def resolutions_of(commission_ids: Collection[int]) -> dict[Place, list[Resolved]]:
    """Every resolution, the oldest first, by its doubt; in one statement."""
    decider, taker = aliased(Person), aliased(Person)
    wanted = (
        select(DoubtResolution, Person.name, AsideDecision, decider.name)
        .add_columns(AsideTakenBack, taker.name)
        .join(Person, Person.id == DoubtResolution.by_id)
        .outerjoin(AsideDecision, AsideDecision.resolution_id == DoubtResolution.id)
        .outerjoin(decider, decider.id == AsideDecision.by_id)
        .outerjoin(AsideTakenBack, AsideTakenBack.resolution_id == DoubtResolution.id)
        .outerjoin(taker, taker.id == AsideTakenBack.by_id)
        .where(DoubtResolution.commission_id.in_(commission_ids))
        .order_by(DoubtResolution.id)
    )
    found: dict[Place, list[Resolved]] = {}
    for row, name, decision, decided_by, back, taken_by in db.session.execute(wanted):
        given = Resolved(
            id=row.id,
            doubt=row.doubt,
            way=row.way,
            reason=row.reason,
            at=row.at,
            by_id=row.by_id,
            by=name,
            decision=_step(decision, decided_by) if decision else None,
            taken_back=_step(back, taken_by) if back else None,
        )
        found.setdefault((row.quote_id, row.kind), []).append(given)
    return found


def _step(row: AsideDecision | AsideTakenBack, by: str) -> AsideStep:
    is_confirmed = isinstance(row, AsideDecision) and row.is_confirmed
    return AsideStep(is_confirmed, row.reason, row.at, by)


def left_out_by(resolutions: Resolutions) -> set[int]:
    """The quotes that are set aside since a doubt about their price was not resolved."""
    return {
        place[0]
        for place, given in resolutions.items()
        if (newest := holding(given)) is not None and newest.sets_aside
    }


def asides_proposed(commission_ids: Collection[int]) -> dict[int, list[AsideProposed]]:
    """The proposals to set a quote aside that wait for a second person; in one statement.

    By commission. It shows no price and no reason.
    """
    wanted = (
        select(
            DoubtResolution.commission_id,
            DoubtResolution.quote_id,
            DoubtResolution.kind,
            DoubtResolution.way,
            DoubtResolution.by_id,
            DoubtResolution.at,
            AsideDecision.id.is_(None) & AsideTakenBack.id.is_(None),
        )
        .outerjoin(AsideDecision, AsideDecision.resolution_id == DoubtResolution.id)
        .outerjoin(AsideTakenBack, AsideTakenBack.resolution_id == DoubtResolution.id)
        .where(DoubtResolution.commission_id.in_(commission_ids))
        .order_by(DoubtResolution.id)
    )
    newest = {
        (commission_id, quote_id, kind): (way is Way.LEFT_OUT and waits, by_id, at)
        for commission_id, quote_id, kind, way, by_id, at, waits in db.session.execute(wanted)
    }
    found: dict[int, list[AsideProposed]] = {}
    for (commission_id, quote_id, kind), (waits, by_id, at) in newest.items():
        if waits:
            found.setdefault(commission_id, []).append(AsideProposed(quote_id, kind, by_id, at))
    return found


def holding(given: Sequence[Resolved]) -> Resolved | None:
    """Of what was recorded of a doubt, the oldest first, what holds now."""
    return given[-1] if given and given[-1].holds else None
