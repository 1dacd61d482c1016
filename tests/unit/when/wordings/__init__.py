"""How UK councils and community plans write dates, a wording a line, and what each means.

The columns are the words ("\\n" for a new line), what they are read against (the meeting of
4 December 2013 and the plan of 2013-16, where named), the days, precision, kind, other readings
("asks" where it is doubtful without one), and what the date waits for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.when import DayRange, When, read_when

SAID_ON = date(2013, 12, 4)
PLAN = DayRange(date(2013, 4, 1), date(2016, 3, 31))
COLUMNS = 7


@dataclass(frozen=True)
class Wording:
    """One line of the tables."""

    words: str
    against: str
    days: str
    precision: str
    kind: str
    others: str
    condition: str

    def read(self) -> When:
        """What the reader makes of it."""
        return read_when(
            self.words,
            said_on=SAID_ON if "said" in self.against else None,
            plan_period=PLAN if "plan" in self.against else None,
        )


def wordings() -> list[Wording]:
    """Every wording of every table."""
    return [
        _wording(line)
        for path in sorted(Path(__file__).parent.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]


def _wording(line: str) -> Wording:
    columns = [each.strip() for each in line.split(" | ")]
    columns += [""] * (COLUMNS - len(columns))
    words, *rest = columns
    return Wording(words.replace("\\n", "\n"), *rest)


def as_written(when: When) -> tuple[str, str, str, str, str]:
    """The days, precision, kind, other readings and condition, as the tables have them."""
    others = [days_as_written(each) for each in when.readings if each != when.days]
    return (
        days_as_written(when.days) if when.is_dated else "",
        when.precision,
        when.kind,
        " or ".join(others) or ("asks" if when.ambiguous else ""),
        when.condition or "",
    )


def days_as_written(days: DayRange) -> str:
    """ "2014-03-01..2014-03-31"; an open end is empty."""
    return f"{days.earliest or ''}..{days.latest or ''}"
