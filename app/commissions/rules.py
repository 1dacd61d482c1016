"""The life of a commission: its stages, derived from dated facts, and the one table of legal acts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

FEWEST_INVITED = 3
"""Inviting fewer companies than this needs a reason."""

TOTAL_WEIGHT = 100
"""Percent that the criteria and the price together must weigh."""


class Stage(StrEnum):
    """Where a commission stands (domain.md, "Stages of a commission")."""

    DRAFT = "draft"
    ISSUED = "issued"
    CLOSED = "closed"
    OPENED = "opened"
    RECOMMENDED = "recommended"
    AWARDED = "awarded"
    NOT_AWARDED = "not awarded"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Facts(Protocol):
    """The dated facts of a commission: aware UTC instants, None where it has not happened."""

    issued_at: datetime | None
    quote_deadline: datetime | None
    opened_at: datetime | None
    recommended_at: datetime | None
    awarded_at: datetime | None
    not_awarded_at: datetime | None
    delivered_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None


def stage_on(facts: Facts, at: datetime) -> Stage:
    """The stage at an instant, from what had happened by then. The deadline's own instant is closed."""
    by_latest_first = (
        (facts.cancelled_at, Stage.CANCELLED),
        (facts.completed_at, Stage.COMPLETED),
        (facts.delivered_at, Stage.DELIVERED),
        (facts.not_awarded_at, Stage.NOT_AWARDED),
        (facts.awarded_at, Stage.AWARDED),
        (facts.recommended_at, Stage.RECOMMENDED),
        (facts.opened_at, Stage.OPENED),
        (facts.quote_deadline if facts.issued_at else None, Stage.CLOSED),
        (facts.issued_at, Stage.ISSUED),
    )
    for when, stage in by_latest_first:
        if when is not None and when <= at:
            return stage
    return Stage.DRAFT


class Act(StrEnum):
    """What a person may do to a commission. The value completes "You cannot …"."""

    EDIT_BRIEF = "edit the draft brief"
    ISSUE_BRIEF = "issue the brief"
    AMEND_BRIEF = "amend the brief"
    INVITE = "invite a company"
    REPLY = "reply to the invitation"
    QUOTE = "send a quote"
    OPEN = "open the quotes"
    DECLARE = "make a declaration"
    SCORE = "score the quotes"
    RECOMMEND = "propose an award"
    DECIDE = "decide on the award"
    TELL = "send the outcome letters"
    DELIVER = "record a delivery"
    AGREE_DATE = "change the date of a deliverable"
    COMPLETE = "complete the commission"
    CANCEL = "cancel the commission"


_RUNNING = frozenset(Stage) - {Stage.COMPLETED, Stage.CANCELLED, Stage.NOT_AWARDED}

LEGAL: dict[Act, frozenset[Stage]] = {
    Act.EDIT_BRIEF: frozenset({Stage.DRAFT}),
    Act.ISSUE_BRIEF: frozenset({Stage.DRAFT}),
    Act.AMEND_BRIEF: frozenset({Stage.ISSUED}),
    Act.INVITE: frozenset({Stage.DRAFT, Stage.ISSUED}),
    Act.REPLY: frozenset({Stage.ISSUED}),
    Act.QUOTE: frozenset({Stage.ISSUED}),
    Act.OPEN: frozenset({Stage.CLOSED}),
    Act.DECLARE: frozenset({Stage.ISSUED, Stage.CLOSED, Stage.OPENED, Stage.RECOMMENDED}),
    Act.SCORE: frozenset({Stage.OPENED}),
    Act.RECOMMEND: frozenset({Stage.OPENED}),
    Act.DECIDE: frozenset({Stage.RECOMMENDED}),
    Act.TELL: frozenset({Stage.AWARDED, Stage.NOT_AWARDED}),
    Act.DELIVER: frozenset({Stage.AWARDED}),
    Act.AGREE_DATE: frozenset({Stage.AWARDED}),
    Act.COMPLETE: frozenset({Stage.DELIVERED}),
    Act.CANCEL: _RUNNING,
}
"""Which act is legal at which stage. Everything else is refused."""

_WHY: dict[Stage, str] = {
    Stage.DRAFT: "the brief has not been issued yet",
    Stage.ISSUED: "companies can still send quotes",
    Stage.CLOSED: "the deadline for quotes has passed and the quotes have not been opened",
    Stage.OPENED: "the quotes have been opened",
    Stage.RECOMMENDED: "an award has been proposed and waits for a decision",
    Stage.AWARDED: "the work has been awarded",
    Stage.NOT_AWARDED: "it was decided not to award the work",
    Stage.DELIVERED: "the work has been delivered",
    Stage.COMPLETED: "the commission is complete",
    Stage.CANCELLED: "the commission was cancelled",
}


def is_legal(act: Act, stage: Stage) -> bool:
    """Whether an act is legal at a stage."""
    return stage in LEGAL[act]


def why_not(act: Act, stage: Stage) -> str | None:
    """The sentence that refuses an act at a stage; None where the act is legal."""
    return None if is_legal(act, stage) else f"You cannot {act.value}: {_WHY[stage]}."


def weights_fault(price_weight: int, weights: list[int]) -> str | None:
    """The sentence about weights (percent) that do not total 100; None where they do."""
    total = price_weight + sum(weights)
    if total == TOTAL_WEIGHT:
        return None
    return f"The weights total {total}. The criteria and the price must total {TOTAL_WEIGHT}."
