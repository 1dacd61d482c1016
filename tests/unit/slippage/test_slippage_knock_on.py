"""Knock-on: gaps, pushes, chains, diamonds and circles."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.slippage import (
    Certainty,
    CircularDependency,
    Days,
    Dependency,
    Facts,
    check_no_circle,
    gap_between,
    knock_ons,
    push,
)

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
ONGOING = Days(None, None)
ON = date(2014, 1, 1)


def day(number: int) -> Days:
    """One day, counted from 1 January 2014."""
    return span(number, number)


def span(first: int, last: int) -> Days:
    return Days(ON + timedelta(days=first), ON + timedelta(days=last))


def due(days: Days, forecast: Days | None = None) -> Facts:
    return Facts(days, days, forecast)


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        (MARCH, JUNE, 62),
        (JUNE, MARCH, 0),
        (MARCH, MARCH, 0),
        (Days(None, date(2014, 3, 31)), JUNE, 62),
        (Days(date(2014, 3, 1), None), JUNE, None),
        (MARCH, Days(None, date(2014, 6, 30)), None),
        (ONGOING, JUNE, None),
        (MARCH, Days(date(2014, 4, 1), date(2014, 4, 30)), 1),
        (Days(date(2016, 2, 1), date(2016, 2, 28)), Days(date(2016, 3, 1), date(2016, 3, 31)), 2),
    ],
)
def test_the_gap_is_from_the_end_of_the_first_to_the_start_of_the_second(
    first: Days, second: Days, gap: int | None
) -> None:
    assert gap_between(first, second) == gap


@pytest.mark.parametrize(
    ("first", "gap", "second", "certainty", "definite", "possible"),
    [
        (day(10), 5, day(15), None, 0, 0),
        (day(10), 5, day(14), "definite", 1, 1),
        (span(8, 20), 5, day(15), "possible", 0, 10),
        (span(12, 20), 5, day(15), "definite", 2, 10),
        (span(8, 20), 5, span(15, 25), None, 0, 0),
        (span(8, 21), 5, span(15, 25), "possible", 0, 1),
        (day(0), 0, day(0), None, 0, 0),
        (Days(None, ON), 3, day(2), "possible", 0, 1),
        (Days(ON, None), 3, day(2), "definite", 1, 1),
        (Days(ON, None), 3, day(3), None, 0, 0),
        (day(900), 5, Days(ON, None), None, 0, 0),
        (day(900), 5, ONGOING, None, 0, 0),
        (ONGOING, 5, day(0), None, 0, 0),
    ],
)
def test_a_push_is_what_the_gap_no_longer_leaves(
    first: Days, gap: int, second: Days, certainty: str | None, definite: int, possible: int
) -> None:
    found = push(first, gap, second)

    if certainty is None:
        assert found is None
    else:
        assert found is not None
        assert found.certainty == Certainty(certainty)
        assert (found.days_definite, found.days_possible) == (definite, possible)
        assert found.days == (definite or possible)


def test_a_push_goes_through_a_chain_of_ten_from_one_root() -> None:
    chain = {number: due(day(10 * number)) for number in range(10)}
    chain[0] = due(day(0), forecast=day(7))
    links = [Dependency(number, number + 1, 10) for number in range(9)]

    found = knock_ons(chain, links, ON)

    assert sorted(found) == list(range(1, 10))
    assert {knock_on.push.days for knock_on in found.values()} == {7}
    assert {knock_on.root for knock_on in found.values()} == {0}
    assert [found[number].cause for number in range(1, 10)] == list(range(9))
    assert found[9].finish == day(97)


def test_room_in_a_chain_takes_up_the_push() -> None:
    chain = {"a": due(day(0), day(10)), "b": due(day(20)), "c": due(day(30)), "d": due(day(40))}
    links = [Dependency("a", "b", 15), Dependency("b", "c", 7), Dependency("c", "d", 10)]

    found = knock_ons(chain, links, ON)

    assert {key: knock_on.push.days for key, knock_on in found.items()} == {"b": 5, "c": 2, "d": 2}


def test_a_pushed_window_keeps_its_width() -> None:
    chain = {"a": due(day(0), day(10)), "b": due(span(5, 12))}

    found = knock_ons(chain, [Dependency("a", "b", 5)], ON)

    assert found["b"].finish == span(8, 15)


def test_a_possible_push_stays_possible_down_the_chain() -> None:
    chain = {"a": due(day(0), span(0, 9)), "b": due(day(5)), "c": due(day(10))}

    found = knock_ons(chain, [Dependency("a", "b", 5), Dependency("b", "c", 5)], ON)

    assert [found[key].push.certainty for key in "bc"] == [Certainty.POSSIBLE] * 2
    assert (found["c"].push.days, found["c"].finish) == (9, span(10, 19))
    assert found["c"].root == "a"


def test_in_a_diamond_the_later_branch_is_the_cause() -> None:
    facts = {"a": due(day(0), day(4)), "b": due(day(5)), "c": due(day(5)), "d": due(day(10))}
    links = [
        Dependency("a", "b", 5),
        Dependency("a", "c", 3),
        Dependency("b", "d", 5),
        Dependency("c", "d", 5),
    ]

    found = knock_ons(facts, links, ON)

    assert {key: knock_on.push.days for key, knock_on in found.items()} == {"b": 4, "c": 2, "d": 4}
    assert (found["d"].cause, found["d"].root) == ("b", "a")


def test_of_two_equal_causes_the_first_given_is_named() -> None:
    facts = {"a": due(day(0), day(4)), "b": due(day(0), day(4)), "c": due(day(5))}
    links = [Dependency("b", "c", 5), Dependency("a", "c", 5)]

    assert knock_ons(facts, links, ON)["c"].cause == "b"


def test_a_definite_cause_is_named_before_one_that_is_possibly_worse() -> None:
    facts = {"sure": due(day(0), day(1)), "wide": due(day(0), span(0, 50)), "c": due(day(5))}
    links = [Dependency("wide", "c", 5), Dependency("sure", "c", 5)]

    found = knock_ons(facts, links, ON)["c"]

    assert (found.cause, found.push.certainty, found.push.days) == ("sure", Certainty.DEFINITE, 1)
    assert found.push.days_possible == 50


def test_a_cause_that_is_late_by_itself_is_the_root_of_a_definite_push() -> None:
    facts = {"a": due(day(0), span(0, 50)), "b": due(day(5), day(9)), "c": due(day(10))}

    found = knock_ons(facts, [Dependency("a", "b", 5), Dependency("b", "c", 5)], ON)

    assert found["b"].push.certainty is Certainty.POSSIBLE
    assert found["c"].push.certainty is Certainty.DEFINITE
    assert (found["c"].cause, found["c"].root) == ("b", "b")


def test_each_day_without_a_finish_pushes_by_one_more() -> None:
    facts = {"a": due(day(0)), "b": due(day(10))}
    links = [Dependency("a", "b", 10)]

    pushed = [knock_ons(facts, links, ON + timedelta(days=number)) for number in range(4)]

    assert [found["b"].push.days if found else 0 for found in pushed] == [0, 1, 2, 3]


def test_what_was_met_late_still_pushes_by_the_day_it_was_met() -> None:
    facts = {"a": replace(due(day(0)), actual=ON + timedelta(days=3)), "b": due(day(10))}

    found = knock_ons(facts, [Dependency("a", "b", 10)], ON + timedelta(days=5))

    assert found["b"].push.days == 3


def test_what_is_met_is_not_pushed_and_pushes_from_its_own_day() -> None:
    facts = {
        "a": due(day(0), day(90)),
        "b": replace(due(day(10)), actual=ON),
        "c": due(day(20)),
    }

    assert knock_ons(facts, [Dependency("a", "b", 10), Dependency("b", "c", 10)], ON) == {}


def test_what_is_withdrawn_neither_pushes_nor_is_pushed() -> None:
    facts = {
        "a": due(day(0), day(90)),
        "b": replace(due(day(10)), withdrawn=True),
        "c": due(day(20)),
    }

    assert knock_ons(facts, [Dependency("a", "b", 10), Dependency("b", "c", 10)], ON) == {}


def test_what_has_no_last_day_is_not_pushed() -> None:
    facts = {"a": due(day(0), day(90)), "b": due(ONGOING)}

    assert knock_ons(facts, [Dependency("a", "b", 10)], ON) == {}


def test_the_undated_pushes_once_even_a_finish_today_would_be_too_late() -> None:
    facts = {"a": due(ONGOING), "b": due(day(10))}
    links = [Dependency("a", "b", 5)]

    assert knock_ons(facts, links, ON + timedelta(days=5)) == {}
    assert knock_ons(facts, links, ON + timedelta(days=6))["b"].push.days == 1


def test_a_dependency_on_what_is_not_yet_in_the_plan_counts_for_nothing() -> None:
    facts = {"b": due(day(10))}

    assert knock_ons(facts, [Dependency("a", "b", 10), Dependency("b", "z", 1)], ON) == {}


def test_no_dependencies_push_nothing() -> None:
    assert knock_ons({"a": due(day(0), day(90))}, [], ON) == {}


def test_milestones_may_be_named_by_plan_and_number() -> None:
    facts = {("K&M", 2): due(day(0), day(1)), ("Other plan", 1): due(day(1))}

    found = knock_ons(facts, [Dependency(("K&M", 2), ("Other plan", 1), 1)], ON)

    assert found["Other plan", 1].root == ("K&M", 2)


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        ("aa", "a"),
        ("ab ba", "ab"),
        ("ab bc ca", "abc"),
        ("xa ab bc ca cy yz", "abc"),
        ("bc ca ab", "bca"),
        ("ab ac bd cd de eb", "bde"),
    ],
)
def test_a_circle_is_refused_and_named_in_order(links: str, circle: str) -> None:
    dependencies = [Dependency(before, after, 0) for before, after in links.split()]

    with pytest.raises(CircularDependency) as refusal:
        check_no_circle(dependencies)

    assert refusal.value.keys == tuple(circle)
    assert " → ".join([*circle, circle[0]]) in str(refusal.value)


def test_a_circle_is_refused_when_the_knock_on_is_asked_too() -> None:
    facts = {"a": due(day(0)), "b": due(day(1))}

    with pytest.raises(CircularDependency):
        knock_ons(facts, [Dependency("a", "b", 1), Dependency("b", "a", 1)], ON)


def test_a_diamond_and_a_dependency_given_twice_are_no_circle() -> None:
    links = "ab ac bd cd ab"
    check_no_circle(Dependency(before, after, 0) for before, after in links.split())


def test_a_gap_below_0_days_is_refused() -> None:
    with pytest.raises(ValueError, match="less than 0 days"):
        Dependency("a", "b", -1)


def test_a_gap_typed_by_hand_that_passes_the_calendar_stops_at_its_end() -> None:
    facts = {"a": due(day(0)), "b": due(day(1))}

    found = knock_ons(facts, [Dependency("a", "b", 10_000_000)], ON)

    assert found["b"].finish.latest == date.max
    assert found["b"].push.days == 9_999_999


def test_a_chain_of_twenty_thousand_is_followed_to_its_end() -> None:
    facts = {number: due(day(0)) for number in range(20_000)}
    facts[0] = due(day(0), day(1))
    links = [Dependency(number, number + 1, 0) for number in range(19_999)]

    found = knock_ons(facts, links, ON)

    assert len(found) == 19_999
    assert (found[19_999].push.days, found[19_999].root) == (1, 0)


def test_a_circle_of_twenty_thousand_is_named_whole() -> None:
    links = [Dependency(number, (number + 1) % 20_000, 0) for number in range(20_000)]

    with pytest.raises(CircularDependency) as refusal:
        check_no_circle(links)

    assert refusal.value.keys == tuple(range(20_000))
