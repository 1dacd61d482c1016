"""The parts of a quote's contents, as whoever may read them gets them."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.commissions.rules import OfferedDue
from app.quotes.marks import Marked
from app.quotes.rules import NOTHING_STATED, PricedLine, Stated, Totals, totals


@dataclass(frozen=True)
class GivenAnswer:
    """An answer with the question as it stood when the answer was saved.

    `key` is what the question is known by through all versions of the brief.
    """

    key: str
    question_id: int
    number: int
    question: str
    text: str


@dataclass(frozen=True)
class HeldFile:
    """A file of a quote that can be read now; size in bytes.

    It lies on the disk as `stored_as`; `secret` unseals it, and is None where it was never sealed.
    """

    id: int
    typed_name: str
    size: int
    sha256: str
    kind: str
    stored_as: str
    secret: str | None = field(default=None, repr=False)


@dataclass
class Contents:
    """What is in one quote: answers by the question's key, price lines, files and the timetable in
    their order, the totals that the company states by itself, and what it marks as confidential.

    Of one that `is_sealed` nothing is there. A draft that `is_lost` can be read by nobody any more.
    """

    answers: dict[str, GivenAnswer] = field(default_factory=dict)
    lines: list[PricedLine] = field(default_factory=list)
    files: list[HeldFile] = field(default_factory=list)
    stated: Stated = NOTHING_STATED
    timetable: list[OfferedDue] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)
    is_sealed: bool = False
    is_lost: bool = False

    @property
    def totals(self) -> Totals:
        """The sums of the price lines, in pence."""
        return totals(self.lines)
