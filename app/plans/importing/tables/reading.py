"""A plan read from tables, with what each set of headings means given."""

from collections.abc import Callable, Sequence
from datetime import date

from app.plans.importing.front import begins_footer, read_front
from app.plans.importing.grammar import ActionLines, PageLines, sort_lines
from app.plans.importing.headings import Block, Heading, heading_in
from app.plans.importing.lines import Line, Mark
from app.plans.importing.milestones import DatesContext, Milestones
from app.plans.importing.parts import ReadPlan, UnreadLine
from app.plans.importing.reading import plan_of
from app.plans.importing.rows import RowReader
from app.plans.importing.tables.assembling import Assembled, assemble
from app.plans.importing.tables.columns import Column
from app.plans.importing.tables.grid import Grid, TableFile, Words
from app.plans.importing.tables.headers import Head
from app.plans.importing.tables.opening import OpenedTables
from app.plans.importing.tables.places import Places

Mapping = Callable[[Head], Sequence[Column]]
MOST_LISTED = 50
"""Rows of a table without headings that are listed one by one."""


def read_opened(opened: OpenedTables, mapping: Mapping, said_on: date | None) -> ReadPlan:
    """Read every table by what its headings mean; a Word document without any, as a page."""
    places = Places()
    if not opened.tables:
        lines = _as_page(opened.file, places)
        return places.told(plan_of(sort_lines(lines), opened.file.unread, said_on))
    columns = {head.key: tuple(mapping(head)) for head in opened.heads}
    page = PageLines(front=_front(opened, places))
    period = read_front(list(page.front), {}, has_actions=True).period
    result = Assembled(places, DatesContext(said_on, period), page.actions, page.unread)
    for at, table in enumerate(opened.tables):
        is_first = at == 0
        _take_above(table.grid, at, result, is_first=is_first)
        assemble(table, columns[table.key], at, result)
    left_out = [*opened.file.unread, *(line for grid in opened.file.grids for line in grid.unread)]
    left_out += [line for grid in opened.without for line in _without_headings(grid)]
    _take_below(opened.file.below, page, left_out)
    return places.told(plan_of(page, left_out, said_on))


def _front(opened: OpenedTables, places: Places) -> list[Line]:
    """The words above the first table and above its headings, up to a heading of an action."""
    table = opened.tables[0]
    found: list[Line] = []
    for at, words in enumerate(table.grid.above, start=1):
        if _action_in(words):
            break
        found.append(_line(words, places.at(900, at, 0, f"Paragraph {at}")))
    for row in table.grid.rows[: max(table.header, 0)]:
        for column, cell in row.filled:
            line = places.at(0, row.number, column, table.grid.place(row.number, column))
            found += [Line(each, line) for each in cell.text.split("\n")]
    return found


def _take_above(grid: Grid, at: int, result: Assembled, *, is_first: bool) -> None:
    """Words between tables: an action that the next table belongs to, or nothing of the plan."""
    draft: ActionLines | None = None
    for count, words in enumerate(grid.above, start=1):
        place = f"Paragraph {count} above {grid.name}"
        line = result.places.at(900 if is_first else 100 + at, count, 0, place)
        heading = _action_in(words)
        if heading is not None:
            draft = ActionLines(heading.number, line, read=Milestones())
            result.drafts.append(draft)
            if heading.rest:
                draft.open(Block.ACTION).append(Line(heading.rest, line))
        elif draft is not None:
            draft.blocks.setdefault(Block.ACTION, []).append(Line(words.text, line))
        elif not is_first:
            result.unread.append(UnreadLine(line, words.text, "It stands between two tables."))
    result.open_draft = draft


def _take_below(below: list[Words], page: PageLines, left_out: list[UnreadLine]) -> None:
    for at, words in enumerate(below, start=1):
        if begins_footer(Line(words.text, at), is_at_an_end=True):
            page.footer.append(Line(words.text, at))
        else:
            place = f"Paragraph {at} below the last table"
            left_out.append(UnreadLine(0, words.text, "It stands after the last table.", place))


def _action_in(words: Words) -> Heading | None:
    heading = heading_in(words.text, is_marked=words.level > 0)
    return heading if heading is not None and heading.block is Block.ACTION else None


def _without_headings(grid: Grid) -> list[UnreadLine]:
    """A table without headings that are known: its rows as they are."""
    why = "The table has no row of headings that is known, so it was not read."
    rows = [row for row in grid.rows if row.filled]
    found = [
        UnreadLine(row.number, " | ".join(cell.text for _, cell in row.filled)[:500], why,
                   grid.place(row.number))
        for row in rows[:MOST_LISTED]
    ]  # fmt: skip
    if len(rows) > MOST_LISTED:
        words = f"{len(rows) - MOST_LISTED:,} further rows"
        found.append(UnreadLine(rows[MOST_LISTED].number, words, why, grid.name))
    return found


def _as_page(file: TableFile, places: Places) -> list[Line]:
    """A document as a stream of lines, its tables read as those of a web page are."""
    found: list[Line] = []
    for at, grid in enumerate(file.grids):
        for count, words in enumerate(grid.above, start=1):
            place = f"Paragraph {count} above {grid.name}"
            found.append(_line(words, places.at(100 + at, count, 0, place)))
        rows = RowReader()
        for row in grid.rows:
            cells = [
                [
                    Line(each, places.at(at, row.number, column, grid.place(row.number, column)))
                    for each in cell.text.split("\n")
                    if each
                ]
                for column, cell in enumerate(row.cells)
            ]
            found += rows.lines(cells)
    for count, words in enumerate(file.below, start=1):
        place = f"Paragraph {count}" + (" below the last table" if file.grids else "")
        found.append(_line(words, places.at(800, count, 0, place)))
    return found


def _line(words: Words, line: int) -> Line:
    if words.level == 1:
        return Line(words.text, line, Mark.TITLE, 1)
    return Line(words.text, line, Mark.HEADING if words.level else Mark.PLAIN, words.level)
