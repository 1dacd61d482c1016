"""Dates and lateness of one milestone or deliverable, in words: what both reports print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.delivery.queries import DeliverableStanding, Received, slippage_facts
from app.formats import day_in_words
from app.plans.queries import Written
from app.position.queries.milestone_lines import MilestoneLine, lateness_words, worst_rating
from app.position.queries.positions import Dated
from app.position.rules import cause_of
from app.slippage import Rating, Standing, Thresholds, standing

NO_DATE = "no date"
NO_FORECAST = "no forecast"
NOT_YET = "not yet"


@dataclass(frozen=True)
class Asked:
    """The day a report is asked for, the thresholds, and what the group says of each cause."""

    on: date
    limits: Thresholds
    sentences: Mapping[str, str]


@dataclass(frozen=True)
class DatedRow:
    """One milestone or deliverable: its four dates, days late against both, and what explains them.

    `rating` is the worse of the two: "red", "amber", "green" or "none"; `days_late` the greater
    slip, 0 where nothing can be counted. `notes` are pairs of a head and a sentence.
    """

    name: str
    first: str
    agreed: str
    forecast: str
    actual: str
    against_first: str
    against_agreed: str
    state: str
    rating: str
    days_late: int
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def state_words(self) -> str:
        """The state, with the rating's name where it has one: "Lapsed (red)"."""
        words = self.state[:1].upper() + self.state[1:]
        return words if self.rating == Rating.NONE else f"{words} ({self.rating})"


def milestone_row(line: MilestoneLine, *, named: str = "") -> DatedRow:
    """One milestone as it stood on the day of its position."""
    position = line.position
    proposed = position.dates.proposed
    waits = (
        f"{proposed.as_written}, proposed by {proposed.proposed_by} on "
        f"{day_in_words(proposed.proposed_on)}, waits for approval."
        if proposed
        else ""
    )
    return DatedRow(
        name=named or f"{position.milestone.number}. {position.milestone.text}",
        first=_words(position.baseline, NO_DATE),
        agreed=_words(position.agreed, NO_DATE),
        forecast=_words(position.forecast, NO_FORECAST),
        actual=_words(position.actual, NOT_YET),
        against_first=lateness_words(position.standing, "first"),
        against_agreed=lateness_words(position.standing, "agreed"),
        state=position.standing.state,
        rating=line.rating,
        days_late=_most_days(position.standing),
        notes=_said(
            ("Received", position.received if line.is_flagged or _is_here(line) else ""),
            ("Why", line.why or ("No cause is on record." if line.is_flagged else "")),
            ("Proposed date", waits),
            ("Pushed back", line.pushed_by),
            ("Pushes back", " ".join(line.pushes)),
        ),
    )


def deliverable_row(
    due: DeliverableStanding, asked: Asked, *, is_cancelled: bool = False, named: str = ""
) -> DatedRow:
    """One deliverable as it stood on a day; nothing is due of what was cancelled."""
    on = asked.on
    facts = replace(slippage_facts(due), withdrawn=is_cancelled)
    found = standing(facts, on, asked.limits)
    dates = due.dates
    forecast = dates.forecast
    cause = cause_of(
        facts,
        on,
        is_bought=True,
        forecast=str(forecast.cause) if forecast else None,
        redated=str(dates.cause) if dates.cause else None,
    )
    is_forecast_why = forecast is not None and cause == str(forecast.cause)
    reason = forecast.reason if forecast and is_forecast_why else dates.reason
    why = " ".join(part for part in (asked.sentences.get(cause or "", ""), reason.strip()) if part)
    return DatedRow(
        name=named or f"{due.number}. {due.title}",
        first=_words(dates.baseline, NO_DATE),
        agreed=_words(dates.agreed, NO_DATE),
        forecast=_words(forecast, NO_FORECAST),
        actual=day_in_words(due.accepted_on) if due.accepted_on else NOT_YET,
        against_first=lateness_words(found, "first"),
        against_agreed=lateness_words(found, "agreed"),
        state=found.state,
        rating=worst_rating(found),
        days_late=_most_days(found),
        notes=_said(
            ("Received", " ".join(_received(each) for each in due.received)),
            ("Why", why if _is_late(found) else ""),
        ),
    )


def _most_days(found: Standing) -> int:
    return max(found.slip_first_days or 0, found.slip_agreed_days or 0, 0)


def _is_here(line: MilestoneLine) -> bool:
    facts = line.position.facts
    return facts.received is not None and facts.actual is None


def _is_late(found: Standing) -> bool:
    return not {found.rating_first, found.rating_agreed} <= {Rating.GREEN, Rating.NONE}


def _words(when: Dated | Written | None, missing: str) -> str:
    return when.as_written if when is not None else missing


def _received(one: Received) -> str:
    came = f"Received on {day_in_words(one.received_on)}"
    if one.is_accepted is None or one.decided_on is None:
        return f"{came}; waits for acceptance."
    if one.is_accepted:
        return f"{came}; accepted on {day_in_words(one.decided_on)}."
    return f"{came}; rejected on {day_in_words(one.decided_on)}: {one.decision_reason.strip()}"


def _said(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((head, words) for head, words in pairs if words)
