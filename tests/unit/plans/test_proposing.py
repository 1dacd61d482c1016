"""What a written cell proposes, as plain values."""

from __future__ import annotations

from datetime import date

import pytest

from app.plans.importing import read_page
from app.plans.proposing import (
    ProposedMilestone,
    cells_to_ask,
    proposed_milestones,
    with_split_cells,
)
from app.when import When, read_when
from tests.factories.pages import PAGE

SAID_ON = date(2013, 12, 4)


def read(words: str) -> When:
    return read_when(words, said_on=SAID_ON)


def proposed(words: str) -> list[tuple[str, str]]:
    return [(each.text, each.words) for each in proposed_milestones("Hall", read(words), read)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("March 2014", [("Hall", "March 2014")]),
        ("by May 2014 after workshops", [("Hall", "by May 2014 after workshops")]),
        ("March and June 2014", [("Hall", "March"), ("Hall", "June 2014")]),
        ("March and June 2015", [("Hall", "March 2015"), ("Hall", "June 2015")]),
        ("March and June", [("Hall", "March"), ("Hall", "June")]),
        (
            "Draft by March 2014, final by June 2014",
            [("Hall: Draft", "by March 2014"), ("Hall: final", "by June 2014")],
        ),
        (
            "Mid Feb for initial engagement. March Board for presentation",
            [
                ("Hall: initial engagement", "Mid Feb for initial engagement"),
                ("Hall: presentation", "March Board for presentation"),
            ],
        ),
        # Which May is meant is asked first.
        ("Brief: May. Report: June 2015", [("Hall", "Brief: May. Report: June 2015")]),
        ("1) March 2014 2) June 2014", [("Hall", "1) March 2014"), ("Hall", "2) June 2014")]),
    ],
)
def test_each_date_of_a_cell_proposes_a_milestone(
    words: str, expected: list[tuple[str, str]]
) -> None:
    assert proposed(words) == expected


def test_each_proposed_date_means_by_itself_what_it_meant_in_the_cell() -> None:
    for words in ("March and June 2014", "Nov 2014, Feb", "Brief: May 2014. Report: June 2015"):
        cell = read(words)
        found = proposed_milestones("Hall", cell, read)
        assert [each.when.days for each in found] == [part.days for part in cell.parts], words
        assert [read(each.words).days for each in found] == [each.when.days for each in found]


def test_a_page_whose_dates_are_plain_asks_nothing() -> None:
    assert cells_to_ask(read_page(PAGE, said_on=SAID_ON), SAID_ON) == []


def test_a_split_cell_keeps_its_number_and_the_others_take_the_next_free_ones() -> None:
    page = read_page(PAGE, said_on=SAID_ON)
    parts = [
        ProposedMilestone(f"Part {at}", words, read(words))
        for at, words in enumerate(("May 2014", "June 2014", "July 2014"), 1)
    ]
    split = with_split_cells(page, {(1, 2): parts})
    assert [
        (each.number, each.text, each.when_written) for each in split.actions[0].milestones
    ] == [
        (1, "Find an editor", "Sept 2013"),
        (2, "Part 1", "May 2014"),
        (4, "Part 2", "June 2014"),
        (5, "Part 3", "July 2014"),
        (3, "Keep it going", "2014-16"),
    ]
    assert split.actions[1] == page.actions[1] and split.fingerprint == page.fingerprint
