"""Five half-yearly reviews of an invented group's plan, with every kind of move, in any format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Protocol

TITLE = "Halls and paths of Strathquill"
OUTCOME = "Everybody in Strathquill can meet indoors and walk outdoors, in any weather."
HALL = "The village hall will be repaired and opened for longer hours."
PATHS = "A study of the paths around the loch will be commissioned and its advice taken up."


@dataclass(frozen=True)
class Step:
    """One milestone as a review words it."""

    number: int
    text: str
    when: str
    state: str = ""

    @property
    def line(self) -> str:
        done = f" ({self.state.lower()})" if self.state else ""
        return f"{self.number}. {self.text} – {self.when}{done}"


@dataclass(frozen=True)
class Part:
    """One action as a review words it."""

    number: int
    text: str
    steps: tuple[Step, ...]
    progress: str


@dataclass(frozen=True)
class Review:
    """One edition: its name, its day and its actions."""

    name: str
    day: date
    parts: tuple[Part, ...]


def _steps(*lines: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(Step(at, *line) for at, line in enumerate(lines, 1))


REVIEWS = (
    Review(
        "1st Review",
        date(2012, 6, 1),
        (
            Part(1, HALL, _steps(
                ("Survey of the hall roof", "September 2012"),
                ("Repair the roof", "March 2013"),
                ("Train key holders", "June 2013"),
                ("Open in the evenings", "October 2013"),
            ), "A surveyor has been asked."),
            Part(2, PATHS, _steps(
                ("Path study", "December 2012"),
                ("Working party", "March 2013"),
                ("Waymarkers and benches", "Autumn 2013"),
                ("Keep the paths clear", "ongoing"),
            ), "A brief for the study was written."),
        ),
    ),
    Review(
        "2nd Review",
        date(2012, 12, 3),
        (
            Part(1, HALL, _steps(
                ("Survey of the hall roof", "September 2012", "Completed"),
                ("Repair the roof", "June 2013"),
                ("Open in the evenings", "Autumn 2013"),
            ), "The survey was received; the roof will cost more than thought."),
            Part(2, PATHS, _steps(
                ("Path study", "June 2013"),
                ("Working party", "TBC"),
                ("Waymarkers and benches", "Autumn 2013"),
                ("Keep the paths clear", "ongoing"),
            ), "Companies were invited, and nothing was received."),
        ),
    ),
    Review(
        "3rd Review",
        date(2013, 6, 3),
        (
            Part(1, HALL, _steps(
                ("Condition report on the hall roof", "September 2012", "Completed"),
                ("Repair the roof", "June 2013"),
                ("Train key holders", "December 2013"),
                ("Open in the evenings", "Autumn 2013"),
            ), "Slates were ordered."),
            Part(2, PATHS, _steps(
                ("Path study", "December 2013"),
                ("Working party", "TBC"),
                ("Waymarkers", "Autumn 2013"),
                ("Benches", "May 2014"),
                ("Keep the paths clear", "by March 2014"),
            ), "Companies were invited again."),
        ),
    ),
    Review(
        "4th Review",
        date(2013, 12, 2),
        (
            Part(1, PATHS, _steps(
                ("Path study", "March 2014"),
                ("Working party", "June 2014"),
                ("Waymarkers", "Autumn 2013", "Completed"),
                ("Benches", "April 2014"),
                ("Keep the paths clear", "by March 2014"),
            ), "Four quotes were received."),
            Part(2, HALL, _steps(
                ("Condition report on the hall roof", "September 2012", "Completed"),
                ("Repair the roof", "June 2013", "Completed"),
                ("Train key holders", "December 2013"),
                ("Open in the evenings", "February 2014"),
            ), "The roof holds."),
        ),
    ),
    Review(
        "5th Review",
        date(2014, 6, 2),
        (
            Part(1, PATHS, _steps(
                ("Path study", "ongoing"),
                ("Walkers’ forum", "June 2014"),
                ("Benches", "April 2014", "Completed"),
                ("Keep the paths clear", "by March 2014", "Completed"),
            ), "The study is awaited."),
            Part(2, HALL, _steps(
                ("Train key holders", "December 2013", "Completed"),
                ("Open in the evenings", "February 2014", "Completed"),
                ("Paint the hall", "September 2014"),
            ), "The hall is open on four evenings."),
        ),
    ),
)  # fmt: skip

WHO = "CPG, Hall Committee, Paths Society"
HEADINGS = ("No", "What we will do", "How", "By when", "Lead", "Status", "Progress to date")


def as_text(review: Review) -> bytes:
    """The review as a page of text."""
    lines = [f"{TITLE} – {review.name}", OUTCOME]
    for part in review.parts:
        lines += [f"Action {part.number}", part.text, "Who", WHO, "When"]
        lines += [step.line for step in part.steps]
        lines += ["Action Progress", part.progress]
    return "\n".join(lines).encode()


def as_html(review: Review) -> bytes:
    """The same as a saved web page."""
    parts = [f"<h1>{escape(TITLE)} – {review.name}</h1><p>{escape(OUTCOME)}</p>"]
    for part in review.parts:
        steps = "".join(f"<li>{escape(step.line.split('. ', 1)[1])}</li>" for step in part.steps)
        parts.append(
            f"<h2>Action {part.number}</h2><p>{escape(part.text)}</p>"
            f"<h3>Who</h3><p>{WHO}</p><h3>When</h3><ol>{steps}</ol>"
            f"<h3>Action Progress</h3><p>{escape(part.progress)}</p>"
        )
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()


def rows_of(review: Review) -> list[tuple[str, ...]]:
    """A row a step; the action's own words stand in the first of its rows."""
    found: list[tuple[str, ...]] = []
    for part in review.parts:
        for at, step in enumerate(part.steps):
            first = (str(part.number), part.text) if at == 0 else ("", "")
            rest = (WHO, step.state, part.progress) if at == 0 else ("", step.state, "")
            found.append((*first, step.text, step.when, *rest))
    return found


