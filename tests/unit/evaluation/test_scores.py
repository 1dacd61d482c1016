"""The SHA-256 of what a member hands in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.rules import digest_of_scores

Row = tuple[int, int, int | None, str]

ROWS: list[Row] = [(1, 1, 3, "Clear."), (1, 2, None, ""), (2, 1, 0, "No method.")]
NONCE = "00"


def test_it_is_the_sha_256_of_the_nonce_and_the_rows_as_json() -> None:
    """Worked out with `printf '["00", [1, 1, 3, "Clear."]]' | sha256sum`."""
    expected = "314d93565f941472ea7048eee16e9a5d8b4a7824370b50a43fcd6a3fd85133a4"
    assert digest_of_scores(NONCE, ROWS[:1]) == expected


@given(st.permutations(ROWS))
def test_the_order_of_the_rows_does_not_matter(rows: list[Row]) -> None:
    assert digest_of_scores(NONCE, rows) == digest_of_scores(NONCE, ROWS)


def test_whatever_is_changed_changes_it() -> None:
    others: list[list[Row]] = [
        ROWS[:2],
        [*ROWS, (2, 2, 3, "")],
        [(1, 1, 2, "Clear."), *ROWS[1:]],
        [(1, 1, 3, "Clear!"), *ROWS[1:]],
        [(1, 3, 3, "Clear."), *ROWS[1:]],
        [ROWS[0], (1, 2, 0, ""), ROWS[2]],
    ]
    found = {digest_of_scores(NONCE, rows) for rows in others}
    assert len(found) == len(others)
    assert digest_of_scores(NONCE, ROWS) not in found
    assert digest_of_scores("01", ROWS) != digest_of_scores(NONCE, ROWS)
