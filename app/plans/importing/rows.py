"""Table rows, of HTML or of text with pipes or tabs, turned into lines.

Four shapes are known: one column with headings as rows of their own; a heading cell and its
value beside it; headings across the top with one action a row; and any other row, whose cells
are one line of words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.plans.importing.headings import Block, heading_in, is_only_a_heading
from app.plans.importing.lines import KEPT, Line, Mark

Cell = Sequence[Line]

LONGEST_HEADING_CELL = 60
MOST_LINES_IN_A_JOINED_ROW = 12
NUMBER_FIRST = re.compile(r"(?:action\s*)?(\d{1,3})\s*(?:[.:)–—-]\s*|\s|$)(.*)", re.IGNORECASE)


class RowReader:
    """Reads one table's rows in order, and remembers what its headings showed of its shape."""

    def __init__(self) -> None:
        self._columns: list[Line] = []
        self._is_headed = False

    def lines(self, cells: Sequence[Cell]) -> list[Line]:
        """Give the lines that one row stands for, with its heading cells marked."""
        filled = [cell for cell in cells if cell]
        if filled and filled[0][0].is_kept:
            whole = KEPT.join(cell[0].text for cell in filled)
            return [replace(filled[0][0], text=whole)]
        if len(filled) > 1 and _are_column_headings(filled):
            self._columns = [cell[0] if cell else Line("", 0) for cell in cells]
            return []
        if self._columns and 1 < len(cells) <= len(self._columns):
            return self._under_columns(cells)
        if len(filled) < 2:
            return list(filled[0]) if filled else []
        if self._is_heading_cell(filled):
            self._is_headed = True
            heading = replace(filled[0][0], mark=Mark.HEADING, level=0)
            return [heading, *(line for cell in filled[1:] for line in cell)]
        return _joined(filled)

    def _is_heading_cell(self, filled: Sequence[Cell]) -> bool:
        first = filled[0]
        if len(first) != 1:
            return False
        short = len(first[0].text) <= LONGEST_HEADING_CELL
        return is_only_a_heading(first[0].text) or (self._is_headed and short and len(filled) == 2)

    def _under_columns(self, cells: Sequence[Cell]) -> list[Line]:
        """One action across: each cell goes under its column's heading."""
        found: list[Line] = []
        # A cell that spans rows is missing from the later ones, and it is the first that spans.
        columns = self._columns[len(self._columns) - len(cells) :]
        for column, cell in zip(columns, cells, strict=True):
            if not cell:
                continue
            heading = heading_in(column.text)
            if heading is not None and heading.block is Block.ACTION:
                found += _numbered_action(cell)
            else:
                found += [replace(column, mark=Mark.HEADING, level=0, line=cell[0].line), *cell]
        return found


def _are_column_headings(filled: Sequence[Cell]) -> bool:
    if any(len(cell) != 1 or not is_only_a_heading(cell[0].text) for cell in filled):
        return False
    headings = [heading_in(cell[0].text) for cell in filled]
    blocks = {heading.block for heading in headings if heading and heading.number is None}
    return len(blocks) == len(filled)


def _numbered_action(cell: Cell) -> list[Line]:
    first = cell[0]
    numbered = NUMBER_FIRST.fullmatch(first.text)
    if numbered is None:
        return [Line("Action", first.line, Mark.HEADING), *cell]
    rest = [replace(first, text=numbered[2])] if numbered[2] else []
    return [Line(f"Action {numbered[1]}", first.line, Mark.HEADING), *rest, *cell[1:]]


def _joined(filled: Sequence[Cell]) -> list[Line]:
    """Any other row. Cells of a layout table keep their lines; short cells become one line."""
    every = [line for cell in filled for line in cell]
    if len(every) > MOST_LINES_IN_A_JOINED_ROW or any(
        line.mark in (Mark.HEADING, Mark.TITLE) or heading_in(line.text) for line in every
    ):
        return every
    words = " | ".join(" ".join(line.text for line in cell) for cell in filled)
    return [replace(filled[0][0], text=words)]
