"""Turns one item of the grammar into a When: its days, and a note on what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.when.bounds import bounded, precision_of
from app.when.counting import is_range
from app.when.doubts import doubts_about
from app.when.english import day_in_words, days_in_words, weekday_in_words
from app.when.item import Item
from app.when.model import DayRange, When
from app.when.notation import edtf_of
from app.when.open_words import DOUBTFUL_RATES
from app.when.periods import DAY_UNITS, Period, Span, span_of
from app.when.setting import CannotSettle, IsMissing, Pair, Setting
from app.when.settling import pair_span, settle, weekday_fits
from app.when.vocabulary import DAY_NAMES, MONTH_NAMES

KINDS = {
    "in": "deadline", "by": "deadline", "before": "deadline", "during": "window",
    "until": "window", "from": "start", "after": "start", "not before": "not-before",
}  # fmt: skip
AFTERTHOUGHTS = {
    "approximate": "It is marked as an estimate.",
    "tentative": "It is marked as still to be confirmed.",
    "revised": "It is marked as a revised date.",
}
# A revised date is as sure as any other: EDTF has no mark for it.
SURE = frozenset({"revised"})


@dataclass(slots=True)
class _Made:
    """The days of an item while they are being worked out."""

    days: DayRange
    precision: str
    readings: list[DayRange] = field(default_factory=list[DayRange])
    notes: list[str] = field(default_factory=list[str])


def when_of(item: Item, words: str, setting: Setting, raw: str) -> When:
    """What the item means. `words` is the whole cell, `raw` the words to keep as written."""
    condition = words[slice(*item.condition)] if item.condition else None
    label = words[slice(*item.label)] if item.label else None
    if item.first is None or _is_yearly(item, item.first):
        return _undated(item, raw, condition)
    try:
        made = _made(item, item.first, setting)
    except CannotSettle as unsettled:
        return _unsettled(item, item.first, raw, unsettled, condition)
    ambiguous = len(made.readings) > 1 or bool(item.event)
    notes = [*made.notes, *_afterthoughts(item, condition)]
    return When(
        raw=raw,
        earliest=made.days.earliest,
        latest=made.days.latest,
        precision=made.precision,
        kind=_kind(item, item.first),
        edtf=None if item.rate else edtf_of(made.days, sign=_sign(item)),
        ambiguous=ambiguous,
        note=" ".join(notes) or None,
        readings=tuple(made.readings) if ambiguous else (),
        condition=condition,
        label=label,
    )


def _is_yearly(item: Item, first: Period) -> bool:
    """ "Annually in March": no one year is meant, so none is sought."""
    return bool(item.rate) and item.frame == "in" and item.last is None and first.lacks_year


def _made(item: Item, first: Period, setting: Setting) -> _Made:
    _must_be_possible(first, item.last)
    settled = settle(first, item.last, setting)
    pairs = [_as_years(pair) for pair in settled.pairs]
    for pair in pairs:
        _must_be_real(pair)
    made = _Made(_must_bound(item.frame, pairs[0]), precision_of(item.frame, pairs[0]))
    _must_adjoin(pairs[0], item.joined)
    made.readings.append(made.days)
    made.notes += [settled.note] if settled.note else []
    reasons = [settled.reason] if settled.reason else []
    for pair in pairs[1:]:
        _add(made, bounded(item.frame, pair))
    for doubt in doubts_about(item.frame, pairs[0], setting, item.joined):
        reasons.append(doubt.reason)
        for reading in doubt.readings:
            _add(made, reading)
    if len(made.readings) > 1:
        others = " or ".join(days_in_words(each) for each in made.readings[1:])
        made.notes.append(
            f"{'. '.join(reasons)}: read as {days_in_words(made.days)}; it could also be {others}."
        )
    made.notes += [*_winter_note(pairs[0]), *_day_notes(pairs[0])]
    return made


def _add(made: _Made, reading: DayRange | None) -> None:
    if reading is not None and reading not in made.readings:
        made.readings.append(reading)


def _as_years(pair: Pair) -> Pair:
    """Two calendar or financial years as one span of years."""
    first, last = pair
    if last is None or first.unit != last.unit or first.parts or last.parts:
        return pair
    if first.unit == "year" and first.year and last.year and first.year < last.year:
        return Period("year-range", year=first.year, last_year=last.year, style="to"), None
    return pair


def _must_be_possible(*periods: Period | None) -> None:
    """Raises CannotSettle for a day and month that no year has, whether or not one is written."""
    for period in periods:
        if period and period.unit in DAY_UNITS and period.number and period.year is None:
            leap = replace(period, year=2000)
            if span_of(leap) is None:
                raise CannotSettle(_no_such_day(period))


def _must_be_real(pair: Pair) -> None:
    """Raises CannotSettle for a day that is not in the calendar or on another weekday."""
    for period in pair:
        if period is None:
            continue
        if period.unit in DAY_UNITS and span_of(period) is None:
            raise CannotSettle(_no_such_day(period))
        if not weekday_fits(period):
            _raise_wrong_weekday(period)


def _no_such_day(period: Period) -> str:
    if not 1 <= period.number <= 12:
        return f"There is no month {period.number}: days come before months. What day is meant?"
    month = MONTH_NAMES[period.number - 1]
    year = f" {period.year}" if period.year else ""
    return f"There is no {period.day} {month}{year}. What day is meant?"


def _raise_wrong_weekday(period: Period) -> None:
    span = span_of(replace(period, unit="day"))
    if span is None or period.weekday is None:
        return
    day = span[0]
    written = DAY_NAMES[period.weekday]
    away = (period.weekday - day.weekday() + 3) % 7 - 3
    near = day.fromordinal(day.toordinal() + away)
    raise CannotSettle(
        f"{day_in_words(day)} is a {weekday_in_words(day)}, not a {written}. Is "
        f"{weekday_in_words(day)} {day_in_words(day)} meant, or {written} {day_in_words(near)}?",
        (DayRange(day, day), DayRange(near, near)),
    )


def _must_bound(frame: str, pair: Pair) -> DayRange:
    days = bounded(frame, pair)
    if days is not None:
        return days
    span: Span | None = pair_span((pair[0], None))
    if span is None:
        raise CannotSettle("That part of that time is not a known run of days. What is meant?")
    raise CannotSettle("The second date comes before the first. What days are meant?")


def _must_adjoin(pair: Pair, joined: str) -> None:
    """ "March/April" is one run of days; "June/December" may be either, both or all between."""
    first, last = span_of(pair[0]), span_of(pair[1]) if pair[1] else None
    if joined in ("/", "or") and first and last and last[0] > first[1] + timedelta(days=1):
        raise CannotSettle("It names two times that do not adjoin. Which is meant?")


def _winter_note(pair: Pair) -> list[str]:
    period = pair[0]
    if pair[1] is not None or period.unit != "season" or period.number != 4 or not period.year:
        return []
    return [f"Winter {period.year} is December {period.year} to February {period.year + 1}."]


def _day_notes(pair: Pair) -> list[str]:
    """What is to be known of a day's time, or of a week that begins on another day."""
    notes: list[str] = []
    if any(each is not None and each.is_timed for each in pair):
        notes.append("The time of day stays in the words: a date is whole days.")
    first = pair[0]
    span = span_of(first) if first.unit == "week" and first.style == "commencing" else None
    if span is not None and span[0].weekday() not in (0, 6):
        day = f"{weekday_in_words(span[0])} {day_in_words(span[0])}"
        notes.append(f"It is a week that begins on {day}.")
    return notes


