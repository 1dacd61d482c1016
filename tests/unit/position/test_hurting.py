"""What hurts most comes first on the position's page."""

from dataclasses import replace
from datetime import date

from app.position.rules import Hurt
from app.slippage import Days, Facts, standing

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
WIDE = Days(date(2014, 3, 1), date(2015, 3, 31))
ON = date(2014, 4, 24)

LATE = Hurt(standing(Facts(MARCH, MARCH), ON))
LATER = Hurt(standing(Facts(MARCH, MARCH), date(2014, 5, 24)))
POSSIBLY = Hurt(standing(Facts(MARCH, WIDE), date(2014, 3, 2)))
ON_TIME = Hurt(standing(Facts(MARCH, MARCH), date(2014, 3, 2)))
MET_VERY_LATE = Hurt(standing(Facts(MARCH, MARCH, actual=date(2014, 12, 1)), date(2015, 1, 1)))


def ordered(*hurts: Hurt) -> list[Hurt]:
    return sorted(hurts, key=lambda each: each.order)


def test_what_is_surely_late_comes_before_what_may_be_later_still() -> None:
    assert ordered(ON_TIME, POSSIBLY, LATE) == [LATE, POSSIBLY, ON_TIME]


def test_more_days_against_the_first_date_come_first() -> None:
    assert ordered(LATE, LATER) == [LATER, LATE]


def test_of_equal_days_more_pushed_days_then_more_milestones_then_longer_waiting_come_first() -> (
    None
):
    waits = replace(LATE, waiting=9)
    pushes_one = replace(LATE, pushes=1, pushed_days=5)
    pushes_two = replace(LATE, pushes=2, pushed_days=5)
    pushes_far = replace(LATE, pushes=1, pushed_days=50)

    assert ordered(LATE, waits, pushes_one, pushes_two, pushes_far) == [
        pushes_far,
        pushes_two,
        pushes_one,
        waits,
        LATE,
    ]


def test_what_is_pushed_or_laundered_comes_before_what_is_well() -> None:
    pushed, laundered = replace(ON_TIME, is_pushed=True), replace(ON_TIME, is_laundered=True)

    assert ordered(ON_TIME, pushed, laundered)[-1] is ON_TIME


def test_what_is_done_comes_last_however_late_it_was() -> None:
    assert ordered(MET_VERY_LATE, ON_TIME) == [ON_TIME, MET_VERY_LATE]
