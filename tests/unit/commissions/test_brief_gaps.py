"""What keeps a brief from being issued, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.commissions.rules import (
    Gap,
    Part,
    Prepared,
    Progress,
    deadline_fault,
    few_invited_fault,
    gaps,
    progress_of,
    weights_fault,
)

NOW = datetime(2013, 12, 4, 10, 0, tzinfo=UTC)
READY = Prepared(
    background="Why.",
    wanted="What.",
    price_weight=40,
    weights=[40, 20],
    quote_deadline=NOW + timedelta(days=14),
    deadline_day=date(2013, 12, 18),
    delivery_written="March 2014",
    delivery_latest=date(2014, 3, 31),
)


def test_a_brief_with_everything_has_no_gap() -> None:
    assert gaps(READY, NOW) == []


@pytest.mark.parametrize(
    ("change", "part", "sentence"),
    [
        ({"background": " \n"}, Part.ABOUT, "Write the background."),
        ({"wanted": ""}, Part.ABOUT, "Write what work is wanted."),
        ({"quote_deadline": None}, Part.TERMS, "Set the deadline for quotes."),
        (
            {"quote_deadline": NOW},
            Part.TERMS,
            "The deadline for quotes must be in the future.",
        ),
        ({"delivery_written": ""}, Part.TERMS, "Say when the work must be delivered."),
        (
            {"delivery_latest": date(2013, 12, 17)},
            Part.TERMS,
            "The work must be due after the deadline for quotes.",
        ),
        (
            {"price_weight": 0, "weights": []},
            Part.CRITERIA,
            "Set the criteria and the weight of the price.",
        ),
        (
            {"price_weight": 35},
            Part.CRITERIA,
            "The weights total 95. The criteria and the price must total 100.",
        ),
    ],
)
def test_each_gap_names_its_part_and_what_to_do(
    change: dict[str, Any], part: Part, sentence: str
) -> None:
    assert gaps(replace(READY, **change), NOW) == [Gap(part, sentence)]


def test_a_delivery_date_that_is_not_read_is_asked_about_in_its_own_words() -> None:
    found = gaps(replace(READY, delivery_written="when ready", delivery_latest=None), NOW)
    assert [gap.part for gap in found] == [Part.TERMS]
    assert found[0].sentence.startswith("“when ready” could not be read as a date.")


def test_price_alone_may_weigh_everything() -> None:
    assert gaps(replace(READY, price_weight=100, weights=[]), NOW) == []


def test_an_empty_brief_lists_every_gap_at_once() -> None:
    empty = Prepared("", "", 0, [], None, None, "", None)
    assert len(gaps(empty, NOW)) == 5


@pytest.mark.parametrize(
    ("price", "weights", "total"),
    [(40, [40, 15], 95), (0, [], 0), (100, [1], 101), (0, [50, 49], 99)],
)
def test_weights_that_do_not_total_100_are_told_with_their_total(
    price: int, weights: list[int], total: int
) -> None:
    told = f"The weights total {total}. The criteria and the price must total 100."
    assert weights_fault(price, weights) == told


def test_weights_of_100_have_no_fault() -> None:
    assert weights_fault(40, [35, 25]) is None


@pytest.mark.parametrize(
    ("ahead", "is_good"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), False),
        (timedelta(seconds=1), True),
        (timedelta(days=731), True),
        (timedelta(days=732), False),
    ],
)
def test_a_deadline_lies_ahead_but_within_two_years(ahead: timedelta, is_good: bool) -> None:
    assert (deadline_fault(NOW + ahead, NOW) is None) is is_good


@pytest.mark.parametrize(
    ("invited", "reason", "sentence"),
    [
        (0, "None wanted it.", "Invite at least one company."),
        (2, "  ", "Say why fewer than 3 companies are invited."),
        (2, "Only two do this work.", None),
        (3, "", None),
    ],
)
def test_fewer_than_three_invited_needs_a_reason(
    invited: int, reason: str, sentence: str | None
) -> None:
    assert few_invited_fault(invited, reason) == sentence


@pytest.mark.parametrize(
    ("is_begun", "is_needed", "lacking", "progress"),
    [
        (False, True, [], Progress.NOT_STARTED),
        (False, False, [], Progress.OPTIONAL),
        (True, True, [Gap(Part.TERMS, "Set the deadline for quotes.")], Progress.INCOMPLETE),
        (True, True, [Gap(Part.ABOUT, "Write the background.")], Progress.COMPLETED),
    ],
)
def test_a_part_is_complete_when_it_is_begun_and_lacks_nothing_of_its_own(
    is_begun: bool, is_needed: bool, lacking: list[Gap], progress: Progress
) -> None:
    assert progress_of(Part.TERMS, is_begun, is_needed, lacking) is progress
