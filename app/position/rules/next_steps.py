"""The next step of a commission, and who has it (one row for each stage)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.commissions.rules import Stage


@dataclass(frozen=True)
class Progress:
    """What is known of a commission on a day, as far as its next step depends on it.

    `deadline` and `due` are words; `company` is None before the award. `to_score` counts members
    without submitted scores, None where nobody has been asked. `stopped` counts quotes that were
    stopped at the opening and not settled.
    """

    stage: Stage
    officer: str
    deadline: str = ""
    deadline_day: date | None = None
    opened_by_first: str | None = None
    to_score: int | None = None
    proposed_by: str | None = None
    proposed_by_id: int | None = None
    first_approved_by_id: int | None = None
    first_approved_by: str | None = None
    approver_ids: tuple[int | None, ...] = ()
    is_told: bool = True
    company: str | None = None
    due_title: str = ""
    due: str = ""
    due_day: date | None = None
    waits_for_acceptance: str = ""
    stopped: int = 0


@dataclass(frozen=True)
class Step:
    """What happens next, who has it, and by which day (None where no day is set)."""

    what: str
    who: str
    by: date | None = None


def next_step(progress: Progress) -> Step:
    """The one thing that moves a commission on."""
    return _STEPS[progress.stage](progress)


def _draft(p: Progress) -> Step:
    return Step("Finish the brief and issue it", p.officer)


def _issued(p: Progress) -> Step:
    return Step(f"Companies quote until {p.deadline}", "the invited companies", p.deadline_day)


def _closed(p: Progress) -> Step:
    if p.opened_by_first:
        what = f"Confirm the opening that {p.opened_by_first} has begun"
        return Step(what, "another keyholder")
    return Step("Open the quotes", "two keyholders")


def _opened(p: Progress) -> Step:
    if p.stopped:
        which = "the quote that was" if p.stopped == 1 else f"{p.stopped} quotes that were"
        return Step(f"Settle {which} stopped at the opening", f"{p.officer} and two keyholders")
    if p.to_score is None:
        return Step("Declare interests and score the quotes", "the members")
    if p.to_score:
        members = "1 member" if p.to_score == 1 else f"{p.to_score} members"
        return Step("Declare interests and score the quotes", members)
    return Step("Agree the scores and propose an award", p.officer)


def _recommended(p: Progress) -> Step:
    who = f"somebody other than {p.proposed_by}" if p.proposed_by else "another person"
    if p.first_approved_by:
        who = f"somebody other than {p.proposed_by} and {p.first_approved_by}"
        return Step("Decide on the proposed award, which needs a second approval", who)
    return Step("Decide on the proposed award", who)


def _awarded(p: Progress) -> Step:
    if not p.is_told:
        return Step("Send the outcome letters", p.officer)
    if p.waits_for_acceptance:
        return Step(f"Accept or reject “{p.waits_for_acceptance}”", p.officer)
    if not p.due_title:
        return Step("Record what is to be delivered, and by when", p.officer)
    by = f" by {p.due}" if p.due else ""
    company = p.company or "The company"
    return Step(f"{company} delivers “{p.due_title}”{by}", company, p.due_day)


def _not_awarded(p: Progress) -> Step:
    if not p.is_told:
        return Step("Send the outcome letters", p.officer)
    return Step("Nothing more: no award was made", "nobody")


_STEPS: dict[Stage, Callable[[Progress], Step]] = {
    Stage.DRAFT: _draft,
    Stage.ISSUED: _issued,
    Stage.CLOSED: _closed,
    Stage.OPENED: _opened,
    Stage.RECOMMENDED: _recommended,
    Stage.AWARDED: _awarded,
    Stage.NOT_AWARDED: _not_awarded,
    Stage.DELIVERED: lambda p: Step("Complete the commission", p.officer),
    Stage.COMPLETED: lambda p: Step("Nothing more: the commission is complete", "nobody"),
    Stage.CANCELLED: lambda p: Step("Nothing more: the commission was cancelled", "nobody"),
}
