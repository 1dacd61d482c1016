"""Word documents: their tables as grids, and the paragraphs between them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document

from app.plans.importing.parts import UnreadLine
from app.plans.importing.tables.docx_words import Lists, W, words_of
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

_HOLDERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"})
MOST_PARAGRAPHS = 20_000


def read_docx(content: bytes, name: str) -> TableFile:
    """Read a document that was looked at by `archive`. Raises FileRefused."""
    try:
        document: Any = Document(BytesIO(content))
        return _Reader(document, name).read()
    except FileRefused:
        raise
    except Exception as fault:  # a damaged document makes the library raise anything
        raise FileRefused(f"{name} is damaged and cannot be read.") from fault


class _Reader:
    """Walks the document's body once, in order."""

    def __init__(self, document: Any, name: str) -> None:
        self._document = document
        self._name = name
        self._lists = Lists(document)
        self._levels = _heading_levels(document)
        self._waiting: list[Words] = []
        self._paragraphs = 0
        self.found = TableFile("docx")

    def read(self) -> TableFile:
        """Read tables and paragraphs, and list what stands outside the body."""
        for block in blocks_of(self._document.element.body):
            if block.tag == f"{W}tbl":
                grid = self._grid(block)
                grid.above, self._waiting = self._waiting, []
                self.found.grids.append(grid)
            else:
                self._waiting += self._words(block)
        self.found.below = self._waiting
        self.found.unread += self._outside()
        return self.found

    def _words(self, paragraph: Any) -> list[Words]:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise FileRefused(f"{self._name} is longer than any plan.")
        level = self._levels.get(_style_of(paragraph), 0)
        text = tidy_lines(self._lists.mark(paragraph) + words_of(paragraph))
        return [Words(line, level) for line in text.split("\n") if line]

    def _grid(self, table: Any) -> Grid:
        grid = Grid(f"Table {len(self.found.grids) + 1}", letters=False)
        rows = [each for each in inside(table, f"{W}tr") if not _is_deleted(each)]
        if len(rows) > MOST_ROWS:
            raise FileRefused(f"{self._name} has more than {MOST_ROWS:,} rows, which no plan has.")
        for number, row in enumerate(rows, start=1):
            grid.rows.append(Row(number, self._cells(row)))
        return grid

    def _cells(self, row: Any) -> list[Cell]:
        cells = [Cell() for _ in range(_count(row, "trPr", "gridBefore", 0))]
        for tag in inside(row, f"{W}tc"):
            wide = _count(tag, "tcPr", "gridSpan", 1)
            cells.append(Cell(self._cell_words(tag), _merged(tag), wide))
            cells += [Cell("", Merged.LEFT) for _ in range(wide - 1)]
            if len(cells) > MOST_COLUMNS:
                raise FileRefused(
                    f"{self._name} has more than {MOST_COLUMNS} columns, which no plan has."
                )
        return cells

    def _cell_words(self, cell: Any) -> str:
        """The cell's paragraphs, a line each; a table inside gives a line a row."""
        lines: list[str] = []
        for block in blocks_of(cell):
            if block.tag == f"{W}tbl":
                for row in inside(block, f"{W}tr"):
                    words = [self._cell_words(each) for each in inside(row, f"{W}tc")]
                    lines.append(" | ".join(" ".join(each.split()) for each in words if each))
            else:
                lines.append(self._lists.mark(block) + words_of(block))
        return tidy_lines("\n".join(lines))

    def _outside(self) -> Iterator[UnreadLine]:
        """Words in boxes, headers, footers and notes: a plan does not stand there."""
        body = self._document.element.body
        for box in body.iter(f"{W}txbxContent"):
            if any(up.tag.endswith("}Fallback") for up in box.iterancestors()):
                continue
            words = tidy_lines("\n".join(words_of(each) for each in box.iter(f"{W}p")))
            if words:
                why = "Words in a text box are not read. Move them into the text."
                yield UnreadLine(0, words[:500], why, "A text box")
        seen: set[str] = set()
        for section in self._document.sections:
            for what, part in (("header", section.header), ("footer", section.footer)):
                words = tidy_lines("\n".join(each.text for each in part.paragraphs))
                if words and words not in seen:
                    seen.add(words)
                    why = f"The {what} of the pages is not part of the plan."
                    yield UnreadLine(0, words[:500], why, f"The page {what}")


def blocks_of(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _HOLDERS:
            yield from blocks_of(child)


def inside(parent: Any, wanted: str) -> Iterator[Any]:
    """A table's rows or a row's cells, also those inside content controls."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _HOLDERS:
            yield from inside(child, wanted)


def _merged(cell: Any) -> Merged:
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    if mark is None or mark.get(f"{W}val") == "restart":
        return Merged.NO
    return Merged.ABOVE


def _is_deleted(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _count(tag: Any, properties: str, name: str, least: int) -> int:
    found = tag.find(f"{W}{properties}/{W}{name}")
    value = found.get(f"{W}val") if found is not None else ""
    number = int(value[:6]) if value and value.isascii() and value.isdigit() else least
    return max(least, min(number, MOST_COLUMNS + 1))


def _style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val")) if style is not None else ""


def _heading_levels(document: Any) -> dict[str, int]:
    """The level of each style that is a heading: 1 for a title."""
    levels: dict[str, int] = {}
    for style in document.styles:
        name = str(style.name or "").lower()
        if name == "title":
            levels[style.style_id] = 1
        elif name.startswith("heading ") and name[8:].isdigit():
            levels[style.style_id] = min(6, int(name[8:]) + 1)
    return levels
