"""Gives a named period its year: from the meeting that set it, the plan's start, or its partner.

A date without a year is the next such date on or after the month in which it was said, and never
rolls forward (domain.md, "Dates" rule 2). Where this year's has already passed or begun, next
year's is kept as a second reading. With nothing to go by, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.when.counting import RELATIVE_UNITS, counted_from
from app.when.english import day_in_words
from app.when.model import DayRange
from app.when.periods import Period, Span, century_year, months_span, span_of
from app.when.setting import CannotSettle, IsMissing, Pair, Setting, Settled
from app.when.vocabulary import MONTH_NAMES


def settle(first: Period, last: Period | None, setting: Setting) -> Settled:
    """The periods with their years. Raises CannotSettle where these are not known."""
    if first.unit in RELATIVE_UNITS:
        return counted_from(first, setting)
    if first.unit == "doubt" or (last is not None and last.unit == "doubt"):
        raise CannotSettle(*_doubt(first, last, setting))
    if first.unit in ("fiscal-doubt", "years-doubt"):
        raise CannotSettle(*_doubtful_years(first, setting))
    first, last = _in_one_financial_year(first, last)
    written = [each for each in (first, last) if each is not None and not each.lacks_year]
    if written or not first.lacks_year:
        return Settled((_filled(first, last),))
    return _from_meeting(first, last, setting)


def _in_one_financial_year(first: Period, last: Period | None) -> Pair:
    """Both quarters of "Q1 – Q4 2014/15" or "2014/15 Q1 – Q4" are of the year that one names."""
    if last is None:
        return first, last
    if first.year is None and last.unit == f"fiscal-{first.unit}":
        year = (last.year or 0) - (first.number > last.number)
        return replace(first, unit=last.unit, year=year), last
    if last.year is None and first.unit == f"fiscal-{last.unit}":
        year = (first.year or 0) + (first.number > last.number)
        return first, replace(last, unit=first.unit, year=year)
    return first, last


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


def _from_month_on(
    first: Period, last: Period | None, said: date | None
) -> Iterator[tuple[Pair, Span]]:
    """The first such dates, at most two, that end in the month of the meeting or after it."""
    if said is None:
        return
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


def _doubt(
    first: Period, last: Period | None, setting: Setting
) -> tuple[str, tuple[DayRange, ...]]:
    """ "May 14": the 14th of May or the month in 2014. Neither is taken."""
    doubtful = first if first.unit == "doubt" else last or first
    name, number = MONTH_NAMES[doubtful.number - 1], doubtful.day
    asks = f"It may mean {number} {name} or {name} {century_year(number)}. Which is meant?"
    both = [each for each in (_as_month(first), _as_month(last)) if each is not None]
    month = pair_span((both[0], both[1] if len(both) > 1 else None))
    readings = [DayRange(*month)] if month else []
    said, is_day = setting.said, last is None and months_span(2000, first.number, 1)
    if said and is_day and 1 <= number <= 31:
        days = list(_from_month_on(replace(first, unit="day"), None, said))
        readings += [DayRange(*span) for _, span in days[:1]]
    return asks, tuple(readings)


def _as_month(period: Period | None) -> Period | None:
    """The month that a doubtful "May 14" may be; any other period as it is."""
    if period is None or period.unit != "doubt":
        return period
    return replace(period, unit="month", year=century_year(period.day))


def _doubtful_years(period: Period, setting: Setting) -> tuple[str, tuple[DayRange, ...]]:
    """ "FY14" is named by its first year or its last; "11/12" may be a day."""
    year = period.year or 0
    after = months_span(year, 4, 12)
    if period.unit == "years-doubt":
        written = f"{year}/{(year + 1) % 100:02d}"
        day = f"{period.day} {MONTH_NAMES[period.number - 1]}"
        asks = f"It may mean {day} or the financial year {written}. Which is meant?"
        days = list(_from_month_on(replace(period, unit="day", year=None), None, setting.said))
        spans = [*(span for _, span in days[:1]), *([after] if after else [])]
        return asks, tuple(DayRange(*each) for each in spans)
    before = months_span(year - 1, 4, 12)
    asks = (
        f"It may mean the financial year {year - 1}/{year % 100:02d} or "
        f"{year}/{(year + 1) % 100:02d}. Which is meant?"
    )
    return asks, tuple(DayRange(*each) for each in (before, after) if each)
