"""A commission's timetable as part of the chain: what comes late pushes what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.position.rules import (
    NodeKey,
    PlannedStep,
    StepKey,
    Timetable,
    TimetableStep,
    started_on,
    steps_on,
)
from app.slippage import Days, Facts, knock_ons

DEADLINE, OPENING, AWARD, START, DELIVERY = TimetableStep


def day(month: int, number: int) -> Days:
    return Days(date(2014, month, number), date(2014, month, number))


def planned(step: TimetableStep, days: Days) -> PlannedStep:
    return PlannedStep(step, days, days, "as planned")


STEPS = (
    planned(DEADLINE, day(1, 10)),
    planned(OPENING, day(1, 13)),
    planned(AWARD, day(1, 31)),
    planned(START, day(2, 10)),
    planned(DELIVERY, day(3, 31)),
)
MILESTONE = Days(date(2014, 3, 1), date(2014, 3, 31))
GROUP = Days(date(2014, 6, 1), date(2014, 6, 30))


def pushed(steps: tuple[PlannedStep, ...], on: date) -> dict[object, int]:
    """The days that each step (by its name) and the milestone are pushed."""
    timetable = Timetable(7, "KM-2014-01", 1, steps)
    facts: dict[NodeKey, Facts] = {**timetable.facts, 1: Facts(MILESTONE, MILESTONE)}
    found = knock_ons(facts, list(timetable.links), on)
    return {
        key.step if isinstance(key, StepKey) else "milestone": each.push.days
        for key, each in found.items()
    }


def with_step(step: TimetableStep, **changes: object) -> tuple[PlannedStep, ...]:
    return tuple(replace(each, **changes) if each.step is step else each for each in STEPS)


def happened(**days: date) -> tuple[PlannedStep, ...]:
    return tuple(replace(each, happened=days.get(each.step.name.lower())) for each in STEPS)


def test_nothing_is_pushed_while_the_timetable_holds() -> None:
    assert pushed(STEPS, date(2014, 1, 10)) == {}


def test_an_extended_deadline_pushes_every_later_step_and_the_milestone_by_as_many_days() -> None:
    extended = with_step(DEADLINE, in_force=day(1, 24))

    assert pushed(extended, date(2014, 1, 6)) == {
        OPENING: 14,
        AWARD: 14,
        START: 14,
        DELIVERY: 14,
        "milestone": 14,
    }


def test_a_late_opening_pushes_what_comes_after_from_its_own_day() -> None:
    late = happened(deadline=date(2014, 1, 10), opening=date(2014, 1, 20))

    assert pushed(late, date(2014, 1, 21)) == {AWARD: 7, START: 7, DELIVERY: 7, "milestone": 7}


def test_an_award_that_has_not_come_cannot_be_before_today() -> None:
    waiting = happened(deadline=date(2014, 1, 10), opening=date(2014, 1, 13))

    assert pushed(waiting, date(2014, 1, 31)) == {}
    assert pushed(waiting, date(2014, 2, 5)) == {START: 5, DELIVERY: 5, "milestone": 5}
    assert pushed(waiting, date(2014, 2, 6)) == {START: 6, DELIVERY: 6, "milestone": 6}


def test_a_late_award_pushes_by_its_own_day_and_no_more_as_days_pass() -> None:
    awarded = happened(
        deadline=date(2014, 1, 10), opening=date(2014, 1, 13), award=date(2014, 2, 5)
    )

    for on in (date(2014, 2, 6), date(2014, 2, 15)):
        assert pushed(awarded, on)[DELIVERY] == 5


def test_an_early_award_pushes_nothing() -> None:
    early = happened(deadline=date(2014, 1, 10), opening=date(2014, 1, 13), award=date(2014, 1, 20))

    assert pushed(early, date(2014, 1, 21)) == {}


def test_a_month_of_delivery_takes_up_what_fits_into_it() -> None:
    roomy = (*STEPS[:-1], planned(DELIVERY, MILESTONE))
    extended = tuple(
        replace(each, in_force=day(2, 10)) if each.step is DEADLINE else each for each in roomy
    )

    assert DELIVERY in pushed(extended, date(2014, 1, 6))
    assert pushed(extended, date(2014, 1, 6))[DELIVERY] == 1


def test_a_step_without_a_planned_day_is_left_out_of_the_chain() -> None:
    short = (STEPS[0], STEPS[-1])
    extended = (replace(short[0], in_force=day(1, 24)), short[1])

    assert pushed(extended, date(2014, 1, 6)) == {DELIVERY: 14, "milestone": 14}


def test_a_delivery_planned_after_the_milestone_pushes_it() -> None:
    moved = with_step(DELIVERY, in_force=day(4, 14))

    assert pushed(moved, date(2014, 1, 6)) == {"milestone": 14}


@pytest.mark.parametrize(
    ("awarded", "on", "begun"),
    [
        (None, date(2014, 3, 1), None),
        (date(2014, 1, 31), date(2014, 2, 9), None),
        (date(2014, 1, 31), date(2014, 2, 10), date(2014, 2, 10)),
        (date(2014, 1, 20), date(2014, 3, 1), date(2014, 2, 10)),
        (date(2014, 2, 5), date(2014, 2, 14), None),
        (date(2014, 2, 5), date(2014, 2, 15), date(2014, 2, 15)),
    ],
)
def test_work_begins_as_planned_or_the_same_days_after_a_late_award(
    awarded: date | None, on: date, begun: date | None
) -> None:
    assert started_on(STEPS, awarded, on) == begun


def test_the_push_is_told_in_words() -> None:
    extended = with_step(DEADLINE, in_force=day(1, 24))
    timetable = Timetable(7, "KM-2014-01", 1, extended)
    facts: dict[NodeKey, Facts] = dict(timetable.facts)

    steps = steps_on(timetable, knock_ons(facts, list(timetable.links)[:-1], date(2014, 1, 6)))

    assert [each.push_words for each in steps] == ["no", *["by 14 days"] * 4]
    assert [each.is_moved for each in steps] == [True, False, False, False, False]
