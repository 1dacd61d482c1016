"""Tables of any file as one kind of grid: cells of words, and where each stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.plans.importing.parts import UnreadLine

MOST_COLUMNS = 60
MOST_ROWS = 20_000
LONGEST_CELL = 50_000


class FileRefused(ValueError):
    """A file that is not read at all; says why in a sentence for the person."""

    @property
    def sentence(self) -> str:
        """Why, in plain words."""
        return str(self)


class Merged(StrEnum):
    """What a cell continues, where it is part of a merged one."""

    NO = ""
    ABOVE = "above"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell, its lines parted by \\n; a merged one has them in its first cell.

    `spans` is the number of columns that it stands in.
    """

    text: str = ""
    merged: Merged = Merged.NO
    spans: int = 1


@dataclass(slots=True)
class Row:
    """One row with its number in the file, counted from 1."""

    number: int
    cells: list[Cell]

    @property
    def filled(self) -> list[tuple[int, Cell]]:
        """The cells that have words of their own, with their column from 0."""
        return [(at, cell) for at, cell in enumerate(self.cells) if cell.text]


@dataclass(slots=True)
class Grid:
    """One table or sheet. `unread` is what of it could not be read, each with its place.

    `above` are the words that stand between it and the table before it.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    above: list["Words"] = field(default_factory=list)
    letters: bool = True
    """Whether columns are called A, B, C (in a spreadsheet) or 1, 2, 3."""

    def place(self, row: int, column: int | None = None, heading: str = "") -> str:
        """Where a cell stands: "Sheet “Plan”, row 4, column C (When)"."""
        words = f"{self.name}, row {row}"
        if column is None:
            return words
        called = letters_of(column) if self.letters else str(column + 1)
        named = f" ({heading[:60]})" if heading else ""
        return f"{words}, column {called}{named}"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph outside tables. `level` is 1 for a title, 2 to 6 for headings, 0 for prose."""

    text: str
    level: int = 0


@dataclass(slots=True)
class TableFile:
    """Everything that a file with tables says. `below` are the words after the last table."""

    kind: str
    grids: list[Grid] = field(default_factory=list)
    below: list[Words] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)


def letters_of(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def tidy_lines(text: str) -> str:
    """A cell's words: single spaces, no empty lines, line ends alike."""
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_CELL]
