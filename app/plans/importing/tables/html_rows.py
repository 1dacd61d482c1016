"""The tables of a saved web page whose columns have headings, as grids."""

from collections.abc import Iterator

from bs4.element import Tag

from app.plans.importing.decoding import clean, decode
from app.plans.importing.html_lines import lines_of
from app.plans.importing.html_page import article_of
from app.plans.importing.tables.columns import Column, known
from app.plans.importing.tables.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefused,
    Grid,
    Merged,
    Row,
    TableFile,
    Words,
    tidy_lines,
)
from app.plans.importing.tables.headers import LOOKED_AT

HTML_ENDINGS = (".html", ".htm")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
HAS_WORDS = frozenset({"p", "li", "dt", "dd", "caption", "blockquote", "pre", *HEADINGS})


def read_html_tables(content: bytes, name: str) -> TableFile | None:
    """The tables of a page and the words between them; None where it is no plan in a table.

    A page in the published form, action after action, is no such page, and neither is one of
    which no table has a heading for the date and one for what is to be done. Raises FileRefused.
    """
    article = article_of(clean(decode(content)))
    if article is None:
        return None
    found, waiting = TableFile("html"), list[Words]()
    for tag in article.find_all(True):
        if tag.find_parent("table"):
            continue
        if tag.name == "table":
            found.grids.append(_grid(tag, f"Table {len(found.grids) + 1}", name, waiting))
            waiting = []
        elif tag.name in HAS_WORDS and not tag.find("table"):
            level = HEADINGS.get(tag.name, 0)
            waiting += [Words(line.text, level) for line in lines_of(tag)]
    found.below = waiting
    return found if any(_is_plan(grid) for grid in found.grids) else None


def _is_plan(grid: Grid) -> bool:
    """Whether a row near the top has a heading for the date and one for what is to be done."""
    for row in grid.rows[:LOOKED_AT]:
        said = {known(cell.text) for _, cell in row.filled}
        if Column.WHEN in said and said & {Column.ACTION, Column.MILESTONE}:
            return True
    return False


def _grid(table: Tag, called: str, name: str, above: list[Words]) -> Grid:
    grid = Grid(called, above=above, letters=False)
    going_down: dict[int, int] = {}
    for number, row in enumerate(_own(table, "tr"), start=1):
        if number > MOST_ROWS:
            raise FileRefused(f"{name} has more than {MOST_ROWS:,} rows, which no plan has.")
        cells: list[Cell] = []
        for tag in _own(row, "td", "th"):
            _go_down(cells, going_down)
            wide, deep = _count(tag, "colspan"), _count(tag, "rowspan")
            going_down.update({len(cells) + at: deep - 1 for at in range(wide)})
            words = tidy_lines("\n".join(line.text for line in lines_of(tag)))
            cells += [Cell(words, spans=wide), *[Cell("", Merged.LEFT)] * (wide - 1)]
            if len(cells) > MOST_COLUMNS:
                raise FileRefused(
                    f"{name} has more than {MOST_COLUMNS} columns, which no plan has."
                )
        _go_down(cells, going_down)
        grid.rows.append(Row(number, cells))
    return grid


def _go_down(cells: list[Cell], going_down: dict[int, int]) -> None:
    """The cells that one of a row above goes on in, at the place that has been reached."""
    while going_down.get(len(cells), 0) > 0:
        going_down[len(cells)] -= 1
        cells.append(Cell("", Merged.ABOVE))


def _own(parent: Tag, *names: str) -> Iterator[Tag]:
    """A table's rows or a row's cells, and none of a table inside."""
    holder = "table" if "tr" in names else "tr"
    for tag in parent.find_all(names):
        if tag.find_parent(holder) is parent:
            yield tag


def _count(tag: Tag, name: str) -> int:
    """A span as written, within what a plan may have."""
    value = str(tag.get(name) or "")[:6].strip()
    number = int(value) if value.isascii() and value.isdigit() else 1
    return max(1, min(number, MOST_COLUMNS + 1))
