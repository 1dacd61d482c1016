"""What was understood is said back in plain English before it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from app.when import further_note, read_when, said_back

SAID_BACK: list[tuple[str, str]] = [
    ("by Q2 2013/14", "That is any day up to 30 September 2013."),
    ("end March 2013", "That is 21 to 31 March 2013."),
    ("March/April 2014", "That is 1 March to 30 April 2014."),
    ("Winter 2013", "That is 1 December 2013 to 28 February 2014."),
    ("11.01.11", "That is 11 January 2011."),
    ("From May 2011", "That is any day from 1 May 2011."),
    (
        "in Q1 2013",
        "That is 1 January to 31 March 2013. It could also be 1 April to 30 June 2013.",
    ),
    ("Ongoing", "That has no date. Say when to review it."),
    ("Monthly ongoing", "That recurs monthly. Say when to review it."),
    (
        "monthly from May 2014",
        "That recurs monthly, on any day from 1 May 2014. Say when to review it.",
    ),
    ("subject to funding", "That has no date. It waits for “funding”. Say when to review it."),
    (
        "In place by May 2014 after user workshops",
        "That is any day up to 31 May 2014. It waits for “user workshops”.",
    ),
    (
        "by March 2014, updated quarterly",
        "That is any day up to 31 March 2014. Then it recurs quarterly.",
    ),
    (
        "By May 2014 once funding is agreed",
        "That is any day up to 31 May 2014. It waits for “funding is agreed”.",
    ),
    ("March 2014 and ongoing", "That is 1 to 31 March 2014. Then it goes on."),
    ("Monthly after launch", "That recurs monthly. It waits for “launch”. Say when to review it."),
    ("every 6-8 weeks", "That recurs every 6 to 8 weeks. Say when to review it."),
    ("annually in March", "That recurs annually. Say when to review it."),
    ("at each meeting", "That recurs at every meeting. Say when to review it."),
    (
        "quarterly 2013/14",
        ("That recurs quarterly, from 1 April 2013 to 31 March 2014. Say when to review it."),
    ),
    (
        "FY14",
        "That could not be read as days. It may mean the financial year 2013/14 or 2014/15. "
        "Which is meant?",
    ),
    (
        "last week of March 2014",
        "That is 25 to 31 March 2014. It could also be 24 to 30 March 2014.",
    ),
    (
        "Ongoing, complete by March 2016",
        "That could not be read as days. It names a date, and also something that has none. "
        "Which of them is meant?",
    ),
    (
        "June 2014 meeting",
        "That is 1 to 30 June 2014. Say on which day it is, if that is known.",
    ),
    (
        "March and June 2014",
        "That is more than one date: March: 1 to 31 March 2014; June 2014: 1 to 30 June 2014. "
        "There are two dates in one place: make each a milestone of its own.",
    ),
    ("March", "That could not be read as days. No year was written. Which year is meant?"),
    (
        "31 February 2014",
        "That could not be read as days. There is no 31 February 2014. What day is meant?",
    ),
    (
        "banana",
        "That could not be read as days. "
        "This could not be read as a date. What day or month is meant?",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), SAID_BACK)
def test_a_date_is_said_back_in_words(words: str, sentence: str) -> None:
    assert said_back(read_when(words)) == sentence


def test_a_note_says_from_which_day_a_year_was_taken() -> None:
    when = read_when("August", said_on=date(2011, 6, 8))
    assert when.note == "No year was written: read as 2011, from the date it was said, 8 June 2011."
    assert said_back(when) == "That is 1 to 31 August 2011."


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("March 2014", ""),
        ("Ongoing", ""),
        ("Monthly", ""),
        ("by May 2014 after user workshops", ""),
        ("March 2014 (estimate)", "It is marked as an estimate."),
        ("Febuary 2014", "“Febuary” is read as February."),
        ("bi-monthly", "It may mean twice a month or every two months."),
        ("banana", ""),
        ("March 2014; June 2014", ""),
    ],
)
def test_no_sentence_of_the_note_is_said_twice(words: str, note: str) -> None:
    assert further_note(read_when(words)) == note
