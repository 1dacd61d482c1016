"""Settles periods that count from a day: the meeting's, or the start of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.when.english import day_in_words
from app.when.periods import Period, Span, months_span
from app.when.setting import CannotSettle, IsMissing, Pair, Setting, Settled

# How many months one of each unit of the plan lasts.
PLAN_MONTHS = {"plan-year": 12, "plan-quarter": 3, "plan-month": 1}
RELATIVE_UNITS = frozenset({"next", "within", "plan", *PLAN_MONTHS})
DAY = timedelta(days=1)


def counted_from(first: Period, setting: Setting) -> Settled:
    """The days of a relative period. Raises CannotSettle if the day to count from is missing."""
    if first.unit == "plan":
        return _whole_plan(first, setting)
    if first.unit in PLAN_MONTHS:
        return _time_of_plan(first, setting)
    if first.unit == "within":
        return _within(first, setting)
    said, start = setting.said, setting.plan_start
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


def _whole_plan(first: Period, setting: Setting) -> Settled:
    plan = setting.plan_period
    if plan is None or plan.earliest is None or plan.latest is None:
        raise IsMissing("It means the period of the plan. Which days are those?")
    if first.parts is not None and first.parts not in (("end", "end"), ("start", "start")):
        raise CannotSettle("That part of the plan is not a known run of days. What is meant?")
    return Settled(((replace(first, span=(plan.earliest, plan.latest)), None),))


def _time_of_plan(period: Period, setting: Setting) -> Settled:
    """Years, quarters and months of the plan: `number` to `day`, or quarter `day` of a year."""
    start = setting.plan_start
    if start is None or start.day != 1:
        raise IsMissing("It counts from the start of the plan. On which day does the plan start?")
    months = PLAN_MONTHS[period.unit]
    if period.unit == "plan-quarter":
        before, count = 12 * (period.number - 1) + 3 * (period.day - 1), 3
    else:
        before, count = months * (period.number - 1), months * (period.day - period.number + 1)
    span = months_span(start.year, start.month + before, count)
    last = months_span(start.year, start.month + before + count - months, months)
    ends = setting.plan_period.latest if setting.plan_period else None
    if span is None or last is None or (ends is not None and last[0] > ends):
        raise CannotSettle("The plan does not last so long. Which days are meant?")
    note = f"Counted from the start of the plan, {day_in_words(start)}."
    unit = f"{period.unit}-range" if is_range(period) else period.unit
    return Settled(((Period(unit, span=span, parts=period.parts), None),), "", note)


def is_range(period: Period) -> bool:
    """True for "Years 2-3" and "Months 1 to 6" of the plan."""
    return period.unit in ("plan-year", "plan-month") and period.day > period.number


def _within(period: Period, setting: Setting) -> Settled:
    """ "Within 12 months": of the plan's start where that is known, else of the day it was said."""
    said, start = setting.said, setting.plan_start
    if period.base == "plan" and start is None:
        raise IsMissing("It counts from the start of the plan. On which day does the plan start?")
    if period.base == "plan" or (start is not None and said is None):
        said = None
    elif period.base == "said":
        start = None
    spans: list[tuple[date, Span]] = []
    if start is not None:
        spans.append((start, (_later(start, period, period.after), _later(start, period) - DAY)))
    if said is not None:
        spans.append((said, (_later(said, period, period.after), _later(said, period))))
    if not spans:
        raise IsMissing("It depends on the day it is counted from. Which day is that?")
    pairs: list[Pair] = [(replace(period, span=span, parts=None), None) for _, span in spans]
    reason = "It does not say from which day it counts" if len(pairs) > 1 else ""
    if period.base == "said" and said is not None and period.number == 0:
        pairs.append((_counted_on(replace(period, number=1), said), None))
        reason = f"It may mean the {period.style} to come or the next of the calendar"
    return Settled(tuple(pairs), reason, f"Counted from {day_in_words(spans[0][0])}.")


def _later(day: date, period: Period, count: int | None = None) -> date:
    """The day so many days, weeks, months or years later; a month's end stays within its month."""
    count = period.day if count is None else count
    if period.style in ("day", "week"):
        return day + timedelta(days=count * (7 if period.style == "week" else 1))
    months = count * (12 if period.style == "year" else 1)
    number = day.year * 12 + day.month - 1 + months
    month = months_span(number // 12, number % 12 + 1, 1)
    if month is None:
        raise CannotSettle("That is too far ahead to be a date of a plan.")
    return month[0].replace(day=min(day.day, month[1].day))
