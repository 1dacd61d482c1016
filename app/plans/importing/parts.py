"""What was understood of a published page: plain values, nothing stored.

The words are those of the domain: an outcome, numbered actions, who, milestones (When),
Action Progress and Success against Outcome. Every part keeps the words as written, and the
source line (counted from 1) on which they stand.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.when import DayRange, When


@dataclass(frozen=True, slots=True)
class ReadMilestone:
    """One line of When. `when_written` is "" where no date stands in it.

    `state` is what the page says of how it goes ("on track", "Green"), if anything. `is_met` where
    it says that it is done; `met_on` the day, where it gives one.
    `struck` is a date that stands struck through before it: the first one.
    """

    number: int
    text: str
    when_written: str
    when: When
    line: int
    state: str | None = None
    is_met: bool = False
    met_on: date | None = None
    struck: str = ""
    review_by: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether the page says that it was met, with its day or without."""
        return self.is_met or self.met_on is not None


@dataclass(frozen=True, slots=True)
class Reported:
    """The day on which something was reported in *Action Progress*, and where it comes from."""

    day: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A figure found in Success against Outcome.

    `unit` is what one of it is ("people", "%", "£", "km"), or "" where the name says it.
    `day` is the day of the reading, where its sentence gives one to the day.
    `qualifier` is "average", "maximum" or None. `note` is the text in brackets after the
    figure, or the word that loosens it ("over", "about"). `by_day` is the day by which the reading
    had been taken, where the page says no more than that.
    """

    name: str
    value: Decimal
    unit: str
    day: date | None
    qualifier: str | None
    note: str | None
    line: int
    sentence: str
    by_day: date | None = None


@dataclass(frozen=True, slots=True)
class ReadFirstDate:
    """Prose that gives an earlier date: a proposal for a baseline, for a person to confirm.

    `words_before` is the sentence up to the date. `milestone_number` is None where the
    sentence doesn't name one milestone.
    """

    words_before: str
    when: When
    milestone_number: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadAction:
    """One numbered action, with its blocks in the domain's order.

    `reported` has the day and source of each entry of `progress` that says them, else None.
    """

    number: int
    text: str
    who_written: str
    partners: tuple[str, ...]
    who_note: str | None
    milestones: tuple[ReadMilestone, ...]
    progress: tuple[str, ...]
    success: str
    measures: tuple[ReadMeasure, ...]
    first_dates: tuple[ReadFirstDate, ...]
    line: int
    reported: tuple[Reported | None, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line that has no place in the plan, and why. `line` is 0 for the page as a whole.

    `place` says in words where it stands in a table: "Sheet “Plan”, row 4, column C (When)".
    """

    line: int
    text: str
    why: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """Everything that one page says.

    `fingerprint` is the SHA-256 (hexadecimal) of what the page says, not of how it is marked
    up: pasted text and saved HTML of the same page have the same one.
    """

    title: str
    review: str | None
    review_number: int | None
    outcome: str
    period: DayRange | None
    period_written: str | None
    actions: tuple[ReadAction, ...]
    category: str | None
    footer: str | None
    unread: tuple[UnreadLine, ...]
    questions: tuple[str, ...]
    fingerprint: str
