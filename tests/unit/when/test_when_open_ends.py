"""Dates open at one end, and words that name no day at all."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import read_when

# words, earliest day, latest day, precision, kind
OPEN: list[tuple[str, str, str, str, str]] = [
    ("by Q2 2013/14", "", "2013-09-30", "fiscal-quarter", "deadline"),
    ("until 31 March 2014", "", "2014-03-31", "day", "window"),
    ("not before June 2014", "2014-06-01", "", "month", "not-before"),
    ("before March 2014", "", "2014-02-28", "month", "deadline"),
    ("before the end of March 2014", "", "2014-03-31", "month", "deadline"),
    ("by early March 2014", "", "2014-03-10", "month-part", "deadline"),
    ("by the start of March 2014", "", "2014-03-01", "month", "deadline"),
    ("quarterly from April 2014", "2014-04-01", "", "month", "recurring: quarterly"),
    ("March 2014 onwards", "2014-03-01", "", "month", "start"),
    ("March 2014 - ongoing", "2014-03-01", "", "month", "start"),
    ("Ongoing from March 2014", "2014-03-01", "", "month", "start"),
    ("no later than 31 March 2014", "", "2014-03-31", "day", "deadline"),
    ("31 March 2014 at the latest", "", "2014-03-31", "day", "deadline"),
    ("Start date: May 2014", "2014-05-01", "", "month", "start"),
    ("to be agreed by March 2014", "", "2014-03-31", "month", "deadline"),
    ("March 2014 or later", "2014-03-01", "", "month", "start"),
    ("March 2014 or before", "", "2014-03-31", "month", "deadline"),
    ("no later than end of March 2014", "", "2014-03-31", "month", "deadline"),
    ("by no later than Friday 28 March 2014", "", "2014-03-28", "day", "deadline"),
    ("Starts March 2014", "2014-03-01", "", "month", "start"),
    ("From 2014", "2014-01-01", "", "year", "start"),
    ("After 2014", "2015-01-01", "", "year", "start"),
    ("after the end of March 2014", "2014-04-01", "", "month", "start"),
    ("Completed by March 2014", "", "2014-03-31", "month", "deadline"),
    ("by 31/3/14", "", "2014-03-31", "day", "deadline"),
    ("by Friday 28 March 2014", "", "2014-03-28", "day", "deadline"),
    ("by end Q3 2013/14", "", "2013-12-31", "fiscal-quarter", "deadline"),
    ("by end 2013", "", "2013-12-31", "year", "deadline"),
    ("by the end of 2013/14", "", "2014-03-31", "fiscal-year", "deadline"),
    ("by the end of spring 2014", "", "2014-05-31", "season", "deadline"),
    ("by early summer 2014", "", "2014-06-30", "season-part", "deadline"),
    ("by late 2014", "", "2014-12-31", "year-part", "deadline"),
    ("by end of March 2014", "", "2014-03-31", "month", "deadline"),
    ("on or before 31 March 2014", "", "2014-03-31", "day", "deadline"),
    ("not later than June 2014", "", "2014-06-30", "month", "deadline"),
    ("before 31 March 2014", "", "2014-03-30", "day", "deadline"),
    ("prior to April 2014", "", "2014-03-31", "month", "deadline"),
    ("before 2015", "", "2014-12-31", "year", "deadline"),
    ("before summer 2014", "", "2014-05-31", "season", "deadline"),
    ("from 1 April 2014", "2014-04-01", "", "day", "start"),
    ("as from April 2014", "2014-04-01", "", "month", "start"),
    ("starting in spring 2014", "2014-03-01", "", "season", "start"),
    ("commencing 1 April 2014", "2014-04-01", "", "day", "start"),
    ("on or after 1 May 2014", "2014-05-01", "", "day", "start"),
    ("from April 2014 onwards", "2014-04-01", "", "month", "start"),
    ("since January 2014", "2014-01-01", "", "month", "start"),
    ("after 31 March 2014", "2014-04-01", "", "day", "start"),
    ("after 2013/14", "2014-04-01", "", "fiscal-year", "start"),
    ("after Q4 2013/14", "2014-04-01", "", "fiscal-quarter", "start"),
    ("until the end of March 2015", "", "2015-03-31", "month", "window"),
    ("up to 31 March 2015", "", "2015-03-31", "day", "window"),
    ("till end 2014", "", "2014-12-31", "year", "window"),
    ("no earlier than September 2014", "2014-09-01", "", "month", "not-before"),
    ("not until spring 2015", "2015-03-01", "", "season", "not-before"),
    ("no action before June 2014", "2014-06-01", "", "month", "not-before"),
    ("on hold until January 2015", "2015-01-01", "", "month", "not-before"),
    ("by March 2014 (estimated)", "", "2014-03-31", "month", "deadline"),
    ("monthly from May 2014", "2014-05-01", "", "month", "recurring: monthly"),
    ("By May 2014 once funding is agreed", "", "2014-05-31", "month", "deadline + dependency"),
    (
        "from June 2014, subject to planning consent",
        "2014-06-01",
        "",
        "month",
        "start + dependency",
    ),
    ("In place by 31 March 2014", "", "2014-03-31", "day", "deadline"),
    ("To be completed by end 2014", "", "2014-12-31", "year", "deadline"),
    (
        "Initial action by December 2013, updated quarterly",
        "",
        "2013-12-31",
        "month",
        "compound: milestone + recurring quarterly",
    ),
    (
        "by March 2014, then annually",
        "",
        "2014-03-31",
        "month",
        "compound: milestone + recurring annually",
    ),
    ("Short-term actions: by June 2014", "", "2014-06-30", "month", "deadline"),
    (
        "By March 2014 and by June 2014",
        "",
        "2014-06-30",
        "two-milestones",
        "compound: split in two",
    ),
]

# words, kind
UNDATED: list[tuple[str, str]] = [
    ("every eight weeks", "recurring: every 8 weeks"),
    ("every 8 weeks", "recurring: every 8 weeks"),
    ("six-monthly", "recurring: every 6 months"),
    ("twice a year", "recurring: twice a year"),
    ("annually in March", "recurring: annually"),
    ("bi-monthly", "recurring: bi-monthly"),
    ("Mid –long term", "unparseable: mid-long term"),
    ("Mid to long term actions", "unparseable: mid-long term"),
    ("Short-term", "unparseable: short term"),
    ("after user workshops", "dependency"),
    ("subject to funding", "dependency"),
    ("to be agreed", "unparseable: tbc"),
    ("TBA", "unparseable: tbc"),
    ("t.b.c.", "unparseable: tbc"),
    ("A.S.A.P.", "unparseable: asap"),
    ("n/a", "unparseable: no date"),
    ("Mid Feb for initial engagement. March Board for presentation", "compound: split in two"),
    ("asap, subject to funding", "unparseable: asap + dependency"),
    ("Ongoing, monthly", "recurring: monthly"),
    ("Ongoing - quarterly updates", "recurring: quarterly"),
    ("Updated quarterly", "recurring: quarterly"),
    ("Every month", "recurring: monthly"),
    ("each year", "recurring: annually"),
    ("annually", "recurring: annually"),
    ("at least twice a year", "recurring: twice a year"),
    ("on a monthly basis", "recurring: monthly"),
    ("on-going", "unparseable: ongoing"),
    ("on going.", "unparseable: ongoing"),
    ("Immediate", "unparseable: immediately"),
    ("daily", "recurring: daily"),
    ("Weekly", "recurring: weekly"),
    ("fortnightly", "recurring: fortnightly"),
    ("every fortnight", "recurring: fortnightly"),
    ("every two months", "recurring: every 2 months"),
    ("every other month", "recurring: every 2 months"),
    ("6-weekly", "recurring: every 6 weeks"),
    ("four times a year", "recurring: 4 times a year"),
    ("once a term", "recurring: every term"),
    ("quarterly reports", "recurring: quarterly"),
    ("yearly", "recurring: annually"),
    ("Continuous", "unparseable: ongoing"),
    ("T.B.C.", "unparseable: tbc"),
    ("date to be confirmed", "unparseable: tbc"),
    ("ASAP", "unparseable: asap"),
    ("as required", "unparseable: as required"),
    ("rolling programme", "unparseable: ongoing"),
    ("long term", "unparseable: long term"),
    ("Medium-term", "unparseable: medium term"),
    ("medium to long-term", "unparseable: medium-long term"),
    ("not set", "unparseable: no date"),
    ("following consultation", "dependency"),
]


@pytest.mark.parametrize(("words", "earliest", "latest", "precision", "kind"), OPEN)
def test_a_preposition_leaves_one_end_open(
    words: str, earliest: str, latest: str, precision: str, kind: str
) -> None:
    when = read_when(words)
    assert when.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert when.latest == (date.fromisoformat(latest) if latest else None)
    assert (when.precision, when.kind, when.ambiguous) == (precision, kind, False)


@pytest.mark.parametrize(("words", "kind"), UNDATED)
def test_words_without_a_day_need_a_date_to_review_them_by(words: str, kind: str) -> None:
    when = read_when(words)
    assert (when.earliest, when.latest, when.edtf) == (None, None, None)
    assert when.kind == kind
    assert when.is_read and when.needs_review_by and when.note


def test_a_recurrence_within_dates_still_needs_a_date_to_review_it_by() -> None:
    when = read_when("quarterly from April 2014")
    assert when.is_dated and when.needs_review_by


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("In place by May 2014 after user workshops", "user workshops"),
        ("By May 2014 once funding is agreed", "funding is agreed"),
        ("from June 2014, subject to planning consent", "planning consent"),
        ("March 2014 (subject to Funding)", "Funding"),
        ("following consultation", "consultation"),
    ],
)
def test_what_a_date_waits_for_is_kept_in_its_own_words(words: str, condition: str) -> None:
    when = read_when(words)
    assert when.condition == condition
    assert "dependency" in when.kind
    assert condition in (when.note or "")
