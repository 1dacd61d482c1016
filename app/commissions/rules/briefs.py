"""What a brief must say before it can be issued, and how far each of its parts is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.commissions.rules.asking import asking_deadline_fault
from app.commissions.rules.pricing import PriceFormula, formula_fault
from app.commissions.rules.timetable import planned_unread

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


def weights_fault(price_weight: int, weights: list[int]) -> str | None:
    """The sentence about weights (percent) that do not total 100; None where they do."""
    total = price_weight + sum(weights)
    if total == TOTAL_WEIGHT:
        return None
    return f"The weights total {total}. The criteria and the price must total {TOTAL_WEIGHT}."


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
    VALUE = "value over its whole life"
    TERMS = "terms and timetable"
    CRITERIA = "criteria and weights"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    COMPANIES = "companies to invite"
    KEYS = "keyholders and rehearsal"


@dataclass(frozen=True)
class Prepared:
    """What of a brief is there: plain values. Weights in percent; deadlines are aware UTC."""

    background: str
    wanted: str
    price_weight: int
    weights: list[int]
    quote_deadline: datetime | None
    deadline_day: date | None
    delivery_written: str
    delivery_latest: date | None
    clarification_deadline: datetime | None = None
    is_amendment: bool = False
    price_formula: PriceFormula = PriceFormula.LOWEST_OVER_PRICE
    budget_pence: int | None = None
    budget_withheld: bool = False


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
    if fault := _formula_fault(prepared):
        part = Part.CRITERIA if prepared.price_weight else Part.BUDGET
        found.append(Gap(part, fault))
    return found


def _formula_fault(prepared: Prepared) -> str | None:
    return formula_fault(
        prepared.price_formula,
        prepared.price_weight,
        prepared.budget_pence,
        prepared.budget_withheld,
    )


def _gaps_of_dates(prepared: Prepared, now: datetime) -> list[Gap]:
    found: list[Gap] = []
    if prepared.quote_deadline is None:
        found.append(Gap(Part.TERMS, "Set the deadline for quotes."))
    elif fault := deadline_fault(prepared.quote_deadline, now):
        found.append(Gap(Part.TERMS, fault))
    asking = prepared.clarification_deadline
    if fault := asking_deadline_fault(asking, prepared.quote_deadline):
        found.append(Gap(Part.TERMS, fault))
    elif asking is not None and asking <= now and not prepared.is_amendment:
        found.append(Gap(Part.TERMS, "The deadline for asking questions must be in the future."))
    if not prepared.delivery_written.strip():
        found.append(Gap(Part.TERMS, "Say when the work must be delivered."))
    elif prepared.delivery_latest is None:
        found.append(Gap(Part.TERMS, planned_unread(prepared.delivery_written)))
    elif prepared.deadline_day and prepared.delivery_latest < prepared.deadline_day:
        found.append(Gap(Part.TERMS, "The work must be due after the deadline for quotes."))
    return found


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
