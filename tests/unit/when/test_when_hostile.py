"""Nothing that can be typed or imported makes the reader fail, or work without end.

Work is counted, not timed: how often the grammar looks at a token before it has its answer.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.when import DayRange, read_when, said_back, split_trailing_when
from app.when.cell_rules import cell
from app.when.cursor import Cursor
from app.when.open_words import RATES, UNDATED
from app.when.reader import LONGEST
from app.when.tokens import tokenise
from app.when.vocabulary import ABOUT, AFTERWORDS, CONDITIONS, FRAMES, LEADS, PARTS, TERMS
from tests.unit.when.wordings import wordings

MILLION = 1_000_000
DAYS = st.one_of(st.none(), st.sampled_from([date.min, date.max]), st.dates())
NUMBERS = st.one_of(
    st.integers(0, 10**40).map(str), st.sampled_from(["0", "00", "0000", "9999", "1899", "2200"])
)
# Every word that the grammar knows, and every word of the tables of wordings.
BOOKS = (ABOUT, AFTERWORDS, CONDITIONS, FRAMES, LEADS, PARTS, TERMS, RATES, UNDATED)
KNOWN = sorted(
    {word for book in BOOKS for phrase in book.phrases for word in phrase.split()}
    | {word for wording in wordings() for word in wording.words.split()}
)
PIECES = st.one_of(
    st.sampled_from(KNOWN), NUMBERS, st.sampled_from("( ) / - – , . ; : ' “ ” & [ ]".split())
)
ANYTHING = st.one_of(
    st.text(max_size=600),
    st.text(st.characters(codec=None), max_size=80),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
)


class Counted(Cursor):
    """A cursor that counts how often it is looked at."""

    looks = 0

    def peek(self, ahead: int = 0):
        Counted.looks += 1
        return super().peek(ahead)


def looks(words: str) -> int:
    """How many tokens the grammar looks at before it has its answer."""
    Counted.looks = 0
    cell(Counted(tokenise(words)))
    return Counted.looks


@given(ANYTHING, DAYS, DAYS)
def test_anything_is_answered_and_kept(
    words: str, said_on: date | None, start: date | None
) -> None:
    when = read_when(words, said_on=said_on, plan_period=DayRange(start, None))
    assert when.raw == words
    assert said_back(when).endswith((".", "?"))
    for kept in (when.condition, when.label):
        assert kept is None or kept in words
    if when.ambiguous and when.is_dated and when.readings:
        assert when.readings[0] == when.days
    found = split_trailing_when(words, said_on=said_on, plan_period=DayRange(start, None))
    assert found is None or words.startswith(found[0])


@pytest.mark.parametrize(
    "words",
    [
        "March 2014 " * (MILLION // 11),
        "(" * MILLION,
        "((((((" * 40 + "March 2014" + "))))))" * 40,
        "1" * MILLION,
        "1/" * (MILLION // 2),
        " " * MILLION,
        "\x00" * MILLION,
        "\ud800" * MILLION,
        "\u0301" * MILLION,
        "é" * MILLION,
        "and " * (MILLION // 4),
        "March 2014" + " " * MILLION,
    ],
    ids=lambda words: f"{len(words)} × {words[:2]!r}",
)
def test_a_million_characters_are_answered_at_once_and_kept(words: str) -> None:
    assert len(words) > LONGEST
    when = read_when(words)
    assert when.kind == "unread" and when.raw == words and not when.is_dated
    assert split_trailing_when(words) is None


@pytest.mark.parametrize(
    "words", ["\ud800 March 2014", "March\x002014", "March 2014\udfff", "\x00"]
)
def test_half_a_character_and_nothing_at_all_are_no_part_of_a_date(words: str) -> None:
    assert read_when(words).kind == "unread"


@pytest.mark.parametrize(
    "words",
    ["31/12/9999", "1/1/0000", "0000", "9999", "March 0000", "March 9999", "by 31 December 9999",
     "0/0/0", "2014-99", "9999/00", "within 99 years", "Year 99", f"{10**60}", f"Q1 {10**30}",
     f"every {10**30} weeks", "99 March 2014", "0 March 2014", "1st 0 2014", "Q0 0000"],
)  # fmt: skip
def test_a_number_beyond_all_plans_is_no_date(words: str) -> None:
    for said_on in (None, date.min, date.max):
        plan = DayRange(date(1, 1, 1), date.max)
        assert not read_when(words, said_on=said_on, plan_period=plan).is_dated


def test_no_wording_of_the_tables_costs_over_ten_times_march_2014() -> None:
    plain = looks("March 2014")
    dear = {each.words: looks(each.words) for each in wordings()}
    assert {words for words, count in dear.items() if count > 10 * plain} == set()


@given(st.lists(PIECES, min_size=1, max_size=200).map(lambda words: " ".join(words)[:LONGEST]))
def test_no_300_characters_cost_over_twenty_times_march_2014(words: str) -> None:
    assert looks(words) <= 20 * looks("March 2014")


@pytest.mark.parametrize(
    "piece",
    ["may-", "1/", "(", "mid to ", "after x ", "May, ", "every ", "a ", "a) ", "x: ", "survey ",
     "last ", "year 1 ", "within 1 ", "5pm ", "first Monday of ", "2014-16 ", "March 2014; "],
)  # fmt: skip
def test_twice_the_words_are_no_more_than_twice_the_work(piece: str) -> None:
    assert looks(piece * 2_000) <= 2 * looks(piece * 1_000) + 100


@pytest.mark.parametrize("piece", ["May, ", "2014-16 ", "1st ", "a 3 March 2014 ", "to ", "x "])
def test_a_line_twice_as_long_is_cut_with_the_same_work(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.when.reader.Cursor", Counted)
    work: list[int] = []
    for length in (1_000, 2_000):
        Counted.looks = 0
        split_trailing_when((piece * 2_000)[:length])
        work.append(Counted.looks)
    assert 0 < work[1] <= work[0] + 2 * looks("March 2014")
    assert work[1] <= 200 * looks("March 2014")
