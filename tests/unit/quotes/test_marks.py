"""What a company may mark as confidential: with a reason and an end, of parts that are there."""

from __future__ import annotations

import pytest

from app.quotes.marks import (
    PRICES,
    Marked,
    answer_part,
    file_part,
    mark_faults,
    marks_of,
    moved,
)

NAMED = {PRICES: "Your price lines", file_part(7): "Your file Plan B.txt"}


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Marked(PRICES, "Our rates.", "2016"), []),
        (Marked(PRICES, " ", "2016"), [("reason", "Enter a reason for your price lines")]),
        (
            Marked(file_part(7), "Our plan.", ""),
            [("until", "Enter until when, for your file Plan B.txt")],
        ),
        (
            Marked(PRICES, "x" * 501, "x" * 201),
            [
                ("reason", "The reason for your price lines must be 500 characters or fewer"),
                ("until", "Until when, for your price lines, must be 200 characters or fewer"),
            ],
        ),
        (
            Marked(answer_part("gone"), "Why.", "2016"),
            [("is_marked", "This part is not in your quote any more")],
        ),
    ],
)
def test_a_mark_has_a_part_a_reason_and_an_end(mark: Marked, said: list[tuple[str, str]]) -> None:
    found = mark_faults([Marked(PRICES, "Our rates.", "2016"), mark], NAMED)
    assert [(fault.place, fault.field, fault.sentence) for fault in found] == [
        (1, field, sentence) for field, sentence in said
    ]


def test_marks_of_parts_that_are_gone_are_not_shown() -> None:
    kept, gone = Marked(PRICES, "a", "b"), Marked(file_part(9), "c", "d")
    assert marks_of([kept, gone], NAMED) == {PRICES: kept}


def test_in_a_copy_a_file_keeps_its_mark_under_its_new_id() -> None:
    marks = [Marked(PRICES, "a", "b"), Marked(file_part(7), "c", "d")]
    assert moved(marks, {7: 12}) == (marks[0], Marked(file_part(12), "c", "d"))
