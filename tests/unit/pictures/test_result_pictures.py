"""Pictures of a result: all of it within, nothing over another, and a table with the same facts."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pictures import (
    Earned,
    Picture,
    Placed,
    Standing,
    price_against_quality,
    ranks_against_weight,
    stacked,
)
from app.pictures.measure import key_of, round_ticks
from tests.unit.pictures.drawn import room_of

KEYS = [("P", "Price, of 40"), ("1", "Method, of 40"), ("2", "Experience, of 20")]


def is_sound(picture: Picture) -> None:
    rooms = [room_of(words) for words in picture.words]
    for room in rooms:
        assert room.left >= 0
        assert room.right <= picture.width + 0.01
        assert room.top >= 0
        assert room.foot <= picture.height
    for one, other in combinations(rooms, 2):
        assert not one.overlaps(other)
    assert all(len(row) == len(picture.table.head) for row in picture.table.rows)


def test_a_bar_has_a_part_for_each_criterion_as_long_as_its_points() -> None:
    row = Earned("Example Research Ltd", "77.00", ((32, "32.00"), (30, "30.00"), (15, "15.00")))
    picture = stacked("Points", KEYS, [row])
    assert picture is not None
    assert [shape.kind for shape in picture.shapes] == ["part white", "part pale", "part deep"]
    assert picture.table.head[1:3] == ("P: Price, of 40", "1: Method, of 40"), "as in the picture"
    assert picture.table.rows == (("Example Research Ltd", "32.00", "30.00", "15.00", "77.00"),)
    is_sound(picture)


def test_a_part_without_points_is_not_drawn_and_stays_in_the_table() -> None:
    row = Earned("A", "30.00", ((0, "0.00"), (30, "30.00"), (0, "0.00")))
    picture = stacked("Points", KEYS, [row])
    assert picture is not None
    assert len(picture.shapes) == 1
    assert picture.table.rows[0][1] == "0.00"


POINTS = st.floats(0, 33)


@given(st.lists(st.tuples(st.text(max_size=60), POINTS, POINTS, POINTS), min_size=1, max_size=8))
def test_bars_of_any_points_and_names_lie_within(
    rows: list[tuple[str, float, float, float]],
) -> None:
    earned = [
        Earned(name, f"{sum(of):.2f}", tuple((each, f"{each:.2f}") for each in of))
        for name, *of in rows
    ]
    picture = stacked("Points", KEYS, earned)
    assert picture is not None
    is_sound(picture)


@given(
    st.lists(st.tuples(st.floats(0, 10**8), st.floats(0, 100)), min_size=1, max_size=30),
    st.floats(0, 100),
)
def test_marks_of_any_price_and_quality_lie_within_and_words_apart(
    places: list[tuple[float, float]], most: float
) -> None:
    quotes = [
        Placed("Example", price, f"£{price:,.2f}", min(quality, most), f"{quality:.2f}")
        for price, quality in places
    ]
    picture = price_against_quality("Price against quality", most, quotes)
    assert picture is not None
    assert len(picture.table.rows) == len(places)
    is_sound(picture)


@pytest.mark.parametrize("most", [20, 50, 60, 100])
def test_the_marks_of_the_best_the_cheapest_and_the_dearest_bear_their_keys(most: int) -> None:
    places = [(8_000, most), (12_000, most), (20_000, most), (0, most), (20_000, 0), (0, 0)]
    quotes = [Placed("Example", price, f"£{price}", points, "") for price, points in places]
    picture = price_against_quality("Price against quality", most, quotes)
    assert picture is not None
    keys = [words.words for words in picture.words if words.is_strong and words.y < 250]
    assert keys == list("ABCDEF")
    is_sound(picture)


def test_ranks_change_places_in_the_picture_where_they_do_in_the_table() -> None:
    stands = [
        Standing(0, 55.5, "0", "about 55.56", {0: 1, 1: 2}),
        Standing(55.5, 100, "about 55.56", "100", {0: 2, 1: 1}),
    ]
    picture = ranks_against_weight("Ranks", "Weight", 40, ["Good Ltd", "Cheap Ltd"], stands)
    assert picture is not None
    assert picture.table.rows == (
        ("Good Ltd", "A", "1 from 0 to about 55.56; 2 from about 55.56 to 100"),
        ("Cheap Ltd", "B", "2 from 0 to about 55.56; 1 from about 55.56 to 100"),
    )
    first, second = (line.d for line in picture.lines if line.kind in ("agreed", "forecast"))
    assert first != second
    is_sound(picture)


@pytest.mark.parametrize("now", [0, 5, 40, 95, 100])
@given(st.lists(st.permutations(list(range(12))), min_size=1, max_size=5))
def test_ranks_of_many_lie_within(now: int, orders: list[list[int]]) -> None:
    edges = [100 * n / len(orders) for n in range(len(orders) + 1)]
    stands = [
        Standing(
            edges[n], edges[n + 1], "", "", {place: rank + 1 for place, rank in enumerate(order)}
        )
        for n, order in enumerate(orders)
    ]
    names = [f"Specimen Studio {n}" for n in range(12)]
    picture = ranks_against_weight("Ranks", "Weight of the price", now, names, stands)
    assert picture is not None
    assert "The first 8 of 12 are drawn: the table has all." in [w.words for w in picture.words]
    assert [row[1] for row in picture.table.rows] == [*"ABCDEFGH", *["not drawn"] * 4]
    is_sound(picture)


def test_nothing_is_drawn_of_nothing() -> None:
    assert stacked("Points", KEYS, []) is None
    assert price_against_quality("Price", 60, []) is None
    assert ranks_against_weight("Ranks", "Weight", 40, [], []) is None


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(1, 5), (60, 5), (99.9, 5), (11_800, 5), (0.3, 5), (10**8, 5)],
)
def test_ticks_are_round_and_reach_the_most(most: float, ticks: int) -> None:
    found = round_ticks(most, ticks)
    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= ticks + 1


def test_keys_go_on_after_z() -> None:
    assert [key_of(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
