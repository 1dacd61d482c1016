"""What became of a milestone between two days."""

from datetime import date

import pytest

from app.position.rules import Change, Stood, changes_between
from app.slippage import Days, Facts, standing

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
THEN, NOW = date(2014, 3, 20), date(2014, 4, 24)
DUE = Facts(MARCH, MARCH)


def stood(facts: Facts, on: date, agreed: str = "March 2014") -> Stood:
    return Stood(standing(facts, on), agreed)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (stood(DUE, THEN), stood(DUE, NOW), [(Change.NEWLY_LATE, "newly late, by 24 days")]),
        (
            stood(DUE, date(2014, 4, 20)),
            stood(DUE, NOW),
            [(Change.WORSE, "got worse by 4 days")],
        ),
        (
            stood(DUE, THEN),
            stood(Facts(MARCH, MARCH, actual=date(2014, 3, 25)), NOW),
            [(Change.MET, "met")],
        ),
        (
            stood(DUE, THEN),
            stood(Facts(MARCH, MARCH, actual=date(2014, 4, 2)), NOW),
            [(Change.MET, "met late")],
        ),
        (
            stood(DUE, THEN),
            stood(Facts(MARCH, JUNE), NOW, "June 2014"),
            [
                (Change.NEWLY_LATE, "newly late, by 91 days"),
                (Change.MOVED, "agreed date moved from March 2014 to June 2014"),
            ],
        ),
        (
            stood(Facts(MARCH, JUNE), THEN, "June 2014"),
            stood(Facts(MARCH, MARCH), THEN, "March 2014"),
            [
                (Change.BETTER, "got better by 91 days"),
                (Change.MOVED, "agreed date moved from June 2014 to March 2014"),
            ],
        ),
        (
            stood(DUE, THEN),
            stood(Facts(MARCH, Days(None, None)), THEN, "ongoing"),
            [(Change.LOST_DATE, "agreed date moved from March 2014 to ongoing")],
        ),
        (None, stood(DUE, THEN), [(Change.NEW, "new in the plan: March 2014")]),
        (
            stood(DUE, THEN),
            stood(Facts(MARCH, MARCH, withdrawn=True), NOW),
            [(Change.WITHDRAWN, "withdrawn")],
        ),
        (None, stood(Facts(MARCH, MARCH, withdrawn=True), NOW), []),
        (stood(DUE, THEN), stood(DUE, date(2014, 3, 31)), []),
        (
            stood(Facts(MARCH, MARCH, actual=THEN), THEN),
            stood(Facts(MARCH, MARCH, actual=THEN), NOW),
            [],
        ),
    ],
)
def test_every_change_is_told_once(
    then: Stood | None, now: Stood, expected: list[tuple[Change, str]]
) -> None:
    assert changes_between(then, now) == expected
