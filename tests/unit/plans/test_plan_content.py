"""The content of a plan as plain values: JSON there and back, and the chart's geometry."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from app.plans.chart import chart_of
from app.plans.content import (
    ActionContent,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    ProgressContent,
    ReadingContent,
    from_json,
    sha256_of,
    to_json,
)

DAY = date(2013, 12, 4)


def whole_plan() -> PlanContent:
    return PlanContent(
        plan_id=1,
        slug="example",
        title="Fàilte – 🙂",
        outcome="Heard.",
        on=DAY,
        period_start=date(2013, 4, 1),
        actions=(
            ActionContent(
                id=4,
                number=1,
                text="Listen",
                partners=("CPG", "CLD"),
                milestones=(
                    MilestoneContent(7, 1, "Review", "March 2014", "end March 2013", met_on=DAY),
                ),
                progress=(ProgressContent(DAY, "Begun.", "1st Review", True, 7),),
                measures=(
                    MeasureContent("Likes", readings=(ReadingContent(DAY, Decimal("4.5")),)),
                ),
            ),
        ),
    )


def test_a_plan_comes_back_from_its_json_as_it_went() -> None:
    assert from_json(to_json(whole_plan())) == whole_plan()


def test_equal_plans_have_equal_json_and_one_changed_word_changes_its_hash() -> None:
    changed = to_json(whole_plan()).replace("Listen", "Listens")
    assert to_json(whole_plan()) == to_json(whole_plan())
    assert sha256_of(changed) != sha256_of(to_json(whole_plan()))


def test_figures_stay_exact_and_words_stay_readable_in_json() -> None:
    text = to_json(whole_plan())
    assert '"value":"4.5"' in text
    assert "Fàilte – 🙂" in text


def test_a_field_that_an_older_edition_lacks_or_a_newer_one_adds_does_no_harm() -> None:
    plain = json.loads(to_json(whole_plan()))
    del plain["category"]
    plain["added later"] = 1
    assert from_json(json.dumps(plain)) == whole_plan()


@pytest.mark.parametrize("text", ["[]", "7", "{}", '{"plan_id": 1}', "not json"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_a_chart_needs_readings_of_two_days() -> None:
    one = [(DAY, Decimal(1))]
    assert chart_of("Likes", "", one) is None
    assert chart_of("Likes", "", [*one, (DAY, Decimal(2))]) is None


def test_a_chart_says_in_words_what_it_draws() -> None:
    chart = chart_of("Likes", "people", [(DAY, Decimal(100)), (date(2014, 12, 4), Decimal(1500))])
    assert chart is not None
    assert chart.title == "Likes over time"
    assert chart.description == (
        "2 readings: from 100 people on 4 December 2013 to 1,500 people on 4 December 2014."
    )
    assert chart.line.startswith("8.0,")
    assert chart.points[-1].x == "312.0"
    assert float(chart.points[-1].y) < float(chart.points[0].y)


def test_a_chart_of_equal_or_falling_figures_stays_on_the_drawing() -> None:
    for values in ((0, 0), (5, 5), (-5, 5), (9, -3)):
        days = (DAY, date(2014, 1, 1))
        readings = [(d, Decimal(v)) for d, v in zip(days, values, strict=True)]
        chart = chart_of("Change", "", readings)
        assert chart is not None
        assert all(26 <= float(point.y) <= 100 for point in chart.points)


def test_each_reading_shows_its_change_since_the_one_before() -> None:
    readings = tuple(ReadingContent(DAY, Decimal(v)) for v in (5, 8, 6))
    changes = [change for _, change in MeasureContent("Likes", readings=readings).changes]
    assert changes == [None, 3, -2]
