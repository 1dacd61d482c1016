"""Excel workbooks: the visible sheets as grids, with the words that a person sees in the cells."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from app.plans.importing.parts import UnreadLine
from app.plans.importing.tables.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefused,
    Grid,
    Merged,
    Row,
    TableFile,
    tidy_lines,
)

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SHEET = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
Marks = tuple[list[tuple[int, int, int, int]], dict[int, set[int]]]
"""Merged ranges, and the columns of formulas whose result is not stored, by row."""
MOST_MERGED = 5_000
NO_PLAN = "which no plan has."


def read_xlsx(content: bytes, name: str) -> TableFile:
    """Read a workbook that was looked at by `archive`. Raises FileRefused.

    Formulas are not worked out: their stored results are read. Hidden sheets are left out.
    """
    found = TableFile("xlsx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            # First, since the library walks through a whole sheet that does not tell its size.
            sheets = [each for each in archive.namelist() if _SHEET.search(each)]
            marks = {path: _marks(archive, path, name) for path in sheets}
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    why = "The sheet is hidden and was not read."
                    found.unread.append(UnreadLine(0, sheet.title, why, "The workbook"))
                    continue
                found.grids.append(_grid(sheet, marks.get(_path_of(sheet), ([], {})), name))
            found.unread += _notes(archive)
    except FileRefused:
        raise
    except Exception as fault:  # a damaged workbook makes the library raise anything
        raise FileRefused(f"{name} is damaged and cannot be read.") from fault
    return found


def _path_of(sheet: Any) -> str:
    return sheet._worksheet_path.lstrip("/")


def _grid(sheet: Any, marks: Marks, name: str) -> Grid:
    grid = Grid(f"Sheet “{sheet.title}”")
    merged, without_result = marks
    sheet.reset_dimensions()  # what a sheet says of its own size may be anything
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        words = [_words(cell, grid, number, at) for at, cell in enumerate(cells)]
        for at in sorted(without_result.get(number, ())):
            why = "A formula without a stored result. Open the file in Excel, save it, try again."
            grid.unread.append(UnreadLine(number, "=", why, grid.place(number, at)))
        while words and not words[-1]:
            words.pop()
        if not words:
            continue
        if number > MOST_ROWS:
            raise FileRefused(f"{name} has words beyond row {MOST_ROWS:,}, {NO_PLAN}")
        if len(words) > MOST_COLUMNS:
            raise FileRefused(f"{name} has more than {MOST_COLUMNS} columns, {NO_PLAN}")
        grid.rows.append(Row(number, [Cell(text) for text in words]))
    _merge(grid, merged)
    return grid


def _merge(grid: Grid, merged: list[tuple[int, int, int, int]]) -> None:
    """Say of each cell in a merged one what it continues."""
    rows = {row.number: row for row in grid.rows}
    for first_column, first_row, last_column, last_row in merged[:MOST_MERGED]:
        wide = min(last_column, MOST_COLUMNS) - first_column + 1
        for number in range(first_row, min(last_row, first_row + MOST_ROWS) + 1):
            row = rows.get(number)
            if row is None:
                continue
            row.cells += [Cell()] * (first_column - 1 + wide - len(row.cells))
            for column in range(first_column - 1, first_column - 1 + wide):
                is_first = column == first_column - 1
                if number == first_row and is_first:
                    row.cells[column] = Cell(row.cells[column].text, Merged.NO, wide)
                elif not row.cells[column].text:
                    row.cells[column] = Cell("", Merged.ABOVE if is_first else Merged.LEFT)


def _marks(archive: zipfile.ZipFile, path: str, file: str) -> Marks:
    """What the library does not tell of a sheet. Raises FileRefused for one that is too long."""
    merged: list[tuple[int, int, int, int]] = []
    without: dict[int, set[int]] = {}
    with archive.open(path) as part:
        for _event, tag in iterparse(part):
            name = tag.tag.rsplit("}", 1)[-1]
            if name == "mergeCell":
                left, top, right, bottom = range_boundaries(tag.get("ref") or "")
                if left and top and right and bottom:
                    merged.append((left, top, right, bottom))
            elif name == "c":
                parts = {each.tag.rsplit("}", 1)[-1]: each for each in tag}
                value = parts.get("v")
                if "f" in parts and (value is None or not value.text):
                    row, column = _address(tag.get("r") or "")
                    without.setdefault(row, set()).add(column)
            elif name == "row":
                if int(tag.get("r") or 0) > MOST_ROWS and any("".join(c.itertext()) for c in tag):
                    raise FileRefused(f"{file} has words beyond row {MOST_ROWS:,}, {NO_PLAN}")
                tag.clear()
    return merged, without


def _address(words: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(words)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _words(cell: Any, grid: Grid, row: int, column: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "e":
        why = "The cell holds an error instead of words."
        grid.unread.append(UnreadLine(row, str(value), why, grid.place(row, column)))
        return ""
    return tidy_lines(words_of(value, str(getattr(cell, "number_format", "") or "")))


def words_of(value: object, number_format: str) -> str:
    """The words that a person sees in a cell: "31 March 2014" of a typed date."""
    if isinstance(value, datetime | date):
        return _day_words(value, number_format)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        shown = value * 100 if "%" in number_format else value
        words = f"{shown:,.10g}" if abs(shown) < 1e15 else str(shown)
        plain = words if "," in number_format else words.replace(",", "")
        return f"{plain}%" if "%" in number_format else plain
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _day_words(day: date, number_format: str) -> str:
    """The day; or the month or year alone where that is all that the cell shows."""
    shown = _QUOTED.sub("", number_format.lower())
    month, year = MONTHS[day.month - 1], day.year
    if "d" not in shown and day.day == 1:
        if "m" in shown and "y" in shown:
            return f"{month} {year}"
        if "y" in shown and day.month == 1:
            return str(year)
    return f"{day.day} {month} {year}"


def _notes(archive: zipfile.ZipFile) -> Iterator[UnreadLine]:
    """Notes on cells, which have no place in a plan."""
    for path in archive.namelist():
        if not re.search(r"(?:^|/)comments?\d*\.xml$", path, re.IGNORECASE):
            continue
        with archive.open(path) as part:
            for _event, tag in iterparse(part):
                if tag.tag.rsplit("}", 1)[-1] == "comment":
                    words = " ".join("".join(tag.itertext()).split())
                    place = f"Note on cell {tag.get('ref')}"
                    yield UnreadLine(0, words[:500], "Notes on cells are not read.", place)
