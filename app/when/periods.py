"""One stretch of the calendar as it was named: a day, month, season, quarter, year, or a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

Span = tuple[date, date]

FIRST_YEAR, LAST_YEAR = 1900, 2199
DAY_UNITS = ("day", "week", "fortnight")
IN_MONTH_UNITS = ("week-of-month", "weekday-of-month")
NEEDS_YEAR = frozenset({*DAY_UNITS, *IN_MONTH_UNITS, "month", "season", "quarter", "half"})
IN_FINANCIAL_YEAR: Mapping[str, str] = {
    "quarter": "fiscal-quarter",
    "half": "fiscal-half",
    "year": "fiscal-year",
}
# How many months each unit lasts, and how many months after January (or April) number 1 starts.
MONTHS_IN = {
    "month": 1, "season": 3, "quarter": 3, "fiscal-quarter": 3, "half": 6, "fiscal-half": 6,
    "year": 12, "fiscal-year": 12, "plan-year": 12,
}  # fmt: skip
STARTS_IN = {"season": 3, "fiscal-quarter": 4, "fiscal-half": 4, "fiscal-year": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days. `year` is the first one of a financial year; None: not written.

    `unit` is a precision ("month", "fiscal-year" …), or "within", "next", "plan", "plan-year",
    "plan-month", "plan-quarter" and the doubts, which the meaning settles. `style` remembers how
    it was written, `base` from which day it counts, `after` how long after that day it begins.
    """

    unit: str
    number: int = 1
    day: int = 0
    year: int | None = None
    last_year: int | None = None
    parts: tuple[str, str] | None = None
    weekday: int | None = None
    style: str = ""
    span: Span | None = None
    base: str = ""
    after: int = 0
    is_timed: bool = False

    @property
    def lacks_year(self) -> bool:
        return self.unit in NEEDS_YEAR and self.year is None

    @property
    def is_whole(self) -> bool:
        return self.parts is None


def century_year(number: int) -> int:
    """The year that two digits mean: 70 to 99 are of the 1900s, the others of the 2000s."""
    return number + (1900 if number >= 70 else 2000)


def months_span(year: int, month: int, count: int) -> Span | None:
    """From the first day of a month on, for so many months; `month` may run past 12."""
    first_year, first_month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = first_month + count - 1
    next_year, next_month = first_year + after // 12, after % 12 + 1
    if not (first_year >= FIRST_YEAR and next_year < MAXYEAR):
        return None
    return date(first_year, first_month, 1), date(next_year, next_month, 1) - timedelta(days=1)


def whole_span(period: Period) -> Span | None:
    """First and last day of the period, its parts left aside; None if there is no such day."""
    if period.span is not None or period.year is None:
        return period.span
    if period.unit in DAY_UNITS:
        return _day_or_weeks(period, period.year)
    if period.unit in IN_MONTH_UNITS:
        return _in_month(period, period.year)
    if period.unit == "year-range":
        years = (period.last_year or period.year) - period.year + 1
        return months_span(period.year, 1, 12 * years)
    if period.unit == "fiscal-year-range":
        years = (period.last_year or period.year) - period.year
        return months_span(period.year, 4, 12 * years)
    length = MONTHS_IN.get(period.unit)
    if length is None or not 1 <= period.number <= 12:
        return None
    start = STARTS_IN.get(period.unit, 1)
    return months_span(period.year, start + (period.number - 1) * length, length)


def _day_or_weeks(period: Period, year: int) -> Span | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        day = date(year, period.number, period.day)
    except ValueError:
        return None
    if period.unit == "day":
        return day, day
    rest = timedelta(days=13 if period.unit == "fortnight" else 6)
    return (day - rest, day) if period.style == "ending" else (day, day + rest)


def _in_month(period: Period, year: int) -> Span | None:
    """The first, second … or last seven days of a month, or the weekday within them."""
    month = months_span(year, period.number, 1)
    if month is None:
        return None
    start = month[0] + timedelta(days=7 * (period.day - 1))
    if period.day < 1:
        start = month[1] - timedelta(days=6)
    if period.unit == "week-of-month":
        return start, start + timedelta(days=6)
    day = start + timedelta(days=(int(period.style) - start.weekday()) % 7)
    return day, day


def whole_week_in_month(period: Period) -> Span | None:
    """The first, second … or last week, Monday to Sunday, that lies wholly in the month."""
    month = months_span(period.year, period.number, 1) if period.year else None
    if month is None:
        return None
    monday = month[0] + timedelta(days=-month[0].weekday() % 7 + 7 * (period.day - 1))
    if period.day < 1:
        monday = month[1] - timedelta(days=(month[1].weekday() + 1) % 7 + 6)
    return monday, monday + timedelta(days=6)


def span_of(period: Period) -> Span | None:
    """First and last day of the period or of the part of it that was named."""
    whole = whole_span(period)
    if whole is None or period.parts is None:
        return whole
    first = part_span(whole, period.unit, period.parts[0])
    last = part_span(whole, period.unit, period.parts[1])
    if first is None or last is None or first[0] > last[0]:
        return None
    return first[0], last[1]


def part_span(whole: Span, unit: str, part: str) -> Span | None:
    """A third of a period (early, mid, late), half of it, or its start or end.

    Thirds of a month end on the 10th and 20th. The start and end of a year are its first and
    last quarter (domain.md and its list of phrases); of anything else, its first and last third.
    """
    if unit == "month":
        return _part_of_month(whole, part)
    length = MONTHS_IN.get(unit)
    if length is None or whole[0].day != 1:
        return None
    if part.endswith("half"):
        if length % 2:
            return None
        begin, share = (0 if part == "first half" else length // 2), length // 2
    else:
        share = 3 if length == 12 and part in ("start", "end") else length // 3
        begin = {"early": 0, "start": 0, "mid": share}.get(part, length - share)
    return months_span(whole[0].year, whole[0].month + begin, share)


def _part_of_month(whole: Span, part: str) -> Span:
    first, last = {
        "early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 0), "end": (21, 0),
        "first half": (1, 15), "second half": (16, 0),
    }[part]  # fmt: skip
    return whole[0].replace(day=first), whole[0].replace(day=last) if last else whole[1]


def middle_of(period: Period) -> date | None:
    """The day halfway through a month, season, half or year: what "by mid X" may also mean."""
    whole = whole_span(period)
    if whole is None or period.unit not in MONTHS_IN:
        return None
    length = MONTHS_IN[period.unit]
    half = months_span(whole[0].year, whole[0].month, max(1, length // 2))
    if half is None:
        return None
    if length % 2 == 0:
        return half[1]
    middle = months_span(whole[0].year, whole[0].month + length // 2, 1)
    return middle[0].replace(day=15) if middle else None
