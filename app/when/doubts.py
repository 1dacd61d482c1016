"""What else a date may mean: calendar or financial, past the plan's end, before a season."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from app.when.bounds import bounded
from app.when.model import DayRange
from app.when.periods import (
    IN_FINANCIAL_YEAR,
    Period,
    middle_of,
    span_of,
    whole_span,
    whole_week_in_month,
)
from app.when.setting import Pair, Setting
from app.when.year_rules import is_consecutive

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Other readings of a date, and the reason in words."""

    reason: str
    readings: tuple[DayRange, ...]


def doubts_about(frame: str, pair: Pair, setting: Setting, joined: str) -> list[Doubt]:
    """Every doubt about these periods in this frame."""
    found = [_about_years(frame, pair, setting), _about_bounds(frame, pair, joined)]
    return [doubt for doubt in found if doubt and doubt.readings]


def _about_years(frame: str, pair: Pair, setting: Setting) -> Doubt | None:
    reason, firsts = _other_periods(pair[0], setting)
    if pair[1] is None:
        pairs: list[Pair] = [(first, None) for first in firsts]
    else:
        other_reason, lasts = _other_periods(pair[1], setting)
        reason = reason or other_reason
        pairs = (
            [(firsts[0] if firsts else pair[0], lasts[0] if lasts else pair[1])]
            if firsts or lasts
            else []
        )
    readings = [bounded(frame, each) for each in pairs]
    return Doubt(reason, tuple(each for each in readings if each is not None)) if reason else None


def _other_periods(period: Period, setting: Setting) -> tuple[str, list[Period]]:
    if period.unit in ("quarter", "half") and period.style != "settled":
        reason = "It does not say whether the calendar or the financial year is meant"
        return reason, [replace(period, unit=IN_FINANCIAL_YEAR[period.unit])]
    if period.unit == "fiscal-year" and period.style == "-":
        reason = "Two years joined by a hyphen may be a financial year or two calendar years"
        return reason, [replace(period, unit="year-range"), *_iso_month(period)]
    if period.unit == "week-of-month":
        return "A week may be counted from the 1st or from its Monday", _whole_week(period)
    if period.unit == "year-range":
        return _other_years(period, setting)
    return "", []


def _whole_week(period: Period) -> list[Period]:
    span = whole_week_in_month(period)
    return [replace(period, span=span)] if span else []


def _iso_month(period: Period) -> list[Period]:
    """2011-12 may also be December 2011, as computers write it."""
    month = (period.last_year or 0) % 100
    is_month = period.style == "-" and 1 <= month <= 12 and period.is_whole
    return [Period("month", month, year=period.year)] if is_month else []


def _other_years(period: Period, setting: Setting) -> tuple[str, list[Period]]:
    """A span of calendar years that runs past the plan, or that may be financial years."""
    financial = replace(period, unit="fiscal-year-range")
    ends = setting.plan_period.latest if setting.plan_period else None
    span = whole_span(period)
    if span is None:
        return "", []
    if ends is None or span[0] > ends:
        reason = "It does not say whether calendar or financial years are meant"
        return reason, [financial, *_iso_month(period)]
    if span[1] > ends:
        return "It runs past the end of the plan", [replace(period, span=(span[0], ends))]
    if period.style == "/" or is_consecutive(period):
        return "It does not say whether calendar or financial years are meant", [financial]
    return "", []


def _about_bounds(frame: str, pair: Pair, joined: str) -> Doubt | None:
    first, last = pair
    span, whole = span_of(first), whole_span(first)
    if span is None or whole is None:
        return None
    if last is not None:
        if frame == "by" and joined in ("/", "or"):
            reading = DayRange(None, span[1])
            return Doubt("It names two times by which it may be done", (reading,))
        begins = span_of(last)
        if frame in ("from", "not before") and joined in ("/", "or") and begins:
            return Doubt("It names two times from which it may start", (DayRange(begins[0], None),))
        return None
    if frame == "by" and first.unit == "season" and first.is_whole:
        reading = DayRange(None, span[0] - DAY)
        return Doubt("It may mean before that season begins", (reading,))
    if frame in ("by", "until") and first.parts == ("mid", "mid"):
        middle = middle_of(first)
        return Doubt("It may mean the very middle", (DayRange(None, middle),)) if middle else None
    if frame == "until" and first.unit != "day" and first.is_whole:
        reading = DayRange(None, span[0] - DAY)
        return Doubt("It may mean until that time begins or until it ends", (reading,))
    if frame in ("from", "not before") and first.parts == ("end", "end"):
        reading = DayRange(whole[1] + DAY, None)
        return Doubt("It may mean from the last part on or from the day after", (reading,))
    return None
