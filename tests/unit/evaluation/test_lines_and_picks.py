"""Price lines like for like, and the companies and the order that somebody asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules.lines import line_up, options_net
from app.evaluation.rules.picks import BY_RANK, Picks, Placed, arranged, read_picks
from app.quotes.rules import PricedLine, totals


def line(description: str, pence: int, quantity: str = "1") -> PricedLine:
    return PricedLine(description, Decimal(quantity), pence, 20)


def test_lines_of_the_same_words_stand_in_one_row_and_gaps_stay_empty() -> None:
    rows = line_up(
        ["Fieldwork", "Option: a film"],
        [
            [line("fieldwork ", 600_000), line("Travel", 5_000)],
            [line("Option – a film!", 90_000), line("Fieldwork.", 1_000, "2.5")],
        ],
    )
    assert [(row.words, row.is_asked, row.is_option) for row in rows] == [
        ("Fieldwork", True, False),
        ("Option: a film", True, True),
        ("Travel", False, False),
    ]
    assert [[row.net_of(place) for place in (0, 1)] for row in rows] == [
        [600_000, 2_500],
        [None, 90_000],
        [5_000, None],
    ]
    assert [row.is_of_all for row in rows] == [True, False, False]
    assert [options_net(rows, place) for place in (0, 1)] == [0, 90_000]


def test_what_is_priced_twice_in_one_quote_is_added_and_both_lines_are_kept() -> None:
    rows = line_up([], [[line("Visit", 1_000), line("visit", 2_000)], [line("Visit", 500)]])
    assert [(row.net_of(0), row.net_of(1), len(row.cells[0])) for row in rows] == [(3_000, 500, 2)]


def test_words_that_differ_are_never_guessed_to_be_the_same() -> None:
    rows = line_up([], [[line("Report", 1)], [line("Reports", 1)]])
    assert [row.words for row in rows] == ["Report", "Reports"]


LINES = st.lists(
    st.builds(
        PricedLine,
        st.sampled_from(["Fieldwork", "fieldwork", "Report", "Travel, by rail", "Gàidhlig", "–"]),
        st.decimals("0.01", "100", places=2),
        st.integers(0, 10**8),
        st.sampled_from([0, 5, 20]),
    ),
    max_size=8,
)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_the_rows_of_a_quote_add_up_to_its_total_to_the_penny(
    quotes: list[list[PricedLine]],
) -> None:
    rows = line_up(["Report", "Nobody prices this"], quotes)
    for place, lines in enumerate(quotes):
        assert sum(row.net_of(place) or 0 for row in rows) == totals(lines).net_pence
        assert sum(len(row.cells[place]) for row in rows) == len(lines)


NOON = datetime(2013, 12, 1, 12, tzinfo=UTC)


def placed(number: int, company: str, pence: int, rank: int | None, points: int | None) -> Placed:
    criteria = {7: None if points is None else Fraction(points)}
    return Placed(number, company, pence, NOON - timedelta(hours=number), rank, criteria)


QUOTES = [
    placed(1, "Beta", 900, 2, 30),
    placed(2, "Alpha", 700, 3, None),
    placed(3, "Delta", 800, 1, 10),
    placed(4, "Gamma", 1_000, None, 40),
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("rank", (3, 1, 2, 4)),
        ("name", (2, 1, 3, 4)),
        ("price", (2, 3, 1, 4)),
        ("received", (4, 3, 2, 1)),
        ("criterion-7", (4, 1, 3, 2)),
        ("", (3, 1, 2, 4)),
    ],
)
def test_companies_stand_in_the_order_asked_for(sort: str, order: tuple[int, ...]) -> None:
    assert arranged(QUOTES, Picks(sort=sort), BY_RANK).order == order


def test_the_pinned_company_comes_first_and_is_one_of_every_two() -> None:
    found = arranged(QUOTES, Picks(pinned=2, two=1), BY_RANK)
    assert found.order == (2, 3, 1, 4)
    assert (found.pair, found.before, found.after) == ((2, 1), 0, 2)


@pytest.mark.parametrize(
    ("two", "pair", "before", "after"),
    [
        (0, (3, 1), None, 2),
        (1, (3, 1), None, 2),
        (2, (2, 4), 0, None),
        (99, (2, 4), 0, None),
    ],
)
def test_a_small_screen_shows_two_after_two(
    two: int, pair: tuple[int, ...], before: int | None, after: int | None
) -> None:
    found = arranged(QUOTES, Picks(two=two), BY_RANK)
    assert (found.pair, found.before, found.after) == (pair, before, after)


def test_only_the_chosen_are_shown_and_a_pinned_one_always() -> None:
    assert arranged(QUOTES, Picks(frozenset({1, 4})), BY_RANK).order == (1, 4)
    assert arranged(QUOTES, Picks(frozenset({1, 4}), pinned=3), BY_RANK).order == (3, 1, 4)


def test_what_is_not_there_changes_nothing() -> None:
    picks = read_picks(["99", "²", "-1", "x" * 99], "nobody", "by colour", "-5", ["rank", "name"])
    assert arranged(QUOTES, picks, BY_RANK).order == (3, 1, 2, 4)
    assert arranged([], picks, BY_RANK).pair == ()
