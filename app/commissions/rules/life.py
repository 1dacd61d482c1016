"""The life of a commission: stages derived from dated facts, and the one table of legal acts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Reply(StrEnum):
    """What a company has said to its invitation."""

    NONE = "no reply yet"
    WILL_QUOTE = "will quote"
    DECLINED = "declined"


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


@dataclass(frozen=True)
class Facts:
    """The dated facts of a commission: aware UTC instants, None where it has not happened."""

    issued_at: datetime | None = None
    quote_deadline: datetime | None = None
    opened_at: datetime | None = None
    recommended_at: datetime | None = None
    awarded_at: datetime | None = None
    not_awarded_at: datetime | None = None
    delivered_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None


class Dated(Protocol):
    """A commission, or whatever else tells its dated facts."""

    @property
    def facts(self) -> Facts: ...


def stage_on(dated: Facts | Dated, at: datetime) -> Stage:
    """The stage at an instant, by what had happened by then. The deadline's instant is closed."""
    facts = dated if isinstance(dated, Facts) else dated.facts
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


def stage_to_act(dated: Facts | Dated, at: datetime) -> Stage:
    """The stage that says which acts are legal at an instant.

    What was done stays done, also where a demonstration's calendar was moved back to before it.
    """
    facts = dated if isinstance(dated, Facts) else dated.facts
    done = (getattr(facts, name) for name in _DONE)
    return stage_on(facts, max([at, *(when for when in done if when is not None)]))


_DONE = tuple(each.name for each in fields(Facts) if each.name != "quote_deadline")


class Act(StrEnum):
    """What a person may do to a commission. The value completes "You cannot …"."""

    EDIT_BRIEF = "edit the draft brief"
    ESTIMATE = "estimate the value"
    ISSUE_BRIEF = "issue the brief"
    AMEND_BRIEF = "amend the brief"
    INVITE = "invite a company"
    REPLY = "reply to the invitation"
    ASK = "ask a question"
    TAKE_BACK = "withdraw a question"
    ANSWER = "answer a question"
    REMIND = "remind companies to reply"
    EXPLAIN = "say why you did not quote"
    FEW_QUOTES = "record what follows from few quotes"
    ENQUIRE = "ask about an opened quote"
    RESOLVE = "resolve a doubt about a price"
    RESPOND = "answer what was asked about your quote"
    QUOTE = "send a quote"
    OPEN = "open the quotes"
    OPEN_LATER = "open a quote that was stopped"
    SET_ASIDE = "set a quote aside"
    DECLARE = "make a declaration"
    SCORE = "score the quotes"
    MODERATE = "record a moderation"
    RECOMMEND = "propose an award"
    DECIDE = "decide on the award"
    TAKE_DECISION_BACK = "take the decision back"
    TELL = "send the outcome letters"
    DELIVER = "record a delivery"
    AGREE_DATE = "change the date of a deliverable"
    CONSIDER = "record or consider recommendations"
    COMPLETE = "complete the commission"
    CANCEL = "cancel the commission"


_RUNNING = frozenset(Stage) - {Stage.COMPLETED, Stage.CANCELLED, Stage.NOT_AWARDED}

LEGAL: dict[Act, frozenset[Stage]] = {
    Act.EDIT_BRIEF: frozenset({Stage.DRAFT}),
    Act.ESTIMATE: frozenset({Stage.DRAFT, Stage.ISSUED, Stage.CLOSED, Stage.OPENED}),
    Act.ISSUE_BRIEF: frozenset({Stage.DRAFT}),
    Act.AMEND_BRIEF: frozenset({Stage.ISSUED}),
    Act.INVITE: frozenset({Stage.DRAFT, Stage.ISSUED}),
    Act.REPLY: frozenset({Stage.ISSUED}),
    Act.ASK: frozenset({Stage.ISSUED}),
    Act.TAKE_BACK: frozenset({Stage.ISSUED}),
    Act.ANSWER: frozenset({Stage.ISSUED}),
    Act.REMIND: frozenset({Stage.ISSUED}),
    Act.EXPLAIN: frozenset({Stage.CLOSED, Stage.OPENED, Stage.RECOMMENDED}),
    Act.FEW_QUOTES: frozenset({Stage.CLOSED, Stage.OPENED}),
    Act.ENQUIRE: frozenset({Stage.OPENED}),
    Act.RESOLVE: frozenset({Stage.OPENED}),
    Act.RESPOND: frozenset({Stage.OPENED, Stage.RECOMMENDED}),
    Act.QUOTE: frozenset({Stage.ISSUED}),
    Act.OPEN: frozenset({Stage.CLOSED}),
    Act.OPEN_LATER: frozenset({Stage.OPENED, Stage.RECOMMENDED}),
    Act.SET_ASIDE: frozenset({Stage.OPENED, Stage.RECOMMENDED}),
    Act.DECLARE: frozenset({Stage.ISSUED, Stage.CLOSED, Stage.OPENED, Stage.RECOMMENDED}),
    Act.SCORE: frozenset({Stage.OPENED}),
    Act.MODERATE: frozenset({Stage.OPENED}),
    Act.RECOMMEND: frozenset({Stage.OPENED}),
    Act.DECIDE: frozenset({Stage.RECOMMENDED}),
    Act.TAKE_DECISION_BACK: frozenset({Stage.AWARDED, Stage.NOT_AWARDED}),
    Act.TELL: frozenset({Stage.AWARDED, Stage.NOT_AWARDED}),
    Act.DELIVER: frozenset({Stage.AWARDED}),
    Act.AGREE_DATE: frozenset({Stage.AWARDED}),
    Act.CONSIDER: frozenset({Stage.DELIVERED, Stage.COMPLETED}),
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


def refusal(act: Act, stage: Stage, is_officer: bool) -> str | None:
    """The sentence that refuses an act to somebody or at a stage; None where it is free."""
    return why_not(act, stage) if is_officer else f"Only an officer can {act.value}."
