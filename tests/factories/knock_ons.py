"""A slipped milestone with a chain behind it that goes on in another plan."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.access import Person
from app.database import db
from app.plans import operations as plans
from app.plans.models import Cause, Dependency, KnockOnBundle, Milestone
from app.plans.queries import MilestoneDates, dependencies, milestone_dates
from app.position import operations
from app.position.queries.knock_ons import chain_of
from tests.factories.people import make_officer
from tests.factories.plans import (
    WorkedExample,
    make_action,
    make_milestone,
    make_plan,
    make_worked_example,
)

GROUP_TO = "3 September 2014 to 2 October 2014"
FURTHER_TO = "7 October 2014 to 4 December 2014"


@dataclass(frozen=True)
class Chain:
    """The worked example, and a milestone of another plan that needs its partnership group."""

    example: WorkedExample
    further: Milestone

    @property
    def address(self) -> str:
        """Where the review's knock-ons are proposed."""
        return f"/plans/{self.example.plan.slug}/actions/2/milestones/1/knock-ons"

    @property
    def both(self) -> dict[int, str]:
        """Both milestones with the dates to which they are pushed."""
        return {self.example.group.id: GROUP_TO, self.further.id: FURTHER_TO}


def make_chain(expected: str = "1 August 2014") -> Chain:
    """Review (March 2014, expected then) → group (June 2014) → further (September 2014)."""
    example = make_worked_example()
    further = make_milestone(
        make_action(make_plan("Another plan"), "Carry it further."), "Further", "September 2014"
    )
    plans.add_dependency(further, example.group, by=None)
    expect(example.review, expected)
    return Chain(example, further)


def expect(milestone: Milestone, when: str) -> None:
    """Record when it is expected now."""
    plans.forecast(milestone, when, reason="It is late.", cause=Cause.FUNDING, by=None)
    db.session.commit()


def propose_all(chain: Chain, by: Person | None = None) -> KnockOnBundle:
    """Both dates, proposed together."""
    bundle = operations.propose_knock_ons(
        chain.example.review,
        chain.both,
        reason="The review is late.",
        cause=Cause.WAITING,
        by=by or make_officer(),
    )
    db.session.commit()
    return bundle


def dates_of(milestone: Milestone) -> MilestoneDates:
    """The dates of a milestone as they stand today."""
    db.session.expire_all()
    return milestone_dates([milestone.id], clock.today())[milestone.id]


def gap_before(milestone: Milestone) -> list[int]:
    """The gaps that a milestone keeps to what it needs."""
    return [d.gap_days for d in dependencies(clock.today()) if d.milestone_id == milestone.id]


def pushed_days(milestone: Milestone) -> dict[str, tuple[int, int]]:
    """What is pushed from a milestone on, by its text: definite and possible days."""
    found = chain_of(milestone.id)
    tree = found.root.web.tree
    return {
        line.position.milestone.text: (
            tree.knock_ons[line.id].days_definite,
            tree.knock_ons[line.id].days_possible,
        )
        for line in found.lines
    }


def need(after: Milestone, before: Milestone, gap: int | None = None) -> Dependency:
    """Say that one milestone needs another."""
    made = plans.add_dependency(after, before, gap, by=None)
    db.session.commit()
    return made
