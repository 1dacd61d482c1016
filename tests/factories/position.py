"""The story that slips: work commissioned by end March 2013, and nothing received."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from flask import current_app
from sqlalchemy import event

from app import clock
from app.access import Person
from app.commissions.models import Commission, Invitation
from app.database import db
from app.people.models import Company
from app.plans.models import (
    Action,
    AgreedDate,
    Cause,
    Dependency,
    Forecast,
    Milestone,
    Plan,
)
from app.plans.operations.deciding import agreed_at_once
from app.position import operations
from app.position.models import SlippageSentence
from tests.factories.commissions import make_commission
from tests.factories.people import make_company, make_officer
from tests.factories.plans import WorkedExample, make_worked_example

Result = TypeVar("Result")

CANARY = "Specimen Canary Studio Ltd"
ISSUED_AT = datetime(2013, 2, 1, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2013, 2, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class SlippedReview:
    """The worked example with the commission that should have met it."""

    example: WorkedExample
    commission: Commission
    company: Company

    @property
    def address(self) -> str:
        """The plan's page."""
        return f"/plans/{self.example.plan.slug}"

    @property
    def sentence_address(self) -> str:
        """Where the review's sentence is written."""
        return f"{self.address}/milestones/{self.example.review.id}/sentence"


def make_slipped_review() -> SlippedReview:
    """Issued on 1 February 2013 for end March 2013; one of the companies is `CANARY`."""
    set_clock: Callable[[datetime], None] = current_app.extensions["clock"].move_to
    example = make_worked_example()
    stood = clock.now()
    set_clock(ISSUED_AT)
    canary = make_company(CANARY)
    commission = make_commission(
        "issued",
        [canary, make_company(), make_company()],
        DEADLINE,
        milestone=example.review,
        delivery="end March 2013",
    )
    set_clock(stood)
    return SlippedReview(example, commission, canary)


def make_sentence(
    review: SlippedReview, text: str = "The review has slipped.", by: Person | None = None
) -> SlippageSentence:
    """A sentence that waits."""
    sentence = operations.write_sentence(
        review.example.review, text, facts=text, by=by or make_officer()
    )
    db.session.commit()
    return sentence


def statements_of(act: Callable[[], Result]) -> tuple[Result, int]:
    """What an act gives, and how many SELECT statements it took."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        return act(), len(seen)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def make_many_late(slug: str, number: int) -> str:
    """A plan of late milestones in a chain, each with an issued commission. Gives its address."""
    day, officer = date(2013, 1, 31), make_officer()
    plan = Plan(
        slug=slug, title=slug.title(), outcome="Much is done.", group_name="Example", since=day
    )
    action = Action(number=1, text="Do much.", since=day)
    plan.actions = [action]
    action.milestones = [Milestone(number=n, text=f"Step {n}", since=day) for n in _to(number)]
    db.session.add(plan)
    db.session.flush()
    company = make_company()
    for milestone in action.milestones:
        db.session.add(_agreed(milestone.id, day))
        db.session.add(_forecast(milestone.id, day))
        db.session.add(_commission(milestone, officer, company, f"C-{slug}-{milestone.number}"))
    pairs = itertools.pairwise(action.milestones)
    db.session.add_all(
        Dependency(milestone_id=after.id, needs_id=before.id, gap_days=0, since=day)
        for before, after in pairs
    )
    db.session.commit()
    return f"/plans/{slug}"


def _to(number: int) -> range:
    return range(1, number + 1)


def _written(words: str, earliest: date, latest: date) -> dict[str, object]:
    return {"as_written": words, "earliest": earliest, "latest": latest}


def _agreed(milestone_id: int, day: date) -> AgreedDate:
    return AgreedDate(
        **_written("March 2013", date(2013, 3, 1), date(2013, 3, 31)),
        milestone_id=milestone_id,
        cause=Cause.FIRST,
        proposed_on=day,
        recorded_at=clock.now(),
        decision=agreed_at_once(day),
    )


def _forecast(milestone_id: int, day: date) -> Forecast:
    return Forecast(
        **_written("May 2013", date(2013, 5, 1), date(2013, 5, 31)),
        milestone_id=milestone_id,
        cause=Cause.FUNDING,
        day=day,
        recorded_at=clock.now(),
    )


def _commission(
    milestone: Milestone, officer: Person, company: Company, reference: str
) -> Commission:
    commission = Commission(
        reference=reference,
        title=f"Work on step {milestone.number}",
        milestone_id=milestone.id,
        officer_id=officer.id,
        since=milestone.since,
        issued_at=ISSUED_AT,
        quote_deadline=clock.now() + timedelta(days=14),
        awarded_at=clock.now() if milestone.number % 2 else None,
    )
    commission.invitations = [
        Invitation(
            company_id=company.id,
            sent_to="someone@example.org",
            invited_at=ISSUED_AT,
            invited_by_id=officer.id,
        )
    ]
    return commission
