"""The life of a commission: stages derived from dated facts, and the one table of legal acts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

FEWEST_INVITED = 3
"""Inviting fewer companies than this needs a reason."""

TOTAL_WEIGHT = 100
"""Percent that the criteria and the price together must weigh."""

LONGEST_WAIT = timedelta(days=731)
"""A deadline for quotes further ahead than two years is a slip of the hand."""

LONGEST_TITLE = 200
MOST_CRITERIA = 30
MOST_QUESTIONS = 50
MOST_DOCUMENTS = 50


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
    CONSIDER = "record or consider recommendations"
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


def weights_fault(price_weight: int, weights: list[int]) -> str | None:
    """The sentence about weights (percent) that do not total 100; None where they do."""
    total = price_weight + sum(weights)
    if total == TOTAL_WEIGHT:
        return None
    return f"The weights total {total}. The criteria and the price must total {TOTAL_WEIGHT}."


def refusal(act: Act, stage: Stage, is_officer: bool) -> str | None:
    """The sentence that refuses an act to somebody or at a stage; None where it is free."""
    return why_not(act, stage) if is_officer else f"Only an officer can {act.value}."


def deadline_fault(deadline: datetime, now: datetime) -> str | None:
    """The sentence about a deadline (aware UTC) that is past or absurdly far; else None."""
    if deadline <= now:
        return "The deadline for quotes must be in the future."
    if deadline - now > LONGEST_WAIT:
        return "The deadline for quotes must be within two years from now."
    return None


def few_invited_fault(invited: int, reason: str) -> str | None:
    """The sentence about too few companies invited without a reason; None where it is enough."""
    if invited == 0:
        return "Invite at least one company."
    if invited < FEWEST_INVITED and not reason.strip():
        return f"Say why fewer than {FEWEST_INVITED} companies are invited."
    return None


class Part(StrEnum):
    """The parts of a brief that an officer prepares, each on its own page."""

    TITLE = "title and officer"
    ABOUT = "background, work wanted and outputs"
    BUDGET = "budget"
    TERMS = "terms and timetable"
    CRITERIA = "criteria and weights"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    COMPANIES = "companies to invite"


@dataclass(frozen=True)
class Prepared:
    """What of a brief is there: plain values. Weights in percent; `quote_deadline` aware UTC."""

    background: str
    wanted: str
    price_weight: int
    weights: list[int]
    quote_deadline: datetime | None
    deadline_day: date | None
    delivery_written: str
    delivery_latest: date | None


@dataclass(frozen=True)
class Gap:
    """What keeps a brief from being issued: a sentence, and the part in which to mend it."""

    part: Part
    sentence: str


def gaps(prepared: Prepared, now: datetime) -> list[Gap]:
    """What is missing or wrong in a brief that is to be issued at `now`."""
    found: list[Gap] = []
    if not prepared.background.strip():
        found.append(Gap(Part.ABOUT, "Write the background."))
    if not prepared.wanted.strip():
        found.append(Gap(Part.ABOUT, "Write what work is wanted."))
    found += _gaps_of_dates(prepared, now)
    if not prepared.weights and prepared.price_weight == 0:
        found.append(Gap(Part.CRITERIA, "Set the criteria and the weight of the price."))
    elif fault := weights_fault(prepared.price_weight, prepared.weights):
        found.append(Gap(Part.CRITERIA, fault))
    return found


def _gaps_of_dates(prepared: Prepared, now: datetime) -> list[Gap]:
    found: list[Gap] = []
    if prepared.quote_deadline is None:
        found.append(Gap(Part.TERMS, "Set the deadline for quotes."))
    elif fault := deadline_fault(prepared.quote_deadline, now):
        found.append(Gap(Part.TERMS, fault))
    if not prepared.delivery_written.strip():
        found.append(Gap(Part.TERMS, "Say when the work must be delivered."))
    elif prepared.delivery_latest is None:
        found.append(Gap(Part.TERMS, delivery_unread(prepared.delivery_written)))
    elif prepared.deadline_day and prepared.delivery_latest < prepared.deadline_day:
        found.append(Gap(Part.TERMS, "The work must be due after the deadline for quotes."))
    return found


def delivery_unread(words: str) -> str:
    """The sentence about a delivery date whose last day is not known."""
    return (
        f"“{words.strip()[:100]}” could not be read as a date. "
        "Write it like “March 2014”, “end March 2014” or “14 March 2014”."
    )


class Progress(StrEnum):
    """How far one part of a draft is."""

    COMPLETED = "Completed"
    INCOMPLETE = "Incomplete"
    NOT_STARTED = "Not started"
    OPTIONAL = "Optional"


def progress_of(part: Part, is_begun: bool, is_needed: bool, gaps_found: list[Gap]) -> Progress:
    """How far a part is: complete when it is begun and nothing in it is missing."""
    if not is_begun:
        return Progress.NOT_STARTED if is_needed else Progress.OPTIONAL
    is_lacking = any(gap.part is part for gap in gaps_found)
    return Progress.INCOMPLETE if is_lacking else Progress.COMPLETED
