"""The next step of a commission at each stage, and who has it."""

from __future__ import annotations

from datetime import date

import pytest

from app.commissions.rules import Stage
from app.position.rules import Progress, Step, next_step

NOON = "12 noon on Friday 15 March 2013"
DUE = date(2014, 3, 31)


@pytest.mark.parametrize(
    ("progress", "step"),
    [
        (Progress(Stage.DRAFT, "Ada"), Step("Finish the brief and issue it", "Ada")),
        (
            Progress(Stage.ISSUED, "Ada", deadline=NOON, deadline_day=date(2013, 3, 15)),
            Step(f"Companies quote until {NOON}", "the invited companies", date(2013, 3, 15)),
        ),
        (Progress(Stage.CLOSED, "Ada"), Step("Open the quotes", "two keyholders")),
        (
            Progress(Stage.CLOSED, "Ada", opened_by_first="Bo"),
            Step("Confirm the opening that Bo has begun", "another keyholder"),
        ),
        (
            Progress(Stage.OPENED, "Ada"),
            Step("Declare interests and score the quotes", "the members"),
        ),
        (
            Progress(Stage.OPENED, "Ada", to_score=1),
            Step("Declare interests and score the quotes", "1 member"),
        ),
        (
            Progress(Stage.OPENED, "Ada", to_score=0),
            Step("Agree the scores and propose an award", "Ada"),
        ),
        (
            Progress(Stage.RECOMMENDED, "Ada", proposed_by="Bo"),
            Step("Decide on the proposed award", "somebody other than Bo"),
        ),
        (
            Progress(Stage.AWARDED, "Ada", is_told=False, due_title="Report"),
            Step("Send the outcome letters", "Ada"),
        ),
        (
            Progress(Stage.AWARDED, "Ada"),
            Step("Record what is to be delivered, and by when", "Ada"),
        ),
        (
            Progress(
                Stage.AWARDED,
                "Ada",
                company="Sample Insight CIC",
                due_title="Report",
                due="March 2014",
                due_day=DUE,
            ),
            Step("Sample Insight CIC delivers “Report” by March 2014", "Sample Insight CIC", DUE),
        ),
        (
            Progress(Stage.AWARDED, "Ada", due_title="Report", waits_for_acceptance="Report"),
            Step("Accept or reject “Report”", "Ada"),
        ),
        (
            Progress(Stage.NOT_AWARDED, "Ada", is_told=False),
            Step("Send the outcome letters", "Ada"),
        ),
        (Progress(Stage.NOT_AWARDED, "Ada"), Step("Nothing more: no award was made", "nobody")),
        (Progress(Stage.DELIVERED, "Ada"), Step("Complete the commission", "Ada")),
        (
            Progress(Stage.COMPLETED, "Ada"),
            Step("Nothing more: the commission is complete", "nobody"),
        ),
        (
            Progress(Stage.CANCELLED, "Ada"),
            Step("Nothing more: the commission was cancelled", "nobody"),
        ),
    ],
)
def test_each_stage_has_one_next_step(progress: Progress, step: Step) -> None:
    assert next_step(progress) == step


def test_no_stage_is_without_a_next_step() -> None:
    assert all(next_step(Progress(stage, "Ada")).what for stage in Stage)
