"""Every phrase of the project's own list, and every date on the plan as it was published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.when import DayRange, read_when, split_trailing_when, when_as_json

GIVEN = Path(__file__).parents[4] / "shared" / "data"
# The list gives these days for 2011 without naming the meeting of that winter.
MEETING_OF_THE_COMPOUND = "2010-11-19"
DOUBTFUL = {
    "2014-16", "in Q1 2013", "by summer 2013", "During 2012-13", "June update",
    "no progress until next year",
    "Mid Feb for initial engagement. March Board for presentation",
}  # fmt: skip
PLAN = DayRange(date(2013, 4, 1), date(2016, 3, 31))


@dataclass(frozen=True)
class Listed:
    phrase: str
    expected: dict[str, str | None]
    said_on: date | None


def _listed() -> list[Listed]:
    path = GIVEN / "when-phrases.json"
    if not path.is_file():
        return []
    found: list[Listed] = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        said = entry.get("said_on")
        if entry["precision"] == "two-milestones":
            said = said or MEETING_OF_THE_COMPOUND
        keys = ("earliest", "latest", "precision", "kind")
        said_on = date.fromisoformat(said) if said else None
        found.append(Listed(entry["phrase"], {key: entry[key] for key in keys}, said_on))
    return found


@pytest.mark.skipif(not _listed(), reason="the list of phrases is not beside this repository")
def test_every_listed_phrase_has_the_days_that_the_list_gives() -> None:
    wrong: list[str] = []
    for listed in _listed():
        when = when_as_json(read_when(listed.phrase, said_on=listed.said_on))
        if {key: when[key] for key in listed.expected} != listed.expected:
            wrong.append(f"{listed.phrase}: {when}, not {listed.expected}")
    assert wrong == []
    assert len(_listed()) >= 39


@pytest.mark.skipif(not _listed(), reason="the list of phrases is not beside this repository")
def test_the_listed_phrases_that_are_to_be_asked_about_are_ambiguous_and_no_others() -> None:
    ambiguous = {
        each.phrase for each in _listed() if read_when(each.phrase, said_on=each.said_on).ambiguous
    }
    assert ambiguous == DOUBTFUL


@pytest.mark.skipif(
    not (GIVEN / "first-review.txt").is_file(),
    reason="the published page is not beside this repository",
)
def test_every_date_of_the_published_plan_is_read() -> None:
    page = (GIVEN / "first-review.txt").read_text(encoding="utf-8")
    cells = [line for line in page.splitlines() if line.startswith("1. ")]
    lines = [piece for cell in cells for piece in _numbered(cell)]
    found = [split_trailing_when(line, plan_period=PLAN) for line in lines]
    assert [each[1].raw if each else None for each in found] == [
        "Sept 2013", "March 2014", "May 2014", "June 2014", "2014-16",
        "March 2014", "June 2014", "September 2014", "2014-16",
    ]  # fmt: skip
    assert [each[1].latest for each in found if each] == [
        date(2013, 9, 30), date(2014, 3, 31), date(2014, 5, 31), date(2014, 6, 30),
        date(2016, 12, 31), date(2014, 3, 31), date(2014, 6, 30), date(2014, 9, 30),
        date(2016, 12, 31),
    ]  # fmt: skip


def _numbered(cell: str) -> list[str]:
    """The cell's lines, cut at "1. ", "2. " …"""
    pieces: list[str] = []
    for number in range(9, 0, -1):
        cell, mark, piece = cell.rpartition(f"{number}. ")
        if mark:
            pieces.insert(0, piece.rstrip(" |"))
        else:
            cell = piece
    return pieces
