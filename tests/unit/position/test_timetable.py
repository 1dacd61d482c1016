"""A commission's timetable as part of the chain: what comes late pushes what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.position.rules import (
    NodeKey,
    Plan,
    PlannedStep,
    StepKey,
    Timetable,
    TimetableStep,
    planned_steps,
    started_on,
    steps_on,
)
from app.slippage import Days, Facts, knock_ons

ISSUE, DEADLINE, OPENING, AWARD, START, DELIVERY = TimetableStep


def day(month: int, number: int) -> Days:
    return Days(date(2014, month, number), date(2014, month, number))


def plan(on: date, **dates: Days) -> Plan:
    """A timetable set on a day, its steps by their names."""
    return Plan(
        on, {TimetableStep[name.upper()]: ("as planned", each) for name, each in dates.items()}
    )


FIRST = date(2013, 12, 1)
DATES = {
    "deadline": day(1, 10),
    "opening": day(1, 13),
    "award": day(1, 31),
    "start": day(2, 10),
    "delivery": day(3, 31),
}
STEPS = planned_steps([plan(FIRST, **DATES)], {})
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
    roomy = planned_steps([plan(FIRST, **DATES | {"delivery": MILESTONE})], {})
    extended = tuple(
        replace(each, in_force=day(2, 10)) if each.step is DEADLINE else each for each in roomy
    )

    assert DELIVERY in pushed(extended, date(2014, 1, 6))
    assert pushed(extended, date(2014, 1, 6))[DELIVERY] == 1


def test_a_step_without_a_planned_day_is_left_out_of_the_chain() -> None:
    short = {"deadline": DATES["deadline"], "delivery": DATES["delivery"]}
    extended = planned_steps(
        [plan(FIRST, **short), plan(FIRST, **short | {"deadline": day(1, 24)})], {}
    )

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

    steps = steps_on(
        timetable, knock_ons(facts, list(timetable.links)[:-1], date(2014, 1, 6)), date(2014, 1, 6)
    )

    assert [each.push_words for each in steps] == ["no", *["by 14 days"] * 4]
    assert [each.is_moved for each in steps] == [True, False, False, False, False]


def after(*plans: Plan, on: date, **happened_on: date) -> dict[object, int]:
    """What is pushed by a timetable that was set like this, one plan after the other."""
    days = {TimetableStep[name.upper()]: each for name, each in happened_on.items()}
    return pushed(planned_steps(plans, days), on)


WITH_ISSUE = {"issue": day(1, 1), **DATES}


def test_a_brief_that_is_not_issued_as_planned_pushes_all_that_follows() -> None:
    assert after(plan(FIRST, **WITH_ISSUE), on=date(2014, 1, 1)) == {}
    assert after(plan(FIRST, **WITH_ISSUE), on=date(2014, 1, 9)) == {
        DEADLINE: 8,
        OPENING: 8,
        AWARD: 8,
        START: 8,
        DELIVERY: 8,
        "milestone": 8,
    }


def test_a_late_issue_with_the_later_steps_set_anew_pushes_only_what_was_left_as_it_was() -> None:
    moved = WITH_ISSUE | {
        "deadline": day(1, 18),
        "opening": day(1, 21),
        "award": day(2, 8),
        "start": day(2, 18),
    }
    plans = (plan(FIRST, **WITH_ISSUE), plan(date(2014, 1, 9), **moved))

    found = after(*plans, on=date(2014, 1, 10), issue=date(2014, 1, 9))

    assert found == {DELIVERY: 8, "milestone": 8}


def test_a_gap_is_fixed_anew_when_the_second_date_is_set_anew() -> None:
    moved = DATES | {"deadline": day(1, 24), "delivery": day(4, 7)}
    plans = (plan(FIRST, **DATES), plan(date(2014, 1, 6), **moved))

    found = after(*plans, on=date(2014, 1, 7))

    # The gap is now that from the start of 10 February to the new delivery.
    assert (found[START], found[DELIVERY]) == (14, 14)


def test_a_gap_to_what_had_happened_is_counted_from_its_day() -> None:
    plans = (
        plan(FIRST, **WITH_ISSUE),
        plan(date(2014, 1, 9), **WITH_ISSUE | {"deadline": day(1, 14)}),
    )

    assert planned_steps(plans, {ISSUE: date(2014, 1, 9)})[1].gap == 5
    assert planned_steps(plans, {})[1].gap == 13


def test_a_step_that_is_planned_no_more_leaves_the_chain() -> None:
    without = {name: days for name, days in DATES.items() if name != "award"}
    plans = (plan(FIRST, **DATES), plan(FIRST, **without))

    assert [each.step for each in planned_steps(plans, {})] == [DEADLINE, OPENING, START, DELIVERY]


def test_without_any_plan_there_are_no_steps() -> None:
    assert planned_steps([], {}) == ()


def test_what_is_not_issued_yet_is_not_named() -> None:
    assert Timetable(7, "KM-2014-01", 1, STEPS).named(AWARD) == "the award of KM-2014-01"
    hidden = Timetable(7, "KM-2014-01", 1, STEPS, is_issued=False)
    assert hidden.named(ISSUE) == "the issue of the brief of its commission"


def test_each_step_says_how_late_it_came_or_is_by_itself() -> None:
    days = {DEADLINE: date(2014, 1, 10), OPENING: date(2014, 1, 20)}
    timetable = Timetable(7, "KM-2014-01", 1, planned_steps([plan(FIRST, **DATES)], days))

    found = {each.step: each.late_words for each in steps_on(timetable, {}, date(2014, 2, 1))}

    assert found == {
        DEADLINE: "",
        OPENING: ", 7 days late",
        AWARD: ", 1 day late",
        START: "",
        DELIVERY: "",
    }