def _kind(item: Item, first: Period) -> str:
    kind = KINDS[item.frame]
    lasts = item.last is not None or is_range(first)
    lasts = lasts or first.unit in ("year-range", "fiscal-year-range")
    if item.frame == "in" and lasts:
        kind = "window"
    if item.event:
        kind = f"event: named {item.event}"
    if item.rate:
        kind = f"recurring: {item.rate}"
    return f"{kind} + dependency" if item.condition else kind


def _sign(item: Item) -> str:
    """The mark of EDTF for approximate, uncertain, or both."""
    marks = item.marks - SURE
    if len(marks) > 1:
        return "%"
    return "~" if "approximate" in marks else "?" if marks else ""


def _afterthoughts(item: Item, condition: str | None) -> list[str]:
    notes = [AFTERTHOUGHTS[mark] for mark in sorted(item.marks)]
    if item.event:
        article = "an" if item.event[0] in "aeiou" else "a"
        event = "AGM" if item.event == "agm" else item.event
        notes.append(
            f"It names {article} {event}, not a day: it is read as the whole month. "
            "On which day is it?"
        )
    if item.rate:
        notes.append("It recurs: it needs a date to review it by.")
    if item.rate in DOUBTFUL_RATES:
        notes.append(f"It may mean {DOUBTFUL_RATES[item.rate]}.")
    if condition:
        notes.append(f"It waits for something else: “{condition}”.")
    return notes


def _undated(item: Item, raw: str, condition: str | None) -> When:
    """Recurring, undated or conditional words: no days, so a review-by date is needed."""
    if item.rate:
        kind, asks = f"recurring: {item.rate}", ""
    elif item.undated:
        kind, asks = f"unparseable: {item.undated}", "It has no date: it needs a review-by date."
    else:
        kind, asks = "dependency", "It has no date of its own: it needs a review-by date."
    if condition and kind != "dependency":
        kind += " + dependency"
    notes = " ".join([asks, *_afterthoughts(item, condition)]).strip()
    ambiguous = item.rate in DOUBTFUL_RATES
    return When(raw, None, None, "none", kind, None, ambiguous, notes, condition=condition)


def _unsettled(
    item: Item, first: Period, raw: str, why: CannotSettle, condition: str | None
) -> When:
    """Unread. Where only a year or a first day is missing, it keeps its precision."""
    is_missing = isinstance(why, IsMissing)
    return When(
        raw=raw,
        earliest=None,
        latest=None,
        precision=precision_of(item.frame, (first, item.last)) if is_missing else "none",
        kind="unread",
        edtf=None,
        ambiguous=len(why.readings) > 1 or _is_doubtful(first, item.last),
        note=why.note,
        readings=why.readings,
        condition=condition,
    )


def _is_doubtful(*periods: Period | None) -> bool:
    """True where the words may be a day or a year, and neither was taken."""
    return any(period is not None and period.unit.endswith("doubt") for period in periods)
