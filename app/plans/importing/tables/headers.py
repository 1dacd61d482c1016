"""The header row of each table, and the sets of headings that a file has."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.plans.importing.headings import is_only_a_heading
from app.plans.importing.tables.columns import LONGEST_HEADING, known, plain
from app.plans.importing.tables.grid import Grid, Merged, Row

LOOKED_AT = 30
"""Rows above which the header of a table stands, or it has none."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Head:
    """One set of headings: `key` tells it from others, whatever their case and marks.

    `headings` by column, "" where a column has none. `samples` are the first rows below.
    """

    key: str
    headings: tuple[str, ...]
    places: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Table:
    """A grid with its header: `first` is the index of the first row below it."""

    grid: Grid
    headings: tuple[str, ...]
    key: str
    header: int
    first: int


def key_of(headings: Sequence[str]) -> str:
    """The SHA-256 of a set of headings in their order, without case, marks and empty ones."""
    words = "\n".join(plain(each) or each.strip() for each in headings if each.strip())
    return hashlib.sha256(words.encode()).hexdigest()


def tables_in(
    grids: Sequence[Grid], named: Collection[str] = (), remembered: Collection[str] = ()
) -> tuple[list[Table], list[Grid]]:
    """The grids with a header, and those without one.

    `named` are headings that somebody named, `remembered` the keys of sets that are known. A
    table that has no header and as many columns as the one before it goes on with that one.
    Where no table has a known header, the first row of two cells or more is taken for one.
    """
    found: list[Table] = []
    left: list[Grid] = []
    wanted = {plain(each) or each.strip() for each in named}
    for grid in grids:
        table = _table(grid, wanted, remembered)
        if table is None and found and _goes_on(found[-1], grid):
            table = Table(grid, found[-1].headings, found[-1].key, -1, 0)
        if table is not None:
            found.append(table)
        else:
            left.append(grid)
    return found, left


def guessed(grids: Sequence[Grid]) -> tuple[list[Table], list[Grid]]:
    """The same where no header is known: the first row of two short cells or more is one."""
    for at, grid in enumerate(grids):
        for index, row in enumerate(grid.rows[:LOOKED_AT]):
            cells = [cell.text for _, cell in row.filled]
            if len(cells) > 1 and all(len(each) <= LONGEST_HEADING for each in cells):
                return [_made(grid, index)], [*grids[:at], *grids[at + 1 :]]
    return [], list(grids)


def heads_of(tables: Sequence[Table]) -> list[Head]:
    """The different sets of headings, each with where it stands and the first rows below."""
    found: dict[str, Head] = {}
    for table in tables:
        known_head = found.get(table.key)
        if known_head is None:
            rows = [row for row in table.grid.rows[table.first :] if row.filled][:SHOWN]
            width = len(table.headings)
            samples = tuple(
                tuple(cell.text for cell in row.cells[:width]) + ("",) * (width - len(row.cells))
                for row in rows
            )
            found[table.key] = Head(table.key, table.headings, (table.grid.name,), samples)
        else:
            found[table.key] = Head(
                table.key,
                known_head.headings,
                (*known_head.places, table.grid.name),
                known_head.samples,
            )
    return list(found.values())


def is_header(row: Row, headings: Sequence[str]) -> bool:
    """Whether a row repeats the headings."""
    said = [plain(cell.text) or cell.text for cell in row.cells]
    wanted = [plain(each) or each for each in headings]
    said += [""] * (len(wanted) - len(said))
    return any(wanted) and said[: len(wanted)] == wanted and not any(said[len(wanted) :])


def _has_labels(grid: Grid) -> bool:
    """Whether each row is a heading and its words, as the published page is: "Who | CPG"."""
    firsts = [row.filled[0][1].text for row in grid.rows[:LOOKED_AT] if 0 < len(row.filled) < 3]
    return sum(1 for each in firsts if is_only_a_heading(each)) > 1


def _table(grid: Grid, named: set[str], remembered: Collection[str]) -> Table | None:
    if _has_labels(grid):
        return None
    for index, row in enumerate(grid.rows[:LOOKED_AT]):
        cells = [cell.text for _, cell in row.filled]
        if len(cells) < 2:
            continue
        if key_of(cells) in remembered:
            return _made(grid, index)
        if any(len(each) > LONGEST_HEADING for each in cells):
            continue
        hits = sum(1 for each in cells if known(each) or (plain(each) or each.strip()) in named)
        if (hits > 1 and 2 * hits >= len(cells)) or (named and hits == len(cells)):
            return _made(grid, index)
    return None


def _made(grid: Grid, index: int) -> Table:
    headings = [cell.text.replace("\n", " ") for cell in grid.rows[index].cells]
    first = index + 1
    below = grid.rows[first] if first < len(grid.rows) else None
    if below is not None and _is_second_line(grid.rows[index], below):
        headings = _compound(grid.rows[index], below, headings)
        first += 1
    return Table(grid, tuple(headings), key_of(headings), index, first)


def _is_second_line(row: Row, below: Row) -> bool:
    """A header of two lines: one cell above stands over several below, the others go through."""
    spanned = {
        at + step
        for at, cell in enumerate(row.cells)
        if cell.text and cell.spans > 1
        for step in range(cell.spans)
    }
    if not spanned or len(spanned) == len(row.cells):
        return False
    said = {at for at, _ in below.filled}
    return bool(said) and said <= spanned and all(len(c.text) <= 40 for _, c in below.filled)


def _compound(row: Row, below: Row, headings: list[str]) -> list[str]:
    found = list(headings)
    over = ""
    for at, cell in enumerate(row.cells):
        over = cell.text if cell.merged is not Merged.LEFT else over
        under = below.cells[at].text if at < len(below.cells) else ""
        if under:
            found[at] = under if known(under) else f"{over} {under}".strip()
    return found


def _goes_on(before: Table, grid: Grid) -> bool:
    widths = {len(row.cells) for row in grid.rows if row.filled}
    is_in_word = not grid.letters
    return is_in_word and bool(widths) and max(widths) == len(before.headings)
