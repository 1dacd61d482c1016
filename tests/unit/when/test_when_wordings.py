"""Every wording of the tables in `wordings/`, and what holds of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import edtf
import pytest

from app.when import When, read_when, said_back
from tests.unit.when.wordings import PLAN, SAID_ON, Wording, as_written, wordings

ALL = wordings()


def words_of(wording: Wording) -> str:
    return wording.words


@pytest.mark.parametrize("wording", ALL, ids=words_of)
def test_a_wording_means_what_its_table_says(wording: Wording) -> None:
    when = wording.read()
    assert as_written(when) == (
        wording.days,
        wording.precision,
        wording.kind,
        wording.others,
        wording.condition,
    )


def test_there_are_over_a_thousand_wordings_and_each_is_listed_once() -> None:
    assert len(ALL) > 1_000
    assert len({(each.words, each.against) for each in ALL}) == len(ALL)


def test_what_is_doubtful_or_not_read_always_says_why() -> None:
    silent = [
        each.words
        for each in ALL
        if not (when := each.read()).note and (when.ambiguous or not when.is_dated)
    ]
    assert silent == []


def test_every_wording_is_said_back_in_whole_sentences() -> None:
    for each in ALL:
        said = said_back(each.read())
        assert said[0].isupper() and said[-1] in ".?", (each.words, said)
        assert "  " not in said and "None" not in said and ".." not in said, (each.words, said)


def test_every_edtf_string_of_the_tables_is_valid_and_means_the_same_days() -> None:
    given = [(each.words, when) for each in ALL if (when := each.read()).edtf]
    assert len(given) > 400
    for words, when in given:
        parsed: Any = edtf.parse_edtf(when.edtf or "")
        assert _bounds(parsed, when) == (when.earliest, when.latest), (words, when.edtf)


def _bounds(parsed: Any, when: When) -> tuple[date | None, date | None]:
    """The days by the package itself; it has no days for an open end."""
    first, last = parsed.lower_strict(), parsed.upper_strict()
    return (
        date(first.tm_year, first.tm_mon, first.tm_mday) if when.earliest else None,
        date(last.tm_year, last.tm_mon, last.tm_mday) if when.latest else None,
    )


DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


@pytest.mark.parametrize("dash", DASHES)
def test_the_kind_of_dash_changes_no_day(dash: str) -> None:
    for each in ALL:
        plain = "".join("-" if letter in DASHES else letter for letter in each.words)
        other = "".join(dash if letter in DASHES else letter for letter in each.words)
        one = read_when(plain, said_on=SAID_ON, plan_period=PLAN)
        two = read_when(other, said_on=SAID_ON, plan_period=PLAN)
        assert as_written(one)[:4] == as_written(two)[:4], each.words


def test_capitals_and_wider_spaces_change_no_day() -> None:
    for each in ALL:
        wide = each.words.replace(" ", " \u00a0 ").upper()
        one = read_when(each.words, said_on=SAID_ON, plan_period=PLAN)
        two = read_when(f"\t{wide} ", said_on=SAID_ON, plan_period=PLAN)
        assert as_written(one)[:4] == as_written(two)[:4], each.words


@pytest.mark.parametrize("name", ["earliest", "latest"])
def test_a_year_later_every_yearless_wording_is_a_year_later(name: str) -> None:
    """Only the end of February may move by a day; weekdays fall elsewhere and are left out."""
    moved = 0
    for each in ALL:
        now = read_when(each.words, said_on=date(2013, 12, 4))
        then = read_when(each.words, said_on=date(2014, 12, 4))
        day, later = getattr(now, name), getattr(then, name)
        if "week" in now.precision or _names_a_weekday(each.words) or day == later:
            continue
        assert now.kind == then.kind, each.words
        assert later is not None and day is not None, each.words
        assert abs((later - day) - timedelta(days=365)) <= timedelta(days=1), each.words
        moved += 1
    assert moved > 40


def _names_a_weekday(words: str) -> bool:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return any(word.startswith(names) and "month" not in word for word in words.lower().split())
