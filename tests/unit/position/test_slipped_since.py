"""Since when a milestone is late as it is now, so that an older sentence does not count for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.position.rules import Slip, slipped_since
from app.slippage import State

ON = date(2014, 5, 1)
AGREED = date(2013, 12, 4)
DUE = date(2014, 3, 31)
LATE = Slip(
    State.SLIPPED_AGREED,
    is_late=True,
    was_dated=True,
    agreed_on=AGREED,
    due=DUE,
    forecast_on=None,
    proposed_on=None,
    actual=None,
)


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({"due": ON}, AGREED),
        ({"state": State.LAPSED}, date(2014, 4, 1)),
        ({"state": State.OVERDUE, "forecast_on": date(2014, 2, 1)}, date(2014, 4, 1)),
        ({"state": State.RECEIVED}, date(2014, 4, 1)),
        ({"state": State.AT_RISK, "due": ON, "forecast_on": date(2014, 2, 1)}, date(2014, 2, 1)),
        ({"state": State.AT_RISK, "due": ON}, AGREED),
        (
            {"state": State.SLIPPED_PROPOSED, "due": ON, "proposed_on": date(2014, 3, 1)},
            date(2014, 3, 1),
        ),
        ({"state": State.MET_LATE, "actual": date(2014, 4, 9)}, date(2014, 4, 9)),
        ({"state": State.UNDATED, "is_late": False, "due": None}, AGREED),
        ({"state": State.UNDATED, "is_late": False, "due": None, "was_dated": False}, None),
        ({"state": State.ON_TRACK, "is_late": False}, None),
        ({"state": State.MET, "is_late": False}, None),
        ({"state": State.WITHDRAWN}, None),
        ({"agreed_on": None, "due": None}, ON),
    ],
)
def test_the_day_is_that_of_what_made_it_late(
    changes: dict[str, object], since: date | None
) -> None:
    assert slipped_since(replace(LATE, **changes), ON) == since
