"""Writing cells of a workbook: words that stay words, formulas, headings, widths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.comparison.texts import keepable

POUNDS = "#,##0.00"
DAY = "d mmmm yyyy"
_HEAD = PatternFill("solid", fgColor="FFDDE9EA")
_LINE = 15.0
"""Height of a line of words, in points: not every program makes room by itself."""
_HIGHEST = 409.0
"""The height in points that a row can have."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")


class Formula(str):
    """A formula of ours; everything else that is text stays text, whatever it begins with."""

    __slots__ = ()


def put(sheet: Worksheet, row: int, column: int, value: Any, form: str = "") -> None:
    """Write one cell. Rows and columns count from 1; None leaves the cell empty."""
    if value is None:
        return
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.value = keepable(value)
        cell.data_type = "s"  # openpyxl takes what begins with “=” for a formula
        cell.quotePrefix = True
        cell.alignment = _WRAPPED
    else:
        cell.value = str(value) if isinstance(value, Formula) else value
    if form:
        cell.number_format = form


def put_row(sheet: Worksheet, row: int, values: Iterable[Any]) -> None:
    """Write a row from its first column."""
    for column, value in enumerate(values, 1):
        put(sheet, row, column, value)


def put_head(sheet: Worksheet, row: int, words: Sequence[str], widths: Sequence[float]) -> None:
    """Write the headings of a table, repeat them on paper, and keep them in view."""
    put_row(sheet, row, words)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column in range(1, len(words) + 1):
        cell: Any = sheet.cell(row, column)
        cell.font, cell.fill = Font(name="Calibri", size=11, bold=True), _HEAD
    lines = [_lines(each, width) for each, width in zip(words, widths, strict=True)]
    sheet.row_dimensions[row].height = _LINE * max(lines, default=1)
    sheet.freeze_panes = f"B{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    on_paper(sheet)


def make_room(sheet: Worksheet, head: int) -> None:
    """Make the rows below the headings as high as their words need, within what is possible."""
    widths = [
        sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(sheet.max_column)
    ]
    for row in range(head + 1, sheet.max_row + 1):
        cells: list[Any] = list(sheet[row])
        words = zip(cells, widths, strict=True)
        lines = [_lines(cell.value, width) for cell, width in words if cell.data_type == "s"]
        if (most := max(lines, default=1)) > 1:
            sheet.row_dimensions[row].height = min(_HIGHEST, _LINE * most)


def _lines(words: str, width: float) -> int:
    """How many lines words take in a column, rather too many than too few."""
    return sum(max(1, ceil(len(line) * 1.3 / width)) for line in words.split("\n"))


def spread(sheet: Worksheet, row: int, *, last: int, height: float) -> None:
    """Let the first cell of a row take the room of all up to `last`; its height is in points."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    sheet.row_dimensions[row].height = height


def on_paper(sheet: Worksheet) -> None:
    """A4 landscape, as many pages down as it takes, one across."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def at(column: int, row: int, *, fixed: str = "") -> str:
    """A cell's address; `fixed` "row" or "both" puts the signs that keep it while copied."""
    letter = get_column_letter(column)
    if fixed == "both":
        return f"${letter}${row}"
    return f"{letter}${row}" if fixed == "row" else f"{letter}{row}"
