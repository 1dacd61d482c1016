"""The story that slips: work commissioned by end March 2013, and nothing received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from flask import current_app
from sqlalchemy import event

from app import clock
from app.access import Person
from app.commissions.models import Commission
from app.database import db
from app.people.models import Company
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
