"""What holds of slippage whatever the dates are."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.slippage import (
    Certainty,
    Days,
    Dependency,
    Facts,
    Rating,
    State,
    days_late_words,
    knock_ons,
    standing,
)

days_of_the_plan = st.dates(date(2010, 1, 1), date(2020, 12, 31))
spans = st.tuples(days_of_the_plan, st.integers(0, 400)).map(
    lambda drawn: Days(drawn[0], drawn[0] + timedelta(days=drawn[1]))
)
opened = st.tuples(spans, st.booleans(), st.booleans()).map(
    lambda drawn: Days(
        None if drawn[1] else drawn[0].earliest, None if drawn[2] else drawn[0].latest
    )
)
optional_days = st.none() | spans | opened
all_facts = st.builds(
    Facts,
    baseline=optional_days,
    agreed=optional_days,
    forecast=optional_days,
    actual=st.none() | days_of_the_plan,
    received=st.none() | days_of_the_plan,
    proposed=optional_days,
    withdrawn=st.booleans(),
)


def moved_day(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day + by


def moved_days(days: Days | None, by: timedelta) -> Days | None:
    return None if days is None else Days(moved_day(days.earliest, by), moved_day(days.latest, by))


def moved(facts: Facts, by: timedelta) -> Facts:
    return Facts(
        moved_days(facts.baseline, by),
        moved_days(facts.agreed, by),
        moved_days(facts.forecast, by),
        moved_day(facts.actual, by),
        moved_day(facts.received, by),
        moved_days(facts.proposed, by),
        facts.withdrawn,
    )


@given(all_facts, days_of_the_plan, st.integers(-3000, 3000))
def test_moving_every_date_by_the_same_days_changes_nothing(
    facts: Facts, on: date, number: int
) -> None:
    by = timedelta(days=number)
    before = standing(facts, on)

    after = standing(moved(facts, by), on + by)

    assert after == before._replace(effective=moved_days(before.effective, by))


@given(spans, spans, spans, days_of_the_plan, st.integers(0, 500))
def test_a_later_forecast_never_reduces_a_slip(
    baseline: Days, agreed: Days, forecast: Days, on: date, number: int
) -> None:
    facts = Facts(baseline, agreed, forecast)
    later = replace(facts, forecast=moved_days(forecast, timedelta(days=number)))
    before, after = standing(facts, on), standing(later, on)

    assert before.slip_first_days is not None
    assert after.slip_first_days is not None
    assert after.slip_first_days >= before.slip_first_days
    assert (after.certainty is Certainty.DEFINITE) >= (before.certainty is Certainty.DEFINITE)


@given(all_facts, days_of_the_plan)
def test_a_slip_lies_inside_its_interval(facts: Facts, on: date) -> None:
    found = standing(facts, on)

    for slip, interval in [
        (found.slip_first_days, found.slip_first_interval),
        (found.slip_agreed_days, found.slip_agreed_interval),
    ]:
        if interval is not None:
            assert slip is not None
            assert interval[0] <= slip <= interval[1]


@given(all_facts, days_of_the_plan)
def test_certainty_agrees_with_the_days(facts: Facts, on: date) -> None:
    found = standing(facts, on)
    slip, interval = found.slip_first_days, found.slip_first_interval

    if found.certainty is Certainty.DEFINITE:
        assert slip is not None
        assert slip > 0
        assert interval is None or interval[0] > 0
    if found.certainty is Certainty.POSSIBLE and interval is not None:
        assert interval[0] <= 0 < interval[1]
    if found.certainty is Certainty.NONE and slip is not None:
        assert slip <= 0


@given(all_facts, days_of_the_plan)
def test_green_is_never_late_or_undated(facts: Facts, on: date) -> None:
    found = standing(facts, on)

    if Rating.GREEN in (found.rating_first, found.rating_agreed):
        assert found.state not in (State.UNDATED, State.WITHDRAWN)
    if found.rating_first is Rating.GREEN:
        assert found.slip_first_days is not None
        assert found.slip_first_days <= 0
        assert "days late" not in days_late_words(found)


@given(spans, optional_days, optional_days, days_of_the_plan)
def test_waiting_a_day_never_reduces_what_is_not_met(
    baseline: Days, agreed: Days | None, forecast: Days | None, on: date
) -> None:
    facts = Facts(baseline, agreed, forecast)
    today = standing(facts, on).slip_first_days
    tomorrow = standing(facts, on + timedelta(days=1)).slip_first_days
    assume(today is not None)

    assert today is not None
    assert tomorrow is not None
    assert tomorrow >= today


@given(
    st.lists(st.tuples(spans, st.none() | spans), min_size=2, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 200)), max_size=12),
    days_of_the_plan,
)
def test_another_dependency_never_reduces_a_push(
    dates: list[tuple[Days, Days | None]], drawn: list[tuple[int, int, int]], on: date
) -> None:
    facts = {key: Facts(agreed, agreed, forecast) for key, (agreed, forecast) in enumerate(dates)}
    links = [Dependency(before, after, gap) for before, after, gap in drawn if before < after]
    fewer, all_of_them = knock_ons(facts, links[:-1], on), knock_ons(facts, links, on)

    for key, knock_on in fewer.items():
        assert all_of_them[key].push.days_definite >= knock_on.push.days_definite
        assert all_of_them[key].push.days_possible >= knock_on.push.days_possible


@given(
    st.lists(st.tuples(spans, st.none() | spans), min_size=3, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 200)), max_size=12),
    days_of_the_plan,
)
def test_every_knock_on_has_a_cause_that_it_waits_for_and_a_root_that_leads_to_it(
    dates: list[tuple[Days, Days | None]], drawn: list[tuple[int, int, int]], on: date
) -> None:
    facts = {key: Facts(agreed, agreed, forecast) for key, (agreed, forecast) in enumerate(dates)}
    links = [Dependency(before, after, gap) for before, after, gap in drawn if before < after]
    found = knock_ons(facts, links, on)

    for key, knock_on in found.items():
        assert (knock_on.cause, key) in {(link.before, link.after) for link in links}
        led_from = knock_on.cause
        while led_from != knock_on.root:
            led_from = found[led_from].cause
