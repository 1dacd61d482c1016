"""Plans for tests: by default the two milestones of the worked example in `domain.md`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from app.access import Person
from app.database import db
from app.plans import operations
from app.plans.models import Action, Cause, Milestone, Plan
from app.when import read_when

_number = count(1_001)  # of one width, so that names sort as they were made

EDITION_DAY = date(2013, 12, 4)
FIRST_AGREED_BY = date(2013, 1, 31)


@dataclass(frozen=True)
class WorkedExample:
    """Action 2 of a plan: the review and the partnership group that waits for it."""

    plan: Plan
    action: Action
    review: Milestone
    group: Milestone


def make_plan(
    title: str | None = None, *, start: date | None = None, end: date | None = None
) -> Plan:
    """A plan without actions, in the tracker since the edition's day."""
    plan = operations.create_plan(
        title or f"Example plan {next(_number)}",
        "Communities are heard.",
        by=None,
        since=EDITION_DAY,
        period_start=start,
        period_end=end,
    )
    db.session.commit()
    return plan


def make_action(
    plan: Plan | None = None, text: str = "Listen to communities.", who: str = ""
) -> Action:
    """An action of a plan (of a new one)."""
    of_plan = plan or make_plan()
    action = operations.add_action(of_plan, text, who=who, by=None, since=of_plan.since)
    db.session.commit()
    return action


def make_milestone(
    action: Action | None = None,
    text: str = "Review",
    when: str = "March 2014",
    agreed_on: date = EDITION_DAY,
    review_by: date | None = None,
) -> Milestone:
    """A milestone with its first agreed date."""
    milestone = operations.add_milestone(
        action or make_action(), text, when, by=None, agreed_on=agreed_on, review_by=review_by
    )
    db.session.commit()
    return milestone


def make_worked_example(by: Person | None = None) -> WorkedExample:
    """First date end March 2013, agreed by 31 January 2013; March 2014 agreed on 4 December 2013.

    The partnership group is due June 2014 and needs the review, 62 days before.
    """
    plan = make_plan()
    make_action(plan, "Promote the page.")
    action = make_action(plan, "Commission a review of local engagement.")
    review = make_milestone(action, "Review", "March 2014")
    group = make_milestone(action, "Partnership Group", "June 2014")
    operations.record_first_date(
        review,
        read_when("end March 2013"),
        agreed_on=FIRST_AGREED_BY,
        reason="The commissioned work was not received",
        cause=Cause.NOTHING_RECEIVED,
        source="1st Review",
        by=by,
    )
    operations.add_dependency(group, review, by=by)
    db.session.commit()
    return WorkedExample(plan, action, review, group)