def as_csv(review: Review, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The same as a CSV file, with the title and the outcome above the table."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=delimiter)
    writer.writerows([[f"{TITLE} – {review.name}"], [OUTCOME], HEADINGS, *rows_of(review)])
    return kept.getvalue().encode(encoding)


def as_xlsx(review: Review) -> bytes:
    """The same as an Excel workbook, the action's cells merged over its steps."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in ([f"{TITLE} – {review.name}"], [OUTCOME], [], HEADINGS, *rows_of(review)):
        sheet.append(list(row))
    at = 5
    for part in review.parts:
        for column in ("A", "B", "E", "G"):
            sheet.merge_cells(f"{column}{at}:{column}{at + len(part.steps) - 1}")
        at += len(part.steps)
    return saved(book)


def as_docx(review: Review) -> bytes:
    """The same as a Word document with one table, the action's cells merged over its steps."""
    from docx import Document

    document = Document()
    document.add_heading(f"{TITLE} – {review.name}", 0)
    document.add_paragraph(OUTCOME)
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, *rows_of(review)):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    at = 1
    for part in review.parts:
        for column in (0, 1, 4, 6):
            table.cell(at, column).merge(table.cell(at + len(part.steps) - 1, column))
        at += len(part.steps)
    return saved(document)


class Saved(Protocol):
    """A document or workbook."""

    def save(self, to: io.BytesIO, /) -> object: ...


def saved(document: Saved) -> bytes:
    """The bytes of a document or workbook."""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


FORMATS: Sequence[tuple[str, Callable[[Review], bytes]]] = (
    (".txt", as_text),
    (".html", as_html),
    (".csv", as_csv),
    (".xlsx", as_xlsx),
    (".docx", as_docx),
)
