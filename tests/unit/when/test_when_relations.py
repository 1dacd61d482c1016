"""How the meanings of related wordings hang together, whatever date stands in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from app.when import DayRange, When, read_when, said_back, split_trailing_when

MONTHS = (
    "January February March April May June July August September October November December"
).split()
YEARS = st.integers(1950, 2150)
DAY = timedelta(days=1)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


IN_A_YEAR = st.sampled_from([*MONTHS, "spring", "summer", "autumn"])
NAMED = st.builds(lambda name, year: f"{name} {year}", IN_A_YEAR, YEARS)
FINANCIAL = st.builds(_financial, YEARS)
WHOLE = st.one_of(
    NAMED,
    FINANCIAL,
    YEARS.map(str),
    st.builds(lambda number, year: f"Q{number} {year}", st.integers(1, 4), FINANCIAL),
    st.dates(date(1950, 1, 1), date(2150, 12, 31)).map(_day),
)
PART = st.sampled_from(["early", "mid", "late", "end of", "the start of"])
PARTS = st.builds(lambda part, whole: f"{part} {whole}", PART, st.one_of(NAMED, FINANCIAL))
DATES = st.one_of(WHOLE, PARTS)
SAID = st.dates(date(1960, 1, 1), date(2140, 12, 31))


def _read(words: str, said_on: date | None = None) -> When:
    when = read_when(words, said_on=said_on)
    assert when.is_read, words
    return when


@given(DATES)
def test_a_date_alone_is_bounded_at_both_ends(words: str) -> None:
    when = _read(words)
    assert when.earliest and when.latest and when.earliest <= when.latest


@given(WHOLE)
def test_each_preposition_takes_its_end_from_the_date_alone(words: str) -> None:
    alone = _read(words)
    assert alone.earliest and alone.latest
    expected = {
        "by": DayRange(None, alone.latest),
        "until": DayRange(None, alone.latest),
        "no later than": DayRange(None, alone.latest),
        "before": DayRange(None, alone.earliest - DAY),
        "from": DayRange(alone.earliest, None),
        "not before": DayRange(alone.earliest, None),
        "after": DayRange(alone.latest + DAY, None),
        "during": alone.days,
    }
    for preposition, days in expected.items():
        assert _read(f"{preposition} {words}").days == days, preposition


@given(PARTS)
def test_a_part_lies_within_the_whole_and_by_it_ends_no_later(words: str) -> None:
    part = _read(words)
    whole = _read(words.split(" ", 1)[1].removeprefix("of ").removeprefix("start of "))
    assert whole.earliest and whole.latest and part.earliest and part.latest
    assert whole.earliest <= part.earliest <= part.latest <= whole.latest
    by = _read(f"by {words}")
    assert by.latest and by.latest <= whole.latest


@given(
    WHOLE, st.sampled_from(["{} (estimate)", "c. {}", "approx {}", "tbc {}", "{} (TBC)", "({})"])
)
def test_doubt_about_a_date_is_marked_and_moves_no_day(words: str, frame: str) -> None:
    alone, marked = _read(words), _read(frame.format(words))
    assert marked.days == alone.days and marked.precision == alone.precision
    assert frame == "({})" or (marked.note and marked.edtf and marked.edtf[-1] in "~?%")


@given(WHOLE, st.sampled_from(["Due: {}", "Target date – {}", "{}.", " {} ", "“{}”"]))
def test_words_that_say_nothing_more_change_nothing(words: str, frame: str) -> None:
    alone, framed = _read(words), _read(frame.format(words))
    assert (framed.days, framed.kind, framed.edtf) == (alone.days, alone.kind, alone.edtf)


@given(WHOLE, st.sampled_from(["user workshops", "milestone 2", "the Forum’s approval"]))
def test_a_condition_moves_no_day_and_is_kept_in_its_own_words(words: str, condition: str) -> None:
    for frame in ("by {} after {}", "by {} – subject to {}", "by {} (once {})"):
        when = _read(frame.format(words, condition))
        assert (when.days, when.condition) == (_read(f"by {words}").days, condition)
    led = _read(f"Following {condition}, by {words}")
    assert (led.days, led.condition) == (_read(f"by {words}").days, condition)


@given(NAMED, NAMED)
def test_a_range_runs_from_the_first_days_start_to_the_last_days_end(one: str, two: str) -> None:
    first, last = _read(one), _read(two)
    assert first.earliest and last.earliest and first.latest and last.latest
    assume(first.earliest < last.earliest and first.latest < last.latest)
    for words in (f"{one} – {two}", f"{one} to {two}", f"from {one} until {two}"):
        assert _read(words).days == DayRange(first.earliest, last.latest), words
    backwards = read_when(f"{two} to {one}")
    assert not backwards.is_read and not backwards.is_dated


@given(st.lists(NAMED, min_size=2, max_size=6, unique=True), st.sampled_from(["; ", ". ", "\n"]))
def test_several_dates_of_one_cell_keep_their_own_words_in_order(
    dates: list[str], join: str
) -> None:
    when = _read(join.join(f"Step: {each}" for each in dates))
    assert when.is_several and [part.label for part in when.parts] == ["Step"] * len(dates)
    assert [part.days for part in when.parts] == [_read(each).days for each in dates]
    place = 0
    for part in when.parts:
        place = when.raw.index(part.raw, place) + len(part.raw)


@given(
    IN_A_YEAR,
    st.sampled_from(["", "by ", "from ", "until ", "after ", "mid ", "end of ", "by end of "]),
    SAID,
)
def test_a_meeting_a_year_later_gives_a_yearless_date_a_year_later(
    name: str, before: str, said_on: date
) -> None:
    assume((said_on.month, said_on.day) != (2, 29))
    now = _read(before + name, said_on)
    then = _read(before + name, said_on.replace(year=said_on.year + 1))
    for day, later in zip(_ends(now), _ends(then), strict=True):
        if day is None or later is None:
            assert day is later is None
        else:
            assert later.year == day.year + 1 and later.month == day.month
            assert later.day == day.day or (day.month == 2 and {day.day, later.day} == {28, 29})
    assert len(now.readings) == len(then.readings)


def _ends(when: When) -> list[date | None]:
    ranges = [when.days, *when.readings]
    return [end for each in ranges for end in (each.earliest, each.latest)]


@given(IN_A_YEAR, SAID)
def test_a_yearless_date_never_ends_before_the_month_it_was_said_in(
    name: str, said_on: date
) -> None:
    when = _read(name, said_on)
    assert when.latest and when.latest >= said_on.replace(day=1)
    assert when.latest < said_on or not when.ambiguous or when.readings[0] == when.days


@given(DATES, st.sampled_from(["", "by ", "from ", "before "]))
def test_edtf_is_valid_and_means_the_same_days(words: str, before: str) -> None:
    when = _read(before + words)
    assert when.edtf
    parsed: Any = edtf.parse_edtf(when.edtf)
    for day, bound in (
        (when.earliest, parsed.lower_strict()),
        (when.latest, parsed.upper_strict()),
    ):
        if day is not None:
            assert (bound.tm_year, bound.tm_mon, bound.tm_mday) == (day.year, day.month, day.day)


@given(DATES, st.sampled_from(["Review", "Partnership group formed", "Short-term actions"]))
def test_a_milestones_line_is_cut_before_its_date(words: str, text: str) -> None:
    assume(not words.startswith("the start"))
    found = split_trailing_when(f"{text} – by {words}")
    assert found is not None and found[0] == text
    assert found[1].days == _read(f"by {words}").days


@given(DATES, st.sampled_from(["", "by ", "from ", "not before ", "until "]))
def test_what_is_said_back_names_the_very_days(words: str, before: str) -> None:
    when = _read(before + words)
    said = said_back(when)
    for day in (when.earliest, when.latest):
        assert day is None or (f"{day.day} " in said and str(day.year) in said)
    assert ("any day up to" in said) == (when.earliest is None)
    assert ("any day from" in said) == (when.latest is None)
