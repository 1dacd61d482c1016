"""Gives a named period its year: from the meeting that set it, the plan's start, or its partner.

A date without a year is the next such date on or after the month in which it was said, and never
rolls forward (domain.md, "Dates" rule 2). Where this year's has already passed or begun, next
year's is kept as a second reading. With nothing to go by, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.when.english import day_in_words
from app.when.model import DayRange
from app.when.periods import FIRST_YEAR, LAST_YEAR, Period, Span, months_span, span_of
from app.when.vocabulary import MONTH_NAMES

Pair = tuple[Period, Period | None]


class CannotSettle(Exception):
    """The days are not known; `note` asks for what is missing. Nothing is guessed."""

    def __init__(self, note: str, readings: tuple[DayRange, ...] = ()) -> None:
        super().__init__(note)
        self.note = note
        self.readings = readings


class IsMissing(CannotSettle):
    """The words were understood in full: only a year, or the day to count from, is missing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The day on which the words were said and the plan they stand in, where known."""

    said_on: date | None = None
    plan_period: DayRange | None = None

    @property
    def said(self) -> date | None:
        """The day it was said, if of a year that a plan could mean."""
        day = self.said_on
        return day if day and FIRST_YEAR < day.year < LAST_YEAR else None

    @property
    def plan_start(self) -> date | None:
        start = self.plan_period.earliest if self.plan_period else None
        return start if start and FIRST_YEAR < start.year < LAST_YEAR else None


@dataclass(frozen=True, slots=True)
class Settled:
    """Every pair of periods that the words may mean, the likeliest first, and why."""

    pairs: tuple[Pair, ...]
    reason: str = ""
    note: str = ""


def settle(first: Period, last: Period | None, setting: Setting) -> Settled:
    """The periods with their years. Raises CannotSettle where these are not known."""
    if first.unit in ("next", "within", "plan", "plan-year"):
        return _relative(first, last, setting)
    if first.unit == "doubt":
        raise CannotSettle(*_doubt(first, setting))
    written = [each for each in (first, last) if each is not None and not each.lacks_year]
    if written or not first.lacks_year:
        return Settled((_filled(first, last),))
    return _from_meeting(first, last, setting)


def _filled(first: Period, last: Period | None) -> Pair:
    """Both periods with a year, the missing one taken from its partner."""
    if last is None:
        return first, None
    if first.unit == "day" and first.number == 0:
        return replace(first, number=last.number, year=last.year), last
    if first.lacks_year and last.year is not None:
        right = span_of(last)
        for year in (last.year, last.year - 1):
            left = span_of(replace(first, year=year))
            if left and right and left[0] <= right[0]:
                return replace(first, year=year), last
        return replace(first, year=last.year), last
    if last.lacks_year and first.year is not None:
        left = span_of(first)
        for year in (first.year, first.year + 1):
            right = span_of(replace(last, year=year))
            if left and right and left[0] <= right[0]:
                return first, replace(last, year=year)
        return first, replace(last, year=first.year)
    return first, last


def pair_span(pair: Pair) -> Span | None:
    """First day of the first period to last day of the last; None if they do not run forward."""
    first = span_of(pair[0])
    last = span_of(pair[1]) if pair[1] else first
    if first is None or last is None or first[0] > last[0] or first[1] > last[1]:
        return None
    return first[0], last[1]


def _from_meeting(first: Period, last: Period | None, setting: Setting) -> Settled:
    said = setting.said
    if said is None:
        raise IsMissing("No year was written. Which year is meant?")
    found = list(_from_month_on(first, last, said))
    if not found:
        raise IsMissing("No such day comes within a year of the meeting. Which year is meant?")
    pair, span = found[0]
    lasts = last is not None or first.unit in ("season", "quarter", "half")
    has_passed, has_begun = span[1] < said, lasts and span[0] < said
    says_next = first.style == "next" and span[0].year == said.year
    matching = [each for each, _ in found if _weekdays_fit(each)]
    if has_passed and len(matching) == 1:
        pair = matching[0]
    doubtful = has_passed or has_begun or says_next
    pairs = tuple(each for each, _ in found) if doubtful and len(matching) != 1 else (pair,)
    if first.style in ("this", "current") and pairs[0][0].year != said.year:
        raise IsMissing("That time of this year had passed when it was said. Which year is meant?")
    year = pairs[0][0].year
    note = f"No year was written: read as {year}, from the date it was said, {day_in_words(said)}."
    reason = (
        "It had already passed or begun when it was said"
        if has_passed or has_begun
        else ("It says next, which may be the one after the coming one" if says_next else "")
    )
    return Settled(pairs, reason if len(pairs) > 1 else "", note)


def _from_month_on(first: Period, last: Period | None, said: date) -> Iterator[tuple[Pair, Span]]:
    """The first such dates, at most two, that end in the month of the meeting or after it."""
    month_start = said.replace(day=1)
    given = 0
    for year in range(said.year - 1, said.year + 3):
        left = replace(first, year=year, number=first.number or (last.number if last else 1))
        pair = _filled(left, last) if last else (left, None)
        span = pair_span(pair)
        if span and span[1] >= month_start and given < 2 and (given or year <= said.year + 1):
            given += 1
            yield pair, span


def _weekdays_fit(pair: Pair) -> bool:
    return all(weekday_fits(each) for each in pair if each is not None)


def weekday_fits(period: Period) -> bool:
    """False if a weekday was written and the day is another one."""
    span = span_of(replace(period, unit="day")) if period.weekday is not None else None
    return span is None or span[0].weekday() == period.weekday


def _doubt(period: Period, setting: Setting) -> tuple[str, tuple[DayRange, ...]]:
    """ "May 14": the 14th of May or the month in 2014. Neither is taken."""
    month = months_span(2000 + period.day, period.number, 1)
    readings = [DayRange(*month)] if month else []
    said = setting.said
    if said:
        days = list(_from_month_on(replace(period, unit="day"), None, said))
        readings += [DayRange(*span) for _, span in days[:1]]
    name = MONTH_NAMES[period.number - 1]
    asks = f"It may mean {period.day} {name} or {name} {2000 + period.day}. Which is meant?"
    return asks, tuple(readings)


def _relative(first: Period, last: Period | None, setting: Setting) -> Settled:
    if first.unit == "plan":
        return _whole_plan(setting)
    if first.unit == "plan-year":
        return _plan_years(first, last or first, setting)
    said, start = setting.said, setting.plan_start
    if first.unit == "within":
        return _within(first, said, start)
    base = said or (start if first.style == "quarter" else None)
    if base is None:
        raise IsMissing("It depends on the day it was said. When was that?")
    note = f"Counted from {day_in_words(base)}."
    pairs: list[Pair] = [(replace(_counted_on(first, base), parts=first.parts), None)]
    if first.style == "year":
        other = _counted_on(replace(first, style="fiscal-year"), base)
        pairs.append((replace(other, parts=first.parts), None))
        return Settled(tuple(pairs), "It does not say calendar year or financial year", note)
    return Settled(tuple(pairs), "", note)


def _counted_on(period: Period, base: date) -> Period:
    """This or the next week, month, quarter, year or financial year after the base day."""
    ahead = period.number
    if period.style in ("year", "calendar"):
        return Period("year", year=base.year + ahead)
    if period.style == "fiscal-year":
        year = base.year - (base.month < 4) + ahead
        return Period("fiscal-year", year=year, last_year=year + 1, style="/")
    if period.style == "week":
        monday = base + timedelta(days=7 * ahead - base.weekday())
        return Period("week", monday.month, monday.day, monday.year, style="commencing")
    step = 1 if period.style == "month" else 3
    count = base.year * 12 + base.month - 1
    count = (count // step + ahead) * step
    # Calendar and financial quarters fall on the same days, so "next quarter" is not ambiguous.
    return Period(period.style, count % 12 // step + 1, year=count // 12, style="settled")


def _whole_plan(setting: Setting) -> Settled:
    plan = setting.plan_period
    if plan is None or plan.earliest is None or plan.latest is None:
        raise IsMissing("It means the period of the plan. Which days are those?")
    return Settled(((Period("plan", span=(plan.earliest, plan.latest)), None),))


def _plan_years(first: Period, last: Period, setting: Setting) -> Settled:
    start = setting.plan_start
    if start is None or start.day != 1:
        raise IsMissing("It counts the years of the plan. On which day does the plan start?")
    span = months_span(start.year, start.month + 12 * (first.number - 1), 12)
    until = months_span(start.year, start.month + 12 * (last.number - 1), 12)
    ends = setting.plan_period.latest if setting.plan_period else None
    if not span or not until or span[0] > until[0] or (ends is not None and until[0] > ends):
        raise CannotSettle("The plan has no such year. Which days are meant?")
    note = f"Counted from the start of the plan, {day_in_words(start)}."
    one = months_span(
        start.year, start.month + 12 * (first.number - 1), 12 * (last.number - first.number + 1)
    )
    return Settled(
        ((Period("plan-year", span=one, parts=first.parts if last is first else None), None),),
        "",
        note,
    )


def _within(period: Period, said: date | None, start: date | None) -> Settled:
    """ "Within 12 months": of the plan's start where that is known, else of the day it was said."""
    spans: list[tuple[date, Span]] = []
    if start is not None:
        spans.append((start, (start, _later(start, period) - timedelta(days=1))))
    if said is not None:
        spans.append((said, (said, _later(said, period))))
    if not spans:
        raise IsMissing("It depends on the day it is counted from. Which day is that?")
    pairs = tuple((Period("within", style=period.style, span=span), None) for _, span in spans)
    reason = "It does not say from which day it counts" if len(pairs) > 1 else ""
    return Settled(pairs, reason, f"Counted from {day_in_words(spans[0][0])}.")


def _later(day: date, period: Period) -> date:
    """The day so many days, weeks, months or years later; a month's end stays within its month."""
    if period.style in ("day", "week"):
        return day + timedelta(days=period.day * (7 if period.style == "week" else 1))
    months = period.day * (12 if period.style == "year" else 1)
    count = day.year * 12 + day.month - 1 + months
    month = months_span(count // 12, count % 12 + 1, 1)
    if month is None:
        raise CannotSettle("That is too far ahead to be a date of a plan.")
    return month[0].replace(day=min(day.day, month[1].day))
