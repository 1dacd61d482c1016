"""The date at the end of a milestone line, cut from its text."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import DayRange, split_trailing_when

PLAN = DayRange(date(2013, 4, 1), date(2016, 3, 31))

CUT: list[tuple[str, str, str, str]] = [
    ("Review – March 2014", "Review", "March 2014", "2014-03-31"),
    ("Review - March 2014.", "Review", "March 2014.", "2014-03-31"),
    ("Review: March 2014", "Review", "March 2014", "2014-03-31"),
    ("Review, March 2014", "Review", "March 2014", "2014-03-31"),
    ("Review (March 2014)", "Review", "(March 2014)", "2014-03-31"),
    ("Review by March 2014", "Review", "by March 2014", "2014-03-31"),
    ("Review –March 2014", "Review", "March 2014", "2014-03-31"),
    ("Launch drive for Forums – Sept 2013", "Launch drive for Forums", "Sept 2013", "2013-09-30"),
    ("Write content – by end 2013", "Write content", "by end 2013", "2013-12-31"),
    ("Monitor & develop page use 2014-16", "Monitor & develop page use", "2014-16", "2016-12-31"),
    ("Mid –long term work 2014-16", "Mid –long term work", "2014-16", "2016-12-31"),
    ("Mid-term review – early 2015", "Mid-term review", "early 2015", "2015-04-30"),
    ("Build April 2010 – March 2013", "Build", "April 2010 – March 2013", "2013-03-31"),
    ("Build – April 2010 – March 2013", "Build", "April 2010 – March 2013", "2013-03-31"),
    ("Consult in May – June 2014", "Consult", "in May – June 2014", "2014-06-30"),
    ("Phase 2 March 2014", "Phase 2", "March 2014", "2014-03-31"),
    ("Phase 2 – March 2014", "Phase 2", "March 2014", "2014-03-31"),
    ("Recruit 10 by March 2014", "Recruit 10", "by March 2014", "2014-03-31"),
    ("Resurface A90 2014-16", "Resurface A90", "2014-16", "2016-12-31"),
    ("Page – 31.5. 14", "Page", "31.5. 14", "2014-05-31"),
    ("Train 20 volunteers 2013/14", "Train 20 volunteers", "2013/14", "2014-03-31"),
    ("Draft and final report – Q3 2014", "Draft and final report", "Q3 2014", "2014-09-30"),
    (
        "Group in place by May 2014 after user workshops",
        "Group in place", "by May 2014 after user workshops", "2014-05-31",
    ),
]  # fmt: skip

NOT_CUT: list[str] = [
    "", "March 2014", "Phase 2", "Review", "Review –", "Refurbish room 2013", "Resurface the A90",
    "See page 13", "Commonwealth Games 2014", "Version 1.2.13", "Section 2014-16",
    "Review on 31 February 2014", "Review – 31 February 2014", "Report: Spring 2013/14",
    "Meet on Tuesday 31 March 2014", "First week of March 2014", "Review pre March 2014",
    "Extend to March 2014", "Was not done in the year 2014", "Gala 2013 – March 2014",
    "Draft March 2014; second draft June 2014", "1. Review – March 2014 2. Group – June 2014",
    "Support the march", "Do what we may", "Meet monthly", "Run over 12 months", "Short term",
    "Review – 2016-14", "The Board, the update and the spring", "🎉 – 🎉", "Plan for 2014-16",
    "x" * 100_000, "Review – March 2014 " * 1000,
]  # fmt: skip


@pytest.mark.parametrize(("line", "text", "raw", "latest"), CUT)
def test_a_line_is_cut_into_its_text_and_its_date(
    line: str, text: str, raw: str, latest: str
) -> None:
    found = split_trailing_when(line, plan_period=PLAN)
    assert found is not None
    assert (found[0], found[1].raw) == (text, raw)
    assert found[1].latest == date.fromisoformat(latest)


@pytest.mark.parametrize("line", NOT_CUT)
def test_a_line_that_does_not_end_in_a_date_is_left_whole(line: str) -> None:
    assert split_trailing_when(line, plan_period=PLAN) is None


@pytest.mark.parametrize(
    ("line", "text", "kind"),
    [
        ("Update the page – ongoing", "Update the page", "unparseable: ongoing"),
        ("Support ongoing", "Support", "unparseable: ongoing"),
        ("Finish works – TBC", "Finish works", "unparseable: tbc"),
        ("Report – in due course", "Report", "unparseable: in due course"),
        ("Meet – monthly", "Meet", "recurring: monthly"),
        ("Train volunteers (ongoing)", "Train volunteers", "unparseable: ongoing"),
    ],
)
def test_undated_words_are_cut_off_where_a_mark_sets_them_apart(
    line: str, text: str, kind: str
) -> None:
    found = split_trailing_when(line)
    assert found is not None and (found[0], found[1].kind) == (text, kind)


def test_a_month_without_a_year_is_cut_off_with_its_question() -> None:
    found = split_trailing_when("Review – by March")
    assert found is not None and found[0] == "Review"
    assert found[1].kind == "unread" and found[1].raw == "by March"
    assert "Which year" in (found[1].note or "")


def test_the_meeting_gives_a_line_its_year() -> None:
    found = split_trailing_when("Review – by March", said_on=date(2013, 12, 4))
    assert found is not None and found[1].latest == date(2014, 3, 31)
