"""Dates that may mean two things say so, with both readings."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import DayRange, When, read_when

# words, earliest day, latest day, precision, kind, all readings
DOUBTFUL: list[tuple[str, str, str, str, str, str]] = [
    (
        "2009-10",
        "2009-04-01",
        "2010-03-31",
        "fiscal-year",
        "deadline",
        "2009-04-01..2010-03-31 or 2009-01-01..2010-12-31 or 2009-10-01..2009-10-31",
    ),
    (
        "2013-2014",
        "2013-01-01",
        "2014-12-31",
        "year-range",
        "window",
        "2013-01-01..2014-12-31 or 2013-04-01..2014-03-31",
    ),
    (
        "2014-2016",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "2014 to 2016",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "2014/16",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "H1 2014",
        "2014-01-01",
        "2014-06-30",
        "half",
        "deadline",
        "2014-01-01..2014-06-30 or 2014-04-01..2014-09-30",
    ),
    (
        "Q3 2014",
        "2014-07-01",
        "2014-09-30",
        "quarter",
        "deadline",
        "2014-07-01..2014-09-30 or 2014-10-01..2014-12-31",
    ),
    (
        "Q1-Q2 2014",
        "2014-01-01",
        "2014-06-30",
        "quarter-range",
        "window",
        "2014-01-01..2014-06-30 or 2014-04-01..2014-09-30",
    ),
    ("until autumn 2014", "", "2014-11-30", "season", "window", "..2014-11-30 or ..2014-08-31"),
    ("until March 2014", "", "2014-03-31", "month", "window", "..2014-03-31 or ..2014-02-28"),
    (
        "by mid March 2014",
        "",
        "2014-03-20",
        "month-part",
        "deadline",
        "..2014-03-20 or ..2014-03-15",
    ),
    ("by mid 2014", "", "2014-08-31", "year-part", "deadline", "..2014-08-31 or ..2014-06-30"),
    (
        "monthly until March 2015",
        "",
        "2015-03-31",
        "month",
        "recurring: monthly",
        "..2015-03-31 or ..2015-02-28",
    ),
    (
        "Ongoing 2014-16",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "Ongoing (2014-16)",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "by March/April 2014",
        "",
        "2014-04-30",
        "month-range",
        "deadline",
        "..2014-04-30 or ..2014-03-31",
    ),
    (
        "by March–April 2014",
        "",
        "2014-04-30",
        "month-range",
        "deadline",
        "..2014-04-30 or ..2014-03-31",
    ),
    (
        "by Spring - Summer 2014",
        "",
        "2014-08-31",
        "season-range",
        "deadline",
        "..2014-08-31 or ..2014-05-31",
    ),
    (
        "by March or April 2014",
        "",
        "2014-04-30",
        "month-range",
        "deadline",
        "..2014-04-30 or ..2014-03-31",
    ),
    (
        "from March/April 2014",
        "2014-03-01",
        "",
        "month-range",
        "start",
        "2014-03-01.. or 2014-04-01..",
    ),
    (
        "3rd quarter 2014",
        "2014-07-01",
        "2014-09-30",
        "quarter",
        "deadline",
        "2014-07-01..2014-09-30 or 2014-10-01..2014-12-31",
    ),
    (
        "Quarter 3, 2014",
        "2014-07-01",
        "2014-09-30",
        "quarter",
        "deadline",
        "2014-07-01..2014-09-30 or 2014-10-01..2014-12-31",
    ),
    ("to March 2014", "", "2014-03-31", "month", "window", "..2014-03-31 or ..2014-02-28"),
    (
        "quarterly 2014-16",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "recurring: quarterly",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "May 2014 AGM",
        "2014-05-01",
        "2014-05-31",
        "month",
        "event: named agm",
        "2014-05-01..2014-05-31",
    ),
    (
        "2014 Q1",
        "2014-01-01",
        "2014-03-31",
        "quarter",
        "deadline",
        "2014-01-01..2014-03-31 or 2014-04-01..2014-06-30",
    ),
    ("By mid-2014", "", "2014-08-31", "year-part", "deadline", "..2014-08-31 or ..2014-06-30"),
    (
        "from the end of March 2014",
        "2014-03-21",
        "",
        "month-part",
        "start",
        "2014-03-21.. or 2014-04-01..",
    ),
    (
        "Long term actions (2014 to 2016)",
        "2014-01-01",
        "2016-12-31",
        "year-range",
        "window",
        "2014-01-01..2016-12-31 or 2014-04-01..2016-03-31",
    ),
    (
        "June 2014 meeting",
        "2014-06-01",
        "2014-06-30",
        "month",
        "event: named meeting",
        "2014-06-01..2014-06-30",
    ),
    (
        "October 2013 Forum",
        "2013-10-01",
        "2013-10-31",
        "month",
        "event: named forum",
        "2013-10-01..2013-10-31",
    ),
]

PLAN = DayRange(date(2013, 4, 1), date(2016, 3, 31))


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _ranges(written: str) -> list[DayRange]:
    ends = [each.split("..") for each in written.split(" or ")]
    return [DayRange(_day(first), _day(last)) for first, last in ends]


@pytest.mark.parametrize(("words", "earliest", "latest", "precision", "kind", "readings"), DOUBTFUL)
def test_a_doubtful_date_gives_every_reading_and_says_so(
    words: str, earliest: str, latest: str, precision: str, kind: str, readings: str
) -> None:
    when = read_when(words)
    assert when.ambiguous
    assert (when.earliest, when.latest) == (_day(earliest), _day(latest))
    assert (when.precision, when.kind) == (precision, kind)
    assert list(when.readings) == _ranges(readings)
    assert when.note and ("could also be" in when.note or "On which day" in when.note)


def _within(words: str, plan: DayRange | None) -> When:
    return read_when(words, plan_period=plan)


def test_years_that_run_past_the_plan_may_end_with_it() -> None:
    when = _within("2014-16", PLAN)
    assert when.ambiguous and when.latest == date(2016, 12, 31)
    assert when.readings[1] == DayRange(date(2014, 1, 1), date(2016, 3, 31))
    assert "past the end of the plan" in (when.note or "")


def test_years_within_the_plan_are_not_doubtful() -> None:
    assert not _within("2013-15", DayRange(date(2013, 1, 1), date(2016, 3, 31))).ambiguous


def test_a_financial_year_with_a_slash_is_plain_and_with_a_hyphen_is_doubtful() -> None:
    assert not read_when("2013/14").ambiguous
    hyphen = read_when("2013-14")
    assert hyphen.ambiguous
    assert hyphen.readings[0] == DayRange(date(2013, 4, 1), date(2014, 3, 31))
    assert hyphen.readings[1] == DayRange(date(2013, 1, 1), date(2014, 12, 31))


def test_the_life_of_the_plan_is_its_period() -> None:
    when = _within("throughout the plan", PLAN)
    assert (when.earliest, when.latest, when.kind) == (PLAN.earliest, PLAN.latest, "window")


def test_a_year_of_the_plan_is_counted_from_its_start() -> None:
    assert _within("Year 2", PLAN).days == DayRange(date(2014, 4, 1), date(2015, 3, 31))
    assert _within("by the end of Year 1", PLAN).latest == date(2014, 3, 31)
    assert _within("Year 4", PLAN).kind == "unread"


def test_within_so_many_months_counts_from_the_plans_start() -> None:
    assert _within("within 12 months", PLAN).days == DayRange(None, date(2014, 3, 31))


def test_within_so_many_months_gives_both_days_where_two_may_be_meant() -> None:
    when = read_when("within 12 months", said_on=date(2013, 12, 4), plan_period=PLAN)
    assert when.ambiguous
    assert [each.latest for each in when.readings] == [date(2014, 3, 31), date(2014, 12, 4)]
