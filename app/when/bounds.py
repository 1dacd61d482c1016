"""How a preposition bounds a period: the days of "by March 2014", "after spring 2013" …"""

from __future__ import annotations

from datetime import date, timedelta

from app.when.model import DayRange
from app.when.periods import DAY_UNITS, Period, whole_span
from app.when.setting import Pair
from app.when.settling import pair_span

DAY = timedelta(days=1)
TO_EDGE = ("by", "before", "until", "after")
UNIT_NAMES = {
    "week-of-month": "week",
    "weekday-of-month": "day",
    "fiscal-doubt": "fiscal-year",
    "doubt": "day",
    "years-doubt": "fiscal-year",
}


def bounded(frame: str, pair: Pair) -> DayRange | None:
    """The days that the pair means in this frame; None if the pair is no run of days."""
    last = pair[1] or pair[0]
    if last.is_timed:
        # "Before 5pm on 28 March" may still be that day, and so may "after 5pm".
        frame = {"before": "by", "after": "from"}.get(frame, frame)
    if frame in TO_EDGE and pair[1] is None and last.parts in (("end", "end"), ("start", "start")):
        return _at_edge(frame, last)
    span = pair_span(pair)
    if span is None:
        return None
    if frame in ("by", "until"):
        return DayRange(None, span[1])
    if frame == "before":
        return DayRange(None, span[0] - DAY)
    if frame in ("from", "not before"):
        return DayRange(span[0], None)
    if frame == "after":
        return DayRange(span[1] + DAY, None)
    return DayRange(*span)


def _at_edge(frame: str, period: Period) -> DayRange | None:
    """ "By the end of March" is up to its last day; "by the start of March" up to its first."""
    whole = whole_span(period)
    if whole is None or period.unit in DAY_UNITS:
        return None
    is_end = period.parts == ("end", "end")
    edge: date = whole[1] if is_end else whole[0]
    if frame == "after":
        return DayRange(edge + DAY, None)
    # "Before the end of March" is said of the whole month: its last day still serves.
    return DayRange(None, edge if is_end or frame != "before" else edge - DAY)


def precision_of(frame: str, pair: Pair) -> str:
    """How exact the words are: "month", "season-part", "month-range" …"""
    first, last = pair
    if last is None:
        return _precision(frame, first)
    names = {_precision("in", first), _precision("in", last)}
    return f"{names.pop()}-range" if len(names) == 1 else "range"


def _precision(frame: str, period: Period) -> str:
    if period.unit == "within":
        return period.style
    unit = UNIT_NAMES.get(period.unit, period.unit)
    edges = (("end", "end"), ("start", "start"))
    at_edge = frame in TO_EDGE and period.parts in edges
    return unit if period.is_whole or at_edge else f"{unit}-part"
