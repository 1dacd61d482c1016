"""When somebody is reminded: tables of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.position.rules import digest_subject, mark_after, mark_before

MARKS = (14, 7, 1)
DUE = date(2014, 3, 31)

BEFORE = [
    (15, None, None),
    (14, None, 14),
    (13, None, 14),
    (8, None, 14),
    (7, None, 7),
    (2, None, 7),
    (1, None, 1),
    (0, None, 0),
]


@pytest.mark.parametrize(("left", "last", "mark"), BEFORE)
def test_before_a_date_the_nearest_mark_counts(
    left: int, last: date | None, mark: int | None
) -> None:
    assert mark_before(DUE, DUE - timedelta(days=left), MARKS, last) == mark


def test_a_day_gone_by_is_told_only_where_no_check_came_on_it() -> None:
    on = date(2014, 4, 3)
    assert mark_before(DUE, on, MARKS, date(2014, 3, 30)) == 0
    assert mark_before(DUE, on, MARKS, DUE) is None
    assert mark_before(DUE, on, MARKS, None) is None


WAITING = [(-1, None), (0, 0), (1, 1), (6, 1), (7, 7), (13, 7), (14, 14), (400, 14)]


@pytest.mark.parametrize(("waited", "mark"), WAITING)
def test_while_something_waits_the_newest_mark_counts(waited: int, mark: int | None) -> None:
    assert mark_after(DUE, DUE + timedelta(days=waited), MARKS) == mark


def test_the_subject_says_what_is_to_do() -> None:
    assert digest_subject(["Score the quotes"]) == "To do: Score the quotes"
    assert digest_subject(["A", "B"]) == "To do: A, and 1 more thing"
    assert digest_subject(["A", "B", "C"]) == "To do: A, and 2 more things"
