"""CSV files: any delimiter, any of the usual encodings, quoted cells with line breaks."""

import csv
import io
from collections.abc import Iterator

from app.plans.importing.decoding import MOST_CHARACTERS, decode
from app.plans.importing.tables.columns import known
from app.plans.importing.tables.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefused,
    Grid,
    Row,
    TableFile,
    tidy_lines,
)

DELIMITERS = ",;\t|"
LOOKED_AT = 50


def read_csv(content: bytes, name: str) -> TableFile:
    """Read a CSV file as one grid. Raises FileRefused."""
    text = decode(content).removeprefix("\ufeff")
    if "\0" in text:
        raise FileRefused(f"{name} is not what its name says: it is not text.")
    if len(text) > 4 * MOST_CHARACTERS:
        raise FileRefused(f"{name} is longer than any plan.")
    delimiter, text = _delimiter(text)
    grid = Grid("The file", letters=True)
    try:
        for cells in _reader(text, delimiter):
            _add(grid, cells, name)
    except csv.Error as fault:
        raise FileRefused(f"{name} cannot be read as a table: {fault}.") from fault
    return TableFile("csv", [grid])


def _add(grid: Grid, cells: list[str], name: str) -> None:
    number = len(grid.rows) + 1
    if number > MOST_ROWS:
        raise FileRefused(f"{name} has more than {MOST_ROWS:,} rows, which no plan has.")
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise FileRefused(f"{name} has more than {MOST_COLUMNS} columns, which no plan has.")
    grid.rows.append(Row(number, [Cell(tidy_lines(cell)) for cell in cells]))


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without Excel's own line that names it ("sep=;")."""
    first, _, rest = text.partition("\n")
    named = first.strip()
    if len(named) == 5 and named.lower().startswith("sep=") and named[4] in DELIMITERS:
        return named[4], rest
    return max(DELIMITERS, key=lambda one: _fit(text, one)), text


def _fit(text: str, delimiter: str) -> tuple[int, int, int]:
    """How many known headings a row has; how many rows have as many cells; and how many cells."""
    counts: dict[int, int] = {}
    headings = 0
    try:
        for at, cells in enumerate(_reader(text[:200_000], delimiter)):
            if at >= LOOKED_AT:
                break
            counts[len(cells)] = counts.get(len(cells), 0) + 1
            if len(cells) > 1:
                headings = max(headings, sum(1 for each in cells if known(each)))
    except csv.Error:
        return 0, 0, 0
    several = {width: count for width, count in counts.items() if width > 1}
    if not several:
        return 0, 0, 0
    width = max(several, key=lambda each: (several[each], each))
    return headings, several[width], width


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
