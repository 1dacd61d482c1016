"""The quick engine says what the plain rules say, whatever the dates and dependencies are."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.slippage import (
    Days,
    Dependency,
    Facts,
    State,
    Thresholds,
    knock_ons,
    standing,
    whole_position,
)
from tests.unit.slippage import plain_rules
from tests.unit.slippage.test_slippage_properties import all_facts, days_of_the_plan, moved, spans

LIMITS = Thresholds(green=0, amber=31)
webs = st.tuples(
    st.lists(all_facts, min_size=2, max_size=9),
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 300)),
        max_size=16,
    ),
).map(
    lambda drawn: (
        dict(enumerate(drawn[0])),
        [
            Dependency(min(one, other), max(one, other), gap)
            for one, other, gap in drawn[1]
            if one != other
        ],
    )
)
Web = tuple[dict[int, Facts], list[Dependency[int]]]


@given(all_facts, days_of_the_plan)
def test_a_standing_counts_as_the_plain_rules_do(facts: Facts, on: date) -> None:
    found, finish = standing(facts, on), plain_rules.effective_finish(facts, on)

    if finish is None:
        assert found.state is State.WITHDRAWN
        return
    assert found.effective in (finish, None)
    assert found.slip_first_days == plain_rules.slip(finish, facts.baseline)
    assert found.slip_agreed_days == plain_rules.slip(finish, facts.agreed)
    assert found.certainty is plain_rules.certainty(finish, facts.baseline)
    assert found.certainty_agreed is plain_rules.certainty(finish, facts.agreed)


@given(webs, days_of_the_plan)
def test_every_push_is_that_of_the_plain_rule(web: Web, on: date) -> None:
    facts, links = web

    found = knock_ons(facts, links, on)

    plain = plain_rules.pushes(facts, links, on)
    assert {key: (each.days_definite, each.days_possible) for key, each in found.items()} == plain


@given(webs, days_of_the_plan)
def test_the_whole_is_the_sum_of_each(web: Web, on: date) -> None:
    facts, links = web

    standings, pushed = whole_position(facts, links, on, LIMITS)

    assert standings == {key: standing(each, on, LIMITS) for key, each in facts.items()}
    assert pushed == knock_ons(facts, links, on)


@given(webs, days_of_the_plan, st.integers(-3000, 3000))
def test_moving_the_whole_web_by_the_same_days_moves_no_push(web: Web, on: date, by: int) -> None:
    facts, links = web
    step = timedelta(days=by)

    there = knock_ons({key: moved(each, step) for key, each in facts.items()}, links, on + step)

    here = knock_ons(facts, links, on)
    assert {key: (each.push, each.cause, each.root) for key, each in there.items()} == {
        key: (each.push, each.cause, each.root) for key, each in here.items()
    }


@given(webs, days_of_the_plan, spans, st.integers(0, 8), st.integers(1, 400))
def test_a_later_forecast_never_reduces_a_push(
    web: Web, on: date, forecast: Days, which: int, later: int
) -> None:
    facts, links = web
    key = which % len(facts)
    old = facts[key]
    expected = Facts(old.baseline, old.agreed, forecast, withdrawn=old.withdrawn)
    worse = moved(Facts(None, None, forecast), timedelta(days=later)).forecast
    postponed = Facts(old.baseline, old.agreed, worse, withdrawn=old.withdrawn)

    before = knock_ons({**facts, key: expected}, links, on)
    after = knock_ons({**facts, key: postponed}, links, on)

    # Its own push may shrink, since it is late by itself now; nothing behind it gets better.
    for other, each in before.items():
        if other == key:
            continue
        assert after[other].days_definite >= each.days_definite
        assert after[other].days_possible >= each.days_possible
        assert after[other].last >= each.last
