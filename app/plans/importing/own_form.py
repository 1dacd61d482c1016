"""What the tracker's own editions write, read back exactly: kept lines, struck dates, notes.

A line that begins with an unseen sign (`KEPT`) stands for nothing but its words: it is no heading,
no bullet, no footer. Within it the sign parts what would otherwise have to be guessed. Editions
use it only where their words would be taken for something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.plans.importing.lines import KEPT, Line
from app.plans.importing.parts import ReadMeasure, Reported
from app.when import read_when

NO_DATE = "no date"
NOT_STATED = "not stated"
FIRST_DATE = "first date: "
MEASURE_HEADS = ("Measure", "Figure", "Day")

_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_MET = re.compile(rf", met on ({_DAY})$")
_REVIEW_BY = re.compile(rf", to be reviewed by ({_DAY})$")
_STRUCK = re.compile(rf"~~(?:{FIRST_DATE})?([^~]+)~~\s*")
_NUMBER = re.compile(r"(\d{1,3})\.(?: |$)")
_REPORTED = re.compile(rf"\s*\[Reported ({_DAY})(?:, ([^\n]*))?\]$")
_IMPRINT = re.compile(rf"This page was published on {_DAY} as edition \d+ .*SHA-256 ")
_FIGURE = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)(?: (.*))?")


@dataclass(frozen=True, slots=True)
class Notes:
    """A milestone's line without what the tracker adds to it, and what it added."""

    words: str
    struck: str = ""
    met_on: date | None = None
    review_by: date | None = None


def notes_of(line: str) -> Notes:
    """Part a milestone's words from its struck first date, the day it was met, the review."""
    words, reviewed = _ending(line, _REVIEW_BY)
    words, met = _ending(words, _MET)
    struck = _STRUCK.search(words)
    if struck:  # of several, the first was first
        words = _STRUCK.sub("", words).rstrip()
    return Notes(words, struck[1].strip() if struck else "", met, reviewed)


def _ending(words: str, pattern: re.Pattern[str]) -> tuple[str, date | None]:
    found = pattern.search(words)
    day = read_when(found[1]).latest if found else None
    return (words[: found.start()], day) if found and day else (words, None)


def kept_parts(words: str) -> tuple[int | None, str, str]:
    """A kept milestone's number, its text and what stands behind its dash."""
    marker = _NUMBER.match(words)
    text, _, rest = words[marker.end() if marker else 0 :].partition(KEPT)
    return int(marker[1]) if marker else None, without_dash(text), rest


def without_dash(text: str) -> str:
    """A kept line's first part, without the dash that leads to the second."""
    return "" if text == "–" else text.removesuffix(" –")


def without_strikes(words: str) -> str:
    """Words outside *When*, where nothing stands for a struck date."""
    return words.replace("~~", "")


def entries_in(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], tuple[Reported | None, ...]]:
    """The entries of *Action Progress*, and the day and source of each that says them.

    A note ends an entry, of however many paragraphs; without one each paragraph is an entry.
    """
    texts: list[str] = []
    notes: list[Reported | None] = []
    begun = 0
    for paragraph in paragraphs:
        found = _REPORTED.search(paragraph)
        day = read_when(found[1]).latest if found else None
        if found is None or day is None:
            texts.append(paragraph)
            notes.append(None)
            continue
        last = paragraph[: found.start()].strip()
        texts[begun:] = ["\n".join(each for each in (*texts[begun:], last) if each)]
        notes[begun:] = [Reported(day, found[2] or "")]
        begun = len(texts)
    return tuple(texts), tuple(notes)


def measure_rows(lines: Sequence[Line]) -> tuple[list[ReadMeasure] | None, list[Line]]:
    """The rows of the tracker's own table of measures, None where there is none; and the rest."""
    rows: list[ReadMeasure] | None = None
    rest: list[Line] = []
    for line in lines:
        cells = [cell.removesuffix(" |") for cell in line.text.split(KEPT)] if line.is_kept else []
        if tuple(cells) == MEASURE_HEADS:
            rows = rows or []
        elif rows is not None and (row := _measure(cells, line)) is not None:
            rows.append(row)
        else:
            rest.append(line)
    return rows, rest


def _measure(cells: list[str], line: Line) -> ReadMeasure | None:
    if len(cells) not in (3, 4):
        return None
    name, *note, written, said = cells
    figure = _FIGURE.fullmatch(written)
    day = read_when(said.removeprefix("by ")).latest
    if figure is None or day is None:
        return None
    return ReadMeasure(
        name=name,
        value=Decimal(figure[1].replace(",", "")),
        unit=figure[2] or "",
        day=None if said.startswith("by ") else day,
        qualifier=None,
        note=note[0][1:-1] if note else None,
        line=line.line,
        sentence=" ".join(cells),
        by_day=day if said.startswith("by ") else None,
    )


def is_imprint(line: str) -> bool:
    """Whether a line is what the tracker says of an edition as such."""
    return _IMPRINT.match(line) is not None
