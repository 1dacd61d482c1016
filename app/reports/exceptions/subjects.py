"""The milestones and deliverables of a day that may be beyond tolerance, each told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.access import Person
from app.commissions.models import Commission, Invitation
from app.commissions.rules import Stage
from app.database import db
from app.delivery.queries import DeliverableStanding, slippage_facts
from app.evaluation.models import Award
from app.people.models import Company
from app.position.queries.commission_pages import CommissionLine, commission_lines
from app.position.queries.milestone_lines import MilestoneLine, milestone_line
from app.position.queries.positions import MilestonePosition
from app.reports.dated import Asked
from app.reports.exceptions.names import Unnamed
from app.slippage import Standing, State, standing

DONE = frozenset({State.MET, State.MET_LATE})


@dataclass(frozen=True)
class Late:
    """A milestone, or a deliverable that carries none, with the commission it comes from.

    `due` is that deliverable, or the one that carries the milestone.
    """

    milestone_id: int
    plan_id: int
    standing: Standing
    line: MilestoneLine | None
    due: DeliverableStanding | None
    commission: CommissionLine | None

    @property
    def days(self) -> int:
        """The greater slip of the two, 0 where nothing can be counted."""
        slips = (self.standing.slip_first_days, self.standing.slip_agreed_days)
        return max(0, *(slip for slip in slips if slip is not None), 0)

    @property
    def is_done(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.standing.state in DONE


def subjects_on(
    person: Person, positions: Sequence[MilestonePosition], asked: Asked, plan_id: int | None
) -> list[Late]:
    """Milestones first, then deliverables that carry none; withdrawn ones are left out."""
    lines = commission_lines(person, asked.on, positions=positions)
    carrying = {line.commission.milestone_id: line for line in lines if line.carries}
    found = [
        _of_milestone(each, carrying.get(each.milestone.id), asked)
        for each in positions
        if plan_id is None or each.milestone.plan_id == plan_id
    ]
    for line in lines:
        found += _of_deliverables(line, asked, plan_id)
    return [each for each in found if each.standing.state is not State.WITHDRAWN]


def _of_milestone(
    position: MilestonePosition, commission: CommissionLine | None, asked: Asked
) -> Late:
    carrier = position.carrier
    return Late(
        milestone_id=position.milestone.id,
        plan_id=position.milestone.plan_id,
        standing=position.standing,
        line=milestone_line(position, (), asked.limits),
        due=carrier.last if carrier and commission else None,
        commission=commission,
    )


def _of_deliverables(line: CommissionLine, asked: Asked, plan_id: int | None) -> list[Late]:
    if line.stage is Stage.CANCELLED or line.line is None:
        return []
    of = line.line.position
    if plan_id is not None and of.milestone.plan_id != plan_id:
        return []
    last = of.carrier.last if line.carries and of.carrier else None
    return [
        Late(
            milestone_id=of.milestone.id,
            plan_id=of.milestone.plan_id,
            standing=standing(slippage_facts(each), asked.on, asked.limits),
            line=None,
            due=each,
            commission=line,
        )
        for each in line.due
        if last is None or each.id != last.id
    ]


def unnamed_by_milestone() -> Mapping[int, Unnamed]:
    """For each milestone the companies invited for it whose outcome is not public; one query."""
    told = select(Award.commission_id).where(Award.told_at.is_not(None))
    rows = db.session.execute(
        select(Commission.milestone_id, Company.name)
        .distinct()
        .join(Invitation, Invitation.commission_id == Commission.id)
        .join(Company, Company.id == Invitation.company_id)
        .where(Commission.id.not_in(told))
        .order_by(Company.name)
    )
    names: dict[int, list[str]] = defaultdict(list)
    for milestone_id, name in rows:
        names[milestone_id].append(name)
    return {milestone_id: Unnamed(of) for milestone_id, of in names.items()}
