"""A parsed page as a stream of lines: headings, table rows, list items and paragraphs."""

from dataclasses import replace

from bs4.element import NavigableString, PageElement, Tag

from app.plans.importing.headings import is_only_a_heading
from app.plans.importing.lines import KEPT, Line, Mark, kept_line, tidy
from app.plans.importing.markup import restore
from app.plans.importing.numbering import starts_with_a_number
from app.plans.importing.rows import RowReader

INLINE = frozenset({"span", "x-bold", "x-struck"})
STRUCK = "~~"
LEVELS = {f"h{level}": level for level in range(1, 7)}
ROW_GROUPS = ("thead", "tbody", "tfoot")
FOOTER_CLASSES = frozenset(
    "entry-meta entry-footer cat-links postmetadata post-meta posted-on byline tags-links"
    " entry-utility entry-categories meta-cat".split()
)


def classes_of(tag: Tag) -> set[str]:
    """The tag's classes, in lower case."""
    value = tag.get("class") or ""
    return set((value if isinstance(value, str) else " ".join(value)).lower().split())


def lines_of(root: Tag) -> list[Line]:
    """Give the lines of words in a part of a page, in reading order."""
    reader = _Reader(root.sourceline or 1)
    reader.read(root)
    return reader.found


class _Reader:
    """Walks the parsed page once, in order."""

    def __init__(self, line: int) -> None:
        self.found: list[Line] = []
        self._now = line
        self._words: list[str] = []
        self._starts = line
        self._prefix = ""
        self._mark = Mark.PLAIN
        self._level = 0
        self._is_after_bold = False

    def read(self, tag: Tag) -> None:
        """Read a block: what stands in it begins and ends lines of its own."""
        self._end_line()
        before = self._mark, self._level
        self._set_mark(tag)
        self._children(tag)
        self._end_line()
        self._mark, self._level = before

    def _set_mark(self, tag: Tag) -> None:
        classes = classes_of(tag)
        if tag.name == "h1" or "entry-title" in classes:
            self._mark, self._level = Mark.TITLE, 1
        elif tag.name in LEVELS:
            self._mark, self._level = Mark.HEADING, LEVELS[tag.name]
        elif classes & FOOTER_CLASSES:
            self._mark = Mark.FOOTER
        elif tag.name == "li" and self._mark is Mark.PLAIN:
            self._mark = Mark.ITEM

    def _children(self, tag: Tag) -> None:
        for child in tag.children:
            self._child(child)

    def _child(self, child: PageElement) -> None:
        if type(child) is NavigableString:
            self._text(str(child))
        elif isinstance(child, Tag):
            self._now = child.sourceline or self._now
            if child.name == "table":
                self._table(child)
            elif child.name in ("ol", "ul"):
                self._listing(child)
            elif child.name in INLINE:
                self._inline(child)
            elif child.name in ("br", "hr"):
                self._end_line()
            else:
                self.read(child)

    def _text(self, text: str) -> None:
        if not any(map(str.strip, self._words)):
            self._words.clear()
            blank = len(text) - len(text.lstrip())
            self._starts = self._now + text.count("\n", 0, blank)
        self._words.append(text)
        self._now += text.count("\n")

    def _inline(self, tag: Tag) -> None:
        if classes_of(tag) & FOOTER_CLASSES:
            self.read(tag)
            return
        begins_line = not self._so_far()
        sign = STRUCK if tag.name == "x-struck" and tag.get_text().strip() else ""
        self._words.append(sign)
        self._children(tag)
        self._words.append(sign)
        # "<b>Who</b> CPG" is a heading with its value; so is "<b>Who</b>: CPG".
        if tag.name == "x-bold" and begins_line and is_only_a_heading(self._so_far()):
            self._end_line()
            self._is_after_bold = True

    def _so_far(self) -> str:
        return tidy(restore("".join(self._words)))

    def _end_line(self) -> None:
        raw = restore("".join(self._words)).strip()
        if raw.startswith(KEPT):
            kept = kept_line(raw, self._starts, self._mark)
            self.found.append(replace(kept, text=self._prefix + kept.text))
            self._words.clear()
            self._prefix, self._is_after_bold = "", False
            return
        text = self._so_far()
        self._words.clear()
        if self._is_after_bold:
            text = text.lstrip(" :–—-|")
        if not text:
            return
        self._is_after_bold = False
        if self._prefix and not starts_with_a_number(text):
            text = self._prefix + text
        self._prefix = ""
        self.found.append(Line(text, self._starts, self._mark, self._level))

    def _listing(self, tag: Tag) -> None:
        """Number the items as a browser would show them; bullets are not words."""
        self._end_line()
        number = _whole_number(tag.get("start"), otherwise=1)
        for child in tag.children:
            if not isinstance(child, Tag) or child.name != "li":
                self._child(child)
                continue
            number = _whole_number(child.get("value"), otherwise=number)
            self._end_line()
            self._prefix = f"{number}. " if tag.name == "ol" else ""
            self._now = child.sourceline or self._now
            self.read(child)
            self._prefix = ""
            number += 1
        self._end_line()

    def _table(self, tag: Tag) -> None:
        self._end_line()
        rows = RowReader()
        for row in _rows(tag):
            if row.name != "tr":
                self.read(row)
                continue
            cells = [self._cell(cell) for cell in row.find_all(("td", "th"), recursive=False)]
            self.found += rows.lines(cells)

    def _cell(self, cell: Tag) -> list[Line]:
        outside, self.found = self.found, []
        self._now = cell.sourceline or self._now
        self.read(cell)
        inside, self.found = self.found, outside
        return inside


def _rows(table: Tag) -> list[Tag]:
    """The table's own rows, and what stands in it that is no row (a caption)."""
    found: list[Tag] = []
    for child in table.find_all(True, recursive=False):
        if child.name in ROW_GROUPS:
            found += child.find_all(True, recursive=False)
        else:
            found.append(child)
    return found


def _whole_number(value: object, *, otherwise: int) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
